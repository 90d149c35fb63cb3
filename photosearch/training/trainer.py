"""The training loop: updates, validation, checkpoints.

Stopped or killed at any moment, it goes on as if undisturbed.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor, nn

from photosearch.errors import PhotosearchError
from photosearch.files import write_atomically
from photosearch.network.describer import usable_cores
from photosearch.training import checkpoints, curves
from photosearch.training.augmentation import centre_crop
from photosearch.training.averaging import Average
from photosearch.training.checkpoints import Checkpoint
from photosearch.training.curves import Point
from photosearch.training.layers import choose_layers, rate_factors
from photosearch.training.loss_scale import LossScale
from photosearch.training.multistage import multistage_backward, ordinary_backward
from photosearch.training.objective import Objective
from photosearch.training.optimisers import (
    make_optimiser,
    optimiser_tensors,
    restore_optimiser,
    set_rate,
)
from photosearch.training.options import TrainingOptions
from photosearch.training.pictures import Photos, Pictures
from photosearch.training.pieces import MakePicture, Pieces
from photosearch.training.precision import chosen_precision, describing
from photosearch.training.processes import ONE_PROCESS, Processes

BEST_FILE = "best.safetensors"
CSV_FILE = "curves.csv"
PICTURE_FILE = "curves.png"
# The rate is told from the last updates alone: the first ones warm caches.
_RATE_OF = 10


@dataclass(frozen=True)
class Progress:
    """Where a run stands: updates done and planned, the last loss, pictures a second, seconds to go."""

    step: int
    steps: int
    loss: float
    rate: float
    remaining_s: float


@dataclass(frozen=True)
class Outcome:
    """before, after: validation mAP in [0, 1] (trapezoid rule) of the first and of the kept weights, None
    without validation. step: of the kept weights. steps: updates done. stopped: whether that was early.
    """

    before: float | None
    after: float | None
    step: int
    steps: int
    stopped: bool


@dataclass(frozen=True)
class Hearing:
    """Who is told what, while a run goes on. stopped: asked after every update whether the run is to end."""

    progress: Callable[[Progress], object] = lambda progress: None
    validated: Callable[[int, float], object] = lambda step, value: None
    stopped: Callable[[], bool] = lambda: False


class TrainingStoppedError(PhotosearchError):
    """The person stopped the run; what was computed is kept."""

    def __init__(self, folder: Path, when: str) -> None:
        super().__init__(f"Stopped {when}. Go on with: photosearch train --resume {folder}")


class Trainer:
    """Trains `network` in place; its folder holds checkpoints, curves and the best weights."""

    def __init__(
        self,
        network: nn.Module,
        photos: Photos,
        count: int,
        objective: Objective,
        options: TrainingOptions,
        folder: Path,
        *,
        validate: Callable[[nn.Module], float] | None = None,
        device: torch.device | None = None,
        processes: Processes = ONE_PROCESS,
        hearing: Hearing | None = None,
    ) -> None:
        """network: uint8 pixels to (descriptors, pooled), as RetrievalNetwork. photos: of the training set,
        `count` of them. A run begun in `folder` goes on from its last checkpoint.
        """
        self._device = device or torch.device("cpu")
        # Channels last is a quarter faster on a CPU and what tensor cores want.
        network.to(self._device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self._network, self._photos, self._objective = network, photos, objective
        self._options, self._folder, self._validate = options, folder, validate
        self._processes, self._hearing = processes, hearing or Hearing()
        self._parameters = choose_layers(network, options.layers)
        factors = rate_factors(network, self._parameters, options.decay)
        self._optimiser = make_optimiser(self._parameters, options, factors)
        self._average = Average(self._parameters, options.average)
        dtype = chosen_precision(options.precision, self._device)
        self._describe = describing(network, dtype, self._device)
        self._scale = LossScale(dtype, self._device)
        self._pictures = Pictures(photos, count, options.size, options.seed)
        self._step, self._points, self._misses = 0, list[Point](), 0
        self._times: list[float] = []

    def run(self) -> Outcome:
        """Train to the end, or until validation no longer improves, and leave the best weights in the
        network: those of the best validation after the start, or the last ones without validation.

        Raises TrainingStoppedError once `hearing.stopped` says so and the update is finished and kept,
        PhotosearchError where the loss is no longer a number or the folder cannot be written.
        """
        torch.backends.cudnn.benchmark = False  # a resumed run must choose the same algorithms
        torch.backends.cudnn.deterministic = True
        self._folder.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(usable_cores()) as self._threads:
            self._begin()
            while self._step < self._options.steps and not self._is_exhausted():
                self._update()
                self._look()
        return self._finish()

    def _begin(self) -> None:
        checkpoint = checkpoints.load_checkpoint(self._folder / "checkpoints")
        self._processes.wait()  # until all have looked: the first is about to write one
        if checkpoint is not None:
            self._restore(checkpoint)
        if self._validate is not None and self._is_due() and self._step not in self._validations():
            self._look()  # at the weights to begin with, or at those a stopped run had no time to measure
        self._processes.same_as_first(self._parameters.values())

    def _update(self) -> None:
        """One step of the optimiser."""
        started = time.monotonic()
        options = self._options
        batch = self._objective.batch(self._step, self._describe_photos)
        pieces = self._in_pieces(self._pictures.of(batch, self._step), len(batch.photos))
        backward = multistage_backward if options.in_stages else ordinary_backward
        self._optimiser.zero_grad(set_to_none=True)
        loss = backward(self._describe, pieces, batch.loss, self._processes, self._scale)
        if not np.isfinite(loss):
            raise PhotosearchError(
                f"The loss of update {self._step + 1} is {loss}: the learning rate {options.rate:g} is too "
                "high for these photos. Start again with a lower one."
            )
        self._processes.sum_gradients(list(self._parameters.values()))
        rate = options.rate_at(self._step)
        set_rate(self._optimiser, rate)
        self._scale.step(self._optimiser)
        self._average.update()
        self._step += 1
        self._points.append(Point(self._step, loss, rate))
        self._tell(loss, len(batch.photos), time.monotonic() - started)

    def _in_pieces(self, make: MakePicture, rows: int) -> Pieces:
        count = self._processes.count
        piece = max(1, min(self._options.piece, rows // count))  # no process without a piece
        return Pieces(make, rows, piece, self._device, self._threads, stride=count)

    def _describe_photos(self, photos: NDArray[np.int64]) -> Tensor:
        def make(row: int) -> NDArray[np.uint8]:
            return centre_crop(self._photos(int(photos[row])), self._options.size)

        pieces = self._in_pieces(make, len(photos))
        own = self._processes.share(len(pieces))
        with torch.no_grad():
            described = [self._describe(pieces[number]) for number in own]
        return self._processes.gather_rows(described, own, len(pieces))[0]

    def _is_due(self) -> bool:
        """Whether the weights are to be measured and kept now: at both ends and every so many updates."""
        every = self._options.validate_every
        return self._step in (0, self._options.steps) or (every > 0 and self._step % every == 0)

    def _look(self) -> None:
        """Validation and checkpoint where this step is one for them, or a checkpoint and the end."""
        due = self._is_due()
        if due:
            self._validation()
        stopped = self._processes.agree(self._hearing.stopped())
        if stopped or due or self._step % self._options.save_every == 0:
            self._save()
        if stopped:
            when = f"after {self._step} of {self._options.steps} updates"
            raise TrainingStoppedError(self._folder, when)

    def _validation(self) -> None:
        """Measure; keep the weights where they are the best so far. The first process does it for all."""
        if not self._processes.is_first or self._validate is None:
            return
        with self._average.in_place():
            try:
                value = self._validate(self._network)
            except TrainingStoppedError:
                return  # `_look` keeps the weights, and whoever goes on measures them
            self._keep(value)
        self._hearing.validated(self._step, value)

    def _keep(self, value: float) -> None:
        """Note what the weights reached, and keep them where they are the best of the run so far."""
        earlier = self._validations()
        self._points.append(Point(self._step, validation_map=value))
        self._misses = 0 if value > max(earlier.values(), default=-1.0) else self._misses + 1
        trained = [found for step, found in earlier.items() if step]
        if self._step and value > max(trained, default=-1.0):
            content = checkpoints.tensor_bytes(self._network.state_dict())
            write_atomically(self._folder / BEST_FILE, content)

    def _validations(self) -> dict[int, float]:
        return {p.step: p.validation_map for p in self._points if p.validation_map is not None}

    def _is_exhausted(self) -> bool:
        patience = self._options.patience
        return self._processes.agree(0 < patience <= self._misses)

    def _tell(self, loss: float, pictures: int, seconds: float) -> None:
        self._times = [*self._times, seconds][-_RATE_OF:]
        each = sum(self._times) / len(self._times)
        steps = self._options.steps
        progress = Progress(self._step, steps, loss, pictures / each, each * (steps - self._step))
        self._hearing.progress(progress)

    def _save(self) -> None:
        if self._processes.is_first:
            values = {
                "step": self._step,
                "misses": self._misses,
                "scale": self._scale.state(),
                "points": [astuple(point) for point in self._points],
            }
            optimiser = optimiser_tensors(self._optimiser, self._parameters)
            objective, average = self._objective.state(), self._average.state()
            state = Checkpoint(self._network.state_dict(), optimiser, objective, values, average)
            checkpoints.save_checkpoint(self._folder / "checkpoints", state)
            curves.write_csv(self._folder / CSV_FILE, self._points)
        self._processes.wait()

    def _restore(self, checkpoint: Checkpoint) -> None:
        self._network.load_state_dict(checkpoint.weights)
        restore_optimiser(self._optimiser, self._parameters, checkpoint.optimiser)
        self._objective.restore(checkpoint.objective)
        self._average.restore(checkpoint.average)
        self._scale.restore(checkpoint.values.get("scale", {}))
        self._step, self._misses = checkpoint.values["step"], checkpoint.values["misses"]
        self._points = [Point(*values) for values in checkpoint.values["points"]]

    def _finish(self) -> Outcome:
        if self._processes.is_first:
            curves.draw(self._folder / PICTURE_FILE, self._points)
        found = self._validations()
        trained = {step: value for step, value in found.items() if step}
        best = max(trained, key=trained.__getitem__, default=self._step)
        if trained:
            self._network.load_state_dict(load_file(self._folder / BEST_FILE))
        else:
            self._average.take_over()
        return Outcome(found.get(0), trained.get(best), best, self._step, self._step < self._options.steps)
