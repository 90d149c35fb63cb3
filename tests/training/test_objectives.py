"""A run with each loss on real photos, disturbed and undisturbed."""

import csv
import dataclasses

import pytest
import torch

from photosearch.training.objectives import make_objective
from photosearch.training.options import LOSSES
from photosearch.training.photo_sets import load_photo_set
from photosearch.training.pixel_cache import cached_pixels
from photosearch.training.trainer import Hearing, Trainer
from photosearch.training.validation import Validation
from tests.training import small

CPU = torch.device("cpu")
OPTIONS = dataclasses.replace(
    small.OPTIONS, steps=6, save_every=2, classes=4, photos=3, triplets=6, pool=12, refresh=2, layers="all"
)


@pytest.fixture
def trainer(places):
    """Makes a trainer of the small network on the places."""
    photos = load_photo_set(places)
    pixels = cached_pixels(photos.paths, 64, 1)

    def make(folder, options, network, hearing=None):
        return Trainer(
            network,
            pixels.__getitem__,
            len(photos),
            make_objective(options, photos.labels, CPU),
            options,
            folder,
            validate=Validation(pixels.__getitem__, photos.labels, CPU),
            hearing=hearing,
        )

    return make


def interrupt(progress):
    if progress.step == 5:
        raise KeyboardInterrupt


EDITING = {"edits": 2, "views": 2, "decay": 0.5, "average": 0.7}


@pytest.mark.parametrize("changed", [*({"loss": loss} for loss in LOSSES), EDITING], ids=str)
def test_interrupted_run_ends_as_the_undisturbed_one(trainer, tmp_path, changed):
    options = dataclasses.replace(OPTIONS, **changed)
    straight, halted = small.network(), small.network(seed=9)
    expected = trainer(tmp_path / "straight", options, straight).run()
    with pytest.raises(KeyboardInterrupt):
        trainer(tmp_path / "halted", options, small.network(), Hearing(progress=interrupt)).run()
    assert trainer(tmp_path / "halted", options, halted).run() == expected
    assert not torch.equal(straight.projection.weight, small.network().projection.weight)
    for name, value in straight.state_dict().items():
        assert torch.equal(value, halted.state_dict()[name]), name
    curves = [(tmp_path / run / "curves.csv").read_text() for run in ("straight", "halted")]
    assert curves[0] == curves[1] and curves[0].count("\n") == 8


@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss_learns_the_places(trainer, tmp_path, loss):
    options = dataclasses.replace(OPTIONS, loss=loss, steps=40, save_every=40, rate=3e-3, refresh=10)
    outcome = trainer(tmp_path, options, small.network()).run()
    assert outcome.after > outcome.before + 0.05


@pytest.mark.parametrize(
    ("loss", "changes"),
    [
        ("ap", {"bins": 5}),
        ("ap", {"low": -1.0}),
        ("ap", {"high": 0.6}),
        ("tap", {"bins": 9, "low": -0.5}),
        ("tap-simplified", {"bins": 9}),
        ("triplet", {"margin": 0.7}),
        ("triplet", {"pool": 6}),
        ("triplet", {"refresh": 1}),
        ("triplet-log-exp", {"margin": 1e-3}),
    ],
)
def test_parameters_of_the_losses_change_the_run(trainer, tmp_path, loss, changes):
    plain = dataclasses.replace(OPTIONS, loss=loss, steps=2)
    rows = []
    for options in (plain, dataclasses.replace(plain, **changes)):
        folder = tmp_path / str(len(rows))
        trainer(folder, options, small.network()).run()
        with open(folder / "curves.csv", newline="") as file:
            rows.append([row["loss"] for row in csv.DictReader(file)])
    assert rows[0] != rows[1]
