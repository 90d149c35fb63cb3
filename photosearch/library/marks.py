"""What the person said of pairs of photos: that they show the same place or thing, or that they are no match.

A truth of its own beside the catalogue: that can be made anew from the photos, this only by asking again.
Kept by content hash, so that it holds wherever a photo is moved to, and for every exact copy of it.
"""

import os
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from photosearch.errors import UsageError
from photosearch.library import marks_file
from photosearch.library.connection import explained, transaction

SAME, DIFFERENT = "same", "different"
SAYINGS = (SAME, DIFFERENT)

# Below the number of values SQLite takes in a statement.
_PART = 400

Pair = tuple[bytes, bytes]
"""two content hashes, the lower first"""


@dataclass(frozen=True)
class MarkedPhoto:
    """A content (16 bytes, `ReadResult.content_hash`) and where a file of it last was (absolute)."""

    content_hash: bytes
    path: bytes


@dataclass(frozen=True)
class Mark:
    """What was said of two photos: `says` is `SAME` or `DIFFERENT`; `said_at` in seconds since 1970."""

    one: MarkedPhoto
    other: MarkedPhoto
    says: str
    said_at: int

    @property
    def pair(self) -> Pair:
        """The two contents."""
        return pair(self.one.content_hash, self.other.content_hash)


def pair(one: bytes, other: bytes) -> Pair:
    """Two content hashes in the order in which they are kept."""
    return (one, other) if one < other else (other, one)


class Marks:
    """The marks of the library in a folder; open them with `writing` or `reading`, in a `with` block.

    Any number of processes at a time. `notice` is a sentence for the person where the file was found damaged
    and set aside by this opening, else empty.
    """

    def __init__(self, folder: Path, connection: sqlite3.Connection | None, notice: str) -> None:
        self._folder = folder
        self._connection = connection
        self.notice = notice

    @classmethod
    def writing(cls, folder: Path) -> "Marks":
        """Open to say something; made where there is none. Raises PhotosearchError."""
        return cls(folder, *marks_file.opened(folder, create=True))

    @classmethod
    def reading(cls, folder: Path) -> "Marks":
        """Open to look; where nothing was ever said, nothing is made. Raises PhotosearchError."""
        return cls(folder, *marks_file.opened(folder, create=False))

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()

    def __enter__(self) -> "Marks":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def say(self, pairs: Iterable[tuple[MarkedPhoto, MarkedPhoto]], says: str) -> None:
        """Keep what is said of pairs, all or none; it takes the place of what was said of them before.

        Raises UsageError for a pair of one content, and PhotosearchError.
        """
        pairs = list(pairs)
        if says not in SAYINGS:
            raise ValueError(f"{says!r} cannot be said of photos")
        if any(one.content_hash == other.content_hash for one, other in pairs):
            raise UsageError("Both files hold the same picture, byte for byte: there is nothing to remember.")
        assert self._connection is not None, "opened for reading"
        with explained(self._folder), transaction(self._connection):
            for one, other in pairs:
                self._connection.executemany(
                    "INSERT OR REPLACE INTO pictures (hash, path) VALUES (?, ?)",
                    [(photo.content_hash, os.path.abspath(photo.path)) for photo in (one, other)],
                )
                # A new row: its number says that this is the last word.
                self._connection.execute(
                    "INSERT OR REPLACE INTO marks (one, other, says, said_at) VALUES (?, ?, ?, unixepoch())",
                    (*pair(one.content_hash, other.content_hash), says),
                )

    def take_back(self, pairs: Iterable[tuple[bytes, bytes]]) -> int:
        """Forget what was said of pairs of content hashes; returns of how many something was said.

        Raises PhotosearchError.
        """
        if self._connection is None:
            return 0
        with explained(self._folder), transaction(self._connection):
            before = self._connection.total_changes
            self._connection.executemany(
                "DELETE FROM marks WHERE one = ? AND other = ?", [pair(*both) for both in pairs]
            )
            count = self._connection.total_changes - before
            # `revision` is another one, as after everything that is said.
            self._connection.execute("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'marks'")
            self._connection.execute(
                "DELETE FROM pictures WHERE hash NOT IN (SELECT one FROM marks UNION SELECT other FROM marks)"
            )
        return count

    def all(self) -> list[Mark]:
        """Everything that was said, the last word first."""
        rows = self._rows(
            "SELECT m.one, a.path, m.other, b.path, m.says, m.said_at FROM marks m"
            " LEFT JOIN pictures a ON a.hash = m.one LEFT JOIN pictures b ON b.hash = m.other"
            " ORDER BY m.id DESC"
        )
        return [
            Mark(MarkedPhoto(one, path or b""), MarkedPhoto(other, other_path or b""), says, said_at)
            for one, path, other, other_path, says, said_at in rows
        ]

    def about(self, hashes: Collection[bytes]) -> dict[bytes, str]:
        """What was said of other contents together with one of these: `SAME` or `DIFFERENT` by their hash.

        Where two of `hashes` were marked with the same one, the last word counts. The contents themselves are
        never among them.
        """
        found: list[tuple] = []
        every = list(hashes)
        for start in range(0, len(every), _PART):
            part = every[start : start + _PART]
            places = ",".join("?" * len(part))
            found += self._rows(
                f"SELECT id, other, says FROM marks WHERE one IN ({places})"
                f" UNION ALL SELECT id, one, says FROM marks WHERE other IN ({places})",
                (*part, *part),
            )
        own = set(every)
        return {other: says for _, other, says in sorted(found) if other not in own}

    def different(self) -> frozenset[Pair]:
        """All pairs that are no match."""
        return frozenset(self._rows("SELECT one, other FROM marks WHERE says = ?", (DIFFERENT,)))

    def revision(self) -> int:
        """A number that is another one after everything that is said or taken back; 0 before the first."""
        rows = self._rows("SELECT seq FROM sqlite_sequence WHERE name = 'marks'")
        return int(rows[0][0]) if rows else 0

    def copy_to(self, path: Path) -> None:
        """Write all of it, as of this moment, into a new file. Raises sqlite3.Error."""
        if self._connection is not None:
            with closing(sqlite3.connect(path)) as target:
                self._connection.backup(target)

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[tuple]:
        if self._connection is None:
            return []
        with explained(self._folder):
            return self._connection.execute(query, values).fetchall()
