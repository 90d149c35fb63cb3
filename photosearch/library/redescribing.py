"""Describing contents anew without decoding them: from the pooled vectors that another network left.

Where two networks differ after pooling alone, as after a fine-tuning of the projection, the descriptors of
the one follow from the other's pooled vectors by one matrix product.
"""

import sqlite3
from collections.abc import Callable

import numpy as np

from photosearch.library.connection import transaction
from photosearch.network.card import ModelCard
from photosearch.network.models import available_models
from photosearch.network.pooled import Head, load_head, pooled_identity

# Some tenths of a second, so that a stop is soon noticed.
_BATCH = 2000

_UNDESCRIBED = (
    " AND NOT EXISTS (SELECT 1 FROM descriptors o WHERE o.model_id = :own AND o.content_id = d.content_id)"
)
_NEXT = (
    "SELECT d.content_id, (SELECT feature FROM pooled WHERE descriptor_id = d.id) FROM descriptors d"
    f" WHERE d.model_id = :source AND d.content_id > :last {_UNDESCRIBED} ORDER BY d.content_id LIMIT :most"
)
_COPY_POOLED = (
    "INSERT INTO pooled (descriptor_id, feature) SELECT o.id, p.feature FROM descriptors o"
    " JOIN descriptors d ON d.content_id = o.content_id AND d.model_id = :source"
    " JOIN pooled p ON p.descriptor_id = d.id WHERE o.model_id = :own AND o.id > :newest"
)


class Redescriber:
    """Gives one model the descriptors that follow from what other networks left in the catalogue.

    To be used by the catalogue's writer. Every batch is a transaction: ended at any moment, the next run goes
    on from there.
    """

    def __init__(
        self, connection: sqlite3.Connection, card: ModelCard, model_id: int, batch: int = _BATCH
    ) -> None:
        """model_id: the row of the model of `card`; batch: contents in one transaction."""
        self._connection = connection
        self._card = card
        self._model_id = model_id
        self._batch = batch
        self._sources = self._sharing()

    def left(self) -> int:
        """How many contents can be described this way."""
        sources = ",".join(str(source) for source in self._sources)
        query = (
            f"SELECT count(DISTINCT d.content_id) FROM descriptors d WHERE d.model_id IN ({sources})"
            f" {_UNDESCRIBED}"
        )
        return int(self._connection.execute(query, {"own": self._model_id}).fetchone()[0])

    def run(
        self,
        stopped: Callable[[], bool] = lambda: False,
        progress: Callable[[int], object] = lambda done: None,
    ) -> int:
        """Describe them; returns how many were. `progress` gets the number of each batch."""
        if not self._sources:
            return 0
        head = load_head(self._card)
        described = 0
        for source in self._sources:
            last = 0
            while not stopped() and (rows := self._next(source, last, self._batch)):
                last = rows[-1][0]
                done = self._describe(source, head, rows)
                described += done
                progress(done)
        return described

    def _sharing(self) -> list[int]:
        """The rows of the models whose pooled vectors are the card's own, and that have some left for it."""
        rows = self._connection.execute(
            "SELECT id, identity FROM models WHERE id != ? AND pooled_dimension = ?",
            (self._model_id, self._card.pooled_dimension),
        ).fetchall()
        # Digests of whole networks only where there is something to gain.
        wanted = {identity: model_id for model_id, identity in rows if self._next(model_id, 0, 1)}
        if not wanted:
            return []
        own = pooled_identity(self._card)
        return [
            wanted[card.identity]
            for card in available_models()
            if card.identity in wanted and pooled_identity(card) == own
        ]

    def _next(self, source: int, last: int, most: int) -> list[tuple[int, bytes | None]]:
        values = {"source": source, "own": self._model_id, "last": last, "most": most}
        return self._connection.execute(_NEXT, values).fetchall()

    def _describe(self, source: int, head: Head, rows: list[tuple[int, bytes | None]]) -> int:
        """Describe some contents; one whose pooled vector is damaged is left to be decoded again."""
        length = 2 * self._card.pooled_dimension
        whole = [(content, blob) for content, blob in rows if isinstance(blob, bytes) and len(blob) == length]
        if not whole:
            return 0
        pooled = np.frombuffer(b"".join(blob for _, blob in whole), "<f2").reshape(len(whole), -1)
        with np.errstate(invalid="ignore", over="ignore"):
            found = head.describe(pooled)
        sound = np.isfinite(found).all(axis=1) & found.any(axis=1)
        stored = found.astype("<f2")
        with transaction(self._connection):
            newest = self._connection.execute("SELECT ifnull(max(id), 0) FROM descriptors").fetchone()[0]
            self._connection.executemany(
                "INSERT INTO descriptors (model_id, content_id, descriptor) VALUES (?, ?, ?)",
                [(self._model_id, whole[row][0], stored[row].tobytes()) for row in np.flatnonzero(sound)],
            )
            values = {"source": source, "own": self._model_id, "newest": newest}
            self._connection.execute(_COPY_POOLED, values)
        return int(sound.sum())
