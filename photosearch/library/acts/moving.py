"""A step to another folder."""

import contextlib
import errno
import os
from collections.abc import Sequence
from dataclasses import replace

from photosearch.library import relocating
from photosearch.library.acts.step import MOVE, Step, StepError, hold_the_same, is_as_before, set_as_before


def perform(step: Step) -> Step:
    """Move the file to its place, which nothing has yet. Raises StepError, OSError."""
    if os.path.realpath(os.path.dirname(step.path)) == os.path.realpath(step.target):
        raise StepError(f"“{step.name}” is in that folder already.")
    try:
        os.makedirs(step.target, exist_ok=True)
        relocating.move(step.path, step.place, step.part(step.place))
    except FileExistsError:
        raise StepError(f"“{step.name}” was not moved: there is another file of that name now.") from None
    except OSError as error:
        raise StepError(
            f"“{step.name}” could not be moved ({_reason(error)}). It is where it was."
        ) from error
    return step


def take_back(step: Step) -> None:
    """Move the file back, however far the step, or an earlier taking back, came. Raises StepError."""
    _remove(step.part(step.place))
    there = os.path.lexists(step.place)
    try:
        if is_as_before(step.path, step.before):
            if there and hold_the_same(step.path, step.place):
                os.unlink(step.place)
        elif not there:
            raise StepError(f"“{step.name}” is no longer where it was moved to.")
        else:
            os.makedirs(os.path.dirname(step.path), exist_ok=True)
            relocating.move(step.place, step.path, step.part(step.path))
        _remove(step.part(step.path))
        if is_as_before(step.path, step.before):
            set_as_before(step.path, step.before)
    except FileExistsError:
        raise StepError(
            f"“{step.name}” cannot be moved back: there is another file of that name now."
        ) from None
    except OSError as error:
        raise StepError(f"“{step.name}” could not be moved back ({_reason(error)}).") from error


def with_places(steps: Sequence[Step]) -> list[Step]:
    """The same steps; those that move know which name the file gets.

    Where it is taken, files of one stem, such as a photo and its sidecar, get the same number.
    """
    taken: set[bytes] = set()
    stems: dict[tuple[bytes, bytes, bytes], bytes] = {}
    placed, stem = [], b""
    for step in steps:
        if not step.companion:
            stem = os.path.splitext(os.path.basename(step.path))[0]
        if step.do == MOVE:
            together = (os.path.dirname(step.path), stem, step.target)
            if together not in stems:
                family = [s for s in steps if s.do == MOVE and _is_of(s, *together)]
                stems[together] = _free(family, together, taken)
            step = replace(step, place=_place(step, stem, stems[together]))
            taken.add(os.path.normcase(step.place))
        placed.append(step)
    return placed


def _is_of(step: Step, folder: bytes, stem: bytes, target: bytes) -> bool:
    same = os.path.dirname(step.path) == folder and step.target == target
    return same and os.path.basename(step.path).startswith(stem + b".")


def _free(family: Sequence[Step], together: tuple[bytes, bytes, bytes], taken: set[bytes]) -> bytes:
    _, stem, _ = together
    number, fresh = 1, stem
    while any(_is_taken(_place(step, stem, fresh), taken) for step in family):
        number += 1
        fresh = stem + b" (%d)" % number
    return fresh


def _is_taken(place: bytes, taken: set[bytes]) -> bool:
    return os.path.normcase(place) in taken or os.path.lexists(place)


def _place(step: Step, stem: bytes, fresh: bytes) -> bytes:
    return os.path.join(step.target, fresh + os.path.basename(step.path)[len(stem) :])


def _remove(path: bytes) -> None:
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)


def _reason(error: OSError) -> str:
    return error.strerror or os.strerror(error.errno or errno.EIO)
