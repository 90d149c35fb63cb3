"""The map itself: the outline, and a mark for the photos of a place."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from photosearch.gui.jobs import Job, in_thread
from photosearch.gui.map.clusters import Cluster, Place, clusters, projected
from photosearch.gui.map.outline import Outline, load
from photosearch.gui.theme import tokens

_CLOSEST = 256.0 * 2**15
"""Pixels to the side of the world: some metres a pixel, closer the outline has nothing to say."""
_STEP = 64
_ZOOM = 1.5


class MapView(QWidget):
    """Wheel, + and - zoom, dragging and the arrows move, Tab goes from mark to mark, Enter chooses one.

    `chosen` has the ids of the photos of a mark.
    """

    chosen = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Map of the photos"))
        self._outline: Outline | None = None
        self._points: list[tuple[int, float, float]] = []
        self._clusters: list[Cluster] = []
        self._scale = 512.0
        self._centre = QPointF(0.5, 0.42)
        self._pressed: QPointF | None = None
        self._moved = False
        self._at: int | None = None
        self._selected: Cluster | None = None
        self._projecting: Job | None = None
        self._grouping: Job | None = None
        in_thread(load).succeeded.connect(self._loaded)

    def set_places(self, places: Sequence[Place], *, fit: bool) -> None:
        """Mark the places; `fit` brings all of them into view."""
        if self._projecting is not None:
            self._projecting.cancel()
        self._selected = None

        def project_all() -> list[tuple[int, float, float]]:
            return projected(places)

        def take(points: list[tuple[int, float, float]]) -> None:
            self._points = points
            if fit:
                self.fit()
            else:
                self._group()

        self._projecting = in_thread(project_all).then(take)

    def fit(self) -> None:
        """Show all photos, or the whole world where there are none."""
        if self._points:
            xs, ys = [p[1] for p in self._points], [p[2] for p in self._points]
            box = QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys)))
        else:
            box = QRectF(0.05, 0.15, 0.9, 0.6)
        room = 0.8 * min(self.width() / max(box.width(), 1e-5), self.height() / max(box.height(), 1e-5))
        self._centre = box.center()
        self._set_scale(room if self._points else max(room, self.width() * 1.0))

    def zoom(self, factor: float, around: QPointF | None = None) -> None:
        """Come closer or go away; what is at `around` (in the widget) stays there."""
        middle = QPointF(self.rect().center())
        around = around or middle
        fixed = self._to_world(around)
        self._set_scale(self._scale * factor)
        self._centre = fixed - (around - middle) / self._scale
        self._bound()

    def cluster_at(self, where: QPointF) -> Cluster | None:
        """The mark at a point of the widget."""
        near = [
            (math.dist(self._to_widget(c).toTuple(), where.toTuple()) - _radius(c), c) for c in self._clusters
        ]
        distance, nearest = min(near, key=lambda item: item[0], default=(1.0, None))
        return nearest if distance <= 0 else None

    def position_of(self, number: int) -> QPointF | None:
        """Where in the widget the mark of a photo is."""
        found = next((c for c in self._clusters if number in c.ids), None)
        return self._to_widget(found) if found else None

    @property
    def clusters(self) -> list[Cluster]:
        """The marks, the largest first."""
        return self._clusters

    def _loaded(self, outline: Outline) -> None:
        self._outline = outline
        self.update()

    def _set_scale(self, scale: float) -> None:
        self._scale = min(max(scale, self._widest()), _CLOSEST)
        self._bound()
        self._group()

    def _widest(self) -> float:
        return max(float(self.width()), 256.0)

    def _bound(self) -> None:
        x, y = self._centre.toTuple()
        self._centre = QPointF(min(max(x, 0.0), 1.0), min(max(y, 0.05), 0.95))
        self.update()

    def _group(self) -> None:
        """Group the photos anew on a thread: there can be a hundred thousand."""
        if self._grouping is not None:
            self._grouping.cancel()
        points, scale = self._points, 2 ** round(math.log2(self._scale))
        self._grouping = in_thread(lambda: clusters(points, scale)).then(self._grouped)

    def _grouped(self, found: list[Cluster]) -> None:
        self._clusters = found
        self._at = None
        self.update()

    def _to_widget(self, place: Cluster | QPointF) -> QPointF:
        x, y = (place.x, place.y) if isinstance(place, Cluster) else place.toTuple()
        middle = self.rect().center()
        return QPointF(
            (x - self._centre.x()) * self._scale + middle.x(),
            (y - self._centre.y()) * self._scale + middle.y(),
        )

    def _to_world(self, where: QPointF) -> QPointF:
        return self._centre + (where - QPointF(self.rect().center())) / self._scale

    def _choose(self, cluster: Cluster) -> None:
        self._selected = cluster
        self.update()
        self.chosen.emit(list(cluster.ids))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._set_scale(self._scale)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        self.zoom(_ZOOM ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._moved = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._pressed is not None:
            way = event.position() - self._pressed
            if self._moved or way.manhattanLength() > 4:
                self._moved = True
                self._centre -= way / self._scale
                self._pressed = event.position()
                self._bound()
            return
        found = self.cluster_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.OpenHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed = None
        found = self.cluster_at(event.position())
        if found is not None and not self._moved:
            self._choose(found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self.zoom(_ZOOM**2, event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        key = Qt.Key(event.key())
        if key in ways:
            self._centre += QPointF(*ways[key]) * _STEP / self._scale
            self._bound()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_ZOOM)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _ZOOM)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._at is not None:
            self._choose(self._clusters[self._at])
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Tab goes through the marks in view before it leaves the map."""
        seen = [i for i, c in enumerate(self._clusters) if self.rect().contains(self._to_widget(c).toPoint())]
        step = seen.index(self._at) + (1 if forward else -1) if self._at in seen else (0 if forward else -1)
        if not seen or step >= len(seen) or (step < 0 and self._at is not None):
            self._at = None
            self.update()
            return super().focusNextPrevChild(forward)
        self._at = seen[step]
        self.setAccessibleDescription(self.tr("%n photo(s)", "", len(self._clusters[self._at].ids)))
        self.update()
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colours = tokens(self.palette())
            painter.fillRect(self.rect(), colours.window)
            if self._outline is not None:
                self._paint_world(painter, self._outline, colours.border, colours.card)
            for number, cluster in reversed(list(enumerate(self._clusters))):
                self._paint_mark(painter, cluster, number == self._at and self.hasFocus())

    def _paint_world(self, painter: QPainter, outline: Outline, line: QColor, land: QColor) -> None:
        corner, far = self._to_world(QPointF(0, 0)), self._to_world(QPointF(self.width(), self.height()))
        seen = QRectF(corner, far)
        origin = self._to_widget(QPointF(0, 0))
        # What goes on beyond the date line is drawn again at the other side.
        painter.setClipRect(QRectF(self._to_widget(QPointF(0, 0)), self._to_widget(QPointF(1, 1))))
        to_widget = QTransform(self._scale, 0, 0, self._scale, origin.x(), origin.y())
        painter.setPen(QPen(line, 1))
        painter.setBrush(land)
        for shape in outline.land:
            if shape.box.intersects(seen):
                painter.drawPolygon(to_widget.map(shape.points))
        painter.setPen(QPen(line, 0.75))
        for shape in outline.borders:
            if shape.box.intersects(seen):
                painter.drawPolyline(to_widget.map(shape.points))
        painter.setClipping(False)

    def _paint_mark(self, painter: QPainter, cluster: Cluster, focused: bool) -> None:
        where, radius = self._to_widget(cluster), _radius(cluster)
        if not QRectF(self.rect()).adjusted(-32, -32, 32, 32).contains(where):
            return
        colours = tokens(self.palette())
        painter.setPen(QPen(colours.base, 2))
        chosen = cluster == self._selected
        painter.setBrush(colours.accent_hover if chosen else colours.accent)
        painter.drawEllipse(where, radius, radius)
        if focused or chosen:
            painter.setPen(QPen(colours.text, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(where, radius + 3, radius + 3)
        if len(cluster.ids) > 1:
            painter.setPen(colours.on_accent)
            box = QRectF(where.x() - 32, where.y() - 32, 64, 64)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _short(len(cluster.ids)))


def _radius(cluster: Cluster) -> float:
    count = len(cluster.ids)
    return 7.0 if count == 1 else min(11 + 3.5 * math.log10(count) * 1.6, 30)


def _short(count: int) -> str:
    return str(count) if count < 10_000 else f"{count // 1000}k"
