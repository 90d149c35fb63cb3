"""Reading descriptors from the catalogue, and the vector index that is a cache over them."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from photosearch.library.connection import CatalogueDamagedError
from photosearch.library.vector_file import FileReader
from photosearch.library.vectors import IndexCacheError, VectorIndex

_CHUNK = 10_000
_FETCH_CHUNK = 500


class DescriptorStore:
    """The descriptors of one model; ids are those of the table `descriptors`, never used twice, growing.

    Reading raises CatalogueDamagedError where one cannot be a descriptor.
    """

    def __init__(self, connection: sqlite3.Connection, model_id: int, dimension: int) -> None:
        self._connection = connection
        self._model_id = model_id
        self.dimension = dimension

    def fetch(self, ids: np.ndarray) -> np.ndarray:
        """n ids to n x D float16, in their order; a row of zeros for one that is gone."""
        found = np.zeros((len(ids), self.dimension), np.float16)
        rows = {descriptor_id: row for row, descriptor_id in enumerate(ids.tolist())}
        # Twice as fast as one by one, and below the number of values SQLite takes in a statement.
        for start in range(0, len(ids), _FETCH_CHUNK):
            part = ids[start : start + _FETCH_CHUNK].tolist()
            marks = ",".join("?" * len(part))
            query = f"SELECT id, descriptor FROM descriptors WHERE id IN ({marks})"
            if there := self._connection.execute(query, part).fetchall():
                at = [rows[row[0]] for row in there]
                found[at] = self._vectors([row[1] for row in there])
        return found

    def of_contents(self, hashes: Sequence[bytes]) -> np.ndarray:
        """The descriptors of n contents (hashes), n x D float16; a row of zeros where there is none."""
        found = np.zeros((len(hashes), self.dimension), np.float16)
        rows = {content: row for row, content in enumerate(hashes)}
        for start in range(0, len(hashes), _FETCH_CHUNK):
            part = hashes[start : start + _FETCH_CHUNK]
            marks = ",".join("?" * len(part))
            query = (
                "SELECT c.hash, d.descriptor FROM contents c JOIN descriptors d"
                f" ON d.content_id = c.id AND d.model_id = ? WHERE c.hash IN ({marks})"
            )
            if there := self._connection.execute(query, (self._model_id, *part)).fetchall():
                found[[rows[row[0]] for row in there]] = self._vectors([row[1] for row in there])
        return found if len(rows) == len(hashes) else found[[rows[content] for content in hashes]]

    def after(self, revision: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Ids (n, int64) and descriptors (n x D, float16) newer than `revision`, in pieces."""
        cursor = self._connection.execute(
            "SELECT id, descriptor FROM descriptors WHERE id > ? AND model_id = ? ORDER BY id",
            (revision, self._model_id),
        )
        while rows := cursor.fetchmany(_CHUNK):
            yield np.array([row[0] for row in rows], np.int64), self._vectors([row[1] for row in rows])

    def count(self) -> int:
        """How many descriptors the model has."""
        return self._scalar("SELECT count(*) FROM descriptors WHERE model_id = ?", self._model_id)

    def newest(self) -> int:
        """The highest id given so far; 0 when there is none."""
        return self._scalar("SELECT ifnull(max(id), 0) FROM descriptors")

    def newest_of_model(self) -> int:
        """The highest id of the model; 0 when there is none."""
        query = "SELECT ifnull((SELECT id FROM descriptors WHERE model_id = ? ORDER BY id DESC LIMIT 1), 0)"
        return self._scalar(query, self._model_id)

    def ids(self) -> np.ndarray:
        """All ids of the model, int64, ascending."""
        rows = self._connection.execute(
            "SELECT id FROM descriptors WHERE model_id = ? ORDER BY id", (self._model_id,)
        )
        return np.fromiter((row[0] for row in rows), np.int64)

    def _vectors(self, blobs: list[bytes]) -> np.ndarray:
        try:
            vectors = np.frombuffer(b"".join(blobs), "<f2").reshape(len(blobs), self.dimension)
        except (TypeError, ValueError):
            vectors = np.full((1, 1), np.nan, np.float16)
        if not np.isfinite(vectors).all():
            raise CatalogueDamagedError(
                "Descriptors in the library's catalogue are damaged. Your photos are not affected. "
                "Mend it with: photosearch library rebuild"
            )
        return vectors

    def _scalar(self, query: str, *values: object) -> int:
        return int(self._connection.execute(query, values).fetchone()[0])


def load_index(store: DescriptorStore, path: Path, model: str) -> VectorIndex:
    """The vector index over all descriptors in the catalogue: from the file as far as it goes.

    A missing, damaged or foreign file only costs time: everything is read from the catalogue then.
    """
    index = VectorIndex(store.dimension, store.fetch)
    index.model, index.revision = model, 0
    with suppress(IndexCacheError):
        saved = VectorIndex.load(path, store.fetch)
        if saved.model == model and saved.revision <= store.newest():
            index = saved
    synchronise(index, store)
    return index


def is_current(store: DescriptorStore, path: Path, model: str) -> bool:
    """Whether the saved index goes as far as the catalogue; told by its header alone."""
    with suppress(OSError, IndexCacheError, KeyError), open(path, "rb") as file:
        header = FileReader(path, file).header
        ahead = header["revision"] >= store.newest_of_model()
        return bool(header["model"] == model and ahead and header["count"] == store.count())
    return False


def synchronise(index: VectorIndex, store: DescriptorStore) -> bool:
    """Bring the index up to the catalogue; returns whether anything changed."""
    before = index.revision
    for ids, vectors in store.after(before):
        index.add(ids, vectors)
        index.revision = int(ids[-1])
    changed = index.revision != before
    if len(index) != store.count():
        # Rare: descriptors were taken out of the catalogue since the index was saved.
        index.remove(np.setdiff1d(index.ids(), store.ids()))
        changed = True
    return changed
