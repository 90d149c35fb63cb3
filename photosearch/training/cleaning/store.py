"""What cleaning has computed so far, in one SQLite file: a cache that can be deleted, and where a run goes
on.

Everything hangs on the content of the photos, not on their names: a photo that moves to another class, or a
class that grows, costs only the pairs that are new.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import appdirs
import numpy as np

from photosearch.errors import PhotosearchError
from photosearch.imaging import affine, matching
from photosearch.imaging.local_features import MAX_FEATURES, READ_SIZE, LocalFeatures

# Raise it when features or pairs are computed in another way.
_VERSION = 1
# Pairs that agree on less are stored as not agreeing at all: chance reaches it.
LEAST_SCORE = 6
_SCHEMA = """
CREATE TABLE IF NOT EXISTS files (
    path BLOB PRIMARY KEY, size INTEGER, mtime_ns INTEGER, hash BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS features (
    hash BLOB PRIMARY KEY, width INTEGER, height INTEGER, scale REAL, frames BLOB, descriptors BLOB);
CREATE TABLE IF NOT EXISTS pairs (
    one BLOB, other BLOB, score INTEGER, matrix BLOB, boxes BLOB, PRIMARY KEY (one, other)) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Known:
    """A photo that has been read: `scale` is pixels of the full picture for each pixel of the one read."""

    content_hash: bytes
    width: int
    height: int
    scale: float
    features: int


@dataclass(frozen=True)
class Pair:
    """Two photos by content hash (`one` < `other`) and the map between them, in pixels of the pictures read.

    `boxes` 2 x 4: left, top, right, bottom of the matched points in each. Below `LEAST_SCORE` there is no
    map.
    """

    one: bytes
    other: bytes
    score: int
    matrix: np.ndarray | None = None
    boxes: np.ndarray | None = None


def default_folder() -> Path:
    """Where the caches lie unless another folder is named."""
    return Path(appdirs.user_cache_dir("photosearch")) / "cleaning"


def store_path(folder: Path) -> Path:
    """The cache file for the settings in force: other settings never meet it."""
    settings = (_VERSION, READ_SIZE, MAX_FEATURES, matching.RATIO, affine.COARSE, affine.FINE, LEAST_SCORE)
    return folder / f"matches-{hashlib.sha256(repr(settings).encode()).hexdigest()[:12]}.sqlite"


class Store:
    """The cache, open for writing (one process) or, with `readonly`, for reading beside it."""

    def __init__(self, path: Path, *, readonly: bool = False) -> None:
        try:
            if not readonly:
                path.parent.mkdir(parents=True, exist_ok=True)
            address = f"{path.absolute().as_uri()}?mode={'ro' if readonly else 'rwc'}"
            self._connection = sqlite3.connect(address, uri=True, timeout=60, isolation_level=None)
            if not readonly:
                self._connection.execute("PRAGMA journal_mode = WAL")
                # A cache: after a power cut the last moments may be missing, but the file is whole.
                self._connection.execute("PRAGMA synchronous = NORMAL")
                self._connection.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise PhotosearchError(
                f"The cache {path} cannot be used ({error}). Delete it, or name another folder with --cache."
            ) from error

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def known_file(self, path: bytes, status: os.stat_result) -> Known | None:
        """The photo at `path`, if it has been read and was not changed since."""
        row = self._connection.execute(
            "SELECT f.hash, width, height, scale, length(frames) / 16 FROM files JOIN features f USING (hash)"
            " WHERE path = ? AND size = ? AND mtime_ns = ?",
            (path, status.st_size, status.st_mtime_ns),
        ).fetchone()
        return None if row is None else Known(*row)

    def add_file(self, path: bytes, size: int, mtime_ns: int, known: Known, features: LocalFeatures) -> None:
        """Note a photo that was read."""
        with self._connection:
            self._connection.execute("BEGIN")
            self._connection.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", (path, size, mtime_ns, known.content_hash)
            )
            row = (known.content_hash, known.width, known.height, known.scale)
            self._connection.execute(
                "INSERT OR IGNORE INTO features VALUES (?, ?, ?, ?, ?, ?)",
                (*row, features.frames.tobytes(), features.descriptors.tobytes()),
            )

    def features(self, content_hash: bytes) -> LocalFeatures:
        """The features of a photo that was read."""
        row = self._connection.execute(
            "SELECT frames, descriptors FROM features WHERE hash = ?", (content_hash,)
        ).fetchone()
        frames = np.frombuffer(row[0], np.float32).reshape(-1, 4)
        return LocalFeatures(frames, np.frombuffer(row[1], np.uint8).reshape(-1, 128))

    def add_pairs(self, pairs: Iterable[Pair]) -> None:
        """Note pairs that were matched, all of them or none."""
        rows = [(p.one, p.other, p.score, _blob(p.matrix), _blob(p.boxes)) for p in pairs]
        with self._connection:
            self._connection.execute("BEGIN")
            self._connection.executemany("INSERT OR REPLACE INTO pairs VALUES (?, ?, ?, ?, ?)", rows)

    def matched_names(self, hashes: Iterable[bytes]) -> set[tuple[bytes, bytes]]:
        """The pairs of these photos that have been matched, whether they agree or not."""
        wanted = set(hashes)
        found = set[tuple[bytes, bytes]]()
        for one in wanted:
            rows = self._connection.execute("SELECT one, other FROM pairs WHERE one = ?", (one,))
            found.update(row for row in rows if row[1] in wanted)
        return found

    def agreeing_pairs(self, hashes: Iterable[bytes]) -> list[Pair]:
        """The pairs of these photos that agree on `LEAST_SCORE` points at least, in order."""
        wanted = set(hashes)
        found = []
        for one in sorted(wanted):
            rows = self._connection.execute(
                "SELECT one, other, score, matrix, boxes FROM pairs WHERE one = ? AND score > 0", (one,)
            )
            found += [_pair(row) for row in rows if row[1] in wanted]
        return found


def _blob(values: np.ndarray | None) -> bytes | None:
    return None if values is None else values.astype(np.float32).tobytes()


def _pair(row: tuple[bytes, bytes, int, bytes | None, bytes | None]) -> Pair:
    one, other, score, matrix, boxes = row
    if matrix is None or boxes is None:
        return Pair(one, other, score)
    return Pair(
        one,
        other,
        score,
        np.frombuffer(matrix, np.float32).reshape(2, 3).astype(np.float64),
        np.frombuffer(boxes, np.float32).reshape(2, 4).astype(np.float64),
    )
