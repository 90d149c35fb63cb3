"""File names on their way through Qt: a name may be any bytes, and Qt's text holds Unicode alone.

Text that Qt takes over loses lone surrogates, and with them the bytes of an odd name. So paths travel in
signals and models as Python objects, and only what `shown` makes of them becomes Qt text.
"""

import html
import os
import re
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QUrl

# Surrogates cannot be shown; controls and separators would break lines; direction marks can make a name look
# like another.
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(path: str) -> str:
    """A path or name as a person can read it, on one line."""
    return _UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", path)


def tool_tip(text: str) -> str:
    """Text for a tool tip, which else takes a name with angle brackets for markup."""
    lines = html.escape(text).replace("\n", "<br>")
    return f"<p style='white-space:pre-wrap'>{lines}</p>"


def base_name(path: str) -> str:
    """The last part of a path, readable; a drive or the root is itself."""
    return shown(os.path.basename(path.rstrip("/\\")) or path)


def parent_name(path: str) -> str:
    """The folder that holds a path, readable, the home folder written as ~."""
    return shown(home_shortened(os.path.dirname(path)))


def home_shortened(path: str) -> str:
    """The path with the home folder written as ~."""
    home = os.path.expanduser("~")
    if len(home) > 1 and (path == home or path.startswith(home + os.sep)):
        return "~" + path[len(home) :]
    return path


def local_path(url: QUrl) -> str | None:
    """The file that a URL means, as `os.fsdecode` writes it; None where it means none on this computer."""
    if not url.isLocalFile():
        return None
    if os.name == "nt":
        return os.path.normpath(url.toLocalFile())
    encoded = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
    path = os.fsdecode(unquote_to_bytes(encoded))
    return os.path.normpath(path) if path.startswith("/") and "\0" not in path else None
