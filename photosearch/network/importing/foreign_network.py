"""What a checkpoint of another project holds, in this one's words: the same for all formats."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.errors import PhotosearchError
from photosearch.network.importing.torch_file import TorchFile

Linear = tuple[NDArray[np.float32], NDArray[np.float32]]
"""weight (out x in) and bias (out)"""
Colour = tuple[float, float, float]
"""red, green, blue"""

RESNETS = ("resnet18", "resnet50", "resnet101", "resnet152")
IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)
_FINAL_CHANNELS = {"resnet18": 512}


@dataclass(frozen=True)
class ForeignNetwork:
    """backbone [-> centre bias] -> pooling [-> projection] -> L2 [-> whitening -> L2].

    origin: where such files come from. tensors: the backbone's, by torchvision's names. pooling: "gem",
    "mac", "spoc" or "rmac". exponent: of GeM, one value or one per channel. mean, std: on the scale 0 to 1.
    input_size: the longer side the file asks for, None where it does not say. whitening_last: it was
    learned on descriptors that several resolutions may have been combined to, and belongs behind that.
    levels: of R-MAC, which has the whole map as a region as well. centre_bias: its strength, 0 for none.
    """

    origin: str
    backbone: str
    tensors: Mapping[str, NDArray[Any]]
    pooling: str
    exponent: NDArray[np.float32] | None
    projection: Linear | None
    whitening: Linear | None
    whitening_name: str | None
    mean: Colour
    std: Colour
    input_size: int | None
    whitening_last: bool = False
    levels: int = 0
    centre_bias: float = 0.0

    @property
    def channels(self) -> int:
        """The length of the pooled vector."""
        return _FINAL_CHANNELS.get(self.backbone, 2048)

    @property
    def dimension(self) -> int:
        """The length of the descriptor."""
        last = self.whitening or self.projection
        return self.channels if last is None else len(last[1])

    def check(self) -> None:
        """Raise PhotosearchError where the layers do not fit together or hold what is no number."""
        length = self.channels
        for name, layer in (("projection", self.projection), ("whitening", self.whitening)):
            if layer is None:
                continue
            weight, bias = layer
            if weight.ndim != 2 or bias.shape != weight.shape[:1] or weight.shape[1] != length:
                raise damaged(f"its {name} does not fit the network")
            length = len(bias)
        arrays = [*self.tensors.values(), *(self.projection or ()), *(self.whitening or ())]
        if not all(np.isfinite(array).all() for array in arrays):
            raise damaged("some of its weights are no numbers")
        if self.exponent is not None and not (
            self.exponent.shape in ((1,), (self.channels,)) and bool((self.exponent > 0).all())
        ):
            raise damaged("its pooling exponent is not right")


def damaged(problem: str) -> PhotosearchError:
    """The error for a checkpoint that could be read and makes no sense."""
    return PhotosearchError(f"The checkpoint cannot be imported: {problem}.")


class ForeignCheckpoint:
    """A file of another project as the readers of all formats look into it.

    settings: what the file says about its network. state: its tensors, not yet read, without the 'module.'
    that DataParallel puts before every name. Raises PhotosearchError where one of them is missing.
    """

    def __init__(self, file: TorchFile, settings: str) -> None:
        """settings: the name the file has them under."""
        self._file = file
        self.settings = self._mapping(settings)
        stated = self._mapping("state_dict")
        self.state = {str(name).removeprefix("module."): tensor for name, tensor in stated.items()}

    def part(self, name: str) -> Any:
        """Another part of the file, None where it has none."""
        return self._file.value.get(name)

    def _mapping(self, name: str) -> Mapping[Any, Any]:
        found = self.part(name)
        if not isinstance(found, Mapping):
            raise damaged(f"{name!r} is missing or no dictionary")
        return found

    def floats(self, tensor: Any, name: str) -> NDArray[np.float32]:
        """A tensor or array as float32. Raises PhotosearchError where it is none."""
        array = self._file.array(tensor)
        if array is None or array.dtype.kind not in "fiu":
            raise damaged(f"{name!r} is missing or no tensor")
        return array.astype(np.float32)

    def stated(self, name: str) -> NDArray[np.float32]:
        """The tensor of `state` with that name. Raises PhotosearchError where there is none."""
        return self.floats(self.state.get(name), name)

    def linear(self, layer: str) -> Linear:
        """Weight and bias of a layer in `state`."""
        return self.stated(f"{layer}.weight"), self.stated(f"{layer}.bias")

    def backbone_tensors(
        self, names: Mapping[str, str] | None = None, others: tuple[str, ...] = ()
    ) -> dict[str, NDArray[Any]]:
        """The tensors of the backbone by torchvision's names.

        names: those names by what they are called in `state`; None: all in `state` but those that begin like
        one of `others`, and called the same. The count of batches says nothing and is left out.
        """
        if names is None:
            names = {name: name for name in self.state if not name.startswith(others)}
        return {
            name: self.floats(self.state[own], own)
            for own, name in names.items()
            if not name.endswith("num_batches_tracked")
        }

    def mean_and_std(self, values: Mapping[Any, Any]) -> tuple[Colour, Colour]:
        """'mean' and 'std' out of `values`, ImageNet's where it has none."""
        return self._colour(values.get("mean"), IMAGENET_MEAN), self._colour(values.get("std"), IMAGENET_STD)

    def _colour(self, values: Any, default: Colour) -> Colour:
        if values is None:
            return default
        array = self._file.array(values)
        listed: Sequence[Any] = array.ravel().tolist() if array is not None else values
        if not isinstance(listed, Sequence) or len(listed) != 3 or not all(_is_number(v) for v in listed):
            raise damaged("its mean or std is not three numbers")
        first, second, third = (float(value) for value in listed)
        return first, second, third


def known_backbone(name: Any, stated: Any) -> str:
    """`name` if it is that of a ResNet. stated: how the file has it. Raises PhotosearchError for others."""
    if not isinstance(name, str) or name not in RESNETS:
        raise damaged(f"it is of the network {stated!r}; known are {', '.join(RESNETS)}")
    return name


def no_such_whitening(wanted: str, known: Iterable[Any]) -> PhotosearchError:
    """The error for a whitening that the file has not."""
    names = ", ".join(map(str, known))
    return damaged(f"it has no whitening called {wanted!r}; choose one of {names}, or 'none'")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | np.number) and math.isfinite(value)
