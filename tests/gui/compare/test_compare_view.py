"""Comparing two photos as a person does it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from photosearch.gui.compare.picture_view import PictureView
from photosearch.gui.compare.view import CompareView
from photosearch.gui.settings.store import Settings
from photosearch.services.records import Photo
from tests.gui.answers import WAIT_MS
from tests.gui.compare.conftest import colour_at

Show = Callable[[Photo, Photo], CompareView]
ByName = Callable[[str], Photo]


@pytest.fixture
def plain(tmp_path: Path) -> Callable[..., Photo]:
    """Pictures of one colour."""
    from PIL import Image

    def make(name: str, colour: str, size: tuple[int, int] = (600, 400)) -> Photo:
        path = tmp_path / f"{name}.png"
        Image.new("RGB", size, colour).save(path)
        return Photo.outside(str(path))

    return make


@pytest.fixture
def two(shown: Show, plain: Callable[..., Photo]) -> CompareView:
    """A red picture and a blue one of half the size."""
    return shown(plain("first", "#ff0000"), plain("second", "#0000ff", (300, 200)))


def wheel(view: QWidget, at: QPoint, notches: int) -> None:
    event = QWheelEvent(
        QPointF(at),
        view.mapToGlobal(QPointF(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def drag(qtbot: QtBot, view: QWidget, start: QPoint, by: QPoint) -> None:
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, start + by / 2)
    qtbot.mouseMove(view, start + by)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=start + by)


def spot_at(view: PictureView, point: QPoint) -> tuple[float, float]:
    rect = view.placed(view.source_at(point.toPointF()))
    return (point.x() - rect.left()) / rect.width(), (point.y() - rect.top()) / rect.height()


def button(view: CompareView, name: str) -> QToolButton:
    action = view.controls.actions[name]
    return next(made for made in view.findChildren(QToolButton) if made.defaultAction() is action)


def press(qtbot: QtBot, view: CompareView, name: str) -> None:
    qtbot.mouseClick(button(view, name), Qt.MouseButton.LeftButton)


def test_both_pictures_are_shown_with_their_facts(shown: Show, photo: ByName) -> None:
    view = shown(photo("eiffel-tower-1"), photo("eiffel-tower-2"))
    first, second = view.stage.captions
    assert first.name.text() == "eiffel-tower-1.jpg"
    assert second.name.text() == "eiffel-tower-2.jpg"
    assert first.facts.text().startswith("900 \N{MULTIPLICATION SIGN} 676")
    assert "75" in first.facts.text() or "77" in first.facts.text()


def test_each_side_shows_its_picture(two: CompareView) -> None:
    left, right = two.stage.sides
    assert colour_at(left, left.rect().center()) == (255, 0, 0)
    assert colour_at(right, right.rect().center()) == (0, 0, 255)
    assert right.mapTo(two, QPoint()).x() > left.mapTo(two, QPoint()).x()


def test_the_wheel_zooms_both_around_the_cursor(two: CompareView) -> None:
    left, right = two.stage.sides
    at = QPoint(200, 150)
    before, before_right = spot_at(left, at), spot_at(right, at)
    wheel(left, at, 6)
    assert left.view.zoom > 3
    assert spot_at(left, at) == pytest.approx(before)
    assert spot_at(right, at) == pytest.approx(before_right)


def test_dragging_one_moves_both(qtbot: QtBot, two: CompareView) -> None:
    left, right = two.stage.sides
    wheel(right, right.rect().center(), 6)
    before = left.placed(left.sources[0]).topLeft()
    drag(qtbot, right, right.rect().center(), QPoint(-60, 40))
    assert left.placed(left.sources[0]).topLeft() - before == QPointF(-60, 40)
    assert left.view == right.view


def test_unlinked_sides_move_alone(qtbot: QtBot, two: CompareView) -> None:
    left, right = two.stage.sides
    press(qtbot, two, "link")
    wheel(left, left.rect().center(), 3)
    assert (left.view.zoom > 1, right.view.zoom) == (True, 1)
    press(qtbot, two, "link")
    assert left.view == right.view


def test_double_click_shows_every_pixel_and_fits_again(qtbot: QtBot, two: CompareView) -> None:
    left = two.stage.sides[0]
    qtbot.mouseDClick(left, Qt.MouseButton.LeftButton, pos=left.rect().center())
    assert two.percent.text() == "100 %"
    assert left.placed(left.sources[0]).width() == pytest.approx(600)
    qtbot.mouseDClick(left, Qt.MouseButton.LeftButton, pos=left.rect().center())
    assert left.placed(left.sources[0]).width() == pytest.approx(left.frame().width())


def test_keys_zoom_and_move(qtbot: QtBot, two: CompareView) -> None:
    left = two.stage.sides[0]
    left.setFocus()
    qtbot.keyClick(left, Qt.Key.Key_1)
    assert two.percent.text() == "100 %"
    qtbot.keyClick(left, Qt.Key.Key_Plus, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(left, Qt.Key.Key_Plus, Qt.KeyboardModifier.KeypadModifier)
    assert two.percent.text() == "225 %"
    before = left.placed(left.sources[0]).topLeft()
    qtbot.keyClick(left, Qt.Key.Key_Right)
    qtbot.keyClick(left, Qt.Key.Key_Down)
    moved = left.placed(left.sources[0]).topLeft() - before
    assert moved.x() < 0 and moved.y() < 0
    qtbot.keyClick(left, Qt.Key.Key_Minus)
    assert two.percent.text() == "150 %"
    qtbot.keyClick(left, Qt.Key.Key_0)
    assert left.view.zoom == 1


def test_arrows_go_to_other_results_while_the_pictures_fit(qtbot: QtBot, two: CompareView) -> None:
    left = two.stage.sides[0]
    left.setFocus()
    with qtbot.waitSignal(two.next_wanted):
        qtbot.keyClick(left, Qt.Key.Key_Right)
    with qtbot.waitSignal(two.previous_wanted):
        qtbot.keyClick(left, Qt.Key.Key_Left)
    two.set_neighbours(False, True)
    with qtbot.assertNotEmitted(two.previous_wanted):
        qtbot.keyClick(left, Qt.Key.Key_Left)
    with qtbot.waitSignal(two.next_wanted):
        press(qtbot, two, "next")


def test_another_result_keeps_the_part_in_view(
    qtbot: QtBot, two: CompareView, plain: Callable[..., Photo]
) -> None:
    left, right = two.stage.sides
    wheel(left, QPoint(100, 100), 4)
    seen = left.view
    first = two.photos()[0]
    two.show_pair(first, plain("third", "#00ff00"))
    qtbot.waitUntil(lambda: two.sources[1].levels is not None, timeout=WAIT_MS)
    assert (left.view, right.view) == (seen, seen)
    assert colour_at(right, right.rect().center()) == (0, 255, 0)
    two.show_pair(plain("fourth", "#ffffff"), first)
    assert left.view.zoom == 1


def test_the_slider_parts_the_pictures(qtbot: QtBot, two: CompareView) -> None:
    press(qtbot, two, "slider")
    slider = two.stage.slider
    y = slider.height() // 4
    middle = slider.width() // 2
    assert colour_at(slider, QPoint(middle - 40, y)) == (255, 0, 0)
    assert colour_at(slider, QPoint(middle + 40, y)) == (0, 0, 255)
    drag(qtbot, slider, QPoint(middle, slider.height() // 2), QPoint(120, 0))
    assert colour_at(slider, QPoint(middle + 80, y)) == (255, 0, 0)
    assert colour_at(slider, QPoint(middle + 160, y)) == (0, 0, 255)
    line = slider.divided
    qtbot.keyClick(slider, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert slider.divided < line
    # Elsewhere dragging moves the pictures, not the line.
    wheel(slider, QPoint(middle, y), 6)
    line = slider.divided
    before = slider.placed(slider.sources[0]).left()
    drag(qtbot, slider, QPoint(60, y), QPoint(-40, 0))
    assert slider.divided == line
    assert slider.placed(slider.sources[0]).left() == pytest.approx(before - 40)


def test_the_line_stays_within_reach(qtbot: QtBot, two: CompareView) -> None:
    press(qtbot, two, "slider")
    slider = two.stage.slider
    drag(qtbot, slider, QPoint(slider.width() // 2, 20), QPoint(5000, 0))
    assert slider.divided == 1
    drag(qtbot, slider, QPoint(slider.width() - 3, 20), QPoint(-5000, 0))
    assert slider.divided == 0


def test_space_held_shows_the_other_picture(qtbot: QtBot, two: CompareView) -> None:
    press(qtbot, two, "blink")
    press(qtbot, two, "run")
    blink = two.stage.blink
    blink.setFocus()
    middle = blink.rect().center()
    first = colour_at(blink, middle)
    qtbot.keyPress(blink, Qt.Key.Key_Space)
    assert colour_at(blink, middle) != first
    qtbot.keyRelease(blink, Qt.Key.Key_Space)
    assert colour_at(blink, middle) == first


def test_blinking_goes_by_itself_until_it_is_stopped(qtbot: QtBot, two: CompareView) -> None:
    press(qtbot, two, "blink")
    blink = two.stage.blink
    two.pace.setValue(two.pace.maximum())
    with qtbot.waitSignals([blink.turned, blink.turned], timeout=WAIT_MS):
        pass
    shown = blink.shown
    names = [caption.name.property("tone") for caption in two.stage.captions]
    assert names[1 - shown] == "muted" and names[shown] != "muted"
    press(qtbot, two, "run")
    assert not blink._timer.isActive()
    press(qtbot, two, "run")
    press(qtbot, two, "side")
    assert not blink._timer.isActive()


def test_changes_are_never_dangerously_fast(two: CompareView) -> None:
    """More than three a second can set off seizures."""
    two.stage.blink.set_pace(1)
    assert two.stage.blink._timer.interval() > 1000 / 3


def test_the_part_in_view_goes_along_to_another_way(qtbot: QtBot, two: CompareView) -> None:
    left = two.stage.sides[0]
    wheel(left, QPoint(150, 120), 5)
    press(qtbot, two, "slider")
    assert two.stage.slider.view == left.view
    wheel(two.stage.slider, QPoint(300, 200), 2)
    press(qtbot, two, "side")
    assert left.view == two.stage.slider.view


def test_the_table_shows_what_differs(qtbot: QtBot, shown: Show, photo: ByName) -> None:
    view = shown(photo("kingfisher"), photo("kingfisher-mirrored"))
    model = view.table.table.model()
    qtbot.waitUntil(lambda: model.rowCount() > 0, timeout=WAIT_MS)

    def rows() -> dict[str, tuple[str, str]]:
        return {
            model.index(row, 0).data(): (model.index(row, 1).data(), model.index(row, 2).data())
            for row in range(model.rowCount())
        }

    assert rows() and all(first != second for first, second in rows().values())
    assert "Size" in rows() and "Type" not in rows()
    qtbot.mouseClick(view.table.all_rows, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert rows()["Type"] == ("JPEG", "JPEG")
    assert model.headerData(1, Qt.Orientation.Horizontal) == "kingfisher.jpg"
    # The window's own Ctrl+C does not come in between.
    files = QAction(view)
    files.setShortcut("Ctrl+C")
    view.addAction(files)
    view.table.table.selectRow(0)
    view.table.table.setFocus()
    qtbot.keyClick(view.table.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    name, values = next(iter(rows().items()))
    assert QApplication.clipboard().text() == "\t".join((name, *values))


def test_the_side_reached_by_keys_is_marked(qtbot: QtBot, two: CompareView) -> None:
    left, right = two.stage.sides
    corner = QPoint(1, 1)
    left.setFocus(Qt.FocusReason.MouseFocusReason)
    plain = colour_at(left, corner)
    left.setFocus(Qt.FocusReason.OtherFocusReason)
    right.setFocus(Qt.FocusReason.TabFocusReason)
    assert colour_at(right, corner) != plain
    assert colour_at(left, corner) == plain


def test_a_picture_compared_with_itself_does_not_differ(qtbot: QtBot, shown: Show, photo: ByName) -> None:
    view = shown(photo("china"), photo("china"))
    qtbot.waitUntil(lambda: "same" in view.table.note.text(), timeout=WAIT_MS)
    assert view.table.note.isVisible()


def test_a_picture_that_is_away_or_broken_says_so(
    qtbot: QtBot, view: CompareView, photo: ByName, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n and no more")
    away = replace(photo("china"), offline=True)
    view.show_pair(away, Photo.outside(str(broken)))
    qtbot.waitUntil(lambda: view.sources[1].problem != "", timeout=WAIT_MS)
    assert "not connected" in view.sources[0].problem
    assert view.table.note.text() != ""
    # Nothing can be zoomed, and nothing breaks.
    for side in view.stage.sides:
        wheel(side, side.rect().center(), 3)


def test_without_a_second_photo_there_is_room_for_one(view: CompareView, photo: ByName) -> None:
    view.show_pair(photo("china"), None)
    assert [source.photo for source in view.sources] == [photo("china"), None]
    assert view.stage.captions[1].name.text() == ""
    for mode in ("slider", "blink", "side"):
        view.set_mode(mode)
        view.grab()


def test_full_screen_and_closing(qtbot: QtBot, two: CompareView) -> None:
    left = two.stage.sides[0]
    left.setFocus()
    with qtbot.waitSignal(two.full_screen_toggled) as toggled:
        qtbot.keyClick(left, Qt.Key.Key_F11)
    assert toggled.args == [True]
    # Escape goes back one step after the other.
    with qtbot.waitSignal(two.full_screen_toggled) as toggled, qtbot.assertNotEmitted(two.closed):
        qtbot.keyClick(left, Qt.Key.Key_Escape)
    assert toggled.args == [False]
    with qtbot.waitSignal(two.closed):
        qtbot.keyClick(left, Qt.Key.Key_Escape)


def test_the_menu_is_for_the_picture_under_the_mouse(qtbot: QtBot, two: CompareView) -> None:
    press(qtbot, two, "slider")
    slider = two.stage.slider
    for at, name in ((QPoint(100, 100), "first.png"), (QPoint(slider.width() - 100, 100), "second.png")):
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, slider.mapToGlobal(at))
        with qtbot.waitSignal(two.menu_wanted) as wanted:
            QApplication.sendEvent(slider, event)
        photos, where = wanted.args
        assert [photo.path.endswith(name) for photo in photos] == [True]
        assert where == slider.mapToGlobal(at)


def test_in_a_narrow_place_wide_pictures_lie_below_each_other(qtbot: QtBot, two: CompareView) -> None:
    two.resize(480, 900)
    assert two.width() == 480
    left, right = two.stage.sides
    qtbot.waitUntil(lambda: right.mapTo(two, QPoint()).y() > left.mapTo(two, QPoint()).y())
    assert left.width() == right.width() == two.width()
    for name in ("side", "slider", "blink", "previous", "next", "details", "full_screen", "close"):
        assert button(two, name).isVisible()
        assert two.rect().contains(two.rect() & button(two, name).geometry())


def test_the_way_of_comparing_is_remembered(
    qtbot: QtBot, two: CompareView, settings: Settings, engine, thumbnails, shortcuts
) -> None:
    press(qtbot, two, "slider")
    press(qtbot, two, "details")
    assert not two.table.isVisible()
    other = CompareView(engine, thumbnails, settings, shortcuts)
    qtbot.addWidget(other)
    other.show()
    assert other.stage.mode == "slider"
    assert not other.table.isVisible()


def test_every_control_has_a_name_and_a_tool_tip(two: CompareView) -> None:
    for made in two.findChildren(QToolButton):
        assert made.accessibleName()
        assert made.toolTip()
    assert "first.png" in two.stage.sides[0].accessibleName()
