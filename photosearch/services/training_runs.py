"""The trainings a person began: one folder each below the data folder, with what came of it."""

import dataclasses
import json
import re
import shutil
import time
from pathlib import Path

from photosearch.errors import PhotosearchError, UsageError
from photosearch.files import write_atomically
from photosearch.network.card import ModelCard
from photosearch.network.models import available_models, copy_model, folder_for, is_own, use_model
from photosearch.services.chosen_model import chosen_card
from photosearch.services.own_data import data_folder
from photosearch.services.records import to_json
from photosearch.services.training_records import TrainingRun, run_from_json
from photosearch.training.photo_list import FILE_NAME as LIST_NAME

RECORD_FILE = "training.json"
MODEL_FOLDER = "model"
_ID = re.compile(r"trained-[0-9-]+")


def runs_folder() -> Path:
    """Where the runs lie; it need not exist."""
    return data_folder() / "runs"


def run_folder(run_id: str) -> Path:
    """The folder of a run. Raises UsageError for what cannot be one's name."""
    if not _ID.fullmatch(run_id):
        raise UsageError(f"{run_id!r} is no training.")
    return runs_folder() / run_id


def photos_of(run: TrainingRun) -> Path:
    """Where the run's photos are named: its folder, or the list of those from the library."""
    return run_folder(run.id) / LIST_NAME if run.from_library else Path(run.folder)


def new_run(folder: str, kind: str, card: ModelCard, *, from_library: bool = False) -> TrainingRun:
    """Begin the record of a run on the photos in `folder`, from the network of `card`."""
    run = TrainingRun(
        id=_free_id(),
        folder=folder,
        kind=kind,
        begun=time.strftime("%Y-%m-%dT%H:%M:%S"),
        network=card.name,
        from_library=from_library,
    )
    save_run(run)
    return run


def _free_id() -> str:
    taken = {path.name for path in runs_folder().glob("*")} | {card.name for card in available_models()}
    day = f"trained-{time.strftime('%Y-%m-%d')}"
    number = 1
    while (name := day if number == 1 else f"{day}-{number}") in taken:
        number += 1
    return name


def save_run(run: TrainingRun) -> None:
    """Write the record. Raises PhotosearchError where that cannot be done."""
    folder = run_folder(run.id)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / RECORD_FILE, json.dumps(to_json(run)).encode("ascii"))
    except OSError as error:
        raise PhotosearchError(
            f"The training could not be kept in {folder} ({error.strerror or error}). Free some space there."
        ) from error


def load_run(run_id: str) -> TrainingRun:
    """A run as it stands now. Raises PhotosearchError where there is none of this name."""
    folder = run_folder(run_id)
    try:
        run = run_from_json(json.loads((folder / RECORD_FILE).read_text("ascii")))
    except (OSError, ValueError, TypeError) as error:
        raise PhotosearchError(f"There is no training {run_id} any more.") from error
    identity = _identity(folder)
    return dataclasses.replace(
        run,
        in_use=identity is not None and chosen_card().identity == identity,
        adopted=any(is_own(card) and card.identity == identity for card in available_models()),
    )


def _identity(folder: Path) -> str | None:
    try:
        return ModelCard.load(folder / MODEL_FOLDER).identity
    except PhotosearchError:
        return None


def list_runs() -> list[TrainingRun]:
    """All runs, the latest first; what cannot be read is left out."""
    found = []
    for path in runs_folder().glob(f"*/{RECORD_FILE}"):
        try:
            found.append(load_run(path.parent.name))
        except PhotosearchError:
            continue
    return sorted(found, key=lambda run: (run.begun, run.id), reverse=True)


def can_go_on(run: TrainingRun) -> bool:
    """Whether a run that did not finish has anything worth keeping."""
    return any((run_folder(run.id) / "checkpoints").glob("*"))


def delete_run(run_id: str) -> None:
    """Delete what a run left; a network that was adopted stays. Raises PhotosearchError."""
    folder = run_folder(run_id)
    try:
        # Without its record it is no run any more, whatever becomes of the rest.
        (folder / RECORD_FILE).unlink(missing_ok=True)
        if folder.exists():
            shutil.rmtree(folder)
    except OSError as error:
        raise PhotosearchError(f"{folder} could not be deleted ({error.strerror or error}).") from error


def adopt_run(run_id: str) -> TrainingRun:
    """Put the run's network among the person's own, and use it. The former one stays at hand.

    Raises PhotosearchError where the run has none.
    """
    if not load_run(run_id).finished:
        raise PhotosearchError("This training is not finished: go on with it first.")
    card = ModelCard.load(run_folder(run_id) / MODEL_FOLDER)
    own = [known for known in available_models() if is_own(known) and known.identity == card.identity]
    if not own:
        copy_model(card, folder_for(card.name))
    use_model(card.name)
    return load_run(run_id)
