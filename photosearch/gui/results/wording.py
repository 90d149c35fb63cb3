"""What is said of a photo beside it: its date, its folder, and all of it in a tool tip."""

import os
import re
from functools import cache

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt

from photosearch.gui import file_names
from photosearch.gui.wording import file_size
from photosearch.services.records import Photo

# The day of the week takes the room of the rest, and the month is as clear in short.
_WEEKDAY = re.compile(r"dddd[,،.]?\s*|[,،]?\s*dddd")


def date_of(photo: Photo) -> str:
    """The day it was taken as a person writes it, such as 3 May 2021; empty where that is not known."""
    return day(photo.taken) if photo.taken else ""


def day(date: str) -> str:
    """The day of an ISO date or time, as a person writes it."""
    locale = QLocale()
    return locale.toString(QDate.fromString(date[:10], Qt.DateFormat.ISODate), _form(locale.name()))


@cache
def _form(locale: str) -> str:
    """How a locale writes a day."""
    form = QLocale(locale).dateFormat(QLocale.FormatType.LongFormat)
    return _WEEKDAY.sub("", form).replace("MMMM", "MMM")


def second_line(photo: Photo) -> str:
    """What stands below the name: the day, or the folder of a photo without one."""
    return date_of(photo) or file_names.base_name(os.path.dirname(photo.path))


def described(photo: Photo, score: str) -> str:
    """A photo in one line, for those who hear it."""
    offline = QCoreApplication.translate("Results", "not connected") if photo.offline else ""
    words = file_names.base_name(photo.path), date_of(photo), score, offline
    return ", ".join(word for word in words if word)


def explained(photo: Photo, score: str) -> str:
    """A photo in some lines, for a tool tip."""
    offline = (
        QCoreApplication.translate("Results", "Its drive is not connected now.") if photo.offline else ""
    )
    size = file_size(photo.file_size)
    lines = (
        file_names.base_name(photo.path),
        file_names.parent_name(photo.path),
        ", ".join(word for word in (date_of(photo), file_names.shown(photo.camera or "")) if word),
        f"{photo.width} \N{MULTIPLICATION SIGN} {photo.height}, {size}",
        score,
        offline,
    )
    return file_names.tool_tip("\n".join(line for line in lines if line))
