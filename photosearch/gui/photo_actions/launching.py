"""Starting other programs, which outlive this one and of which nothing is read."""

import os
import subprocess
import sys
import threading
from collections.abc import Sequence

_LOADER_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "QT_PLUGIN_PATH")


def launch(arguments: "Sequence[str | bytes] | str", folder: str | None = None) -> None:
    """Start a program; for a thread. Arguments as bytes reach it unchanged, where Qt would change names that
    are no Unicode. Text alone is a command line of Windows.

    Raises OSError where it cannot be started.
    """
    process = subprocess.Popen(
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=_environment(),
        start_new_session=True,
    )
    # Someone has to take note of its end, or it stays in the process table.
    threading.Thread(target=process.wait, name="launched", daemon=True).start()


def _environment() -> dict[str, str]:
    """Ours, without what a frozen program needs for its own libraries alone."""
    values = dict(os.environ)
    if getattr(sys, "frozen", False):
        for name in _LOADER_PATHS:
            original = values.pop(f"{name}_ORIG", None)
            values.pop(name, None)
            if original is not None:
                values[name] = original
    return values
