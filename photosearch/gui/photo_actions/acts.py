"""The table of what can be done with photos."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from photosearch.gui.settings.table import QT_TRANSLATE_NOOP
from photosearch.services.records import Photo

_CONTEXT = "PhotoActions"
# More programs started, windows opened or icons of the file manager chosen at once help nobody.
_AT_ONCE = 20


@dataclass(frozen=True)
class Act:
    """One thing to do. `words` are for menus and tool tips; `most` photos at once; `reads`: the file has to
    be there; `hands_on`: another program gets it, which goes by its name. Those in WITH_QUERY are about the
    photos and what is searched for.
    """

    name: str
    words: str
    icon: str
    key: str = ""
    most: int | None = None
    reads: bool = True
    hands_on: bool = False

    def label(self) -> str:
        """The words in the language of the window."""
        return QCoreApplication.translate(_CONTEXT, self.words)

    def obstacle(self, photos: Sequence[Photo]) -> str | None:
        """Why it cannot be done with these photos, for a person; None where it can."""
        if not photos:
            return QCoreApplication.translate("PhotoActions", "No photo is chosen.")
        if self.most == 1 and len(photos) > 1:
            return QCoreApplication.translate("PhotoActions", "This goes with one photo at a time.")
        if self.most is not None and len(photos) > self.most:
            words = QCoreApplication.translate(
                "PhotoActions", "This goes with up to {count} photos at a time."
            )
            return words.format(count=self.most)
        if self.reads and any(photo.offline for photo in photos):
            return QCoreApplication.translate(
                "PhotoActions", "The drive or folder it is on is not connected now."
            )
        if self.hands_on and not all(_is_named_as_photo(photo) for photo in photos):
            return QCoreApplication.translate(
                "PhotoActions", "By its name this is no photo; it is not opened, since it might be a program."
            )
        return None


def _is_named_as_photo(photo: Photo) -> bool:
    from photosearch.imaging.formats import is_photo_name

    return is_photo_name(photo.path)


_FIND = QT_TRANSLATE_NOOP("PhotoActions", "Find similar")
_PART = QT_TRANSLATE_NOOP("PhotoActions", "Find similar to a part…")
_UNLIKE = QT_TRANSLATE_NOOP("PhotoActions", "Search for what is not like it")
_EXCLUDE = QT_TRANSLATE_NOOP("PhotoActions", "Exclude folder…")
ACTS = (
    Act("find_similar", _FIND, "similar", "Ctrl+F", _AT_ONCE, reads=False),
    Act("find_part", _PART, "crop", "Ctrl+Shift+F", 1),
    Act("compare", QT_TRANSLATE_NOOP("PhotoActions", "Compare"), "compare", "Ctrl+D", 2, reads=False),
    Act("add_to_search", QT_TRANSLATE_NOOP("PhotoActions", "Add to the search"), "plus", "", 10, reads=False),
    Act("unlike", _UNLIKE, "minus", "", 10, reads=False),
    Act("same", QT_TRANSLATE_NOOP("PhotoActions", "Same place"), "check", "Ctrl+M", reads=False),
    Act("different", QT_TRANSLATE_NOOP("PhotoActions", "Not a match"), "close", "Ctrl+Shift+M", reads=False),
    Act("open", QT_TRANSLATE_NOOP("PhotoActions", "Open"), "open", "Ctrl+Return", _AT_ONCE, hands_on=True),
    Act("open_with", QT_TRANSLATE_NOOP("PhotoActions", "Open with"), "external", "", _AT_ONCE, hands_on=True),
    Act("show_in_folder", QT_TRANSLATE_NOOP("PhotoActions", "Show in folder"), "folder", "Ctrl+E", _AT_ONCE),
    Act("copy_file", QT_TRANSLATE_NOOP("PhotoActions", "Copy file"), "copy", "Ctrl+C"),
    Act("copy_image", QT_TRANSLATE_NOOP("PhotoActions", "Copy picture"), "photo", "Ctrl+Shift+C", 1),
    Act("copy_path", QT_TRANSLATE_NOOP("PhotoActions", "Copy path"), "", "Ctrl+Alt+C", reads=False),
    Act("exclude_folder", _EXCLUDE, "exclude", "", 1, reads=False),
    Act("trash", QT_TRANSLATE_NOOP("PhotoActions", "Move to trash"), "trash", "Del"),
    Act("properties", QT_TRANSLATE_NOOP("PhotoActions", "Properties"), "info", "Alt+Return", 1, reads=False),
)

WITH_QUERY = frozenset({"add_to_search", "unlike", "same", "different"})

BY_NAME = {act.name: act for act in ACTS}

MENU = (
    ("find_similar", "find_part", "compare"),
    ("same", "different"),
    ("add_to_search", "unlike"),
    ("open", "open_with", "show_in_folder"),
    ("copy_file", "copy_image", "copy_path"),
    ("exclude_folder", "trash"),
    ("properties",),
)
"""The groups of the context menu."""
