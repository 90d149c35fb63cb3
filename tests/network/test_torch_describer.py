"""The GPU path's code on the CPU, in float32 and in half precision, against the CPU runtime."""

import dataclasses

import numpy as np
import pytest
import torch

from photosearch.errors import PhotosearchError
from photosearch.network.checkpoint import load_network
from photosearch.network.describer import load_describer
from photosearch.network.models import find_model
from photosearch.network.torch_describer import TorchDescriber
from tests.network.sample_photos import cosines, varied


@pytest.fixture(scope="module")
def runtime():
    return load_describer(device="cpu").describe(varied())


@pytest.fixture(scope="module")
def single():
    return TorchDescriber(find_model(), "cpu", half=False, batch_size=2)


def test_float32_equals_the_cpu_runtime(single, runtime):
    described = single.describe(varied())
    for one, other in zip(described, runtime, strict=True):
        assert one.dtype == np.float32 and cosines(one, other).min() > 0.99999


def test_half_precision_is_near_the_cpu_runtime(runtime):
    described = TorchDescriber(find_model(), "cpu", half=True).describe(varied())
    for one, other in zip(described, runtime, strict=True):
        assert one.dtype == np.float32 and cosines(one, other).min() > 0.999


def test_photos_of_one_shape_go_in_batches_and_come_back_in_order(single, monkeypatch):
    photos = varied()[:6]
    mixed = [photos[i % 6] for i in range(11)]
    expected = single.describe(photos)[0]
    sizes = []
    network = single._network
    monkeypatch.setattr(single, "_network", lambda x: (sizes.append(len(x)), network(x))[1])
    described = single.describe(mixed)[0]
    assert cosines(described, expected[[i % 6 for i in range(11)]]).min() > 0.99999
    assert sum(sizes) == 11 and max(sizes) == 2


def test_no_photos(single):
    assert [part.shape for part in single.describe([])] == [(0, 512), (0, 1280)]


def small_memory(network, most):
    def run(x):
        if len(x) > most:
            raise torch.OutOfMemoryError("out of memory")
        return network(x)

    return run


def test_too_large_a_batch_is_split(single, monkeypatch):
    photos = [varied()[0]] * 2
    expected = single.describe(photos)
    monkeypatch.setattr(single, "_network", small_memory(single._network, most=1))
    for one, other in zip(single.describe(photos), expected, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-4)
    monkeypatch.setattr(single, "_network", small_memory(single._network, most=0))
    with pytest.raises(PhotosearchError, match="too little free memory"):
        single.describe(photos)


def test_network_of_another_card_is_refused():
    card = find_model()
    with pytest.raises(PhotosearchError, match="unknown network 'resnet-9'"):
        load_network(dataclasses.replace(card, backbone="resnet-9"))
    with pytest.raises(PhotosearchError, match="pools by 'median'"):
        load_network(dataclasses.replace(card, pooling="median"))
    with pytest.raises(PhotosearchError, match="do not fit its card"):
        load_network(dataclasses.replace(card, backbone="efficientnet-lite0"))
