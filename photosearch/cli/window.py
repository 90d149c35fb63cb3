"""Whether the arguments ask for the window, told without what only the command line needs."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

# A file of such a name in the current folder is no picture to open.
COMMANDS = ("index", "search", "describe", "train", "clean", "evaluate", "library", "models")
_LIBRARY = "--library"
_BACKGROUND = "--background"


@dataclass(frozen=True)
class WindowRequest:
    """The pictures to search for, the library (None is the person's own), whether to begin in the tray."""

    paths: tuple[str, ...] = ()
    library: str | None = None
    background: bool = False


def window_request(arguments: Sequence[str]) -> WindowRequest | None:
    """What `photosearch [--library DIR] [IMAGE...]` asks for; None where the arguments are a command's."""
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
    if paths and (paths[0] in COMMANDS or not all(map(_is_picture, paths))):
        return None
    return WindowRequest(tuple(paths), os.path.abspath(library) if library else None, background)


def open_window(request: WindowRequest) -> int:
    """Open the window. Returns the exit code."""
    from photosearch.errors import PhotosearchError
    from photosearch.gui.application import run

    try:
        return run(request.paths, request.library, background=request.background)
    except PhotosearchError as error:
        print(f"photosearch: {error}", file=sys.stderr)
        return 1


def _is_picture(argument: str) -> bool:
    return not argument.startswith("-") and os.path.isfile(argument)
