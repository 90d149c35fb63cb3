"""Acting on the person's files, one step after the other, and taking acts back."""

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from photosearch.library.acts.acting import Acts
from photosearch.library.acts.journal import Act
from photosearch.library.acts.journal_file import FILE_NAME
from photosearch.library.acts.step import Expected, Step
from photosearch.library.companions import companions
from photosearch.services.act_records import ActInfo, FileStep
from photosearch.services.records import from_json, to_json
from photosearch.services.serving import Call


class ActRequests:
    """Answers about the acts of one library; every step that was taken is told as progress."""

    def __init__(self, folder: Path) -> None:
        self._acts = Acts(folder)

    def act(self, call: Call, steps: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Do what the steps say; which of them failed, and why, stands in them."""
        wanted = [_step(from_json(FileStep, item)) for item in steps]
        done = self._acts.act(wanted, lambda step: call.progress(_told(step)), call.cancelled.is_set)
        return to_json(_info(done))

    def undo_act(self, call: Call, id: int) -> dict[str, Any]:
        """Take an act back; what could not be stands in its steps."""
        undone = self._acts.undo(id, lambda step: call.progress(_told(step)))
        return to_json(_info(undone))

    def acts(self, call: Call) -> list[dict[str, Any]]:
        """The last acts, newest first, without their steps."""
        return [to_json(_info(act)) for act in self._acts.acts()]

    def companions(self, call: Call, paths: Sequence[str]) -> dict[str, list[str]]:
        """The files that would go with photos, by the path of the photo."""
        found = companions([os.path.abspath(os.fsencode(path)) for path in paths])
        return {os.fsdecode(path): [os.fsdecode(file) for file in files] for path, files in found.items()}


def acts_state(folder: Path) -> object:
    """Another value than before whenever an act, or the taking back of one, came to its end."""
    try:
        # The journal's log is carried over into it when it is closed.
        status = os.stat(folder / FILE_NAME)
    except OSError:
        return ()
    return status.st_ino, status.st_size, status.st_mtime_ns


def _step(given: FileStep) -> Step:
    expected = None
    if given.size >= 0:
        expected = Expected(given.size, given.modified_ns, bytes.fromhex(given.content))
    path, target, kept = map(os.fsencode, (given.path, given.target, given.kept))
    return Step(given.do, path, target, kept, expected)


def _told(step: Step) -> dict[str, Any]:
    return to_json(file_step(step))


def file_step(step: Step) -> FileStep:
    """A step as it travels to the window."""
    path, target, kept = map(os.fsdecode, (step.path, step.target, step.kept))
    expected = step.expected or Expected(-1, 0)
    return FileStep(
        step.do,
        path,
        target,
        kept,
        expected.content_hash.hex(),
        expected.size,
        expected.mtime_ns,
        step.state,
        step.reason,
        step.companion,
    )


def _info(act: Act) -> ActInfo:
    at = datetime.fromtimestamp(act.at, UTC).isoformat()
    return ActInfo(act.id, at, act.kind, act.state, act.photos, tuple(map(file_step, act.steps)))
