import itertools
import math

import numpy as np
import pytest
import torch

from photosearch.network.pooling import MAC, RMAC, GeM, SPoC, gem, l2, mac, rmac, rmac_regions, spoc

SHAPES = [(1, 1), (1, 6), (4, 5), (9, 2)]


def gem_by_loops(x, p, eps):
    result = np.empty(x.shape[:2])
    exponents = np.broadcast_to(p, x.shape[1])
    for n in range(x.shape[0]):
        for c in range(x.shape[1]):
            total = 0.0
            for value in x[n, c].ravel():
                total += max(value, eps) ** exponents[c]
            result[n, c] = (total / x[n, c].size) ** (1 / exponents[c])
    return result


@pytest.mark.parametrize("shape", SHAPES)
def test_mac_and_spoc_are_maximum_and_mean(shape):
    x = torch.randn(2, 3, *shape, dtype=torch.float64)
    for n, c in itertools.product(range(2), range(3)):
        values = x[n, c].flatten().tolist()
        assert mac(x)[n, c].item() == max(values)
        assert spoc(x)[n, c].item() == pytest.approx(sum(values) / len(values), rel=1e-12)
    assert torch.equal(MAC()(x), mac(x)) and torch.equal(SPoC()(x), spoc(x))


@pytest.mark.parametrize("p", [1.0, 2.5, 3.0, 10.0])
def test_gem_is_the_generalised_mean(p):
    x = torch.randn(2, 3, 4, 5, dtype=torch.float64)
    np.testing.assert_allclose(gem(x, p).numpy(), gem_by_loops(x.numpy(), p, 1e-6), rtol=1e-10)


@pytest.mark.parametrize("shape", SHAPES)
def test_gem_with_one_exponent_per_channel(shape):
    x = torch.randn(2, 3, *shape, dtype=torch.float64)
    p = torch.tensor([1.5, 3.0, 7.0], dtype=torch.float64)
    np.testing.assert_allclose(gem(x, p).numpy(), gem_by_loops(x.numpy(), p.numpy(), 1e-6), rtol=1e-10)


def test_gem_lies_between_mean_and_maximum():
    x = torch.rand(2, 3, 7, 5) + 0.1
    torch.testing.assert_close(gem(x, 1.0), spoc(x))
    assert (gem(x, 3.0) > spoc(x)).all()
    torch.testing.assert_close(gem(x.double(), 400.0), mac(x.double()), rtol=0.02, atol=0)


@pytest.mark.parametrize("exponents", [[2.7], [2.7, 3.1, 1.2]])
def test_gradients_of_features_and_exponent(exponents):
    x = (torch.rand(2, 3, 3, 4, dtype=torch.float64) + 0.05).requires_grad_()
    p = torch.tensor(exponents, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(gem, (x, p))


@pytest.mark.parametrize(
    "pooling", [GeM(), GeM(channels=2), MAC(), SPoC(), RMAC(), RMAC(3, torch.nn.Linear(2, 3))]
)
def test_gradients_stay_finite_where_nothing_fires(pooling):
    x = torch.zeros(1, 2, 3, 3, requires_grad=True)
    pooling(x).sum().backward()
    assert x.grad is not None and torch.isfinite(x.grad).all()
    assert all(torch.isfinite(parameter.grad).all() for parameter in pooling.parameters())


def test_module_learns_one_exponent_starting_at_three_or_one_a_channel():
    pooling = GeM()
    x = torch.rand(2, 4, 3, 3)
    torch.testing.assert_close(pooling(x), gem(x, 3.0))
    assert [tuple(parameter.shape) for parameter in pooling.parameters()] == [(1,)]
    torch.testing.assert_close(GeM(channels=4)(x), gem(x, 3.0))
    assert [tuple(parameter.shape) for parameter in GeM(channels=4).parameters()] == [(4,)]


def regions_by_the_paper(height, width, levels):
    """The grid worked out with fractions of a cell, one step of the definition after the other."""
    short = min(height, width)
    best, nearest = None, None
    for steps in range(2, 8):
        between = (max(height, width) - short) / (steps - 1)
        off = abs((short * short - short * between) / (short * short) - 0.4)
        if nearest is None or off < nearest:
            best, nearest = steps, off
    more_down = best - 1 if height > width else 0
    more_right = best - 1 if width > height else 0
    regions = []
    for level in range(1, levels + 1):
        side = math.floor(2 * short / (level + 1))
        if side == 0:
            continue
        down, right = level + more_down, level + more_right
        for i in range(down):
            for j in range(right):
                top = 0 if down == 1 else math.floor(i * (height - side) / (down - 1) + 1e-9)
                left = 0 if right == 1 else math.floor(j * (width - side) / (right - 1) + 1e-9)
                regions.append((top, left, side))
    return regions


@pytest.mark.parametrize("levels", [1, 2, 3])
@pytest.mark.parametrize("shape", [*SHAPES, (7, 7), (12, 16), (16, 12), (3, 40), (24, 32), (33, 10)])
def test_rmac_grid_is_the_papers(shape, levels):
    regions = rmac_regions(*shape, levels)
    assert regions == regions_by_the_paper(*shape, levels)
    for top, left, side in regions:
        assert 0 <= top <= shape[0] - side and 0 <= left <= shape[1] - side
    if levels == 1 and max(shape) <= 4 * min(shape):
        covered = {
            (top + i, left + j) for top, left, side in regions for i in range(side) for j in range(side)
        }
        assert len(covered) == shape[0] * shape[1]


def test_rmac_grid_by_hand():
    # 3:4: 6 cells wide, 8 long; 2 regions of 6 overlap by 4/6, 3 by 5/6, so 2 are nearest to 40 %.
    assert rmac_regions(6, 8, 1) == [(0, 0, 6), (0, 2, 6)]
    assert rmac_regions(6, 8, 2)[2:] == [(i, j, 4) for i in (0, 2) for j in (0, 2, 4)]
    # 1:2: with 2 regions no overlap, with 3 50 %.
    assert rmac_regions(4, 2, 1) == [(0, 0, 2), (1, 0, 2), (2, 0, 2)]
    assert rmac_regions(1, 1, 3) == [(0, 0, 1)]
    assert [len(rmac_regions(9, 9, levels)) for levels in (1, 2, 3)] == [1, 5, 14]


def rmac_by_loops(x, levels, weight=None, bias=None, whole=False):
    result = []
    for photo in x:
        total = 0
        regions = [
            photo[:, top : top + side, left : left + side]
            for top, left, side in regions_by_the_paper(*photo.shape[1:], levels)
        ]
        for region in [*regions, photo] if whole else regions:
            vector = np.array([channel.max() for channel in region])
            vector = vector / np.sqrt((vector**2).sum())
            if weight is not None:
                vector = weight @ vector + bias
                vector = vector / np.sqrt((vector**2).sum())
            total = total + vector
        result.append(total / np.sqrt((total**2).sum()))
    return np.array(result)


@pytest.mark.parametrize("levels", [1, 2, 3])
@pytest.mark.parametrize("shape", [*SHAPES, (6, 8)])
def test_rmac_equals_plain_loops(shape, levels):
    x = torch.rand(2, 3, *shape, dtype=torch.float64)
    np.testing.assert_allclose(RMAC(levels)(x).numpy(), rmac_by_loops(x.numpy(), levels), atol=1e-12)
    projection = torch.nn.Linear(3, 5).double()
    weight, bias = projection.weight.detach().numpy(), projection.bias.detach().numpy()
    projected = RMAC(levels, projection)(x).detach().numpy()
    np.testing.assert_allclose(projected, rmac_by_loops(x.numpy(), levels, weight, bias), atol=1e-12)


def test_rmac_with_the_whole_map():
    x = torch.rand(2, 3, 6, 8, dtype=torch.float64)
    found = RMAC(3, whole=True)(x).numpy()
    np.testing.assert_allclose(found, rmac_by_loops(x.numpy(), 3, whole=True), atol=1e-12)
    assert not np.allclose(found, RMAC(3)(x).numpy())
    projection = torch.nn.Linear(3, 5).double()
    weight, bias = projection.weight.detach().numpy(), projection.bias.detach().numpy()
    projected = RMAC(3, projection, whole=True)(x).detach().numpy()
    np.testing.assert_allclose(projected, rmac_by_loops(x.numpy(), 3, weight, bias, whole=True), atol=1e-12)


def test_gradients_of_rmac():
    x = torch.rand(1, 2, 3, 5, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(rmac, (x, 2, torch.nn.Linear(2, 3).double()))


def test_rmac_is_told_by_its_state():
    other = RMAC(1)
    other.load_state_dict(RMAC(3).state_dict())
    assert other.levels == 3
    with pytest.raises(ValueError, match="at least one level"):
        RMAC(0)


def test_l2_keeps_zeros():
    rows = l2(torch.tensor([[3.0, 4.0], [0.0, 0.0]]))
    torch.testing.assert_close(rows, torch.tensor([[0.6, 0.8], [0.0, 0.0]]))
