"""What the files tell before anybody looks at the pictures."""

import pytest

from photosearch.library.browsing import PhotoRow
from photosearch.search.groups.exposures import may_be_burst, may_be_copies

CANON, PIXEL = "Canon EOS 5D", "Pixel 7"


def shot(
    taken: str | None = None,
    camera: str | None = CANON,
    name: str = "a.jpg",
    directory: str = "",
    format: str = "JPEG",
) -> PhotoRow:
    return PhotoRow(
        1, b"", 1, b"/photos", "online", directory.encode(), name.encode(), 4000, 3000, format, 1, 1,
        taken, camera, None, None,
    )  # fmt: skip


def at(time: str, **more: str) -> PhotoRow:
    return shot(f"2024-05-01T{time}", **more)


@pytest.mark.parametrize(
    ("one", "other", "copies"),
    [
        (shot(), shot(), True),
        (at("10:00:00"), at("10:00:00"), True),
        (at("10:00:00.57"), at("10:00:00"), True),
        (at("10:00:00"), shot(camera=None), True),
        (at("10:00:00"), shot("2025-01-01T09:09:09", camera=None), True),
        (at("10:00:00"), at("12:00:00"), True),
        (at("10:00:00"), at("15:45:00"), True),
        (at("10:00:00"), at("10:00:30"), False),
        (at("10:00:00"), at("10:00:02"), False),
        (at("10:00:00"), shot("2024-05-01T10:00:00", PIXEL), False),
        (at("10:00:00"), at("10:00:00", format="CR2"), False),
        (at("10:00:00", format="CR2"), at("10:00:00", format="DNG"), True),
        (at("10:00:00", name="IMG_1234.JPG"), at("10:00:00", name="IMG_1235.JPG"), False),
        (at("10:00:00", name="IMG_1234.JPG"), at("10:00:00", name="IMG_1234-edited.JPG"), True),
        (at("10:00:00", name="IMG_1234.JPG"), at("10:00:00", name="IMG_1234 (1).JPG"), True),
        (at("10:00:00", name="IMG_1234.JPG"), at("10:00:00", name="IMG_1235.JPG", directory="x"), True),
        (at("10:00:00", name="IMG_1234.JPG"), at("10:00:00", name="IMG_8235.JPG"), True),
    ],
)
def test_two_exposures_are_no_copies(one: PhotoRow, other: PhotoRow, copies: bool) -> None:
    assert may_be_copies(one, other) == may_be_copies(other, one) == copies


@pytest.mark.parametrize(
    ("one", "other", "burst"),
    [
        (at("10:00:00"), at("10:00:00"), True),
        (at("10:00:00"), at("10:00:10"), True),
        (at("23:59:58"), shot("2024-05-02T00:00:03.5"), True),
        (at("10:00:00"), at("10:00:11"), False),
        (at("10:00:00"), shot("2024-05-01T10:00:01", PIXEL), False),
        (shot(), shot(), False),
        (shot("no date"), shot("no date"), False),
    ],
)
def test_seconds_apart_is_a_burst(one: PhotoRow, other: PhotoRow, burst: bool) -> None:
    assert may_be_burst(one, other) == may_be_burst(other, one) == burst
