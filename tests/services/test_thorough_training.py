"""Training more than the projection: stopped, gone on with, measured. The steps are few and small here."""

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from photosearch.network.card import ModelCard
from photosearch.network.models import DEFAULT_MODEL, find_model
from photosearch.network.pooled import pooled_identity
from photosearch.services import training_runs
from photosearch.services.serving import Call, CancelledError
from photosearch.services.thorough_training import options_for
from photosearch.services.trainer import TrainerRequests
from photosearch.services.training_measuring import split_photos
from photosearch.services.training_records import run_from_json
from photosearch.training.options import TrainingOptions
from tests.training.sample_places import sample_places

# Steps that take a moment each.
SMALL = TrainingOptions(steps=3, classes=3, photos=2, size=64, layers="last", validate_every=1, save_every=1)


@pytest.fixture
def places(tmp_path: Path) -> Path:
    """Places to train on."""
    folder = tmp_path / "places"
    sample_places(folder)
    return folder


def asked(told: list[dict[str, Any]], call: list[Call]) -> Call:
    """A request that stops itself after the first update, where `call` has room for it."""
    made = Call(1, "train", lambda message: take(message["progress"]))

    def take(progress: dict[str, Any]) -> None:
        told.append(progress)
        if call and progress.get("phase") == "training" and progress["loss"] is not None:
            made.cancelled.set()

    call.append(made)
    return made


def test_stopped_gone_on_with_and_measured(places: Path, tmp_path: Path) -> None:
    requests = TrainerRequests(tmp_path / "library", settings=lambda photos, device: SMALL)
    told: list[dict[str, Any]] = []
    with pytest.raises(CancelledError):
        requests.train(asked(told, []), str(places), "thorough", "cpu")
    (left,) = training_runs.list_runs()
    assert not left.finished and told[0] == {"run": left.id}
    told.clear()
    going = Call(2, "go_on", lambda message: told.append(message["progress"]))
    run = run_from_json(requests.go_on(going, left.id, "cpu"))
    assert run.id == left.id and run.finished and run.kind == "thorough"
    steps = [step["step"] for step in told if step.get("loss") is not None]
    assert steps == [2, 3], "the first update was kept"
    assert {step["phase"] for step in told[1:]} == {"reading", "training", "measuring"}
    assert len(run.held_out) == 3 and run.queries >= 6 and len(run.examples) >= 6
    card = ModelCard.load(training_runs.run_folder(run.id) / "model")
    assert card.name == run.id and pooled_identity(card) != pooled_identity(find_model(DEFAULT_MODEL))
    assert not list(training_runs.run_folder(run.id).glob("checkpoints/*")), "nothing to go on with any more"
    assert run_from_json(requests.adopt(going, run.id)).in_use


def test_photos_to_measure_on_are_not_trained_on(places: Path, tmp_path: Path) -> None:
    from photosearch.training.fine_tuning import _training_set, _validation_set, begin

    photos = split_photos(str(places))
    names = photos.held_out_names()
    record = begin(places, None, None, None, tmp_path / "run", TrainingOptions(), names)
    trained, measured = _training_set(record), _validation_set(record)
    assert measured is not None
    assert {path.parent.name for path in measured.paths} == set(names)
    assert {path.parent.name for path in trained.paths}.isdisjoint(names)
    assert len(trained) + len(measured) == 32


def test_settings_suit_the_places_and_the_computer(tmp_path: Path) -> None:
    sample_places(tmp_path / "places")
    photos = split_photos(str(tmp_path / "places"))
    options = options_for(photos, "cpu")
    assert options.classes == 10 and options.save_every == 1
    many = dataclasses.replace(
        photos, labels=np.arange(500), places=[str(n) for n in range(500)], paths=["x"] * 500
    )
    assert options_for(many, "cpu").classes == 32
