"""What the window and the trainer tell each other about: plain values that travel as JSON, as `records`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from photosearch.services.records import from_json

Place = tuple[str, int]
"""a place's name and its number of photos"""

MISSING, NO_PHOTOS, NO_PLACES, TOO_FEW, FEW, ENOUGH, PLENTY = (
    "missing",
    "no photos",
    "no places",
    "too few",
    "few",
    "enough",
    "plenty",
)
"""What is to be said of a training folder: it cannot be read; there is no photo in it; its photos lie in no
subfolders; fewer places than can be trained and measured on; it works but will change little; it is good for
training the projection; for the whole network too."""
TRAINABLE = frozenset({FEW, ENOUGH, PLENTY})

QUICK, THOROUGH = "quick", "thorough"
"""The kinds of training: the projection alone, the whole network."""


@dataclass(frozen=True)
class Assessment:
    """What there is to train on: a folder, or the library where it is empty. places: those with two photos or
    more, most photos first; lone: places with a single one; loose: photos that lie in no place; known: photos
    that need not be read again. quick_s, thorough_s: rough seconds each kind would take here; gpu: whether
    the thorough one would use a GPU. network: the name of the network that would be trained.

    Of a library, marks: how many say that two photos are the same; left_out: those of them that contradict
    others; missing: marked photos that are not there now; needed: how many places are lacking.
    """

    folder: str
    verdict: str
    photos: int = 0
    places: tuple[Place, ...] = ()
    lone: tuple[str, ...] = ()
    loose: int = 0
    known: int = 0
    quick_s: float = 0.0
    thorough_s: float = 0.0
    gpu: bool = False
    network: str = ""
    marks: int = 0
    left_out: int = 0
    missing: int = 0
    needed: int = 0


@dataclass(frozen=True)
class TrainingProgress:
    """Where a training stands. phase: reading, training, measuring or saving; done, total: photos or updates.
    step: the update that loss or quality belong to; quality: mAP in [0, 1] on the places kept aside.
    """

    phase: str
    done: int
    total: int
    step: int = 0
    loss: float | None = None
    quality: float | None = None
    remaining_s: float | None = None


@dataclass(frozen=True)
class ExampleQuery:
    """A photo that was searched for; before, after: what came up, as (path, whether it is of its place)."""

    path: str
    place: str
    before: tuple[tuple[str, bool], ...]
    after: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class TrainingRun:
    """A training, finished or not. id: also the name of its network; begun: ISO 8601; network: what it
    started from. folder: empty where it learns from what was said of photos of the library, `from_library`.
    finished: the rest is known then. held_out: places that were measured on, and not trained on; before,
    after: mAP in [0, 1] of `queries` searches, `better` and `worse` of which changed. in_use, adopted:
    whether its network is the chosen one, and among the person's own.
    """

    id: str
    folder: str
    kind: str
    begun: str
    network: str
    finished: bool = False
    in_use: bool = False
    adopted: bool = False
    photos: int = 0
    places: int = 0
    unreadable: int = 0
    seconds: float = 0.0
    held_out: tuple[str, ...] = ()
    queries: int = 0
    before: float = 0.0
    after: float = 0.0
    better: int = 0
    worse: int = 0
    examples: tuple[ExampleQuery, ...] = ()
    from_library: bool = False

    @property
    def improved(self) -> bool:
        """Whether the trained network finds the places kept aside better."""
        return self.after > self.before


def run_from_json(values: Mapping[str, Any]) -> TrainingRun:
    """The run that `records.to_json` made of one."""
    examples = tuple(from_json(ExampleQuery, example) for example in values.get("examples", ()))
    return from_json(TrainingRun, {**values, "examples": examples})
