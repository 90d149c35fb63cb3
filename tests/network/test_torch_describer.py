"""The GPU path's code on the CPU, in float32 and in half precision, against the CPU runtime."""

import dataclasses
from contextlib import contextmanager

import numpy as np
import pytest
import torch

from photosearch.errors import PhotosearchError
from photosearch.network.checkpoint import load_network
from photosearch.network.describer import load_describer
from photosearch.network.models import find_model
from photosearch.network.retrieval import RetrievalNetwork
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


@contextmanager
def before_each_run(call):
    """`call` with the number of photos, before they go through a network."""

    def hook(module, arguments):
        if isinstance(module, RetrievalNetwork):
            call(len(arguments[0]))

    handle = torch.nn.modules.module.register_module_forward_pre_hook(hook)
    try:
        yield
    finally:
        handle.remove()


def test_photos_of_one_shape_go_in_batches_and_come_back_in_order(single):
    photos = varied()[:6]
    mixed = [photos[i % 6] for i in range(11)]
    expected = single.describe(photos)[0]
    sizes = []
    with before_each_run(sizes.append):
        described = single.describe(mixed)[0]
    assert cosines(described, expected[[i % 6 for i in range(11)]]).min() > 0.99999
    assert sum(sizes) == 11 and max(sizes) == 2


def test_no_photos(single):
    assert [part.shape for part in single.describe([])] == [(0, 512), (0, 1280)]


def small_memory(most):
    """A GPU that has room for so many photos."""

    def check(photos):
        if photos > most:
            raise torch.OutOfMemoryError("out of memory")

    return before_each_run(check)


def test_too_large_a_batch_is_split(single):
    photos = [varied()[0], varied()[6]]  # of one shape
    expected = single.describe(photos)
    with small_memory(most=1):
        found = single.describe(photos)
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-4)
    with small_memory(most=0), pytest.raises(PhotosearchError, match="too little free memory"):
        single.describe(photos)


def test_network_of_another_card_is_refused():
    card = find_model()
    with pytest.raises(PhotosearchError, match="unknown network 'resnet-9'"):
        load_network(dataclasses.replace(card, backbone="resnet-9"))
    with pytest.raises(PhotosearchError, match="pools by 'median'"):
        load_network(dataclasses.replace(card, pooling="median"))
    with pytest.raises(PhotosearchError, match="do not fit its card"):
        load_network(dataclasses.replace(card, backbone="efficientnet-lite0"))
