"""One picture for each class: kept photos with their boxes, then the dropped ones, each with the reason."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw, ImageFont

from photosearch.training.cleaning.report import ClassReport, PhotoVerdict

# All in pixels.
CELL = 220
PICTURE = 160
LINE = 18
MARGIN = 24
GAP = 12
COLUMNS = 8
CAPTION = 3 * LINE
PAPER, INK, QUIET, KEPT, DROPPED = "#ffffff", "#1c2127", "#6c7580", "#17663b", "#a3321a"

Open = Callable[[bytes], Image.Image | None]


def class_sheet(report: ClassReport, open_photo: Open) -> Image.Image:
    """The sheet of one class; `open_photo` gives an upright picture, None where it cannot."""
    parts = [
        (f"{len(photos)} {word}", colour, photos)
        for word, colour, photos in (
            ("kept", KEPT, [photo for photo in report.photos if photo.is_kept]),
            ("dropped", DROPPED, [photo for photo in report.photos if not photo.is_kept]),
        )
    ]
    width = 2 * MARGIN + COLUMNS * CELL + (COLUMNS - 1) * GAP
    height = MARGIN + 2 * LINE + sum(_height(photos) for _, _, photos in parts) + MARGIN
    sheet = Image.new("RGB", (width, height), PAPER)
    _write(sheet, MARGIN, MARGIN, _shown(report.name), INK, width, size=20)
    top = MARGIN + 2 * LINE
    for words, colour, photos in parts:
        _write(sheet, MARGIN, top, words, colour, width, size=16)
        for number, photo in enumerate(photos):
            row, column = divmod(number, COLUMNS)
            left = MARGIN + column * (CELL + GAP)
            _draw_photo(
                sheet, left, top + 2 * LINE + row * (PICTURE + CAPTION + GAP), photo, open_photo, colour
            )
        top += _height(photos)
    return sheet


def _height(photos: Sequence[PhotoVerdict]) -> int:
    return 3 * LINE + -(-len(photos) // COLUMNS) * (PICTURE + CAPTION + GAP)


def _draw_photo(
    sheet: Image.Image, left: int, top: int, photo: PhotoVerdict, open_photo: Open, colour: str
) -> None:
    image = open_photo(photo.path)
    if image is None:
        ImageDraw.Draw(sheet).rectangle((left, top, left + CELL - 1, top + PICTURE - 1), fill="#eaedf0")
    else:
        image = image.convert("RGB")
        image.thumbnail((CELL, PICTURE), Image.Resampling.BOX)
        sheet.paste(image, (left, top))
        _draw_box(sheet, left, top, image.size, photo, colour)
    _write(sheet, left, top + PICTURE + 2, _shown(os.path.basename(photo.path)), INK, CELL)
    _write(sheet, left, top + PICTURE + 2 + LINE, photo.reason, QUIET, CELL)
    copied = photo.copy_of or photo.near_copy_of
    copy = "" if copied is None else f", copy of {_shown(os.path.basename(copied))}"
    words = f"{photo.links} links, best {photo.inliers}{copy}"
    _write(sheet, left, top + PICTURE + 2 + 2 * LINE, words, QUIET, CELL)


def _draw_box(
    sheet: Image.Image, left: int, top: int, shown: tuple[int, int], photo: PhotoVerdict, colour: str
) -> None:
    if photo.box is None or photo.size is None:
        return
    across, down = shown[0] / photo.size[0], shown[1] / photo.size[1]
    x0, y0, x1, y1 = photo.box
    corners = (left + x0 * across, top + y0 * down, left + x1 * across, top + y1 * down)
    if corners[0] <= corners[2] and corners[1] <= corners[3]:
        ImageDraw.Draw(sheet).rectangle(corners, outline=colour, width=2)


def _write(
    sheet: Image.Image, left: int, top: int, text: str, colour: str, width: int, size: int = 13
) -> None:
    font = ImageFont.load_default(size)
    while text and font.getlength(text) > width:
        text = text[:-2] + "…" if len(text) > 2 else ""
    ImageDraw.Draw(sheet).text((left, top), text, font=font, fill=colour)


def _shown(name: bytes) -> str:
    """A name in characters a line can hold."""
    text = name.decode("utf-8", "replace")
    return "".join(character if character.isprintable() else "?" for character in text)
