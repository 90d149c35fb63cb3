"""Spreading boxes, against plain loops that follow the paper word by word."""

import numpy as np
import pytest

from photosearch.imaging.affine import inverse
from photosearch.training.cleaning.boxes import Edge, geometric_medians, spread_boxes, starting_boxes

SIZE = (640.0, 480.0)


def edges_of(count: int, number: int, seed: int) -> list[Edge]:
    chance = np.random.default_rng(seed)
    found = []
    for one, other in [(n, (n + 1) % count) for n in range(count)] + [(0, n) for n in range(2, number)]:
        angle, zoom = chance.uniform(-0.3, 0.3), chance.uniform(0.7, 1.4)
        turn = zoom * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        matrix = np.column_stack([turn, chance.uniform(-60, 60, 2)])
        corners = chance.uniform(100, 250, (2, 2))
        found.append(
            Edge(one, other, matrix, np.column_stack([corners, corners + chance.uniform(20, 150, (2, 2))]))
        )
    return found


def plain_median(points: list[np.ndarray]) -> np.ndarray:
    middle = np.mean(points, axis=0)
    for _ in range(2000):
        weights = [1 / max(float(np.linalg.norm(point - middle)), 1e-9) for point in points]
        middle = sum(w * p for w, p in zip(weights, points, strict=True)) / sum(weights)
    return middle


def plain_spread(boxes: np.ndarray, edges: list[Edge], rounds: int, a: float = 0.1) -> np.ndarray:
    for _ in range(rounds):
        proposals: dict[int, list[np.ndarray]] = {}
        for edge in edges:
            for i, j, matrix in (
                (edge.one, edge.other, edge.matrix),
                (edge.other, edge.one, inverse(edge.matrix)),
            ):
                left, top, right, bottom = boxes[i]
                corners = [matrix @ (x, y, 1) for x in (left, right) for y in (top, bottom)]
                xs = [min(max(x, 0), SIZE[0]) for x, _ in corners]
                ys = [min(max(y, 0), SIZE[1]) for _, y in corners]
                seen = np.array([min(xs), min(ys), max(xs), max(ys)])
                proposals.setdefault(j, []).append((1 - a) * boxes[j] + a * seen)
        boxes = np.array(
            [plain_median(proposals[j]) if j in proposals else boxes[j] for j in range(len(boxes))]
        )
    return boxes


def sizes(count: int) -> np.ndarray:
    return np.array([SIZE] * count)


@pytest.mark.parametrize("rounds", [1, 4])
def test_rounds_are_those_of_plain_loops(rounds: int) -> None:
    edges = edges_of(6, 5, seed=2)
    start = starting_boxes(7, edges)
    found, expected = spread_boxes(start, edges, sizes(7), rounds), plain_spread(start, edges, rounds)
    assert np.allclose(found[:6], expected[:6], atol=0.05 * rounds)
    assert np.isnan(found[6]).all()
    assert np.abs(found[:6] - start[:6]).max() > 1


def test_boxes_start_around_all_matched_points() -> None:
    flat = np.eye(3)[:2]
    edges = [
        Edge(0, 1, flat, np.array([[10.0, 20, 30, 40], [1, 2, 3, 4]])),
        Edge(2, 0, flat, np.array([[5.0, 5, 6, 6], [0, 25, 20, 90]])),
    ]
    boxes = starting_boxes(4, edges)
    assert boxes[:3].tolist() == [[0, 20, 30, 90], [1, 2, 3, 4], [5, 5, 6, 6]]
    assert np.isnan(boxes[3]).all()


def test_boxes_settle_agree_and_stay_inside() -> None:
    """Three pictures of one thing, each moved by 50 px; one box began as a corner of it only."""
    thing = np.array([100.0, 100, 300, 250])
    shift = {n: np.array([50.0 * n, 0, 50.0 * n, 0]) for n in range(3)}
    start = np.stack([thing + shift[n] for n in range(3)])
    start[1] = [160, 110, 200, 150]
    edges = [
        Edge(one, other, np.array([[1, 0, 50.0 * (other - one)], [0, 1, 0]]), np.zeros((2, 4)))
        for one, other in ((0, 1), (1, 2), (0, 2))
    ]
    settled = spread_boxes(start, edges, sizes(3)) - np.stack([shift[n] for n in range(3)])
    assert np.abs(settled - settled.mean(axis=0)).max() < 12
    for box in spread_boxes(starting_boxes(6, edges_of(6, 5, 9)), edges_of(6, 5, 9), sizes(6)):
        assert (box >= 0).all()
        assert box[2] <= SIZE[0] and box[3] <= SIZE[1]
        assert box[0] < box[2] and box[1] < box[3]


def test_geometric_median_has_the_least_sum_of_distances() -> None:
    chance = np.random.default_rng(5)
    groups = [chance.uniform(0, 600, (count, 4)) for count in (1, 2, 3, 7, 20)]
    groups[3][:5] = groups[3][0]  # most agree: the outliers have no say
    starts = np.cumsum([0, *map(len, groups)])[:-1]
    for group, median in zip(groups, geometric_medians(np.concatenate(groups), starts), strict=True):
        least = np.linalg.norm(group - median, axis=1).sum()
        for _ in range(300):
            near = median + chance.normal(0, 3, 4)
            assert np.linalg.norm(group - near, axis=1).sum() > least - 0.05
    assert np.allclose(geometric_medians(groups[3], np.array([0]))[0], groups[3][0], atol=0.1)
