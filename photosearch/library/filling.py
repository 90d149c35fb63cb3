"""Describing the regions of photos that are described already: those of older libraries, and those that a
new network described by a matrix product. Their files are decoded once more, when nothing else is to be done.
"""

from collections.abc import Callable, Iterator
from contextlib import closing

from photosearch.imaging.reading import ReadRequest
from photosearch.imaging.workers import ReadFailure
from photosearch.library.describing import Outcome, describe_files
from photosearch.library.library import Library, joined
from photosearch.library.recording import Recorder
from photosearch.library.runs import Control, Meter, Progress
from photosearch.network.describer import Describer

_CHUNK = 200
_MISSING = (
    "descriptors d WHERE d.model_id = ? AND d.id > ?"
    " AND NOT EXISTS (SELECT 1 FROM regions WHERE descriptor_id = d.id)"
)
# One file of each content, in a folder that is there.
_FILES = (
    "SELECT p.content_id, f.path, r.path, p.name, min(p.id) FROM photos p"
    " JOIN directories r ON r.id = p.directory_id JOIN folders f ON f.id = r.folder_id"
    " WHERE f.state = 'online' AND p.content_id IN ({}) GROUP BY p.content_id"
)


class RegionFiller:
    """Fills in what is missing for one model; to be used by the catalogue's writer.

    Each photo is a transaction: ended at any moment, the next run goes on from there. What cannot be read is
    left as it is until the next object of this class.
    """

    def __init__(
        self,
        library: Library,
        describer: Describer,
        model_id: int,
        workers: int,
        timeout_s: float,
        control: Control,
        progress: Callable[[Progress], None],
    ) -> None:
        self._library = library
        self._describer = describer
        self._model_id = model_id
        self._workers = workers
        self._timeout_s = timeout_s
        self._control = control
        self._on_progress = progress
        self._recorder = Recorder(library.connection, model_id)
        self._complete_to = 0  # nothing is to be done for descriptors up to this id
        self._given_up: set[int] = set()

    def look_again(self) -> None:
        """Photos that could not be reached may have come back."""
        self._complete_to = 0

    def run(self, interrupted: Callable[[], bool]) -> int:
        """Fill in until nothing is missing, or until it is stopped or interrupted; returns how many were."""
        if not self._describer.regions:
            return 0
        newest = self._newest()
        left = self._left()
        filled = 0
        if left > len(self._given_up):
            meter = Meter(left, self._on_progress, filling=True)
            outcomes = describe_files(
                self._requests(interrupted, meter),
                self._describer,
                min(self._workers, left),
                self._timeout_s,
                self._control,
            )
            with closing(outcomes):
                for outcome in outcomes:
                    filled += self._taken(outcome)
                    meter.count()
            meter.show()
        if not (self._control.stopped or interrupted()):
            self._complete_to = newest
            self._given_up.clear()
        return filled

    def _taken(self, outcome: Outcome | ReadFailure) -> bool:
        if isinstance(outcome, ReadFailure):
            descriptor_id, found = outcome.key, False
        else:
            result, vectors = outcome
            assert vectors is not None and vectors[2] is not None
            descriptor_id = result.key
            found = self._recorder.filled(result.content_hash, vectors[2])
        if not found:
            assert isinstance(descriptor_id, int)
            self._given_up.add(descriptor_id)
        return found

    def _requests(self, interrupted: Callable[[], bool], meter: Meter) -> Iterator[ReadRequest]:
        last = self._complete_to
        while chunk := self._next(last):
            last = chunk[-1][0]
            wanted = [row for row in chunk if row[0] not in self._given_up]
            files = self._files([content_id for _, content_id in wanted])
            if len(files) < len(chunk):
                meter.count(len(chunk) - len(files))
            for descriptor_id, content_id in wanted:
                if content_id not in files:
                    continue
                if not self._control.wait() or interrupted():
                    return
                size = self._describer.card.input_size
                yield ReadRequest(files[content_id], size, thumbnail=False, key=descriptor_id)

    def _newest(self) -> int:
        query = "SELECT ifnull(max(id), 0) FROM descriptors"
        return int(self._library.connection.execute(query).fetchone()[0])

    def _left(self) -> int:
        values = (self._model_id, self._complete_to)
        return int(self._library.connection.execute(f"SELECT count(*) FROM {_MISSING}", values).fetchone()[0])

    def _next(self, last: int) -> list[tuple[int, int]]:
        """Ids of descriptors and of their contents."""
        query = f"SELECT d.id, d.content_id FROM {_MISSING} ORDER BY d.id LIMIT {_CHUNK}"
        return self._library.connection.execute(query, (self._model_id, last)).fetchall()

    def _files(self, contents: list[int]) -> dict[int, bytes]:
        """A file of each content, where there is one."""
        marks = ",".join("?" * len(contents))
        rows = self._library.connection.execute(_FILES.format(marks), contents)
        return {row[0]: joined(*row[1:4]) for row in rows}
