"""Walking a folder: every photo file below it, directory by directory."""

import contextlib
import fnmatch
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from photosearch.imaging.formats import is_photo_name

# Bins, thumbnails and indexes that systems and storage boxes keep among the photos. Hidden names are left out
# too.
_SYSTEM_NAMES = frozenset(
    {b"@eaDir", b"#recycle", b"$RECYCLE.BIN", b"System Volume Information", b"lost+found", b"Thumbs.db"}
)


@dataclass(frozen=True)
class Entry:
    """A photo file; `problem` is (kind, reason) where it cannot be one, for example a link that leads
    nowhere.
    """

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
    """One walk through a folder; after it, `mounts` holds the mount points met on the way (absolute)."""

    def __init__(self, root: bytes, excludes: Sequence[str] = (), known_roots: Iterable[bytes] = ()) -> None:
        self.root = root
        self.mounts: set[bytes] = set()
        self._excluded = _matcher(excludes)
        self._known_roots = [*known_roots, root]
        self._visited: set[tuple[int, int]] = set()
        self._linked: list[bytes] = []

    def leaves_out(self, path: bytes) -> bool:
        """Whether a path below the folder is hidden, a system's own or excluded, itself or by one of its
        parents.
        """
        while path:
            name = os.path.basename(path)
            if _is_hidden(name) or self._excluded(name, path, os.path.join(self.root, path)):
                return True
            path = os.path.dirname(path)
        return False

    def listings(self, below: bytes = b"", *, deep: bool = True) -> Iterator[Listing]:
        """Directory by directory, in the order of their names; `deep=False` lists `below` alone."""
        pending = [below]
        while pending or self._linked:
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
                for entry in sorted(entries, key=lambda item: item.name):
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
        if _is_hidden(name):
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
            return
        target = os.path.realpath(entry.path)
        if any(target == root or target.startswith(os.path.join(root, b"")) for root in self._known_roots):
            return  # found at its own place; through the link it would look like a copy
        if stat.S_ISDIR(status.st_mode):
            self._linked.append(relative)
        elif is_photo_name(entry.name):
            listing.entries.append(_entry(entry.name, status))


def _is_hidden(name: bytes) -> bool:
    return name.startswith(b".") or name in _SYSTEM_NAMES


def _entry(name: bytes, status: os.stat_result) -> Entry:
    if stat.S_ISREG(status.st_mode):
        return Entry(name, status.st_size, status.st_mtime_ns)
    return Entry(name, 0, status.st_mtime_ns, ("not_a_file", "this is not a regular file"))


def _matcher(patterns: Sequence[str]) -> Callable[..., bool]:
    """Whether a name, a path below the folder or a whole path matches one of the glob patterns."""
    if not patterns:
        return lambda *paths: False
    joined = "|".join(fnmatch.translate(pattern.rstrip("/")) for pattern in patterns)
    expression = re.compile(joined)
    return lambda *paths: any(expression.match(os.fsdecode(path)) for path in paths)
