"""Writing our own files so that a crash or a full disk never leaves half of one."""

import contextlib
import os
from pathlib import Path


def write_atomically(path: Path, content: bytes) -> None:
    """Write `content` under `path`: the old file stays until the new one is whole and on disk.

    Raises OSError.
    """
    # Not `tempfile`: its files can be read by their owner alone, and the name may be of any length already.
    temporary = path.with_name(f".photosearch-{os.getpid()}.part")
    try:
        with open(temporary, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
