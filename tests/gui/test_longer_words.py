"""A language with longer words than English: all of the window speaks it, and nothing is cut off."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from photosearch.gui.context import Context
from photosearch.gui.elided_label import ElidedLabel
from photosearch.gui.engine import Engine
from photosearch.gui.indexing import Indexing
from photosearch.gui.main_window import MainWindow
from photosearch.gui.settings.dialog import open_settings
from photosearch.gui.settings.store import Settings
from photosearch.gui.shortcuts import Shortcuts

_WAIT = 60_000
_SMALL_SCREEN = 1280, 720
# German is about a third longer than English.
_LONGER = 1.35
# What is a name or a number, and what Qt itself says, is the same in any language.
_NAMES = re.compile(r"\S+\.(jpg|png)|photos|Photosearch|English|Deutsch|Close|[\d.,  ]+ ?(bytes|[kM]B)|\d.*")
_PATHS = re.compile(r"(<p style='white-space:pre-wrap'>)?[~/].*")


class Longer(QTranslator):
    """Every text of ours between brackets, and longer."""

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, number: int = -1
    ) -> str | None:
        if not text or (re.match("Q[A-Z]", context) and context not in _OURS):
            return None
        # Letters, so that it breaks into lines where words do.
        more = " ".join("mmmmm" for _ in range(round(len(text) * (_LONGER - 1) / 6)))
        return f"⟦{text}{' ' + more if more else ''}⟧"


_OURS = {"QueryStrip", "QueryWords", "QueryButtons"}


@pytest.fixture
def longer(qapp: QApplication) -> Iterator[None]:
    translator = Longer()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.fixture
def window(qtbot: QtBot, longer: None, own_library: str, settings: Settings) -> Iterator[MainWindow]:
    engine, indexing = Engine(own_library), Indexing(own_library)
    engine.start()
    made = MainWindow(Context(engine, indexing, settings, Shortcuts(settings), own_library))
    made.resize(*_SMALL_SCREEN)
    made.show()
    indexing.start("full", "cpu")
    qtbot.waitUntil(lambda: made.parts.results.model.rowCount() == 8, timeout=_WAIT)
    qtbot.waitUntil(lambda: indexing.state.phase == "watching", timeout=_WAIT)
    yield made
    made.close()
    for service in (engine, indexing):
        service.leave()
    for service in (engine, indexing):
        service.stop()
    made.deleteLater()


def _show_search(qtbot: QtBot, window: MainWindow) -> QWidget:
    photo = window.parts.results.model.photo(0)
    assert photo is not None
    window.open_pictures([photo.path])
    qtbot.waitUntil(lambda: bool(window.parts.strip.parts), timeout=_WAIT)
    return window


def _show_comparison(qtbot: QtBot, window: MainWindow) -> QWidget:
    photos = [window.parts.results.model.photo(row) for row in (0, 1)]
    window.compare([photo for photo in photos if photo is not None])
    return window


def _show_settings(qtbot: QtBot, window: MainWindow) -> QWidget:
    return open_settings(window, window.context)


_PLACES = {
    "library": lambda qtbot, window: window,
    "search": _show_search,
    "comparison": _show_comparison,
    "settings": _show_settings,
}


@pytest.mark.parametrize("place", _PLACES)
def test_every_word_is_of_the_language_and_has_room(qtbot: QtBot, window: MainWindow, place: str) -> None:
    top = _PLACES[place](qtbot, window)
    pages = getattr(top, "names", [""])
    for page in pages:
        if page:
            top.show_page(page)
        qtbot.wait(300)
        assert not (found := _foreign(top)), "\n".join([page, *found])
        assert not (found := _cut(top)), "\n".join([page, *found])
    if top is not window:
        top.close()


def _foreign(top: QWidget) -> list[str]:
    """What is said in English."""
    said = [
        (thing, words)
        for thing in (top, *top.findChildren(QObject))
        for words in _words(thing)
        if any(map(str.isalpha, words)) and "⟦" not in words and not _is_name(words)
    ]
    return [f"{words!r} of {thing}" for thing, words in said]


def _is_name(words: str) -> bool:
    return bool(_NAMES.fullmatch(words) or _PATHS.match(words))


def _words(thing: QObject) -> list[str]:
    words = []
    if isinstance(thing, QWidget):
        words += [thing.toolTip(), thing.accessibleName(), thing.accessibleDescription()]
    if isinstance(thing, QLabel | QAbstractButton | QAction):
        words.append(thing.text())
    if isinstance(thing, QLineEdit):
        words.append(thing.placeholderText())
    if isinstance(thing, QComboBox):
        words += [thing.itemText(row) for row in range(thing.count())]
    return words


def _cut(top: QWidget) -> list[str]:
    """What has less room than its words need."""
    cut = []
    for widget in top.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel) and widget.text() and not isinstance(widget, ElidedLabel):
            width = widget.contentsRect().width()
            if widget.wordWrap():
                enough = widget.heightForWidth(widget.width()) <= widget.height()
            else:
                enough = widget.fontMetrics().horizontalAdvance(widget.text()) <= width
        elif isinstance(widget, QAbstractButton) and widget.text():
            enough = widget.width() >= widget.minimumSizeHint().width()
        else:
            continue
        if not enough:
            cut.append(f"{widget}: {getattr(widget, 'text', str)()}")
    return cut
