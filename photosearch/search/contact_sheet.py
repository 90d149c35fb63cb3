"""One picture of a search: the query at the left, its ranked results in a grid, each with score and kind.

For people who want to see what a search found without opening the window, and for the documentation.
"""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

__all__ = ["SheetEntry", "contact_sheet"]

# Everything is in pixels, for a sheet that is shown at half its size on a page or a dense screen.
MARGIN = 64
GUTTER = 40
CELL = 340
PHOTO_HEIGHT = 272
PASSEPARTOUT = 16
CAPTION_HEIGHT = 92
LINE = 48
PANEL = 560
QUERY_WIDTH = PANEL - 2 * MARGIN
QUERY_HEIGHT = 480
# From this many query pictures on they stand in two columns: one would push the sheet far below the results.
MANY_QUERIES = 4
RADIUS = 14
PICTURE_RADIUS = 6

PAPER = "#ffffff"
PANEL_COLOUR = "#f5f6f8"
MAT = "#f5f6f8"
QUERY_MAT = "#eaedf0"
INK = "#1c2127"
QUIET = "#6c7580"

TEXT = 25
SMALL = 22
TITLE = 36


@dataclass(frozen=True)
class SheetEntry:
    path: bytes  # as the file system has it: need not be UTF-8
    score: float
    kind: str  # 'copy', 'same' or 'alike'
    image: Image.Image | None  # upright RGB, any size; None where the file could not be read


@dataclass(frozen=True)
class _Kind:
    label: str
    ink: str
    ground: str


_KINDS = {
    "copy": _Kind("Copy", "#1a4fa3", "#dfeafb"),
    "same": _Kind("Same place", "#17663b", "#dcf2e4"),
    "alike": _Kind("Looks alike", "#76561a", "#f8efdd"),
}

_Box = tuple[int, int, int, int]
_Query = Sequence[tuple[bytes, Image.Image | None]]


def contact_sheet(query: _Query, results: Sequence[SheetEntry], *, columns: int = 4) -> Image.Image:
    """An RGB picture of the query pictures and, best first, of all `results`, `columns` of them to a row.

    The same input gives the same pixels. Raises ValueError for `columns` below 1.
    """
    if columns < 1:
        raise ValueError("a contact sheet needs at least one column")
    # A handful of results would leave the right half empty; "Nothing found" needs the room of two cells.
    columns = min(columns, max(len(results), 2))
    rows = -(-len(results) // columns)
    places = _query_places(query)
    grid_height = rows * (PHOTO_HEIGHT + CAPTION_HEIGHT) + max(rows - 1, 0) * GUTTER
    panel_height = places[-1][3] + LINE + GUTTER + _legend_height(results) if places else 0
    width = PANEL + 2 * MARGIN + columns * CELL + (columns - 1) * GUTTER
    height = max(2 * MARGIN + grid_height, panel_height + MARGIN)

    sheet = Image.new("RGB", (width, height), PAPER)
    ImageDraw.Draw(sheet).rectangle((0, 0, PANEL - 1, height), fill=PANEL_COLOUR)
    for (path, image), place in zip(query, places, strict=True):
        _draw_query(sheet, place, path, image, single=len(query) == 1)
    _draw_legend(sheet, places[-1][3] + LINE + GUTTER if places else MARGIN, results)
    for number, entry in enumerate(results):
        row, column = divmod(number, columns)
        left = PANEL + MARGIN + column * (CELL + GUTTER)
        top = MARGIN + row * (PHOTO_HEIGHT + CAPTION_HEIGHT + GUTTER)
        _draw_result(sheet, left, top, number + 1, entry)
    if not results:
        _write(sheet, (PANEL + MARGIN, MARGIN - 6), "Nothing found", TITLE, QUIET)
    return sheet


def _query_places(query: _Query) -> list[_Box]:
    """Where the query pictures go: one below the other, or two to a row when there are many."""
    if len(query) == 1 and query[0][1] is not None:
        # A single picture needs no mat to stand in line with others: the place takes its shape.
        width, height = _fitted(query[0][1].size, QUERY_WIDTH, QUERY_HEIGHT)
        return [(MARGIN, MARGIN, MARGIN + max(width, LINE), MARGIN + max(height, LINE))]
    across = 1 if len(query) < MANY_QUERIES else 2
    gap = GUTTER // 2
    width = (QUERY_WIDTH - (across - 1) * gap) // across
    height = round(width * PHOTO_HEIGHT / CELL)
    places = []
    for number in range(len(query)):
        row, column = divmod(number, across)
        left = MARGIN + column * (width + gap)
        top = MARGIN + row * (height + LINE + gap)
        places.append((left, top, left + width, top + height))
    return places


def _draw_query(
    sheet: Image.Image, place: _Box, path: bytes, image: Image.Image | None, single: bool
) -> None:
    left, _, right, bottom = place
    _draw_photo(sheet, place, image, QUERY_MAT, 0 if single else PASSEPARTOUT)
    width = QUERY_WIDTH if single else right - left
    _write(sheet, (left, bottom + 14), _shortened(_name(path), TEXT, width), TEXT, INK)


def _draw_legend(sheet: Image.Image, top: int, results: Sequence[SheetEntry]) -> None:
    """How many results of each kind: the colours explain themselves and the sheet can be read at a glance."""
    for kind, count in _counts(results):
        _write(
            sheet, (MARGIN + _draw_label(sheet, MARGIN, top, kind) + 16, top + 5), str(count), SMALL, QUIET
        )
        top += LINE


def _legend_height(results: Sequence[SheetEntry]) -> int:
    return LINE * len(_counts(results))


def _counts(results: Sequence[SheetEntry]) -> list[tuple[str, int]]:
    counted = Counter(entry.kind for entry in results)
    known = [kind for kind in _KINDS if kind in counted]
    return [(kind, counted[kind]) for kind in known + sorted(set(counted) - set(known))]


def _draw_result(sheet: Image.Image, left: int, top: int, rank: int, entry: SheetEntry) -> None:
    _draw_photo(sheet, (left, top, left + CELL, top + PHOTO_HEIGHT), entry.image, MAT, PASSEPARTOUT)
    line = top + PHOTO_HEIGHT + 14
    number = str(rank)
    _write(sheet, (left, line), number, TEXT, QUIET)
    indent = round(_font(TEXT).getlength(number)) + 14
    _write(sheet, (left + indent, line), _shortened(_name(entry.path), TEXT, CELL - indent), TEXT, INK)
    line += 42
    _draw_label(sheet, left, line, entry.kind)
    score = f"{entry.score:z.2f}"
    _write(sheet, (left + CELL - round(_font(SMALL).getlength(score)), line + 5), score, SMALL, QUIET)


def _draw_label(sheet: Image.Image, left: int, top: int, name: str) -> int:
    """A small rounded label for the kind; gives its width."""
    kind = _KINDS.get(name, _Kind(_drawable(name), QUIET, MAT))
    width = min(round(_font(SMALL).getlength(kind.label)) + 32, CELL * 3 // 4)
    height = 36
    sheet.paste(kind.ground, (left, top), _rounded(width, height, height // 2))
    _write(sheet, (left + 16, top + 5), _shortened(kind.label, SMALL, width - 32), SMALL, kind.ink)
    return width


def _draw_photo(sheet: Image.Image, place: _Box, image: Image.Image | None, mat: str, margin: int) -> None:
    """The whole picture in its own proportions, as large as it goes, on a mat that keeps the grid aligned."""
    left, top, right, bottom = place
    width, height = right - left, bottom - top
    tile = Image.new("RGB", (width, height), mat)
    if image is None or 0 in image.size:
        words = _shortened("Cannot be read", SMALL, width - 16)
        x = (width - round(_font(SMALL).getlength(words))) // 2
        _write(tile, (x, height // 2 - SMALL // 2 - 3), words, SMALL, QUIET)
    else:
        size = _fitted(image.size, width - 2 * margin, height - 2 * margin)
        picture = image.convert("RGB").resize(size, Image.Resampling.LANCZOS)
        corner = ((width - size[0]) // 2, (height - size[1]) // 2)
        tile.paste(picture, corner, _rounded(*size, min(PICTURE_RADIUS, *size)) if margin else None)
    sheet.paste(tile, (left, top), _rounded(width, height, RADIUS))


def _fitted(size: tuple[int, int], width: int, height: int) -> tuple[int, int]:
    """The largest size of these proportions in the room there is; the thinnest strip keeps a pixel."""
    scale = min(width / max(size[0], 1), height / max(size[1], 1))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


@lru_cache(maxsize=64)
def _rounded(width: int, height: int, radius: int) -> Image.Image:
    """A mask with rounded corners, drawn larger and reduced: Pillow does not smooth the edges it draws."""
    fine = 4
    mask = Image.new("L", (width * fine, height * fine), 0)
    corners = (0, 0, width * fine - 1, height * fine - 1)
    ImageDraw.Draw(mask).rounded_rectangle(corners, radius * fine, fill=255)
    return mask.resize((width, height), Image.Resampling.BOX)


def _write(sheet: Image.Image, where: tuple[int, int], text: str, size: int, colour: str) -> None:
    ImageDraw.Draw(sheet).text(where, text, font=_font(size), fill=colour)


@lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _name(path: bytes) -> str:
    """The file's own name, in characters that the font has."""
    name = os.fsdecode(os.path.basename(path.rstrip(b"/")) or path)
    return _drawable(unicodedata.normalize("NFC", name))


def _drawable(text: str) -> str:
    return "".join(_drawable_character(character) for character in text)


@lru_cache(maxsize=4096)
def _drawable_character(character: str) -> str:
    """The character, else its plain letter (an accent lost reads better than a box), else a question mark."""
    decomposed = unicodedata.normalize("NFKD", character)
    bare = "".join(part for part in decomposed if not unicodedata.combining(part))
    dash = "-" if unicodedata.category(character) == "Pd" else ""
    for candidate in (character, bare, _letter_without_stroke(character), character.casefold(), dash):
        if candidate and all(map(_has_glyph, candidate)):
            return candidate
    return "?"


def _letter_without_stroke(character: str) -> str:
    """The l of a Polish l, the o of a Danish o: Unicode does not decompose them, but their names do."""
    try:
        return unicodedata.lookup(unicodedata.name(character, "").partition(" WITH ")[0])
    except KeyError:
        return ""


@lru_cache(maxsize=4096)
def _has_glyph(character: str) -> bool:
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp"):
        return False
    drawn, missing = _font(TEXT).getmask(character), _font(TEXT).getmask("\uffff")
    return (drawn.size, bytes(drawn)) != (missing.size, bytes(missing))


def _shortened(text: str, size: int, width: int) -> str:
    """The text, less its middle where it is wider than `width`: the end tells numbered files apart."""
    font = _font(size)
    if font.getlength(text) <= width:
        return text
    for kept in range(len(text) - 1, 0, -1):
        tail = kept // 2
        candidate = f"{text[: kept - tail]}…{text[len(text) - tail :]}"
        if font.getlength(candidate) <= width:
            return candidate
    return "…"
