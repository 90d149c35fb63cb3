"""NumPy arrays and numbers in a pickle of Python 2 or 3 and of any version of NumPy."""

import math
import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.network.importing.restricted_pickle import PLAIN, Name, Vocabulary

_DTYPE = re.compile(r"[<>=|]?(?:[biuf][1248]|b1|\?|[US][1-9][0-9]{0,4})")


class PickledDtype:
    """The type of an array's elements while its state is still to come."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.order = "="

    def dtype(self) -> "np.dtype[Any]":
        """Raises TypeError where NumPy knows no such type."""
        return np.dtype(self.code).newbyteorder(self.order)  # type: ignore[arg-type] # one of four letters


def make_dtype(code: Any, align: Any = False, copy: Any = False) -> PickledDtype:
    """`numpy.dtype(code)` for numbers and text; objects and records are refused."""
    if type(code) is not str or not _DTYPE.fullmatch(code):
        raise TypeError("an array holds neither numbers nor text")
    return PickledDtype(code)


def set_dtype_state(made: PickledDtype, state: Any) -> None:
    """Take the byte order, the only thing in the state that counts."""
    if type(state) is not tuple or len(state) < 2 or state[1] not in ("<", ">", "|", "="):
        raise TypeError("the state of an array's type is not right")
    made.order = state[1]


def make_array(kind: Any, shape: Any, code: Any) -> NDArray[Any]:
    """The empty array that gets its contents by its state."""
    if type(kind) is not Name or kind.dotted != "numpy.ndarray":
        raise TypeError("an array of an unknown class")
    return np.empty(0, np.int8)


def set_array_state(made: NDArray[Any], state: Any) -> None:
    """Shape, type and bytes. Raises where they do not belong together or where the array has contents."""
    if not made.flags.owndata or made.shape != (0,):
        raise TypeError("an array gets its contents twice")
    if type(state) is not tuple or len(state) != 5:
        raise TypeError("the state of an array is not right")
    _, shape, kind, fortran, raw = state
    raw = as_bytes(raw)
    if type(kind) is not PickledDtype or type(fortran) not in (bool, int) or type(shape) is not tuple:
        raise TypeError("the state of an array is not right")
    check_shape(shape)
    dtype = kind.dtype()
    if dtype.itemsize * math.prod(shape) != len(raw):
        raise ValueError("an array has more or fewer bytes than its shape says")
    made.__setstate__((1, shape, dtype, bool(fortran), raw))  # type: ignore[arg-type] # too narrow in the stubs


def check_shape(shape: Any) -> None:
    """Raise TypeError where `shape` is no tuple of at most eight lengths."""
    if type(shape) is not tuple or len(shape) > 8 or any(type(n) is not int or n < 0 for n in shape):
        raise TypeError("the shape of an array is not right")


def make_scalar(kind: Any, raw: Any) -> Any:
    """One number as NumPy's own type."""
    raw = as_bytes(raw)
    if type(kind) is not PickledDtype or kind.dtype().itemsize != len(raw) or not raw:
        raise TypeError("a number is not right")
    return np.frombuffer(raw, kind.dtype())[0]


def make_array_of_buffer(buffer: Any, kind: Any, shape: Any, order: Any) -> NDArray[Any]:
    """The array of protocol 5, bytes within the pickle."""
    if type(kind) is not PickledDtype or order not in ("C", "F"):
        raise TypeError("an array is not right")
    check_shape(shape)
    return np.frombuffer(as_bytes(buffer), kind.dtype()).reshape(shape, order=order).copy()


def encode(text: Any, encoding: Any = "latin1") -> bytes:
    """`_codecs.encode`, by which protocol 2 writes bytes."""
    if type(text) is not str or encoding not in ("latin1", "latin-1"):
        raise TypeError("bytes are not written in Latin-1")
    return text.encode("latin-1")


def no_bytes() -> bytes:
    """`bytes()`, by which protocol 2 writes empty bytes."""
    return b""


def as_bytes(raw: Any) -> bytes:
    """Bytes, which Python 2 wrote as a str. Raises TypeError for anything else."""
    if type(raw) is str:
        return raw.encode("latin-1")
    if type(raw) is not bytes:
        raise TypeError("bytes are expected")
    return raw


_MULTIARRAY = ("numpy.core.multiarray", "numpy._core.multiarray")
_NUMERIC = ("numpy.core.numeric", "numpy._core.numeric")

NUMPY = PLAIN | Vocabulary(
    constructors={
        "numpy.dtype": make_dtype,
        "_codecs.encode": encode,
        "builtins.bytes": no_bytes,
        "__builtin__.bytes": no_bytes,
        **{f"{module}._reconstruct": make_array for module in _MULTIARRAY},
        **{f"{module}.scalar": make_scalar for module in _MULTIARRAY},
        **{f"{module}._frombuffer": make_array_of_buffer for module in _NUMERIC},
    },
    names=frozenset({"numpy.ndarray"}),
    builders={PickledDtype: set_dtype_state, np.ndarray: set_array_state},
)
"""Plain values, arrays and numbers."""
