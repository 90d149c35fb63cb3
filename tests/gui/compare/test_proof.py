"""What two photos have in common, seen in the comparison."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from photosearch.gui.compare.view import CompareView
from photosearch.gui.settings.store import Settings
from photosearch.services.records import Photo, QueryPart
from tests.conftest import SAMPLE
from tests.gui.answers import WAIT_MS
from tests.gui.compare.conftest import colour_at
from tests.gui.compare.test_compare_view import drag

Show = Callable[[Photo, Photo], CompareView]
ByName = Callable[[str], Photo]


@pytest.fixture
def proven(qtbot: QtBot, shown: Show) -> Show:
    """Shows two photos and waits until it is known what they have in common."""

    def show(left: Photo, right: Photo) -> CompareView:
        view = shown(left, right)
        qtbot.waitUntil(lambda: view.proof.proof is not None, timeout=WAIT_MS)
        return view

    return show


@pytest.fixture
def edited(tmp_path: Path) -> Photo:
    """A part of a photo of the library, a white box painted over it; a picture from outside."""
    with Image.open(SAMPLE / "china.jpg") as china:
        cropped = china.crop((60, 40, 600, 400))
    ImageDraw.Draw(cropped).rectangle((100, 100, 160, 150), fill="white")
    cropped.save(tmp_path / "edited.png")
    return Photo.outside(str(tmp_path / "edited.png"))


def test_the_verdict_is_said_in_one_line(qtbot: QtBot, proven: Show, photo: ByName) -> None:
    view = proven(photo("eiffel-tower-1"), photo("eiffel-tower-2"))
    assert view.proof_line.words.text().startswith("Same place: 9")
    assert "point(s) agree" in view.proof_line.words.text()
    proven(photo("eiffel-tower-1"), photo("eiffel-tower-1-cropped"))
    qtbot.waitUntil(lambda: view.proof_line.words.text().startswith("Copy: "), timeout=WAIT_MS)
    proven(photo("eiffel-tower-1"), photo("dogs"))
    qtbot.waitUntil(lambda: view.proof_line.words.text().startswith("Looks alike only"), timeout=WAIT_MS)


def test_lines_join_the_same_spots_and_follow_the_pictures(
    qtbot: QtBot, proven: Show, photo: ByName, edited: Photo
) -> None:
    view = proven(edited, photo("china"))
    lines, (left, right) = view.stage.lines, view.stage.sides
    assert not lines.isVisible()
    left.setFocus()
    qtbot.keyClick(left, Qt.Key.Key_M)
    assert lines.isVisible() and len(lines.matches()) > 50

    def check() -> int:
        for one, other, agreement in lines.matches():
            spot = one - QPointF(left.pos()) - left.placed(left.sources[0]).topLeft()
            there = other - QPointF(right.pos()) - right.placed(right.sources[0]).topLeft()
            x = spot.x() / left.placed(left.sources[0]).width()
            across = right.placed(right.sources[0]).width() / photo("china").width
            assert there.x() / across == pytest.approx(60 + x * 540, abs=6) and 0 <= agreement <= 1
        return len(lines.matches())

    whole = check()
    left.zoom_to(3, QPointF(left.rect().center()))
    assert 0 < check() < whole, "where one end is out of view there is no line"
    qtbot.keyClick(left, Qt.Key.Key_M)
    assert not lines.isVisible()


def test_lines_are_drawn_from_one_picture_to_the_other(qtbot: QtBot, proven: Show, photo: ByName) -> None:
    view = proven(photo("china"), photo("china-small"))
    before = view.stage.grab().toImage()
    view.controls.actions["matches"].setChecked(True)
    after = view.stage.grab().toImage()
    gap = [side.geometry() for side in view.stage.sides]
    if view.stage.sides[0].y() == view.stage.sides[1].y():
        x = (gap[0].right() + gap[1].left()) // 2
        between = [(x, y) for y in range(gap[0].top(), gap[0].bottom())]
    else:
        y = (gap[0].bottom() + gap[1].top()) // 2
        between = [(x, y) for x in range(gap[0].left(), gap[0].right())]
    assert sum(before.pixel(*spot) != after.pixel(*spot) for spot in between) > 20


def test_points_are_offered_only_while_both_pictures_are_in_view(proven: Show, photo: ByName) -> None:
    view = proven(photo("china"), photo("china-small"))
    view.controls.actions["matches"].setChecked(True)
    view.set_mode("slider")
    assert not view.stage.lines.isVisible() and not view.controls.actions["matches"].isEnabled()
    view.set_mode("side")
    assert view.stage.lines.isVisible()


def test_what_differs_is_marked(qtbot: QtBot, proven: Show, photo: ByName, edited: Photo) -> None:
    view = proven(edited, photo("china"))
    side = view.stage.sides[0]
    side.setFocus()
    qtbot.keyClick(side, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: view.proof.laid is not None, timeout=WAIT_MS)
    seen = view.stage.difference
    placed = seen.placed(seen.sources[0])

    def at(x: float, y: float) -> tuple[int, int, int]:
        spot = placed.topLeft() + QPointF(x * placed.width() / 540, y * placed.height() / 360)
        return colour_at(seen, spot.toPoint())

    red, green, blue = at(130, 125)
    assert red > 200 > green > blue, "the box"
    red, green, blue = at(400, 60)
    assert red == green == blue, "the sky, in grey"
    assert "% differs" in view.proof_line.words.text()
    qtbot.keyPress(seen, Qt.Key.Key_Space)
    red, green, blue = at(400, 60)
    assert blue > red, "the photo itself, while Space is held"
    qtbot.keyRelease(seen, Qt.Key.Key_Space)
    assert len(set(at(400, 60))) == 1


def test_why_there_is_no_difference_is_said(qtbot: QtBot, proven: Show, photo: ByName) -> None:
    view = proven(photo("chenonceau-1"), photo("chenonceau-2"))
    view.set_mode("difference")
    assert "stood elsewhere" in view.stage.difference.accessibleDescription()
    proven(photo("chenonceau-1"), photo("dogs"))
    said = view.stage.difference.accessibleDescription
    qtbot.waitUntil(lambda: said().startswith("Too few points agree"), timeout=WAIT_MS)


def test_blinking_pictures_can_be_laid_onto_each_other(
    qtbot: QtBot, proven: Show, photo: ByName, edited: Photo
) -> None:
    view = proven(edited, photo("china"))
    view.set_mode("blink")
    view.controls.actions["run"].setChecked(False)
    blink = view.stage.blink
    blink.turn()
    placed = blink.placed(blink.sources[0])
    corner = (placed.topLeft() + QPointF(12, placed.height() - 12)).toPoint()
    as_it_is = colour_at(blink, corner)
    view.controls.actions["align"].setChecked(True)
    qtbot.waitUntil(lambda: view.proof.laid is not None, timeout=WAIT_MS)
    laid = colour_at(blink, corner)
    assert laid != as_it_is
    blink.turn()
    assert laid == pytest.approx(colour_at(blink, corner), abs=25), "the same spot of the same picture"


def test_a_photo_from_outside_has_no_proof_on_the_right(qtbot: QtBot, shown: Show, photo: ByName) -> None:
    view = shown(photo("china"), Photo.outside(photo("dogs").path))
    assert not view.proof_line.isVisible() and not view.proof.looking
    shown(photo("china"), photo("dogs"))
    assert view.proof_line.isVisible()


def test_a_picture_that_cannot_be_read_is_no_end_of_it(
    qtbot: QtBot, view: CompareView, photo: ByName, tmp_path: Path
) -> None:
    view.show_pair(Photo.outside(str(tmp_path / "gone.jpg")), photo("china"))
    qtbot.waitUntil(lambda: "cannot be compared" in view.proof_line.words.text(), timeout=WAIT_MS)


def test_the_searched_part_is_what_is_proven(qtbot: QtBot, view: CompareView, photo: ByName) -> None:
    china = photo("china")
    view.show_pair(china, photo("china-small"), QueryPart(china.path, (100, 60, 300, 200)))
    qtbot.waitUntil(lambda: view.proof.proof is not None, timeout=WAIT_MS)
    assert view.proof.proof is not None
    across = [point[0][0] for point in view.proof.proof.points]
    assert across and 100 / china.width <= min(across) and max(across) <= 400 / china.width


def test_what_is_chosen_is_kept(shown: Show, photo: ByName, settings: Settings) -> None:
    view = shown(photo("china"), photo("dogs"))
    view.controls.actions["matches"].setChecked(True)
    view.controls.actions["align"].setChecked(True)
    assert settings.get("compare")["matches"] is True and settings.get("compare")["align"] is True


def test_lines_do_not_make_moving_slow(
    qtbot: QtBot, proven: Show, photo: ByName, no_stalls: list[object]
) -> None:
    view = proven(photo("china"), photo("china-small"))
    view.controls.actions["matches"].setChecked(True)
    side = view.stage.sides[0]
    side.zoom_to(1.5)
    for step in range(20):
        drag(qtbot, side, side.rect().center(), QPoint(-30 if step % 2 else 28, 9))
        qtbot.wait(1)
    assert view.stage.lines.matches()


def test_the_part_it_was_found_by_is_outlined_until_more_is_known(
    qtbot: QtBot, view: CompareView, photo: ByName, edited: Photo
) -> None:
    china, part = photo("china"), (0.5, 0.0, 0.5, 0.5)
    for left, right in ((photo("eiffel-tower-1"), photo("dogs")), (edited, china)):
        view.show_pair(left, right, found_by=part)
        qtbot.waitUntil(lambda: all(source.levels is not None for source in view.sources), timeout=WAIT_MS)
        qtbot.waitUntil(lambda: view.proof.proof is not None, timeout=WAIT_MS)
        lines, side = view.stage.lines, view.stage.sides[1]
        assert lines.isVisible() and not lines.matches(), "without the lines between points"
        assert side.accessibleDescription() == "Found by the part of the photo that is framed"
        assert "found by a part of the photo" in view.proof_line.words.text()
        placed = side.placed(side.sources[0]).translated(QPointF(side.pos()))
        outline = lines.outlines()[1].boundingRect()
        if right is china:
            # What is known of the crop: its corners in the photo.
            assert outline.left() - placed.left() == pytest.approx(60 / china.width * placed.width(), abs=6)
        else:
            assert outline.left() - placed.left() == pytest.approx(placed.width() / 2, abs=4)
            assert outline.bottom() - placed.top() == pytest.approx(placed.height() / 2, abs=4)
    view.show_pair(edited, china)
    assert not view.stage.lines.isVisible() and not view.stage.sides[1].accessibleDescription()
