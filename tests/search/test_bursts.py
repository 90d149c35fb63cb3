"""Bursts among results, folded under the best of them."""

import os
from pathlib import Path

from photosearch.library.library import Library
from photosearch.search.bursts import fold
from tests.search.groups.catalogue import CARD, File, record, unit

CAMERA = "Canon EOS 5D"
ONE_VIEW, ANOTHER = unit(0.9), unit(0.0, 0.9)


def at(second: float, camera: str | None = CAMERA, vector: object = ONE_VIEW) -> File:
    content = f"{second} {camera} {id(vector)}"[:16]
    return File(content, taken=f"2024-05-01T10:00:{second:04.1f}", camera=camera, vector=vector)  # type: ignore[arg-type]


def folded(library: Library, tmp_path: Path, files: dict[str, File], ranking: list[str]) -> dict[str, str]:
    record(library, Path(os.path.realpath(tmp_path)) / "photos", files)
    id_of = {
        os.fsdecode(name): number
        for number, name in library.connection.execute("SELECT id, name FROM photos")
    }
    name_of = {number: name for name, number in id_of.items()}
    found = fold(library.connection, library.descriptors(CARD), [id_of[name] for name in ranking])
    return {name_of[one]: name_of[other] for one, other in found.items()}


def test_shots_lie_under_the_one_that_ranks_best(library: Library, tmp_path: Path) -> None:
    files = {"a.jpg": at(1), "b.jpg": at(5), "c.jpg": at(14), "late.jpg": at(30), "d.jpg": at(23)}
    assert folded(library, tmp_path, files, ["c.jpg", "late.jpg", "d.jpg", "a.jpg", "b.jpg"]) == {
        "d.jpg": "c.jpg",
        "late.jpg": "c.jpg",
        "a.jpg": "c.jpg",
        "b.jpg": "c.jpg",
    }


def test_only_one_view_by_one_camera_within_seconds(library: Library, tmp_path: Path) -> None:
    files = {
        "a.jpg": at(1),
        "another view.jpg": at(2, vector=ANOTHER),
        "another camera.jpg": at(3, camera="Pixel 7"),
        "much later.jpg": at(40),
        "undated.jpg": File("undated", camera=CAMERA, vector=ONE_VIEW),
    }
    assert folded(library, tmp_path, files, list(files)) == {}


def test_copies_are_shown_beside_each_other(library: Library, tmp_path: Path) -> None:
    small = File("small", taken="2024-05-01T10:00:01", camera=CAMERA, vector=ONE_VIEW)
    assert folded(library, tmp_path, {"a.jpg": at(1), "a small.jpg": small}, ["a.jpg", "a small.jpg"]) == {}


def test_nothing_found(library: Library) -> None:
    assert fold(library.connection, library.descriptors(CARD), []) == {}
