"""Writing what was learned about each photo into the catalogue, one transaction a photo."""

import sqlite3

import numpy as np

from photosearch.imaging.metadata import Metadata
from photosearch.imaging.reading import ReadError, ReadResult
from photosearch.library.connection import transaction
from photosearch.library.region_codes import encode
from photosearch.library.walking import storable_time

# How long a content without photos is kept, so that a file that comes back need not be described again.
ORPHAN_DAYS = 30
_KNOWN_AT_MOST = 500

_DESCRIBED = "JOIN descriptors d ON d.content_id = c.id AND d.model_id = ?"
_KNOWN_BY_SIZE = f"SELECT c.hash FROM contents c {_DESCRIBED} WHERE c.file_size = ? LIMIT ?"
_MISSING_BY_SIZE = (
    "SELECT c.hash FROM (SELECT DISTINCT content_id FROM temp.missing WHERE size = ? LIMIT ?) m"
    f" JOIN contents c ON c.id = m.content_id {_DESCRIBED}"
)


class Recorder:
    """Commits results for one model; to be used by the catalogue's writer after a scan.

    `pending_id` is the row of the scan's table of files to read.
    """

    def __init__(self, connection: sqlite3.Connection, model_id: int) -> None:
        self._connection = connection
        self._model_id = model_id

    def known_hashes(self, file_size: int) -> frozenset[bytes]:
        """Hashes of the described contents of so many bytes: a file with one of them is not decoded.

        Uncompressed pictures all have one size: then those whose file is missing count first.
        """
        most, model = _KNOWN_AT_MOST, self._model_id
        found = self._connection.execute(_MISSING_BY_SIZE, (file_size, most, model)).fetchall()
        if len(found) < most:
            found += self._connection.execute(_KNOWN_BY_SIZE, (model, file_size, most - len(found)))
        return frozenset(row[0] for row in found)

    def place(self, pending_id: int) -> tuple[int, bytes, int]:
        """Where a file to read lies: folder id, directory below it; and its time of change in nanoseconds."""
        row = self._connection.execute(
            "SELECT d.folder_id, d.path, n.mtime_ns FROM temp.pending n"
            " JOIN directories d ON d.id = n.directory_id WHERE n.id = ?",
            (pending_id,),
        ).fetchone()
        return row[0], row[1], row[2]

    def described(
        self,
        pending_id: int,
        result: ReadResult,
        descriptor: np.ndarray | None,
        pooled: np.ndarray | None,
        regions: np.ndarray | None = None,
    ) -> bool:
        """Record a photo that was read: its content, its descriptor (None: known already), its place.

        descriptor: D float, pooled: C float; stored as float16. regions: R x D float, see `region_codes`.
        Returns True where the photo is one that was moved or renamed, False where it is new or changed.
        """
        with transaction(self._connection):
            content_id = self._content(result)
            if descriptor is not None and pooled is not None:
                self._describe(content_id, descriptor, pooled, regions)
            return self._place(pending_id, result, content_id)

    def filled(self, content_hash: bytes, regions: np.ndarray) -> bool:
        """Record the regions (R x D float) of a content that is described; False where there is none such."""
        with transaction(self._connection):
            cursor = self._connection.execute(
                "INSERT OR IGNORE INTO regions (descriptor_id, codes) SELECT d.id, ? FROM descriptors d"
                " JOIN contents c ON c.id = d.content_id WHERE d.model_id = ? AND c.hash = ?",
                (encode(regions), self._model_id, content_hash),
            )
        return cursor.rowcount > 0

    def failed(self, pending_id: int, error: ReadError) -> None:
        """Record a file that could not be read, with its reason."""
        with transaction(self._connection):
            self._connection.execute(
                "INSERT INTO photos (directory_id, name, size, mtime_ns, error_kind, error)"
                " SELECT directory_id, name, size, mtime_ns, ?, ? FROM temp.pending WHERE id = ?"
                " ON CONFLICT (directory_id, name) DO UPDATE SET content_id = NULL,"
                " size = excluded.size, mtime_ns = excluded.mtime_ns, error_kind = excluded.error_kind,"
                " error = excluded.error",
                (error.kind, error.reason, pending_id),
            )

    def remove_missing(self) -> int:
        """Drop the photos whose files the scan did not find again (moved ones excepted); returns how many."""
        with transaction(self._connection):
            cursor = self._connection.execute(
                "DELETE FROM photos WHERE id IN (SELECT photo_id FROM temp.missing)"
            )
            self._connection.execute("DELETE FROM temp.missing")
            self._connection.execute(
                "DELETE FROM contents WHERE orphaned_at < unixepoch() - ?", (ORPHAN_DAYS * 86400,)
            )
            self._connection.execute(
                "DELETE FROM directories WHERE error IS NULL"
                " AND NOT EXISTS (SELECT 1 FROM photos WHERE directory_id = directories.id)"
            )
        return cursor.rowcount

    def _pending(self, pending_id: int) -> tuple[int, bytes]:
        row = self._connection.execute(
            "SELECT directory_id, name FROM temp.pending WHERE id = ?", (pending_id,)
        ).fetchone()
        return row[0], row[1]

    def _content(self, result: ReadResult) -> int:
        row = self._connection.execute(
            "SELECT id FROM contents WHERE hash = ?", (result.content_hash,)
        ).fetchone()
        if row:
            return int(row[0])
        metadata = result.metadata
        assert isinstance(metadata, Metadata), "a content seen for the first time was decoded"
        cursor = self._connection.execute(
            "INSERT INTO contents (hash, file_size, width, height, format, taken, camera, latitude,"
            " longitude) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(result.content_hash, result.file_size, metadata.width, metadata.height, metadata.format),
                *(metadata.taken, metadata.camera, metadata.latitude, metadata.longitude),
            ),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _describe(
        self, content_id: int, descriptor: np.ndarray, pooled: np.ndarray, regions: np.ndarray | None
    ) -> None:
        cursor = self._connection.execute(
            "INSERT OR IGNORE INTO descriptors (model_id, content_id, descriptor) VALUES (?, ?, ?)",
            (self._model_id, content_id, descriptor.astype("<f2").tobytes()),
        )
        if cursor.rowcount:
            self._connection.execute(
                "INSERT INTO pooled (descriptor_id, feature) VALUES (?, ?)",
                (cursor.lastrowid, pooled.astype("<f2").tobytes()),
            )
            if regions is not None:
                self._connection.execute(
                    "INSERT INTO regions (descriptor_id, codes) VALUES (?, ?)",
                    (cursor.lastrowid, encode(regions)),
                )

    def _place(self, pending_id: int, result: ReadResult, content_id: int) -> bool:
        directory_id, name = self._pending(pending_id)
        place = (directory_id, name, result.file_size, storable_time(result.mtime_ns), content_id)
        gone = self._connection.execute(
            "SELECT photo_id FROM temp.missing WHERE content_id = ? LIMIT 1", (content_id,)
        ).fetchone()
        known = self._connection.execute(
            "SELECT 1 FROM photos WHERE directory_id = ? AND name = ?", (directory_id, name)
        ).fetchone()
        if gone and not known:
            # The same photo under another name: it keeps its row, and with it whatever refers to it.
            self._connection.execute(
                "UPDATE photos SET directory_id = ?, name = ?, size = ?, mtime_ns = ?, content_id = ?,"
                " error_kind = NULL, error = NULL WHERE id = ?",
                (*place, gone[0]),
            )
            self._connection.execute("DELETE FROM temp.missing WHERE photo_id = ?", gone)
            return True
        self._connection.execute(
            "INSERT INTO photos (directory_id, name, size, mtime_ns, content_id) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (directory_id, name) DO UPDATE SET size = excluded.size,"
            " mtime_ns = excluded.mtime_ns, content_id = excluded.content_id, error = NULL,"
            " error_kind = NULL",
            place,
        )
        return False
