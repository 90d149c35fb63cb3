"""mAP and examples, against plain loops; and which places are kept aside."""

import numpy as np
import pytest

from photosearch.evaluation.metrics import average_precision
from photosearch.training.comparing import compare, mean_ap
from photosearch.training.holding_out import held_out_classes


def descriptors(seed: int, labels: np.ndarray, noise: float) -> np.ndarray:
    random = np.random.default_rng(seed)
    centres = np.random.default_rng(0).normal(size=(labels.max() + 1, 8))
    found = centres[labels] + random.normal(scale=noise, size=(len(labels), 8))
    return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)


LABELS = np.repeat(np.arange(40), 5)


def plain(vectors: np.ndarray, query: int) -> tuple[float, list[int]]:
    scores = [(-float(vectors[query] @ other), row) for row, other in enumerate(vectors) if row != query]
    order = [row for _, row in sorted(scores)]
    return average_precision([n for n, row in enumerate(order) if LABELS[row] == LABELS[query]]), order


def test_figures_and_strips_equal_plain_loops() -> None:
    before, after = descriptors(1, LABELS, 1.5), descriptors(2, LABELS, 0.9)
    queries = list(range(0, 200, 2))
    found = compare(before, after, LABELS, queries, shown=6)
    was, now = ([plain(vectors, query) for query in queries] for vectors in (before, after))
    assert found.before == pytest.approx(np.mean([ap for ap, _ in was]))
    assert found.after == pytest.approx(np.mean([ap for ap, _ in now]))
    assert found.after > found.before and found.queries == 100
    gains = [two - one for (one, _), (two, _) in zip(was, now, strict=True)]
    assert found.better == sum(gain > 0 for gain in gains)
    assert found.worse == sum(gain < 0 for gain in gains)
    assert len(found.examples) == 12
    for example in found.examples:
        place = queries.index(example.query)
        assert example.before == was[place][1][:6] and example.after == now[place][1][:6]
    assert mean_ap(before, LABELS, queries) == pytest.approx(found.before)


def test_examples_go_from_the_largest_gain_to_the_largest_loss() -> None:
    before, after = descriptors(1, LABELS, 1.2), descriptors(2, LABELS, 1.2)
    found = compare(before, after, LABELS, range(200))
    gains = [plain(after, e.query)[0] - plain(before, e.query)[0] for e in found.examples]
    everything = [plain(after, q)[0] - plain(before, q)[0] for q in range(200)]
    assert gains == sorted(gains, reverse=True)
    assert gains[0] == pytest.approx(max(everything)) and gains[-1] == pytest.approx(min(everything))


def test_unchanged_searches_fill_up_the_examples() -> None:
    vectors = descriptors(1, LABELS, 1.0)
    found = compare(vectors, vectors, LABELS, range(30), examples=12)
    assert (found.better, found.worse, len(found.examples)) == (0, 0, 12)
    assert found.before == found.after


def test_places_kept_aside() -> None:
    labels = np.concatenate([np.repeat(np.arange(40), 3), [40, 41]])  # two places of a single photo
    aside = held_out_classes(labels)
    assert len(aside) == 10 and set(aside) <= set(range(40))
    assert held_out_classes(labels).tolist() == aside.tolist()
    assert held_out_classes(labels, seed=1).tolist() != aside.tolist()
    assert len(held_out_classes(np.repeat(np.arange(4), 2))) == 2
    assert len(held_out_classes(np.repeat(np.arange(400), 2))) == 20
    with pytest.raises(ValueError, match="at least 4"):
        held_out_classes(np.array([0, 0, 1, 1, 2, 2, 3]))
