"""`photosearch train` from folders of photos to a network that describes."""

import json

import numpy as np
import pytest
import typer
from filelock import FileLock
from PIL import Image
from typer.testing import CliRunner

from photosearch.cli.training import train
from photosearch.cli.training_options import completed
from photosearch.errors import PhotosearchError, UsageError
from photosearch.network.card import ModelCard
from photosearch.network.checkpoint import load_network
from photosearch.network.describer import load_describer
from photosearch.network.models import find_model
from tests.conftest import SAMPLE

NAMES = ("china", "colosseum", "dogs")
SHORT = ["--steps", "2", "--batch", "3x3", "--size", "64", "--layers", "projection", "--lr", "0.001"]

app = typer.Typer(pretty_exceptions_enable=False)
app.command()(train)


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """Three places with four overlapping parts of one photo each, and a file that is none."""
    folder = tmp_path_factory.mktemp("places")
    for name in NAMES:
        (folder / name).mkdir()
        with Image.open(SAMPLE / f"{name}.jpg") as image:
            image.thumbnail((200, 200))
            for number in range(4):
                image.crop((8 * number, 4 * number, 120 + 8 * number, 90 + 4 * number)).save(
                    folder / name / f"{number}.jpg"
                )
    (folder / "dogs" / "broken.jpg").write_bytes(b"\xff\xd8\xff")
    return folder


@pytest.fixture(scope="module")
def trained(places, tmp_path_factory):
    """A finished run and what it printed."""
    out = tmp_path_factory.mktemp("runs") / "mine"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(out.parent / "cache"))
        ended = run(places, "--val", places, "--out", out, *SHORT, "--json")
    assert ended.exit_code == 0
    return out, ended


def test_prints_one_document_and_progress_elsewhere(trained, places):
    out, ended = trained
    said = json.loads(ended.stdout)
    assert said["model"] == str(out / "model") and said["ap_rule"] == "trapezoid rule"
    assert (said["steps"], said["photos"], said["classes"]) == (2, 12, 3)
    assert 0 < said["map_before"] <= 1 and 0 < said["map_after"] <= 1
    assert [failure["path"] for failure in said["failed"]] == [str(places / "dogs" / "broken.jpg")]
    assert "step 2 of 2, loss" in ended.stderr and "left" in ended.stderr


def test_network_is_usable_and_another(trained):
    out, _ = trained
    with Image.open(SAMPLE / "kitten.jpg") as image:
        pixels = np.asarray(image.convert("RGB").resize((320, 240)))
    one, other = (
        load_describer(model, "cpu").describe([pixels])[0][0] for model in (None, str(out / "model"))
    )
    assert np.linalg.norm(other) == pytest.approx(1, abs=1e-5)
    assert 0.5 < one @ other < 0.99999
    bundled, trained_network = load_network(find_model(None)), load_network(ModelCard.load(out / "model"))
    for name, value in bundled.state_dict().items():
        same = value.equal(trained_network.state_dict()[name])
        assert same == (not name.startswith("projection.")), name


def test_card_says_what_was_done(trained):
    out, ended = trained
    card, bundled = ModelCard.load(out / "model"), find_model(None)
    assert card.name == "mine" and card.identity != bundled.identity
    assert card.licence == bundled.licence and bundled.training_data in card.training_data
    assert (
        "12 photographs of 3 classes" in card.training_data
        and "ap loss (25 bins from 0 to 1), 2 steps" in card.origin
    )
    assert str(out.parent) not in (out / "model" / "card.json").read_text()
    figure = card.figures["validation mAP after training (trapezoid rule)"]
    assert figure == pytest.approx(100 * json.loads(ended.stdout)["map_after"], abs=0.01)


def test_finished_run_can_be_resumed_to_the_same_network(trained):
    out, ended = trained
    before = (out / "model" / "weights.safetensors").read_bytes()
    words = run("--resume", out).stdout  # in words for a person this time
    assert "2 updates on 12 photos of 3 places." in words
    measured = json.loads(ended.stdout)
    assert (
        f"{100 * measured['map_before']:.2f} before, {100 * measured['map_after']:.2f} after" in words
        and "Validation mAP (trapezoid rule)" in words
    )
    assert (out / "model" / "weights.safetensors").read_bytes() == before


def test_run_that_is_going_on_elsewhere(trained):
    with FileLock(trained[0] / ".lock"), pytest.raises(PhotosearchError, match="another process"):
        run("--resume", trained[0])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["FOLDER"], "--out"),
        (["--resume", "RUN", "--steps", "9"], "alone"),
        (["--resume", "NOWHERE"], "no run"),
        (["FOLDER", "--out", "RUN"], "holds a run already"),
        (["FOLDER", "--out", "NEW", "--batch", "big"], "32x4"),
        (["FOLDER", "--out", "NEW", "--batch", "1x4"], "classes"),
        (["FOLDER", "--out", "NEW", "--loss", "triplet", "--batch", "3x4"], "64"),
        (["FOLDER", "--out", "NEW", "--distractors", "FOLDER"], "--val"),
        (["FOLDER", "--out", "NEW", "--layers", "first"], "projection, last, late, all"),
        (["FOLDER", "--out", "NEW", "--loss", "contrastive"], "tap-simplified, triplet"),
        (["FOLDER", "--out", "NEW", "--margin", "0.2"], "--margin says nothing to the loss 'ap'"),
        (["FOLDER", "--out", "NEW", "--loss", "triplet", "--bins", "9"], "--bins says nothing"),
        (["FOLDER", "--out", "NEW", "--low", "1"], "below high"),
        (["FOLDER", "--out", "NEW", "--bins", "1"], "bins must be at least 2"),
        (["FOLDER", "--out", "NEW", "--precision", "float8"], "float16"),
        (["FOLDER", "--out", "NEW", "--projection", "big"], "'keep', 'none' or a number"),
        (["FOLDER", "--out", "NEW", "--projection", "13"], "13 photos .* at most 12"),
    ],
)
def test_wrong_use(trained, places, tmp_path, arguments, words):
    names = {"FOLDER": places, "RUN": trained[0], "NEW": tmp_path / "new", "NOWHERE": tmp_path}
    with pytest.raises(UsageError, match=words):
        run(*(names.get(argument, argument) for argument in arguments))
    assert not (tmp_path / "new").exists()


def test_photos_that_changed_since(trained, places):
    (places / "china" / "another.jpg").write_bytes((places / "china" / "0.jpg").read_bytes())
    try:
        with pytest.raises(PhotosearchError, match="changed since"):
            run("--resume", trained[0])
    finally:
        (places / "china" / "another.jpg").unlink()


def test_sgd_takes_the_values_of_its_paper():
    assert completed({"optimiser": "sgd"}, None) == {
        "optimiser": "sgd",
        "rate": 1e-3,
        "final": 0.1,
        "weight_decay": 5e-5,
    }
    assert completed({"optimiser": "sgd", "rate": 0.5}, "8x2")["rate"] == 0.5


MINED = ["--loss", "triplet-log-exp", "--margin", "0.3", "--pool", "12", "--refresh", "1", "--batch", "4"]


def test_mined_triplets_and_a_new_projection_by_command(places, tmp_path):
    out = tmp_path / "mined"
    short = ["--steps", "2", "--size", "64", "--layers", "projection", "--projection", "8"]
    assert run(places, "--out", out, *short, *MINED).exit_code == 0
    options = json.loads((out / "run.json").read_text())["options"]
    assert (options["loss"], options["margin"], options["pool"]) == ("triplet-log-exp", 0.3, 12)
    assert (options["refresh"], options["triplets"], options["projection"]) == (1, 4, "8")
    card, bundled = ModelCard.load(out / "model"), find_model(None)
    assert card.dimension == 8 and card.pooled_dimension == bundled.pooled_dimension
    assert "triplet-log-exp loss (margin 0.3)" in card.origin and "PCA whitening" in card.origin
    descriptors, _ = load_describer(str(out / "model"), "cpu").describe([np.zeros((64, 96, 3), np.uint8)])
    assert descriptors.shape == (1, 8)
