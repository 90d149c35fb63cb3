"""Pooled vectors of training photos, kept between runs: a throwaway in the platform's cache folder."""

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

import appdirs
import numpy as np
from numpy.typing import NDArray

FILE_NAME = "pooled.sqlite"
# About 300 MB with 1280 numbers each; the least recently described beyond that are dropped.
KEPT = 100_000
# Somebody else who writes to it is done by then.
_PATIENCE_S = 2


class FeatureCache:
    """Vectors by file (path, size, time) and network; float16, as in the library's catalogue."""

    def __init__(self, folder: Path | None = None, kept: int = KEPT) -> None:
        """Raises OSError and sqlite3.Error where it cannot be written; one that is damaged is made anew."""
        self._kept = kept
        self._path = (folder or default_folder()) / FILE_NAME
        self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = _opened(self._path)
        except sqlite3.DatabaseError:
            self._path.unlink()
            self._connection = _opened(self._path)

    def get(self, identity: str, paths: Sequence[str], length: int) -> dict[str, NDArray[np.float32]]:
        """The vectors of `length` numbers that are known of the files as they are now.

        identity: of all that decides the vector (`pooled_identity`).
        """
        found = {}
        for path in paths:
            key = _key(identity, path)
            row = (
                key
                and self._connection.execute("SELECT vector FROM vectors WHERE key = ?", (key,)).fetchone()
            )
            if row and len(row[0]) == 2 * length:
                found[path] = np.frombuffer(row[0], "<f2").astype(np.float32)
        return found

    def put(self, identity: str, vectors: Iterable[tuple[str, NDArray[np.float32]]]) -> None:
        """Keep vectors of files."""
        rows = [(_key(identity, path), vector.astype("<f2").tobytes()) for path, vector in vectors]
        with self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO vectors (key, vector) VALUES (?, ?)", [row for row in rows if row[0]]
            )
            self._connection.execute(
                "DELETE FROM vectors WHERE id <= (SELECT max(id) FROM vectors) - ?", (self._kept,)
            )

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def default_folder() -> Path:
    """Where the cache lies."""
    return Path(appdirs.user_cache_dir("photosearch", "photosearch")) / "training"


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE_S)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS vectors"
            " (id INTEGER PRIMARY KEY AUTOINCREMENT, key BLOB NOT NULL UNIQUE, vector BLOB NOT NULL)"
        )
    except BaseException:
        connection.close()
        raise
    return connection


def _key(identity: str, path: str) -> bytes | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    text = f"{identity}\0{status.st_size}\0{status.st_mtime_ns}\0".encode() + os.fsencode(
        os.path.abspath(path)
    )
    return hashlib.blake2b(text, digest_size=16).digest()
