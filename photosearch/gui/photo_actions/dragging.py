"""Photos on their way out of the window by the mouse."""

import json
from collections.abc import Sequence

from PySide6.QtCore import QMimeData

from photosearch.gui.photo_actions.file_addresses import files_mime
from photosearch.gui.query.incoming import OWN_FORMAT
from photosearch.services.records import Photo


def mime_data(photos: Sequence[Photo]) -> QMimeData:
    """The files for other programs, and for this one a mark that they are its own: their paths as JSON."""
    paths = [photo.path for photo in photos]
    mime = files_mime(paths)
    mime.setData(OWN_FORMAT, json.dumps(paths).encode("ascii"))
    return mime
