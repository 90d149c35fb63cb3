"""The trainer as a process: from a folder of places to a network in use."""

import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from photosearch.network.card import ModelCard
from photosearch.network.describer import load_describer
from photosearch.network.models import DEFAULT_MODEL, available_models, default_model, find_model, use_model
from photosearch.network.pooled import load_head, pooled_identity
from photosearch.services import training_records as records
from photosearch.services.records import from_json
from photosearch.services.training_records import Assessment, TrainingRun, run_from_json
from photosearch.services.training_runs import runs_folder
from tests.network.reprojected import BUNDLED, reprojected
from tests.services.client import Client, ServiceError
from tests.services.conftest import Start
from tests.training.sample_places import sample_places


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """13 places with 32 photos; not to be changed."""
    folder = tmp_path_factory.mktemp("training") / "places"
    sample_places(folder)
    return folder


@pytest.fixture
def own_places(places: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return Path(shutil.copytree(places, tmp_path / "places"))


@pytest.fixture
def trainer(start: Start, tmp_path: Path) -> Client:
    return start("trainer", tmp_path / "library")


def assess(trainer: Client, folder: Path | str) -> Assessment:
    return from_json(Assessment, trainer.call("assess", folder=str(folder)))


def state_of(folder: Path) -> dict[str, tuple[int, int]]:
    """Everything below a folder with size and time."""
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in sorted(folder.rglob("*"))}


def test_folder_is_judged_by_its_places(trainer: Client, own_places: Path) -> None:
    found = assess(trainer, own_places)
    assert (found.verdict, found.photos, len(found.places)) == (records.FEW, 32, 13)
    assert found.places[0] == ("eiffel-tower", 4) and found.network == DEFAULT_MODEL
    assert found.quick_s > 0 and found.thorough_s > found.quick_s
    shutil.copy(own_places / "china" / "china.jpg", own_places / "loose.jpg")
    (own_places / "lone").mkdir()
    shutil.copy(own_places / "china" / "china.jpg", own_places / "lone" / "one.jpg")
    (own_places / "notes").mkdir()
    found = assess(trainer, own_places)
    assert (found.lone, found.loose, found.photos, len(found.places)) == (("lone",), 1, 33, 13)
    for number in range(40):
        shutil.copy(own_places / "china" / "china.jpg", own_places / "china" / f"more-{number}.jpg")
    assert assess(trainer, own_places).verdict == records.ENOUGH


def test_what_is_not_enough_is_told_apart(trainer: Client, own_places: Path, tmp_path: Path) -> None:
    assert assess(trainer, tmp_path / "nowhere").verdict == records.MISSING
    (tmp_path / "empty").mkdir()
    assert assess(trainer, tmp_path / "empty").verdict == records.NO_PHOTOS
    assert assess(trainer, own_places / "china").verdict == records.NO_PLACES
    for path in sorted(own_places.iterdir())[3:]:
        shutil.rmtree(path)
    assert assess(trainer, own_places).verdict == records.TOO_FEW
    with pytest.raises(ServiceError, match="At least 4 places"):
        trainer.call("train", folder=str(own_places), kind="quick", device="cpu")
    assert trainer.call("runs") == [], "what came to nothing leaves nothing"


def test_name_that_is_no_text(trainer: Client, own_places: Path) -> None:
    odd = os.fsencode(own_places) + b"/caf\xe9"
    os.rename(own_places / "china", odd)
    found = assess(trainer, own_places)
    assert (os.fsdecode(b"caf\xe9"), 3) in found.places


@pytest.fixture(scope="module")
def trained(places: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any], list[Any]]:
    """A data folder with one quick training in it, its result and its progress."""
    data = tmp_path_factory.mktemp("trained")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(data))
        patch.setenv("XDG_CACHE_HOME", str(data / "cache"))
        before = state_of(places)
        with Client("trainer", data / "library") as client:
            answer = client.ask("train", folder=str(places), kind="quick", device="cpu")
            result = answer.result()
        assert state_of(places) == before, "the photos are only read"
    return data, result, answer.progress


@pytest.fixture
def own_trained(
    trained: tuple[Path, dict[str, Any], list[Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> TrainingRun:
    """The finished training, among the data of this test."""
    shutil.copytree(trained[0], tmp_path / "data", dirs_exist_ok=True)
    return run_from_json(trained[1])


def test_training_tells_how_far_it_is(trained: tuple[Path, dict[str, Any], list[Any]]) -> None:
    first, *told = trained[2]
    assert first == {"run": trained[1]["id"]}
    assert list(dict.fromkeys(step["phase"] for step in told)) == [
        "reading",
        "training",
        "saving",
        "measuring",
    ]
    losses = [step["loss"] for step in told if step["loss"] is not None]
    qualities = [step["quality"] for step in told if step["quality"] is not None]
    # The bundled network tells these places apart already.
    assert len(losses) == 150 and all(-1e-6 < loss < 0.1 for loss in losses)
    assert len(qualities) == 16 and all(0 < value <= 1 for value in qualities)
    remaining = [step["remaining_s"] for step in told if step["remaining_s"] is not None]
    assert remaining[-1] == 0


def test_result_is_measured_on_places_that_were_kept_aside(own_trained: TrainingRun, places: Path) -> None:
    run = own_trained
    assert run.finished and run.unreadable == 0 and not run.adopted and not run.in_use
    assert len(run.held_out) == 3 and run.places == 10
    aside = [path for name in run.held_out for path in (places / name).iterdir()]
    assert run.queries == len(aside) and run.photos == 32 - len(aside)
    assert 0 < run.before <= 1 and 0 < run.after <= 1
    assert {example.path for example in run.examples} <= {str(path) for path in aside}
    for example in run.examples:
        for path, right in (*example.before, *example.after):
            assert path != example.path and right == (Path(path).parent.name == example.place)
        assert len(example.before) == len(example.after) == 8


def test_trained_network_shares_its_pooled_vectors(own_trained: TrainingRun) -> None:
    card = ModelCard.load(runs_folder() / own_trained.id / "model")
    assert pooled_identity(card) == pooled_identity(find_model(DEFAULT_MODEL))
    assert card.identity != find_model(DEFAULT_MODEL).identity
    load_describer(card.folder, "cpu")
    assert sorted(card.figures.values()) == sorted(
        [round(100 * own_trained.before, 2), round(100 * own_trained.after, 2)]
    )


def test_adopt_and_go_back(own_trained: TrainingRun, start: Start, tmp_path: Path) -> None:
    trainer = start("trainer", tmp_path / "library")
    assert default_model() == DEFAULT_MODEL
    adopted = run_from_json(trainer.call("adopt", run=own_trained.id))
    assert adopted.adopted and adopted.in_use and default_model() == own_trained.id
    use_model(DEFAULT_MODEL)
    (listed,) = trainer.call("runs")
    assert listed["adopted"] and not listed["in_use"] and listed["examples"] == []
    assert run_from_json(trainer.call("run", run=own_trained.id)).examples == own_trained.examples
    assert run_from_json(trainer.call("adopt", run=own_trained.id)).in_use, "again, without a second copy"
    trainer.call("delete", run=own_trained.id)
    assert trainer.call("runs") == [] and default_model() == own_trained.id
    load_describer(None, "cpu")
    assert [card.name for card in available_models()] == [*BUNDLED, own_trained.id]


def test_discarding_leaves_nothing(own_trained: TrainingRun, start: Start, tmp_path: Path) -> None:
    trainer = start("trainer", tmp_path / "library")
    trainer.call("delete", run=own_trained.id)
    assert list(runs_folder().iterdir()) == []
    with pytest.raises(ServiceError, match="no training"):
        trainer.call("adopt", run=own_trained.id)
    with pytest.raises(ServiceError, match="is no training"):
        trainer.call("delete", run="../models")


def test_cancel_stops_and_leaves_nothing_of_a_quick_training(trainer: Client, places: Path) -> None:
    answer = trainer.ask("train", folder=str(places), kind="quick", device="cpu").begun()
    trainer.cancel(answer)
    assert answer.ending() == {"id": answer.number, "cancelled": True}
    assert trainer.call("runs") == []


def test_second_training_starts_from_the_network_in_use(
    own_trained: TrainingRun, start: Start, tmp_path: Path, places: Path
) -> None:
    mine = reprojected(tmp_path / "data" / "photosearch" / "models" / "mine")
    use_model("mine")
    run = run_from_json(
        start("trainer", tmp_path / "library").call("train", folder=str(places), kind="quick", device="cpu")
    )
    assert run.network == "mine" and run.id != own_trained.id
    far = {}
    trained = load_head(ModelCard.load(runs_folder() / run.id / "model")).layers[0][0]
    for card in (mine, find_model(DEFAULT_MODEL)):
        far[card.name] = np.linalg.norm(trained - load_head(card).layers[0][0])
    assert 0 < far["mine"] < 0.5 * far[DEFAULT_MODEL]


def test_unreadable_photos_are_counted(trainer: Client, own_places: Path) -> None:
    (own_places / "china" / "broken.jpg").write_bytes(b"\xff\xd8\xff")
    run = run_from_json(trainer.call("train", folder=str(own_places), kind="quick", device="cpu"))
    assert run.finished and run.unreadable == 1
