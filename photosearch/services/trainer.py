"""The trainer: fits the network to a person's places. It reads photos and writes to the data folder alone."""

import dataclasses
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from photosearch.errors import PhotosearchError, UsageError
from photosearch.network.card import ModelCard
from photosearch.network.models import find_model
from photosearch.services import training_runs as runs
from photosearch.services.chosen_model import chosen_card
from photosearch.services.records import to_json
from photosearch.services.serving import Call, CancelledError, Server
from photosearch.services.thorough_training import PICTURES, Settings, options_for, train_thoroughly
from photosearch.services.training_assessment import assess, assess_library
from photosearch.services.training_records import QUICK, THOROUGH, TrainingProgress, TrainingRun
from photosearch.training.library_places import places_to_learn_from


def serve(arguments: Sequence[str]) -> None:
    """Train for the library in the folder that is the one argument, until stdin ends."""
    if len(arguments) != 1:
        raise UsageError("The trainer takes one argument: the library's folder.")
    server = Server()
    requests = TrainerRequests(Path(arguments[0]).absolute())
    server.lane("looking")
    for name in ("assess", "runs", "run", "delete", "adopt"):
        server.answer(name, "looking", getattr(requests, name))
    server.lane("training")
    server.answer("train", "training", requests.train)
    server.answer("go_on", "training", requests.go_on)
    server.run()


class TrainerRequests:
    """What the window asks the trainer for; training has a thread of its own.

    settings: those of a thorough training, for its photos and device.
    """

    def __init__(self, library: Path, settings: Settings = options_for) -> None:
        self._library = library
        self._settings = settings
        self._guard = threading.Lock()
        self._training: str | None = None

    def assess(self, call: Call, folder: str, from_library: bool = False) -> dict[str, Any]:
        """Whether a folder, or what was said of photos of the library, is enough to train on."""
        if from_library:
            return dict(to_json(assess_library(chosen_card(), self._library, PICTURES, call.check)))
        found = assess(folder, chosen_card(), self._library, PICTURES, call.check)
        return dict(to_json(found))

    def runs(self, call: Call) -> list[dict[str, Any]]:
        """All trainings, the latest first, without their examples."""
        return [to_json(dataclasses.replace(run, examples=())) for run in runs.list_runs()]

    def run(self, call: Call, run: str) -> dict[str, Any]:
        """One training with everything that is known of it."""
        return dict(to_json(runs.load_run(run)))

    def delete(self, call: Call, run: str) -> None:
        """Delete what a training left; a network that was adopted stays."""
        with self._guard:
            if run == self._training:
                raise PhotosearchError("This training is going on. Stop it first.")
            runs.delete_run(run)

    def adopt(self, call: Call, run: str) -> dict[str, Any]:
        """Use the network of a training from now on."""
        return dict(to_json(runs.adopt_run(run)))

    def train(
        self, call: Call, folder: str, kind: str, device: str, from_library: bool = False
    ) -> dict[str, Any]:
        """Train the network in use, on a folder or from what was said of photos of the library. Told as
        progress: {"run": its id} first, then TrainingProgress.
        """
        if kind not in (QUICK, THOROUGH):
            raise UsageError(f"There is no kind of training {kind!r}.")
        card = chosen_card()
        if not from_library:
            return self._work(call, runs.new_run(folder, kind, card), card, device)
        found = places_to_learn_from(self._library)
        run = runs.new_run("", kind, card, from_library=True)
        found.photos.save(runs.photos_of(run))
        return self._work(call, run, card, device)

    def go_on(self, call: Call, run: str, device: str) -> dict[str, Any]:
        """Go on with a training that was stopped."""
        found = runs.load_run(run)
        return self._work(call, found, find_model(found.network), device)

    def _work(self, call: Call, run: TrainingRun, card: ModelCard, device: str) -> dict[str, Any]:
        with self._guard:
            self._training = run.id
        try:
            call.progress({"run": run.id})
            runs.save_run(self._trained(call, run, card, device))
        except BaseException:
            if not runs.can_go_on(run):
                runs.delete_run(run.id)
            raise
        finally:
            with self._guard:
                self._training = None
        return dict(to_json(runs.load_run(run.id)))

    def _trained(self, call: Call, run: TrainingRun, card: ModelCard, device: str) -> TrainingRun:
        _need_torch()
        from photosearch.services.quick_training import train_quickly
        from photosearch.training.trainer import TrainingStoppedError

        def tell(progress: TrainingProgress) -> None:
            call.progress(to_json(progress))

        def hear(progress: TrainingProgress) -> None:
            call.check()
            tell(progress)

        folder = runs.run_folder(run.id)
        try:
            if run.kind == QUICK:
                photos, target = runs.photos_of(run), folder / runs.MODEL_FOLDER
                return train_quickly(run, card, photos, target, self._library, device, hear)
            stopped, settings = call.cancelled.is_set, self._settings
            return train_thoroughly(run, card, folder, self._library, device, tell, stopped, settings)
        except TrainingStoppedError:
            raise CancelledError from None


def _need_torch() -> None:
    import importlib.util

    if importlib.util.find_spec("torch") is None:
        raise PhotosearchError("Training needs PyTorch, which this installation of Photosearch lacks.")
