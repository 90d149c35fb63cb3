"""The vector index against brute force in numpy and a dictionary, in its exact and its coarse form."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from photosearch.errors import PhotosearchError
from photosearch.library.vectors import IndexCacheError, VectorIndex

DIMENSION = 48
Descriptors = dict[int, np.ndarray]


class SmallLimit(VectorIndex):
    """Coarse from 300 photos on, with few candidates, so that they matter."""

    EXACT_LIMIT = 300
    CANDIDATES = 60


class AlwaysCoarse(VectorIndex):
    EXACT_LIMIT = -1
    CANDIDATES = 60


FORMS = [VectorIndex, AlwaysCoarse]


def unit_vectors(count: int, seed: int = 0, dimension: int = DIMENSION) -> np.ndarray:
    rows = np.random.default_rng(seed).standard_normal((count, dimension)).astype(np.float32)
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)


def fetch_from(known: Descriptors) -> Callable[[np.ndarray], np.ndarray]:
    gone = np.zeros(DIMENSION, np.float16)

    def fetch(ids: np.ndarray) -> np.ndarray:
        return np.stack([known.get(int(i), gone) for i in ids])

    return fetch


def filled(form: type[VectorIndex], count: int, known: Descriptors | None = None) -> VectorIndex:
    """An index of `count` photos with sparse ids, noted in `known`."""
    known = {} if known is None else known
    ids, vectors = np.arange(count) * 7 + 3, unit_vectors(count)
    known.update(zip(ids.tolist(), vectors, strict=True))
    index = form(DIMENSION, fetch_from(known))
    index.add(ids, vectors)
    return index


def brute_force(known: Descriptors, query: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    ids = np.array(sorted(known), np.int64)
    vectors = np.array([known[i] for i in ids.tolist()], np.float64).reshape(-1, DIMENSION)
    scores = vectors @ query.astype(np.float64)
    order = np.argsort(-scores, kind="stable")[:k]
    return scores[order], ids[order]


def assert_finds(index: VectorIndex, known: Descriptors, queries: np.ndarray, k: int = 5) -> None:
    scores, ids = index.search(queries, k)
    assert scores.shape == ids.shape == (len(queries), k)
    for query, row_scores, row_ids in zip(queries, scores, ids, strict=True):
        expected_scores, expected_ids = brute_force(known, query, k)
        found = len(expected_ids)
        assert row_ids[:found].tolist() == expected_ids.tolist()
        np.testing.assert_allclose(row_scores[:found], expected_scores, atol=1e-6)
        assert (row_ids[found:] == -1).all() and np.isneginf(row_scores[found:]).all()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("count", [0, 1, 7, 1500])
def test_finds_what_brute_force_finds(form: type[VectorIndex], count: int) -> None:
    known: Descriptors = {}
    index = filled(form, count, known)
    assert len(index) == count
    assert_finds(index, known, unit_vectors(20, seed=1).astype(np.float32), k=9)


def test_exact_form_is_exact_at_full_size() -> None:
    vectors = unit_vectors(5000, dimension=512)
    index = VectorIndex(512, lambda ids: pytest.fail("the exact form needs no fetch"))
    index.add(np.arange(5000), vectors)
    assert index.exact
    queries = unit_vectors(20, seed=1, dimension=512).astype(np.float32)
    expected = np.argsort(-(queries @ vectors.astype(np.float32).T), axis=1, kind="stable")[:, :50]
    assert index.search(queries, 50)[1].tolist() == expected.tolist()


@pytest.mark.parametrize("dimension", [512, 30])
def test_coarse_recall_on_unstructured_and_on_dense_data(dimension: int) -> None:
    loose = unit_vectors(6000, dimension=dimension)
    dense = unit_vectors(6000, dimension=dimension).astype(np.float32) * 0.2 + loose[:1].astype(np.float32)
    for data in (loose, (dense / np.linalg.norm(dense, axis=1, keepdims=True)).astype(np.float16)):
        index = SmallLimit(dimension, lambda ids, data=data: data[ids])  # type: ignore[misc]
        index.CANDIDATES = 200
        index.add(np.arange(len(data)), data)
        assert not index.exact
        queries = data[::300].astype(np.float32) + 0.1 * unit_vectors(20, 5, dimension).astype(np.float32)
        expected = np.argsort(-(queries @ data.astype(np.float32).T), axis=1)[:, :10]
        found = index.search(queries, 10)[1]
        hits = [len(np.intersect1d(a, b)) for a, b in zip(found, expected, strict=True)]
        assert np.mean(hits) / 10 >= 0.98


def test_single_query_vector_and_k_over_length() -> None:
    known: Descriptors = {}
    index = filled(VectorIndex, 4, known)
    scores, ids = index.search(unit_vectors(1)[0], 6)
    assert scores.shape == ids.shape == (1, 6)
    assert ids.dtype == np.int64 and scores.dtype == np.float32
    assert ids[0, 0] == 3 and ids[0, 4:].tolist() == [-1, -1]


@pytest.mark.parametrize("form", FORMS)
def test_one_query_or_many_give_the_same(form: type[VectorIndex]) -> None:
    index = filled(form, 1000)
    queries = unit_vectors(130, seed=4)
    scores, ids = index.search(queries, 10)
    for query, row_scores, row_ids in zip(queries, scores, ids, strict=True):
        alone = index.search(query, 10)
        assert alone[0].tolist() == [row_scores.tolist()] and alone[1].tolist() == [row_ids.tolist()]


@pytest.mark.parametrize("form", FORMS)
def test_copies_tie_and_come_by_id(form: type[VectorIndex]) -> None:
    vector = unit_vectors(1)[0]
    index = form(DIMENSION, lambda ids: np.tile(vector, (len(ids), 1)))
    index.add([9, 2, 5], np.tile(vector, (3, 1)))
    scores, ids = index.search(vector, 3)
    assert ids.tolist() == [[2, 5, 9]] and len(set(scores[0].tolist())) == 1


@pytest.mark.parametrize("form", FORMS)
def test_add_replaces_and_the_last_of_equal_ids_wins(form: type[VectorIndex]) -> None:
    a, b, c = unit_vectors(3)
    known = {1: b, 2: c}
    index = form(DIMENSION, fetch_from(known))
    index.add([1, 2, 1], np.stack([a, c, b]))
    assert len(index) == 2
    assert_finds(index, known, np.stack([a, b, c]), 2)
    known[2] = a
    index.add([2], a[None].astype(np.float32))
    assert len(index) == 2 and index.ids().tolist() == [1, 2]
    assert_finds(index, known, np.stack([a, b, c]), 2)


@pytest.mark.parametrize("form", [VectorIndex, AlwaysCoarse, SmallLimit])
@pytest.mark.parametrize("seed", range(3))
def test_any_history_agrees_with_a_dictionary(form: type[VectorIndex], seed: int, tmp_path: Path) -> None:
    form = type("ManySegments", (form,), {"SEGMENT_ROWS": 64})
    random = np.random.default_rng(seed)
    known: Descriptors = {}
    index = form(DIMENSION, fetch_from(known))
    queries = unit_vectors(3, seed=99).astype(np.float32)
    for step in range(80):
        ids = random.integers(0, 600, size=random.choice([1, 3, 100]))
        if random.random() < 0.65:
            vectors = unit_vectors(len(ids), seed=1000 * seed + step)
            index.add(ids, vectors)
            known.update(zip(ids.tolist(), vectors, strict=True))
        else:
            index.remove(ids)
            for number in ids.tolist():
                known.pop(number, None)
        assert index.ids().tolist() == sorted(known)
        assert_finds(index, known, queries)
        if step % 20 == 19 and (index.exact or len(index) > index.EXACT_LIMIT * index.EXACT_AGAIN):
            index.save(tmp_path / "index")
            index = form.load(tmp_path / "index", fetch_from(known))


def test_growing_over_the_limit_makes_it_coarse_and_shrinking_exact_by_a_rebuild(tmp_path: Path) -> None:
    known: Descriptors = {}
    index = filled(SmallLimit, 300, known)
    assert index.exact
    extra = unit_vectors(1, seed=8)
    known[1] = extra[0]
    index.add([1], extra)
    assert not index.exact
    assert_finds(index, known, extra)
    index.remove([1])
    index.save(tmp_path / "index")
    assert not SmallLimit.load(tmp_path / "index", fetch_from(known)).exact  # no flipping back and forth
    index.remove(index.ids()[240:])
    index.save(tmp_path / "index")
    with pytest.raises(IndexCacheError, match="exact again"):
        SmallLimit.load(tmp_path / "index", fetch_from(known))


def test_coarse_from_the_start_in_one_call_or_many_is_the_same(tmp_path: Path) -> None:
    vectors = unit_vectors(900)
    files = []
    for step in (900, 50):
        index = SmallLimit(DIMENSION, lambda ids: vectors[ids])
        for start in range(0, 900, step):
            index.add(np.arange(start, start + step), vectors[start : start + step])
        files.append(tmp_path / str(step))
        index.save(files[-1])
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize("form", FORMS)
def test_removed_photos_never_come_back(form: type[VectorIndex], tmp_path: Path) -> None:
    known: Descriptors = {}
    index = filled(form, 500, known)
    # The nearest of all to the query: marks over which a search stumbles would leave it with nothing.
    query = unit_vectors(1, seed=3)
    gone = index.search(query, 200)[1][0]
    index.remove([*gone.tolist(), 10**12, -5])
    index.remove(gone)
    for number in gone.tolist():
        del known[number]
    index.save(tmp_path / "index")
    for candidate in (index, form.load(tmp_path / "index", fetch_from(known))):
        assert not np.isin(gone, candidate.ids()).any()
        assert_finds(candidate, known, query, k=300)


def test_an_id_that_left_the_catalogue_during_a_search_is_left_out() -> None:
    known: Descriptors = {}
    index = filled(AlwaysCoarse, 100, known)
    query = unit_vectors(1)
    assert index.search(query, 1)[1].tolist() == [[3]]
    del known[3]
    assert_finds(index, known, query)


def test_a_fetch_of_the_wrong_shape_is_refused() -> None:
    index = AlwaysCoarse(DIMENSION, lambda ids: np.zeros((1, DIMENSION), np.float16))
    index.add([1, 2], unit_vectors(2))
    with pytest.raises(ValueError, match="fetch gave"):
        index.search(unit_vectors(1), 1)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("ids", "vectors"),
    [
        ([1], np.full((1, DIMENSION), np.nan)),
        ([1], np.full((1, DIMENSION), np.inf, np.float16)),
        ([1], np.full((1, DIMENSION), 1e6, np.float32)),
        ([1], np.zeros((1, DIMENSION + 1))),
        ([1], np.zeros(DIMENSION)),
        ([1], np.zeros((1, DIMENSION), int)),
        ([1, 2], np.zeros((1, DIMENSION))),
        ([0.5], np.zeros((1, DIMENSION))),
        ([[1]], np.zeros((1, DIMENSION))),
        ([-1], np.zeros((1, DIMENSION))),
    ],
)
def test_bad_vectors_and_ids_are_refused_and_change_nothing(
    form: type[VectorIndex], ids: list[int], vectors: np.ndarray
) -> None:
    index = filled(form, 5)
    with pytest.raises(ValueError):
        index.add(ids, vectors)
    assert len(index) == 5


def test_bad_queries_are_refused() -> None:
    index = filled(VectorIndex, 5)
    for query in (np.full(DIMENSION, np.nan), np.zeros(DIMENSION - 1), np.zeros((1, 1, DIMENSION))):
        with pytest.raises(ValueError):
            index.search(query, 1)
    with pytest.raises(ValueError):
        index.search(np.zeros(DIMENSION), 0)


def test_nothing_to_add_remove_or_search_is_fine() -> None:
    index = filled(VectorIndex, 2)
    index.add([], np.empty((0, DIMENSION)))
    index.remove([])
    assert len(index) == 2
    assert index.search(np.empty((0, DIMENSION)), 3)[0].shape == (0, 3)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("count", [0, 1, 700])
def test_saved_and_loaded_is_the_same(form: type[VectorIndex], count: int, tmp_path: Path) -> None:
    known: Descriptors = {}
    index = filled(form, count, known)
    index.model, index.revision = "gem-résnet:1234", 2**40
    index.save(tmp_path / "index")
    loaded = form.load(tmp_path / "index", fetch_from(known))
    assert (loaded.model, loaded.revision, len(loaded)) == ("gem-résnet:1234", 2**40, count)
    assert os.listdir(tmp_path) == ["index"]
    queries = unit_vectors(10, seed=2)
    for mine, theirs in zip(index.search(queries, 7), loaded.search(queries, 7), strict=True):
        assert mine.tolist() == theirs.tolist()
    # It lives on: what follows a load meets the same photos.
    extra = unit_vectors(2, seed=6)
    loaded.add([3, 1], extra)
    known.update({3: extra[0], 1: extra[1]})
    assert_finds(loaded, known, queries)


@pytest.mark.parametrize("form", FORMS)
def test_every_truncation_and_every_flipped_bit_is_noticed(form: type[VectorIndex], tmp_path: Path) -> None:
    index = filled(form, 40)
    index.model = "model"
    good, bad = tmp_path / "good", tmp_path / "bad"
    index.save(good)
    data = good.read_bytes()
    random = np.random.default_rng(0)
    lengths = [*range(200), *random.integers(200, len(data), 100).tolist(), *range(len(data) - 40, len(data))]
    damaged = [data[:length] for length in lengths] + [data + b"x", data + data]
    places = [*range(300), *random.integers(300, len(data), 200).tolist(), *range(len(data) - 20, len(data))]
    for place in places:
        flipped = bytearray(data)
        flipped[place] ^= 1 << int(random.integers(8))
        damaged.append(bytes(flipped))
    for content in damaged:
        bad.write_bytes(content)
        with pytest.raises(IndexCacheError):
            form.load(bad, lambda ids: pytest.fail("nothing to fetch"))


def test_missing_and_foreign_files_are_refused(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    for content in (b"", b"IxFI" + bytes(1000), b"PSVECT\x00\x00" + bytes(1000), os.urandom(5000)):
        foreign.write_bytes(content)
        with pytest.raises(IndexCacheError):
            VectorIndex.load(foreign, lambda ids: ids)
    for path in (tmp_path / "missing", tmp_path):
        with pytest.raises(PhotosearchError, match="rebuilt"):
            VectorIndex.load(path, lambda ids: ids)


def test_a_failed_save_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = filled(VectorIndex, 5)
    index.save(tmp_path / "index")
    index.remove([3])

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        index.save(tmp_path / "index")
    assert os.listdir(tmp_path) == ["index"]
    assert len(VectorIndex.load(tmp_path / "index", lambda ids: ids)) == 5


def test_what_a_killed_save_left_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "index.part").write_bytes(b"half" * 100_000)
    filled(VectorIndex, 5).save(tmp_path / "index")
    assert os.listdir(tmp_path) == ["index"]


def test_searching_while_another_thread_writes(tmp_path: Path) -> None:
    known: Descriptors = {}
    index = filled(SmallLimit, 200, known)
    query, vectors = unit_vectors(1, seed=2), unit_vectors(400, seed=5)
    known.update({number * 7 + 1: vector for number, vector in enumerate(vectors)})

    def write() -> None:
        for number, vector in enumerate(vectors):
            index.add([number * 7 + 1], vector[None])
            if number % 50 == 0:
                index.save(tmp_path / "index")
        index.remove(np.arange(400) * 7 + 1)

    writer = threading.Thread(target=write)
    writer.start()
    while writer.is_alive():
        scores, ids = index.search(query, 5)
        for score, number in zip(scores[0], ids[0], strict=True):
            assert score == pytest.approx(float(known[int(number)].astype(float) @ query[0]), abs=1e-5)
    writer.join()
    assert len(index) == 200
