"""'Find Similar with Photosearch' in the menu of pictures; through FileManager's bindings for Python."""

import locale
import subprocess

from gi.repository import FileManager, GObject

PROGRAM = "@PROGRAM@"
TYPES = "@MIME_TYPES@"
TEXTS = {"de": "Ähnliche mit Photosearch finden"}


def _text():
    language = (locale.getlocale()[0] or "")[:2]
    return TEXTS.get(language, "Find Similar with Photosearch")


class PhotosearchExtension(GObject.GObject, FileManager.MenuProvider):
    def get_file_items(self, *arguments):
        # Older versions give the window first.
        files = arguments[-1]
        paths = [file.get_location().get_path() for file in files]
        if not paths or None in paths or any(file.get_mime_type() not in TYPES.split(";") for file in files):
            return []
        item = FileManager.MenuItem(name="Photosearch::find_similar", label=_text(), icon="photosearch")
        item.connect("activate", lambda *_: subprocess.Popen([PROGRAM, *paths], start_new_session=True))
        return [item]
