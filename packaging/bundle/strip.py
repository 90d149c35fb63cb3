"""Take out of the built program's libraries what is of no use elsewhere; for Linux."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# Of PyTorch and Python. Others were changed after they were linked, which `strip` does not expect, or have
# next to nothing to take out.
_PATTERNS = ("_internal/torch/lib/*.so", "_internal/libpython*.so*", "_internal/python3*/lib-dynload/*.so")


def strip(program: Path) -> int:
    """Names for debuggers, and where Python's libraries lay on this computer.

    program: the folder. Returns how many bytes that freed. Raises CalledProcessError.
    """
    before = sum(path.stat().st_size for path in _libraries(program))
    for path in _libraries(program):
        subprocess.run(["strip", "--strip-unneeded", str(path)], check=True)
        _forget_search_path(path)
    return before - sum(path.stat().st_size for path in _libraries(program))


def _libraries(program: Path) -> Iterator[Path]:
    for pattern in _PATTERNS:
        yield from (path for path in program.glob(pattern) if not path.is_symlink())


def _forget_search_path(path: Path) -> None:
    """A Python that was compiled by hand has its libraries search the folder it was installed in."""
    place = f"\0{sys.base_prefix}/lib\0".encode()
    content = path.read_bytes()
    if place in content:
        # Of the same length; an empty path is none.
        path.write_bytes(content.replace(place, b"\0" * len(place)))
