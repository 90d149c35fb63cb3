"""Why one photo could not be read: the only error that leaves the imaging package for a file's own fault."""

from __future__ import annotations

import errno

from photosearch.errors import PhotosearchError

# What another attempt may cure although the file itself has not changed since. A crash is not among them: the
# same file would only take down a worker again on every run.
_TRANSIENT = frozenset({"timeout", "unreadable", "missing", "changed", "memory"})

# Faults of the disk or the network. Others (a seek before the start,
# say) come from what a damaged file told its codec.
_DEVICE_ERRORS = frozenset(
    getattr(errno, name)
    for name in ("EIO", "ESTALE", "EACCES", "EPERM", "ENODEV", "ENXIO", "ETIMEDOUT", "EHOSTDOWN", "ENOTCONN")
    if hasattr(errno, name)
)

DAMAGED = "the file is cut short or damaged"
UNSUPPORTED = "not a picture in a format Photosearch knows"
EMPTY = "the file is empty"


class ReadError(PhotosearchError):
    """A photo that cannot be read.

    `reason` is a short plain sentence for the person. `kind` is one of 'damaged', 'unsupported', 'too_large',
    'timeout', 'crash', 'unreadable', 'missing', 'changed', 'not_a_file', 'empty', 'memory'.
    """

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(kind, reason)
        self.kind = kind
        self.reason = reason

    def __str__(self) -> str:
        return self.reason

    @property
    def transient(self) -> bool:
        """Whether the next run should try again even if the file is the same."""
        return self.kind in _TRANSIENT


def damaged() -> ReadError:
    return ReadError("damaged", DAMAGED)


def unsupported() -> ReadError:
    return ReadError("unsupported", UNSUPPORTED)


def from_system(error: OSError) -> ReadError:
    """What the operating system's refusal to open or read a file means for the person."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return ReadError("missing", "the file does not exist, or the link leads nowhere")
    if isinstance(error, PermissionError):
        return ReadError("unreadable", "there is no permission to read the file")
    if error.errno == errno.ELOOP:
        return ReadError("unreadable", "the link leads in a circle")
    if error.errno == errno.ENAMETOOLONG:
        return ReadError("missing", "the file name is too long")
    return ReadError("unreadable", f"the file could not be read: {error.strerror or 'input/output error'}")


def from_codec(error: Exception) -> ReadError:
    """What an exception out of a decoder means for the person."""
    if isinstance(error, ReadError):
        return error
    if isinstance(error, OSError) and error.errno in _DEVICE_ERRORS:
        return from_system(error)
    text = str(error).lower()
    if isinstance(error, MemoryError) or "out of memory" in text or "bad_alloc" in text or "allocat" in text:
        return ReadError("memory", "there was not enough memory to open the picture")
    return damaged()
