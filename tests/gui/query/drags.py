"""Drags as they arrive from the system: at the window, which finds out over which of its widgets they are."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

_BOTH = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
_LEFT, _PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Drag:
    """One drag over the window of a widget; positions are that widget's. `keys` are held, `actions` is
    what the program it comes from allows.
    """

    def __init__(
        self, mime: QMimeData, keys: Qt.KeyboardModifier = _PLAIN, actions: Qt.DropAction = _BOTH
    ) -> None:
        self.mime = mime
        self._keys = keys
        self._actions = actions

    def over(self, widget: QWidget, position: QPoint | None = None) -> bool:
        """Enter the window and come to rest over the widget; whether it could be dropped there."""
        handle, where = self._place(widget, position)
        common = where.toPoint(), self._actions, self.mime, _LEFT, self._keys
        enter, move = QDragEnterEvent(*common), QDragMoveEvent(*common)
        QCoreApplication.sendEvent(handle, enter)
        QCoreApplication.sendEvent(handle, move)
        return move.isAccepted()

    def drop(self, widget: QWidget, position: QPoint | None = None) -> QDropEvent:
        """Let go over the widget."""
        self.over(widget, position)
        handle, where = self._place(widget, position)
        event = QDropEvent(where, self._actions, self.mime, _LEFT, self._keys)
        QCoreApplication.sendEvent(handle, event)
        return event

    def leave(self, widget: QWidget) -> None:
        """Leave the window."""
        QCoreApplication.sendEvent(widget.window().windowHandle(), QDragLeaveEvent())

    def _place(self, widget: QWidget, position: QPoint | None) -> tuple[object, QPointF]:
        point = widget.rect().center() if position is None else position
        return widget.window().windowHandle(), QPointF(widget.mapTo(widget.window(), point))


def files(paths: Sequence[str]) -> QMimeData:
    """What a file manager gives for files: their addresses, byte for byte."""
    from pathlib import Path

    mime = QMimeData()
    mime.setData("text/uri-list", b"".join(Path(path).as_uri().encode("ascii") + b"\r\n" for path in paths))
    return mime


def address(url: str) -> QMimeData:
    """What a browser gives for a link."""
    mime = QMimeData()
    mime.setUrls([QUrl(url)])
    return mime
