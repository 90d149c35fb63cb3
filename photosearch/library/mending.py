"""Checking a library, and rebuilding one from what is still readable of it."""

import json
import os
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from photosearch.errors import PhotosearchError
from photosearch.library.connection import (
    FILE_NAME,
    CatalogueDamagedError,
    explained,
    open_writable,
    printable,
)
from photosearch.library.descriptors import DescriptorStore
from photosearch.library.folders import load_list, save_list
from photosearch.library.library import Library, lock_for_writing
from photosearch.library.schema import check_identity
from photosearch.library.vectors import IndexCacheError, VectorIndex

# In the order in which rows refer to each other.
_TABLES = ("folders", "mounts", "directories", "contents", "photos", "models", "descriptors", "pooled")


@dataclass(frozen=True)
class Salvage:
    """What a rebuild could take over: photos and descriptors; `kept` is the old catalogue where it was
    damaged.
    """

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
    return problems


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
        if wrong:
            yield f"{wrong} descriptors of the model {name} are damaged"


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
    lock = lock_for_writing(folder)
    try:
        with explained(folder):
            return _rebuild(folder)
    except OSError as error:
        raise PhotosearchError(
            f"The library {printable(folder)} could not be rebuilt ({error.strerror or error}). "
            "The old catalogue is untouched."
        ) from error
    finally:
        lock.release()


def _rebuild(folder: Path) -> Salvage:
    path = folder / FILE_NAME
    fresh = folder / "rebuilding"
    fresh.mkdir(exist_ok=True)
    _discard(fresh / FILE_NAME)
    target = open_writable(fresh)
    damaged = True
    try:
        if path.exists():
            damaged = bool(_take_over(path, target))
        for folder_path, excludes in load_list(folder):
            _add_listed(target, folder_path, excludes)
        _drop_unsound(target)
        counts = [
            target.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("photos", "descriptors")
        ]
        save_list(target, folder)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        target.close()
    kept = _set_aside(path) if damaged and path.exists() else None
    _discard(path)
    os.replace(fresh / FILE_NAME, path)
    _discard(fresh / FILE_NAME)
    fresh.rmdir()
    for cache in folder.glob("index-*.faiss"):
        cache.unlink()
    return Salvage(counts[0], counts[1], kept)


def _take_over(path: Path, target: sqlite3.Connection) -> int:
    """Copy every readable row of the old catalogue; returns the number of places that could not be read."""
    target.execute("PRAGMA foreign_keys = OFF")
    holes = 0
    try:
        source = sqlite3.connect(path, isolation_level=None)
    except sqlite3.Error:
        return 1
    try:
        check_identity(source)
        holes += sum(1 for _ in _database_problems(source))
        for table in _TABLES:
            holes += _copy(source, target, table)
    except (sqlite3.Error, PhotosearchError):
        holes += 1
    finally:
        source.close()
    return holes


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> int:
    names = [row[1] for row in target.execute(f"PRAGMA table_info({table})")]
    key = ", ".join(row[1] for row in target.execute(f"PRAGMA table_info({table})") if row[5])
    insert = f"INSERT OR IGNORE INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    holes = 0
    # From both ends: a damaged page stops a scan, what lies behind it is reached from the other side.
    for order in ("ASC", "DESC"):
        target.execute("BEGIN")
        try:
            ordering = ", ".join(f"{column} {order}" for column in key.split(", "))
            for row in source.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY {ordering}"):
                try:
                    target.execute(insert, row)
                except sqlite3.IntegrityError:
                    holes += 1
        except sqlite3.DatabaseError:
            holes += 1
        finally:
            target.execute("COMMIT")
        if not holes:
            break
    return holes


def _add_listed(target: sqlite3.Connection, path: bytes, excludes: list[str]) -> None:
    target.execute(
        "INSERT OR IGNORE INTO folders (path, excludes) VALUES (?, ?)", (path, json.dumps(excludes))
    )


def _drop_unsound(target: sqlite3.Connection) -> None:
    """Take out damaged descriptors and every row that refers to a lost one; the next run finds the photos
    again.
    """
    target.execute("BEGIN")
    rows = target.execute(
        "SELECT d.id, d.descriptor, p.feature, m.dimension, m.pooled_dimension FROM descriptors d"
        " LEFT JOIN pooled p ON p.descriptor_id = d.id LEFT JOIN models m ON m.id = d.model_id"
    )
    unsound = [(row[0],) for row in rows if row[3] is None or not is_sound(*row[1:])]
    target.executemany("DELETE FROM pooled WHERE descriptor_id = ?", unsound)
    target.executemany("DELETE FROM descriptors WHERE id = ?", unsound)
    # Deleting a row can orphan those that refer to it, so until nothing is left.
    while broken := target.execute("PRAGMA foreign_key_check").fetchall():
        target.executemany(
            "DELETE FROM photos WHERE rowid = ?", [(row[1],) for row in broken if row[0] == "photos"]
        )
        for table in ("directories", "descriptors", "pooled"):
            target.executemany(
                f"DELETE FROM {table} WHERE rowid = ?", [(row[1],) for row in broken if row[0] == table]
            )
        target.execute("DELETE FROM mounts WHERE folder_id NOT IN (SELECT id FROM folders)")
    target.execute("COMMIT")
    target.execute("PRAGMA foreign_keys = ON")


def _set_aside(path: Path) -> Path:
    kept = path.with_name(f"catalogue.damaged-{time.strftime('%Y%m%d-%H%M%S')}.sqlite")
    for suffix in ("", "-wal"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            os.replace(part, kept.with_name(kept.name + suffix))
    return kept


def _discard(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
