"""The descriptors of a photo's parts: how they are pooled, what gives them, and that nothing else changes."""

import dataclasses
import os
import shutil

import numpy as np
import pytest
import torch

from photosearch.errors import PhotosearchError
from photosearch.network.card import GRAPH_FILE, WEIGHTS_FILE, ModelCard
from photosearch.network.centre_bias import CentreBias
from photosearch.network.describer import load_describer
from photosearch.network.models import DEFAULT_MODEL, copy_model, find_model
from photosearch.network.pooling import MAC, gem
from photosearch.network.region_pooling import gem_with_regions
from photosearch.network.regions import REGIONS
from photosearch.network.retrieval import RetrievalNetwork
from photosearch.network.torch_describer import TorchDescriber
from tests.network.reprojected import reprojected
from tests.network.sample_photos import pixels, varied


def regions_by_loops(x, p, eps):
    count, channels, height, width = x.shape
    result = np.zeros((count, len(REGIONS), channels))
    for r, (left, top, wide, high) in enumerate(REGIONS):
        for n in range(count):
            for c in range(channels):
                total = area = 0.0
                for row in range(height):
                    for column in range(width):
                        rows = min(row + 1, (top + high) * height) - max(row, top * height)
                        columns = min(column + 1, (left + wide) * width) - max(column, left * width)
                        share = max(rows, 0) * max(columns, 0)
                        total += share * max(x[n, c, row, column], eps) ** p
                        area += share
                result[n, r, c] = (total / area) ** (1 / p)
    return result


@pytest.mark.parametrize("shape", [(1, 1), (1, 6), (4, 5), (9, 2), (10, 7)])
def test_regions_are_generalised_means_of_what_they_cover(shape):
    x = torch.randn(2, 3, *shape, dtype=torch.float64)
    whole, regions = gem_with_regions(x, 2.5)
    torch.testing.assert_close(whole, gem(x, 2.5))
    np.testing.assert_allclose(regions.numpy(), regions_by_loops(x.numpy(), 2.5, 1e-6), rtol=1e-6)


def test_an_exponent_for_each_channel():
    x, p = torch.rand(1, 3, 4, 6), torch.tensor([1.0, 3.0, 7.0])
    _, regions = gem_with_regions(x, p)
    for channel in range(3):
        alone = gem_with_regions(x[:, channel : channel + 1], p[channel].item())[1]
        torch.testing.assert_close(regions[..., channel], alone[..., 0])


@pytest.fixture(scope="module")
def describer():
    return load_describer(device="cpu", threads=1, regions=True)


def test_whole_photos_are_described_as_before(describer):
    plain = load_describer(device="cpu", threads=1)
    assert describer.regions and not plain.regions
    for one, other in zip(plain.describe(varied()), describer.describe(varied()), strict=True):
        np.testing.assert_array_equal(one, other)
    assert plain.describe_parts(varied())[2] is None


def test_regions_are_of_what_lies_there(describer):
    _, _, regions = describer.describe_parts(varied())
    assert regions.shape == (len(varied()), len(REGIONS), 512) and regions.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(regions, axis=2), 1, rtol=1e-5)
    names = ("colosseum.jpg", "kitten.jpg", "pyramids.jpg", "honey-bee.jpg")
    photos = [pixels(name)[:160, :160] for name in names]
    collage = np.vstack([np.hstack(photos[:2]), np.hstack(photos[2:])])
    own = describer.describe_parts([collage])[2][0]
    likeness = own[:4] @ describer.describe(photos)[0].T
    assert likeness.argmax(axis=1).tolist() == [0, 1, 2, 3]


def test_no_photos_have_no_regions(describer):
    assert describer.describe_parts([])[2].shape == (0, len(REGIONS), 512)


def test_a_gpu_gives_the_same_regions(describer):
    photos = varied()[:2]
    found = TorchDescriber(find_model(), "cpu", half=False, regions=True).describe_parts(photos)
    for one, other in zip(describer.describe_parts(photos), found, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-4)
    assert TorchDescriber(find_model(), "cpu", half=False).describe_parts(photos)[2] is None


@pytest.fixture
def older(tmp_path):
    """The bundled model as it was written before there were regions."""
    folder = tmp_path / DEFAULT_MODEL
    folder.mkdir()
    card = find_model()
    for name in (GRAPH_FILE, WEIGHTS_FILE):
        shutil.copyfile(card.folder / name, folder / name)
    digests = {name: card.sha256[name] for name in (GRAPH_FILE, WEIGHTS_FILE)}
    dataclasses.replace(card, sha256=digests).save(folder)
    return ModelCard.load(folder)


def test_older_model_goes_on_working_without_regions(older, describer):
    assert older.identity == find_model().identity, "what it described can be compared with what is new"
    old = load_describer(older.folder, "cpu", 1, regions=True)
    descriptors, pooled, regions = old.describe_parts([pixels("dogs.jpg")])
    assert regions is None and not old.regions
    np.testing.assert_array_equal(descriptors, describer.describe([pixels("dogs.jpg")])[0])
    assert pooled.shape == (1, 1280)


def test_damaged_graph_for_regions_is_refused(tmp_path):
    card = copy_model(find_model(), tmp_path / "copy")
    assert card.has_regions
    with open(card.regions_graph, "r+b") as file:
        file.seek(-100, os.SEEK_END)
        file.write(b"\xff")
    with pytest.raises(PhotosearchError, match=r"is damaged.*regions\.onnx"):
        load_describer(card.folder, "cpu")


def test_another_projection_applies_to_regions_too(tmp_path, describer):
    card = reprojected(tmp_path / "mine")
    photo = pixels("dogs.jpg")
    mine = load_describer(card.folder, "cpu", 1, regions=True)
    descriptors, _, regions = mine.describe_parts([photo])
    part = mine.describe([photo[: photo.shape[0] // 2, : photo.shape[1] // 2]])[0][0]
    assert regions[0, 0] @ part > (describer.describe_parts([photo])[2][0, 0] @ part)
    assert descriptors[0] @ mine.describe([photo])[0][0] == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("part", [{"pooling": MAC()}, {"centre_bias": CentreBias(1.0)}])
def test_networks_that_pool_otherwise_have_no_regions(part):
    network = RetrievalNetwork(torch.nn.Conv2d(3, 4, 3), 4, None, (0.0,) * 3, (1.0,) * 3, **part)
    assert not network.has_regions
