"""The sidebar, as it is used by mouse, by keys and by drops."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialogButtonBox,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from photosearch.gui.engine import Engine
from photosearch.gui.navigation import Place
from photosearch.gui.settings.store import Settings
from photosearch.gui.sidebar.excludes import ExcludesDialog
from photosearch.gui.sidebar.saved import SavedSearches
from photosearch.gui.sidebar.sidebar import Sidebar
from photosearch.services.records import Filters, FolderInfo, IndexingState, Overview, QueryPart
from tests.gui.query.drags import Drag, files

LEFT = Qt.MouseButton.LeftButton
PICTURES, DISK = "/home/ann/Pictures", os.fsdecode(b"/media/ann/odd \xff disk")


def folder(path: str, photos: int, **more: Any) -> FolderInfo:
    return FolderInfo(
        **{"id": 1, "path": path, "photos": photos, "failures": 0, "present": True, "excludes": ()} | more
    )


def overview(*folders: FolderInfo, failures: int = 0) -> Overview:
    return Overview(sum(f.photos for f in folders), failures, folders, (), None, None, 2, "network")


@pytest.fixture
def sidebar(qtbot: QtBot, settings: Settings) -> Sidebar:
    made = Sidebar(settings)
    qtbot.addWidget(made)
    made.resize(232, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.set_overview(overview(folder(PICTURES, 1200, excludes=("*.gif",)), folder(DISK, 34, present=False)))
    return made


def lines(sidebar: Sidebar) -> list[str]:
    return [f"{entry.text} {entry.count}".strip() for entry in sidebar.list.entries()]


def middle(sidebar: Sidebar, text: str) -> QPoint:
    model = sidebar.list.model()
    rows = [row for row in range(model.rowCount()) if model.index(row, 0).data() == text]
    assert len(rows) == 1, lines(sidebar)
    return sidebar.list.visualRect(model.index(rows[0], 0)).center()


def click(qtbot: QtBot, sidebar: Sidebar, text: str) -> None:
    qtbot.mouseClick(sidebar.list.viewport(), LEFT, pos=middle(sidebar, text))


def menu_of(sidebar: Sidebar, text: str) -> dict[str, Callable[[], None]]:
    where = middle(sidebar, text)
    viewport = sidebar.list.viewport()
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(viewport, QContextMenuEvent(reason, where, viewport.mapToGlobal(where)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)

    def chooser(number: int) -> Callable[[], None]:
        def choose() -> None:
            action = menu.actions()[number]
            assert action.isEnabled()
            action.trigger()
            menu.close()

        return choose

    return {action.text(): chooser(number) for number, action in enumerate(menu.actions())}


def current(sidebar: Sidebar) -> str | None:
    entry = sidebar.list.current()
    return entry.text if entry else None


def tip(sidebar: Sidebar, text: str) -> str:
    index = sidebar.list.indexAt(middle(sidebar, text))
    return str(index.data(Qt.ItemDataRole.ToolTipRole))


def test_folders_with_their_counts(sidebar: Sidebar) -> None:
    odd = "odd \N{REPLACEMENT CHARACTER} disk"
    assert lines(sidebar) == ["All photos 1234", "Map 2", "Copies", "Folders", f"{odd} 34", "Pictures 1200"]
    assert PICTURES in tip(sidebar, "Pictures") and "*.gif" in tip(sidebar, "Pictures")
    assert "watched" in tip(sidebar, "Pictures")
    assert "offline" in tip(sidebar, odd)


def test_what_could_not_be_read_is_there_only_where_something_is(sidebar: Sidebar, qtbot: QtBot) -> None:
    sidebar.set_overview(overview(folder(PICTURES, 5), failures=3))
    assert lines(sidebar)[-1] == "Could not be read 3"
    with qtbot.waitSignal(sidebar.failures_chosen):
        click(qtbot, sidebar, "Could not be read")
    sidebar.set_overview(overview(folder(PICTURES, 5)))
    assert "Could not be read" not in " ".join(lines(sidebar))


def test_folders_of_the_same_name_are_told_apart(sidebar: Sidebar) -> None:
    sidebar.set_overview(overview(folder("/nas/Photos", 1), folder("/home/Photos", 2)))
    assert lines(sidebar)[4:] == ["home / Photos 2", "nas / Photos 1"]


def test_going_somewhere_by_mouse(qtbot: QtBot, sidebar: Sidebar) -> None:
    with qtbot.waitSignal(sidebar.folder_chosen) as chosen:
        click(qtbot, sidebar, "odd \N{REPLACEMENT CHARACTER} disk")
    assert os.fsencode(chosen.args[0]) == os.fsencode(DISK)
    with qtbot.waitSignal(sidebar.all_photos):
        click(qtbot, sidebar, "All photos")
    with qtbot.waitSignal(sidebar.map_chosen):
        click(qtbot, sidebar, "Map")
    with qtbot.assertNotEmitted(sidebar.folder_chosen):
        qtbot.mouseClick(
            sidebar.list.viewport(),
            LEFT,
            pos=sidebar.list.visualRect(sidebar.list.model().index(2, 0)).center(),
        )


def test_going_somewhere_by_keys(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.show_place(Place())
    assert current(sidebar) == "All photos"
    for _ in range(2):
        qtbot.keyClick(sidebar.list, Qt.Key.Key_Down)
    # The heading is no place to go to.
    with qtbot.waitSignal(sidebar.folder_chosen) as chosen:
        qtbot.keyClick(sidebar.list, Qt.Key.Key_Down)
    assert chosen.args == [DISK]
    with qtbot.waitSignal(sidebar.copies_chosen):
        qtbot.keyClick(sidebar.list, Qt.Key.Key_Up)
    assert current(sidebar) == "Copies"


def test_the_place_shown_is_marked_without_going_there(qtbot: QtBot, sidebar: Sidebar) -> None:
    with qtbot.assertNotEmitted(sidebar.folder_chosen):
        sidebar.show_place(Place(filters=Filters(below=DISK)))
    assert current(sidebar) == "odd \N{REPLACEMENT CHARACTER} disk"
    sidebar.show_place(Place(view="map"))
    assert current(sidebar) == "Map"
    sidebar.show_place(Place(parts=(QueryPart("/a.jpg"),)))
    assert current(sidebar) is None


def test_the_mark_stays_while_photos_come_in(sidebar: Sidebar) -> None:
    sidebar.show_place(Place(filters=Filters(below=PICTURES)))
    sidebar.set_overview(overview(folder(PICTURES, 1300), folder("/new", 1)))
    assert current(sidebar) == "Pictures"
    assert "Pictures 1300" in lines(sidebar)


def test_folders_that_are_being_read_are_marked(sidebar: Sidebar) -> None:
    def busy() -> list[str]:
        return [entry.text for entry in sidebar.list.entries() if entry.busy]

    sidebar.set_indexing(IndexingState("indexing", 1, 10))
    sidebar.set_overview(overview(folder(PICTURES, 1200), folder("/new", 0), folder("/other", 7)))
    assert busy() == ["new"]
    sidebar.set_overview(overview(folder(PICTURES, 1201), folder("/new", 5), folder("/other", 7)))
    assert busy() == ["new", "Pictures"]
    sidebar.set_overview(overview(folder(PICTURES, 1201), folder("/new", 5), folder("/other", 7)))
    assert busy() == ["new", "Pictures"]
    sidebar.set_indexing(IndexingState("watching"))
    assert busy() == []
    sidebar.set_indexing(IndexingState("paused"))
    assert "paused" in tip(sidebar, "Pictures")


def test_the_menu_of_a_folder(qtbot: QtBot, sidebar: Sidebar) -> None:
    for text, signal in (
        ("Show its photos", sidebar.folder_chosen),
        ("Open in the file manager", sidebar.open_folder),
        ("Look for changes now", sidebar.check_now),
    ):
        with qtbot.waitSignal(signal) as emitted:
            menu_of(sidebar, "Pictures")[text]()
        assert emitted.args == [PICTURES]


def test_a_menu_goes_nowhere(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.show_place(Place())
    with qtbot.assertNotEmitted(sidebar.folder_chosen):
        where = middle(sidebar, "Pictures")
        qtbot.mouseClick(sidebar.list.viewport(), Qt.MouseButton.RightButton, pos=where)
        menu_of(sidebar, "Pictures")
    assert current(sidebar) == "All photos"


@pytest.mark.parametrize("sure", [True, False])
def test_a_folder_is_removed_only_when_one_is_sure(qtbot: QtBot, sidebar: Sidebar, sure: bool) -> None:
    removed: list[str] = []
    sidebar.remove_folder.connect(removed.append)
    menu_of(sidebar, "Pictures")["Remove from the library…"]()
    box = sidebar.findChild(QMessageBox)
    assert box is not None and box.isVisible()
    assert "untouched" in box.informativeText() and PICTURES in box.informativeText()
    cancel = box.button(QMessageBox.StandardButton.Cancel)
    assert box.defaultButton() is cancel
    yes = next(button for button in box.buttons() if button is not cancel)
    qtbot.mouseClick(yes if sure else cancel, LEFT)
    assert removed == ([PICTURES] if sure else [])


def test_what_a_folder_leaves_out(qtbot: QtBot, sidebar: Sidebar) -> None:
    menu_of(sidebar, "Pictures")["Leave out…"]()
    dialog = sidebar.findChild(ExcludesDialog)
    assert dialog is not None
    field = dialog.findChild(QPlainTextEdit)
    assert field.toPlainText() == "*.gif"
    field.appendPlainText("  Screenshots \n\n*.gif")
    with qtbot.waitSignal(sidebar.set_excludes) as emitted:
        dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()
    assert emitted.args == [PICTURES, ["*.gif", "Screenshots"]]


def test_add_a_folder(qtbot: QtBot, sidebar: Sidebar) -> None:
    with qtbot.waitSignal(sidebar.add_folder):
        qtbot.mouseClick(sidebar.findChild(QPushButton, "addFolder"), LEFT)


def test_a_dropped_folder_is_offered(qtbot: QtBot, sidebar: Sidebar, tmp_path: Path) -> None:
    with qtbot.waitSignal(sidebar.folders_dropped) as dropped:
        Drag(files([str(tmp_path)])).drop(sidebar)
    assert dropped.args == [[str(tmp_path)]]


def test_dropped_photos_are_left_to_the_window(sidebar: Sidebar) -> None:
    assert not Drag(files(["/photos/a.jpg"])).over(sidebar)


def test_a_file_is_no_folder(qtbot: QtBot, sidebar: Sidebar, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("words")
    with qtbot.assertNotEmitted(sidebar.folders_dropped), qtbot.waitSignal(sidebar.message) as said:
        Drag(files([str(tmp_path / "notes.txt")])).drop(sidebar)
    assert "Only folders" in said.args[0]


def test_saved_searches_are_searched_again(qtbot: QtBot, sidebar: Sidebar, settings: Settings) -> None:
    parts, filters = (QueryPart("/tower.jpg", (1, 2, 3, 4)),), Filters(below="/a", cameras=("Nikon",))
    # Saved elsewhere in the window, it appears here.
    SavedSearches(settings).add(parts, filters)
    with qtbot.waitSignal(sidebar.saved_chosen) as chosen:
        click(qtbot, sidebar, "tower")
    place = chosen.args[0]
    assert place["parts"] == [{"path": "/tower.jpg", "region": (1, 2, 3, 4), "weight": 1.0}]
    assert place["filters"]["below"] == "/a" and list(place["filters"]["cameras"]) == ["Nikon"]
    sidebar.show_place(Place(parts=parts))
    assert current(sidebar) == "tower"


def test_a_saved_search_gets_another_name(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.saved.add((QueryPart("/tower.jpg"),), Filters())
    menu_of(sidebar, "tower")["Rename"]()
    field = sidebar.list.findChild(QLineEdit)
    assert field is not None and field.text() == "tower"
    # What comes in meanwhile does not take the field away.
    sidebar.set_overview(overview(folder("/other", 1)))
    assert sidebar.list.state() == QAbstractItemView.State.EditingState
    field.selectAll()
    qtbot.keyClicks(field, "Paris 2019")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Paris 2019" in lines(sidebar) and "other 1" in lines(sidebar))
    assert [search.name for search in sidebar.saved.all()] == ["Paris 2019"]


def test_a_deleted_search_can_be_had_back(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.saved.add((QueryPart("/tower.jpg"),), Filters())
    sidebar.list.select("saved", "tower")
    with qtbot.waitSignal(sidebar.message) as said:
        qtbot.keyClick(sidebar.list, Qt.Key.Key_Delete)
    assert "tower" not in lines(sidebar)
    said.args[2]()
    assert "tower" in lines(sidebar)


def test_the_overview_of_a_real_library(
    qtbot: QtBot, sidebar: Sidebar, engine: Engine, photo_folder: str
) -> None:
    job = engine.overview()
    with qtbot.waitSignal(job.succeeded, timeout=30_000) as answer:
        pass
    sidebar.set_overview(answer.args[0])
    assert "All photos 51" in lines(sidebar) and "photos 51" in lines(sidebar)
