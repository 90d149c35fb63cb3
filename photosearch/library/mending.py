"""Checking a library, and rebuilding one from what is still readable of it."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from photosearch.errors import PhotosearchError
from photosearch.library import marks_file, region_codes, replacing
from photosearch.library.connection import (
    FILE_NAME,
    CatalogueDamagedError,
    explained,
    open_writable,
    printable,
    transaction,
)
from photosearch.library.descriptors import DescriptorStore
from photosearch.library.folders import list_folders, load_list, relative_to, save_list
from photosearch.library.library import Library, lock_for_writing
from photosearch.library.schema import NewerCatalogueError, check_identity, has_regions
from photosearch.library.vectors import IndexCacheError, VectorIndex

# In the order in which rows refer to each other.
_TABLES = (
    "folders",
    "mounts",
    "directories",
    "contents",
    "photos",
    "models",
    "descriptors",
    "pooled",
    "regions",
)


@dataclass(frozen=True)
class Salvage:
    """What a rebuild could take over, in numbers; `kept` is the old catalogue where it was damaged."""

    photos: int
    descriptors: int
    kept: Path | None


def check(folder: Path) -> list[str]:
    """Everything wrong with the library in `folder`, in words; empty when it is sound. Changes nothing.

    Raises PhotosearchError when there is no library.
    """
    try:
        library = Library.reading(folder)
    except CatalogueDamagedError as error:
        return [str(error)]
    with library:
        problems = list(_database_problems(library.connection))
        if not problems:
            problems += _descriptor_problems(library.connection)
            problems += _index_problems(library)
    return problems + list(marks_file.problems(folder))


def _database_problems(connection: sqlite3.Connection) -> Iterator[str]:
    try:
        for (line,) in connection.execute("PRAGMA integrity_check(20)"):
            if line != "ok":
                yield f"the catalogue is damaged: {line}"
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            yield f"the catalogue has {len(broken)} entries that refer to missing ones"
    except sqlite3.DatabaseError as error:
        yield f"the catalogue is damaged: {error}"


def _descriptor_problems(connection: sqlite3.Connection) -> Iterator[str]:
    for model_id, name, dimension, pooled_dimension in connection.execute(
        "SELECT id, name, dimension, pooled_dimension FROM models"
    ).fetchall():
        rows = connection.execute(
            "SELECT d.descriptor, p.feature FROM descriptors d LEFT JOIN pooled p ON p.descriptor_id = d.id"
            " WHERE d.model_id = ?",
            (model_id,),
        )
        wrong = sum(not is_sound(row[0], row[1], dimension, pooled_dimension) for row in rows)
        wrong += len(_unsound_regions(connection, model_id, dimension))
        if wrong:
            yield f"{wrong} descriptors of the model {name} are damaged"


def _unsound_regions(connection: sqlite3.Connection, model_id: int, dimension: int) -> list[tuple[int]]:
    if not has_regions(connection):
        return []
    rows = connection.execute(
        "SELECT r.id, r.codes FROM regions r JOIN descriptors d ON d.id = r.descriptor_id"
        " WHERE d.model_id = ?",
        (model_id,),
    )
    return [(row[0],) for row in rows if not region_codes.is_sound(row[1], dimension)]


def is_sound(descriptor: object, feature: object, dimension: int, pooled_dimension: int) -> bool:
    """Whether a stored descriptor and pooled feature (float16 bytes) can be what a network wrote."""
    if not isinstance(descriptor, bytes) or len(descriptor) != 2 * dimension:
        return False
    if not isinstance(feature, bytes) or len(feature) != 2 * pooled_dimension:
        return False
    vector = np.frombuffer(descriptor, "<f2").astype(np.float32)
    # A float16 has eleven bits: the length of a unit vector stays within a thousandth of one.
    return bool(abs(np.linalg.norm(vector) - 1) < 1e-2 and np.isfinite(np.frombuffer(feature, "<f2")).all())


def _index_problems(library: Library) -> Iterator[str]:
    rows = library.connection.execute("SELECT id, identity, dimension FROM models").fetchall()
    for model_id, identity, dimension in rows:
        store = DescriptorStore(library.connection, model_id, dimension)
        path = library.index_path(identity)
        if not path.exists():
            continue  # a cache: made when it is needed
        try:
            index = VectorIndex.load(path, store.fetch)
        except IndexCacheError as error:
            yield f"the vector index is damaged ({error})"
            continue
        if index.model != library.index_label(identity):
            continue  # of an earlier catalogue: made anew when it is needed
        # Entries that the catalogue no longer has are no fault: the next search takes them out.
        known = store.ids()
        lost = np.setdiff1d(known[known <= index.revision], index.ids())
        if lost.size:
            yield f"the vector index lacks {lost.size} photos"


def rebuild(folder: Path) -> Salvage:
    """Make a new catalogue from all that can be read of the old one; the caches are dropped.

    A damaged catalogue is kept beside the new one. Photos that could not be taken over are found again by the
    next index run. Raises PhotosearchError.
    """
    path = folder / FILE_NAME
    if not (path.exists() or replacing.is_unfinished(path) or load_list(folder)):
        raise PhotosearchError(f"There is no library in {printable(folder)} to rebuild.")
    lock = lock_for_writing(folder)
    try:
        with explained(folder):
            return _rebuild(folder)
    except OSError as error:
        raise PhotosearchError(
            f"The library {printable(folder)} could not be rebuilt ({error.strerror or error}). Nothing is "
            "lost: free some space or allow writing there, then run the same command again."
        ) from error
    finally:
        lock.release()


def _rebuild(folder: Path) -> Salvage:
    path = folder / FILE_NAME
    replacing.finish(path)
    fresh = folder / "rebuilding"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    try:
        photos, descriptors, damaged = _make_anew(folder, fresh)
        kept = replacing.replace(path, fresh / FILE_NAME, keep=damaged)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    for cache in folder.glob("index-*.faiss"):
        with suppress(OSError):  # labelled with the old catalogue: not believed in any case
            cache.unlink()
    return Salvage(photos, descriptors, kept)


def _make_anew(folder: Path, fresh: Path) -> tuple[int, int, bool]:
    """Fill a new catalogue; returns its numbers of photos and descriptors, and if the old one was damaged."""
    path = folder / FILE_NAME
    target = open_writable(fresh)
    try:
        damaged = not path.exists() or _take_over(path, target) > 0
        if damaged:
            _add_listed(target, folder)
        _drop_unsound(target)
        photos, descriptors = (
            target.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("photos", "descriptors")
        )
        save_list(target, folder)
        # All of it into the one file that takes the old one's place.
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        target.close()
    return photos, descriptors, damaged


def _take_over(path: Path, target: sqlite3.Connection) -> int:
    """Copy every readable row of the old catalogue; returns the number of places that could not be read.

    Raises NewerCatalogueError, and sqlite3.Error where the new catalogue cannot be written.
    """
    target.execute("PRAGMA foreign_keys = OFF")
    source = sqlite3.connect(path, isolation_level=None)
    try:
        holes = _holes(source)
        for table in _TABLES:
            if table == "regions" and _is_older(source):
                continue  # none of them are lost
            holes += _copy(source, target, table)
    finally:
        source.close()
    return holes


def _holes(source: sqlite3.Connection) -> int:
    try:
        check_identity(source)
    except NewerCatalogueError:
        raise
    except (sqlite3.Error, PhotosearchError):
        return 1
    return sum(1 for _ in _database_problems(source))


def _is_older(source: sqlite3.Connection) -> bool:
    with suppress(sqlite3.DatabaseError):
        return not has_regions(source)
    return False


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> int:
    columns = target.execute(f"PRAGMA table_info({table})").fetchall()
    names = [column[1] for column in columns]
    key = [column[1] for column in columns if column[5]]
    insert = f"INSERT OR IGNORE INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    holes = 0
    # From both ends: a damaged page stops a scan, what lies behind it is reached from the other side.
    for order in ("ASC", "DESC"):
        ordering = ", ".join(f"{column} {order}" for column in key)
        with transaction(target):
            for row in _readable(source, f"SELECT {', '.join(names)} FROM {table} ORDER BY {ordering}"):
                try:
                    if row:
                        target.execute(insert, row)
                        continue
                except sqlite3.IntegrityError:
                    pass
                holes += 1
        if not holes:
            break
    return holes


def _readable(source: sqlite3.Connection, query: str) -> Iterator[tuple | None]:
    """The rows up to the first that cannot be read; None stands for that one."""
    try:
        yield from source.execute(query)
    except sqlite3.DatabaseError:
        yield None


def _add_listed(target: sqlite3.Connection, library: Path) -> None:
    """Add the folders that only the list beside the database still knows."""
    for path, excludes in load_list(library):
        if all(relative_to(path, folder.path) is None for folder in list_folders(target)):
            target.execute("INSERT INTO folders (path, excludes) VALUES (?, ?)", (path, json.dumps(excludes)))


def _drop_unsound(target: sqlite3.Connection) -> None:
    """Take out what is damaged or refers to a lost row; the next run finds the photos again."""
    with transaction(target):
        _drop_damaged_descriptors(target)
        _drop_dangling(target)
        target.execute(
            "UPDATE contents SET orphaned_at = unixepoch() WHERE orphaned_at IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM photos WHERE content_id = contents.id)"
        )
    target.execute("PRAGMA foreign_keys = ON")


def _drop_damaged_descriptors(target: sqlite3.Connection) -> None:
    rows = target.execute(
        "SELECT d.id, d.descriptor, p.feature, m.dimension, m.pooled_dimension FROM descriptors d"
        " LEFT JOIN pooled p ON p.descriptor_id = d.id LEFT JOIN models m ON m.id = d.model_id"
    )
    unsound = [(row[0],) for row in rows if row[3] is None or not is_sound(*row[1:])]
    for table in ("pooled", "regions"):
        target.executemany(f"DELETE FROM {table} WHERE descriptor_id = ?", unsound)
    target.executemany("DELETE FROM descriptors WHERE id = ?", unsound)
    for model_id, dimension in target.execute("SELECT id, dimension FROM models").fetchall():
        wrong = _unsound_regions(target, model_id, dimension)
        target.executemany("DELETE FROM regions WHERE id = ?", wrong)


def _drop_dangling(target: sqlite3.Connection) -> None:
    target.execute("DELETE FROM mounts WHERE folder_id NOT IN (SELECT id FROM folders)")
    # Deleting a row can orphan those that refer to it, so until nothing is left.
    while broken := target.execute("PRAGMA foreign_key_check").fetchall():
        for table in ("photos", "directories", "descriptors", "pooled", "regions"):
            rows = [(row[1],) for row in broken if row[0] == table]
            target.executemany(f"DELETE FROM {table} WHERE rowid = ?", rows)
