import subprocess
import sys

import numpy as np
import pytest

from photosearch.network.resolutions import SCALES, combine_resolutions, describe_resolutions
from tests.network.sample_photos import cosines, varied


def combined_by_loops(descriptors, power):
    result = []
    for n in range(len(descriptors[0])):
        row = []
        for d in range(len(descriptors[0][0])):
            total = 0.0
            for scale in descriptors:
                value = scale[n][d]
                total += (1 if value > 0 else -1) * abs(value) ** power
            total /= len(descriptors)
            row.append((1 if total > 0 else -1) * abs(total) ** (1 / power))
        length = sum(value**2 for value in row) ** 0.5
        result.append([value / length for value in row])
    return result


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0, 3.0])
@pytest.mark.parametrize("shape", [(3, 4, 6), (1, 2, 5)])
def test_combining_equals_plain_loops(power, shape):
    descriptors = np.random.default_rng(0).normal(size=shape)
    np.testing.assert_allclose(
        combine_resolutions(descriptors, power), combined_by_loops(descriptors, power), atol=1e-12
    )


def test_power_one_is_the_mean_and_single_precision_stays():
    descriptors = np.random.default_rng(1).normal(size=(2, 3, 8)).astype(np.float32)
    mean = descriptors.mean(axis=0)
    combined = combine_resolutions(descriptors)
    assert combined.dtype == np.float32
    np.testing.assert_allclose(combined, mean / np.linalg.norm(mean, axis=1, keepdims=True), rtol=1e-6)


def test_photos_are_described_at_every_scale():
    seen = []

    def describe(photos):
        seen.append([photo.shape for photo in photos])
        return np.ones((len(photos), 2))

    photos = [np.zeros((40, 60, 3), np.uint8), np.zeros((1, 2, 3), np.uint8)]
    described = describe_resolutions(describe, photos, (0.5, 1.0, 2.0))
    assert seen == [
        [(20, 30, 3), (1, 1, 3)],
        [(40, 60, 3), (1, 2, 3)],
        [(80, 120, 3), (2, 4, 3)],
    ]
    np.testing.assert_allclose(described, np.full((2, 2), 0.5**0.5))


def test_of_a_real_network_lie_between_its_resolutions(describer):
    photos = varied()[:2]

    def describe(given):
        return describer.describe(given)[0]

    several = describe_resolutions(describe, photos)
    assert several.shape == (2, 512) and len(SCALES) == 3
    single = describe(photos)
    assert (cosines(several, single) > 0.7).all() and (cosines(several, single) < 0.9999).all()
    np.testing.assert_allclose(describe_resolutions(describe, photos, [1.0]), single, atol=1e-6)


def test_nonsense_is_refused():
    with pytest.raises(ValueError, match="power must be positive"):
        combine_resolutions(np.ones((1, 1, 1)), 0)
    for scales in ([], [1.0, 0.0]):
        with pytest.raises(ValueError, match="positive scales"):
            describe_resolutions(lambda photos: np.ones((1, 1)), [], scales)


def test_never_imports_torch():
    script = (
        "import sys, photosearch.network.resolutions\n"
        "import photosearch.search.expansion, photosearch.search.reranking\n"
        "assert 'torch' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", script], timeout=100).returncode == 0
