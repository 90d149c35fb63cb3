"""The query strip, as it is used: dropping, pasting, opening, adding, taking out."""

import os
import shutil
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from photosearch.gui.query.strip import QueryStrip
from photosearch.services.records import QueryPart
from tests.gui.query.drags import Drag, files
from tests.gui.query.looking import button, cards, names, says, search

LEFT = Qt.MouseButton.LeftButton


def send_context_menu(widget: QWidget, position: QPoint) -> None:
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(widget, QContextMenuEvent(reason, position, widget.mapToGlobal(position)))


def test_at_first_it_invites_to_drop_a_photo(strip: QueryStrip) -> None:
    assert "Drop a photo here" in says(strip, "invitation")
    assert not button(strip, "star").isVisible()
    assert not button(strip, "close").isVisible()


def test_a_dropped_photo_is_searched_for(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    path = os.path.join(photo_folder, "colosseum.jpg")
    with qtbot.waitSignal(strip.searched) as searched:
        Drag(files([path])).drop(strip.window().centralWidget())
    assert searched.args == [[QueryPart(path)]]
    assert says(strip, "queryName") == "colosseum.jpg"
    assert len(cards(strip)) == 1


def test_the_picture_searched_for_is_shown(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    search(qtbot, strip, [os.path.join(photo_folder, "citrus.jpg")])
    card = cards(strip)[0]

    def is_orange() -> None:
        colour = card.grab().toImage().pixelColor(card.width() // 2, card.height() // 4)
        assert colour.red() > colour.blue() + 60

    qtbot.waitUntil(is_orange)


def test_a_part_of_a_picture_is_shown_alone(qtbot: QtBot, strip: QueryStrip, tmp_path: Path) -> None:
    picture = QImage(400, 300, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.blue)
    for x in range(100):
        for y in range(100):
            picture.setPixel(x + 300, y + 200, 0xFFFF0000)
    path = str(tmp_path / "red-corner.png")
    assert picture.save(path)
    strip.search([QueryPart(path, (300, 200, 100, 100))])
    card = cards(strip)[0]

    def is_red() -> None:
        colour = card.grab().toImage().pixelColor(card.rect().center())
        assert colour.red() > 200 and colour.blue() < 60

    qtbot.waitUntil(is_red)
    assert "100 × 100" in says(strip, "queryDetail")  # noqa: RUF001


def test_from_a_part_to_the_whole_picture(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    path = os.path.join(photo_folder, "colosseum.jpg")
    strip.search([QueryPart(path, (0, 0, 50, 50))])
    whole = next(b for b in strip.findChildren(QPushButton) if b.text() == "Whole picture")
    with qtbot.waitSignal(strip.searched) as searched:
        qtbot.mouseClick(whole, LEFT)
    assert searched.args == [[QueryPart(path)]]
    assert not whole.isVisible()


def test_several_photos_are_searched_for_together(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    paths = [os.path.join(photo_folder, name) for name in ("colosseum.jpg", "china.jpg", "dogs.jpg")]
    with qtbot.waitSignal(strip.searched) as searched:
        Drag(files(paths)).drop(strip)
    assert searched.args == [[QueryPart(path) for path in paths]]
    assert says(strip, "queryName").startswith("3 ")
    assert len(cards(strip)) == 3


def test_no_more_than_sixteen_and_it_says_so(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    paths = sorted(str(path) for path in Path(photo_folder).iterdir())[:20]
    with qtbot.waitSignals([strip.message, strip.searched]), qtbot.waitSignal(strip.message) as message:
        Drag(files(paths)).drop(strip)
    assert "16" in message.args[0]
    assert [part.path for part in strip.parts] == paths[:16]
    assert not strip.findChild(QToolButton, "addPicture").isVisible()


def test_a_name_of_any_bytes(qtbot: QtBot, strip: QueryStrip, photo_folder: str, tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/odd \xff\xe9 100%.jpg"
    shutil.copy(os.path.join(photo_folder, "china.jpg"), path)
    with qtbot.waitSignal(strip.searched):
        Drag(files([os.fsdecode(path)])).drop(strip)
    assert os.fsencode(strip.parts[0].path) == path
    assert says(strip, "queryName") == "odd \N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER} 100%.jpg"
    # Kept with the recent searches, it is still the same name.
    assert os.fsencode(strip.recent.queries()[0][0].path) == path


def test_an_image_without_a_file_becomes_one(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    image = QImage(os.path.join(photo_folder, "china.jpg"))
    mime = QMimeData()
    mime.setImageData(image)
    with qtbot.waitSignal(strip.searched):
        Drag(mime).drop(strip)
    kept = strip.parts[0].path
    assert QImage(kept).size() == image.size()
    assert says(strip, "queryName") == "Pasted picture"
    with qtbot.waitSignal(strip.searched):
        Drag(mime).drop(strip)
    assert strip.parts[0].path == kept


def test_a_folder_is_offered_to_the_library(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    with qtbot.assertNotEmitted(strip.searched), qtbot.waitSignal(strip.folders_dropped) as dropped:
        Drag(files([photo_folder])).drop(strip)
    assert dropped.args == [[photo_folder]]


def test_what_lies_beside_photos_is_left_out(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    note = Path(photo_folder).parent / "notes.txt"
    note.write_text("not a photo")
    photo = os.path.join(photo_folder, "china.jpg")
    search(qtbot, strip, [str(note), photo])
    assert [part.path for part in strip.parts] == [photo]


def test_a_file_that_went_away_is_said(qtbot: QtBot, strip: QueryStrip, tmp_path: Path) -> None:
    with qtbot.assertNotEmitted(strip.searched), qtbot.waitSignal(strip.message) as message:
        Drag(files([str(tmp_path / "gone.jpg")])).drop(strip)
    assert "not there" in message.args[0]


def test_paste_an_image(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    QGuiApplication.clipboard().setImage(QImage(os.path.join(photo_folder, "dogs.jpg")))
    with qtbot.waitSignal(strip.searched):
        qtbot.mouseClick(button(strip, "paste"), LEFT)
    assert strip.parts[0].path.endswith(".png")


def test_pasting_a_large_image_holds_up_nothing(
    qtbot: QtBot, strip: QueryStrip, photo_folder: str, no_stalls: object
) -> None:
    image = QImage(os.path.join(photo_folder, "china.jpg")).scaled(6000, 4000)
    QGuiApplication.clipboard().setImage(image)
    with qtbot.waitSignal(strip.searched, timeout=30_000):
        strip.paste()
    assert strip.parts[0].path.endswith(".png")


def test_paste_copied_files(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    path = os.path.join(photo_folder, "dogs.jpg")
    QGuiApplication.clipboard().setMimeData(files([path]))
    with qtbot.waitSignal(strip.searched) as searched:
        strip.paste()
    assert searched.args == [[QueryPart(path)]]


def test_paste_a_path(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    path = os.path.join(photo_folder, "dogs.jpg")
    QGuiApplication.clipboard().setText(path)
    with qtbot.waitSignal(strip.searched) as searched:
        strip.paste()
    assert searched.args == [[QueryPart(path)]]


def test_nothing_to_paste_is_said(qtbot: QtBot, strip: QueryStrip) -> None:
    QGuiApplication.clipboard().setText("just words")
    with qtbot.assertNotEmitted(strip.searched), qtbot.waitSignal(strip.message) as message:
        strip.paste()
    assert "no picture to paste" in message.args[0]


def test_open_files(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    qtbot.mouseClick(button(strip, "open"), LEFT)
    dialog = strip.findChild(QFileDialog)
    assert dialog is not None and dialog.isVisible()
    path = os.path.join(photo_folder, "giraffe.jpg")
    dialog.setDirectory(photo_folder)
    dialog.selectFile(path)
    with qtbot.waitSignal(strip.searched) as searched:
        dialog.accept()
    assert searched.args == [[QueryPart(path)]]


def test_add_another_picture(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    first, second = (os.path.join(photo_folder, name) for name in ("colosseum.jpg", "china.jpg"))
    search(qtbot, strip, [first])
    tile = strip.findChild(QToolButton, "addPicture")
    QGuiApplication.clipboard().setMimeData(files([second]))
    actions = {action.text(): action for action in tile.menu().actions()}
    with qtbot.waitSignal(strip.searched) as searched:
        actions["Paste a picture"].trigger()
    assert searched.args == [[QueryPart(first), QueryPart(second)]]


def test_take_one_out_by_mouse(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    search(qtbot, strip, [os.path.join(photo_folder, name) for name in ("colosseum.jpg", "china.jpg")])
    card = cards(strip)[0]
    qtbot.mouseMove(card)
    cross = card.findChild(QToolButton)
    qtbot.waitUntil(cross.isVisible)
    with qtbot.waitSignal(strip.searched):
        qtbot.mouseClick(cross, LEFT)
    assert names(strip) == ["china.jpg"]


def test_take_all_out_by_keys(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    search(
        qtbot,
        strip,
        [os.path.join(photo_folder, name) for name in ("colosseum.jpg", "china.jpg", "dogs.jpg")],
    )
    cards(strip)[0].setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    assert names(strip) == ["colosseum.jpg", "dogs.jpg"]
    # The focus stays where the card was, so that the next can go the same way.
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    assert names(strip) == ["colosseum.jpg"]
    with qtbot.waitSignal(strip.cleared):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    assert "Drop a photo here" in says(strip, "invitation")


def test_end_the_search(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    search(qtbot, strip, [os.path.join(photo_folder, "china.jpg")])
    with qtbot.assertNotEmitted(strip.searched), qtbot.waitSignal(strip.cleared):
        qtbot.mouseClick(button(strip, "close"), LEFT)
    assert strip.parts == []


def test_the_menu_of_a_picture(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    search(qtbot, strip, [os.path.join(photo_folder, "china.jpg")])
    card = cards(strip)[0]
    with qtbot.waitSignal(strip.menu_wanted) as wanted:
        send_context_menu(card, QPoint(5, 6))
    assert wanted.args == [QueryPart(os.path.join(photo_folder, "china.jpg")), card.mapToGlobal(QPoint(5, 6))]


def test_recent_searches_can_be_had_again(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    for name in ("china.jpg", "dogs.jpg"):
        search(qtbot, strip, [os.path.join(photo_folder, name)])
    strip.clear()
    menu = button(strip, "recent").menu()
    assert isinstance(menu, QMenu)
    menu.popup(QPoint(0, 0))
    assert [action.text() for action in menu.actions()[:2]] == ["dogs.jpg", "china.jpg"]
    with qtbot.waitSignal(strip.searched):
        qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(menu.actions()[1]).center())
    assert names(strip) == ["china.jpg"]


def test_recent_searches_show_their_pictures(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    search(qtbot, strip, [os.path.join(photo_folder, "citrus.jpg")])
    menu = button(strip, "recent").menu()
    menu.popup(QPoint(0, 0))

    def is_orange() -> None:
        colour = menu.actions()[0].icon().pixmap(40, 40).toImage().pixelColor(20, 10)
        assert colour.red() > colour.blue() + 60

    qtbot.waitUntil(is_orange)
    menu.hide()


def test_recent_searches_leave_out_what_vanished(
    qtbot: QtBot, strip: QueryStrip, photo_folder: str, tmp_path: Path
) -> None:
    path = tmp_path / "soon-gone.jpg"
    shutil.copy(os.path.join(photo_folder, "china.jpg"), path)
    search(qtbot, strip, [str(path)])
    path.unlink()
    menu = button(strip, "recent").menu()
    menu.popup(QPoint(0, 0))
    qtbot.waitUntil(lambda: [action.text() for action in menu.actions()] == ["No searches yet"])
    menu.hide()


def test_recent_searches_can_be_forgotten(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    search(qtbot, strip, [os.path.join(photo_folder, "china.jpg")])
    menu = button(strip, "recent").menu()
    next(action for action in menu.actions() if action.text().startswith("Clear")).trigger()
    assert strip.recent.queries() == []
    assert menu.actions()[0].text() == "No searches yet"


def test_save_a_search_and_take_that_back(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    search(qtbot, strip, [os.path.join(photo_folder, "china.jpg")])
    star = button(strip, "star")
    with qtbot.waitSignal(strip.message) as message:
        qtbot.mouseClick(star, LEFT)
    assert "china" in message.args[0]
    assert star.isChecked()
    search(qtbot, strip, [os.path.join(photo_folder, "dogs.jpg")])
    assert not star.isChecked()
    search(qtbot, strip, [os.path.join(photo_folder, "china.jpg")])
    assert star.isChecked()
    qtbot.mouseClick(star, LEFT)
    assert not star.isChecked()


def test_a_query_shown_from_elsewhere_is_not_searched_for_again(
    qtbot: QtBot, strip: QueryStrip, photo_folder: str
) -> None:
    path = os.path.join(photo_folder, "china.jpg")
    with qtbot.assertNotEmitted(strip.searched):
        strip.set_parts([QueryPart(path)])
    assert says(strip, "queryName") == "china.jpg"
    assert strip.recent.queries() == [(QueryPart(path),)]


def test_a_narrow_window_stays_as_it_is(qtbot: QtBot, strip: QueryStrip, photo_folder: str) -> None:
    window = strip.window()
    window.resize(660, 400)
    paths = sorted(str(path) for path in Path(photo_folder).iterdir())[:16]
    for parts in ([QueryPart(paths[0])], [QueryPart(path) for path in paths], []):
        strip.search(parts)
        QApplication.processEvents()
        assert window.width() == 660
    # Nothing of it is cut off.
    assert button(strip, "recent").mapTo(window, button(strip, "recent").rect().bottomRight()).x() < 660
