"""Pickles read without running anything they ask for: containers, text, numbers and NumPy arrays of numbers.

A pickle is a program that may call any function there is. Here the few names that NumPy's own pickles use
give inert stand-ins, checked and turned into arrays afterwards, and every other name is refused.
"""

import io
import math
import os
import pickle
import re
from collections.abc import Callable
from typing import Any

import numpy as np

from photosearch.errors import PhotosearchError

_MAX_BYTES = 512 << 20
_NUMBERS = re.compile(r"[|<>=]?(b1|[iu][1248]|f[248])|[|<>=]?[SU][0-9]{1,6}")


class RefusedPickleError(PhotosearchError):
    """A pickle that asks for more than data."""


class _Name:
    """What a name in a pickle gives: it may be called to make one kind of stand-in, and nothing else."""

    __slots__ = ("_make",)

    def __init__(self, make: Callable[..., Any]) -> None:
        self._make = make

    def __call__(self, *arguments: object) -> Any:
        return self._make(*arguments)

    def __setstate__(self, state: object) -> None:
        raise RefusedPickleError("a change to a name")


class _Dtype:
    """Stands in for a numpy.dtype: remembers what it is asked to be."""

    __slots__ = ("code", "order")

    def __init__(self, code: object = None, *_: object) -> None:
        self.code, self.order = code, "|"

    def __setstate__(self, state: object) -> None:
        if isinstance(state, tuple) and len(state) > 1 and state[1] in ("<", ">", "|", "="):
            self.order = state[1]

    def dtype(self) -> np.dtype[Any]:
        """Raises RefusedPickleError unless it is a number or text of fixed length."""
        if not isinstance(self.code, str) or not _NUMBERS.fullmatch(self.code):
            raise RefusedPickleError(f"an array of the kind {self.code!r}")
        return np.dtype(self.code).newbyteorder(self.order)  # type: ignore[arg-type] # one of four


class _Array:
    """Stands in for an array: shape, kind, order and data arrive later."""

    __slots__ = ("state",)

    def __init__(self, *_: object) -> None:
        self.state: object = None

    def __setstate__(self, state: object) -> None:
        self.state = state

    def value(self) -> np.ndarray:
        """Raises RefusedPickleError unless shape and data fit each other."""
        match self.state:
            case (_, tuple() as shape, _Dtype() as kind, fortran, bytes() | bytearray() | str() as data):
                raw = data.encode("latin-1") if isinstance(data, str) else data
            case _:
                raise RefusedPickleError("an array that is not one of plain numbers")
        if not all(type(side) is int and side >= 0 for side in shape):
            raise RefusedPickleError("an array of an impossible shape")
        dtype = kind.dtype()
        if math.prod(shape) * dtype.itemsize != len(raw):
            raise RefusedPickleError("an array whose shape does not fit its data")
        # Ground truth has arrays without entries, which frombuffer does not take.
        flat = np.frombuffer(raw, dtype) if raw else np.empty(0, dtype)
        return flat.reshape(shape, order="F" if fortran else "C").copy()


class _Scalar:
    """Stands in for a NumPy number."""

    __slots__ = ("array",)

    def __init__(self, kind: object = None, data: object = b"", *_: object) -> None:
        self.array = _Array()
        self.array.state = (1, (), kind, False, data)

    def __setstate__(self, state: object) -> None:
        raise RefusedPickleError("a change to a number")

    def value(self) -> object:
        """A plain Python number or text."""
        return self.array.value().item()


def _from_buffer(data: object, kind: object, shape: object, order: object = "C") -> _Array:
    """How pickles of protocol 5 make an array."""
    array = _Array()
    array.state = (1, shape, kind, order == "F", data)
    return array


def _encode(text: object, encoding: object = "latin1") -> bytes:
    """How pickles of protocol 2 make bytes; no codec but this one may be asked for."""
    if not isinstance(text, str) or encoding not in ("latin1", "latin-1"):
        raise RefusedPickleError("_codecs.encode with another codec than latin1")
    return text.encode("latin-1")


def _no_bytes(*arguments: object) -> bytes:
    """How pickles of protocol 2 write b''; with an argument it could ask for all the memory there is."""
    if arguments:
        raise RefusedPickleError("bytes with an argument")
    return b""


_ALLOWED: dict[tuple[str, str], Callable[..., Any]] = {
    ("numpy", "dtype"): _Dtype,
    ("numpy", "ndarray"): _Array,
    ("_codecs", "encode"): _encode,
}
for _core in ("core", "_core"):
    _ALLOWED[f"numpy.{_core}.multiarray", "_reconstruct"] = _Array
    _ALLOWED[f"numpy.{_core}.multiarray", "scalar"] = _Scalar
    _ALLOWED[f"numpy.{_core}.numeric", "_frombuffer"] = _from_buffer
for _builtins in ("builtins", "__builtin__"):
    _ALLOWED[_builtins, "bytes"] = _no_bytes
    _ALLOWED[_builtins, "set"] = set
    _ALLOWED[_builtins, "frozenset"] = frozenset


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """The stand-in for a name; the real thing behind it is never imported."""
        try:
            return _Name(_ALLOWED[module, name])
        except KeyError:
            raise RefusedPickleError(f"{module}.{name}") from None

    def persistent_load(self, identity: object) -> Any:
        raise RefusedPickleError(f"the outside object {identity!r}")


def read_pickle(path: str | os.PathLike[str]) -> Any:
    """The content of a pickle of Python 2 or 3: dict, list, tuple, set, str, bytes, numbers, NumPy arrays.

    Raises PhotosearchError where it cannot be read or is damaged, and RefusedPickleError, naming what it
    asked for, where it holds anything else; nothing of it runs.
    """
    try:
        if os.path.getsize(path) > _MAX_BYTES:
            raise PhotosearchError(f"{path} is too large for a ground truth ({_MAX_BYTES >> 20} MB at most).")
        with open(path, "rb") as file:
            content = file.read()
    except OSError as error:
        raise PhotosearchError(f"{path} could not be read ({error.strerror or error}).") from error
    try:
        return _plain(_Unpickler(io.BytesIO(content), encoding="latin-1").load(), {})
    except RefusedPickleError as error:
        raise RefusedPickleError(
            f"{path} is refused: it asks for {error}, and a ground truth needs only lists, texts, numbers "
            "and arrays. Nothing of it was run. Fetch the file again from the authors of the set."
        ) from None
    except Exception as error:  # a damaged pickle may raise anything at all
        raise PhotosearchError(f"{path} is damaged: it is no complete pickle ({error}).") from error


def _plain(value: Any, done: dict[int, Any]) -> Any:
    """`value` with the stand-ins turned into what they stand for.

    done: results by identity. Without it, lists that hold one list twice, which holds one list twice and so
    on would take for ever.
    """
    if value is None or isinstance(value, str | bytes | bool | int | float):
        return value
    if id(value) not in done:
        done[id(value)] = _plain_container(value, done)
    return done[id(value)]


def _plain_container(value: Any, done: dict[int, Any]) -> Any:
    if isinstance(value, dict):
        return {_plain(key, done): _plain(item, done) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return type(value)(_plain(item, done) for item in value)
    if isinstance(value, _Array | _Scalar):
        return value.value()
    raise RefusedPickleError(f"an object of the kind {type(value).__name__.lstrip('_')}")
