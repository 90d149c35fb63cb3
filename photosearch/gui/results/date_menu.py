"""Choosing when photos were taken: a year at once, or from one day to another."""

from PySide6.QtCore import QDate, QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDateEdit, QGridLayout, QLabel, QMenu, QWidget, QWidgetAction

from photosearch.gui.results.wording import day
from photosearch.gui.theme import SPACE

_YEARS = 12
_ISO = Qt.DateFormat.ISODate


def span_words(since: str | None, until: str | None) -> str:
    """A span of days as a person writes it: a year, one day, or from and to; empty for any time."""
    if since is None and until is None:
        return ""
    if since and until and since[5:] == "01-01" and until == f"{since[:4]}-12-31":
        return since[:4]
    if since == until and since:
        return day(since)
    return f"{day(since) if since else ''} \N{EN DASH} {day(until) if until else ''}".strip()


class DateMenu(QMenu):
    """`chosen` has the first and last day as ISO dates, None where that end is open."""

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._span = QWidget(self)
        self._from, self._to = self._edit(self.tr("First day")), self._edit(self.tr("Last day"))
        grid = QGridLayout(self._span)
        grid.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        grid.setSpacing(SPACE)
        for row, (words, edit) in enumerate(((self.tr("From"), self._from), (self.tr("To"), self._to))):
            label = QLabel(words)
            label.setBuddy(edit)
            grid.addWidget(label, row, 0)
            grid.addWidget(edit, row, 1)
        self._span_action = QWidgetAction(self)
        self._span_action.setDefaultWidget(self._span)
        self._years: list[QAction] = []
        self.addAction(self._span_action)

    def fill(self, earliest: str | None, latest: str | None, since: str | None, until: str | None) -> None:
        """Offer the years from the earliest to the latest photo."""
        for action in self._years:
            self.removeAction(action)
            action.deleteLater()
        first, last = _date(earliest), _date(latest)
        self._years = [self._year(None, since is None and until is None)]
        known = first.isValid() and last.isValid()
        if known:
            self._years.append(self.insertSeparator(self._span_action))
            for year in range(last.year(), max(first.year(), last.year() - _YEARS + 1) - 1, -1):
                self._years.append(self._year(year, (since, until) == _bounds(year)))
            self._years.append(self.insertSeparator(self._span_action))
        self._span_action.setVisible(known)
        for edit, value, otherwise in ((self._from, since, first), (self._to, until, last)):
            with QSignalBlocker(edit):
                edit.setDate(_date(value) if value else otherwise)

    def _year(self, year: int | None, chosen: bool) -> QAction:
        action = QAction(self.tr("Any time") if year is None else f"{year:04}", self)
        action.setCheckable(True)
        action.setChecked(chosen)
        action.triggered.connect(lambda: self.chosen.emit(*_bounds(year)))
        self.insertAction(self._span_action, action)
        return action

    def _edit(self, name: str) -> QDateEdit:
        edit = QDateEdit()
        edit.setAccessibleName(name)
        edit.setCalendarPopup(True)
        edit.setDisplayFormat(QLocale().dateFormat(QLocale.FormatType.ShortFormat).replace("yyyy", "yy"))
        edit.setDisplayFormat(edit.displayFormat().replace("yy", "yyyy"))
        # While a year is typed it passes through years nobody means.
        edit.setKeyboardTracking(False)
        edit.dateChanged.connect(self._span_chosen)
        return edit

    def _span_chosen(self) -> None:
        first, last = sorted((self._from.date(), self._to.date()), key=QDate.toJulianDay)
        self.chosen.emit(first.toString(_ISO), last.toString(_ISO))


def _bounds(year: int | None) -> tuple[str | None, str | None]:
    return (None, None) if year is None else (f"{year:04}-01-01", f"{year:04}-12-31")


def _date(text: str | None) -> QDate:
    return QDate.fromString((text or "")[:10], _ISO)
