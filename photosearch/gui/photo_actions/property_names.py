"""What the engine says of a file, in the language of the window."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from photosearch.gui.photo_actions.property_values import localised
from photosearch.gui.settings.table import QT_TRANSLATE_NOOP

_CONTEXT = "Properties"

# The names of `services.properties`, and those of its values that are words.
_WORDS = frozenset(
    {
        QT_TRANSLATE_NOOP("Properties", "Name"),
        QT_TRANSLATE_NOOP("Properties", "Folder"),
        QT_TRANSLATE_NOOP("Properties", "Type"),
        QT_TRANSLATE_NOOP("Properties", "Dimensions"),
        QT_TRANSLATE_NOOP("Properties", "Size"),
        QT_TRANSLATE_NOOP("Properties", "Modified"),
        QT_TRANSLATE_NOOP("Properties", "Taken"),
        QT_TRANSLATE_NOOP("Properties", "Camera"),
        QT_TRANSLATE_NOOP("Properties", "Lens"),
        QT_TRANSLATE_NOOP("Properties", "Exposure"),
        QT_TRANSLATE_NOOP("Properties", "Aperture"),
        QT_TRANSLATE_NOOP("Properties", "ISO"),
        QT_TRANSLATE_NOOP("Properties", "Focal length"),
        QT_TRANSLATE_NOOP("Properties", "Exposure bias"),
        QT_TRANSLATE_NOOP("Properties", "Flash"),
        QT_TRANSLATE_NOOP("Properties", "Place"),
        QT_TRANSLATE_NOOP("Properties", "Altitude"),
        QT_TRANSLATE_NOOP("Properties", "Orientation"),
        QT_TRANSLATE_NOOP("Properties", "Description"),
        QT_TRANSLATE_NOOP("Properties", "Artist"),
        QT_TRANSLATE_NOOP("Properties", "Copyright"),
        QT_TRANSLATE_NOOP("Properties", "Software"),
        QT_TRANSLATE_NOOP("Properties", "fired"),
        QT_TRANSLATE_NOOP("Properties", "off"),
        QT_TRANSLATE_NOOP("Properties", "mirrored"),
        QT_TRANSLATE_NOOP("Properties", "turned by 180°"),
        QT_TRANSLATE_NOOP("Properties", "mirrored, turned by 180°"),
        QT_TRANSLATE_NOOP("Properties", "mirrored, turned by 90° to the left"),
        QT_TRANSLATE_NOOP("Properties", "turned by 90° to the right"),
        QT_TRANSLATE_NOOP("Properties", "mirrored, turned by 90° to the right"),
        QT_TRANSLATE_NOOP("Properties", "turned by 90° to the left"),
    }
)
# The words that a person wrote are left as they are.
_FREE = frozenset({"Name", "Folder", "Camera", "Lens", "Description", "Artist", "Copyright", "Software"})


def translated(rows: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Rows of a name and its values, with what is known of them translated."""
    return [
        (_word(name), *(values if name in _FREE else (_word(localised(name, value)) for value in values)))
        for name, *values in rows
    ]


def _word(text: str) -> str:
    return QCoreApplication.translate(_CONTEXT, text) if text in _WORDS else text
