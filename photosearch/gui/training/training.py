"""Learning from a person's places: asks the trainer process, and keeps what a training told so far."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from photosearch.gui.jobs import Job, Problem, Service
from photosearch.services.records import from_json
from photosearch.services.training_records import (
    Assessment,
    TrainingProgress,
    TrainingRun,
    run_from_json,
)


class Training(QObject):
    """At most one training at a time; it goes on whether anybody watches or not.

    `changed`: `progress`, `losses` or `qualities` have more, or a training began or ended. `finished` has a
    TrainingRun, `failed` a Problem; `stopped` comes once a training that was taken back has ended. `adopted`:
    another network was chosen.
    """

    changed = Signal()
    finished = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    adopted = Signal()

    def __init__(self, library: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._service = Service("trainer", [library], self)
        self._job: Job | None = None
        self._clear()

    def _clear(self) -> None:
        self.run_id = ""
        self.kind = ""
        self.stopping = False
        self.progress = TrainingProgress("starting", 0, 0)
        self.losses: list[tuple[int, float]] = []
        self.qualities: list[tuple[int, float]] = []

    @property
    def is_busy(self) -> bool:
        """Whether a training is going on."""
        return self._job is not None

    def assess(self, folder: str) -> Job:
        """Whether a folder is enough to learn from; an Assessment."""
        return self._service.call("assess", lambda value: from_json(Assessment, value), folder=folder)

    def assess_library(self) -> Job:
        """Whether what was said of photos of the library is enough to learn from; an Assessment."""
        return self._service.call(
            "assess", lambda value: from_json(Assessment, value), folder="", from_library=True
        )

    def begin(self, folder: str, kind: str, device: str, *, from_library: bool = False) -> None:
        """Train on a folder, or on what was said of photos of the library, `kind` as in `training_records`.
        Nothing happens while one is going on.
        """
        if not self.is_busy:
            wanted = {"folder": folder, "kind": kind, "device": device, "from_library": from_library}
            self._follow(kind, self._service.call("train", run_from_json, **wanted))

    def go_on(self, run: TrainingRun, device: str) -> None:
        """Go on with a training that was stopped."""
        if not self.is_busy:
            self._follow(run.kind, self._service.call("go_on", run_from_json, run=run.id, device=device))

    def stop(self) -> None:
        """End the training; a thorough one can be gone on with. `stopped` tells when it has ended."""
        if self._job is not None:
            self.stopping = True
            self._job.cancel()
            self.changed.emit()

    def runs(self) -> Job:
        """All trainings, the latest first, without examples; a list of TrainingRun."""
        return self._service.call("runs", lambda value: [run_from_json(item) for item in value])

    def run(self, run_id: str) -> Job:
        """One training with all that is known of it; a TrainingRun."""
        return self._service.call("run", run_from_json, run=run_id)

    def delete(self, run_id: str) -> Job:
        """Delete what a training left; what was learned stays in use where it is."""
        return self._service.call("delete", run=run_id)

    def adopt(self, run_id: str) -> Job:
        """Use what was learned; the TrainingRun as it is then."""
        return self._service.call("adopt", run_from_json, run=run_id).then(lambda run: self.adopted.emit())

    def end(self) -> None:
        """End the process; a thorough training can be gone on with."""
        self._service.stop()

    def _follow(self, kind: str, job: Job) -> None:
        self._clear()
        self.kind = kind
        self._job = job
        job.progressed.connect(self._heard)
        job.succeeded.connect(self._succeeded)
        job.failed.connect(self._failed)
        job.finished.connect(self._ended)
        self.changed.emit()

    def _heard(self, value: dict[str, Any]) -> None:
        if "run" in value:
            self.run_id = value["run"]
            return
        told = from_json(TrainingProgress, value)
        if told.loss is not None:
            self.losses.append((told.step, told.loss))
        if told.quality is not None:
            self.qualities.append((told.step, told.quality))
            # Between two updates: what was known of the time left still holds.
            told = replace(told, remaining_s=self.progress.remaining_s)
        self.progress = told
        self.changed.emit()

    def _succeeded(self, run: TrainingRun) -> None:
        self._job = None
        self.finished.emit(run)

    def _failed(self, problem: Problem) -> None:
        self._job = None
        self.failed.emit(problem)

    def _ended(self) -> None:
        if self._job is not None:
            self._job = None
            self.stopped.emit()
        self.changed.emit()
