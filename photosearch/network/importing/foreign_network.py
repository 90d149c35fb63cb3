"""What a checkpoint of another project holds, in this one's words: the same for all formats."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.errors import PhotosearchError
from photosearch.network.importing.torch_file import TorchFile

Linear = tuple[NDArray[np.float32], NDArray[np.float32]]
"""weight (out x in) and bias (out)"""

RESNETS = ("resnet18", "resnet50", "resnet101", "resnet152")
IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)
_FINAL_CHANNELS = {"resnet18": 512}


@dataclass(frozen=True)
class ForeignNetwork:
    """backbone -> pooling [-> projection] -> L2 [-> whitening -> L2].

    origin: where such files come from. tensors: the backbone's, by torchvision's names. pooling: "gem",
    "mac" or "spoc". exponent: of GeM, one value or one per channel. mean, std: on the scale 0 to 1.
    input_size: the longer side the file asks for, None where it does not say.
    """

    origin: str
    backbone: str
    tensors: Mapping[str, NDArray[Any]]
    pooling: str
    exponent: NDArray[np.float32] | None
    projection: Linear | None
    whitening: Linear | None
    whitening_name: str | None
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    input_size: int | None

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


def mapping(values: Any, name: str) -> Mapping[Any, Any]:
    """`values[name]`, which must be a dictionary."""
    found = values.get(name)
    if not isinstance(found, Mapping):
        raise damaged(f"{name!r} is missing or no dictionary")
    return found


def state_dict(file: TorchFile) -> dict[str, Any]:
    """The state_dict without the 'module.' that DataParallel puts before every name; not yet read."""
    stated = mapping(file.value, "state_dict")
    return {str(name).removeprefix("module."): tensor for name, tensor in stated.items()}


def backbone_tensors(
    file: TorchFile, state: Mapping[str, Any], others: tuple[str, ...] = ()
) -> dict[str, NDArray[Any]]:
    """All tensors whose names do not begin like one of `others`; the count of batches says nothing."""
    names = (
        name for name in state if not name.startswith(others) and not name.endswith("num_batches_tracked")
    )
    return {name: floats(file, state[name], name) for name in names}


def floats(file: TorchFile, tensor: Any, name: str) -> NDArray[np.float32]:
    """A tensor or array as float32. Raises PhotosearchError where it is none."""
    array = file.array(tensor)
    if array is None or array.dtype.kind not in "fiu":
        raise damaged(f"{name!r} is missing or no tensor")
    return array.astype(np.float32)


def colours(file: TorchFile, values: Any, default: tuple[float, float, float]) -> tuple[float, float, float]:
    """Three numbers out of a list, array or tensor; the default where there are none."""
    if values is None:
        return default
    array = file.array(values)
    listed: Sequence[Any] = array.ravel().tolist() if array is not None else values
    if not isinstance(listed, Sequence) or len(listed) != 3 or not all(_is_number(v) for v in listed):
        raise damaged("its mean or std is not three numbers")
    first, second, third = (float(value) for value in listed)
    return first, second, third


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | np.number) and math.isfinite(value)
