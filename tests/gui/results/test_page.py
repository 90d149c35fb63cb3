import os
import shutil
from pathlib import Path

from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QPushButton, QSlider, QWidget
from pytestqt.qtbot import QtBot

from photosearch.gui.engine import Engine
from photosearch.gui.results.page import ResultsPage
from photosearch.gui.settings.store import Settings
from photosearch.services.records import Filters, Overview, QueryPart
from tests.gui.answers import WAIT_MS, answer
from tests.gui.results.conftest import browse, names, search, shown

LEFT = Qt.MouseButton.LeftButton


def texts(page: ResultsPage) -> list[str]:
    """What is to be read on the page, outside of the grid."""
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def button(page: ResultsPage, words: str) -> QPushButton:
    """A button that is to be seen."""
    found = [one for one in page.findChildren(QPushButton) if one.text() == words and one.isVisible()]
    assert found, words
    return found[-1]


def slider(page: ResultsPage, name: str) -> QSlider:
    return next(one for one in page.findChildren(QSlider) if one.accessibleName() == name)


def test_the_library_is_shown_with_its_number_of_photos(
    qtbot: QtBot, page: ResultsPage, engine: Engine
) -> None:
    browse(qtbot, page, engine)
    assert page.grid.isVisible()
    assert any(text.startswith("51 photo") for text in texts(page))
    assert not slider(page, "Similarity").isVisible(), "similar to what?"


def test_a_search_shows_the_photo_itself_first_and_then_the_rest(
    qtbot: QtBot, page: ResultsPage, engine: Engine, photo_folder: str
) -> None:
    search(qtbot, page, engine, f"{photo_folder}/eiffel-tower-1.jpg")
    assert shown(page)[0] == "eiffel-tower-1"
    assert set(shown(page)[1:4]) == {"eiffel-tower-1-cropped", "eiffel-tower-2", "eiffel-tower-3"}
    assert page.model.sections[0].title == "Copies"


def test_the_similarity_slider_hides_what_is_less_alike(
    qtbot: QtBot, page: ResultsPage, engine: Engine, photo_folder: str, settings: Settings
) -> None:
    search(qtbot, page, engine, f"{photo_folder}/eiffel-tower-1.jpg")
    similarity = slider(page, "Similarity")
    assert similarity.isVisible()
    similarity.setValue(40)
    assert sorted(shown(page)) == [
        "eiffel-tower-1",
        "eiffel-tower-1-cropped",
        "eiffel-tower-2",
        "eiffel-tower-3",
    ]
    assert "4 of 51" in texts(page)
    assert "40 % alike" in texts(page)
    assert settings.get("similarity") == 40
    similarity.setValue(0)
    assert len(shown(page)) == 51


def test_where_nothing_is_that_similar_all_can_be_shown_again(
    qtbot: QtBot, page: ResultsPage, engine: Engine, tmp_path: Path, photo_folder: str
) -> None:
    query = shutil.copy(f"{photo_folder}/kitten.jpg", tmp_path / "query.jpg")
    search(qtbot, page, engine, str(query))
    page.model.hide([page.model.ids[0]])
    slider(page, "Similarity").setValue(100)
    assert "Nothing so similar" in texts(page)
    qtbot.mouseClick(button(page, "Show all of them"), LEFT)
    assert page.grid.isVisible()
    assert len(page.model.ids) == 50


def test_what_is_hidden_is_said_and_shown_in_this_search_alone(
    qtbot: QtBot, page: ResultsPage, engine: Engine, photo_folder: str, settings: Settings
) -> None:
    parts = [QueryPart(f"{photo_folder}/eiffel-tower-1.jpg")]
    results = answer(qtbot, engine.search(parts, 100, Filters()))
    page.wait()
    page.show_results(results)
    assert 4 <= len(page.model.ids) < 20
    hidden = 51 - len(page.model.ids)
    assert any(text.startswith(f"{hidden} photo") and "hidden" in text for text in texts(page))
    qtbot.mouseClick(button(page, "Show them"), LEFT)
    assert len(page.model.ids) == 51 and not any("hidden" in text for text in texts(page))
    assert slider(page, "Similarity").value() == 0 and settings.get("similarity") > 0
    page.wait()
    page.show_results(results)
    assert len(page.model.ids) == 51 - hidden


def test_kinds_that_are_not_chosen_are_away(
    qtbot: QtBot, page: ResultsPage, engine: Engine, photo_folder: str
) -> None:
    search(qtbot, page, engine, f"{photo_folder}/eiffel-tower-1.jpg")
    page.set_filters(Filters(kinds=("copy",)))
    qtbot.waitUntil(lambda: shown(page) == ["eiffel-tower-1"])
    page.set_filters(Filters(kinds=("same",)))
    qtbot.waitUntil(lambda: "No photo passes the filters" in texts(page))
    page.set_filters(Filters())
    qtbot.waitUntil(lambda: len(page.model.ids) == 51)


def test_what_was_said_to_be_no_match_is_counted(
    qtbot: QtBot, page: ResultsPage, engine: Engine, photo_folder: str
) -> None:
    search(qtbot, page, engine, f"{photo_folder}/eiffel-tower-1.jpg")
    page.tell_left_out(2)
    assert "2 left out: you said that it is no match." in texts(page)
    link = button(page, "See what you said…")
    link.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(page.marks_wanted):
        qtbot.keyClick(link, Qt.Key.Key_Space)
    page.tell_left_out(0)
    assert not any("left out" in text for text in texts(page)) and not link.isVisible()


def test_filters_that_let_nothing_through_can_be_cleared(
    qtbot: QtBot, page: ResultsPage, engine: Engine
) -> None:
    page.wait()
    page.set_filters(Filters(since="2035-01-01"))
    page.show_ids(answer(qtbot, engine.browse(page.filters)))
    qtbot.waitUntil(lambda: "No photo passes the filters" in texts(page), timeout=WAIT_MS)
    with qtbot.waitSignal(page.filters_changed) as heard:
        qtbot.mouseClick(button(page, "Clear filters"), LEFT)
    assert heard.args == [Filters()]
    assert page.filters == Filters()


def test_an_empty_library_says_so(qtbot: QtBot, page: ResultsPage) -> None:
    page.set_overview(Overview(0, 0, (), (), None, None, 0, ""))
    page.show_ids([])
    qtbot.waitUntil(lambda: "No photos yet" in texts(page), timeout=WAIT_MS)


def test_a_search_without_results_says_so(page: ResultsPage) -> None:
    page.wait()
    page.show_results([])
    assert "Nothing similar found" in texts(page)


def test_waiting_is_shown_after_a_while_and_ends(qtbot: QtBot, page: ResultsPage, engine: Engine) -> None:
    browse(qtbot, page, engine)
    page.wait()
    assert page.grid.isVisible(), "nothing flickers where it is quick"
    bar = page.findChild(QProgressBar)
    qtbot.waitUntil(bar.isVisible)
    assert not page.grid.isVisible()
    browse(qtbot, page, engine)
    qtbot.waitUntil(page.grid.isVisible, timeout=WAIT_MS)
    assert not bar.isVisible()


def test_the_same_list_keeps_the_place_and_the_selection(
    qtbot: QtBot, page: ResultsPage, engine: Engine
) -> None:
    browse(qtbot, page, engine)
    page.grid.verticalScrollBar().setValue(500)
    page.step(0)
    page.grid.setCurrentIndex(page.model.index(page.grid.visible_rows()[0] + 6))
    before = names(page.selected())
    where = page.grid.visualRect(page.grid.currentIndex())
    ids = list(page.model.ids)
    # Two more came in, and one went.
    fresh = [10**9, 10**9 + 1, *ids[:4], *ids[5:]]
    page.show_ids(fresh)
    qtbot.waitUntil(lambda: page.model.ids == fresh)
    assert names(page.selected()) == before
    assert page.grid.visualRect(page.grid.currentIndex()).top() == where.top()
    page.wait()
    page.show_ids(ids)
    qtbot.waitUntil(lambda: page.model.ids == ids)
    assert page.grid.offset == 0 and page.selected() == [], "another question begins at its top"


def test_trashed_photos_go_and_the_next_one_is_selected(
    qtbot: QtBot, page: ResultsPage, engine: Engine
) -> None:
    browse(qtbot, page, engine)
    page.grid.setCurrentIndex(page.model.index(7))
    gone = page.selected()[0]
    following = shown(page)[8]
    page.remove_paths({gone.path})
    qtbot.waitUntil(lambda: names(page.selected()) == [following])
    assert any(text.startswith("50 photo") for text in texts(page))
    assert page.current() == page.selected()[0]
    page.put_back({gone.path})
    assert page.model.photo(7) == gone
    assert any(text.startswith("51 photo") for text in texts(page))


def test_selected_photos_out_of_sight_are_fetched(qtbot: QtBot, page: ResultsPage, engine: Engine) -> None:
    ids = answer(qtbot, engine.browse(Filters()))
    # Enough strangers between them that the page with the last photos is never looked at.
    long = [*ids[:20], *range(10**9, 10**9 + 3000), *ids[20:]]
    page.wait()
    page.show_ids(long)
    qtbot.waitUntil(lambda: page.model.ids == long and page.model.photo(0) is not None, timeout=WAIT_MS)
    page.select_all()
    assert page.selected() == [], "half of what is selected is not what was meant"
    qtbot.waitUntil(lambda: len(page.selected()) == 51, timeout=WAIT_MS)
    assert [photo.id for photo in page.selected()] == ids
    assert any(text.startswith(f"{QLocale().toString(3051)} selected") for text in texts(page))


def test_the_menu_waits_for_all_that_is_selected(qtbot: QtBot, page: ResultsPage, engine: Engine) -> None:
    ids = answer(qtbot, engine.browse(Filters()))
    long = [*ids[:20], *range(10**9, 10**9 + 3000), *ids[20:]]
    page.wait()
    page.show_ids(long)
    qtbot.waitUntil(lambda: page.model.ids == long and page.model.photo(0) is not None, timeout=WAIT_MS)
    page.select_all()
    with qtbot.waitSignal(page.menu_wanted, timeout=WAIT_MS) as heard:
        page.grid.menu_wanted.emit(QPoint(5, 6))
    assert len(heard.args[0]) == 51 and heard.args[1] == QPoint(5, 6)


def test_stepping_selects_the_next_photo(qtbot: QtBot, page: ResultsPage, engine: Engine) -> None:
    browse(qtbot, page, engine)
    everything = shown(page)
    page.grid.setCurrentIndex(page.model.index(0))
    page.step(1)
    qtbot.waitUntil(lambda: names(page.selected()) == [everything[1]])
    page.step(-5)
    qtbot.waitUntil(lambda: names(page.selected()) == [everything[0]])
    page.step(1000)
    qtbot.waitUntil(lambda: names(page.selected()) == [everything[-1]])


def test_the_map_may_choose_what_is_shown(qtbot: QtBot, page: ResultsPage, engine: Engine) -> None:
    browse(qtbot, page, engine)
    page.restrict(set(page.model.ids[10:13]))
    assert "3 of 51" in texts(page)
    page.restrict(None)
    assert len(page.model.ids) == 51


def test_a_photo_that_cannot_be_shown_leaves_a_mark(
    qtbot: QtBot, page: ResultsPage, own_engine: Engine, own_photo_folder: str
) -> None:
    """Its file went while the library still has it."""
    ids = answer(qtbot, own_engine.browse(Filters()))
    photo = answer(qtbot, own_engine.photos(ids[:1]))[0]
    page.model.details.hold([photo])
    os.unlink(photo.path)
    os.unlink(photo.thumbnail)
    page.model.show_ids([photo.id])
    page.model.details.hold([photo])
    page.grid.look_again()
    qtbot.waitUntil(page.grid.all_there, timeout=WAIT_MS)
    picture = page.grid.viewport().grab().toImage()
    card = page.grid.visualRect(page.model.index(0))
    width, height = page.grid.arrangement.picture
    tile = picture.copy(card.left() + 8, card.top() + 8, width, height)
    colours = {tile.pixel(x, y) for x in range(0, width, 2) for y in range(0, height, 2)}
    assert len(colours) > 3, "an icon, not just an empty tile"


def test_nothing_stalls_while_a_hundred_thousand_photos_come_and_go(
    qtbot: QtBot, page: ResultsPage, no_stalls: object
) -> None:
    many = list(range(10**6, 10**6 + 100_000))

    def show(ids: list[int]) -> None:
        page.show_ids(ids)
        qtbot.waitUntil(lambda: page.model.ids == ids, timeout=WAIT_MS)

    show(many)
    page.select_all()
    QApplication.processEvents()
    show(many[:1000] + many[1001:])
    assert page.grid.selected_count() == 99_999
    for value in range(0, page.grid.verticalScrollBar().maximum(), 300_000):
        page.grid.verticalScrollBar().setValue(value)
        QApplication.processEvents()


def test_every_control_has_a_name(page: ResultsPage) -> None:
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractSlider, QDateEdit, QScrollBar

    kinds = QAbstractButton | QAbstractItemView | QAbstractSlider | QDateEdit
    for widget in page.findChildren(QWidget):
        if isinstance(widget, kinds) and not isinstance(widget, QScrollBar) and widget.focusPolicy():
            named = widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
            if widget.isVisible():
                assert named, widget
