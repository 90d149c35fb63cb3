"""The package for Debian, Ubuntu and their kin, made with dpkg-deb alone."""

import gzip
import os
import re
import shutil
import subprocess
from pathlib import Path

from tree import Edition, write_share

HERE = Path(__file__).resolve().parent
PROGRAM = "/usr/bin/photosearch"
MAINTAINER = "Photosearch contributors <photosearch@users.noreply.github.com>"
# Built with this one, it asks for nothing older.
_LEAST = {"libc6": "libc6 (>= 2.36)", "libstdc++6": "libstdc++6 (>= 12)"}
_FONT = "fonts-dejavu-core | fonts-freefont-ttf | fonts-liberation | fonts-noto-core"
# Works where the desktop has it, and is not wanted elsewhere: Qt's part for the theme of GTK.
_OPTIONAL = ("libqgtk3.so",)
_DESCRIPTION = """\
find copies of photos, and photos of the same place
 Photosearch finds, in your own photo folders, the copies of a picture and the
 other photos of the same place or thing. Everything happens on your computer.
 .
 It compares photos with a neural network that is included, proves by points
 that agree that two photos show the same place, helps to choose which copy to
 keep, and can learn from your own places.
"""


def make(program: Path, icons: Path, edition: Edition, work: Path, folder: Path) -> Path:
    """Write photosearch_VERSION_ARCHITECTURE.deb into `folder` and return it. program: the built folder."""
    root = work / "deb"
    shutil.rmtree(root, ignore_errors=True)
    usr = root / "usr"
    (usr / "lib").mkdir(parents=True)
    # Hard links: the program is large.
    shutil.copytree(program, usr / "lib" / "photosearch", symlinks=True, copy_function=os.link)
    (usr / "bin").mkdir()
    (usr / "bin" / "photosearch").symlink_to("../lib/photosearch/photosearch")
    write_share(usr / "share", edition, icons)
    _write_documents(usr / "share", edition)
    architecture = _output("dpkg", "--print-architecture")
    _write_control(root, edition, architecture, depends(program))
    _set_modes(root)
    made = folder / f"photosearch_{edition.version}_{architecture}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "-z2", "--build", str(root), str(made)], check=True
    )
    shutil.rmtree(root)
    return made


def _write_documents(share: Path, edition: Edition) -> None:
    documents = share / "doc" / "photosearch"
    documents.mkdir(parents=True)
    shutil.copyfile(HERE / "copyright", documents / "copyright")
    day = _output("date", "--rfc-email", "--utc", f"--date={edition.date}")
    changes = f"""photosearch ({edition.version}) unstable; urgency=medium

  * See the release notes of this version.

 -- {MAINTAINER}  {day}
"""
    (documents / "changelog.gz").write_bytes(gzip.compress(changes.encode(), 9, mtime=0))
    overrides = share / "lintian" / "overrides"
    overrides.mkdir(parents=True)
    shutil.copyfile(HERE / "lintian-overrides", overrides / "photosearch")


def _write_control(root: Path, edition: Edition, architecture: str, depends: list[str]) -> None:
    size = sum(path.lstat().st_size for path in root.rglob("*") if not path.is_dir())
    control = root / "DEBIAN"
    control.mkdir()
    (control / "control").write_text(
        f"Package: photosearch\nVersion: {edition.version}\nArchitecture: {architecture}\n"
        f"Maintainer: {MAINTAINER}\n"
        f"Installed-Size: {size // 1024}\nDepends: {', '.join(depends)}\n"
        "Recommends: xdg-utils\nSuggests: python3-nautilus, python3-caja\n"
        "Section: graphics\nPriority: optional\nHomepage: https://photosearch.github.io\n"
        f"Description: {_DESCRIPTION}",
        encoding="utf-8",
    )
    lines = [
        f"{_output('md5sum', str(path)).split()[0]}  {path.relative_to(root)}\n"
        for path in sorted((root / "usr").rglob("*"))
        if path.is_file() and not path.is_symlink()
    ]
    (control / "md5sums").write_text("".join(lines), encoding="utf-8")


def _set_modes(root: Path) -> None:
    program = root / "usr" / "lib" / "photosearch"
    starters = {program / "photosearch", program / "_internal" / "torch" / "bin" / "torch_shm_manager"}
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path in starters else 0o644)


def depends(program: Path) -> list[str]:
    """The packages of this Debian that hold what the program links against and does not bring."""
    packages = {_package_of(name) for name in system_libraries(program)}
    return [*(_LEAST.get(name, name) for name in sorted(packages)), _FONT]


def system_libraries(program: Path) -> set[str]:
    """Libraries the program needs that are not inside it, by the names they are linked under."""
    inside = {path.name for path in program.rglob("*") if ".so" in path.name}
    needed: set[str] = set()
    for path in program.rglob("*"):
        if path.is_symlink() or not path.is_file() or path.name in _OPTIONAL:
            continue
        if ".so" in path.name or path.parent == program:
            told = subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, check=False)
            needed |= set(re.findall(r"NEEDED\s+(\S+)", told.stdout))
    return needed - inside


def _package_of(library: str) -> str:
    """Raises CalledProcessError where no package of this system holds it."""
    lines = _output("dpkg", "-S", f"*/{library}").splitlines()
    # Both kinds of a library may be there, and packages that carry a copy.
    folders = ("/lib/x86_64-linux-gnu/", "/lib/aarch64-linux-gnu/", "/lib64/")
    owners = {
        line.split(":")[0] for line in lines if line.endswith(tuple(f"{place}{library}" for place in folders))
    }
    if len(owners) != 1:
        raise ValueError(f"{library} belongs to {', '.join(sorted(owners)) or 'no package'}.")
    return owners.pop()


def _output(*command: str) -> str:
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "LC_ALL": "C"}
    )
    return done.stdout.strip()
