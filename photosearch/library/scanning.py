"""Comparing the folders with the catalogue: what is new, what changed, what is gone, what cannot be reached.

A scan reads names, sizes and times alone. What is found goes into two temporary tables, so that memory does
not grow with the library: `pending` (files to read) and `missing` (photos whose file is no longer there).
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from photosearch.library.connection import transaction
from photosearch.library.folders import Folder, Target, list_folders, relative_to, set_state
from photosearch.library.mounts import mount_point
from photosearch.library.walking import Entry, Listing, Walk, is_hidden

_TABLES = """
CREATE TEMP TABLE IF NOT EXISTS pending (
    id INTEGER PRIMARY KEY, directory_id INTEGER NOT NULL, name BLOB NOT NULL, size INTEGER, mtime_ns INTEGER
);
CREATE TEMP TABLE IF NOT EXISTS missing (photo_id INTEGER PRIMARY KEY, content_id INTEGER, size INTEGER);
CREATE INDEX IF NOT EXISTS temp.missing_by_content ON missing(content_id);
CREATE INDEX IF NOT EXISTS temp.missing_by_size ON missing(size, content_id);
DELETE FROM pending;
DELETE FROM missing;
"""
# Failures that may be over at the next run although the file did not change.
TRANSIENT = frozenset({"timeout", "unreadable", "missing", "changed", "memory"})


@dataclass
class ScanReport:
    """Counts of one scan; `offline` is what could not be reached, `settling` the directories (folder id,
    path) that hold files too fresh to read."""

    pending: int = 0
    unchanged: int = 0
    missing: int = 0
    offline: list[bytes] = field(default_factory=list)
    settling: set[tuple[int, bytes]] = field(default_factory=set)


class Scan:
    """One comparison of folders with the catalogue, by the catalogue's writer.

    `settle_s`: files changed within so many seconds are left for later (0: none; for watching, where a file
    may still be being written). `stopped` is asked for every file.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        model_id: int,
        *,
        settle_s: float = 0.0,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._connection = connection
        self._model_id = model_id
        self._settle_ns = int(settle_s * 1e9)
        self._stopped = stopped
        self._compared: set[int] = set()
        self.report = ScanReport()
        connection.executescript(_TABLES)

    def run(self, targets: Iterable[Target]) -> ScanReport:
        """Scan the targets; what lies in several of them counts once."""
        roots = [folder.path for folder in list_folders(self._connection)]
        for target in targets:
            if self._stopped():
                break
            walk = Walk(target.folder.path, target.folder.excludes, roots, self._stopped)
            with transaction(self._connection):
                self._scan(target, walk)
        count = self._connection.execute("SELECT count(*) FROM temp.missing").fetchone()
        self.report.missing = count[0]
        return self.report

    def _scan(self, target: Target, walk: Walk) -> None:
        folder = target.folder
        unreachable = self._unreachable(folder)
        if folder.path in unreachable:
            self._note_offline(folder, unreachable)
            return
        set_state(self._connection, folder, "online")
        kept = {os.path.relpath(path, folder.path) for path in unreachable}
        seen: set[int] = set()
        listings = () if walk.leaves_out(target.below) else walk.listings(target.below, deep=target.deep)
        for listing in listings:
            if listing.path in kept:
                continue
            if listing.error:
                kept.add(listing.path)
            seen.add(self._compare(folder, listing))
        if self._stopped():
            return
        # A drive that was unplugged meanwhile has left places that look empty or gone.
        unreachable = list({*unreachable, *self._unreachable(folder), *self._dead_links(folder, walk)})
        self._note_offline(folder, unreachable)
        kept |= {relative_to(path, folder.path) or b"" for path in unreachable}
        self._note_missing_directories(target, seen, kept)
        self._note_mounts(folder, walk.mounts)

    def _note_offline(self, folder: Folder, places: list[bytes]) -> None:
        """The folder, or places below it, cannot be reached: nothing there counts as missing."""
        if folder.path in places:
            set_state(self._connection, folder, "offline")
        self.report.offline += [place for place in places if place not in self.report.offline]
        for place in places:
            below = relative_to(place, folder.path) or b""
            for directory_id, path in self._directories(folder):
                if _is_below(path, below):
                    self._connection.execute(
                        "DELETE FROM temp.missing WHERE photo_id IN"
                        " (SELECT id FROM photos WHERE directory_id = ?)",
                        (directory_id,),
                    )

    def _directories(self, folder: Folder) -> list[tuple[int, bytes]]:
        return self._connection.execute(
            "SELECT id, path FROM directories WHERE folder_id = ?", (folder.id,)
        ).fetchall()

    def _dead_links(self, folder: Folder, walk: Walk) -> set[bytes]:
        """Links that lead nowhere now, and to a folder with photos before: the drive it is on is away."""
        known = [path for _, path in self._directories(folder)] if walk.dead_links else []
        links = {link for link in walk.dead_links if any(_is_below(path, link) for path in known)}
        return {os.path.join(folder.path, link) for link in links}

    def _unreachable(self, folder: Folder) -> list[bytes]:
        """Places of this folder that are away: itself, or mount points below it that are empty now."""
        if not os.path.isdir(folder.path):
            return [folder.path]
        rows = self._connection.execute("SELECT path FROM mounts WHERE folder_id = ?", (folder.id,))
        away = [path for (path,) in rows if not os.path.ismount(os.path.realpath(path))]
        found = []
        for path in away:
            place = folder.path if relative_to(path, folder.path) is None else path
            if _is_empty(place):
                found.append(place)
            else:
                # Something else lives there now: what is listed counts.
                self._connection.execute(
                    "DELETE FROM mounts WHERE folder_id = ? AND path = ?", (folder.id, path)
                )
        return found

    def _note_mounts(self, folder: Folder, mounts: set[bytes]) -> None:
        around = mount_point(folder.path)
        self._connection.executemany(
            "INSERT OR IGNORE INTO mounts (folder_id, path) VALUES (?, ?)",
            [(folder.id, path) for path in (mounts | {around} if around else mounts)],
        )

    def _compare(self, folder: Folder, listing: Listing) -> int:
        directory_id = self._directory(folder, listing)
        if directory_id in self._compared:
            return directory_id
        self._compared.add(directory_id)
        rows = self._connection.execute(
            "SELECT p.name, p.id, p.size, p.mtime_ns, p.error_kind, p.content_id, d.id FROM photos p"
            " LEFT JOIN descriptors d ON d.content_id = p.content_id AND d.model_id = ?"
            " WHERE p.directory_id = ?",
            (self._model_id, directory_id),
        )
        known = {row[0]: row[1:] for row in rows}
        now = time.time_ns()
        for entry in listing.entries:
            row = known.pop(entry.name, None)
            if entry.problem:
                self._note_problem(directory_id, entry)
            elif row and _unchanged(entry, row):
                self.report.unchanged += 1
            elif self._settle_ns and abs(now - entry.mtime_ns) < self._settle_ns:
                self.report.settling.add((folder.id, listing.path))
            else:
                self._connection.execute(
                    "INSERT INTO temp.pending (directory_id, name, size, mtime_ns) VALUES (?, ?, ?, ?)",
                    (directory_id, entry.name, entry.size, entry.mtime_ns),
                )
                self.report.pending += 1
        if not listing.error:
            self._connection.executemany(
                "INSERT OR IGNORE INTO temp.missing VALUES (?, ?, ?)",
                [(row[0], row[4], row[1]) for row in known.values()],
            )
        return directory_id

    def _directory(self, folder: Folder, listing: Listing) -> int:
        key = (folder.id, listing.path)
        row = self._connection.execute(
            "SELECT id, error FROM directories WHERE folder_id = ? AND path = ?", key
        ).fetchone()
        if row is None:
            cursor = self._connection.execute(
                "INSERT INTO directories (folder_id, path, error) VALUES (?, ?, ?)", (*key, listing.error)
            )
            assert cursor.lastrowid is not None
            return cursor.lastrowid
        if row[1] != listing.error:
            self._connection.execute("UPDATE directories SET error = ? WHERE id = ?", (listing.error, row[0]))
        return int(row[0])

    def _note_problem(self, directory_id: int, entry: Entry) -> None:
        assert entry.problem is not None
        self._connection.execute(
            "INSERT INTO photos (directory_id, name, size, mtime_ns, error_kind, error)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (directory_id, name) DO UPDATE SET content_id = NULL,"
            " size = excluded.size, mtime_ns = excluded.mtime_ns, error_kind = excluded.error_kind,"
            " error = excluded.error",
            (directory_id, entry.name, entry.size, entry.mtime_ns, *entry.problem),
        )

    def _note_missing_directories(self, target: Target, seen: set[int], kept: set[bytes]) -> None:
        for directory_id, path in self._directories(target.folder):
            inside = path == target.below or (target.deep and _is_below(path, target.below))
            if not inside or directory_id in seen or any(_is_below(path, place) for place in kept):
                continue
            self._connection.execute(
                "INSERT OR IGNORE INTO temp.missing SELECT id, content_id, size FROM photos"
                " WHERE directory_id = ?",
                (directory_id,),
            )
            self._connection.execute("UPDATE directories SET error = NULL WHERE id = ?", (directory_id,))


def _unchanged(entry: Entry, row: tuple[object, ...]) -> bool:
    _, size, mtime_ns, error_kind, content_id, descriptor_id = row
    if (size, mtime_ns) != (entry.size, entry.mtime_ns):
        return False
    if content_id is None:
        return error_kind not in TRANSIENT and error_kind != "not_a_file"
    return descriptor_id is not None


def _is_empty(path: bytes) -> bool:
    try:
        with os.scandir(path) as entries:
            # A file manager may have left its hidden notes where the drive was.
            return all(is_hidden(entry.name) for entry in entries)
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _is_below(path: bytes, folder: bytes) -> bool:
    return not folder or path == folder or path.startswith(os.path.join(folder, b""))
