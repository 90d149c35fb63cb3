"""When the photos were taken: a bar for each month or year; a range of them can be chosen."""

import calendar
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from photosearch.gui.theme import SPACE, tokens

_HEIGHT = 56
_LABELS = 18
_MONTHLY = 72
"""Up to so many months there is a bar for each, beyond for each year."""


class Timeline(QWidget):
    """Click a bar to see its photos, drag over several, click again or press Escape to see all.

    `range_changed` has the first and last day as ISO dates, or None and None.
    """

    range_changed = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Timeline"))
        self._bars: list[tuple[str, int]] = []
        self._range: tuple[str, str] | None = None
        self._dragged: tuple[int, int] | None = None
        self._at = -1

    def set_months(self, months: Sequence[tuple[str, int]]) -> None:
        """Show how many photos there are of each month (YYYY-MM), oldest first."""
        counts = dict(months)
        keys = _all_months(months)
        if len(keys) > _MONTHLY:
            years: dict[str, int] = {}
            for key in keys:
                years[key[:4]] = years.get(key[:4], 0) + counts.get(key, 0)
            self._bars = list(years.items())
        else:
            self._bars = [(key, counts.get(key, 0)) for key in keys]
        # A single bar tells nothing and would only take room.
        self.updateGeometry()
        self.setMaximumHeight(_HEIGHT if len(self._bars) > 1 else 0)
        self.update()

    def set_range(self, since: str | None, until: str | None) -> None:
        """Mark what is chosen, without a signal."""
        self._range = (since, until) if since and until else None
        self.update()

    @property
    def bars(self) -> list[tuple[str, int]]:
        """What is shown: years or months, with their number of photos."""
        return self._bars

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(400, _HEIGHT)

    def choose(self, first: int, last: int) -> None:
        """Choose the bars from one to another; the ones already chosen are let go."""
        first, last = sorted((first, last))
        wanted = _first_day(self._bars[first][0]), _last_day(self._bars[last][0])
        self._range = None if wanted == self._range else wanted
        self.update()
        self.range_changed.emit(*(self._range or (None, None)))

    def bar_rect(self, number: int) -> QRectF:
        """Where a bar lies, in the full height it could have."""
        room = self.width() - 4 * SPACE
        step = room / max(len(self._bars), 1)
        return QRectF(2 * SPACE + number * step, SPACE / 2, step, _HEIGHT - _LABELS - SPACE / 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        number = self._bar_at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and number is not None:
            self._dragged = number, number
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        number = self._bar_at(event.position().x())
        if self._dragged is not None and number is not None:
            self._dragged = self._dragged[0], number
        if number is not None:
            words = f"{self._name(number)}\n{self._photos(number)}"
            QToolTip.showText(event.globalPosition().toPoint(), words, self)
        self._at = -1 if number is None else number
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        dragged, self._dragged = self._dragged, None
        if dragged is not None and event.button() == Qt.MouseButton.LeftButton:
            self.choose(*dragged)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        self._at = -1
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None and self._bars:
            self._at = min(max(self._at + step, 0), len(self._bars) - 1)
            self.setAccessibleDescription(f"{self._name(self._at)}, {self._photos(self._at)}")
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Space) and self._at >= 0:
            self.choose(self._at, self._at)
        elif event.key() == Qt.Key.Key_Escape and self._range is not None:
            self._range = None
            self.update()
            self.range_changed.emit(None, None)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        with QPainter(self) as painter:
            colours = tokens(self.palette())
            painter.setPen(colours.border)
            painter.drawLine(0, 0, self.width(), 0)
            highest = max((count for _, count in self._bars), default=0)
            for number, (key, count) in enumerate(self._bars):
                room = self.bar_rect(number)
                if number == self._at:
                    painter.fillRect(room, colours.hover)
                if count:
                    # The root keeps a quiet year visible beside a busy one.
                    height = max(room.height() * (count / highest) ** 0.5, 2.0)
                    bar = QRectF(room.x() + 1, room.bottom() - height, max(room.width() - 2, 1.0), height)
                    painter.fillRect(bar, colours.accent if self._is_chosen(number, key) else colours.outline)
            painter.setPen(colours.muted)
            for number in self._labelled():
                room = self.bar_rect(number)
                box = QRectF(room.x(), room.bottom() + 2, 80, _LABELS - 2)
                painter.drawText(
                    box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._bars[number][0][:4]
                )

    def _is_chosen(self, number: int, key: str) -> bool:
        if self._dragged is not None:
            return min(self._dragged) <= number <= max(self._dragged)
        return self._range is None or (self._range[0] <= _last_day(key) and _first_day(key) <= self._range[1])

    def _labelled(self) -> list[int]:
        """The bars a year's name is written below: first ones of a year, as many as have room."""
        found: list[int] = []
        for number, (key, _) in enumerate(self._bars):
            is_first = number == 0 or self._bars[number - 1][0][:4] != key[:4]
            left = self.bar_rect(number).x()
            has_room = not found or left - self.bar_rect(found[-1]).x() >= 44
            if is_first and has_room and left < self.width() - 40:
                found.append(number)
        return found

    def _bar_at(self, x: float) -> int | None:
        step = self.bar_rect(0).width()
        number = int((x - 2 * SPACE) // step) if step else -1
        return number if 0 <= number < len(self._bars) else None

    def _name(self, number: int) -> str:
        key = self._bars[number][0]
        if len(key) == 4:
            return key
        return f"{QLocale().standaloneMonthName(int(key[5:]))} {key[:4]}"

    def _photos(self, number: int) -> str:
        return self.tr("%n photo(s)", "", self._bars[number][1])


def _all_months(months: Sequence[tuple[str, int]]) -> list[str]:
    """Every month from the first to the last, the ones without photos too."""
    if not months:
        return []
    year, month = (int(part) for part in months[0][0].split("-"))
    last = months[-1][0]
    keys = []
    while (key := f"{year:04}-{month:02}") <= last:
        keys.append(key)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return keys


def _first_day(key: str) -> str:
    return f"{key}-01-01" if len(key) == 4 else f"{key}-01"


def _last_day(key: str) -> str:
    if len(key) == 4:
        return f"{key}-12-31"
    year, month = int(key[:4]), int(key[5:])
    return f"{key}-{calendar.monthrange(year, month)[1]:02}"
