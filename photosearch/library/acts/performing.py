"""Taking steps and taking them back, each written down before and after."""

import errno
import os
import stat
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from photosearch.errors import PhotosearchError
from photosearch.imaging.metadata import Metadata
from photosearch.library import relocating
from photosearch.library.acts import linking, metadata, moving, trashing
from photosearch.library.acts.step import (
    BEGUN,
    COPY_METADATA,
    DONE,
    FAILED,
    LINK,
    MOVE,
    RETURNING,
    TRASH,
    UNDONE,
    Step,
    StepError,
    seen,
)
from photosearch.library.companions import belongs_to_it_alone
from photosearch.library.connection import printable

Note = Callable[[Step], Step]

_TAKES_BACK = {
    TRASH: trashing.take_back,
    MOVE: moving.take_back,
    LINK: linking.take_back,
    COPY_METADATA: metadata.take_back,
}


def perform_all(
    steps: Sequence[Step],
    note: Note,
    metadata_of: Callable[[bytes], Metadata],
    progress: Callable[[Step], object],
    stop: Callable[[], bool],
) -> None:
    """Take steps in their order; a companion only where its photo went, and others it belongs to did."""
    photo = b""
    stayed: set[bytes] = set()
    not_copied: set[bytes] = set()
    for step in steps:
        obstacle = _obstacle(step, photo, stayed, not_copied, stop)
        done = _failed(step, obstacle, note) if obstacle else _perform(step, note, metadata_of)
        if not step.companion:
            photo = step.path
        if not step.companion and done.state != DONE:
            stayed |= {photo, os.path.splitext(photo)[0]}
        if step.do == COPY_METADATA and done.state != DONE:
            not_copied.add(step.target)
        progress(done)


def take_back(step: Step, note: Note, state: str = UNDONE, reason: str = "") -> Step:
    """Take a step back; it is in `state` then. Where that fails it stays as it was, with the reason."""
    begun = step.state == BEGUN
    if not begun:
        step = note(replace(step, state=RETURNING))
    try:
        _TAKES_BACK[step.do](step)
    except (PhotosearchError, OSError) as error:
        return note(replace(step, state=DONE, reason=_words(error)))
    return note(replace(step, state=state, reason=reason))


def _obstacle(
    step: Step, photo: bytes, stayed: set[bytes], not_copied: set[bytes], stop: Callable[[], bool]
) -> str:
    if stop():
        return "It was stopped before this was done."
    shared = os.path.splitext(photo)[0] in stayed and not belongs_to_it_alone(step.path, photo)
    if step.companion and (photo in stayed or shared):
        return f"“{step.name}” stays with its photo."
    if step.path in not_copied:
        return f"“{step.name}” stays where it is: its date and place could not be copied."
    return ""


def _perform(step: Step, note: Note, metadata_of: Callable[[bytes], Metadata]) -> Step:
    try:
        _check(step)
        before = seen(step.path, hashed=step.do in (LINK, COPY_METADATA) or _leaves_its_drive(step))
        step = note(replace(step, state=BEGUN, before=before, began_s=time.time()))
        if step.do == TRASH:
            step = trashing.perform(step)
        elif step.do == MOVE:
            step = moving.perform(step)
        elif step.do == LINK:
            step = linking.perform(step)
        else:
            step = metadata.perform(step, metadata_of, note)
    except (PhotosearchError, OSError) as error:
        return _failed(step, _words(error), note)
    return note(replace(step, state=DONE))


def _failed(step: Step, reason: str, note: Note) -> Step:
    return note(replace(step, state=FAILED, reason=reason))


def _check(step: Step) -> None:
    """Whether everything still is as it was planned. Raises StepError, OSError."""
    if not os.path.lexists(step.path):
        raise StepError(f"“{step.name}” is not there any more ({os.strerror(errno.ENOENT)}).")
    kept = {TRASH: step.kept, LINK: step.target}.get(step.do, b"")
    if kept and not _is_a_file(kept):
        raise StepError(f"“{step.name}” stays where it is: the photo that was to be kept for it is gone.")
    if kept and _is_same_file(step.path, kept):
        raise StepError(
            f"“{step.name}” stays where it is: it is the photo that is to be kept, by another name."
        )
    expected = step.expected
    if expected is None:
        return
    found = os.stat(step.path)
    known = (found.st_size, found.st_mtime_ns) == (expected.size, expected.mtime_ns)
    if expected.content_hash:
        known = found.st_size == expected.size and relocating.content_hash(step.path) == expected.content_hash
    if not known:
        raise StepError(f"“{step.name}” was changed since you chose it. It stays as it is.")


def _is_a_file(path: bytes) -> bool:
    try:
        found = os.stat(path)
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size > 0


def _is_same_file(path: bytes, kept: bytes) -> bool:
    """Whether the photo to be kept would go with this one: not where each has a name of its own."""
    same = os.path.samefile(path, kept) and not os.path.islink(path)
    return same and (os.path.islink(kept) or os.stat(path).st_nlink == 1)


def _leaves_its_drive(step: Step) -> bool:
    """Whether the file is to be copied: only then its hash tells it afterwards."""
    if step.do != MOVE:
        return False
    folder = step.target
    while not os.path.isdir(folder) and os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder)
    return os.lstat(step.path).st_dev != os.stat(folder).st_dev


def _words(error: Exception) -> str:
    if isinstance(error, PhotosearchError):
        return str(error)
    assert isinstance(error, OSError)
    words = error.strerror or str(error)
    return f"{words}: {printable(error.filename)}" if error.filename else words
