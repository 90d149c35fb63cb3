import numpy as np
import pytest

from photosearch.search.reranking import refined, rerank, rerank_scores
from tests.search.test_expansion import dot, unit


def refined_by_loops(descriptors, neighbours, weight):
    result = []
    for i, descriptor in enumerate(descriptors):
        others = [(dot(descriptor, other), j) for j, other in enumerate(descriptors) if j != i]
        total, weights = list(descriptor), 1.0
        for similarity, j in sorted(others, reverse=True)[:neighbours]:
            share = weight * max(similarity, 0)
            weights += share
            total = [value + share * more for value, more in zip(total, descriptors[j], strict=True)]
        result.append([value / weights for value in total])
    return result


def scores_by_loops(query, top, neighbours, weight):
    better = refined_by_loops(top, neighbours, weight)
    first = [dot(query, descriptor) for descriptor in better]
    best = sorted(range(len(top)), key=lambda i: -first[i])[: neighbours + 1]
    expanded = [max(better[i][d] for i in best) for d in range(len(query))]
    return [(score + dot(expanded, descriptor)) / 2 for score, descriptor in zip(first, better, strict=True)]


@pytest.mark.parametrize("count", [1, 2, 9, 10, 30])
@pytest.mark.parametrize(("neighbours", "weight"), [(9, 0.15), (3, 0.5), (0, 0.15), (50, 0.15), (9, 0.0)])
def test_equals_plain_loops(count, neighbours, weight):
    rng = np.random.default_rng(count)
    query, top = unit(rng, 8, positive=False), unit(rng, count, 8, positive=False)
    np.testing.assert_allclose(
        refined(top, neighbours, weight), refined_by_loops(top, neighbours, weight), atol=1e-12
    )
    expected = scores_by_loops(query, top, neighbours, weight)
    np.testing.assert_allclose(rerank_scores(query, top, neighbours, weight), expected, atol=1e-9)
    single = rerank_scores(query.astype(np.float32), top.astype(np.float32), neighbours, weight)
    assert single.dtype == np.float32
    np.testing.assert_allclose(single, expected, atol=1e-6)


def test_opposite_descriptors_do_not_divide_by_nothing():
    a = np.array([1.0, 0.0])
    np.testing.assert_allclose(refined([a, -a, -a], 2, 1.0), [a, -a, -a])


def test_only_the_top_changes_places():
    rng = np.random.default_rng(1)
    queries, database = unit(rng, 4, 6), unit(rng, 25, 6)
    plain = np.argsort(-(queries @ database.T), axis=1)
    for top in (0, 1, 10, 25, 400):
        rankings = rerank(queries, database, top)
        assert (np.sort(rankings, axis=1) == np.arange(25)).all()
        np.testing.assert_array_equal(rankings[:, top:], plain[:, top:])
        for query, ranking, before in zip(queries, rankings, plain, strict=True):
            scores = scores_by_loops(query, database[before[:top]], 9, 0.15) if top else []
            order = sorted(range(len(scores)), key=lambda i, scores=scores: -scores[i])
            np.testing.assert_array_equal(ranking[:top], before[:top][order])


def test_a_result_seen_only_through_its_neighbours_rises():
    """A photo of the query's place overtakes a stray one that shares a detail with the query and little with
    the others of that place.
    """
    rng = np.random.default_rng(2)
    place, detail, own, other = np.eye(16)[:4]
    query = place + 0.9 * detail
    group = [place + 0.45 * rng.normal(size=16) / 4 for _ in range(8)]
    database = np.array([*group, place + 0.8 * own, 0.25 * place + 0.65 * detail + 0.72 * other])
    database /= np.linalg.norm(database, axis=1, keepdims=True)
    query /= np.linalg.norm(query)
    before = np.argsort(-(database @ query)).tolist()
    after = rerank(query[None], database, neighbours=3)[0].tolist()
    assert before.index(9) < before.index(8) and after.index(8) < after.index(9)


def test_empty_and_nonsense():
    assert rerank_scores(np.ones(3), np.empty((0, 3))).shape == (0,)
    for query, neighbours in ((np.ones((1, 3)), 1), (np.ones(2), 1), (np.ones(3), -1)):
        with pytest.raises(ValueError, match="a query of D"):
            rerank_scores(query, np.eye(3), neighbours)
