"""Is a plan sound, and what belongs to it besides."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from photosearch.errors import PhotosearchError
from photosearch.library.acts.moving import with_places
from photosearch.library.acts.step import COPY_METADATA, LINK, MOVE, TRASH, Step
from photosearch.library.companions import companions
from photosearch.library.connection import printable

_KINDS = (TRASH, MOVE, LINK, COPY_METADATA)


class ActRefusedError(PhotosearchError):
    """The plan contradicts itself; nothing was done."""


def planned(steps: Sequence[Step]) -> tuple[str, list[Step]]:
    """The kind of the act, and all its steps in their order: metadata first, each photo followed by its
    companions, places chosen. Raises ActRefusedError.
    """
    ready = [step.as_absolute() for step in steps]
    _check(ready)
    going = [step for step in ready if step.do != COPY_METADATA]
    ordered = [step for step in ready if step.do == COPY_METADATA]
    travelling = companions([step.path for step in going if step.do in (TRASH, MOVE)])
    named = {step.path for step in ready}
    for step in going:
        ordered.append(step)
        if step.do in (TRASH, MOVE):
            ordered += [
                replace(step, path=file, kept=b"", expected=None, companion=True)
                for file in travelling.get(step.path, [])
                if file not in named
            ]
    kind = next((kind for kind in _KINDS if any(step.do == kind for step in ready)), TRASH)
    return kind, with_places(ordered)


def _check(steps: Sequence[Step]) -> None:
    if not steps or any(step.do not in _KINDS for step in steps):
        raise ActRefusedError("There is nothing to do.")
    going = [_place(step.path) for step in steps if step.do != COPY_METADATA]
    leaving = set(going)
    if len(leaving) < len(going):
        twice = next(path for path, count in Counter(going).items() if count > 1)
        raise ActRefusedError(f"“{_name(twice)}” cannot go twice. Nothing was done.")
    for kept in _kept(steps):
        if _place(kept) in leaving:
            raise ActRefusedError(
                f"“{_name(kept)}” cannot be kept and go at the same time. Nothing was done."
            )


def _kept(steps: Sequence[Step]) -> Iterator[bytes]:
    for step in steps:
        if step.do == TRASH and step.kept:
            yield step.kept
        elif step.do == LINK:
            yield step.target
        elif step.do == COPY_METADATA:
            yield step.path


def _place(path: bytes) -> bytes:
    """One spelling for each file, however its folders are linked to each other."""
    folder, name = os.path.split(path)
    return os.path.normcase(os.path.join(os.path.realpath(folder), name))


def _name(path: bytes) -> str:
    return printable(os.path.basename(path))
