"""Groups of copies for the window: told as they are found, while more of them are looked for."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from photosearch.imaging.decoders import Decoders
from photosearch.library import browsing
from photosearch.library.filtering import PhotoFilter
from photosearch.services.catalogue import photo_values
from photosearch.services.chosen_model import answering_card
from photosearch.services.opened import OpenedCatalogue
from photosearch.services.serving import Call

if TYPE_CHECKING:
    from photosearch.imaging.workers import DecoderPool
    from photosearch.library.library import Library
    from photosearch.search.groups.grouping import Group

_DECODERS = 2


class GroupRequests:
    """Answers with groups of copies, on one thread."""

    def __init__(self, folder: Path) -> None:
        self._opened = OpenedCatalogue(folder)
        self._decoders = Decoders(_DECODERS)

    def close(self) -> None:
        """End the decoders, whatever they read."""
        self._decoders.close()

    def groups(
        self, call: Call, below: str | None, kinds: Sequence[str], verify: bool
    ) -> list[dict[str, Any]]:
        """The groups of some kinds among the photos below a folder, or all; the values of a GroupInfo each.

        Progress is {"group": one of them} as it is found, or {"phase", "done", "total"}. A group takes the
        place of earlier ones that it shares a photo with, except that bursts and others do not touch each
        other; the answer has those that still stand at the end.
        """
        from photosearch.library.library import Library
        from photosearch.search.groups.grouping import current

        connection = self._opened.get()
        if connection is None:
            return []
        library = Library(self._opened.folder, connection, None)
        pool = self._decoders.pool() if verify else None
        place = None if below is None else os.path.abspath(os.fsencode(below))
        found = []
        for group in groups_in(library, pool, place, kinds, _Told(call)):
            call.progress({"group": _values(group)})
            found.append(group)
        return [_values(group) for group in current(found)]


def groups_in(
    library: "Library",
    pool: "DecoderPool | None",
    below: bytes | None,
    kinds: Sequence[str],
    progress: Callable[[str, int, int], object],
    tell: Callable[[str], object] = lambda notice: None,
) -> "Iterator[Group]":
    """The groups of some kinds among the photos below a folder, or all, as `find_groups` tells them: by the
    network that answers, and with what the person said of photos. `tell` has what is wrong with that.
    """
    from photosearch.library.marks import Marks
    from photosearch.search.groups.finding import find_groups

    card = answering_card(browsing.described_by(library.connection))
    with Marks.reading(library.folder) as marks:
        if marks.notice:
            tell(marks.notice)
        different = marks.different()
    return find_groups(
        library.connection,
        library.descriptors(card),
        pool,
        wanted=PhotoFilter(below=below),
        kinds=kinds,
        different=different,
        progress=progress,
    )


class _Told:
    """Tells the asker how far it is, and notices that nobody asks any more."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._last: tuple[str, int] = "", 0

    def __call__(self, phase: str, done: int, total: int) -> None:
        self._call.check()
        # It is called far more often than it gets further.
        if self._last != (phase, done):
            self._last = phase, done
            self._call.progress({"phase": phase, "done": done, "total": total})


def _values(group: "Group") -> dict[str, Any]:
    return {
        "kind": group.kind,
        "members": [
            {"photo": photo_values(member.photo), "files": [os.fsdecode(row.path) for row in member.files]}
            for member in group.members
        ],
    }
