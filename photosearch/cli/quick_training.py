"""`photosearch train --quick`: the projection alone, on vectors of the library, or computed once."""

import time
from pathlib import Path

from photosearch.cli.lines import remark, say
from photosearch.cli.output import print_json
from photosearch.cli.training import told_places
from photosearch.errors import UsageError
from photosearch.evaluation.metrics import AP_RULE
from photosearch.network.models import find_model
from photosearch.services.quick_training import train_quickly
from photosearch.services.training_records import QUICK, TrainingProgress, TrainingRun
from photosearch.training.photo_list import FILE_NAME

# A plain line so often, seconds.
_LINE_EVERY = 5.0
_MODEL_FOLDER = "model"


def train_at_once(
    folder: Path | None, out: Path, library: Path, model: str | None, device: str, as_json: bool
) -> None:
    """Train on a folder, or else on what was said of photos of the library; the network goes to `out`/model.

    Raises PhotosearchError.
    """
    target = out / _MODEL_FOLDER
    if target.exists():
        raise UsageError(f"{target} is there already: choose another --out.")
    card = find_model(model)
    photos = folder or out / FILE_NAME
    if folder is None:
        told_places(library).photos.save(photos)
    begun = time.strftime("%Y-%m-%dT%H:%M:%S")
    run = TrainingRun(out.absolute().name, str(photos), QUICK, begun, card.name, from_library=folder is None)
    _report(train_quickly(run, card, photos, target, library, device, _Lines()), target, as_json)


class _Lines:
    """Progress as lines on stderr."""

    def __init__(self) -> None:
        self._last = 0.0

    def __call__(self, told: TrainingProgress) -> None:
        now = time.monotonic()
        if told.quality is not None:
            remark(f"step {told.step}: validation mAP {100 * told.quality:.2f}")
        elif now - self._last >= _LINE_EVERY and told.total > 1:
            self._last = now
            remark(f"{told.phase}: {told.done} of {told.total}")


def _report(run: TrainingRun, model: Path, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "model": str(model),
                "map_before": run.before,
                "map_after": run.after,
                "ap_rule": AP_RULE,
                "queries": run.queries,
                "places_kept_aside": len(run.held_out),
                "photos": run.photos,
                "classes": run.places,
                "unreadable": run.unreadable,
            }
        )
        return
    say(f"Trained on {run.photos} photos of {run.places} places.")
    say(
        f"mAP of {run.queries} searches for {len(run.held_out)} places kept aside ({AP_RULE}): "
        f"{100 * run.before:.2f} before, {100 * run.after:.2f} after."
    )
    if not run.improved:
        say("The trained network is no better than the one it started from.")
    say(f"The network is in {model}: photosearch models import {model}")
