"""What comes after pooling: recomputed from the network's own outputs, and who shares the pooled vector."""

import dataclasses
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from photosearch.errors import PhotosearchError
from photosearch.network.card import ModelCard, file_sha256
from photosearch.network.describer import load_describer
from photosearch.network.models import DEFAULT_MODEL, find_model
from photosearch.network.pooled import load_head, pooled_identity
from photosearch.network.reprojecting import write_reprojected
from photosearch.network.weights_file import tensor_places
from tests.network.reprojected import reprojected
from tests.network.sample_photos import varied


@pytest.fixture(scope="module")
def photos() -> list[np.ndarray]:
    return varied()


def test_descriptors_follow_from_pooled_vectors(photos: list[np.ndarray]) -> None:
    describer = load_describer(device="cpu")
    descriptors, pooled = describer.describe(photos)
    head = load_head(describer.card)
    np.testing.assert_allclose(head.describe(pooled), descriptors, atol=1e-5)
    rounded = head.describe(pooled.astype(np.float16))
    assert ((rounded * descriptors).sum(axis=1) > 0.9999).all()


def test_reprojected_model_is_another_over_the_same_pooled_vectors(
    tmp_path: Path, photos: list[np.ndarray]
) -> None:
    card, bundled = reprojected(tmp_path / "mine"), find_model(DEFAULT_MODEL)
    card.verify()
    assert card.identity != bundled.identity
    assert pooled_identity(card) == pooled_identity(bundled)
    one, other = (load_describer(found.folder, "cpu").describe(photos) for found in (bundled, card))
    np.testing.assert_array_equal(one[1], other[1])
    assert ((one[0] * other[0]).sum(axis=1) < 0.99).all()
    np.testing.assert_allclose(load_head(card).describe(one[1]), other[0], atol=1e-5)


def test_torch_reads_the_reprojected_model_alike(tmp_path: Path, photos: list[np.ndarray]) -> None:
    import torch

    from photosearch.network.checkpoint import load_network

    card = reprojected(tmp_path / "mine")
    with torch.inference_mode():
        found = load_network(card)(torch.from_numpy(photos[0][None]))[0].numpy()
    assert (found * load_describer(card.folder, "cpu").describe(photos[:1])[0]).sum() > 0.9999


def test_another_backbone_or_preparation_gives_another_identity(tmp_path: Path) -> None:
    bundled = find_model(DEFAULT_MODEL)
    assert pooled_identity(dataclasses.replace(bundled, input_size=256)) != pooled_identity(bundled)
    assert pooled_identity(dataclasses.replace(bundled, mean=(0.0, 0.0, 0.0))) != pooled_identity(bundled)
    shutil.copytree(bundled.folder, tmp_path / "other")
    weights = tmp_path / "other" / bundled.weights.name
    place = tensor_places(weights)["pooling.p"]
    content = bytearray(weights.read_bytes())
    content[place.begin : place.end] = np.float32(4).tobytes()
    weights.write_bytes(content)
    assert pooled_identity(ModelCard.load(tmp_path / "other")) != pooled_identity(bundled)


def test_writing_refuses_what_does_not_fit(tmp_path: Path, photos: list[np.ndarray]) -> None:
    card = find_model(DEFAULT_MODEL)
    with pytest.raises(PhotosearchError, match=r"no projection.weight of the shape"):
        write_reprojected(
            card, card, np.zeros((4, 4), np.float32), np.zeros(4, np.float32), tmp_path / "bad", photos
        )
    zero = (np.zeros((512, 1280), np.float32), np.zeros(512, np.float32))
    with pytest.raises(PhotosearchError, match="nothing was written"):
        write_reprojected(card, card, *zero, tmp_path / "bad", photos)
    assert list(tmp_path.iterdir()) == []
    assert file_sha256(card.weights) == card.sha256[card.weights.name], "the bundled model is untouched"


def test_nothing_of_it_imports_torch() -> None:
    code = (
        "import sys; from photosearch.network.models import find_model as f;"
        " from photosearch.network.pooled import *; import photosearch.network.reprojecting;"
        f" c = f({DEFAULT_MODEL!r}); pooled_identity(c); load_head(c); assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
