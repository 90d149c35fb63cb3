"""The card of a model folder: what the network is, where it comes from, whether its files are undamaged."""

import dataclasses
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from photosearch.errors import PhotosearchError

CARD_FILE = "card.json"
GRAPH_FILE = "graph.onnx"
REGIONS_FILE = "regions.onnx"
WEIGHTS_FILE = "weights.safetensors"
_LISTS = ("mean", "std")


@dataclasses.dataclass(frozen=True)
class ModelCard:
    """One model folder: `card.json`, `weights.safetensors` and `graph.onnx`, which points into the weights.

    Where the network can describe the parts of a photo too, `regions.onnx` is the same graph with one more
    output. Models written by earlier versions have none, and no regions.

    input_size: the longer side in pixels a photo is decoded to. mean, std: per channel on the scale 0 to
    255, applied inside the network. dimension, pooled_dimension: lengths of the descriptor and of the
    pooled vector before the projection. sha256: hexadecimal digest by file name. figures: measured values
    by what was measured.
    """

    name: str
    origin: str
    licence: str
    training_data: str
    backbone: str
    pooling: str
    input_size: int
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    dimension: int
    pooled_dimension: int
    sha256: Mapping[str, str] = dataclasses.field(default_factory=dict)
    figures: Mapping[str, float] = dataclasses.field(default_factory=dict)
    folder: Path = Path()

    @property
    def weights(self) -> Path:
        """The safetensors file, the only copy of the network's weights."""
        return self.folder / WEIGHTS_FILE

    @property
    def graph(self) -> Path:
        """The ONNX graph for the CPU runtime."""
        return self.folder / GRAPH_FILE

    @property
    def has_regions(self) -> bool:
        """Whether there is a graph that describes the parts of a photo as well."""
        return REGIONS_FILE in self.sha256

    @property
    def regions_graph(self) -> Path:
        """The ONNX graph for the CPU runtime that describes the parts of a photo as well."""
        return self.folder / REGIONS_FILE

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the files beside the card."""
        return (WEIGHTS_FILE, GRAPH_FILE, *([REGIONS_FILE] if self.has_regions else []))

    @property
    def identity(self) -> str:
        """Name and digest: descriptors can be compared only where this agrees.

        The graph for regions does not count: it gives the same descriptors, and came to older models later.
        """
        names = sorted(self.sha256.keys() - {REGIONS_FILE})
        digest = hashlib.sha256("".join(self.sha256[name] for name in names).encode())
        return f"{self.name}@{digest.hexdigest()[:16]}"

    @classmethod
    def load(cls, folder: str | os.PathLike[str]) -> "ModelCard":
        """Read `folder`/card.json. Raises PhotosearchError where it is missing or is no such card."""
        path = Path(folder) / CARD_FILE
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            card = cls(**_checked(values), folder=Path(folder))
        except OSError as error:
            raise PhotosearchError(
                f"There is no model in {folder}: {CARD_FILE} could not be read ({error.strerror})."
            ) from error
        except (ValueError, TypeError, KeyError) as error:
            raise PhotosearchError(f"{path} is not a model card ({error}). {_REMEDY}") from error
        return card

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Write the card to `folder`/card.json; the same card gives the same bytes."""
        values = dataclasses.asdict(self)
        del values["folder"]
        text = json.dumps(values, indent=2, ensure_ascii=False) + "\n"
        (Path(folder) / CARD_FILE).write_text(text, encoding="utf-8", newline="\n")

    def verify(self) -> None:
        """Compare weights and graphs with the digests in the card.

        Raises PhotosearchError, saying what to do, where a file is missing, damaged or not named by the card.
        """
        for name in self.files:
            path = self.folder / name
            try:
                digest = file_sha256(path)
            except OSError as error:
                problem = f"the file {path} could not be read ({error.strerror})"
                raise PhotosearchError(
                    f"The model {self.name!r} is incomplete: {problem}. {_REMEDY}"
                ) from error
            if digest != self.sha256.get(name):
                raise PhotosearchError(
                    f"The model {self.name!r} is damaged: {path} is not the file of its card. {_REMEDY}"
                )


_REMEDY = "Install Photosearch again, or import the model again if you imported it yourself."


def file_sha256(path: str | os.PathLike[str]) -> str:
    """The hexadecimal SHA-256 of a file."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _checked(values: Any) -> dict[str, Any]:
    """The card's fields with the types they must have. Raises ValueError naming the first that is wrong."""
    if not isinstance(values, dict):
        raise ValueError("not a JSON object")
    types = {"input_size": int, "dimension": int, "pooled_dimension": int, "sha256": dict, "figures": dict}
    types |= dict.fromkeys(_LISTS, list)
    known = {field.name: types.get(field.name, str) for field in dataclasses.fields(ModelCard)}
    del known["folder"]
    for name, kind in known.items():
        if not isinstance(values.get(name), kind):
            raise ValueError(f"{name!r} is missing or not of the right kind")
    for name in _LISTS:
        if len(values[name]) != 3 or not all(isinstance(value, int | float) for value in values[name]):
            raise ValueError(f"{name!r} must be three numbers")
    # Fields of later versions are left out: an older application still reads the card.
    return {name: tuple(values[name]) if name in _LISTS else values[name] for name in known}
