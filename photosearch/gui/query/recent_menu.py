"""The menu of recent queries, each with its first picture."""

from functools import partial

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from photosearch.gui.file_names import base_name, home_shortened, shown, tool_tip
from photosearch.gui.query.pictures import QueryPictures
from photosearch.gui.query.recent import Query, Recent
from photosearch.gui.theme import RADIUS, tokens

_SIDE = 40
_LONGEST = 44


class RecentMenu(QMenu):
    """`chosen` has the query."""

    chosen = Signal(object)

    def __init__(self, recent: Recent, pictures: QueryPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recent = recent
        self._pictures = pictures
        self.setStyleSheet(f"QMenu {{ icon-size: {_SIDE}px; }}")
        self.setToolTipsVisible(True)
        self.setTitle(self.tr("Recent"))
        self.setAccessibleName(self.tr("Recent searches"))
        self.aboutToShow.connect(self._open)
        recent.changed.connect(self._fill)
        pictures.loaded.connect(self._loaded)
        self._fill()

    def _open(self) -> None:
        # What vanished meanwhile goes out of the open menu once the disk has answered.
        self._recent.look()
        self._show_pictures()

    def _fill(self) -> None:
        self.clear()
        self._shown: list[tuple[QAction, Query]] = []
        queries = self._recent.queries()
        for query in queries:
            action = self.addAction(self._name(query), partial(self.chosen.emit, query))
            self._shown.append((action, query))
            action.setToolTip(tool_tip("\n".join(shown(home_shortened(part.path)) for part in query)))
            action.setIcon(_square(None, self))
        if queries:
            self.addSeparator()
            self.addAction(self.tr("Clear recent searches"), self._recent.clear)
        else:
            self.addAction(self.tr("No searches yet")).setEnabled(False)
        if self.isVisible():
            self._show_pictures()

    def _show_pictures(self) -> None:
        for action, query in self._shown:
            picture = self._pictures.get(query[0])
            if picture is not None and not picture.isNull():
                action.setIcon(_square(picture, self))

    def _loaded(self) -> None:
        # Pictures are only asked for once someone opens the menu.
        if self.isVisible():
            self._show_pictures()

    def _name(self, query: Query) -> str:
        name = _short(base_name(query[0].path)).replace("&", "&&")
        if len(query) > 1:
            return self.tr("{0} and %n more", "", len(query) - 1).format(name)
        return self.tr("Part of {0}").format(name) if query[0].region else name


def _short(name: str) -> str:
    if len(name) <= _LONGEST:
        return name
    return name[: _LONGEST // 2] + "…" + name[1 - _LONGEST // 2 :]


def _square(picture: QPixmap | None, menu: QMenu) -> QIcon:
    """The middle of a picture with round corners; a plain square while there is none."""
    ratio = menu.devicePixelRatio()
    side = round(_SIDE * ratio)
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(0, 0, side, side), RADIUS * ratio, RADIUS * ratio)
        painter.setClipPath(shape)
        painter.fillPath(shape, tokens(menu.palette()).pressed)
        if picture is not None:
            width = min(picture.width(), picture.height())
            middle = QRect(0, 0, width, width)
            middle.moveCenter(picture.rect().center())
            painter.drawPixmap(QRect(0, 0, side, side), picture, middle)
    made.setDevicePixelRatio(ratio)
    return QIcon(made)
