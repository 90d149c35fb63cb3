"""Files as addresses (file://...), with exactly the bytes of their names."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import QMimeData, QUrl

from photosearch.gui.file_names import shown

# What GNOME's, Cinnamon's and MATE's file managers look for, and KDE's.
_GNOME = "x-special/gnome-copied-files"
_KDE_CUT = "application/x-kde-cutselection"


def address(path: str) -> str:
    """The address of a file, in ASCII."""
    absolute = os.path.abspath(path)
    if os.name == "nt":
        return Path(absolute).as_uri()
    return "file://" + quote(os.fsencode(absolute))


def url(path: str) -> QUrl:
    """The same for Qt."""
    return QUrl.fromEncoded(address(path).encode("ascii"))


def files_mime(paths: Sequence[str]) -> QMimeData:
    """The files as other programs take them, by pasting or dropping; as text, a path a line."""
    addresses = [address(path) for path in paths]
    mime = QMimeData()
    mime.setData("text/uri-list", _bytes(address + "\r\n" for address in addresses))
    mime.setData(_GNOME, "\n".join(["copy", *addresses]).encode("ascii"))
    mime.setData(_KDE_CUT, b"0")
    mime.setText(as_text(paths))
    return mime


def as_text(paths: Sequence[str]) -> str:
    """The paths, one a line."""
    return "\n".join(shown(path) for path in paths)


def _bytes(lines: Iterable[str]) -> bytes:
    return "".join(lines).encode("ascii")
