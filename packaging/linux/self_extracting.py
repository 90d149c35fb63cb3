"""An installer for any Linux: a shell script with the program behind it, for one user, without root."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from tree import Edition, write_share

HERE = Path(__file__).resolve().parent
# In the files of the desktop; the installer puts the place in that was chosen.
PROGRAM = "@INSTALLED_PROGRAM@"


def make(program: Path, icons: Path, edition: Edition, work: Path, folder: Path) -> Path:
    """Write photosearch-VERSION-MACHINE.run into `folder` and return it. program: the built folder."""
    root = work / "self-extracting"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    shutil.copytree(program, root / "photosearch", symlinks=True, copy_function=os.link)
    write_share(root / "share", Edition(edition.version, edition.date, PROGRAM), icons)
    shutil.copyfile(HERE / "uninstall.sh", root / "photosearch" / "uninstall.sh")
    payload = work / "payload.tar.gz"
    # As no one in particular, and the same bytes for the same files.
    subprocess.run(
        f"tar -C '{root}' --sort=name --owner=0 --group=0 --numeric-owner --mtime='{edition.date}Z' -cf - ."
        f" | gzip -n -6 > '{payload}'",
        shell=True,
        check=True,
    )
    made = folder / f"photosearch-{edition.version}-{os.uname().machine}.run"
    size = sum(path.lstat().st_size for path in root.rglob("*") if not path.is_dir())
    with open(made, "wb") as target, open(payload, "rb") as source:
        target.write(header(edition.version, payload, size))
        shutil.copyfileobj(source, target)
    made.chmod(0o755)
    payload.unlink()
    shutil.rmtree(root)
    return made


def header(version: str, payload: Path, size: int) -> bytes:
    """The script before the payload. size: bytes once unpacked."""
    text = (HERE / "install.sh").read_text(encoding="utf-8")
    with open(payload, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    for word, value in (
        ("@VERSION@", version),
        ("@SHA256@", digest),
        ("@KILOBYTES@", str(size // 1024)),
        ("@BYTES@", str(payload.stat().st_size)),
        ("@LINES@", str(text.count("\n") + 1)),
    ):
        text = text.replace(word, value)
    return text.encode()
