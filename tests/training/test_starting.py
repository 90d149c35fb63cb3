"""What a run begins with instead of the model's own projection."""

import numpy as np
import pytest
import torch

from photosearch.network.checkpoint import load_network
from photosearch.network.models import find_model
from photosearch.network.whitening import PCAWhitening
from photosearch.training.photo_sets import load_photo_set
from photosearch.training.pixel_cache import cached_pixels
from photosearch.training.processes import ONE_PROCESS
from photosearch.training.starting import starting_card, starting_network
from photosearch.training.validation import describe_all

CPU = torch.device("cpu")


@pytest.fixture
def photos(places):
    pixels = cached_pixels(load_photo_set(places).paths, 96, 1)
    return [pixels[row] for row in range(len(pixels.offsets))]


def begun(projection, folder, photos):
    def pooled(network):
        return describe_all(network, photos.__getitem__, len(photos), CPU)[1]

    return starting_network(find_model(None), projection, folder, ONE_PROCESS, pooled)


def test_bare_backbone_describes_by_its_pooled_vector(tmp_path, photos):
    descriptors, pooled = describe_all(begun("none", tmp_path, photos), photos.__getitem__, 3, CPU)
    expected = describe_all(load_network(find_model(None)), photos.__getitem__, 3, CPU)[1]
    np.testing.assert_array_equal(pooled, expected)
    np.testing.assert_allclose(descriptors, pooled / np.linalg.norm(pooled, axis=1, keepdims=True), atol=1e-6)
    assert starting_card(find_model(None), "none", 3).dimension == 1280


def test_new_projection_is_the_whitening_of_the_photos(tmp_path, photos):
    network = begun("5", tmp_path, photos)
    descriptors, pooled = describe_all(network, photos.__getitem__, len(photos), CPU)
    np.testing.assert_allclose(descriptors, PCAWhitening().fit(pooled).apply(pooled, dim=5), atol=1e-4)
    assert network.projection.weight.requires_grad
    again = begun("5", tmp_path, photos[:6])  # a resumed run learns nothing anew
    assert torch.equal(again.projection.weight, network.projection.weight)


def test_projection_of_the_model_is_kept(tmp_path, photos):
    model = load_network(find_model(None))
    assert torch.equal(begun("keep", tmp_path, photos).projection.weight, model.projection.weight)
    assert starting_card(find_model(None), "keep", 3) == find_model(None)
