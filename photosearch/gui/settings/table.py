"""All settings in one typed table: from it come the checks, the defaults and the settings dialog."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

LABELS = "Settings"


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802
    """Mark a text for translation; Qt's tools look for this name, and its own is not typed."""
    return text


@dataclass(frozen=True)
class Setting:
    """One setting. `label`, `help` and the names of the choices are English and translated when shown; one
    without a label is not for the settings dialog. `low` and `high` bound a number of `unit`, both
    included; `fits` checks what the type alone does not say.
    """

    name: str
    kind: type
    default: Any
    label: str = ""
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    low: int | None = None
    high: int | None = None
    unit: str = ""
    fits: Callable[[Any], bool] = lambda value: True

    def accepts(self, value: Any) -> bool:
        """Whether it can take the value."""
        # Exactly: for isinstance, True is a number.
        if type(value) is not self.kind:
            return False
        return self._is_offered(value) and self.fits(value)

    def _is_offered(self, value: Any) -> bool:
        if self.choices and value not in [choice for choice, _ in self.choices]:
            return False
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def shown_label(self) -> str:
        """The label in the language of the window."""
        return QCoreApplication.translate(LABELS, self.label)

    def shown_help(self) -> str:
        """The explanation in the language of the window."""
        return QCoreApplication.translate(LABELS, self.help) if self.help else ""

    def shown_choices(self) -> list[tuple[str, str]]:
        """What may be chosen: the value, and its name in the language of the window."""
        return [(value, QCoreApplication.translate(LABELS, name)) for value, name in self.choices]


def _texts_by_name(value: dict[Any, Any]) -> bool:
    return all(isinstance(name, str) and isinstance(text, str) for name, text in value.items())


def _objects(value: list[Any]) -> bool:
    return all(isinstance(item, dict) for item in value)


# Macs have the one kind, all others the other.
_GRAPHICS = (
    ("mps", QT_TRANSLATE_NOOP("Settings", "Apple graphics"))
    if sys.platform == "darwin"
    else ("cuda", QT_TRANSLATE_NOOP("Settings", "NVIDIA graphics card"))
)

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "theme",
        str,
        "system",
        QT_TRANSLATE_NOOP("Settings", "Appearance"),
        choices=(
            ("system", QT_TRANSLATE_NOOP("Settings", "Same as the system")),
            ("light", QT_TRANSLATE_NOOP("Settings", "Light")),
            ("dark", QT_TRANSLATE_NOOP("Settings", "Dark")),
        ),
    ),
    Setting(
        "language",
        str,
        "system",
        QT_TRANSLATE_NOOP("Settings", "Language"),
        # A language is named in itself, so that whoever got into a wrong one finds back.
        choices=(
            ("system", QT_TRANSLATE_NOOP("Settings", "Same as the system")),
            ("en", "English"),
            ("de", "Deutsch"),
        ),
    ),
    Setting(
        "load",
        str,
        "low",
        QT_TRANSLATE_NOOP("Settings", "Work in the background"),
        QT_TRANSLATE_NOOP("Settings", "How much of the computer reading new photos may take."),
        choices=(
            ("idle", QT_TRANSLATE_NOOP("Settings", "Only while nobody uses the computer")),
            ("low", QT_TRANSLATE_NOOP("Settings", "Gently")),
            ("full", QT_TRANSLATE_NOOP("Settings", "As fast as possible")),
        ),
    ),
    Setting(
        "device",
        str,
        "auto",
        QT_TRANSLATE_NOOP("Settings", "Compute on"),
        QT_TRANSLATE_NOOP("Settings", "Where photos are compared. Automatic is right for nearly everybody."),
        choices=(
            ("auto", QT_TRANSLATE_NOOP("Settings", "Automatic")),
            ("cpu", QT_TRANSLATE_NOOP("Settings", "Processor")),
            _GRAPHICS,
        ),
    ),
    Setting(
        "thumbnail_size",
        int,
        176,
        QT_TRANSLATE_NOOP("Settings", "Size of the small pictures"),
        low=96,
        high=320,
    ),
    Setting(
        "similarity",
        int,
        10,
        QT_TRANSLATE_NOOP("Settings", "Similarity"),
        QT_TRANSLATE_NOOP("Settings", "Results less alike than this are hidden."),
        low=0,
        high=100,
    ),
    Setting(
        "tray",
        bool,
        False,
        QT_TRANSLATE_NOOP("Settings", "Stay in the tray when the window is closed"),
        QT_TRANSLATE_NOOP("Settings", "New photos are then found while the window is closed, too."),
    ),
    Setting(
        "start_at_login",
        bool,
        False,
        QT_TRANSLATE_NOOP("Settings", "Start when I log in"),
        QT_TRANSLATE_NOOP("Settings", "Starts in the tray, without a window."),
    ),
    Setting(
        "thumbnail_memory_mb",
        int,
        256,
        QT_TRANSLATE_NOOP("Settings", "Memory for small pictures"),
        QT_TRANSLATE_NOOP("Settings", "More makes scrolling back quicker."),
        low=32,
        high=4096,
        unit="MB",
    ),
    Setting("shortcuts", dict, {}, fits=_texts_by_name),
    Setting("recent_queries", list, [], fits=_objects),
    Setting("saved_searches", list, [], fits=_objects),
    # An empty list stands for the usual rules.
    Setting("keep_rules", list, [], fits=_objects),
    Setting("map_style", str, "outline"),
    Setting("window", dict, {}),
    Setting("compare", dict, {}),
)

BY_NAME: dict[str, Setting] = {setting.name: setting for setting in SETTINGS}
