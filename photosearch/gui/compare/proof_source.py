"""What two photos have in common, on its way to the screen: the points, then one laid onto the other."""

import contextlib
import os
from dataclasses import dataclass
from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal

from photosearch.gui.compare.levels import Levels, StoppedError, read_levels
from photosearch.gui.engine import Engine
from photosearch.gui.jobs import Job, Problem, in_thread
from photosearch.services.records import Alignment, Photo, Proof, QueryPart

# Who steps through the results passes by many.
_PAUSE_MS = 120
# Small enough to be there soon, large enough to see what differs.
_LEAST, _STEP, _MOST = 1024, 512, 2048


@dataclass(frozen=True)
class Laid:
    """The second picture laid onto the first, in the first one's shape: `photo` black and `difference` dark
    where it shows nothing of it; `changed`: the share of what both show that differs plainly.
    """

    photo: Levels
    difference: Levels
    changed: float


class ProofSource(QObject):
    """The proof of one pair. `changed`: there is something else to paint, or to say.

    `proof` and `laid` are None while they are not there; `looking`: they are awaited. `problem`: why they
    cannot be had.
    """

    changed = Signal()

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._part: QueryPart | None = None
        self._photo: Photo | None = None
        self._likeness: float | None = None
        self._size = 0
        self._job: Job | None = None
        self._stop = Event()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.proof: Proof | None = None
        self.laid: Laid | None = None
        self.problem = ""

    def show(self, part: QueryPart | None, photo: Photo | None, likeness: float | None = None) -> None:
        """Prove another pair: a part of a query and a photo of the library, with its likeness as a result."""
        if (part, photo) == (self._part, self._photo):
            return
        self._give_up()
        self._likeness = likeness
        self._part, self._photo = part, photo
        self.proof, self.laid, self.problem = None, None, ""
        if self._provable():
            self._pause.start()
        self.changed.emit()

    def want_laid(self, longest: float) -> None:
        """Lay one onto the other, for so many device pixels; 0 where that is not shown."""
        stepped = -(-int(longest) // _STEP) * _STEP
        self._size = min(max(stepped, _LEAST), _MOST) if longest else 0
        if self._job is None and not self._pause.isActive():
            self._ask_laid()

    @property
    def looking(self) -> bool:
        """Whether something is awaited."""
        return self._pause.isActive() or self._job is not None

    def _provable(self) -> bool:
        return self._part is not None and self._photo is not None and self._photo.id > 0

    def _ask(self) -> None:
        assert self._part is not None and self._photo is not None
        self._job = self._engine.proof([self._part], self._photo.id, self._likeness)
        self._job.then(self._proved, self._failed)

    def _proved(self, proof: Proof) -> None:
        self._job, self.proof = None, proof
        self._ask_laid()
        self.changed.emit()

    def _ask_laid(self) -> None:
        if not self._size or self.laid or self.problem or self.proof is None or self.proof.transform is None:
            return
        assert self._part is not None and self._photo is not None
        self._job = self._engine.aligned(self._part, self._photo.id, self._size)
        self._job.then(self._aligned, self._failed)
        self.changed.emit()

    def _aligned(self, alignment: Alignment | None) -> None:
        if alignment is None:
            self._read_in(None)
            return
        self._stop = stop = Event()
        self._job = in_thread(lambda: _read(alignment, stop))
        self._job.then(self._read_in, self._failed)

    def _read_in(self, laid: Laid | None) -> None:
        self._job, self.laid = None, laid
        if laid is None:
            self.problem = self.tr("The photos share too little to lay one onto the other.")
        self.changed.emit()

    def _failed(self, problem: Problem) -> None:
        self._job, self.problem = None, problem.message
        self.changed.emit()

    def _give_up(self) -> None:
        self._pause.stop()
        self._stop.set()
        job, self._job = self._job, None
        if job is not None:
            job.cancel()


def _read(alignment: Alignment, stop: Event) -> Laid | None:
    pictures = alignment.photo, alignment.difference
    try:
        photo, difference = (
            read_levels(picture.file, picture.width, picture.height, stop) for picture in pictures
        )
    except StoppedError:
        for picture in pictures:
            with contextlib.suppress(OSError):
                os.unlink(picture.file)
        return None
    return Laid(photo, difference, alignment.changed)
