"""A file written by `torch.save`, read as plain data: the zip archive of torch 1.6 and the stream before it.

The layouts are those of torch/serialization.py. Own code; torch is not needed to read them.
"""

import io
import struct
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.errors import PhotosearchError
from photosearch.network.importing.archive import open_archive, read_member
from photosearch.network.importing.restricted_pickle import PLAIN, RefusedPickleError, read_pickle
from photosearch.network.importing.stored_tensors import TORCH, Storage, StoredTensor, make_storage

_MAGIC = 0x1950A86A20F9469CFC6C
_PROTOCOL = 1001


class TorchFile:
    """What was saved, and its tensors when they are asked for.

    value: dicts, lists, tuples, texts, numbers, NumPy arrays, `StoredTensor` and `StandIn`.
    """

    def __init__(self, value: Any, read: Callable[[Storage], bytes]) -> None:
        self.value = value
        self._read = read

    def array(self, tensor: Any) -> NDArray[Any] | None:
        """A tensor or array among the values as an array; None where it is neither."""
        if type(tensor) is StoredTensor:
            return tensor.array(self._read)
        return tensor if type(tensor) is np.ndarray else None


def read_torch_file(data: bytes, what: str) -> TorchFile:
    """Read the bytes of a file. what: its name for messages.

    Raises RefusedPickleError where it asks for anything but data, PhotosearchError where it is no such file
    or is damaged.
    """
    if data.startswith(b"PK"):
        return _read_zip(data, what)
    if data[257:262] == b"ustar":
        raise PhotosearchError(
            f"{what} was saved by torch 0.1 or is no checkpoint: a later torch must save it anew first."
        )
    if not data.startswith(b"\x80"):
        raise PhotosearchError(f"{what} is no checkpoint: neither a zip archive nor a pickle of torch.")
    return _read_stream(data, what)


def _read_zip(data: bytes, what: str) -> TorchFile:
    archive = open_archive(data, what)
    names = [info.filename for info in archive.infolist() if info.filename.endswith("/data.pkl")]
    if len(names) != 1:
        raise PhotosearchError(f"{what} is a zip archive, but not of a torch checkpoint.")
    root = names[0].removesuffix("data.pkl")
    if f"{root}constants.pkl" in archive.namelist():
        raise PhotosearchError(f"{what} is a TorchScript program, not a checkpoint: it is not run.")
    if (
        f"{root}byteorder" in archive.namelist()
        and read_member(archive, f"{root}byteorder", what) != b"little"
    ):
        raise PhotosearchError(f"{what} was saved by a big-endian computer, which is not supported.")
    known: dict[str, bytes] = {}

    def read(storage: Storage) -> bytes:
        if storage.key not in known:
            known[storage.key] = read_member(archive, f"{root}data/{storage.key}", what)
        return known[storage.key]

    vocabulary = TORCH.with_persistent(_described)
    return TorchFile(read_pickle(read_member(archive, names[0], what), vocabulary, what), read)


def _described(identity: Any) -> Storage:
    """('storage', type, key, location, numel), in the stream with a sixth that tells of a view."""
    if type(identity) is not tuple or len(identity) not in (5, 6) or identity[0] != "storage":
        raise TypeError("data outside the pickle is not described as torch does it")
    _, kind, key, _, numel, *view = identity
    if view and view[0] is not None:
        raise TypeError("a storage is a part of another, as only torch before 0.4 saved it")
    return make_storage(kind, key, numel)


def _read_stream(data: bytes, what: str) -> TorchFile:
    stream = io.BytesIO(data)
    if read_pickle(stream, PLAIN, what) != _MAGIC:
        raise PhotosearchError(f"{what} is a pickle, but not of a torch checkpoint.")
    if read_pickle(stream, PLAIN, what) != _PROTOCOL:
        raise PhotosearchError(f"{what} was saved by an unknown version of torch.")
    system = read_pickle(stream, PLAIN, what)
    if type(system) is not dict or system.get("little_endian") is not True:
        raise PhotosearchError(f"{what} was saved by a big-endian computer, which is not supported.")
    storages: dict[str, Storage] = {}

    def note(identity: Any) -> Storage:
        storage = _described(identity)
        if storages.setdefault(storage.key, storage) != storage:
            raise TypeError("two storages have one name")
        return storage

    value = read_pickle(stream, TORCH.with_persistent(note), what)
    keys = read_pickle(stream, PLAIN, what)
    if type(keys) is not list or not all(type(key) is str for key in keys):
        raise RefusedPickleError(f"{what} is damaged: the list of its tensors cannot be read.")
    contents = _stream_contents(data, stream.tell(), [storages.get(key) for key in keys], what)
    return TorchFile(value, lambda storage: contents.get(storage.key, b""))


def _stream_contents(
    data: bytes, start: int, storages: list[Storage | None], what: str
) -> Mapping[str, bytes]:
    """The bytes by key: eight bytes of length in elements, then the elements, one storage after another."""
    contents = {}
    view = memoryview(data)
    for storage in storages:
        if storage is None or len(data) < start + 8:
            raise PhotosearchError(f"{what} is cut short or damaged.")
        (numel,) = struct.unpack_from("<q", data, start)
        end = start + 8 + storage.numel * storage.dtype.itemsize
        if numel != storage.numel or end > len(data):
            raise PhotosearchError(f"{what} is cut short or damaged.")
        contents[storage.key] = view[start + 8 : end]
        start = end
    return contents  # type: ignore[return-value] # memoryviews, read like bytes
