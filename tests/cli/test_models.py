"""`photosearch models` as a person calls it."""

import json
import shutil
from pathlib import Path

import pytest
import torch
from typer.testing import CliRunner

from photosearch.cli.models import app
from photosearch.errors import PhotosearchError, UsageError
from photosearch.network import models
from photosearch.network.card import ModelCard
from photosearch.network.describer import load_describer
from photosearch.network.models import DEFAULT_MODEL, available_models, find_model, own_models_folder
from tests.network.https_server import serving
from tests.network.importing.checkpoints import cirtorch_checkpoint
from tests.network.reprojected import BUNDLED
from tests.network.sample_photos import cosines, varied

# torch's exporter uses what torch itself has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:.*LeafSpec:FutureWarning")


def call(*arguments):
    """stdout of a command; its PhotosearchError is raised, as the program expects it."""
    ended = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if ended.exception and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    assert ended.exit_code == 0, ended.output
    return ended.stdout


def call_json(*arguments):
    return json.loads(call(*arguments, "--json"))


@pytest.fixture
def copied():
    """A model of a person's own, made quickly: the bundled one under another name."""
    return copy_as("mine")


def copy_as(name):
    folder = own_models_folder() / name
    shutil.copytree(find_model(DEFAULT_MODEL).folder, folder)
    values = json.loads((folder / "card.json").read_text())
    (folder / "card.json").write_text(json.dumps(values | {"name": name}))
    return ModelCard.load(folder)


def test_list_shows_models_at_hand_and_published_ones(copied):
    listed = call_json("list")
    assert [model["name"] for model in listed["models"]] == [*BUNDLED, "mine"]
    assert [model["name"] for model in listed["models"] if model["default"]] == [DEFAULT_MODEL]
    assert {"name", "address", "about_mb", "bytes", "licence", "source"} == set(listed["published"][0])
    text = call("list")
    assert f"* {DEFAULT_MODEL}  512 numbers" in text and "  mine  512 numbers" in text
    assert "resnet50-ap-gem" in text and "about 110 MB" in text


def test_use_is_remembered(copied):
    assert find_model().name == DEFAULT_MODEL
    assert call_json("use", "mine") == {"default": "mine"}
    assert find_model().name == "mine" and load_describer(device="cpu").card == copied
    assert call_json("list")["models"][-1]["default"] is True
    assert DEFAULT_MODEL in call("use", DEFAULT_MODEL) and find_model().name == DEFAULT_MODEL


def test_use_of_what_is_not_there_or_damaged_changes_nothing(copied):
    call("use", "mine")
    with pytest.raises(PhotosearchError, match="no model called 'other'"):
        call("use", "other")
    with pytest.raises(UsageError, match="by its name"):
        call("use", copied.folder)
    other = copy_as("broken")
    other.graph.write_bytes(b"")
    with pytest.raises(PhotosearchError, match="damaged"):
        call("use", "broken")
    assert find_model().name == "mine"


def test_a_model_in_use_that_is_gone(copied):
    call("use", "mine")
    shutil.rmtree(copied.folder)
    with pytest.raises(PhotosearchError, match=r"model in use, 'mine', is gone.*choose another"):
        find_model()
    assert find_model(DEFAULT_MODEL).name == DEFAULT_MODEL
    assert "is gone" in call("list")
    call("use", DEFAULT_MODEL)
    assert find_model().name == DEFAULT_MODEL


@pytest.mark.parametrize("content", ["", "[]", "{}", "\0"])
def test_settings_that_cannot_be_read(content):
    own_models_folder().mkdir(parents=True)
    (own_models_folder() / "settings.json").write_text(content)
    with pytest.raises(PhotosearchError, match="photosearch models use"):
        find_model()
    call("use", DEFAULT_MODEL)
    assert find_model().name == DEFAULT_MODEL


def test_a_broken_model_of_ones_own_does_not_stop_the_others(copied):
    (copy_as("broken").folder / "card.json").write_text("{")
    assert [card.name for card in available_models()] == [*BUNDLED, "mine"]
    other = copy_as("pretender")
    (other.folder / "card.json").write_text((find_model(DEFAULT_MODEL).folder / "card.json").read_text())
    assert find_model(DEFAULT_MODEL).folder.parent == models.bundled_models_folder()


def test_export_and_import_of_a_folder(copied, tmp_path):
    made = call_json("export", "mine", "-o", tmp_path)
    assert Path(made["folder"]) == tmp_path / "mine"
    ModelCard.load(tmp_path / "mine").verify()
    with pytest.raises(UsageError, match="already there"):
        call("export", "mine", "-o", tmp_path)
    with pytest.raises(UsageError, match="already a model 'mine'"):
        call("import", tmp_path / "mine")
    with pytest.raises(UsageError, match="already a model 'lite2"):
        call("import", models.bundled_models_folder() / DEFAULT_MODEL)
    with pytest.raises(UsageError, match="go with a checkpoint alone"):
        call("import", tmp_path / "mine", "--name", "other")
    with pytest.raises(UsageError, match=r"nowhere\.pth does not exist"):
        call("import", tmp_path / "nowhere.pth")
    shutil.rmtree(copied.folder)
    assert call_json("import", tmp_path / "mine")["name"] == "mine"
    assert find_model("mine").identity == copied.identity
    (tmp_path / "mine" / "graph.onnx").write_bytes(b"x")
    shutil.rmtree(own_models_folder() / "mine")
    with pytest.raises(PhotosearchError, match="damaged"):
        call("import", tmp_path / "mine")
    assert not (own_models_folder() / "mine").exists()
    with pytest.raises(PhotosearchError, match="no model in"):
        call("import", tmp_path)


def test_import_of_a_checkpoint_then_describing_with_it(tmp_path):
    torch.save(cirtorch_checkpoint("resnet18", "mac", False), tmp_path / "Net.pth")
    made = call_json("import", tmp_path / "Net.pth", "--size", "160", "--licence", "mine")
    assert (made["name"], made["dimension"], made["input_size"], made["licence"]) == ("net", 512, 160, "mine")
    found = load_describer("net", "cpu").describe(varied()[:2])[0]
    assert found.shape == (2, 512) and cosines(found, found).min() > 0.999
    with pytest.raises(UsageError, match="already a model"):
        call("import", tmp_path / "Net.pth")


@pytest.fixture
def server(monkeypatch):
    with serving(monkeypatch) as made:
        yield made


def checkpoint(folder, pooling="mac"):
    """The bytes of a checkpoint, small for its kind."""
    made = cirtorch_checkpoint("resnet18", "mac", False)
    made["meta"]["pooling"] = pooling
    torch.save(made, folder / "net.pth")
    return (folder / "net.pth").read_bytes()


def test_download_imports_and_tidies_up(server, tmp_path):
    server.content = checkpoint(tmp_path)
    assert call_json("download", "Resnet50-AP-GeM", "--size", "160")["name"] == "resnet50-ap-gem"
    assert server.hosts == ["drive.usercontent.google.com:443"]
    card = find_model("resnet50-ap-gem")
    assert (card.pooling, card.input_size) == ("mac", 160) and "NAVER" in card.licence
    assert list((own_models_folder() / ".downloads").iterdir()) == []
    with pytest.raises(UsageError, match="already a model"):
        call("download", "resnet50-ap-gem")
    assert len(server.asked) == 1, "what is there is not fetched again"
    assert "resnet50-ap-gem" not in [model["name"] for model in call_json("list")["published"]]


def test_download_of_what_cannot_be_imported(server, tmp_path):
    server.content = checkpoint(tmp_path, pooling="x")
    with pytest.raises(PhotosearchError, match="pools by 'x'"):
        call("download", "resnet101-ap-gem")
    assert [card.name for card in available_models()] == BUNDLED
    assert [file.name for file in (own_models_folder() / ".downloads").iterdir()] == ["Resnet101-AP-GeM.zip"]
