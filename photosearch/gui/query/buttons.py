"""The buttons of the query strip: with words beside the invitation, as icons beside a query."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from photosearch.gui.icons import icon
from photosearch.gui.query.pictures import QueryPictures
from photosearch.gui.query.recent import Recent
from photosearch.gui.query.recent_menu import RecentMenu
from photosearch.gui.theme import SPACE

_ICON = 20


class QueryButtons(QWidget):
    """`recent_chosen` has the query; `star_wanted`: whether it is to be saved."""

    open_wanted = Signal()
    paste_wanted = Signal()
    recent_chosen = Signal(object)
    star_wanted = Signal(bool)
    clear_wanted = Signal()

    def __init__(self, recent: Recent, pictures: QueryPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._query = self._narrow = False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE)
        self._star = self._add("star", self.tr("Save"))
        self._star.setCheckable(True)
        self._open = self._add("open", self.tr("Open…"), self.tr("Open a picture to search for"))
        self._paste = self._add("paste", self.tr("Paste"), self.tr("Search for the picture on the clipboard"))
        self._recent = self._add("recent", self.tr("Recent"), self.tr("Recent searches"))
        self._clear = self._add("close", self.tr("Clear"), self.tr("End this search"))
        self._menu = RecentMenu(recent, pictures, self)
        self._recent.setMenu(self._menu)
        self._recent.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._star.clicked.connect(self.star_wanted)
        self._open.clicked.connect(lambda: self.open_wanted.emit())
        self._paste.clicked.connect(lambda: self.paste_wanted.emit())
        self._clear.clicked.connect(lambda: self.clear_wanted.emit())
        self._menu.chosen.connect(self.recent_chosen)

    def show_query(self, there: bool) -> None:
        """With a query, it can be saved and ended; without one, the words of the others are shown."""
        self._star.setVisible(there)
        self._clear.setVisible(there)
        self._query = there
        self._show_words()

    def set_narrow(self, narrow: bool) -> None:
        """Where there is little room, the invitation needs it for itself."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._show_words()

    def _show_words(self) -> None:
        style = Qt.ToolButtonStyle
        shape = style.ToolButtonIconOnly if self._query or self._narrow else style.ToolButtonTextBesideIcon
        for button in (self._open, self._paste, self._recent):
            button.setToolButtonStyle(shape)

    def show_saved(self, saved: bool) -> None:
        """Whether the query is among the saved searches."""
        words = (
            self.tr("Saved. Click to remove it from the saved searches")
            if saved
            else self.tr("Save this search")
        )
        self._star.setChecked(saved)
        self._star.setIcon(icon("star-filled" if saved else "star"))
        self._star.setToolTip(words)
        self._star.setAccessibleName(words)

    def _add(self, name: str, text: str, words: str = "") -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"query-{name}")
        button.setIcon(icon(name))
        button.setIconSize(QSize(_ICON, _ICON))
        button.setMinimumHeight(4 * SPACE)
        button.setText(text)
        button.setToolTip(words)
        button.setAccessibleName(words or text)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._row.addWidget(button)
        return button
