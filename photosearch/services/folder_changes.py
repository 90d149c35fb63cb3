"""What can be changed about the folders of a library that is being kept up to date."""

import os
import re
from collections.abc import Iterable

from photosearch.errors import PhotosearchError
from photosearch.library.connection import printable
from photosearch.library.folders import (
    Folder,
    Target,
    add_folder,
    relative_to,
    remove_folder,
    save_list,
    set_excludes,
    target_at,
)
from photosearch.library.walking import Walk
from photosearch.services.keeping import Change, Kept


def adding(path: str) -> Change:
    """Take a folder into the library and look through it."""
    place = os.path.realpath(os.fsencode(path))

    def change(kept: Kept) -> None:
        if not os.path.isdir(place):
            problem = "is not a folder" if os.path.lexists(place) else "cannot be reached"
            raise PhotosearchError(f"“{printable(place)}” {problem}.")
        target = add_folder(kept.library.connection, place)
        if Walk(target.folder.path, target.folder.excludes).leaves_out(target.below):
            raise PhotosearchError(
                f"“{printable(place)}” is left out of the library: it, or a folder it lies in, is hidden or "
                "excluded."
            )
        _changed(kept)
        kept.watcher.note(target)

    return change


def removing(path: str) -> Change:
    """Forget a folder and its photos; the files stay untouched."""

    def change(kept: Kept) -> None:
        remove_folder(kept.library.connection, _known(kept, path))
        _changed(kept)

    return change


def excluding(path: str, patterns: Iterable[str]) -> Change:
    """Replace what a folder leaves out."""

    def change(kept: Kept) -> None:
        _exclude(kept, _known(kept, path), patterns)

    return change


def leaving_out(path: str) -> Change:
    """Leave out a folder that lies below one of the library, from now on."""
    place = os.path.abspath(os.fsencode(path))

    def change(kept: Kept) -> None:
        folder, below = _around(kept, place)
        if not below:
            raise PhotosearchError(
                f"“{printable(place)}” is one of your folders: remove it from the library instead."
            )
        # By its whole path: its name alone would leave out all folders of that name.
        _exclude(kept, folder, dict.fromkeys([*folder.excludes, _literally(os.fsdecode(place))]), below)

    return change


def checking(path: str | None) -> Change:
    """Look through a folder, or all of them."""

    def change(kept: Kept) -> None:
        if path is not None:
            kept.watcher.note(target_at(kept.library.connection, os.fsencode(path)))
            return
        for folder in kept.library.folders():
            kept.watcher.note(Target(folder))

    return change


def renewing() -> Change:
    """Take the network that is in use by now, and describe with it what it has not described."""

    def change(kept: Kept) -> None:
        kept.passes.renew()
        for folder in kept.library.folders():
            kept.watcher.note(Target(folder))

    return change


def _known(kept: Kept, path: str) -> Folder:
    wanted = os.fsencode(path)
    for folder in kept.library.folders():
        if folder.path in (wanted, os.path.abspath(wanted)):
            return folder
    raise PhotosearchError(f"“{printable(wanted)}” is not one of the library's folders any more.")


def _around(kept: Kept, place: bytes) -> tuple[Folder, bytes]:
    for folder in kept.library.folders():
        below = relative_to(place, folder.path)
        if below is not None:
            return folder, below
    raise PhotosearchError(f"“{printable(place)}” is not in one of the library's folders.")


def _exclude(kept: Kept, folder: Folder, patterns: Iterable[str], below: bytes = b"") -> None:
    set_excludes(kept.library.connection, folder, patterns)
    _changed(kept)
    kept.watcher.note(Target(folder, below))


def _changed(kept: Kept) -> None:
    save_list(kept.library.connection, kept.library.folder)
    kept.watcher.renew_watches()


def _literally(text: str) -> str:
    """A pattern that matches this text alone."""
    return re.sub(r"([*?[])", r"[\1]", text)
