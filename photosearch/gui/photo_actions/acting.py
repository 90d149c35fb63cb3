"""Acting on photos' files, and taking that back, also after a restart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal

from photosearch.gui.engine import Engine
from photosearch.gui.jobs import Problem
from photosearch.services.act_records import ActInfo, FileStep
from photosearch.services.records import from_json

_DONE, _UNDONE = "done", "undone"
# Of more problems nobody reads every one.
_TOLD = 20


@dataclass
class _Running:
    """Steps on their way. `unwanted`: they are to be taken back as soon as they are taken."""

    steps: list[FileStep]
    taken: dict[str, FileStep] = field(default_factory=dict)
    info: ActInfo | None = None
    unwanted: bool = False


class Acting(QObject):
    """What was done with files, as the engine's journal has it, and what is being done now.

    `going` has the FileSteps of photos that leave their place, at once; `back` those of photos that are where
    they were, because that was undone or could not be done. `acted` has the ActInfo of what is done now.
    `failed` has a Problem. `changed`: Undo would take another act back now.
    """

    going = Signal(object)
    acted = Signal(object)
    back = Signal(object)
    failed = Signal(object)
    changed = Signal()

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._running: list[_Running] = []
        self._known: list[ActInfo] = []
        self._undoing: set[int] = set()
        engine.acted.connect(self.refresh)
        self.refresh()

    def last(self) -> tuple[str, int] | None:
        """What Undo takes back: what was done, and with how many photos; None where there is nothing."""
        if self._running:
            steps = self._running[-1].steps
            kind = _kind(steps)
            return kind, sum(step.do == kind for step in steps)
        return (self._known[0].kind, self._known[0].photos) if self._known else None

    def do(self, steps: Sequence[FileStep]) -> None:
        """Act on files."""
        running = _Running(list(dict.fromkeys(steps)))
        self._running.append(running)
        self.going.emit(_leaving(running.steps))
        self.changed.emit()
        job = self._engine.act(running.steps)
        job.progressed.connect(lambda value: self._take(running, value))
        job.succeeded.connect(lambda info: setattr(running, "info", info))
        job.failed.connect(self.failed)
        job.finished.connect(lambda: self._ended(running))

    def undo(self) -> None:
        """Take the last act back."""
        if self._running:
            self._running[-1].unwanted = True
            return
        if not self._known:
            return
        act = self._known.pop(0)
        self._undoing.add(act.id)
        self.changed.emit()
        came: list[FileStep] = []
        job = self._engine.undo_act(act.id)
        job.progressed.connect(lambda value: came.append(from_json(FileStep, value)))
        job.succeeded.connect(self._tell_what_failed)
        job.failed.connect(self.failed)
        job.finished.connect(lambda: self._undone(act, came))

    def refresh(self) -> None:
        """Look again what can be taken back."""
        # Nothing to tell of a failure: whoever acts next is told.
        self._engine.acts().then(self._remember, lambda problem: None)

    def _take(self, running: _Running, value: dict[str, Any]) -> None:
        step = from_json(FileStep, value)
        running.taken[step.path] = step

    def _ended(self, running: _Running) -> None:
        self._running.remove(running)
        went = {path for path, step in running.taken.items() if step.state == _DONE}
        left = [step for step in _leaving(running.steps) if step.path not in went]
        if left:
            self.back.emit(left)
        info = running.info
        if info is None:
            # The engine is gone, or the plan was refused: its journal tells.
            self.refresh()
        else:
            self._tell_what_failed(info)
            if info.state == _DONE:
                self._known = [info, *(act for act in self._known if act.id != info.id)]
                self.acted.emit(info)
        self.changed.emit()
        if running.unwanted and info is not None and info.state == _DONE:
            self.undo()

    def _undone(self, act: ActInfo, came: list[FileStep]) -> None:
        self._undoing.discard(act.id)
        restored = _leaving(step for step in came if step.state == _UNDONE)
        if restored:
            self.back.emit(restored)

    def _tell_what_failed(self, info: ActInfo) -> None:
        reasons = [step.reason for step in info.steps if step.reason and not _follows(step)]
        if reasons:
            more = self.tr("And %n more.", "", len(reasons) - _TOLD) if len(reasons) > _TOLD else ""
            self.failed.emit(Problem("\n".join([*reasons[:_TOLD], *([more] if more else [])])))

    def _remember(self, acts: list[ActInfo]) -> None:
        self._known = [act for act in acts if act.state == _DONE and act.id not in self._undoing]
        self.changed.emit()


def _follows(step: FileStep) -> bool:
    """Whether a file merely stayed with its photo, of which is told already."""
    return step.companion and step.state == "failed"


def _leaving(steps: Iterable[FileStep]) -> list[FileStep]:
    """Of the steps, those by which a photo is no longer where it was."""
    return [step for step in steps if step.do in ("trash", "move") and not step.companion]


def _kind(steps: Sequence[FileStep]) -> str:
    return next(
        kind for kind in ("trash", "move", "link", "copy_metadata") if any(s.do == kind for s in steps)
    )
