"""Mixed precision in float16: the scaled gradients, the steps that are left out, runs that go on exactly."""

import dataclasses
import json

import pytest
import torch

from photosearch.errors import PhotosearchError
from photosearch.training.loss_scale import LossScale
from photosearch.training.multistage import multistage_backward, ordinary_backward
from photosearch.training.precision import describing
from photosearch.training.trainer import Hearing
from tests.training import small
from tests.training.test_multistage import LOSSES

CPU = torch.device("cpu")
HALF = dataclasses.replace(small.OPTIONS, precision="float16")


def sgd(network):
    return torch.optim.SGD(network.parameters(), lr=0.1)


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("backward", [multistage_backward, ordinary_backward])
def test_step_with_scaled_gradients_is_the_ordinary_one(name, backward):
    """In float64 a scale that is a power of two changes no digit."""
    pixels = torch.from_numpy(small.pictures()[0][:12]).split(5)
    ended = []
    for dtype in (None, torch.float16):
        network = small.network().double()
        optimiser, scale = sgd(network), LossScale(dtype, CPU)
        value = backward(lambda piece, made=network: made(piece)[0], pixels, LOSSES[name][0], scale=scale)
        gradient = network.projection.weight.grad.clone()
        scale.step(optimiser)
        ended.append((value, gradient, network.state_dict()))
    (value, gradient, weights), (scaled_value, scaled_gradient, scaled_weights) = ended
    assert scaled_value == value
    torch.testing.assert_close(scaled_gradient, gradient * 2**16, rtol=0, atol=0)
    for key, tensor in weights.items():
        torch.testing.assert_close(scaled_weights[key], tensor, rtol=0, atol=0)


def faint(descriptors):
    """A loss whose gradients are too small for float16."""
    yield from (part * 1e-6 for part in LOSSES["ap"][0](descriptors))


def test_gradients_too_small_for_float16_reach_the_backbone():
    pixels = torch.from_numpy(small.pictures()[0][:12]).split(5)
    found = {}
    for name, dtype, first in (
        ("exact", None, 1.0),
        ("plain", "float16", 1.0),
        ("scaled", "float16", 2.0**22),
    ):
        network = small.network()
        half = torch.float16 if dtype else None
        scale = LossScale(half, CPU, first)
        multistage_backward(describing(network, half, CPU), pixels, faint, scale=scale)
        found[name] = network.backbone[0].weight.grad / (first if half else 1)
    assert found["exact"].norm() > 0
    error = {name: ((found[name] - found["exact"]).norm() / found["exact"].norm()).item() for name in found}
    assert error["plain"] > 0.5 and error["scaled"] < 0.05


def test_overflowing_step_is_left_out_and_the_scale_is_halved():
    network = small.network()
    before = {name: value.clone() for name, value in network.state_dict().items()}
    scale, optimiser = LossScale(torch.float16, CPU, first=2.0**40), sgd(network)
    pixels = torch.from_numpy(small.pictures()[0][:12]).split(5)

    def update():
        optimiser.zero_grad()
        multistage_backward(describing(network, torch.float16, CPU), pixels, LOSSES["ap"][0], scale=scale)
        scale.step(optimiser)
        return all(torch.equal(value, before[name]) for name, value in network.state_dict().items())

    assert update() and scale.state()["scale"] == 2.0**39
    updates = 1
    while update():
        updates += 1
    assert scale.state()["scale"] == 2.0 ** (40 - updates)
    assert all(value.isfinite().all() for value in network.state_dict().values())


def test_gradients_that_overflow_at_any_scale_end_the_run():
    network = small.network()
    scale, optimiser = LossScale(torch.float16, CPU), sgd(network)
    with pytest.raises(PhotosearchError, match="--precision float32"):
        for _ in range(60):
            optimiser.zero_grad()
            scale(network.projection.weight.sum() * float("inf")).backward()
            scale.step(optimiser)


def test_run_in_float16_learns_like_one_in_float32(tmp_path):
    found = {}
    for precision in ("float32", "float16"):
        options = dataclasses.replace(
            small.OPTIONS, precision=precision, multistage=True, steps=20, rate=3e-3
        )
        network = small.network()
        found[precision] = small.trainer(tmp_path / precision, options, network=network).run()
        assert {value.dtype for value in network.state_dict().values()} == {torch.float32}
    assert found["float16"].after > found["float16"].before
    assert found["float16"].after == pytest.approx(found["float32"].after, abs=0.03)


def test_interrupted_run_in_float16_ends_with_the_same_bits(tmp_path):
    straight = small.network()
    small.trainer(tmp_path / "straight", HALF, network=straight, validate=None).run()

    def interrupt(progress):
        if progress.step == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        small.trainer(tmp_path / "halted", HALF, validate=None, hearing=Hearing(progress=interrupt)).run()
    (state,) = (tmp_path / "halted" / "checkpoints").glob("*/state.json")
    assert json.loads(state.read_text())["scale"]["_growth_tracker"] > 0
    halted = small.network(seed=9)
    small.trainer(tmp_path / "halted", HALF, network=halted, validate=None).run()
    for name, value in straight.state_dict().items():
        assert torch.equal(value, halted.state_dict()[name]), name
    states = [next((tmp_path / run / "checkpoints").glob("*/state.json")) for run in ("straight", "halted")]
    assert json.loads(states[0].read_text())["scale"] == json.loads(states[1].read_text())["scale"]
