"""The geometry of matches most of which are wrong, on made-up points."""

import numpy as np
import pytest

from photosearch.imaging.affine import fit_affine
from photosearch.search.verification.geometry import fit_plane, fit_plane_near, project, steady

# Seen a little from the side, 0.8 times as large and turned by 20 degrees.
_SEEN = np.array([[0.75, -0.27, 120.0], [0.27, 0.75, -30.0], [2e-4, 1e-4, 1.0]])


def _matches(right: int, wrong: int) -> tuple[np.ndarray, np.ndarray]:
    """Frames of so many right and so many wrong matches."""
    chance = np.random.default_rng(3)
    total = right + wrong
    one = np.column_stack(
        [chance.uniform(20, 620, total), chance.uniform(20, 460, total), chance.uniform(3, 12, total)]
    )
    one = np.column_stack([one, chance.uniform(0, 360, total)])
    other = one[chance.permutation(total)]
    other[:right, :2] = project(_SEEN, one[:right, :2]) + chance.normal(0, 0.5, (right, 2))
    other[:right, 2] = one[:right, 2] * 0.8 * chance.uniform(0.9, 1.1, right)
    other[:right, 3] = (one[:right, 3] + 20 + chance.normal(0, 5, right)) % 360
    return one.astype(np.float32), other.astype(np.float32)


def test_a_plane_is_found_where_one_match_in_ten_is_right() -> None:
    one, other = _matches(25, 225)
    affine = fit_affine(one, other)
    assert affine is not None and affine.score >= 8
    plane = fit_plane_near(affine, one[:, :2], other[:, :2], (640, 480))
    assert plane is not None and plane.count >= 22 and plane.error < 1.5
    assert plane.inliers[:25].sum() >= 22 and plane.inliers[25:].sum() <= 3
    assert project(plane.matrix, one[:25, :2]) == pytest.approx(project(_SEEN, one[:25, :2]), abs=4)
    alone = fit_plane(one[:, :2], other[:, :2], (640, 480))
    assert alone is None or alone.count <= plane.count


def test_of_points_by_chance_few_change_direction_and_size_alike() -> None:
    one, other = _matches(30, 0)
    assert steady(one, other) == 30
    one, other = _matches(0, 30)
    assert steady(one, other) < 10
    assert steady(one[:0], other[:0]) == 0


def test_one_point_with_many_directions_counts_once() -> None:
    one, other = _matches(12, 0)
    one[:, :2], other[:, :2] = 100, 200
    assert steady(one, other) == 1
