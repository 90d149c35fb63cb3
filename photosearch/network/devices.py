"""Where the network can run, found out without importing torch, which takes seconds."""

import importlib.util
import os
import platform
import re
import sys
from pathlib import Path

from photosearch.errors import PhotosearchError, UsageError

DEVICES = ("auto", "cpu", "cuda", "mps")


def choose_device(wanted: str = "auto") -> str:
    """`wanted`, or for "auto" the GPU ("cuda", "mps") where torch and a driver are there, else "cpu".

    A GPU named here is only likely: whether torch can use it shows when it is imported. Raises UsageError
    for a name that is no device, and PhotosearchError for a GPU asked for by name without torch or without
    such a GPU.
    """
    if wanted not in DEVICES:
        raise UsageError(f"There is no device {wanted!r}: choose one of {', '.join(DEVICES)}.")
    if wanted == "cpu":
        return "cpu"
    found = likely_gpu()
    if wanted == "auto":
        return found if found and torch_supports(found) else "cpu"
    if importlib.util.find_spec("torch") is None:
        raise PhotosearchError(
            f"The device {wanted!r} needs PyTorch, which is not installed: pip install 'photosearch[torch]', "
            "or choose the device 'cpu'."
        )
    if found != wanted or not torch_supports(wanted):
        raise gpu_missing(wanted)
    return wanted


def gpu_missing(device: str) -> PhotosearchError:
    """The error for a GPU asked for by name that is not there or that the installed torch cannot use."""
    return PhotosearchError(
        f"The device {device!r} cannot be used: there is no such GPU, its driver is missing, or the "
        "installed PyTorch was built without it. Choose the device 'cpu', or install the driver and a build "
        "of PyTorch for it."
    )


def likely_gpu() -> str | None:
    """The kind of GPU this machine has a driver for: "cuda" (also AMD's ROCm), "mps" or None."""
    if sys.platform == "darwin":
        return "mps" if platform.machine() == "arm64" else None
    if sys.platform == "win32":
        system = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32"
        return "cuda" if (system / "nvcuda.dll").exists() else None
    nodes = ("/dev/nvidiactl", "/proc/driver/nvidia/version", "/usr/lib/wsl/lib/libcuda.so.1", "/dev/kfd")
    return "cuda" if any(os.path.exists(node) for node in nodes) else None


def torch_supports(device: str) -> bool:
    """Whether the installed torch was built for `device`, read from its version file: no import."""
    spec = importlib.util.find_spec("torch")
    if spec is None or spec.origin is None:
        return False
    if device == "mps":
        return True
    try:
        text = (Path(spec.origin).parent / "version.py").read_text(encoding="utf-8")
    except OSError:
        return False
    return re.search(r"^(cuda|hip)\b[^=\n]*=\s*['\"]", text, re.MULTILINE) is not None
