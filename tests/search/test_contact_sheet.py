"""What a person sees on a contact sheet: every picture, in order, whole, its name inside its own cell."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from photosearch.search.contact_sheet import SheetEntry, contact_sheet

QUERY_COLOUR = (200, 0, 200)
COLOURS = [
    (230, 25, 25),
    (25, 180, 25),
    (25, 25, 230),
    (240, 160, 0),
    (0, 170, 200),
    (120, 60, 20),
    (90, 0, 140),
    (0, 90, 60),
    (150, 150, 20),
    (250, 90, 160),
]

Box = tuple[int, int, int, int]


def plain(colour: tuple[int, int, int], size: tuple[int, int] = (600, 400)) -> Image.Image:
    return Image.new("RGB", size, colour)


def entries(count: int, size: tuple[int, int] = (600, 400), kind: str = "alike") -> list[SheetEntry]:
    return [
        SheetEntry(b"%d.jpg" % number, 1 - number / 20, kind, plain(COLOURS[number], size))
        for number in range(count)
    ]


def query(size: tuple[int, int] = (600, 400)) -> list[tuple[bytes, Image.Image | None]]:
    return [(b"query.jpg", plain(QUERY_COLOUR, size))]


def area(sheet: Image.Image, colour: tuple[int, int, int]) -> Box:
    """Left, top, right and bottom of what is exactly this colour."""
    rows, columns = np.nonzero((np.asarray(sheet) == colour).all(axis=2))
    assert rows.size, f"{colour} is not on the sheet"
    return int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1


def ink(sheet: Image.Image, box: Box) -> int:
    """How many pixels inside the box differ from the paper."""
    part = np.asarray(sheet.crop(box)).astype(int)
    return int((np.abs(part - 255).max(axis=2) > 24).sum())


def test_every_result_is_there_left_to_right_and_top_to_bottom() -> None:
    sheet = contact_sheet(query(), entries(10), columns=4)
    areas = [area(sheet, colour) for colour in COLOURS]
    for number, (left, top, right, bottom) in enumerate(areas):
        row, column = divmod(number, 4)
        assert (left, right) == (areas[column][0], areas[column][2])
        assert (top, bottom) == (areas[4 * row][1], areas[4 * row][3])
    assert areas[0][2] < areas[1][0] and areas[1][2] < areas[2][0] and areas[2][2] < areas[3][0]
    assert areas[0][3] < areas[4][1] and areas[4][3] < areas[8][1]


def test_the_query_is_larger_and_left_of_the_results() -> None:
    sheet = contact_sheet(query(), entries(6))
    left, _, right, _ = area(sheet, QUERY_COLOUR)
    first = area(sheet, COLOURS[0])
    assert right < first[0]
    assert right - left > first[2] - first[0]


@pytest.mark.parametrize("size", [(600, 400), (400, 600), (500, 500), (30, 20), (4000, 900)])
def test_pictures_keep_their_proportions(size: tuple[int, int]) -> None:
    sheet = contact_sheet(query(size), entries(1, size))
    for colour in (QUERY_COLOUR, COLOURS[0]):
        left, top, right, bottom = area(sheet, colour)
        assert (right - left) / (bottom - top) == pytest.approx(size[0] / size[1], rel=0.05)


@pytest.mark.parametrize("size", [(5000, 1), (1, 5000), (1, 1)])
def test_the_thinnest_picture_is_still_seen_and_stays_in_its_cell(size: tuple[int, int]) -> None:
    sheet = contact_sheet(query(size), entries(2, size))
    first, second = area(sheet, COLOURS[0]), area(sheet, COLOURS[1])
    assert area(sheet, QUERY_COLOUR)[2] < first[0]
    assert first[2] < second[0]


def test_a_long_name_stays_in_its_cell() -> None:
    short = contact_sheet(query(), entries(4))
    cells = [area(short, colour) for colour in COLOURS[:4]]
    long = [SheetEntry(b"W" * 400 + b".jpg", e.score, e.kind, e.image) for e in entries(4)]
    sheet = contact_sheet(query(), long)
    assert sheet.size == short.size
    # All cells have the same mat around the picture, so halfway between two pictures there is only paper.
    for one, other in pairwise(cells):
        middle = (one[2] + other[0]) // 2
        assert ink(sheet, (middle - 8, 0, middle + 8, sheet.height)) == 0
    assert ink(sheet, (sheet.width - 40, 0, sheet.width, sheet.height)) == 0


def test_a_long_query_name_stays_in_its_panel() -> None:
    sheet = contact_sheet([(b"W" * 400, plain(QUERY_COLOUR))], entries(2))
    edge = area(sheet, COLOURS[0])[0]
    panel = sheet.getpixel((0, 0))
    strip = np.asarray(sheet.crop((edge - 140, 0, edge - 96, sheet.height)))
    assert (strip == panel).all()


def test_no_result_says_so() -> None:
    empty = contact_sheet(query(), [])
    area(empty, QUERY_COLOUR)
    right_half = (empty.width // 2, 0, empty.width, empty.height)
    assert ink(empty, right_half) > 200


def test_an_unreadable_picture_leaves_its_place_to_a_note() -> None:
    results = entries(3)
    results[1] = SheetEntry(b"1.jpg", 0.5, "alike", None)
    sheet = contact_sheet(query(), results)
    whole = contact_sheet(query(), entries(3))
    assert sheet.size == whole.size
    left, top, right, bottom = area(whole, COLOURS[1])
    assert 100 < ink(sheet, (left, top, right, bottom)) < (right - left) * (bottom - top) // 10
    assert area(sheet, COLOURS[2]) == area(whole, COLOURS[2])


def test_an_unreadable_query_is_no_hindrance() -> None:
    sheet = contact_sheet([(b"gone.jpg", None)], entries(2))
    assert area(sheet, COLOURS[0])[2] < area(sheet, COLOURS[1])[0]


@pytest.mark.parametrize("count", [2, 3, 4, 7])
def test_several_query_pictures_are_all_shown(count: int) -> None:
    several: list[tuple[bytes, Image.Image | None]] = [(b"q", plain(colour)) for colour in COLOURS[:count]]
    sheet = contact_sheet(several, [SheetEntry(b"r", 0.5, "same", plain(QUERY_COLOUR))])
    areas = [area(sheet, colour) for colour in COLOURS[:count]]
    for number, one in enumerate(areas):
        assert one[2] < area(sheet, QUERY_COLOUR)[0]
        for other in areas[number + 1 :]:
            assert one[2] <= other[0] or one[3] <= other[1]


@pytest.mark.parametrize(
    "name",
    [
        b"\xff\xfe\x80.jpg",
        "Größe, été, Łódź.jpg".encode(),
        "写真 - фото - صورة - \U0001f600.jpg".encode(),
        "e\N{COMBINING ACUTE ACCENT}.jpg".encode(),
        b"two\nlines\tand\x00more.jpg",
        b"",
        b"/",
        b"folder/",
        b"/only/the/name/counts.jpg",
    ],
)
def test_any_file_name_can_be_drawn(name: bytes) -> None:
    plain_names = contact_sheet(query(), entries(1))
    sheet = contact_sheet([(name, plain(QUERY_COLOUR))], [SheetEntry(name, 0.5, "copy", plain(COLOURS[0]))])
    assert area(sheet, COLOURS[0]) == area(plain_names, COLOURS[0])


def test_an_accent_that_the_font_lacks_leaves_the_letter() -> None:
    def named(name: str) -> bytes:
        return contact_sheet(query(), [SheetEntry(name.encode(), 0.5, "copy", None)]).tobytes()

    assert named("Łódź.jpg") == named("Lodz.jpg")
    assert named("a/b/photo.jpg") == named("photo.jpg")
    assert named("写.jpg") == named("?.jpg")
    assert named("one.jpg") != named("two.jpg")


def test_kinds_and_scores_can_be_told_apart() -> None:
    sheets = {
        contact_sheet(query(), [SheetEntry(b"r.jpg", score, kind, None)]).tobytes()
        for kind in ("copy", "same", "alike")
        for score in (0.91, 0.92)
    }
    assert len(sheets) == 6


def test_the_same_search_gives_the_same_picture() -> None:
    assert contact_sheet(query(), entries(5)).tobytes() == contact_sheet(query(), entries(5)).tobytes()


@pytest.mark.parametrize("columns", [1, 2, 5])
def test_the_number_of_columns_is_the_callers(columns: int) -> None:
    sheet = contact_sheet(query(), entries(5), columns=columns)
    tops = {area(sheet, colour)[1] for colour in COLOURS[:5]}
    lefts = {area(sheet, colour)[0] for colour in COLOURS[:5]}
    assert (len(tops), len(lefts)) == (-(-5 // columns), columns)


def test_no_column_is_refused() -> None:
    with pytest.raises(ValueError, match="column"):
        contact_sheet(query(), entries(1), columns=0)


def test_pictures_in_other_modes_are_taken_as_they_are_seen() -> None:
    grey = SheetEntry(b"grey.png", 0.5, "same", Image.new("L", (60, 40), 90))
    assert area(contact_sheet(query(), [grey]), (90, 90, 90))
