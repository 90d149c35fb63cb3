"""The networks, by way of the engine."""

import json
import shutil
from pathlib import Path

import pytest

from photosearch.network.models import DEFAULT_MODEL, bundled_models_folder, own_models_folder
from photosearch.services.records import ModelInfo, from_json
from tests.network.reprojected import BUNDLED
from tests.services.client import Client, ServiceError
from tests.services.conftest import Start, Travels


def models(engine: Client) -> dict[str, ModelInfo]:
    """The networks at hand by name."""
    return {item["name"]: from_json(ModelInfo, item) for item in engine.call("models")}


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """The folder of a network that was exported elsewhere."""
    folder = Path(shutil.copytree(bundled_models_folder() / DEFAULT_MODEL, tmp_path / "from-elsewhere"))
    card = json.loads((folder / "card.json").read_text("utf-8"))
    (folder / "card.json").write_text(json.dumps(card | {"name": "mine"}), "utf-8")
    return folder


def test_list_has_cards_and_says_which_is_used(engine: Client) -> None:
    model = models(engine)[DEFAULT_MODEL]
    assert (model.name, model.in_use, model.removable, model.described) == (DEFAULT_MODEL, True, False, 6)
    assert model.card["dimension"] == 512 and "licence" in model.card and "folder" not in model.card


def test_import_use_and_remove(engine: Client, exported: Path) -> None:
    assert engine.call("import_model", path=str(exported)) == "mine"
    mine = models(engine)["mine"]
    assert mine.removable and not mine.in_use and mine.described == 0
    with pytest.raises(ServiceError, match="called “mine” already"):
        engine.call("import_model", path=str(exported))
    engine.call("use_model", name="mine")
    assert models(engine)["mine"].in_use and not models(engine)[DEFAULT_MODEL].in_use
    assert engine.call("overview")["model"] == DEFAULT_MODEL, "which answers until the library is described"
    with pytest.raises(ServiceError, match="in use"):
        engine.call("remove_model", name="mine")
    engine.call("use_model", name=DEFAULT_MODEL)
    engine.call("remove_model", name="mine")
    assert list(models(engine)) == BUNDLED and not (own_models_folder() / "mine").exists()
    with pytest.raises(ServiceError, match=r"stays|in use"):
        engine.call("remove_model", name=DEFAULT_MODEL)
    assert (bundled_models_folder() / DEFAULT_MODEL / "card.json").exists()


@pytest.mark.parametrize("content", [b"", b"not a checkpoint", b"\x80\x04c__builtin__\neval\n."])
def test_file_that_is_no_network_is_refused(engine: Client, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "net.pt"
    file.write_bytes(content)
    with pytest.raises(ServiceError) as caught:
        engine.call("import_model", path=str(file))
    assert caught.value.details is None and "ended unexpectedly" not in caught.value.message
    assert list(models(engine)) == BUNDLED


def test_import_that_is_taken_back_leaves_nothing(start: Start, travels: Travels, exported: Path) -> None:
    engine = start("engine", travels.library)
    answer = engine.ask("import_model", path=str(exported))
    engine.cancel(answer)
    assert answer.ending().get("cancelled") or list(models(engine)) == [*BUNDLED, "mine"]
    assert not list(own_models_folder().glob("**/.copy*/*"))


def test_network_in_use_that_is_gone_does_not_stop_the_window(engine: Client, exported: Path) -> None:
    engine.call("import_model", path=str(exported))
    engine.call("use_model", name="mine")
    shutil.rmtree(own_models_folder() / "mine")
    assert models(engine)[DEFAULT_MODEL].in_use
    (own_models_folder() / "settings.json").write_text("damaged")
    assert models(engine)[DEFAULT_MODEL].in_use
