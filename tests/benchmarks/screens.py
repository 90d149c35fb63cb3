"""A screen for what has to be measured in a real window."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def display(size: str = "1920x1080") -> Iterator[str]:
    """An X server without a monitor; its name for DISPLAY."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def own_folders(folder: str) -> dict[str, str]:
    """Variables that keep a program's settings and caches below a folder."""
    os.makedirs(f"{folder}/run", mode=0o700, exist_ok=True)
    names = ("CONFIG", "DATA", "CACHE", "STATE")
    return {
        **{f"XDG_{name}_HOME": f"{folder}/{name.lower()}" for name in names},
        "XDG_RUNTIME_DIR": f"{folder}/run",
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
    }
