"""Scrolling by the wheel: a notch glides instead of jumping, so that the eye can follow."""

from PySide6.QtCore import QEasingCurve, QObject, QPropertyAnimation
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QScrollBar, QStyle

_NOTCH = 120
_LINES = 3
_GLIDE_MS = 140


class Wheel(QObject):
    """Moves a scroll bar."""

    def __init__(self, bar: QScrollBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._glide = QPropertyAnimation(bar, b"value", self)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._turned = 0
        bar.sliderPressed.connect(self.stop)

    def stop(self) -> None:
        """Stand still where it is."""
        self._glide.stop()

    def scroll(self, event: QWheelEvent) -> None:
        """Follow the wheel, or the fingers on a touchpad."""
        if not event.pixelDelta().isNull():
            # A touchpad tells every pixel: it is smooth by itself.
            self.stop()
            self._bar.setValue(self._bar.value() - event.pixelDelta().y())
            return
        distance = -event.angleDelta().y() * _LINES * self._bar.singleStep() // _NOTCH
        gliding = self._glide.state() == QPropertyAnimation.State.Running
        start = int(self._glide.endValue()) if gliding else self._bar.value()
        target = min(max(start + distance, self._bar.minimum()), self._bar.maximum())
        self.stop()
        # No motion where the person's system asks for none.
        if not self._bar.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self._bar):
            self._bar.setValue(target)
            return
        self._glide.setDuration(_GLIDE_MS)
        self._glide.setStartValue(self._bar.value())
        self._glide.setEndValue(target)
        self._glide.start()

    def notches(self, event: QWheelEvent) -> int:
        """Whole notches turned so far and not yet told: for what goes in steps, up is positive."""
        self._turned += event.angleDelta().y()
        steps = int(self._turned / _NOTCH)
        self._turned -= steps * _NOTCH
        return steps
