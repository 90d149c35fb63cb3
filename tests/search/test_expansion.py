import numpy as np
import pytest

from photosearch.search.expansion import alpha_query_expansion, database_augmentation


def unit(rng, *shape, positive=True):
    x = rng.normal(size=shape)
    x = np.abs(x) if positive else x
    return x / np.linalg.norm(x, axis=-1, keepdims=True)


def dot(one, other):
    return sum(a * b for a, b in zip(one, other, strict=True))


def expanded_by_loops(query, database, k, alpha):
    """The definition, neighbour by neighbour."""
    similarities = sorted(((dot(query, entry), i) for i, entry in enumerate(database)), reverse=True)
    members = [list(query)]
    for similarity, index in similarities[:k]:
        power = float(similarity) ** alpha
        if isinstance(power, complex):
            power = 0.0
        members.append([power * value for value in database[index]])
    mean = [sum(column) / len(members) for column in zip(*members, strict=True)]
    length = dot(mean, mean) ** 0.5
    return [value / length for value in mean]


@pytest.mark.parametrize("alpha", [0.0, 0.5, 1.0, 3.0])
@pytest.mark.parametrize("k", [0, 1, 4, 20, 21, 1000])
@pytest.mark.parametrize("positive", [True, False])
def test_expansion_equals_plain_loops(alpha, k, positive):
    rng = np.random.default_rng(k)
    queries, database = unit(rng, 5, 7, positive=positive), unit(rng, 20, 7, positive=positive)
    expected = [expanded_by_loops(query, database, k, alpha) for query in queries]
    np.testing.assert_allclose(alpha_query_expansion(queries, database, k, alpha), expected, atol=1e-9)
    single = alpha_query_expansion(queries.astype(np.float32), database.astype(np.float32), k, alpha)
    assert single.dtype == np.float32
    np.testing.assert_allclose(single, expected, atol=1e-6)


@pytest.mark.parametrize("alpha", [0.0, 2.5, 3.0])
@pytest.mark.parametrize("k", [0, 1, 5, 11, 12, 50])
def test_augmentation_equals_plain_loops_with_its_own_entry_left_out(alpha, k):
    database = unit(np.random.default_rng(3), 12, 6, positive=False)
    expected = [
        expanded_by_loops(entry, np.delete(database, i, axis=0), k, alpha) for i, entry in enumerate(database)
    ]
    np.testing.assert_allclose(database_augmentation(database, k, alpha), expected, atol=1e-9)


def test_an_exact_copy_is_a_neighbour_though_it_is_not_its_own_entry():
    a, b = np.eye(2)
    database = np.array([a, a, b])
    np.testing.assert_allclose(database_augmentation(database, 1, 3.0), database)
    augmented = database_augmentation(np.array([a, (a + b) / 2**0.5, b]), 1, 0.0)
    np.testing.assert_allclose(augmented[0], [0.92388, 0.382683], atol=1e-6)


def test_large_databases_are_taken_in_pieces():
    rng = np.random.default_rng(4)
    queries, database = unit(rng, 7, 5), unit(rng, 10, 5)
    whole = alpha_query_expansion(queries, database, 3, 3.0), database_augmentation(database, 3, 3.0)
    for at_once in (1, 25):
        np.testing.assert_allclose(
            alpha_query_expansion(queries, database, 3, 3.0, at_once=at_once), whole[0]
        )
        np.testing.assert_allclose(database_augmentation(database, 3, 3.0, at_once=at_once), whole[1])


def test_one_query_half_precision_and_nothing_to_expand_with():
    rng = np.random.default_rng(5)
    query, database = unit(rng, 6), unit(rng, 9, 6)
    expanded = alpha_query_expansion(query, database, 2, 3.0)
    np.testing.assert_array_equal(expanded, alpha_query_expansion(query[None], database, 2, 3.0)[0])
    half = alpha_query_expansion(query.astype(np.float16), database.astype(np.float16), 2, 3.0)
    assert half.dtype == np.float32 and half @ expanded > 0.99999
    np.testing.assert_allclose(alpha_query_expansion(query, np.empty((0, 6)), 5, 3.0), query)
    np.testing.assert_allclose(database_augmentation(query[None], 5, 3.0), query[None])
    assert alpha_query_expansion(np.empty((0, 6)), database, 2, 3.0).shape == (0, 6)
    assert database_augmentation(np.empty((0, 6)), 2, 3.0).shape == (0, 6)


def test_arguments_are_left_as_they_were():
    database = unit(np.random.default_rng(6), 9, 6)
    kept = database.copy()
    alpha_query_expansion(database, database, 0, 3.0)[:] = 0
    database_augmentation(database, 0, 3.0)[:] = 0
    database_augmentation(database, 4, 3.0)
    np.testing.assert_array_equal(database, kept)


def test_nonsense_is_refused():
    database = np.eye(3)
    for wrong in ((np.ones(4), database), (database, np.ones(3)), (np.ones((1, 1, 3)), database)):
        with pytest.raises(ValueError, match="must be N x D"):
            alpha_query_expansion(*wrong, 1, 1.0)
    for k, alpha in ((-1, 1.0), (1, -1.0), (1, float("nan"))):
        with pytest.raises(ValueError, match="must not be negative"):
            alpha_query_expansion(database, database, k, alpha)
        with pytest.raises(ValueError, match="must not be negative"):
            database_augmentation(database, k, alpha)
    with pytest.raises(ValueError, match="database M x D"):
        database_augmentation(np.ones(3), 1, 1.0)
