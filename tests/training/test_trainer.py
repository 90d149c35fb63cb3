"""The loop: it learns, it ends early, it can be interrupted, it says what is wrong."""

import csv
import dataclasses

import pytest
import torch
from PIL import Image

from photosearch.errors import PhotosearchError, UsageError
from photosearch.training.options import TrainingOptions
from photosearch.training.trainer import BEST_FILE, Hearing
from photosearch.training.validation import Validation
from tests.training import small


def weights(network):
    return {name: value.clone() for name, value in network.state_dict().items()}


@pytest.mark.parametrize(("loss", "optimiser"), [("ap", "adam"), ("ap", "sgd"), ("triplet", "adam")])
def test_learns(tmp_path, loss, optimiser):
    rate = 0.003 if optimiser == "adam" else 0.1
    options = dataclasses.replace(
        small.OPTIONS, loss=loss, optimiser=optimiser, steps=30, rate=rate, save_every=30
    )
    found, labels = small.pictures()
    validate = Validation(found.__getitem__, labels, torch.device("cpu"))
    outcome = small.trainer(tmp_path, options, validate=validate).run()
    assert outcome.steps == outcome.step == 30 and not outcome.stopped
    assert outcome.after > outcome.before + 0.02


def test_curves_as_table_and_picture(tmp_path):
    options = dataclasses.replace(small.OPTIONS, steps=4, validate_every=2)
    small.trainer(tmp_path, options).run()
    with open(tmp_path / "curves.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["step"] for row in rows] == ["0", "1", "2", "3", "4"]
    assert [bool(row["validation_map"]) for row in rows] == [True, False, True, False, True]
    assert [bool(row["loss"]) for row in rows] == [False, True, True, True, True]
    assert [float(row["learning_rate"]) for row in rows[1:]] == pytest.approx([1e-3, 7.5e-4, 5e-4, 2.5e-4])
    with Image.open(tmp_path / "curves.png") as picture:
        assert picture.format == "PNG" and min(picture.size) > 300


def test_runs_without_matplotlib(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "matplotlib.figure", None)
    small.trainer(tmp_path, dataclasses.replace(small.OPTIONS, steps=1)).run()
    assert not (tmp_path / "curves.png").exists() and (tmp_path / "curves.csv").exists()


def test_ends_early_and_keeps_the_best(tmp_path):
    values = iter([0.5, 0.6, 0.7, 0.65, 0.69, 0.9])
    seen = []

    def validate(network):
        seen.append(weights(network))
        return next(values)

    options = dataclasses.replace(small.OPTIONS, steps=10, validate_every=1, patience=2)
    network = small.network()
    outcome = small.trainer(tmp_path, options, network=network, validate=validate).run()
    assert (outcome.before, outcome.after, outcome.step, outcome.steps) == (0.5, 0.7, 2, 4)
    assert outcome.stopped
    for name, value in network.state_dict().items():
        assert torch.equal(value, seen[2][name])


def test_interrupted_run_goes_on_with_its_validations(tmp_path):
    options = dataclasses.replace(small.OPTIONS, steps=7, validate_every=2, save_every=3)
    straight = small.network()
    expected = small.trainer(tmp_path / "straight", options, network=straight).run()

    def interrupt(progress):
        if progress.step == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        small.trainer(tmp_path / "halted", options, hearing=Hearing(progress=interrupt)).run()
    halted = small.network(seed=9)  # everything comes from the checkpoint
    assert small.trainer(tmp_path / "halted", options, network=halted).run() == expected
    for name, value in straight.state_dict().items():
        assert torch.equal(value, halted.state_dict()[name]), name
    for name in ("curves.csv", BEST_FILE):
        assert (tmp_path / "straight" / name).read_bytes() == (tmp_path / "halted" / name).read_bytes()


def test_finished_run_is_not_trained_further(tmp_path):
    options = dataclasses.replace(small.OPTIONS, steps=2)
    first = small.trainer(tmp_path, options).run()
    network = small.network(seed=9)
    assert small.trainer(tmp_path, options, network=network).run() == first


def test_stages_give_what_the_ordinary_way_gives(tmp_path):
    found = []
    for stages in (True, False):
        network = small.network().double()
        options = dataclasses.replace(small.OPTIONS, steps=3, multistage=stages)
        small.trainer(tmp_path / str(stages), options, network=network, validate=None).run()
        found.append(weights(network))
    for name, value in found[0].items():
        torch.testing.assert_close(value, found[1][name], rtol=1e-9, atol=1e-12)


def test_another_seed_gives_other_weights(tmp_path):
    found = []
    for seed in (0, 0, 1):
        network = small.network()
        options = dataclasses.replace(small.OPTIONS, steps=1, seed=seed)
        small.trainer(tmp_path / str(len(found)), options, network=network, validate=None).run()
        found.append(network.projection.weight.detach())
    assert torch.equal(found[0], found[1]) and not torch.equal(found[0], found[2])


def test_progress_tells_rate_and_remaining_time(tmp_path):
    heard = []
    options = dataclasses.replace(small.OPTIONS, steps=3)
    small.trainer(tmp_path, options, validate=None, hearing=Hearing(progress=heard.append)).run()
    assert [(p.step, p.steps) for p in heard] == [(1, 3), (2, 3), (3, 3)]
    assert all(p.rate > 0 for p in heard) and heard[0].remaining_s > 0 and heard[-1].remaining_s == 0


def test_loss_that_is_no_number_ends_the_run(tmp_path):
    network = small.network()
    torch.nn.init.constant_(network.projection.weight, float("nan"))
    with pytest.raises(PhotosearchError, match="learning rate"):
        small.trainer(tmp_path, network=network, validate=None).run()


@pytest.mark.parametrize(
    "wrong",
    [{"loss": "contrastive"}, {"layers": "first"}, {"steps": 0}, {"photos": 1}, {"rate": float("nan")}],
)
def test_options_that_make_no_sense(wrong):
    with pytest.raises(UsageError):
        TrainingOptions(**wrong)


def test_bfloat16_only_when_asked_for_on_a_cpu(tmp_path):
    from photosearch.training.precision import chosen_precision, describing

    cpu = torch.device("cpu")
    assert chosen_precision("auto", cpu) is None and chosen_precision("float32", cpu) is None
    assert chosen_precision("bfloat16", cpu) == torch.bfloat16
    network = small.network()
    pixels = torch.from_numpy(small.pictures()[0])
    exact, half = (describing(network, dtype, cpu)(pixels) for dtype in (None, torch.bfloat16))
    assert half.dtype == exact.dtype == torch.float32
    assert 0.9 < (exact * half).sum(dim=1).min() < 1 - 1e-7
    options = dataclasses.replace(small.OPTIONS, steps=2, precision="bfloat16")
    trained = small.trainer(tmp_path, options, network=network, validate=None)
    trained.run()
    assert {value.dtype for value in network.state_dict().values()} == {torch.float32}
