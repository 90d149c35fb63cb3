"""Numbers and times as a person says them."""

import math

from PySide6.QtCore import QLocale, QObject

_SOON_S, _MINUTE_S, _HOUR_S, _DAY_S = 10, 60, 3600, 86400


def number(count: int) -> str:
    """A number with the separators of the language."""
    return QLocale().toString(count)


def file_size(count: int) -> str:
    """So many bytes in words, such as 4.2 MB."""
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


class Wording(QObject):
    """An object for the sake of its `tr`: what is translated otherwise cannot have plurals."""

    def time_left(self, seconds: float) -> str:
        """How long something will still take, no more exact than anyone can tell."""
        if seconds < _SOON_S:
            return self.tr("a few seconds left")
        if seconds < _MINUTE_S:
            return self.tr("less than a minute left")
        if seconds < 90 * _MINUTE_S:
            return self.tr("about %n minute(s) left", "", math.ceil(seconds / _MINUTE_S))
        if seconds < 36 * _HOUR_S:
            return self.tr("about %n hour(s) left", "", round(seconds / _HOUR_S))
        return self.tr("about %n day(s) left", "", round(seconds / _DAY_S))

    def rate(self, photos_a_second: float) -> str:
        """How fast photos are read."""
        if photos_a_second < 0.95:
            return self.tr("%n photo(s) a minute", "", max(1, round(photos_a_second * 60)))
        return self.tr("%n photo(s) a second", "", round(photos_a_second))
