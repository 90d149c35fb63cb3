"""The picture of the first page: three photos of one place, at day, at dusk and at night."""

from dataclasses import dataclass

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QShowEvent,
)
from PySide6.QtWidgets import QStyle, QWidget

from photosearch.gui.theme import tokens

_WIDTH, _HEIGHT = 360, 208
_CARD = QSize(152, 116)
_FRAME, _ROUND = 6.0, 8.0
_TURN_MS = 3600
_LIFT = 8.0


@dataclass(frozen=True)
class _Scene:
    """One photo: where it lies, and the light and the view it was taken in."""

    middle: QPointF
    turned: float
    sky: tuple[str, str]
    light: str
    light_at: QPointF
    far: str
    near: str
    moved: float
    larger: float


# A drawing has its own colours in both themes, as a photo has.
_SCENES = (
    _Scene(
        QPointF(92, 112),
        -9,
        ("#f6b58a", "#fde3c0"),
        "#fff1d0",
        QPointF(0.3, 0.48),
        "#b06a6a",
        "#7a4a5c",
        -0.06,
        1.0,
    ),
    _Scene(
        QPointF(268, 112),
        9,
        ("#1c2c57", "#46618f"),
        "#f4f1dc",
        QPointF(0.88, 0.2),
        "#2c3d63",
        "#16223f",
        0.27,
        1.2,
    ),
    _Scene(
        QPointF(180, 98),
        0,
        ("#7fc4e8", "#d7f0f7"),
        "#fff6c9",
        QPointF(0.72, 0.27),
        "#5b93a6",
        "#2f6f76",
        0.0,
        1.08,
    ),
)
# The far ridge with its peak, and the near hills, in shares of the photo's width and height.
_FAR = ((-0.3, 1.0), (0.1, 0.72), (0.2, 0.76), (0.46, 0.3), (0.66, 0.62), (0.76, 0.55), (1.3, 1.0))
_NEAR = ((-0.3, 1.05), (-0.1, 0.82), (0.24, 0.74), (0.5, 0.86), (0.86, 0.68), (1.3, 0.95), (1.3, 1.05))


class WelcomePicture(QWidget):
    """An ornament. `set_lively`: the photos are picked up in turn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(_WIDTH, _HEIGHT)
        self._lively = False
        self._turn = QVariantAnimation(self, startValue=0.0, endValue=float(len(_SCENES)), duration=_TURN_MS)
        self._turn.setLoopCount(-1)
        self._turn.valueChanged.connect(lambda value: self.update())

    def set_lively(self, lively: bool) -> None:
        """Whether it moves."""
        self._lively = lively
        self._move()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._move()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._move()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for place, scene in enumerate(_SCENES):
                self._paint_photo(painter, scene, self._lifted(place))

    def _move(self) -> None:
        # Some people ask their system for no motion at all.
        moves = self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) > 0
        if self._lively and moves and self.isVisible():
            self._turn.start()
        else:
            self._turn.stop()
            self.update()

    def _lifted(self, place: int) -> float:
        """How high a photo is lifted, 0 to 1: each within its third of the turn."""
        if self._turn.state() != QVariantAnimation.State.Running:
            return 0.0
        share = float(self._turn.currentValue()) - place
        if not 0 <= share < 1:
            return 0.0
        up = 1 - abs(2 * share - 1)
        return float(QEasingCurve(QEasingCurve.Type.InOutSine).valueForProgress(up))

    def _paint_photo(self, painter: QPainter, scene: _Scene, lifted: float) -> None:
        look = tokens(self.palette())
        painter.save()
        painter.translate(scene.middle - QPointF(0, _LIFT * lifted))
        painter.rotate(scene.turned)
        paper = QRectF(-_CARD.width() / 2, -_CARD.height() / 2, _CARD.width(), _CARD.height())
        shadow = QColor(0, 0, 0)
        for step in range(1, 5):
            shadow.setAlpha(14 + round(8 * lifted))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(shadow)
            painter.drawRoundedRect(
                paper.adjusted(-step, 2 - step, step, 3 + step), _ROUND + step, _ROUND + step
            )
        painter.setPen(QPen(look.border, 1))
        painter.setBrush(look.card if look.card.lightness() > 128 else look.muted)
        painter.drawRoundedRect(paper, _ROUND, _ROUND)
        _paint_scene(painter, paper.adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME), scene)
        painter.restore()


def _paint_scene(painter: QPainter, frame: QRectF, scene: _Scene) -> None:
    clip = QPainterPath()
    clip.addRoundedRect(frame, 4, 4)
    painter.setClipPath(clip)
    sky = QLinearGradient(frame.topLeft(), frame.bottomLeft())
    sky.setColorAt(0, QColor(scene.sky[0]))
    sky.setColorAt(0.8, QColor(scene.sky[1]))
    painter.fillRect(frame, sky)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(scene.light))
    radius = frame.height() * 0.1
    middle = QPointF(
        frame.left() + frame.width() * scene.light_at.x(), frame.top() + frame.height() * scene.light_at.y()
    )
    painter.drawEllipse(middle, radius, radius)
    for points, colour in ((_FAR, scene.far), (_NEAR, scene.near)):
        painter.setBrush(QColor(colour))
        painter.drawPolygon(_ridge(points, frame, scene))


def _ridge(points: tuple[tuple[float, float], ...], frame: QRectF, scene: _Scene) -> QPolygonF:
    """The ridge as it is seen from where this photo was taken: nearer or farther, a step aside."""
    return QPolygonF(
        [
            QPointF(
                frame.left() + frame.width() * (0.5 + (x - 0.5) * scene.larger + scene.moved),
                frame.bottom() - frame.height() * (1 - y) * scene.larger,
            )
            for x, y in points
        ]
    )
