import faiss
import numpy as np
import pytest

from photosearch.evaluation.compression import PQ_BYTES, coded_scores, codings, training_vectors
from photosearch.evaluation.scoring import Gallery
from photosearch.network.whitening import l2_normalise


def clustered(count, dimension=32, seed=0):
    rng = np.random.default_rng(seed)
    centres = rng.standard_normal((20, dimension))
    return l2_normalise(
        centres[rng.integers(20, size=count)] + 0.3 * rng.standard_normal((count, dimension))
    ).astype(np.float32)


@pytest.fixture(scope="module")
def database():
    return clustered(300)


@pytest.fixture(scope="module")
def coded(database):
    return list(codings(database, database))


def test_codes_and_their_bytes(coded):
    assert [(code.name, code.bytes) for code in coded[:3]] == [
        ("float32", 128),
        ("float16", 64),
        ("int8", 32),
    ]
    assert [code.bytes for code in coded[3:]] == [length for length in PQ_BYTES for _ in ("PQ", "OPQ")]


def test_a_code_that_does_not_divide_the_descriptor_says_so(coded):
    by_name = {(code.name, code.bytes): code for code in coded}
    assert by_name["PQ", 64].score is None
    assert "32 numbers cannot be divided into 64 parts" in by_name["PQ", 64].reason
    assert by_name["PQ", 32].score is not None


def test_too_few_to_learn_from_is_said(database):
    reasons = {code.reason for code in codings(database, database[:255]) if code.score is None}
    assert any("at least 256 photos to learn from are needed, not 255" in reason for reason in reasons)


def test_scores_rank_as_the_asymmetric_distance_of_faiss(database):
    index = faiss.IndexPQ(32, 16, 8)
    index.train(database)
    index.add(database)
    queries = clustered(20, seed=1)
    distances, order = index.search(queries, len(database))
    scores = coded_scores(index, database)(queries)
    expected = 0.5 * (1 - np.take_along_axis(distances, np.argsort(order, axis=1), axis=1))
    np.testing.assert_allclose(scores, expected, atol=1e-5)


def test_the_codes_lose_little_and_rotation_is_undone(database, coded):
    queries = clustered(20, seed=1)
    exact = queries @ database.T - 0.5
    for code in coded:
        if code.score is not None:
            shift = 0.5 if code.name == "float32" else 0.0
            limit = {"float32": 1e-6, "float16": 1e-3, "int8": 0.02}.get(code.name, 0.2)
            assert np.abs(code.score(queries) - shift - exact).max() < limit, (code.name, code.bytes)


def test_every_run_learns_the_same(database, coded):
    queries = clustered(5, seed=1)
    first = {(code.name, code.bytes): code for code in coded}
    for code in codings(database, database, lengths=(16,)):
        again = first[code.name, code.bytes].score(queries)
        np.testing.assert_array_equal(code.score(queries), again)


def test_pieces_change_nothing(database):
    queries = clustered(5, seed=1)
    index = faiss.IndexPQ(32, 16, 8)
    index.train(database)
    whole = coded_scores(index, database)(queries)
    for piece in (1, 70):
        np.testing.assert_allclose(coded_scores(index, database, piece)(queries), whole, atol=1e-6)


def gallery(count, missing=()):
    rows = np.setdiff1d(np.arange(count + len(missing)), missing)
    return Gallery(np.arange(count, dtype=np.float32)[:, None], rows, np.array(missing, np.int64))


def test_distractors_teach_where_there_are_enough():
    vectors, source = training_vectors(gallery(400), 256)
    assert source == "distractors"
    assert vectors[:, 0].tolist() == list(range(144, 400))
    vectors, source = training_vectors(gallery(400), 255)
    assert (source, len(vectors)) == ("database photos", 400)


def test_distractors_that_could_not_be_read_do_not_count():
    # 402 rows, of which the last 258 are distractors; one of each part is missing
    vectors, source = training_vectors(gallery(400, missing=[3, 300]), 258)
    assert source == "distractors"
    assert vectors[:, 0].tolist() == list(range(143, 400))


def test_learning_takes_a_bounded_sample():
    vectors, _ = training_vectors(gallery(400), 0, most=100)
    again, _ = training_vectors(gallery(400), 0, most=100)
    assert len(np.unique(vectors)) == 100
    np.testing.assert_array_equal(vectors, again)
