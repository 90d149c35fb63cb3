"""The tensors of a torch file as NumPy arrays, and the words of torch's own pickles. Needs no torch."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.errors import PhotosearchError
from photosearch.network.importing.numpy_pickle import NUMPY, check_shape
from photosearch.network.importing.restricted_pickle import Name, Vocabulary

_DTYPES: dict[str, np.dtype[Any]] = {
    "Float": np.dtype("<f4"),
    "Double": np.dtype("<f8"),
    "Half": np.dtype("<f2"),
    "Long": np.dtype("<i8"),
    "Int": np.dtype("<i4"),
    "Short": np.dtype("<i2"),
    "Char": np.dtype("i1"),
    "Byte": np.dtype("u1"),
    "Bool": np.dtype("?"),
}
STORAGE_DTYPES: dict[str, np.dtype[Any]] = {f"torch.{kind}Storage": dtype for kind, dtype in _DTYPES.items()}


@dataclass(frozen=True)
class Storage:
    """Numbers that lie outside the pickle. key: how the file calls them. numel: how many there are."""

    key: str
    dtype: "np.dtype[Any]"
    numel: int


@dataclass(frozen=True)
class StoredTensor:
    """A tensor as the pickle describes it: a view of a storage, read only when it is wanted."""

    storage: Storage
    offset: int
    shape: tuple[int, ...]
    stride: tuple[int, ...]

    def array(self, read: Callable[[Storage], bytes]) -> NDArray[Any]:
        """Its contents, C-contiguous, native byte order. Raises PhotosearchError where there are too few."""
        count = math.prod(self.shape)
        last = self.offset + sum((n - 1) * step for n, step in zip(self.shape, self.stride, strict=True))
        # A stride of 0 would make any number of values out of one.
        if count and (last >= self.storage.numel or count > self.storage.numel):
            raise PhotosearchError("The checkpoint is damaged: a tensor reaches beyond its data.")
        raw = read(self.storage)
        if len(raw) < self.storage.numel * self.storage.dtype.itemsize:
            raise PhotosearchError("The checkpoint is damaged: a tensor has less data than it says.")
        if not count:
            return np.empty(self.shape, self.storage.dtype)
        flat = np.frombuffer(raw, self.storage.dtype, self.storage.numel)[self.offset :]
        bytes_apart = [step * self.storage.dtype.itemsize for step in self.stride]
        view = np.lib.stride_tricks.as_strided(flat, self.shape, bytes_apart, writeable=False)
        return np.ascontiguousarray(view, self.storage.dtype.newbyteorder("="))


def make_tensor(storage: Any, offset: Any, shape: Any, stride: Any, *_: Any) -> StoredTensor:
    """`torch._utils._rebuild_tensor` and its second version; gradients, hooks and notes are passed over."""
    if type(storage) is not Storage or type(offset) is not int or offset < 0:
        raise TypeError("a tensor is not right")
    check_shape(shape)
    check_shape(stride)
    if len(shape) != len(stride):
        raise TypeError("the stride of a tensor is not right")
    return StoredTensor(storage, offset, shape, stride)


def make_parameter(data: Any, *_: Any) -> StoredTensor:
    """`torch._utils._rebuild_parameter`: its tensor."""
    if type(data) is not StoredTensor:
        raise TypeError("a parameter is no tensor")
    return data


def make_size(lengths: Any = ()) -> tuple[int, ...]:
    """`torch.Size` as a tuple."""
    check_shape(lengths)
    return tuple(lengths)


def make_storage(kind: Any, key: Any, numel: Any) -> Storage:
    """The storage a persistent id tells of. Raises TypeError where it does not."""
    if type(kind) is not Name or kind.dotted not in STORAGE_DTYPES or type(key) not in (str, int):
        raise TypeError("data outside the pickle is not described as torch does it")
    if type(numel) is not int or numel < 0:
        raise TypeError("the length of data outside the pickle is not right")
    return Storage(str(key), STORAGE_DTYPES[kind.dotted], numel)


@dataclass
class StandIn:
    """An object of a library that is not there: its class by name, and its attributes as plain data."""

    dotted: str
    attributes: dict[str, Any]


def set_stand_in_state(made: StandIn, state: Any) -> None:
    """Take attributes. Nothing is set on the stand-in itself, whatever their names are."""
    if type(state) is not dict or any(type(name) is not str for name in state):
        raise TypeError("the state of an object is no dictionary")
    made.attributes.update(state)


def stand_in(dotted: str) -> Callable[[], StandIn]:
    """The constructor of stand-ins for one class; it takes no arguments."""
    return lambda: StandIn(dotted, {})


# scikit-learn 0.20 and what the module was called later.
_PCA = ("sklearn.decomposition.pca.PCA", "sklearn.decomposition._pca.PCA", "sklearn.decomposition.PCA")

TORCH = NUMPY | Vocabulary(
    constructors={
        "torch._utils._rebuild_tensor": make_tensor,
        "torch._utils._rebuild_tensor_v2": make_tensor,
        "torch._utils._rebuild_parameter": make_parameter,
        "torch.Size": make_size,
        **{dotted: stand_in(dotted) for dotted in _PCA},
    },
    names=frozenset(STORAGE_DTYPES),
    builders={StandIn: set_stand_in_state},
)
"""What a checkpoint of a retrieval network may hold, but for the persistent ids."""
