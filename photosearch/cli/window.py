"""Whether the arguments ask for the window, told without what only the command line needs."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from photosearch.errors import UsageError

# A file of such a name in the current folder is no picture to open.
COMMANDS = (
    *("index", "search", "duplicates", "marks", "undo", "describe", "train", "clean", "evaluate", "library"),
    "models",
)
_LIBRARY = "--library"
_BACKGROUND = "--background"


@dataclass(frozen=True)
class WindowRequest:
    """The pictures to search for, the library (None is the person's own), whether to begin in the tray."""

    paths: tuple[str, ...] = ()
    library: str | None = None
    background: bool = False


def window_request(arguments: Sequence[str]) -> WindowRequest | None:
    """What `photosearch [--library DIR] [IMAGE...]` asks for; None where the arguments are a command's.

    Raises UsageError for what can only be meant as a picture and is none.
    """
    paths: list[str] = []
    library = None
    background = False
    left = list(arguments)
    while left:
        argument = left.pop(0)
        if argument == _LIBRARY and left:
            library = left.pop(0)
        elif argument.startswith(f"{_LIBRARY}="):
            library = argument.removeprefix(f"{_LIBRARY}=")
        elif argument == _BACKGROUND:
            background = True
        elif argument == "--":
            paths += [os.path.join(os.curdir, path) for path in left]
            break
        else:
            paths.append(argument)
    if paths and (paths[0] in COMMANDS or any(path.startswith("-") for path in paths)):
        return None
    for path in paths:
        if not os.path.isfile(path):
            if not _is_meant_as_file(path):
                return None
            raise _not_a_picture(path)
    return WindowRequest(tuple(paths), os.path.abspath(library) if library else None, background)


def open_window(request: WindowRequest) -> int:
    """Open the window. Returns the exit code."""
    from photosearch.errors import PhotosearchError
    from photosearch.gui.application import run

    try:
        return run(request.paths, request.library, background=request.background)
    except PhotosearchError as error:
        from photosearch.cli.lines import remark

        remark(f"photosearch: {error}")
        return 1


def _is_meant_as_file(argument: str) -> bool:
    """Whether a word is no mistyped command."""
    has_folder = any(separator in argument for separator in (os.sep, os.altsep) if separator)
    return has_folder or "." in argument or os.path.isdir(argument)


def _not_a_picture(path: str) -> UsageError:
    if os.path.isdir(path):
        return UsageError(f"{path} is a folder. To search its photos: photosearch index {path}")
    return UsageError(f"{path} does not exist. Name a picture to look for, or a command: photosearch --help")
