"""The settings file: JSON, replaced as a whole, shared by the windows on several libraries."""

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLockFile

from photosearch.files import write_atomically

VERSION = 1
_LARGEST = 16 << 20
_LOCK_WAIT_MS = 5000


class _Removed:
    def __deepcopy__(self, memo: Any) -> "_Removed":
        return self


# Told in place of a value: the setting is back at its default.
REMOVED = _Removed()


@dataclass(frozen=True)
class Loaded:
    """What a file held; `set_aside` is where a damaged one was moved to."""

    values: dict[str, Any] = field(default_factory=dict)
    set_aside: str | None = None


def default_path() -> str:
    """The person's settings file."""
    import appdirs

    return os.path.join(appdirs.user_config_dir("photosearch", "photosearch"), "settings.json")


def load(path: str) -> Loaded:
    """What the file holds, values of unknown names included; empty where there is none.

    A damaged file is moved aside, never overwritten: a person may want to mend it.
    """
    try:
        return Loaded(_read(path))
    except FileNotFoundError:
        return Loaded()
    except OSError:
        # Unreadable now, such as by its permissions: that is no damage.
        return Loaded()
    except ValueError:
        return Loaded({}, _set_aside(path))


def update(path: str, changes: Mapping[str, Any]) -> None:
    """Change some values in the file and leave all others as they are there, atomically.

    Raises OSError where that cannot be done.
    """
    os.makedirs(os.path.dirname(path), exist_ok=True)
    lock = QLockFile(path + ".lock")
    # Another window writes for milliseconds; after the wait, one that hangs must not keep us from it.
    locked = lock.tryLock(_LOCK_WAIT_MS)
    try:
        values = load(path).values
        for name, value in changes.items():
            if value is REMOVED:
                values.pop(name, None)
            else:
                values[name] = value
        values["version"] = max(VERSION, _version(values))
        # A link, as those who keep their settings in a repository have it, stays one.
        content = json.dumps(values, indent=1, sort_keys=True).encode("ascii")
        write_atomically(Path(os.path.realpath(path)), content)
    finally:
        if locked:
            lock.unlock()


def _read(path: str) -> dict[str, Any]:
    with open(path, "rb") as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise ValueError("too large")
    try:
        values = json.loads(data)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(values, dict):
        raise ValueError("not an object")
    return values


def _version(values: Mapping[str, Any]) -> int:
    version = values.get("version")
    return version if isinstance(version, int) else VERSION


def _set_aside(path: str) -> str | None:
    for number in range(1, 100):
        aside = f"{path}.damaged-{number}"
        if not os.path.exists(aside):
            with contextlib.suppress(OSError):
                os.replace(path, aside)
                return aside
            return None
    return None
