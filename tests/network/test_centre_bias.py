import math

import pytest
import torch

from photosearch.network.centre_bias import CentreBias


@pytest.mark.parametrize("shape", [(1, 1), (1, 5), (4, 7)])
def test_equals_the_formula_cell_by_cell(shape):
    x = torch.rand(2, 3, *shape, dtype=torch.float64)
    y = CentreBias(strength=0.8, sigma=0.4).double()(x)
    for i in range(shape[0]):
        for j in range(shape[1]):
            v, u = (2 * i + 1) / shape[0] - 1, (2 * j + 1) / shape[1] - 1
            weight = 1 + 0.8 * math.exp(-(u * u + v * v) / (2 * 0.4**2))
            torch.testing.assert_close(y[..., i, j], x[..., i, j] * weight)


def test_symmetric_and_strongest_in_the_middle():
    y = CentreBias()(torch.ones(1, 1, 5, 9))[0, 0]
    torch.testing.assert_close(y, y.flip(0).flip(1))
    assert y.argmax() == 2 * 9 + 4 and y.max() == 2


def test_no_strength_changes_nothing_and_the_type_stays():
    x = torch.rand(1, 2, 3, 4, dtype=torch.float16)
    assert torch.equal(CentreBias(strength=0)(x), x) and CentreBias()(x).dtype == torch.float16


@pytest.mark.parametrize("arguments", [(-1, 0.5), (1, 0), (float("nan"), 1)])
def test_nonsense_is_refused(arguments):
    with pytest.raises(ValueError, match="strength must not be negative"):
        CentreBias(*arguments)
