"""A step that replaces a file by a hard link to another that holds the same.

The replaced file stays beside it under a hidden name, as it was, until the act is forgotten: one of two
names of a file is no copy, and what is written through one name is seen through the other.
"""

import contextlib
import errno
import os
import stat

from photosearch.library import relocating
from photosearch.library.acts.step import Before, Step, StepError, hold_the_same, is_as_before
from photosearch.library.trash import move_to_trash


def perform(step: Step) -> Step:
    """Put a hard link to `step.target` in the file's place. Raises StepError, OSError."""
    _check(step)
    try:
        _replace(step, step.part(step.path))
    except BaseException:
        take_back(step)
        raise
    return step


def take_back(step: Step) -> None:
    """Put the file back in the link's place, however far the step, or taking it back, came.

    Raises StepError, OSError.
    """
    place = step.place
    with contextlib.suppress(FileNotFoundError):
        os.unlink(step.part(step.path))
    if not os.path.lexists(place):
        if not is_as_before(step.path, step.before):
            raise StepError(f"What “{step.name}” was before is no longer there.")
    elif not os.path.lexists(step.path):
        os.makedirs(os.path.dirname(step.path), exist_ok=True)
        relocating.move(place, step.path)
    elif os.path.samefile(place, step.path):
        # Renaming one name of a file to another does nothing.
        os.unlink(place)
    elif _is_the_link(step):
        os.replace(place, step.path)
    else:
        raise StepError(f"“{step.name}” cannot be put back: there is another file of that name now.")


def forget(step: Step) -> None:
    """Give up the replaced file: to the trash with it where nothing at its place holds the same.

    Raises TrashError, OSError.
    """
    if not os.path.lexists(step.place):
        return
    if os.path.lexists(step.path) and hold_the_same(step.path, step.place):
        os.unlink(step.place)
    else:
        move_to_trash(step.place)


def _check(step: Step) -> None:
    here, there = os.lstat(step.path), os.lstat(step.target)
    if not (stat.S_ISREG(here.st_mode) and stat.S_ISREG(there.st_mode)):
        raise StepError(f"“{step.name}” is a link already, or leads to one. It stays as it is.")
    if (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino):
        raise StepError(f"“{step.name}” and the photo that is kept are one file already.")
    if here.st_dev != there.st_dev:
        raise StepError(
            f"“{step.name}” is on another drive than the photo that is kept: a hard link cannot lead there."
        )


def _replace(step: Step, part: bytes) -> None:
    try:
        os.link(step.path, step.place)
        os.link(step.target, part)
    except OSError as error:
        raise _no_links(step, error) from error
    # Compared as they are now, under names nobody else writes to.
    if not hold_the_same(step.place, part):
        raise StepError(f"“{step.name}” does not hold the same as the photo that is kept. It stays as it is.")
    if not os.path.samefile(step.path, step.place):
        raise StepError(f"“{step.name}” was changed just now. It stays as it is.")
    os.replace(part, step.path)
    relocating.flush_folder(os.path.dirname(step.path))


def _no_links(step: Step, error: OSError) -> StepError:
    if error.errno in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS):
        return StepError(f"“{step.name}” stays as it is: its drive has no hard links.")
    reason = error.strerror or str(error)
    return StepError(f"“{step.name}” could not be replaced by a link ({reason}). It stays as it is.")


def _is_the_link(step: Step) -> bool:
    """Whether what is there is what the step put there, even if it was written to since."""
    with contextlib.suppress(OSError):
        if os.path.samefile(step.path, step.target):
            return True
    return _holds(step.path, step.before)


def _holds(path: bytes, before: Before | None) -> bool:
    if before is None or not before.content_hash or not os.path.isfile(path):
        return False
    return relocating.content_hash(path) == before.content_hash
