"""The grid as a person uses it: mouse, wheel and keys are real events."""

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QContextMenuEvent,
    QCursor,
    QGuiApplication,
    QHelpEvent,
    QImage,
    QPaintEvent,
    QRegion,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from photosearch.gui.engine import Engine
from photosearch.gui.results.grid import PhotoGrid
from photosearch.gui.results.page import ResultsPage
from photosearch.gui.settings.store import Settings
from photosearch.services.records import Photo
from tests.gui.results.conftest import browse, names, search, shown

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def grid(qtbot: QtBot, page: ResultsPage, engine: Engine) -> PhotoGrid:
    """The grid with the whole library in it."""
    browse(qtbot, page, engine)
    return page.grid


def spot(grid: PhotoGrid, row: int) -> QPoint:
    return grid.visualRect(grid.photos.index(row)).center()


def click(qtbot: QtBot, grid: PhotoGrid, row: int, keys: Qt.KeyboardModifier = NONE) -> None:
    qtbot.mouseClick(grid.viewport(), LEFT, keys, spot(grid, row))


def rows(grid: PhotoGrid) -> list[int]:
    return sorted(index.row() for index in grid.selectionModel().selectedIndexes())


def turn(grid: PhotoGrid, notches: int, keys: Qt.KeyboardModifier = NONE) -> None:
    place = QPointF(grid.viewport().rect().center())
    event = QWheelEvent(
        place,
        grid.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(grid.viewport(), event)


def test_photos_are_seen_in_their_cards(grid: PhotoGrid, qtbot: QtBot) -> None:
    picture = grid.viewport().grab().toImage()
    for row in range(*grid.visible_rows()):
        card = grid.visualRect(grid.photos.index(row))
        photo = grid.photos.photo(row)
        assert photo is not None
        if not grid.viewport().rect().contains(card):
            continue
        # The tile's middle is the photo's middle.
        middle = QPoint(card.center().x(), card.top() + 8 + grid.arrangement.picture[1] // 2)
        original = QImage(photo.path)
        if original.isNull():
            continue
        expected = mean_colour(original.scaled(64, 64), 32, 32, 6)
        there = mean_colour(picture, middle.x(), middle.y(), 8)
        assert all(abs(a - b) < 60 for a, b in zip(there, expected, strict=True)), photo.path


def mean_colour(image: QImage, x: int, y: int, reach: int) -> list[float]:
    colours = [
        QColor(image.pixel(a, b)).getRgb()[:3]
        for a in range(x - reach, x + reach)
        for b in range(y - reach, y + reach)
    ]
    return [sum(parts) / len(colours) for parts in zip(*colours, strict=True)]


def test_clicks_select_one_several_and_a_range(grid: PhotoGrid, qtbot: QtBot) -> None:
    click(qtbot, grid, 3)
    assert rows(grid) == [3]
    click(qtbot, grid, 6, SHIFT)
    assert rows(grid) == [3, 4, 5, 6], "in reading order, across lines"
    click(qtbot, grid, 4, CTRL)
    assert rows(grid) == [3, 5, 6]
    click(qtbot, grid, 1)
    assert rows(grid) == [1]


def test_a_range_can_begin_out_of_sight(grid: PhotoGrid, qtbot: QtBot) -> None:
    click(qtbot, grid, 1)
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    last = grid.arrangement.count - 1
    click(qtbot, grid, last, SHIFT)
    assert rows(grid) == list(range(1, last + 1))


def test_a_click_beside_the_photos_selects_nothing(grid: PhotoGrid, qtbot: QtBot) -> None:
    click(qtbot, grid, 3)
    qtbot.mouseClick(grid.viewport(), LEFT, NONE, QPoint(3, 100))
    assert rows(grid) == []


def test_the_keys_move_through_the_photos(grid: PhotoGrid, qtbot: QtBot) -> None:
    columns = grid.arrangement.columns
    grid.setCurrentIndex(grid.photos.index(0))
    for key, expected in (
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Down, 1 + columns),
        (Qt.Key.Key_Left, columns),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_End, 50),
        (Qt.Key.Key_Right, 50),
        (Qt.Key.Key_Home, 0),
    ):
        qtbot.keyClick(grid, key)
        assert grid.currentIndex().row() == expected
        assert rows(grid) == [expected]
        inside = grid.viewport().rect().contains(grid.visualRect(grid.currentIndex()))
        assert inside, "the photo reached is to be seen"
    qtbot.keyClick(grid, Qt.Key.Key_PageDown)
    page = grid.currentIndex().row()
    assert page > columns and page % columns == 0
    qtbot.keyClick(grid, Qt.Key.Key_Right, SHIFT)
    qtbot.keyClick(grid, Qt.Key.Key_Right, SHIFT)
    assert rows(grid) == [page, page + 1, page + 2]
    qtbot.keyClick(grid, Qt.Key.Key_Right, CTRL)
    assert rows(grid) == [page, page + 1, page + 2], "Ctrl moves and selects nothing"
    qtbot.keyClick(grid, Qt.Key.Key_Space, CTRL)
    assert rows(grid) == [page, page + 1, page + 2, page + 3]


def test_enter_and_a_double_click_open_a_photo(grid: PhotoGrid, page: ResultsPage, qtbot: QtBot) -> None:
    opened: list[Photo] = []
    page.activated.connect(opened.append)
    click(qtbot, grid, 2)
    assert opened == []
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    qtbot.mouseDClick(grid.viewport(), LEFT, NONE, spot(grid, 4))
    assert opened == [grid.photos.photo(2), grid.photos.photo(4)]


def test_copying_is_left_to_the_window(grid: PhotoGrid, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("before")
    click(qtbot, grid, 2)
    qtbot.keyClick(grid, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "before"


def test_a_frame_drawn_with_the_mouse_selects(grid: PhotoGrid, qtbot: QtBot) -> None:
    view, columns = grid.viewport(), grid.arrangement.columns
    start = grid.visualRect(grid.photos.index(1)).topLeft() - QPoint(5, 5)
    end = grid.visualRect(grid.photos.index(columns + 2)).center()
    qtbot.mousePress(view, LEFT, NONE, start)
    qtbot.mouseMove(view, start + QPoint(30, 30))
    qtbot.mouseMove(view, end)
    assert rows(grid) == [1, 2, columns + 1, columns + 2], "the photos under the frame, not those between"
    before = view.grab().toImage().pixelColor(start + QPoint(2, 40))
    qtbot.mouseRelease(view, LEFT, NONE, end)
    assert rows(grid) == [1, 2, columns + 1, columns + 2]
    assert view.grab().toImage().pixelColor(start + QPoint(2, 40)) != before, "the frame goes"


def test_a_frame_held_at_the_edge_scrolls_on(grid: PhotoGrid, qtbot: QtBot) -> None:
    view = grid.viewport()
    bar = grid.verticalScrollBar()
    qtbot.mousePress(view, LEFT, NONE, QPoint(4, 40))
    qtbot.mouseMove(view, QPoint(60, 200))
    qtbot.mouseMove(view, QPoint(120, view.height() - 2))
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    last = grid.arrangement.moved(0, 1000)
    assert last in rows(grid) and 0 in rows(grid), "from where it began to where it came"
    assert all(row % grid.arrangement.columns == 0 for row in rows(grid))
    qtbot.mouseRelease(view, LEFT, NONE, QPoint(120, view.height() - 2))


def test_the_wheel_glides(grid: PhotoGrid, qtbot: QtBot) -> None:
    turn(grid, -1)
    turn(grid, -1)
    qtbot.waitUntil(lambda: grid.offset == 240)
    turn(grid, 3)
    qtbot.waitUntil(lambda: grid.offset == 0)


def test_control_and_the_wheel_change_the_size(grid: PhotoGrid, settings: Settings, qtbot: QtBot) -> None:
    columns = grid.arrangement.columns
    turn(grid, 4, CTRL)
    assert settings.get("thumbnail_size") == 176 + 4 * 16
    assert grid.arrangement.columns < columns
    turn(grid, -30, CTRL)
    assert settings.get("thumbnail_size") == 96
    assert grid.offset == 0


def test_the_current_photo_stays_in_view(
    qtbot: QtBot, grid: PhotoGrid, page: ResultsPage, settings: Settings
) -> None:
    def is_seen() -> bool:
        return grid.viewport().rect().intersects(grid.visualRect(grid.currentIndex()))

    # What the mouse is over would stay where it is instead; earlier tests left it anywhere.
    QCursor.setPos(page.mapToGlobal(QPoint(-2000, -2000)))
    QApplication.sendEvent(grid.viewport(), QEvent(QEvent.Type.Leave))
    grid.setCurrentIndex(grid.photos.index(30))
    for size in (96, 320, 176):
        settings.set("thumbnail_size", size)
        qtbot.waitUntil(is_seen)
    for width in (560, 1400, 700):
        page.resize(width, 500)
        qtbot.waitUntil(is_seen)


def test_the_menu_is_for_the_photo_under_the_mouse_or_all_selected(
    grid: PhotoGrid, page: ResultsPage, qtbot: QtBot
) -> None:
    wanted: list[tuple[list[Photo], QPoint]] = []
    page.menu_wanted.connect(lambda photos, place: wanted.append((photos, place)))
    click(qtbot, grid, 2)
    click(qtbot, grid, 3, SHIFT)
    ask(grid, spot(grid, 3))
    assert [grid.photos.photo(row) for row in (2, 3)] == wanted[-1][0]
    ask(grid, spot(grid, 6))
    assert [grid.photos.photo(6)] == wanted[-1][0]
    assert rows(grid) == [6]
    assert wanted[-1][1] == grid.viewport().mapToGlobal(spot(grid, 6))
    ask(grid, QPoint(3, 100))
    assert len(wanted) == 2, "beside the photos there is nothing to do"


def ask(grid: PhotoGrid, place: QPoint) -> None:
    view = grid.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.mapToGlobal(place))
    QApplication.sendEvent(view, event)


def test_the_menu_key_opens_the_menu_at_the_current_photo(
    grid: PhotoGrid, page: ResultsPage, qtbot: QtBot
) -> None:
    grid.setCurrentIndex(grid.photos.index(40))
    grid.verticalScrollBar().setValue(0)
    with qtbot.waitSignal(page.menu_wanted) as heard:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
        QApplication.sendEvent(grid, event)
    photos, place = heard.args
    assert photos == [grid.photos.photo(40)]
    assert grid.visualRect(grid.photos.index(40)).contains(grid.viewport().mapFromGlobal(place))
    assert grid.viewport().rect().contains(grid.viewport().mapFromGlobal(place))


def test_the_tool_tip_tells_of_the_photo(grid: PhotoGrid) -> None:
    place = spot(grid, 2)
    event = QHelpEvent(QEvent.Type.ToolTip, place, grid.viewport().mapToGlobal(place))
    QApplication.sendEvent(grid.viewport(), event)
    photo = grid.photos.photo(2)
    assert photo is not None and names([photo])[0] in QToolTip.text()
    QToolTip.hideText()


def test_photos_are_known_to_screen_readers(
    qtbot: QtBot, page: ResultsPage, engine: Engine, photo_folder: str
) -> None:
    search(qtbot, page, engine, f"{photo_folder}/colosseum.jpg")
    spoken = QAccessible.queryAccessibleInterface(page.grid)
    assert spoken.role() == QAccessible.Role.List
    assert spoken.text(QAccessible.Text.Name) == "Photos"
    assert spoken.childCount() == len(page.model.ids)
    first = spoken.child(0)
    assert first.text(QAccessible.Text.Name) == "colosseum.jpg, this photo"
    assert first.rect().topLeft() == page.grid.viewport().mapToGlobal(
        page.grid.visualRect(page.model.index(0)).topLeft()
    )
    assert spoken.child(5).text(QAccessible.Text.Name).endswith("% alike")


def test_the_heading_of_what_is_in_view_stays_at_the_edge(
    qtbot: QtBot, page: ResultsPage, engine: Engine, photo_folder: str
) -> None:
    search(qtbot, page, engine, f"{photo_folder}/eiffel-tower-1.jpg")
    grid = page.grid
    blocks = grid.arrangement.blocks
    assert len(blocks) >= 2
    grid.verticalScrollBar().setValue(blocks[1].cards_top + 60)
    QApplication.processEvents()
    pinned = heading(grid, 0)
    grid.verticalScrollBar().setValue(blocks[1].top)
    QApplication.processEvents()
    assert heading(grid, 0) == pinned
    grid.verticalScrollBar().setValue(0)
    QApplication.processEvents()
    assert heading(grid, 0) != pinned
    under = QPoint(200, 5)
    grid.verticalScrollBar().setValue(blocks[1].cards_top + 60)
    assert not grid.indexAt(under).isValid(), "a click on the heading is not for the photo under it"


def heading(grid: PhotoGrid, y: int) -> QImage:
    picture: QImage = grid.viewport().grab().toImage().copy(16, y + 4, 300, 30)
    return picture


def test_scrolling_leaves_no_traces(
    qtbot: QtBot, page: ResultsPage, engine: Engine, photo_folder: str
) -> None:
    """What is moved instead of painted anew looks as if it were painted anew."""
    search(qtbot, page, engine, f"{photo_folder}/eiffel-tower-1.jpg")
    grid = page.grid
    window = page.window().windowHandle()
    assert window is not None
    for value in (30, 75, 300, 260, 520, 0):
        grid.verticalScrollBar().setValue(value)
        qtbot.waitUntil(grid.all_there)
        QApplication.processEvents()
        on_screen = grid.screen().grabWindow(page.winId()).toImage()
        anew = page.grab().toImage()
        assert on_screen.convertToFormat(anew.format()) == anew


class Painted(QObject):
    """Where a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return False


def test_scrolling_paints_what_comes_into_view_and_the_heading_alone(
    qtbot: QtBot, page: ResultsPage, engine: Engine, photo_folder: str
) -> None:
    search(qtbot, page, engine, f"{photo_folder}/eiffel-tower-1.jpg")
    grid = page.grid
    grid.verticalScrollBar().setValue(400)
    qtbot.waitUntil(grid.all_there)
    QApplication.processEvents()
    painted, view = Painted(grid.viewport()), grid.viewport().rect()
    grid.verticalScrollBar().setValue(420)
    QApplication.processEvents()
    below = QRect(0, view.height() - 20, view.width(), 20)
    (heading, _), *_ = grid.headings_in(view)
    assert painted.region.intersects(below)
    assert painted.region.subtracted(QRegion(below)).subtracted(QRegion(heading)).isEmpty()


def test_all_of_a_hundred_thousand_are_selected_at_once(
    qtbot: QtBot, page: ResultsPage, no_stalls: object
) -> None:
    page.show_ids(list(range(10**6, 10**6 + 100_000)))
    qtbot.waitUntil(lambda: len(page.model.ids) == 100_000)
    changes: list[int] = []
    page.grid.selection_changed.connect(lambda: changes.append(page.grid.selected_count()))
    qtbot.keyClick(page.grid, Qt.Key.Key_A, CTRL)
    assert changes == [100_000]
    qtbot.keyClick(page.grid, Qt.Key.Key_End)
    assert page.grid.currentIndex().row() == 99_999
    assert page.grid.selected_count() == 1
    page.grid.selectionModel().select(QModelIndex(), QItemSelectionModel.SelectionFlag.Clear)


def test_photos_are_dragged_out(
    grid: PhotoGrid, page: ResultsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt's own loop of a drag waits for the system's mouse; all before it is real."""
    from PySide6.QtGui import QDrag

    dragged: list[tuple[list[str], bool]] = []

    def execute(drag: QDrag, *actions: Qt.DropAction) -> Qt.DropAction:
        files = [url.toLocalFile() for url in drag.mimeData().urls()]
        dragged.append((files, drag.pixmap().isNull()))
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", execute)
    click(qtbot, grid, 1)
    click(qtbot, grid, 2, SHIFT)
    start = spot(grid, 2)
    qtbot.mousePress(grid.viewport(), LEFT, NONE, start)
    qtbot.mouseMove(grid.viewport(), start + QPoint(5, 5))
    qtbot.mouseMove(grid.viewport(), start + QPoint(40, 40))
    qtbot.mouseRelease(grid.viewport(), LEFT, NONE, start + QPoint(40, 40))
    expected = [photo.path for row in (1, 2) if (photo := grid.photos.photo(row)) is not None]
    assert dragged == [(expected, False)]


def test_everything_is_shown(grid: PhotoGrid, page: ResultsPage) -> None:
    assert len(set(shown(page))) == 51
