"""SQLite files that only save time: no failure of one (full, read-only, damaged) is ever an error."""

from __future__ import annotations

import sqlite3
from pathlib import Path

_PATIENCE_S = 0.5


def open_cache(path: Path, schema: str) -> sqlite3.Connection | None:
    """The file at `path` with these tables (CREATE ... IF NOT EXISTS), made anew where it is damaged; None
    where nothing can be kept there now.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            return _connected(path, schema)
        except sqlite3.OperationalError:
            # Busy, or on a disk that cannot be written: sound, but not for us.
            return None
        except sqlite3.DatabaseError:
            path.unlink(missing_ok=True)
            return _connected(path, schema)
    except (OSError, sqlite3.Error):
        return None


def _connected(path: Path, schema: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE_S)
    try:
        # What a power cut destroys is made again.
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(schema)
    except BaseException:
        connection.close()
        raise
    return connection
