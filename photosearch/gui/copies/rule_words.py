"""The rules for what to keep, in the words of the window."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from photosearch.gui.file_names import base_name, shown
from photosearch.gui.settings.table import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class RuleWords:
    """What a rule prefers, and what it prefers turned round ("" where it cannot be); `takes` is folder,
    format or pattern, and {value} that.
    """

    words: str
    reversed: str = ""
    takes: str = ""


WORDS = {
    "protected": RuleWords(QT_TRANSLATE_NOOP("KeepRules", "Never from the folder “{value}”"), "", "folder"),
    "folder": RuleWords(
        QT_TRANSLATE_NOOP("KeepRules", "In the folder “{value}”"),
        QT_TRANSLATE_NOOP("KeepRules", "Not in the folder “{value}”"),
        "folder",
    ),
    "format": RuleWords(
        QT_TRANSLATE_NOOP("KeepRules", "{value} files"),
        QT_TRANSLATE_NOOP("KeepRules", "Other than {value} files"),
        "format",
    ),
    "resolution": RuleWords(
        QT_TRANSLATE_NOOP("KeepRules", "More pixels"), QT_TRANSLATE_NOOP("KeepRules", "Fewer pixels")
    ),
    "exif": RuleWords(QT_TRANSLATE_NOOP("KeepRules", "Knows its date or camera")),
    "gps": RuleWords(
        QT_TRANSLATE_NOOP("KeepRules", "Knows its place"),
    ),
    "taken": RuleWords(
        QT_TRANSLATE_NOOP("KeepRules", "Taken earlier"), QT_TRANSLATE_NOOP("KeepRules", "Taken later")
    ),
    "original_name": RuleWords(QT_TRANSLATE_NOOP("KeepRules", "Not named like a copy")),
    "name": RuleWords(
        QT_TRANSLATE_NOOP("KeepRules", "Named like {value}"),
        QT_TRANSLATE_NOOP("KeepRules", "Not named like {value}"),
        "pattern",
    ),
    "sharpness": RuleWords(QT_TRANSLATE_NOOP("KeepRules", "Sharper")),
    "file_size": RuleWords(
        QT_TRANSLATE_NOOP("KeepRules", "Larger file"), QT_TRANSLATE_NOOP("KeepRules", "Smaller file")
    ),
    "modified": RuleWords(
        QT_TRANSLATE_NOOP("KeepRules", "Older file"), QT_TRANSLATE_NOOP("KeepRules", "Newer file")
    ),
}

FORMATS = ("RAW", "JPEG", "HEIF", "PNG", "TIFF", "WEBP", "AVIF", "JXL")


def words_of(rule: dict) -> str:
    """A rule in words."""
    known = WORDS.get(rule["rule"], RuleWords(rule["rule"]))
    value = rule.get("value", "")
    text = known.reversed if rule.get("reverse") else known.words
    said = base_name(value) or shown(value) if known.takes == "folder" else shown(value)
    return QCoreApplication.translate("KeepRules", text).format(value=said)
