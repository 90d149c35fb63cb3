"""Starting with the login: only where the person chose it, and gone when they take it back."""

import contextlib
import os
import plistlib
import subprocess
import sys
from pathlib import Path

from photosearch.files import write_atomically

BACKGROUND_OPTION = "--background"
_NAME = "Photosearch"
_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
_LABEL = "io.github.photosearch"
_QUOTED = '"`$\\'
_RESERVED = set(" \t\n\"'\\><~|&;$*?#()`")


def is_enabled() -> bool:
    """Whether Photosearch starts at login; false also where the person switched it off in the system."""
    if sys.platform == "win32":
        return _windows_value() is not None
    path = _entry_path()
    try:
        content = path.read_bytes()
    except OSError:
        return False
    return sys.platform == "darwin" or b"\nHidden=true" not in content


def set_enabled(enabled: bool, command: list[str] | None = None) -> None:
    """Have it start at login, or no longer; blocks for a file. Raises OSError."""
    command = command or start_command()
    if sys.platform == "win32":
        _set_windows_value(subprocess.list2cmdline(command) if enabled else None)
    elif enabled:
        path = _entry_path()
        path.parent.mkdir(parents=True, exist_ok=True)
        content = _launch_agent(command) if sys.platform == "darwin" else desktop_entry(command)
        write_atomically(path, content)
    else:
        _entry_path().unlink(missing_ok=True)


def start_command() -> list[str]:
    """What starts this very Photosearch in the background."""
    return [*program_command(), BACKGROUND_OPTION]


def program_command() -> list[str]:
    """What starts this very Photosearch."""
    if image := os.environ.get("APPIMAGE"):
        return [image]
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [_windowless(sys.executable), "-m", "photosearch"]


def desktop_entry(command: list[str]) -> bytes:
    """The entry for desktops that follow freedesktop.org."""
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        f"Name={_NAME}",
        f"Exec={' '.join(map(_quoted, command))}",
        "Icon=photosearch",
        "Terminal=false",
        "X-GNOME-Autostart-enabled=true",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8", "surrogateescape")


def _quoted(argument: str) -> str:
    """As the Desktop Entry Specification has it: quoted for Exec, then escaped as any value is."""
    if not argument or _RESERVED & set(argument):
        inner = "".join(f"\\{sign}" if sign in _QUOTED else sign for sign in argument)
        argument = f'"{inner}"'
    return argument.replace("\\", "\\\\").replace("\n", "\\n").replace("%", "%%")


def _launch_agent(command: list[str]) -> bytes:
    return plistlib.dumps({"Label": _LABEL, "ProgramArguments": command, "RunAtLoad": True})


def _entry_path() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "LaunchAgents" / f"{_LABEL}.plist"
    given = os.environ.get("XDG_CONFIG_HOME", "")
    config = Path(given) if os.path.isabs(given) else Path.home() / ".config"
    return config / "autostart" / "photosearch.desktop"


def _windowless(python: str) -> str:
    """On Windows the Python that opens no terminal."""
    beside = os.path.join(os.path.dirname(python), "pythonw.exe")
    return beside if sys.platform == "win32" and os.path.exists(beside) else python


def _windows_value() -> str | None:
    if sys.platform == "win32":
        import winreg

        with contextlib.suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
            return str(winreg.QueryValueEx(key, _NAME)[0])
    return None


def _set_windows_value(command: str | None) -> None:
    if sys.platform == "win32":
        import winreg

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
            if command is not None:
                winreg.SetValueEx(key, _NAME, 0, winreg.REG_SZ, command)
                return
            with contextlib.suppress(FileNotFoundError):
                winreg.DeleteValue(key, _NAME)
