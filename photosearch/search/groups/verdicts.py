"""What was found of pairs of photos, kept on disk by content hash: comparing a library again is quick.

A convenience: no failure of it (full, read-only, damaged) is ever an error.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from photosearch.library.marks import Pair
from photosearch.search.cache_file import open_cache
from photosearch.search.verification import calibrated, features
from photosearch.search.verification.feature_cache import default_folder
from photosearch.search.verification.kinds import Judgement

# About 110 bytes each.
DEFAULT_LIMIT = 2_000_000
# How many are left when room is made.
_LEFT = 0.9
_SCHEMA = """
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS verdicts (one BLOB, other BLOB, kind TEXT, burst INTEGER, probability REAL,
    found INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;
"""


class VerdictCache:
    """Judgements by pair, at most `limit` of them; a context manager, for one thread.

    `calibration`: the numbers (in capital letters) by which pairs are judged; what was found by others is
    forgotten.
    """

    def __init__(
        self,
        folder: Path | None = None,
        limit: int = DEFAULT_LIMIT,
        calibration: Mapping[str, object] = vars(calibrated),
    ) -> None:
        self._limit = limit
        self._calibration = _identity(calibration)
        self._count = 0
        self._connection = open_cache((folder or default_folder()) / "verdicts.sqlite", _SCHEMA)
        self._forget_others()

    def __enter__(self) -> VerdictCache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, pairs: Iterable[Pair]) -> dict[Pair, Judgement]:
        """What is known of the pairs."""
        found: dict[Pair, Judgement] = {}
        if self._connection is None:
            return found
        with contextlib.suppress(sqlite3.Error):
            for pair in pairs:
                row = self._connection.execute(
                    "SELECT kind, probability, burst FROM verdicts WHERE one = ? AND other = ?", pair
                ).fetchone()
                if row is not None:
                    found[pair] = Judgement(row[0], row[1], bool(row[2]))
        return found

    def put(self, judged: Mapping[Pair, Judgement]) -> None:
        """Keep what was found."""
        if self._connection is None or not judged:
            return
        now = time.time_ns()
        with contextlib.suppress(sqlite3.Error), self._connection:
            # To count them takes a moment where there are millions: only once, and replaced ones count twice.
            self._count = (self._count or self._counted()) + len(judged)
            self._connection.executemany(
                "INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?, ?, ?)",
                [(*pair, j.kind, j.burst, j.probability, now) for pair, j in judged.items()],
            )
            if self._count > self._limit:
                self._make_room()

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _forget_others(self) -> None:
        """Verdicts of another calibration are none."""
        if self._connection is None:
            return
        value = self._calibration
        query = "SELECT value FROM settings WHERE name = 'calibration'"
        try:
            with self._connection:
                if self._connection.execute(query).fetchone() != (value,):
                    self._connection.execute("DELETE FROM verdicts")
                    self._connection.execute(
                        "INSERT OR REPLACE INTO settings VALUES ('calibration', ?)", (value,)
                    )
        except sqlite3.Error:
            self.close()

    def _counted(self) -> int:
        assert self._connection is not None
        return int(self._connection.execute("SELECT count(*) FROM verdicts").fetchone()[0])

    def _make_room(self) -> None:
        """Forget those that were found first."""
        assert self._connection is not None
        self._count = self._counted()
        surplus = self._count - int(_LEFT * self._limit)
        if self._count > self._limit:
            self._connection.execute(
                "DELETE FROM verdicts WHERE (one, other) IN"
                " (SELECT one, other FROM verdicts ORDER BY found LIMIT ?)",
                (surplus,),
            )
            self._count -= surplus


def _identity(calibration: Mapping[str, object]) -> str:
    """Another one whenever the same pair might be judged differently."""
    numbers = sorted((name, repr(value)) for name, value in calibration.items() if name.isupper())
    settings = features.READ_SIZE, features.MAX_FEATURES, features.PREVIEW_SIZE
    return sha256(repr((numbers, settings)).encode()).hexdigest()[:16]
