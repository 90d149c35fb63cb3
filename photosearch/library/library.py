"""A library: the folder with the catalogue and its caches, opened by the one writer or by any reader."""

import os
import secrets
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import appdirs
from filelock import FileLock, Timeout

from photosearch.errors import PhotosearchError
from photosearch.library import connection as database
from photosearch.library.answering import answering
from photosearch.library.browsing import described_by
from photosearch.library.connection import (
    LOCK_NAME,
    OWNER_NAME,
    LibraryBusyError,
    LibraryReadOnlyError,
    explain,
    explained,
    printable,
)
from photosearch.library.descriptors import DescriptorStore, is_current, load_index
from photosearch.library.folders import Folder, list_folders
from photosearch.library.vectors import VectorIndex
from photosearch.network.card import ModelCard


def default_folder() -> Path:
    """Where the person's library lives unless another is named."""
    return Path(appdirs.user_data_dir("photosearch", "photosearch"))


@dataclass(frozen=True)
class Failure:
    """A file or folder that could not be read, and why."""

    path: bytes
    reason: str


class Library:
    """An open library; use `writing` or `reading` to open one, and close it or use it in a `with` block."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, lock: FileLock | None) -> None:
        self.folder = folder
        self.connection = connection
        self._lock = lock

    @classmethod
    def writing(cls, folder: Path) -> "Library":
        """Open for changing, made if it is not there. Raises PhotosearchError while another process does."""
        lock = lock_for_writing(folder)
        try:
            library = cls(folder, database.open_writable(folder), lock)
        except BaseException:
            lock.release()
            raise
        return library

    @classmethod
    def reading(cls, folder: Path) -> "Library":
        """Open for searching; any number of processes at any time."""
        return cls(folder, database.open_readable(folder), None)

    def close(self) -> None:
        """Close the database and let the next writer in."""
        self.connection.close()
        if self._lock:
            self._lock.release()

    def __enter__(self) -> "Library":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if isinstance(error, sqlite3.Error):
            raise explain(error, self.folder) from error

    def folders(self) -> list[Folder]:
        """The folders of the library."""
        return list_folders(self.connection)

    def model_id(self, card: ModelCard) -> int | None:
        """The row of this exact network, or None where nothing was described with it."""
        row = self.connection.execute("SELECT id FROM models WHERE identity = ?", (card.identity,)).fetchone()
        return row and int(row[0])

    def register(self, card: ModelCard) -> int:
        """The row of this exact network, made if it is not there."""
        self.connection.execute(
            "INSERT OR IGNORE INTO models (identity, name, dimension, pooled_dimension) VALUES (?, ?, ?, ?)",
            (card.identity, card.name, card.dimension, card.pooled_dimension),
        )
        model_id = self.model_id(card)
        assert model_id is not None
        return model_id

    def descriptors(self, card: ModelCard) -> DescriptorStore:
        """The stored descriptors of a network."""
        return DescriptorStore(self.connection, self.model_id(card) or 0, card.dimension)

    def answering(self, wanted: ModelCard, others: Iterable[ModelCard]) -> ModelCard:
        """The network to search with: the wanted one once it described as much as any other did, until then
        the one that described most.
        """
        return answering(wanted, others, described_by(self.connection))

    def index_path(self, identity: str) -> Path:
        """The file of the vector index of a network, named by its card's identity; a cache."""
        return self.folder / f"index-{identity}.faiss"

    def index_label(self, identity: str) -> str:
        """What the saved vector index of a network must be labelled with to be believed.

        It names this catalogue, this network, and the save: a catalogue that fell back behind it, by a power
        cut or from a backup, gives the ids that the index has to other photos.
        """
        row = self.connection.execute(
            "SELECT c.value, ifnull(s.value, '') FROM settings c LEFT JOIN settings s ON s.key = ?"
            " WHERE c.key = 'identity'",
            (f"index-{identity}",),
        ).fetchone()
        return f"{row[0]}:{row[1]}:{identity}"

    def vector_index(self, card: ModelCard) -> VectorIndex:
        """The vector index of a network, up to date with the catalogue."""
        with explained(self.folder):
            store = self.descriptors(card)
            return load_index(store, self.index_path(card.identity), self.index_label(card.identity))

    def save_vector_index(self, card: ModelCard) -> None:
        """Write the vector index of a network, so that the next search need not read the catalogue through.

        Nothing is lost where that fails (a full disk): it is a cache. Raises PhotosearchError.
        """
        identity = card.identity
        path = self.index_path(identity)
        try:
            with explained(self.folder):
                if is_current(self.descriptors(card), path, self.index_label(identity)):
                    return
                index = self.vector_index(card)
                self.connection.execute(
                    "INSERT OR REPLACE INTO settings VALUES (?, ?)",
                    (f"index-{identity}", secrets.token_hex(8)),
                )
                index.model = self.index_label(identity)
            index.save(path)
        except OSError as error:
            raise PhotosearchError(
                f"The vector index could not be written ({error.strerror or error}); searching works, but "
                "starts slower. Free some space and run the same command again."
            ) from error

    def counts(self) -> dict[str, int]:
        """Numbers of photos, different contents, failures and folders."""
        queries = {
            "photos": "SELECT count(*) FROM photos WHERE content_id IS NOT NULL",
            "different pictures": "SELECT count(DISTINCT content_id) FROM photos",
            "could not be read": "SELECT count(*) FROM photos WHERE error IS NOT NULL",
            "folders": "SELECT count(*) FROM folders",
        }
        return {name: self.connection.execute(query).fetchone()[0] for name, query in queries.items()}

    def count_in(self, folder: Folder) -> int:
        """How many photos of a folder are indexed."""
        query = (
            "SELECT count(*) FROM photos p JOIN directories d ON d.id = p.directory_id"
            " WHERE d.folder_id = ? AND p.content_id IS NOT NULL"
        )
        return int(self.connection.execute(query, (folder.id,)).fetchone()[0])

    def failures(self) -> list[Failure]:
        """Everything that could not be read, by path."""
        rows = self.connection.execute(
            "SELECT f.path, d.path, p.name, p.error FROM photos p JOIN directories d ON d.id = p.directory_id"
            " JOIN folders f ON f.id = d.folder_id WHERE p.error IS NOT NULL UNION ALL"
            " SELECT f.path, d.path, x'', d.error FROM directories d JOIN folders f ON f.id = d.folder_id"
            " WHERE d.error IS NOT NULL"
        )
        found = [Failure(joined(folder, path, name), error) for folder, path, name, error in rows]
        return sorted(found, key=lambda failure: failure.path)


def joined(folder: bytes, directory: bytes, name: bytes) -> bytes:
    """A photo's absolute path from the catalogue's three parts; empty parts are left out."""
    return os.path.join(folder, *(part for part in (directory, name) if part))


def lock_for_writing(folder: Path) -> FileLock:
    """Take the library's writer lock.

    Raises PhotosearchError where another process holds it or the folder cannot be written to.
    """
    lock = FileLock(folder / LOCK_NAME)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock.acquire(timeout=0)
        (folder / OWNER_NAME).write_text(str(os.getpid()), "ascii")
    except Timeout:
        raise LibraryBusyError(
            f"Another Photosearch{_owner(folder)} is changing the library {printable(folder)}. "
            "Wait until it is done or stop it; searching works meanwhile."
        ) from None
    except (OSError, NotImplementedError) as error:
        lock.release()
        raise LibraryReadOnlyError(
            f"The library {printable(folder)} cannot be written to "
            f"({getattr(error, 'strerror', None) or error}). "
            "Allow writing there, free some space, or choose another --library."
        ) from None
    return lock


def _owner(folder: Path) -> str:
    try:
        return f" (process {int((folder / OWNER_NAME).read_text('ascii'))})"
    except (OSError, ValueError):
        return ""
