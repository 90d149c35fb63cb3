"""Walking a folder: every photo file below it, directory by directory."""

import contextlib
import fnmatch
import itertools
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from photosearch.imaging.formats import is_photo_name
from photosearch.library.folders import relative_to

# Bins, thumbnails and indexes that systems and storage boxes keep among photos. Hidden names stay out too.
_SYSTEM_NAMES = frozenset(
    {b"@eaDir", b"#recycle", b"$RECYCLE.BIN", b"System Volume Information", b"lost+found", b"Thumbs.db"}
)


_SEPARATOR = os.fsencode(os.sep)


@dataclass(frozen=True)
class Entry:
    """A photo file; `problem` is (kind, reason) where it cannot be one: a link that leads nowhere, say."""

    name: bytes
    size: int
    mtime_ns: int
    problem: tuple[str, str] | None = None


@dataclass
class Listing:
    """A directory's photo files; `path` is relative to the folder. With `error` the list is not complete."""

    path: bytes
    entries: list[Entry] = field(default_factory=list)
    error: str | None = None


class Walk:
    """One walk through a folder, which ends early once `stopped` (asked for every name) says so.

    After it, `mounts` holds the mount points met on the way (absolute; links to one count), `dead_links` the
    links that lead nowhere and may have led to a folder (relative).
    """

    def __init__(
        self,
        root: bytes,
        excludes: Sequence[str] = (),
        known_roots: Iterable[bytes] = (),
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self.root = root
        self.mounts: set[bytes] = set()
        self.dead_links: set[bytes] = set()
        self._stopped = stopped
        self._excluded = _matcher(excludes)
        self._known_roots = [*known_roots, root]
        self._visited: set[tuple[int, int]] = set()
        self._linked: list[bytes] = []

    def leaves_out(self, path: bytes) -> bool:
        """Whether a path below the folder, or a folder it lies in, is hidden, a system's own or excluded."""
        while path:
            name = os.path.basename(path)
            if is_hidden(name) or self._excluded(name, path, os.path.join(self.root, path)):
                return True
            path = os.path.dirname(path)
        return False

    def listings(self, below: bytes = b"", *, deep: bool = True) -> Iterator[Listing]:
        """Directory by directory, in the order of their names; `deep=False` lists `below` alone."""
        pending = [below]
        while (pending or self._linked) and not self._stopped():
            # Linked folders come last, so that a real path is preferred to one through a link.
            path = pending.pop() if pending else self._linked.pop()
            listing, folders = self._list(path)
            if listing is not None:
                yield listing
            if deep:
                pending += sorted(folders, reverse=True)
            else:
                self._linked.clear()

    def _list(self, path: bytes) -> tuple[Listing | None, list[bytes]]:
        full = os.path.join(self.root, path) if path else self.root
        listing, folders = Listing(path), list[bytes]()
        try:
            status = os.stat(full)
            identity = (status.st_dev, status.st_ino)
            # On Windows st_ino can be 0: then loops are left to the system's own limit on links.
            if status.st_ino and identity in self._visited:
                return None, []
            self._visited.add(identity)
            if path and os.path.ismount(full):
                self.mounts.add(full)
            with os.scandir(full) as entries:
                found = itertools.takewhile(lambda entry: not self._stopped(), entries)
                for entry in sorted(found, key=lambda item: item.name):
                    if self._stopped():
                        return None, []
                    # What went away since the listing is simply not there; the folder itself still is.
                    with contextlib.suppress(FileNotFoundError):
                        self._sort_in(entry, path, listing, folders)
        except (FileNotFoundError, NotADirectoryError):
            return None, []
        except OSError as error:
            listing.error = f"the folder cannot be read ({error.strerror or error})"
        return listing, folders

    def _sort_in(
        self, entry: os.DirEntry[bytes], path: bytes, listing: Listing, folders: list[bytes]
    ) -> None:
        name = entry.name
        if is_hidden(name):
            return
        relative = os.path.join(path, name) if path else name
        if self._excluded(name, relative, entry.path):
            return
        if entry.is_symlink():
            self._sort_in_link(entry, relative, listing)
        elif entry.is_dir(follow_symlinks=False):
            folders.append(relative)
        elif is_photo_name(name):
            listing.entries.append(_entry(name, entry.stat(follow_symlinks=False)))

    def _sort_in_link(self, entry: os.DirEntry[bytes], relative: bytes, listing: Listing) -> None:
        try:
            status = os.stat(entry.path)
        except OSError as error:
            if is_photo_name(entry.name):
                reason = (
                    "the link leads nowhere" if isinstance(error, FileNotFoundError) else "the link is broken"
                )
                listing.entries.append(Entry(entry.name, 0, 0, ("missing", reason)))
            else:
                self.dead_links.add(relative)
            return
        is_folder = stat.S_ISDIR(status.st_mode)
        target = os.path.realpath(entry.path)
        if self._has_own_place(target, is_folder):
            return  # through the link it would look like a copy
        if is_folder:
            if os.path.ismount(target):
                self.mounts.add(entry.path)
            self._linked.append(relative)
        elif is_photo_name(entry.name):
            listing.entries.append(_entry(entry.name, status))

    def _has_own_place(self, target: bytes, is_folder: bool) -> bool:
        """Whether a link's target is found without the link. A file that lies hidden is not (git-annex)."""
        for root in self._known_roots:
            below = relative_to(target, root)
            if below is not None and (is_folder or not any(map(is_hidden, below.split(_SEPARATOR)))):
                return True
        return False


def storable_time(mtime_ns: int) -> int:
    """A file's time as SQLite can store it: some file systems reach beyond the year 2262."""
    return max(-(2**63), min(mtime_ns, 2**63 - 1))


def is_hidden(name: bytes) -> bool:
    """Whether a name is hidden or a system's own; such are never looked at."""
    return name.startswith(b".") or name in _SYSTEM_NAMES


def _entry(name: bytes, status: os.stat_result) -> Entry:
    if stat.S_ISREG(status.st_mode):
        return Entry(name, status.st_size, storable_time(status.st_mtime_ns))
    return Entry(name, 0, storable_time(status.st_mtime_ns), ("not_a_file", "this is not a regular file"))


def _matcher(patterns: Sequence[str]) -> Callable[..., bool]:
    """Whether a name, a path below the folder or a whole path matches one of the glob patterns."""
    if not patterns:
        return lambda *paths: False
    joined = "|".join(fnmatch.translate(pattern.rstrip("/")) for pattern in patterns)
    expression = re.compile(joined)
    return lambda *paths: any(expression.match(os.fsdecode(path)) for path in paths)
