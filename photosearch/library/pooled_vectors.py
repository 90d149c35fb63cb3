"""The pooled vectors that the catalogue holds of files, for training on photos that are indexed already."""

import os
import sqlite3
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from photosearch.library.folders import list_folders, relative_to
from photosearch.library.walking import storable_time
from photosearch.network.card import ModelCard
from photosearch.network.models import available_models
from photosearch.network.pooled import pooled_identity


def pooled_vectors(
    connection: sqlite3.Connection, card: ModelCard, paths: Sequence[str]
) -> dict[str, NDArray[np.float32]]:
    """The pooled vectors (C) that the network of `card`, or one that shares them, gave of files.

    Only of files that are as they were when they were indexed, told by size and time.
    """
    models = _sharing(connection, card)
    if not models:
        return {}
    by_directory: dict[bytes, list[str]] = {}
    for path in paths:
        by_directory.setdefault(os.path.realpath(os.fsencode(os.path.dirname(path))), []).append(path)
    found = {}
    for directory, inside in by_directory.items():
        stored = _stored(connection, models, directory)
        for path in inside if stored else ():
            row = stored.get(os.fsencode(os.path.basename(path)))
            if row and len(row[2]) == 2 * card.pooled_dimension and _unchanged(path, row[0], row[1]):
                found[path] = np.frombuffer(row[2], "<f2").astype(np.float32)
    return found


def _sharing(connection: sqlite3.Connection, card: ModelCard) -> list[int]:
    known = dict(connection.execute("SELECT identity, id FROM models").fetchall())
    cards = [other for other in available_models() if other.identity in known]
    own = pooled_identity(card) if cards else ""
    return [
        known[other.identity]
        for other in cards
        if other.identity == card.identity or pooled_identity(other) == own
    ]


def _stored(
    connection: sqlite3.Connection, models: list[int], directory: bytes
) -> dict[bytes, tuple[int, int, bytes]]:
    """Size, time and pooled vector of the photos that lie directly in a directory, by name."""
    for folder in list_folders(connection):
        below = relative_to(directory, folder.path)
        if below is None:
            continue
        rows = connection.execute(
            "SELECT p.name, p.size, p.mtime_ns, o.feature FROM directories r"
            " JOIN photos p ON p.directory_id = r.id JOIN descriptors d ON d.content_id = p.content_id"
            " JOIN pooled o ON o.descriptor_id = d.id"
            f" WHERE r.folder_id = ? AND r.path = ? AND d.model_id IN ({','.join(map(str, models))})",
            (folder.id, below),
        )
        return {row[0]: row[1:] for row in rows}
    return {}


def _unchanged(path: str, size: int, mtime_ns: int) -> bool:
    try:
        status = os.stat(path)
    except OSError:
        return False
    return (status.st_size, storable_time(status.st_mtime_ns)) == (size, mtime_ns)
