"""What a run was started with, kept in its folder: a resumed run is told nothing again."""

import dataclasses
import json
from pathlib import Path
from typing import Any

from photosearch.errors import PhotosearchError, UsageError
from photosearch.files import write_atomically
from photosearch.training.options import TrainingOptions

RUN_FILE = "run.json"


@dataclasses.dataclass(frozen=True)
class RunRecord:
    """photos, validation, distractors: folders (absolute), or a list of photos. model: name or folder of the
    network to start from; identity: its `ModelCard.identity`. fingerprint: of the photos trained and measured
    on. held_out: classes of `photos` that are measured on instead of trained on. others: a folder of photos
    of no class, to learn from by editing them.
    """

    photos: str
    validation: str | None
    distractors: str | None
    model: str
    identity: str
    fingerprint: str
    options: TrainingOptions
    held_out: tuple[str, ...] = ()
    others: str | None = None

    def save(self, folder: Path) -> None:
        """Write run.json into `folder`. Raises UsageError where a run is there already."""
        if (folder / RUN_FILE).exists():
            raise UsageError(
                f"{folder} holds a run already: go on with it by --resume {folder}, or choose another --out."
            )
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_atomically(folder / RUN_FILE, json.dumps(dataclasses.asdict(self), indent=1).encode())
        except OSError as error:
            raise PhotosearchError(f"{folder} could not be written ({error.strerror or error}).") from error

    @classmethod
    def load(cls, folder: Path) -> "RunRecord":
        """The record of the run in `folder`. Raises UsageError where there is none."""
        try:
            values: dict[str, Any] = json.loads((folder / RUN_FILE).read_text(encoding="utf-8"))
            values["options"] = TrainingOptions.from_values(values["options"])
            return cls(**{**values, "held_out": tuple(values.get("held_out", ()))})
        except OSError as error:
            raise UsageError(f"There is no run to go on with in {folder}: {RUN_FILE} is missing.") from error
        except (ValueError, TypeError, KeyError) as error:
            raise PhotosearchError(f"{folder / RUN_FILE} is not the record of a run ({error}).") from error
