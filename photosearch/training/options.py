"""What a training run can be told, in one table."""

import dataclasses
import json
import re
from typing import Any

from photosearch.errors import UsageError

LISTWISE = ("ap", "tap", "tap-simplified")
TRIPLET = ("triplet", "triplet-log-exp")
LOSSES = (*LISTWISE, *TRIPLET)
LAYERS = ("projection", "last", "late", "all")
OPTIMISERS = ("adam", "sgd")
PRECISIONS = ("auto", "float32", "bfloat16", "float16")


@dataclasses.dataclass(frozen=True)
class TrainingOptions:
    """The settings of one run; a resumed run keeps them.

    steps: updates. loss: one of `LOSSES`. layers: what is trained, see `layers.choose_layers`.
    projection: what it is at the start, "keep" as in the model, "none", or how many numbers a new one gives.
    Of the losses on whole rankings, classes, photos: a batch holds so many classes with so many photos each;
    bins, low, high: of the histograms of similarities. Of those on triplets, triplets: in an update; pool:
    photos described for mining; refresh: updates between two minings; margin: of the loss, and for both what
    counts as hard when triplets are mined.
    Of those on whole rankings too, edits: so many photos more in a batch, of other classes or none, each in
    `views` views, of which all but the first are edited strongly: they are to be found to be one picture.
    distil: how much the descriptors of photos not edited are held to what the starting network says of them,
    as a mean over `distil_sizes` (longer sides; none: its own), see `distillation`.
    size: the side of the crops in pixels. piece: pictures that go through the network together. multistage:
    None lets the layers decide. optimiser: "adam" or "sgd". rate: learning rate at the start, which falls
    linearly to `final` times itself; decay: what it is multiplied by for each unit of the backbone from the
    last one backwards. average: what is measured and kept is an average of the weights along the run, of
    which so much stays at each update; 0: the weights themselves. precision: see
    `precision.chosen_precision`. validate_every, patience: updates between two validations (0: only at the
    start and the end) and how many of them without a better mAP end the run (0: none). save_every: updates
    between checkpoints.
    """

    steps: int = 100
    loss: str = "ap"
    layers: str = "last"
    projection: str = "keep"
    classes: int = 32
    photos: int = 4
    bins: int = 25
    low: float = 0.0
    high: float = 1.0
    triplets: int = 64
    pool: int = 2000
    refresh: int = 64
    margin: float = 0.1
    edits: int = 0
    views: int = 3
    distil: float = 0.0
    distil_sizes: tuple[int, ...] = ()
    size: int = 256
    piece: int = 16
    multistage: bool | None = None
    optimiser: str = "adam"
    rate: float = 1e-4
    final: float = 0.0
    decay: float = 1.0
    average: float = 0.0
    momentum: float = 0.9
    weight_decay: float = 1e-6
    precision: str = "auto"
    seed: int = 0
    validate_every: int = 0
    patience: int = 0
    save_every: int = 10

    def __post_init__(self) -> None:
        """Raises UsageError for a value that makes no sense, saying what would."""
        for name, known in (
            ("loss", LOSSES),
            ("layers", LAYERS),
            ("optimiser", OPTIMISERS),
            ("precision", PRECISIONS),
        ):
            if getattr(self, name) not in known:
                raise UsageError(f"There is no {name} {getattr(self, name)!r}: one of {', '.join(known)}.")
        if not re.fullmatch(r"keep|none|[1-9]\d{0,5}", self.projection):
            raise UsageError(f"The projection is 'keep', 'none' or a number, not {self.projection!r}.")
        least = {"steps": 1, "classes": 2, "photos": 2, "triplets": 1, "pool": 4, "refresh": 1, "size": 32}
        least |= {"piece": 1, "rate": 0, "final": 0, "momentum": 0, "weight_decay": 0, "margin": 0, "seed": 0}
        least |= {"validate_every": 0, "patience": 0, "save_every": 1, "bins": 2, "low": -1}
        least |= {"edits": 0, "views": 2, "decay": 0, "average": 0, "distil": 0}
        for name, limit in least.items():
            if not getattr(self, name) >= limit:
                raise UsageError(f"{name} must be at least {limit}, not {getattr(self, name)}.")
        if not self.low < self.high <= 1:
            raise UsageError(f"low must be below high and high at most 1, not {self.low} and {self.high}.")
        if self.decay > 1 or self.average >= 1:
            raise UsageError(
                f"decay must be at most 1 and average below 1, not {self.decay} and {self.average}."
            )
        if self.edits and self.loss in TRIPLET:
            raise UsageError(f"edits say nothing to the loss {self.loss!r}: they need whole rankings.")
        if self.distil_sizes and (not self.distil or min(self.distil_sizes) < least["size"]):
            raise UsageError(
                "distil_sizes are the sides at which the starting network teaches, 32 and more; they need "
                "distil."
            )
        if self.patience and not self.validate_every:
            raise UsageError("To end early the run must be measured on its way: give validate_every as well.")

    @property
    def pictures(self) -> int:
        """How many pictures an update sees, at most."""
        if self.loss in TRIPLET:
            return 3 * self.triplets
        return self.classes * self.photos + self.edits * self.views

    @property
    def loss_in_words(self) -> str:
        """The loss with what it depends on."""
        if self.loss in TRIPLET:
            return f"{self.loss} loss (margin {self.margin:g})"
        return f"{self.loss} loss ({self.bins} bins from {self.low:g} to {self.high:g})"

    @property
    def in_stages(self) -> bool:
        """Whether to back-propagate in stages: with few layers trained the activations are few as well."""
        if self.multistage is not None:
            return self.multistage
        return self.layers == "all" or self.pictures > 256

    def rate_at(self, step: int) -> float:
        """The learning rate of update `step` (from 0)."""
        return self.rate * (1 + (self.final - 1) * step / self.steps)

    def to_json(self) -> str:
        """The options as a JSON object."""
        return json.dumps(dataclasses.asdict(self), indent=1)

    @classmethod
    def from_values(cls, values: dict[str, Any]) -> "TrainingOptions":
        """The options of a JSON object. Raises UsageError where it is of another version."""
        try:
            return cls(**{**values, "distil_sizes": tuple(values.get("distil_sizes", ()))})
        except TypeError as error:
            raise UsageError(
                f"The options of this run are of another version of Photosearch: {error}."
            ) from error
