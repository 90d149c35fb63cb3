"""A step that writes date and place of one photo into another, which keeps its pixels byte for byte.

A copy of the file as it was lies in the library's folder until the act is forgotten. A file that has other
names (hard links) keeps one more, a hidden one beside it: so it can become the same file as those again, and
not just one that holds the same. By itself that would be no copy: what is written through one name is seen
through the others.
"""

import contextlib
import os
import shutil
import stat
from collections.abc import Callable
from dataclasses import replace

from photosearch.imaging.metadata import Metadata
from photosearch.imaging.metadata_copying import MetadataNotWrittenError, offered_metadata, with_metadata
from photosearch.library import relocating
from photosearch.library.acts.step import Step, StepError, is_as_before, set_as_before

MetadataOf = Callable[[bytes], Metadata]


def kept_place(step: Step, folder: bytes) -> bytes:
    """Where the file as it was is to lie, in a folder for such files."""
    return os.path.join(folder, step.token.encode("ascii"))


def perform(step: Step, metadata_of: MetadataOf, note: Callable[[Step], Step]) -> Step:
    """Write into `step.path` what `step.target` knows and it does not; `note` writes the step down.

    Raises PhotosearchError, OSError.
    """
    if not stat.S_ISREG(os.lstat(step.path).st_mode):
        raise StepError(f"“{step.name}” is a link: nothing is written through it.")
    content = _new_content(step, metadata_of)
    os.makedirs(os.path.dirname(step.place), mode=0o700, exist_ok=True)
    relocating.copy(step.path, step.place, step.place + b".part")
    step = note(replace(step, result=relocating.digest(content)))
    part = step.part(step.path)
    try:
        relocating.write_flushed(part, content)
        shutil.copymode(os.fsdecode(step.path), os.fsdecode(part))
        if not is_as_before(step.path, step.before):
            raise StepError(f"“{step.name}” was changed just now. Nothing was written into it.")
        if os.lstat(step.path).st_nlink > 1:
            os.link(step.path, step.hidden())
        os.replace(part, step.path)
    except BaseException:
        for path in (part, step.hidden(), step.place):
            _remove(path)
        raise
    relocating.flush_folder(os.path.dirname(step.path))
    return step


def take_back(step: Step) -> None:
    """Make the file what it was, however far the step, or an earlier taking back, came. Raises StepError."""
    _remove(step.part(step.path))
    if is_as_before(step.path, step.before):
        set_as_before(step.path, step.before)
    else:
        _bring_back(step)
    forget(step)
    _remove(step.place + b".part")


def forget(step: Step) -> None:
    """Give up the file as it was. Raises OSError."""
    _remove(step.hidden())
    _remove(step.place)


def _new_content(step: Step, metadata_of: MetadataOf) -> bytes:
    offer = offered_metadata(metadata_of(step.path), metadata_of(step.target))
    if not offer:
        raise StepError(f"There is nothing to copy into “{step.name}”: it has date and place already.")
    try:
        if offer.obstacle:
            raise MetadataNotWrittenError(offer.obstacle)
        with open(step.path, "rb") as file:
            content = file.read()
        if step.before is None or relocating.digest(content) != step.before.content_hash:
            raise StepError(f"“{step.name}” was changed just now. Nothing was written into it.")
        return with_metadata(content, offer)
    except MetadataNotWrittenError as error:
        raise StepError(f"Nothing was written into “{step.name}”: {error}.") from None


def _bring_back(step: Step) -> None:
    content_hash = step.before.content_hash if step.before else None
    linked = content_hash is not None and _holds(step.hidden(), content_hash)
    if content_hash is None or not (linked or _holds(step.place, content_hash)):
        raise StepError(f"What “{step.name}” was before is no longer there.")
    if os.path.lexists(step.path) and not _holds(step.path, step.result):
        raise StepError(f"“{step.name}” was changed since. It stays as it is.")
    if linked:
        os.replace(step.hidden(), step.path)
        relocating.flush_folder(os.path.dirname(step.path))
    else:
        _copy_back(step)


def _copy_back(step: Step) -> None:
    part = step.part(step.path)
    os.makedirs(os.path.dirname(step.path), exist_ok=True)
    with open(step.place, "rb") as file:
        relocating.write_flushed(part, file.read())
    set_as_before(part, step.before)
    os.replace(part, step.path)
    relocating.flush_folder(os.path.dirname(step.path))


def _holds(path: bytes, content_hash: bytes) -> bool:
    return os.path.isfile(path) and relocating.content_hash(path) == content_hash


def _remove(path: bytes) -> None:
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)
