"""Lists and numbers, compared with plain loops over what was written into the catalogue."""

import datetime
import os
import random
from collections import Counter
from collections.abc import Callable

import pytest

from photosearch.library import browsing
from photosearch.library.filtering import EVERYTHING, PhotoFilter
from photosearch.library.folders import list_folders
from photosearch.library.library import Library

_FOLDERS = (b"/photos", b"/photos-2", b"/mnt/nas \xff")
_DIRECTORIES = (b"", b"a", b"a/b", b"a-b", b"a b", b"a0", b"a/b/c \xfe", b"b")


class Catalogue:
    """500 made-up photos of 400 contents, some failures, and what is known of each photo by id."""

    def __init__(self, library: Library) -> None:
        self.connection = library.connection
        chance = random.Random(7)
        run = self.connection.execute
        directories = []
        for folder in _FOLDERS:
            folder_id = run("INSERT INTO folders (path) VALUES (?)", (folder,)).lastrowid
            for path in _DIRECTORIES:
                row = run(
                    "INSERT INTO directories (folder_id, path) VALUES (?, ?)", (folder_id, path)
                ).lastrowid
                directories.append((row, os.path.join(folder, path) if path else folder))
        contents = []
        for number in range(400):
            date = datetime.date(2010, 1, 1) + datetime.timedelta(days=chance.randrange(15 * 365))
            values = (
                f"{date}T10:20:30" if chance.random() < 0.8 else None,
                chance.choice([None, "Canon", "Nikon 'Z'", "Pixel"]),
                chance.choice([None, 12.5]),
            )
            row = run(
                "INSERT INTO contents (hash, file_size, width, height, format, taken, camera, latitude,"
                " longitude) VALUES (?, 10, 4, 3, 'JPEG', ?, ?, ?, ?)",
                (number.to_bytes(16), *values, values[2]),
            ).lastrowid
            contents.append((row, *values))
        self.photos = {}
        for number in range(500):
            directory, path = chance.choice(directories)
            content = contents[number % 380]  # the rest are orphans
            name = b"%d \xff.jpg" % number
            row = run(
                "INSERT INTO photos (directory_id, name, size, mtime_ns, content_id) VALUES (?, ?, 10, 1, ?)",
                (directory, name, content[0]),
            ).lastrowid
            self.photos[row] = (path + b"/" + name, *content)
        for number in range(30):
            directory, _ = chance.choice(directories)
            run(
                "INSERT INTO photos (directory_id, name, size, mtime_ns, error_kind, error)"
                " VALUES (?, ?, 1, 1, 'x', 'y')",
                (directory, b"bad %d" % number),
            )
        run("UPDATE directories SET error = 'locked' WHERE id = ?", (directories[3][0],))
        run(
            "UPDATE contents SET orphaned_at = 1"
            " WHERE id NOT IN (SELECT content_id FROM photos WHERE error IS NULL)"
        )

    def passing(self, wanted: Callable[..., bool]) -> set[int]:
        """The ids of the photos for which wanted(path, taken, camera) holds."""
        return {
            row for row, (path, _, taken, camera, _) in self.photos.items() if wanted(path, taken, camera)
        }


@pytest.fixture
def catalogue(library: Library) -> Catalogue:
    return Catalogue(library)


CASES: list[tuple[PhotoFilter, Callable[..., bool]]] = [
    (EVERYTHING, lambda path, taken, camera: True),
    (PhotoFilter(below=b"/photos"), lambda path, taken, camera: path.startswith(b"/photos/")),
    (PhotoFilter(below=b"/photos/a"), lambda path, taken, camera: path.startswith(b"/photos/a/")),
    (PhotoFilter(below=b"/photos/a/"), lambda path, taken, camera: path.startswith(b"/photos/a/")),
    (PhotoFilter(below=b"/mnt"), lambda path, taken, camera: path.startswith(b"/mnt/")),
    (
        PhotoFilter(below=b"/mnt/nas \xff/a/b"),
        lambda path, taken, camera: path.startswith(b"/mnt/nas \xff/a/b/"),
    ),
    (PhotoFilter(below=b"/"), lambda path, taken, camera: True),
    (PhotoFilter(below=b"/pho"), lambda path, taken, camera: False),
    (
        PhotoFilter(since="2015-06-10"),
        lambda path, taken, camera: taken is not None and taken[:10] >= "2015-06-10",
    ),
    (
        PhotoFilter(until="2015-06-10"),
        lambda path, taken, camera: taken is not None and taken[:10] <= "2015-06-10",
    ),
    (
        PhotoFilter(cameras=("Nikon 'Z'", "Pixel")),
        lambda path, taken, camera: camera in ("Nikon 'Z'", "Pixel"),
    ),
    (PhotoFilter(cameras=()), lambda path, taken, camera: False),
    (
        PhotoFilter(below=b"/photos-2", since="2012-01-01", until="2020-12-31", cameras=("Canon",)),
        lambda path, taken, camera: (
            path.startswith(b"/photos-2/") and camera == "Canon" and "2012" <= (taken or "") < "2021"
        ),
    ),
]


@pytest.mark.parametrize(("wanted", "passes"), CASES)
def test_lists_hold_what_passes(
    catalogue: Catalogue, wanted: PhotoFilter, passes: Callable[..., bool]
) -> None:
    expected = catalogue.passing(passes)
    found = browsing.newest_first(catalogue.connection, wanted)
    assert len(found) == len(set(found)) and set(found) == expected
    dates = [catalogue.photos[row][2] for row in found]
    assert dates == sorted(dates, key=lambda date: date or "", reverse=True)
    months = Counter(date[:7] for date in dates if date)
    assert browsing.months(catalogue.connection, wanted) == sorted(months.items())
    places = {(row, 12.5, 12.5) for row in expected if catalogue.photos[row][4]}
    assert set(browsing.places(catalogue.connection, wanted)) == places


def test_numbers(catalogue: Catalogue) -> None:
    connection = catalogue.connection
    cameras = Counter(photo[3] for photo in catalogue.photos.values() if photo[3])
    assert dict(browsing.cameras(connection)) == cameras
    assert [count for _, count in browsing.cameras(connection)] == sorted(cameras.values(), reverse=True)
    dates = sorted(photo[2][:10] for photo in catalogue.photos.values() if photo[2])
    assert browsing.span(connection) == (dates[0], dates[-1])
    assert browsing.located(connection) == sum(1 for photo in catalogue.photos.values() if photo[4])
    numbers = browsing.numbers_by_folder(connection)
    assert sum(photos for photos, _ in numbers.values()) == 500
    assert sum(failed for _, failed in numbers.values()) == 31
    for folder in list_folders(connection):
        inside = [photo for photo in catalogue.photos.values() if photo[0].startswith(folder.path + b"/")]
        assert numbers[folder.id][0] == len(inside)
        failures = browsing.failures(connection, folder.path)
        assert numbers[folder.id][1] == len(failures)
        assert failures == sorted(failures)
    assert (b"/photos/a-b", "locked") in browsing.failures(connection)


def test_photos_by_id_and_by_path(catalogue: Catalogue) -> None:
    ids = random.Random(1).sample(sorted(catalogue.photos), 500)
    rows = browsing.by_id(catalogue.connection, [*ids, 10**9])
    assert [row.id for row in rows] == ids, "in the order they were asked for"
    for row in rows:
        assert row.path == catalogue.photos[row.id][0]
        assert (row.taken, row.camera, row.latitude) == catalogue.photos[row.id][2:]
    for row in rows[::50]:
        assert browsing.at_path(catalogue.connection, row.path) == row
    assert browsing.at_path(catalogue.connection, b"/photos") is None
    assert browsing.at_path(catalogue.connection, b"/elsewhere/1.jpg") is None


def test_quick_lists_read_indexes_from_end_to_end(catalogue: Catalogue) -> None:
    """No sorting, and no wide row is read: a tenth of a second for 100,000 photos would be a stutter."""
    plan = catalogue.connection.execute(
        f"EXPLAIN QUERY PLAN SELECT p.id FROM {browsing.passing(EVERYTHING)}"
        " ORDER BY c.taken DESC, c.id DESC, p.id DESC"
    ).fetchall()
    steps = [row[3] for row in plan]
    assert all("COVERING INDEX" in step for step in steps) and not any(
        "TEMP B-TREE" in step for step in steps
    )
