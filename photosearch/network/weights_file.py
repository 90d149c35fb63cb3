"""Reading tensors out of a safetensors file without torch.

The format: 8 bytes of header length, a JSON header, raw little-endian values.
https://github.com/huggingface/safetensors#format
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Place:
    """Where a tensor lies: its kind as the file names it ("F32"), its shape, its bytes in the file."""

    kind: str
    shape: tuple[int, ...]
    begin: int
    end: int


def tensor_places(path: Path) -> dict[str, Place]:
    """The tensors of a file by name. Raises OSError and ValueError where it is no such file."""
    with open(path, "rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
    header.pop("__metadata__", None)
    start = 8 + length
    return {
        name: Place(
            values["dtype"],
            tuple(values["shape"]),
            start + values["data_offsets"][0],
            start + values["data_offsets"][1],
        )
        for name, values in header.items()
    }


def read_tensor(path: Path, place: Place) -> NDArray[np.float32]:
    """One tensor. Raises ValueError for one that is not float32."""
    if place.kind != "F32":
        raise ValueError(f"a tensor of {path} is {place.kind}, not F32")
    with open(path, "rb") as file:
        file.seek(place.begin)
        content = file.read(place.end - place.begin)
    return np.frombuffer(content, "<f4").reshape(place.shape)
