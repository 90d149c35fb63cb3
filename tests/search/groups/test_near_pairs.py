"""Candidate pairs, against a plain look at all pairs."""

import numpy as np
import pytest

from photosearch.search.groups.near_pairs import near_pairs


def collection(count: int, seed: int = 0) -> np.ndarray:
    """Unit vectors of which many are near others, some all but equal and a few zero."""
    random = np.random.default_rng(seed)
    centres = random.normal(size=(count // 6, 16))
    rows = centres[random.integers(0, len(centres), count)] + 0.5 * random.normal(size=(count, 16))
    rows[5:9] = rows[5] + 0.02 * random.normal(size=(4, 16))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    rows[3] = 0
    return rows.astype(np.float16)


def plain(vectors: np.ndarray, least: float, most: int) -> set[tuple[int, int]]:
    scores = vectors.astype(np.float64) @ vectors.astype(np.float64).T
    np.fill_diagonal(scores, -1)
    limits = np.sort(scores, axis=1)[:, -most:][:, 0]
    among_best = scores >= np.minimum(limits[:, None], limits)
    rows, columns = np.nonzero(np.triu(among_best & (scores > least)))
    return set(zip(rows.tolist(), columns.tolist(), strict=True))


# Tiles are of 2,048 rows. Of 4,100 photos half of the pairs are above 0, which is 4.2 million: the worse ones
# are thrown away after 2 million.
@pytest.mark.parametrize(
    ("count", "least", "most"),
    [(300, 0.6, 5), (65, 0.9, 100), (2048, 0.3, 5), (2049, 0.6, 4), (4100, 0.6, 4), (4100, 0.0, 2)],
)
def test_the_best_of_each_photo(count: int, least: float, most: int) -> None:
    vectors = collection(count)
    found = near_pairs(vectors, least, most)
    pairs = list(zip(found.one.tolist(), found.other.tolist(), strict=True))
    assert set(pairs) == plain(vectors, least, most) and len(set(pairs)) == len(pairs)
    products = np.einsum("nd,nd->n", *(vectors[side].astype(np.float32) for side in (found.one, found.other)))
    assert found.scores == pytest.approx(products, abs=1e-5)
    assert (np.diff(found.scores) < 1e-3).all(), "best first"


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_to_compare(count: int) -> None:
    assert len(near_pairs(np.ones((count, 4), np.float16), 0.5, 3)) == 0


def test_thousands_of_equal_pictures_give_few_pairs() -> None:
    vectors = np.tile(np.array([[0.6, 0.8]], np.float16), (3000, 1))
    assert 3000 <= len(near_pairs(vectors, 0.4, 10)) <= 30_000


def test_ended_by_what_progress_raises() -> None:
    class EndedError(Exception):
        pass

    def end(done: int, total: int) -> None:
        raise EndedError

    with pytest.raises(EndedError):
        near_pairs(collection(64), 0.5, 3, end)
