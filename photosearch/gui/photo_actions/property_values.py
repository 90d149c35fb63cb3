"""What a file says of itself, with numbers and dates as they are written in the language of the window."""

import re

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d)?)(.*)")
_FOCAL = re.compile(r"([\d.]+) mm \(([\d.]+) mm on 35 mm film\)")
_DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")
_SHORT_YEAR = re.compile(r"(?<!y)yy(?!y)")
_MOMENTS = frozenset({"Modified", "Taken"})
_NUMBERS = frozenset({"Size", "Exposure", "Aperture", "Focal length", "Exposure bias"})


def localised(name: str, value: str) -> str:
    """A value of the engine's `metadata`, whose English name says what it is."""
    if name in _MOMENTS:
        return _moment(value)
    if name not in _NUMBERS:
        return value
    focal = _FOCAL.fullmatch(value)
    if focal is not None:
        words = QCoreApplication.translate("Properties", "{0} mm ({1} mm on 35 mm film)")
        value = words.format(*focal.groups())
    return _DECIMAL.sub(QLocale().decimalPoint(), value)


def _moment(value: str) -> str:
    found = _MOMENT.fullmatch(value)
    if found is None:
        return value
    date = QDateTime.fromString(found[1], "yyyy-MM-dd").date()
    if not date.isValid():
        return value
    # The seconds stay: they are what photos of a burst differ in.
    form = _SHORT_YEAR.sub("yyyy", QLocale().dateFormat(QLocale.FormatType.ShortFormat))
    return f"{QLocale().toString(date, form)} {found[2]}{found[3]}"
