"""The affine map, found again among wrong matches."""

import numpy as np
import pytest

from photosearch.imaging.affine import apply, fit_affine, inverse


def frames_under(
    linear: np.ndarray, shift: np.ndarray, right: int, wrong: int
) -> tuple[np.ndarray, np.ndarray]:
    """Matched frames: the first `right` of them follow the map, the others lie anywhere."""
    chance = np.random.default_rng(7)
    count = right + wrong
    one = np.column_stack([chance.uniform(0, 640, (count, 2)), chance.uniform(3, 30, count), np.zeros(count)])
    other = one.copy()
    other[:, :2] = one[:, :2] @ linear.T + shift
    zoom = np.sqrt(abs(np.linalg.det(linear)))
    other[:, 2] = one[:, 2] * zoom
    other[:, 3] = np.rad2deg(np.arctan2(linear[1, 0], linear[0, 0]))
    other[right:, :2] = chance.uniform(0, 640, (wrong, 2))
    other[right:, 3] = chance.uniform(0, 360, wrong)
    return one, other


def turned(degrees: float, across: float, down: float) -> np.ndarray:
    angle = np.deg2rad(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return turn @ np.diag([across, down])


@pytest.mark.parametrize(
    ("degrees", "across", "down"), [(0, 1, 1), (25, 0.6, 0.65), (180, 1.5, 1.4), (-80, 3, 3)]
)
def test_the_map_is_found_among_four_times_as_many_wrong_matches(
    degrees: float, across: float, down: float
) -> None:
    linear, shift = turned(degrees, across, down), np.array([12.0, -40.0])
    found = fit_affine(*frames_under(linear, shift, right=15, wrong=60))
    assert found is not None
    assert found.inliers[:15].all()
    assert 15 <= found.score <= 18
    assert np.allclose(found.matrix[:, :2], linear, atol=0.03)
    points = np.random.default_rng(3).uniform(0, 640, (5, 2))
    assert np.allclose(apply(inverse(found.matrix), apply(found.matrix, points)), points)


def test_mirror_images_and_flattened_maps_are_refused() -> None:
    assert fit_affine(*frames_under(np.diag([-1.0, 1.0]), np.array([640.0, 0.0]), 30, 0)) is None
    one, other = frames_under(np.eye(2), np.zeros(2), 30, 0)
    other[:, 1] = 0.1 * other[:, 1] + 200
    found = fit_affine(one, other)
    assert found is None or found.score < 20


@pytest.mark.parametrize("count", [0, 1, 3])
def test_too_few_matches_agree_on_nothing(count: int) -> None:
    assert fit_affine(*frames_under(np.eye(2), np.zeros(2), count, 0)) is None


def test_a_point_in_several_directions_counts_once() -> None:
    one, other = frames_under(np.eye(2), np.zeros(2), 10, 0)
    found = fit_affine(np.repeat(one, 3, axis=0), np.repeat(other, 3, axis=0))
    assert found is not None
    assert found.inliers.sum() == 30
    assert found.score == 10
