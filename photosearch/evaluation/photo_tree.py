"""Finding the files of a benchmark below the folder it was unpacked to."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from photosearch.errors import PhotosearchError, UsageError
from photosearch.imaging.formats import is_photo_name

_SHOWN = 3


def photos_below(root: Path) -> list[Path]:
    """All photos below `root`, told by their names, sorted by path. Raises UsageError as `files_below`."""
    return sorted(path for path in files_below(root) if is_photo_name(path.name))


def files_below(root: Path) -> Iterator[Path]:
    """All files below `root` but hidden ones. Raises UsageError where it is no folder that can be read."""
    if not root.is_dir():
        problem = "is not a folder" if root.exists() else "does not exist"
        raise UsageError(f"{root} {problem}. Name the folder that the set was unpacked to.")
    seen: set[str] = set()
    for folder, below, names in os.walk(root, onerror=_unreadable, followlinks=True):
        # Links are followed, for large sets often lie on another disk; each folder is taken once.
        real = os.path.realpath(folder)
        if real in seen:
            below.clear()
            continue
        seen.add(real)
        below[:] = sorted(name for name in below if not name.startswith("."))
        yield from (Path(folder, name) for name in names if not name.startswith("."))


def _unreadable(error: OSError) -> None:
    raise PhotosearchError(f"The folder {error.filename} could not be read ({error.strerror}).") from error


def relative_name(path: Path, root: Path) -> str:
    """The path below `root` with forward slashes, the same on every system."""
    return path.relative_to(root).as_posix()


def by_stem(paths: Iterable[Path]) -> dict[str, list[Path]]:
    """Paths by file name without its ending."""
    found: dict[str, list[Path]] = {}
    for path in paths:
        found.setdefault(path.stem, []).append(path)
    return found


def photos_named(names: Iterable[str], below: dict[str, list[Path]], root: Path) -> list[Path]:
    """The photo of each name (with or without ending), from what `by_stem` gave for `root`.

    Raises PhotosearchError naming the first of those that are missing or there twice.
    """
    wanted = [stem_of(name) for name in names]
    missing = [name for name in wanted if name not in below]
    if missing:
        shown = ", ".join(missing[:_SHOWN]) + (", ..." if len(missing) > _SHOWN else "")
        raise PhotosearchError(
            f"{len(missing)} of the {len(wanted)} photos in the ground truth are not below {root}: {shown}. "
            "Unpack the photos of the set there, each under its own name."
        )
    for name in wanted:
        if len(below[name]) > 1:
            one, other, *_ = below[name]
            raise PhotosearchError(f"The photo {name} is there twice: {one} and {other}. Keep one of them.")
    return [below[name][0] for name in wanted]


def stem_of(name: str) -> str:
    """A name of the ground truth without folders and without the ending of a photo."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    return os.path.splitext(base)[0] if is_photo_name(base) else base


def folder_named(root: Path, name: str) -> Path:
    """`root`/`name`, or `root` itself where the set was unpacked without that folder."""
    inner = root / name
    return inner if inner.is_dir() else root
