"""A screen for the real program: an X server without a monitor, a window manager, keys and a mouse."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

NEEDED = ("Xvfb", "openbox", "xdotool")
_STEP_S = 0.1

# A process of its own: Qt draws on one screen only, and the test's is the offscreen one.
_GRAB = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication(sys.argv)
sys.exit(not app.primaryScreen().grabWindow(0).save(sys.argv[1]))
"""


def missing() -> list[str]:
    """The programs that are needed and not installed."""
    return [name for name in NEEDED if shutil.which(name) is None]


def until(reached: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Wait for something another process does; fails where it does not."""
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, f"waited {seconds:.0f} s in vain for {what}"
        time.sleep(_STEP_S)


class Screen:
    """An X server with a window manager; `environment` leads programs to it."""

    def __init__(self, size: str, environment: Mapping[str, str]) -> None:
        read, write = os.pipe()
        self._processes = [
            subprocess.Popen(
                ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
                pass_fds=[write],
                stderr=subprocess.DEVNULL,
            )
        ]
        os.close(write)
        with os.fdopen(read) as file:
            number = file.readline().strip()
        assert number, "the X server did not start"
        self.environment = {**environment, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        self._processes.append(subprocess.Popen(["openbox"], env=self.environment, stderr=subprocess.DEVNULL))

    def close(self) -> None:
        """End window manager and server."""
        for process in reversed(self._processes):
            process.send_signal(signal.SIGTERM)
            process.wait(10)

    def tool(self, *arguments: str) -> str:
        """Run xdotool; what it prints, empty where it found nothing."""
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, text=True, timeout=30
        )
        return done.stdout.strip()

    def keys(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.tool("key", "--clearmodifiers", key)

    def write(self, text: str) -> None:
        """Type text."""
        self.tool("type", "--delay", "15", text)

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Press a mouse button at a point of the screen."""
        self.tool("mousemove", str(x), str(y), "click", str(button))

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press at one point, move to another in steps as a hand does, let go."""
        self.tool("mousemove", *map(str, start), "mousedown", "1")
        for step in range(1, 21):
            x, y = (a + (b - a) * step // 20 for a, b in zip(start, end, strict=True))
            self.tool("mousemove", str(x), str(y), "sleep", "0.02")
        self.tool("sleep", "0.3", "mouseup", "1")

    def window(self, title: str) -> str:
        """The number of the visible window whose title has these words; empty where there is none."""
        return self.tool("search", "--onlyvisible", "--name", title).split("\n")[0]

    def active_title(self) -> str:
        """The title of the window that has the keyboard."""
        return self.tool("getactivewindow", "getwindowname")

    def save(self, path: Path) -> None:
        """Save what is on the screen as a picture."""
        subprocess.run([sys.executable, "-c", _GRAB, str(path)], env=self.environment, check=True, timeout=30)
