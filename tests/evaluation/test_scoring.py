import numpy as np
import pytest

from photosearch.errors import PhotosearchError
from photosearch.evaluation.benchmark import Benchmark, Judgement, Photo, Query, Setting
from photosearch.evaluation.describing import Descriptors
from photosearch.evaluation.scoring import Scoring, exact_scores, gallery_of


def made(scores, positive, junk=(), unreadable=()):
    """A database of one-number descriptors ranked as `scores` say, and one query outside of it."""
    database = tuple(Photo(str(row), b"%d" % row) for row in range(len(scores)))
    query = Photo("query", b"query")
    judgement = Judgement(np.array(positive, np.int64), np.array(junk, np.int64))
    benchmark = Benchmark("made", (Setting("all"),), database, (Query(query, (judgement,)),))
    values = np.array([*scores, 1.0], np.float32)[:, None]
    failed = {photo: "broken" for photo in (*database, query) if photo.name in unreadable}
    return benchmark, Descriptors((*database, query), values, failed)


def mean_ap(benchmark, descriptors, **options):
    gallery = gallery_of(benchmark, descriptors)
    found = Scoring(benchmark, descriptors, gallery, **options).figures(exact_scores(gallery.vectors))
    return found["all"].mean_ap


def test_junk_wins_over_positive_and_leaves_the_ranking():
    # 3 (junk) 1 (positive and junk) 0 2: 0 comes first of what is left
    assert mean_ap(*made([0.5, 0.6, 0.1, 0.9], positive=[0, 1], junk=[1, 3])) == 1.0
    assert mean_ap(*made([0.5, 0.6, 0.1, 0.9], positive=[0])) == pytest.approx((0 + 1 / 3) / 2)


def test_a_positive_that_could_not_be_read_comes_last():
    # Without 1 the ranking is 3 0 2, then 1: ranks 1 and 3
    found = mean_ap(*made([0.5, 0.6, -0.1, 0.9], positive=[0, 1], unreadable=["1"]))
    assert found == pytest.approx(((0 + 1 / 2) / 2 + (1 / 3 + 2 / 4) / 2) / 2)


def test_junk_that_could_not_be_read_is_taken_out_too():
    # 3 0 2, then 1 (junk) and 4 (positive): 4 comes fourth
    found = mean_ap(*made([0.5, 0.6, -0.1, 0.9, 0.0], [4], [1], unreadable=["1", "4"]))
    assert found == pytest.approx((0 + 1 / 4) / 2)


def test_a_query_that_could_not_be_read_is_left_out():
    with pytest.raises(PhotosearchError, match="nothing to average"):
        mean_ap(*made([0.5], [0], unreadable=["query"]))


def test_no_readable_database_is_an_error():
    with pytest.raises(PhotosearchError, match="None of the photos"):
        mean_ap(*made([0.5], [0], unreadable=["0"]))


def test_blocks_of_queries_change_nothing():
    rng = np.random.default_rng(2)
    database = tuple(Photo(str(row), b"") for row in range(40))
    queries = tuple(
        Query(photo, (Judgement(rng.permutation(40)[:5], np.array([row])),))
        for row, photo in enumerate(database)
    )
    benchmark = Benchmark("made", (Setting("all"),), database, queries)
    values = rng.standard_normal((40, 8)).astype(np.float32)
    descriptors = Descriptors(database, values, {})
    whole = mean_ap(benchmark, descriptors)
    for rows in (0, 1, 7):
        assert mean_ap(benchmark, descriptors, block_bytes=rows * 4 * 40) == pytest.approx(whole, abs=1e-12)
