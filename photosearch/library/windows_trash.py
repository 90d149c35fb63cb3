"""The recycle bin of Windows: beside each file $Rxxxxxx.ext lies $Ixxxxxx.ext, which says where it was.

Format of $I: a 64-bit version, the size, the time; then in version 1 (up to Windows 8.1) 260 characters of
UTF-16, in version 2 their number with the closing zero as 32 bits before them.
"""

import contextlib
import os
import struct
from collections.abc import Iterator

_BIN = "$Recycle.Bin"
_SLACK_S = 2.0
_MOST_BYTES = 128 << 10


def find(path: bytes, file: tuple[int, int], since: float) -> bytes | None:
    """Where the file lies that was moved to the recycle bin at `since` (seconds since 1970) or later."""
    wanted = os.path.normcase(os.fsdecode(path))
    for info in _infos(os.path.splitdrive(wanted)[0] + os.sep + _BIN, since):
        kept_at = _kept_at(info)
        if _recorded(info) == wanted and os.path.exists(kept_at):
            return os.fsencode(kept_at)
    return None


def original_path(kept_at: bytes) -> bytes | None:
    """Where a file in the recycle bin was; None where it is in none."""
    try:
        with open(_info_of(kept_at), "rb") as file:
            path = parsed(file.read(_MOST_BYTES))
    except (OSError, ValueError):
        return None
    return os.fsencode(path)


def forget(kept_at: bytes) -> None:
    """Take the entry of a file that has left the recycle bin out of it."""
    with contextlib.suppress(OSError, ValueError):
        os.unlink(_info_of(kept_at))


def forget_unfinished(path: bytes, since: float) -> None:
    """Nothing is written down before the file came."""


def drive_of(path: bytes) -> bytes:
    """The drive the file lies on."""
    return os.path.splitdrive(path)[0]


def parsed(info: bytes) -> str:
    """The path in a $I file. Raises ValueError where it is none."""
    if len(info) < 28:
        raise ValueError("too short")
    version = struct.unpack_from("<q", info)[0]
    if version == 1:
        text = info[24 : 24 + 520]
    elif version == 2:
        text = info[28 : 28 + 2 * struct.unpack_from("<I", info, 24)[0]]
    else:
        raise ValueError(f"version {version}")
    return text.decode("utf-16-le", "surrogatepass").split("\0")[0]


def _infos(folder: str, since: float) -> Iterator[str]:
    """The $I files of the person's that came since then, newest first; those of others cannot be listed."""
    found: list[tuple[float, str]] = []
    for owner in _listed(folder):
        for path in _listed(owner):
            if os.path.basename(path).upper().startswith("$I"):
                with contextlib.suppress(OSError):
                    found.append((os.stat(path).st_mtime, path))
    yield from (path for time, path in sorted(found, reverse=True) if time >= since - _SLACK_S)


def _listed(folder: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [entry.path for entry in entries]
    except OSError:
        return []


def _recorded(info: str) -> str | None:
    try:
        with open(info, "rb") as file:
            return os.path.normcase(parsed(file.read(_MOST_BYTES)))
    except (OSError, ValueError):
        return None


def _kept_at(info: str) -> str:
    folder, name = os.path.split(info)
    return os.path.join(folder, "$R" + name[2:])


def _info_of(kept_at: bytes) -> str:
    folder, name = os.path.split(os.fsdecode(kept_at))
    if not name.upper().startswith("$R"):
        raise ValueError("not a file of the recycle bin")
    return os.path.join(folder, "$I" + name[2:])
