import numpy as np
import pytest

from photosearch.network.whitening import PCAWhitening, l2_normalise


@pytest.fixture(scope="module")
def descriptors():
    rng = np.random.default_rng(3)
    return rng.normal(size=(200, 12)) @ rng.normal(size=(12, 12)) + rng.normal(size=12)


def whitened_by_loops(whitening, row, power, dim):
    result = []
    for component, variance in list(zip(whitening.components, whitening.explained_variance, strict=True))[
        :dim
    ]:
        projection = sum(
            (value - mean) * part for value, mean, part in zip(row, whitening.mean, component, strict=True)
        )
        result.append(projection / variance**power)
    length = sum(value**2 for value in result) ** 0.5
    return [value / length for value in result]


@pytest.mark.parametrize(("power", "dim"), [(0.25, None), (0.5, 5), (0.0, 12)])
def test_apply_equals_plain_loops(descriptors, power, dim):
    whitening = PCAWhitening().fit(descriptors)
    expected = [whitened_by_loops(whitening, row, power, dim) for row in descriptors[:20]]
    np.testing.assert_allclose(whitening.apply(descriptors[:20], power, dim), expected, atol=1e-6)


def test_full_whitening_makes_the_covariance_the_identity(descriptors):
    weight, bias = PCAWhitening().fit(descriptors).linear(power=0.5)
    white = descriptors @ weight.T + bias
    np.testing.assert_allclose(np.cov(white.T), np.eye(12), atol=1e-4)


def test_components_are_orthonormal_and_sorted_by_variance(descriptors):
    whitening = PCAWhitening().fit(descriptors)
    np.testing.assert_allclose(whitening.components @ whitening.components.T, np.eye(12), atol=1e-10)
    variances = np.var((descriptors - whitening.mean) @ whitening.components.T, axis=0, ddof=1)
    np.testing.assert_allclose(whitening.explained_variance, variances)
    assert (np.diff(whitening.explained_variance) <= 0).all()


def test_linear_layer_is_the_same_before_normalisation(descriptors):
    whitening = PCAWhitening().fit(descriptors)
    weight, bias = whitening.linear(power=0.25, dim=6)
    assert weight.shape == (6, 12) and bias.shape == (6,) and weight.dtype == bias.dtype == np.float32
    layer = l2_normalise(descriptors @ weight.T + bias)
    np.testing.assert_allclose(layer, whitening.apply(descriptors, 0.25, 6), atol=1e-5)


def test_one_row_and_unit_length(descriptors):
    whitening = PCAWhitening().fit(descriptors)
    one = whitening.apply(descriptors[0], dim=4)
    assert one.shape == (4,) and one.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(one), 1, rtol=1e-6)


def test_signs_do_not_depend_on_the_solver(descriptors):
    components = PCAWhitening().fit(descriptors).components
    assert (components[np.arange(12), np.abs(components).argmax(axis=1)] > 0).all()


def test_fewer_descriptors_than_dimensions_stay_finite():
    rng = np.random.default_rng(4)
    whitening = PCAWhitening().fit(rng.normal(size=(5, 30)))
    assert np.isfinite(whitening.apply(rng.normal(size=(3, 30)), power=0.5)).all()


def test_misuse_is_refused(descriptors):
    with pytest.raises(ValueError, match="not been fitted"):
        PCAWhitening().apply(descriptors)
    with pytest.raises(ValueError, match="at least two"):
        PCAWhitening().fit(descriptors[:1])
    with pytest.raises(ValueError, match="between 1 and 12"):
        PCAWhitening().fit(descriptors).apply(descriptors, dim=13)
