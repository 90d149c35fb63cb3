import numpy as np
import pytest

from photosearch.library.region_codes import (
    SEGMENT_ROWS,
    RegionCodes,
    code_bytes,
    decode,
    encode,
    rotation,
)


def unit(count: int, dimension: int, seed: int = 0) -> np.ndarray:
    vectors = np.random.default_rng(seed).standard_normal((count, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.mark.parametrize("dimension", [1, 7, 129, 512, 2048])
def test_rotation_is_orthogonal(dimension: int) -> None:
    matrix = rotation(dimension)
    np.testing.assert_allclose(matrix @ matrix.T, np.eye(dimension), atol=1e-5)


def test_code_is_the_same_for_good() -> None:
    """What is in a catalogue must be readable by every later version."""
    vector = np.zeros((1, 8), np.float32)
    vector[0, :2] = 0.6, -0.8
    assert encode(vector).hex() == "77a9ccab"


@pytest.mark.parametrize("dimension", [129, 512])
def test_what_is_kept_is_near(dimension: int) -> None:
    vectors = unit(50, dimension)
    # All in one coordinate is what a scale for random ones fits worst.
    vectors[:5] = np.eye(dimension)[:5]
    codes = encode(vectors)
    assert len(codes) == 50 * code_bytes(dimension)
    kept = decode(codes, dimension)
    assert ((kept * vectors).sum(axis=1) / np.linalg.norm(kept, axis=1)).min() > 0.98


@pytest.mark.parametrize(("dimension", "count"), [(512, 60), (9, 2 * SEGMENT_ROWS + 60)])
def test_nearest_is_as_computed_from_the_codes(dimension: int, count: int) -> None:
    vectors, query = unit(count, dimension), unit(1, dimension, 1)[0]
    codes = RegionCodes(dimension)
    assert len(codes.nearest(query, 3)[0]) == 0
    codes.append([encode(vectors[:1]), encode(vectors[1:41])])
    codes.append([encode(vectors[41:])])
    assert len(codes) == count
    exact = decode(encode(vectors), dimension) @ query
    scores, positions = codes.nearest(query, 10)
    np.testing.assert_allclose(scores, np.sort(exact)[::-1][:10], atol=1e-5)
    np.testing.assert_allclose(exact[positions], scores, atol=1e-5)
    # Some of each segment.
    among = np.arange(count) % (count // 20) == 0
    scores, positions = codes.nearest(query, 100, among)
    assert sorted(positions) == list(np.flatnonzero(among))
    np.testing.assert_allclose(exact[positions], scores, atol=1e-5)
    assert len(codes.nearest(query, 5, np.zeros(count, bool))[0]) == 0
