import numpy as np
import pytest
import torch

from photosearch.network.pooling import GeM, gem


def gem_by_loops(x, p, eps):
    result = np.empty(x.shape[:2])
    for n in range(x.shape[0]):
        for c in range(x.shape[1]):
            total = 0.0
            for value in x[n, c].ravel():
                total += max(value, eps) ** p
            result[n, c] = (total / x[n, c].size) ** (1 / p)
    return result


@pytest.mark.parametrize("p", [1.0, 2.5, 3.0, 10.0])
def test_gem_is_the_generalised_mean(p):
    x = torch.randn(2, 3, 4, 5, dtype=torch.float64)
    np.testing.assert_allclose(gem(x, p).numpy(), gem_by_loops(x.numpy(), p, 1e-6), rtol=1e-10)


def test_gem_lies_between_mean_and_maximum():
    x = torch.rand(2, 3, 7, 5) + 0.1
    torch.testing.assert_close(gem(x, 1.0), x.mean(dim=(2, 3)))
    assert (gem(x, 3.0) > x.mean(dim=(2, 3))).all()
    torch.testing.assert_close(gem(x.double(), 400.0), x.double().amax(dim=(2, 3)), rtol=0.02, atol=0)


def test_gradients_of_features_and_exponent():
    x = (torch.rand(2, 3, 3, 4, dtype=torch.float64) + 0.05).requires_grad_()
    p = torch.tensor([2.7], dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(gem, (x, p))


def test_gradients_stay_finite_where_nothing_fires():
    pooling = GeM()
    x = torch.zeros(1, 2, 3, 3, requires_grad=True)
    pooling(x).sum().backward()
    assert x.grad is not None and torch.isfinite(x.grad).all()
    assert pooling.p.grad is not None and torch.isfinite(pooling.p.grad).all()


def test_module_learns_one_exponent_starting_at_three():
    pooling = GeM()
    x = torch.rand(2, 4, 3, 3)
    torch.testing.assert_close(pooling(x), gem(x, 3.0))
    assert [tuple(parameter.shape) for parameter in pooling.parameters()] == [(1,)]
