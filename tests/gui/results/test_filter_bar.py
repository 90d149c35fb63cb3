"""The filters, chosen from their menus as a person does."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QDateEdit, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from photosearch.gui.results.date_menu import span_words
from photosearch.gui.results.filter_bar import FilterBar
from photosearch.gui.settings.store import Settings
from photosearch.services.records import Filters, FolderInfo, Overview, Photo

OVERVIEW = Overview(
    100,
    0,
    (
        FolderInfo(1, "/photos/Family & friends", 60, 0, True, ()),
        FolderInfo(2, "/photos/Travel", 40, 0, True, ()),
    ),
    (("Canon EOS 5D", 70), ("Pixel 6", 20), ("X-T3", 10)),
    "2019-03-04T10:00:00",
    "2021-08-09",
    0,
    "lite2",
)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def bar(qtbot: QtBot, settings: Settings) -> FilterBar:
    made = FilterBar(settings)
    qtbot.addWidget(made)
    made.resize(1048, 48)
    made.show()
    made.set_overview(OVERVIEW)
    return made


def button(bar: FilterBar, name: str) -> QToolButton:
    return next(one for one in bar.findChildren(QToolButton) if one.accessibleName() == name)


def entries(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def choose(qtbot: QtBot, bar: FilterBar, name: str, words: str) -> QMenu:
    """Open a menu and click an entry."""
    menu = button(bar, name).menu()
    menu.popup(bar.mapToGlobal(bar.rect().bottomLeft()))
    action = next(action for action in menu.actions() if action.text() == words)
    qtbot.mouseClick(menu, LEFT, Qt.KeyboardModifier.NoModifier, menu.actionGeometry(action).center())
    return menu


def test_a_folder_is_chosen_and_left_again(qtbot: QtBot, bar: FilterBar) -> None:
    menu = button(bar, "Folder").menu()
    assert entries(menu) == ["All folders", "Family && friends", "Travel"]
    with qtbot.waitSignal(bar.filters_changed) as heard:
        choose(qtbot, bar, "Folder", "Travel")
    assert heard.args == [Filters(below="/photos/Travel")]
    assert button(bar, "Folder").text() == "Travel" and button(bar, "Folder").isChecked()
    assert not menu.isVisible()
    with qtbot.waitSignal(bar.filters_changed):
        choose(qtbot, bar, "Folder", "Family && friends")
    assert bar.filters == Filters(below="/photos/Family & friends")
    with qtbot.waitSignal(bar.filters_changed):
        choose(qtbot, bar, "Folder", "All folders")
    assert bar.filters == Filters()
    assert not button(bar, "Folder").isChecked()


def test_several_cameras_are_ticked_in_one_go(qtbot: QtBot, bar: FilterBar) -> None:
    menu = choose(qtbot, bar, "Camera", "Pixel 6")
    assert menu.isVisible(), "there may be more to tick"
    choose(qtbot, bar, "Camera", "X-T3")
    assert bar.filters == Filters(cameras=("Pixel 6", "X-T3"))
    choose(qtbot, bar, "Camera", "Pixel 6")
    assert bar.filters == Filters(cameras=("X-T3",))
    assert button(bar, "Camera").text() == "X-T3"
    choose(qtbot, bar, "Camera", "All cameras")
    assert bar.filters == Filters()


def test_a_year_is_chosen(qtbot: QtBot, bar: FilterBar) -> None:
    assert entries(button(bar, "Date").menu()) == ["Any time", "2021", "2020", "2019"]
    choose(qtbot, bar, "Date", "2020")
    assert bar.filters == Filters(since="2020-01-01", until="2020-12-31")
    assert button(bar, "Date").text() == "2020"


def test_days_are_chosen_and_put_in_order(qtbot: QtBot, bar: FilterBar) -> None:
    menu = button(bar, "Date").menu()
    first, last = (
        next(edit for edit in menu.findChildren(QDateEdit) if edit.accessibleName() == name)
        for name in ("First day", "Last day")
    )
    assert (first.date(), last.date()) == (QDate(2019, 3, 4), QDate(2021, 8, 9))
    first.setDate(QDate(2020, 5, 1))
    assert bar.filters == Filters(since="2020-05-01", until="2021-08-09")
    last.setDate(QDate(2020, 4, 1))
    assert bar.filters == Filters(since="2020-04-01", until="2020-05-01")


def test_all_filters_are_cleared_at_once(qtbot: QtBot, bar: FilterBar) -> None:
    clear = next(one for one in bar.findChildren(QPushButton) if one.text() == "Clear filters")
    assert not clear.isVisible()
    bar.set_filters(Filters("/photos/Travel", "2020-01-01", None, ("Pixel 6",)))
    assert clear.isVisible()
    with qtbot.waitSignal(bar.filters_changed) as heard:
        qtbot.mouseClick(clear, LEFT)
    assert heard.args == [Filters()]
    assert not clear.isVisible()


def test_filters_set_by_the_window_are_shown_without_a_signal(bar: FilterBar) -> None:
    heard: list[object] = []
    bar.filters_changed.connect(heard.append)
    bar.set_filters(Filters(below="/photos/Travel/Rome", cameras=("Unknown", "X-T3")))
    assert heard == []
    assert button(bar, "Folder").text() == "Rome"
    assert button(bar, "Camera").text().startswith("2 camera")
    assert "Rome" in entries(button(bar, "Folder").menu())
    assert "Unknown" in entries(button(bar, "Camera").menu())


def test_a_library_without_cameras_does_not_ask_for_one(bar: FilterBar) -> None:
    bar.set_overview(Overview(3, 0, (), (), None, None, 0, "lite2"))
    assert not button(bar, "Camera").isVisible()


def test_words_go_where_room_is_short_and_nothing_is_cut_off(bar: FilterBar) -> None:
    bar.set_searched(True)
    bar.set_filters(Filters("/photos/Travel", "2020-01-01", "2020-03-01", ("Canon EOS 5D",)))
    bar.set_count(1234, 5000, 12)
    for width in (1600, 1048, 700, 568, 400):
        bar.resize(width, 48)
        QApplication.processEvents()
        shown = [widget for widget in bar.findChildren(QWidget) if widget.isVisible()]
        ends = [widget.geometry().right() for widget in shown if widget.parent() is bar]
        assert max(ends) < width
        assert all(widget.width() >= widget.minimumSizeHint().width() for widget in shown)
        words = button(bar, "Date").toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        assert words == (width > 1048)


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (None, None, ""),
        ("2020-01-01", "2020-12-31", "2020"),
        ("2020-05-03", "2020-05-03", "3 May 2020"),
        ("2020-05-03", "2020-06-04", "3 May 2020 \N{EN DASH} 4 Jun 2020"),
        ("2020-05-03", None, "3 May 2020 \N{EN DASH}"),
        (None, "2020-05-03", "\N{EN DASH} 3 May 2020"),
    ],
)
def test_spans_are_said_in_words(since: str | None, until: str | None, words: str) -> None:
    assert span_words(since, until) == words


def sub_menu(bar: FilterBar, title: str) -> QMenu:
    more = button(bar, "More filters").menu()
    return next(menu for menu in more.findChildren(QMenu) if menu.title() == title)


def trigger(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text() == words).trigger()


def test_kinds_are_chosen_of_results_alone(qtbot: QtBot, bar: FilterBar) -> None:
    assert not button(bar, "Kind").isVisible()
    bar.set_searched(True)
    assert button(bar, "Kind").isVisible()
    choose(qtbot, bar, "Kind", "Copies")
    choose(qtbot, bar, "Kind", "Same place or thing")
    assert bar.filters == Filters(kinds=("copy", "same"))
    choose(qtbot, bar, "Kind", "All kinds")
    assert bar.filters == Filters()


def test_format_and_size_are_in_a_menu_of_their_own(bar: FilterBar) -> None:
    trigger(sub_menu(bar, "Format"), "Portrait")
    trigger(sub_menu(bar, "Least size"), "At least 12 megapixels")
    assert bar.filters == Filters(orientation="portrait", least_pixels=12_000_000)
    assert button(bar, "More filters").isChecked()
    assert "Portrait, At least 12 megapixels" in button(bar, "More filters").toolTip()
    trigger(sub_menu(bar, "Format"), "Any format")
    trigger(sub_menu(bar, "Least size"), "Any size")
    assert bar.filters == Filters() and not button(bar, "More filters").isChecked()


def test_photos_near_the_chosen_one_are_asked_for(bar: FilterBar) -> None:
    place = sub_menu(bar, "Near the chosen photo")
    bar.set_chosen(replace(Photo.outside("/x.jpg"), latitude=48.2, longitude=16.4))
    button(bar, "More filters").menu().aboutToShow.emit()
    assert place.menuAction().isEnabled()
    trigger(place, "Within 10 km")
    assert bar.filters == Filters(near=(48.2, 16.4, 10.0))
    bar.set_chosen(None)
    trigger(place, "Within 100 km")
    assert bar.filters == Filters(near=(48.2, 16.4, 100.0)), "around the same place"
    trigger(place, "Anywhere")
    button(bar, "More filters").menu().aboutToShow.emit()
    assert bar.filters == Filters() and not place.menuAction().isEnabled(), "near what?"
