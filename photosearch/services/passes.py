"""One pass of indexing at a time: with the network in use, at the load that is wanted, told to the window."""

import dataclasses
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from photosearch.errors import PhotosearchError
from photosearch.library.browsing import described_by
from photosearch.library.folders import Target
from photosearch.library.forgetting import forget_networks
from photosearch.library.indexing import Control, Indexer, IndexReport, Progress
from photosearch.library.library import Library
from photosearch.network.card import ModelCard
from photosearch.network.describer import Described, DescribedParts, Describer, load_describer
from photosearch.network.models import available_models
from photosearch.services.chosen_model import chosen_card
from photosearch.services.load import Load, at_priority
from photosearch.services.reporting import Reporter

# The saved vector index may lag behind by so many photos, or by this part of them: it is a large file.
_LAG_PHOTOS, _LAG_PART = 200, 0.02


class Passes:
    """Runs the passes of a watcher."""

    def __init__(
        self, library: Library, control: Control, reporter: Reporter, load: Load, device: str
    ) -> None:
        self._library = library
        self._control = control
        self._reporter = reporter
        self._load = load
        self._device = device
        self._indexer: Indexer | None = None
        self._describer: Describer | None = None
        self._unsaved: int | None = None
        self._shown = Progress()
        self._before = Progress()

    def set_load(self, load: Load, device: str) -> None:
        """Use more or less of the computer from the next pass on."""
        self._load = load
        self._indexer = None
        if device != self._device:
            self._device = device
            self.renew()

    def renew(self) -> None:
        """Use the network that is chosen by now from the next pass on."""
        self._describer = self._indexer = None
        self._unsaved = None

    def run(self, targets: Iterable[Target], *, settle_s: float = 0.0) -> IndexReport:
        """See `Indexer.run`."""
        wanted = list(targets)
        self._reporter.phase("scanning")
        return at_priority(self._load.niceness, lambda: self._run(wanted, settle_s))

    def fill(self, interrupted: Callable[[], bool] = lambda: False) -> int:
        """See `Indexer.fill`."""
        indexer = self._made()
        self._shown = self._before = Progress()
        filled = at_priority(self._load.niceness, lambda: indexer.fill(interrupted))
        if filled:
            self._reporter.phase("watching")
        return filled

    def _run(self, targets: list[Target], settle_s: float) -> IndexReport:
        indexer = self._made()
        report = indexer.run(targets, settle_s=settle_s)
        # One that was interrupted goes on: its numbers are not to begin anew.
        self._before = self._shown if report.stopped else Progress()
        self._shown = self._before
        if report.indexed or report.redescribed or report.moved or report.removed:
            self._reporter.committed()
        if self._unsaved is not None:
            self._unsaved += report.indexed + report.redescribed
        if not report.stopped:
            self._forget_networks(indexer.describer.card)
            self._save_index(indexer.describer.card)
        return report

    def _made(self) -> Indexer:
        if self._indexer is None:
            self._indexer = Indexer(
                self._library,
                _Limited(self._network(), self._load.describing),
                workers=self._load.workers,
                control=self._control,
                progress=self._show,
            )
        return self._indexer

    def _show(self, progress: Progress) -> None:
        before = self._before
        self._shown = dataclasses.replace(
            progress,
            total=before.done + progress.total,
            done=before.done + progress.done,
            failed=before.failed + progress.failed,
        )
        self._reporter.progress(self._shown)

    def _network(self) -> Describer:
        if self._describer is None:
            folder = chosen_card().folder
            try:
                self._describer = load_describer(folder, self._device, regions=True)
            except PhotosearchError:
                if self._device in ("auto", "cpu"):
                    raise
                # A GPU that is gone must not keep the library from being indexed.
                self._describer = load_describer(folder, "cpu", regions=True)
        return self._describer

    def _forget_networks(self, card: ModelCard) -> None:
        """Drop what the person removed, and earlier versions of a bundled one, once they are not needed."""
        described = described_by(self._library.connection)
        at_hand = {other.identity for other in available_models()} | {card.identity}
        needed = {
            identity
            for identity, number in described.items()
            if number > described.get(card.identity, 0) or identity in at_hand
        }
        if any(identity not in needed for identity in described):
            for identity in forget_networks(
                self._library.connection, needed | at_hand, lambda: self._control.stopped
            ):
                self._library.index_path(identity).unlink(missing_ok=True)

    def _save_index(self, card: ModelCard) -> None:
        """So that the next start need not read the catalogue through."""
        if self._unsaved is not None:
            described = self._library.descriptors(card).count()
            if self._unsaved < max(_LAG_PHOTOS, _LAG_PART * described):
                return
        try:
            self._library.save_vector_index(card)
            self._unsaved = 0
        except PhotosearchError:
            # A cache; what is wrong with the disk shows where it matters.
            self._unsaved = 0


class _Limited:
    """A network that is called by fewer threads at a time than it could be."""

    def __init__(self, describer: Describer, most: int | None) -> None:
        self._describer = describer
        self.card = describer.card
        self.batch_size = describer.batch_size
        self.regions = describer.regions
        self.concurrency = min(describer.concurrency, most or describer.concurrency)

    def describe(self, pixels: Sequence[NDArray[np.uint8]]) -> Described:
        """See `Describer.describe`."""
        return self._describer.describe(pixels)

    def describe_parts(self, pixels: Sequence[NDArray[np.uint8]]) -> DescribedParts:
        """See `Describer.describe_parts`."""
        return self._describer.describe_parts(pixels)
