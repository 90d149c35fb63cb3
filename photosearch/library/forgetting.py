"""Dropping what networks that are gone have left in the library."""

import sqlite3
from collections.abc import Callable, Collection

from photosearch.library.connection import transaction

# Small enough that a search never waits for it, and that it can be stopped.
_CHUNK = 1000


def forget_networks(
    connection: sqlite3.Connection, kept: Collection[str], stopped: Callable[[], bool] = lambda: False
) -> list[str]:
    """Delete the descriptors of all networks but those whose identities are kept; by the catalogue's writer.

    Returns the identities that are wholly gone; where it was stopped, the next call goes on.
    """
    forgotten = []
    for model_id, identity in connection.execute("SELECT id, identity FROM models").fetchall():
        if identity in kept:
            continue
        while not stopped():
            with transaction(connection):
                deleted = connection.execute(
                    "DELETE FROM descriptors WHERE id IN"
                    " (SELECT id FROM descriptors WHERE model_id = ? LIMIT ?)",
                    (model_id, _CHUNK),
                ).rowcount
                if not deleted:
                    connection.execute("DELETE FROM models WHERE id = ?", (model_id,))
            if not deleted:
                forgotten.append(identity)
                break
    return forgotten
