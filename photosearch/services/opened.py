"""The catalogue as a service has it open: it may not be there yet, or be replaced by a rebuilt one."""

import os
import sqlite3
from pathlib import Path

from photosearch.library.connection import FILE_NAME, NoLibraryError, open_readable


class OpenedCatalogue:
    """A connection for reading, for one thread; made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.generation = 0
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None

    def get(self) -> sqlite3.Connection | None:
        """The connection, or None while there is no library. `generation` grows with every new connection.

        Raises PhotosearchError where there is one that cannot be read.
        """
        try:
            status = os.stat(self.folder / FILE_NAME)
        except FileNotFoundError:
            self.close()
            return None
        file = (status.st_dev, status.st_ino)
        if file != self._file:
            self.close()
            try:
                self._connection = open_readable(self.folder)
            except NoLibraryError:
                return None
            self._file = file
            self.generation += 1
        return self._connection

    def state(self) -> tuple[int, int]:
        """A value that is another one whenever the catalogue may hold something else than before."""
        connection = self.get()
        version = connection.execute("PRAGMA data_version").fetchone()[0] if connection else 0
        return self.generation if connection else 0, version

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
        self._connection = self._file = None
