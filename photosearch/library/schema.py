"""The catalogue's tables, and how an older catalogue becomes a present one."""

import sqlite3
from collections.abc import Sequence

from photosearch.errors import PhotosearchError

# "PhSe" in the file's header, so that a foreign SQLite file is never taken for a catalogue.
APPLICATION_ID = 0x50685365

# Paths are bytes, as the file system has them: a name need not be valid UTF-8.
# A content is what a file holds, told by its hash; any number of photos (files) may hold it. One that no
# photo holds any more is kept for a while (orphaned_at, seconds since 1970): files come back, from a bin or a
# drive. A descriptor's id is never used again and only grows: the vector index is up to date when it holds
# every id.
# The pooled feature has a table of its own so that the rows read at every search stay small.
# The identity tells this catalogue from a rebuilt one, whose ids mean other photos.
_FIRST = """
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO settings VALUES ('identity', lower(hex(randomblob(16))));
CREATE TABLE folders (
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,
    state TEXT NOT NULL DEFAULT 'online' CHECK (state IN ('online', 'offline')),
    excludes TEXT NOT NULL DEFAULT '[]'
);
CREATE TABLE mounts (
    folder_id INTEGER NOT NULL REFERENCES folders(id) ON DELETE CASCADE,
    path BLOB NOT NULL,
    PRIMARY KEY (folder_id, path)
) WITHOUT ROWID;
CREATE TABLE directories (
    id INTEGER PRIMARY KEY,
    folder_id INTEGER NOT NULL REFERENCES folders(id) ON DELETE CASCADE,
    path BLOB NOT NULL,
    error TEXT,
    UNIQUE (folder_id, path)
);
CREATE TABLE contents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    hash BLOB NOT NULL UNIQUE,
    file_size INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    format TEXT NOT NULL,
    taken TEXT,
    camera TEXT,
    latitude REAL,
    longitude REAL,
    orphaned_at INTEGER
);
CREATE INDEX contents_by_size ON contents(file_size);
CREATE INDEX contents_orphaned ON contents(orphaned_at) WHERE orphaned_at IS NOT NULL;
CREATE TABLE photos (
    id INTEGER PRIMARY KEY,
    directory_id INTEGER NOT NULL REFERENCES directories(id) ON DELETE CASCADE,
    name BLOB NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    content_id INTEGER REFERENCES contents(id),
    error_kind TEXT,
    error TEXT,
    UNIQUE (directory_id, name),
    CHECK ((content_id IS NULL) = (error IS NOT NULL))
);
CREATE INDEX photos_by_content ON photos(content_id);
CREATE INDEX photos_failed ON photos(id) WHERE error IS NOT NULL;
CREATE TRIGGER photo_came AFTER INSERT ON photos WHEN NEW.content_id IS NOT NULL BEGIN
    UPDATE contents SET orphaned_at = NULL WHERE id = NEW.content_id AND orphaned_at IS NOT NULL;
END;
CREATE TRIGGER photo_went AFTER DELETE ON photos WHEN OLD.content_id IS NOT NULL BEGIN
    UPDATE contents SET orphaned_at = unixepoch() WHERE id = OLD.content_id
        AND NOT EXISTS (SELECT 1 FROM photos WHERE content_id = OLD.content_id);
END;
CREATE TRIGGER photo_changed AFTER UPDATE OF content_id ON photos BEGIN
    UPDATE contents SET orphaned_at = NULL WHERE id = NEW.content_id AND orphaned_at IS NOT NULL;
    UPDATE contents SET orphaned_at = unixepoch() WHERE id = OLD.content_id
        AND NOT EXISTS (SELECT 1 FROM photos WHERE content_id = OLD.content_id);
END;
CREATE TABLE models (
    id INTEGER PRIMARY KEY,
    identity TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    dimension INTEGER NOT NULL,
    pooled_dimension INTEGER NOT NULL
);
CREATE TABLE descriptors (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    model_id INTEGER NOT NULL REFERENCES models(id) ON DELETE CASCADE,
    content_id INTEGER NOT NULL REFERENCES contents(id) ON DELETE CASCADE,
    descriptor BLOB NOT NULL,
    UNIQUE (model_id, content_id)
);
CREATE INDEX descriptors_by_content ON descriptors(content_id);
CREATE TABLE pooled (
    descriptor_id INTEGER PRIMARY KEY REFERENCES descriptors(id) ON DELETE CASCADE,
    feature BLOB NOT NULL
);
"""

# Looking through a whole library (newest first, by camera, on a map) reads these and not the wide rows.
_BROWSING = """
CREATE INDEX contents_by_taken ON contents(taken, id);
CREATE INDEX contents_by_camera ON contents(camera);
CREATE INDEX contents_located ON contents(latitude, longitude) WHERE latitude IS NOT NULL;
"""

# The descriptors of a photo's regions, all in one (see `region_codes`). Some photos have none: those of
# networks without regions, and those described by a matrix product, until they are decoded again. The ids
# only grow, so that what is new is read alone; those of the descriptors do not tell it, as regions may come
# long after them.
_REGIONS = """
CREATE TABLE regions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    descriptor_id INTEGER NOT NULL UNIQUE REFERENCES descriptors(id) ON DELETE CASCADE,
    codes BLOB NOT NULL
);
"""

# One script a version, oldest first; a released one is never edited, only followed by another.
MIGRATIONS: tuple[str, ...] = (_FIRST, _BROWSING, _REGIONS)


def migrate(connection: sqlite3.Connection, migrations: Sequence[str] = MIGRATIONS) -> None:
    """Bring the open catalogue to the newest version, each step whole or not at all.

    Raises PhotosearchError for a file that is not a catalogue or was made by a newer version.
    """
    version = check_identity(connection, len(migrations))
    for number, script in enumerate(migrations[version:], start=version + 1):
        # executescript would commit what is open, so the script carries its own transaction.
        try:
            connection.executescript(
                f"BEGIN IMMEDIATE; {script} PRAGMA application_id = {APPLICATION_ID};"
                f" PRAGMA user_version = {number}; COMMIT;"
            )
        except sqlite3.Error:
            if connection.in_transaction:
                connection.rollback()
            raise


def has_regions(connection: sqlite3.Connection) -> bool:
    """Whether there can be regions in the catalogue: one that is only read may be of an older version."""
    return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'regions'").fetchone())


class ForeignCatalogueError(PhotosearchError):
    """The database is another program's."""


class NewerCatalogueError(PhotosearchError):
    """The catalogue is of a version that this program does not know."""


def check_identity(connection: sqlite3.Connection, newest: int = len(MIGRATIONS)) -> int:
    """The catalogue's version, 0 for an empty database.

    Raises PhotosearchError for a database that is no catalogue, NewerCatalogueError for a newer one.
    """
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    identity = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if identity != APPLICATION_ID and tables:
        raise ForeignCatalogueError(
            "The file catalogue.sqlite in this library was not made by Photosearch. Choose another --library."
        )
    if version > newest:
        raise NewerCatalogueError(
            f"This library was made by a newer Photosearch (format {version}, this one knows {newest}). "
            "Update Photosearch, or choose another --library."
        )
    return int(version)
