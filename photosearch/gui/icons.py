"""The icons: line drawings in the colour of the text around them, sharp at any size."""

import functools
import os
from typing import ClassVar

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtSvg import QSvgRenderer

import photosearch

_APP = "app"
_APP_SIZES = 16, 24, 32, 48, 64, 128, 256


def icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.ButtonText) -> QIcon:
    """An icon by the name of its file, in the colour of `role`; it follows the theme by itself."""
    return app_icon() if name == _APP else QIcon(_Tinted(name, role))


def app_icon() -> QIcon:
    """The icon of the application, in its own colours."""
    made = QIcon()
    for size in _APP_SIZES:
        made.addPixmap(pixmap(_APP, size, 1.0, QColor()))
    return made


def pixmap(name: str, size: int, ratio: float, colour: QColor) -> QPixmap:
    """An icon `size` logical pixels wide and high, for painting by hand; `ratio` device pixels to each."""
    key = f"photosearch-icon {name} {size} {ratio} {colour.name(QColor.NameFormat.HexArgb)}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    pixels = max(1, round(size * ratio))
    made = QPixmap(pixels, pixels)
    made.fill(Qt.GlobalColor.transparent)
    drawing = _drawing(name).replace(b"currentColor", colour.name().encode("ascii"))
    with QPainter(made) as painter:
        painter.setOpacity(colour.alphaF() if colour.isValid() else 1.0)
        QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, pixels, pixels))
    made.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, made)
    return made


def names() -> list[str]:
    """The names of all icons."""
    return sorted(name.removesuffix(".svg") for name in os.listdir(_folder()) if name.endswith(".svg"))


def marks_folder() -> str:
    """Where the style sheet finds the marks it draws controls with."""
    return os.path.join(_folder(), "style")


def _folder() -> str:
    return os.path.join(os.path.dirname(os.path.dirname(photosearch.__file__)), "resources", "icons")


@functools.cache
def _drawing(name: str) -> bytes:
    with open(os.path.join(_folder(), f"{name}.svg"), "rb") as file:
        return file.read()


class _Tinted(QIconEngine):
    """Asks the palette for its colour each time it is painted: a change of theme needs no new icons."""

    # Qt copies an icon that is shared and then changed; Python must not let go of what only Qt knows.
    _copies: ClassVar[list["_Tinted"]] = []

    def __init__(self, name: str, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatio() if painter.device() else 1.0
        size = min(rect.width(), rect.height())
        corner = QPoint(rect.x() + (rect.width() - size) // 2, rect.y() + (rect.height() - size) // 2)
        painter.drawPixmap(corner, pixmap(self._name, size, ratio, self._colour(mode)))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:  # noqa: N802
        return pixmap(self._name, min(size.width(), size.height()), scale, self._colour(mode))

    def clone(self) -> QIconEngine:
        copy = _Tinted(self._name, self._role)
        self._copies.append(copy)
        return copy

    def key(self) -> str:
        return "photosearch"

    def iconName(self) -> str:  # noqa: N802
        return self._name

    def _colour(self, mode: QIcon.Mode) -> QColor:
        palette = QGuiApplication.palette()
        if mode == QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorGroup.Disabled, self._role)
        if mode == QIcon.Mode.Selected:
            return palette.color(QPalette.ColorRole.HighlightedText)
        return palette.color(self._role)
