import dataclasses
import json
import shutil

import pytest

from photosearch.errors import PhotosearchError
from photosearch.network.card import ModelCard, file_sha256

CARD = ModelCard(
    name="small",
    origin="a test",
    licence="Apache-2.0",
    training_data="none",
    backbone="efficientnet-lite0",
    pooling="gem",
    input_size=320,
    mean=(127.0, 127.0, 127.0),
    std=(128.0, 128.0, 128.0),
    dimension=8,
    pooled_dimension=16,
    figures={"mAP": 12.5},
)


@pytest.fixture
def card(tmp_path):
    (tmp_path / "weights.safetensors").write_bytes(b"weights" * 1000)
    (tmp_path / "graph.onnx").write_bytes(b"graph" * 100)
    digests = {name: file_sha256(tmp_path / name) for name in ("graph.onnx", "weights.safetensors")}
    dataclasses.replace(CARD, sha256=digests).save(tmp_path)
    return ModelCard.load(tmp_path)


def test_comes_back_as_it_was_saved(card, tmp_path):
    assert card == dataclasses.replace(CARD, sha256=card.sha256, folder=tmp_path)
    card.verify()


def test_digests_and_folders_are_not_mixed_up(card, tmp_path):
    moved = tmp_path / "moved"
    moved.mkdir()
    for name in ("card.json", "graph.onnx", "weights.safetensors"):
        shutil.move(tmp_path / name, moved)
    ModelCard.load(moved).verify()
    assert "folder" not in json.loads((moved / "card.json").read_text())


@pytest.mark.parametrize("name", ["weights.safetensors", "graph.onnx"])
def test_one_flipped_bit_is_noticed(card, tmp_path, name):
    data = bytearray((tmp_path / name).read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / name).write_bytes(data)
    with pytest.raises(PhotosearchError, match=rf"'small' is damaged.*{name}.*Install Photosearch again"):
        card.verify()


def test_missing_file_and_missing_digest(card, tmp_path):
    with pytest.raises(PhotosearchError, match="damaged"):
        dataclasses.replace(card, sha256={}).verify()
    (tmp_path / "graph.onnx").unlink()
    with pytest.raises(PhotosearchError, match=r"incomplete.*graph\.onnx.*No such file"):
        card.verify()


def test_no_model_there(tmp_path):
    with pytest.raises(PhotosearchError, match="There is no model in"):
        ModelCard.load(tmp_path)


@pytest.mark.parametrize(
    "text",
    ["{", "[]", "{}", '{"name": 3}', "\xff"],
    ids=["broken", "list", "empty", "wrong type", "not UTF-8"],
)
def test_no_card(tmp_path, text):
    (tmp_path / "card.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(PhotosearchError, match="is not a model card"):
        ModelCard.load(tmp_path)


def test_mean_must_be_three_numbers(card, tmp_path):
    values = json.loads((tmp_path / "card.json").read_text())
    (tmp_path / "card.json").write_text(json.dumps(values | {"mean": [1, 2]}))
    with pytest.raises(PhotosearchError, match="'mean' must be three numbers"):
        ModelCard.load(tmp_path)


def test_fields_of_later_versions_are_passed_over(card, tmp_path):
    values = json.loads((tmp_path / "card.json").read_text())
    (tmp_path / "card.json").write_text(json.dumps(values | {"colour": "blue"}))
    assert ModelCard.load(tmp_path) == card


def test_identity_follows_the_files(card):
    other = dataclasses.replace(card, sha256=dict(card.sha256) | {"weights.safetensors": "0" * 64})
    assert card.identity.startswith("small@") and card.identity != other.identity
