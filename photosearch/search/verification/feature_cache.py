"""The features of photos, kept on disk by content hash so that a second verification need not read them.

A convenience: no failure of it (full, read-only, damaged) is ever an error. What was not used for longest
goes first once the limit is reached.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from pathlib import Path

import appdirs

from photosearch.search.verification.features import MAX_FEATURES, PREVIEW_SIZE, READ_SIZE, VERSION

# About 5,000 photos.
DEFAULT_LIMIT = 512 << 20
# How much is left when room is made, so that it is not made anew with every photo.
_LEFT = 0.9
_PATIENCE_S = 0.5
_SCHEMA = """
CREATE TABLE IF NOT EXISTS features (hash BLOB PRIMARY KEY, used INTEGER, bytes INTEGER, data BLOB);
CREATE INDEX IF NOT EXISTS by_use ON features (used, bytes);
"""


def default_folder() -> Path:
    """Where the cache lies unless another folder is named."""
    return Path(appdirs.user_cache_dir("photosearch", "photosearch")) / "features"


class FeatureCache:
    """Packed features by content hash, at most `limit` bytes of them; a context manager, for one thread.

    Several processes may use the same folder.
    """

    def __init__(self, folder: Path | None = None, limit: int = DEFAULT_LIMIT) -> None:
        folder = folder or default_folder()
        # Features found with other settings never meet these.
        self._path = folder / f"features-{VERSION}-{READ_SIZE}-{MAX_FEATURES}-{PREVIEW_SIZE}.sqlite"
        self._limit = limit
        self._used: set[bytes] = set()
        self._connection = self._open()

    def __enter__(self) -> FeatureCache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, content_hash: bytes) -> bytes | None:
        """The packed features of a content; None where they are not kept."""
        if self._connection is None:
            return None
        with contextlib.suppress(sqlite3.Error):
            row = self._connection.execute(
                "SELECT data FROM features WHERE hash = ?", (content_hash,)
            ).fetchone()
            if row is not None:
                self._used.add(content_hash)
                return bytes(row[0])
        return None

    def put(self, content_hash: bytes, packed: bytes) -> None:
        """Keep the packed features of a content."""
        if self._connection is None:
            return
        with contextlib.suppress(sqlite3.Error), self._connection:
            self._connection.execute(
                "INSERT OR REPLACE INTO features VALUES (?, ?, ?, ?)",
                (content_hash, time.time_ns(), len(packed), packed),
            )
            self._note_use()
            self._make_room()

    def size(self) -> int:
        """The bytes kept."""
        if self._connection is None:
            return 0
        with contextlib.suppress(sqlite3.Error):
            row = self._connection.execute("SELECT coalesce(sum(bytes), 0) FROM features").fetchone()
            return int(row[0])
        return 0

    def close(self) -> None:
        """Note what was used, and let go of the file."""
        if self._connection is None:
            return
        with contextlib.suppress(sqlite3.Error), self._connection:
            self._note_use()
        self._connection.close()
        self._connection = None

    def _open(self) -> sqlite3.Connection | None:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                return self._connect()
            except sqlite3.OperationalError:
                # Busy, or on a disk that cannot be written: sound, but not for us.
                return None
            except sqlite3.DatabaseError:
                self._path.unlink(missing_ok=True)
                return self._connect()
        except (OSError, sqlite3.Error):
            return None

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=_PATIENCE_S)
        try:
            # What a power cut destroys is made again.
            connection.execute("PRAGMA synchronous = OFF")
            connection.executescript(_SCHEMA)
        except BaseException:
            connection.close()
            raise
        return connection

    def _note_use(self) -> None:
        assert self._connection is not None
        now = time.time_ns()
        self._connection.executemany(
            "UPDATE features SET used = ? WHERE hash = ?", [(now, name) for name in self._used]
        )
        self._used.clear()

    def _make_room(self) -> None:
        assert self._connection is not None
        size = self.size()
        if size <= self._limit:
            return
        for name, length in self._connection.execute(
            "SELECT hash, bytes FROM features ORDER BY used"
        ).fetchall():
            if size <= _LEFT * self._limit:
                return
            self._connection.execute("DELETE FROM features WHERE hash = ?", (name,))
            size -= length
