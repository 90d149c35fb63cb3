"""Which file systems lie below a folder, and whether they tell of changes."""

import os
import sys
from pathlib import Path

# Kinds whose changes made on another machine are not reported to this one.
_SILENT_KINDS = frozenset(
    {
        "9p",
        "afs",
        "ceph",
        "cifs",
        "davfs",
        "drvfs",
        "glusterfs",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
        "vboxsf",
    }
)


def mount_point(path: bytes) -> bytes | None:
    """The mount point `path` lies on; None for the root of the file system."""
    while not os.path.ismount(path):
        parent = os.path.dirname(path)
        if parent == path:
            return None
        path = parent
    return path if os.path.dirname(path) != path else None


def sends_events(path: bytes) -> bool:
    """Whether the system reports changes below `path`: not on network drives and virtual machines' shares."""
    if sys.platform == "win32":
        import ctypes

        remote = 4
        drive = os.path.splitdrive(os.fsdecode(path))[0]
        return not drive.startswith("\\\\") and ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") != remote
    if sys.platform == "darwin":
        # External and network volumes alike: looking again now and then is never wrong.
        return not path.startswith(b"/Volumes/")
    kind = _kind(path)
    return kind not in _SILENT_KINDS and not kind.startswith("fuse.")


def _kind(path: bytes) -> str:
    """The file system's kind as Linux names it; empty where it cannot be told."""
    try:
        lines = Path("/proc/self/mountinfo").read_bytes().splitlines()
    except OSError:
        return ""
    place, kind = b"", ""
    for line in lines:
        fields, _, rest = line.partition(b" - ")
        at = fields.split()[4].replace(b"\\040", b" ").replace(b"\\011", b"\t").replace(b"\\134", b"\\")
        inside = path == at or path.startswith(at.rstrip(b"/") + b"/")
        if inside and len(at) >= len(place):
            place, kind = at, rest.split()[0].decode("ascii", "replace")
    return kind
