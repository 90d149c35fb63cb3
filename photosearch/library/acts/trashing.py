"""A step to the system's trash."""

import os
from dataclasses import replace

from photosearch.library import trash
from photosearch.library.acts.step import Step, hold_the_same, is_as_before, set_as_before


def perform(step: Step) -> Step:
    """Move the file to the trash. Raises TrashError."""
    return replace(step, place=trash.move_to_trash(step.path))


def take_back(step: Step) -> None:
    """Put the file back, however far the step, or taking it back, came. Raises TrashError, OSError."""
    place = step.place or _found(step)
    if is_as_before(step.path, step.before):
        if place and os.path.lexists(place) and hold_the_same(step.path, place):
            os.unlink(place)
    else:
        trash.restore(step.path, place, step.part(step.path))
    if is_as_before(step.path, step.before):
        set_as_before(step.path, step.before)
    if place and not os.path.lexists(place):
        trash.forget(place)
    if not step.place:
        trash.forget_unfinished(step.path, step.began_s)


def _found(step: Step) -> bytes:
    """Where it came to lie, for a step that was interrupted before that was noted."""
    if step.before is None:
        return b""
    place = trash.find(step.path, (step.before.device, step.before.inode), step.began_s)
    return place if place and is_as_before(place, step.before) else b""
