"""The licences of everything in the built program, as one text; ends with 1 where one is not known.

Run by the Python the program is built with: collect.py WORK OUT.txt
WORK: PyInstaller's work folder, whose tables say which files went in.
"""

import ast
import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import spdx

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
_TABLES = ("PYZ-00.toc", "COLLECT-00.toc")
_TEXT_NAME = re.compile(
    r"(^|/)(licen[cs]es?([._-][^/]*)?|copying[^/]*|notice[^/]*|[^/]*third.?party[^/]*"
    r"|licenses/.*licen[cs]e[^/]*)(\.(txt|md|rst))?$",
    re.IGNORECASE,
)
_COMMON = re.compile(r"/usr/share/common-licenses/([A-Za-z]+(?:-[0-9]+(?:\.[0-9]+)*)?)")
_LINE = "=" * 100


class UnknownLicenceError(Exception):
    """Something is inside of which the licence, or its text, is not known."""


@dataclass(frozen=True)
class Part:
    """One work inside: its licence as an SPDX expression, and the texts that come with it."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]
    # As package URLs name it, such as pkg:pypi/rich@15.0.0.
    address: str


def parts_of(sources: Iterable[Path]) -> list[Part]:
    """Whose works the files are, by name. Raises UnknownLicenceError."""
    wanted = set(sources)
    found = [part_of(one) for one in importlib.metadata.distributions() if wanted & set(_files(one))]
    owned = {path for one in importlib.metadata.distributions() for path in _files(one)}
    found += _system_parts(wanted - owned)
    found.append(_python())
    found.append(part_of(importlib.metadata.distribution("pyinstaller")))  # what starts the program
    return sorted({part.name.lower(): part for part in found}.values(), key=lambda part: part.name.lower())


def part_of(distribution: importlib.metadata.Distribution) -> Part:
    """One installed Python distribution. Raises UnknownLicenceError."""
    name, version = distribution.metadata["Name"], distribution.version
    licence = spdx.expression(distribution.metadata)
    if licence is None:
        raise UnknownLicenceError(f"{name} {version} does not tell its licence; see spdx.py")
    texts = tuple(dict.fromkeys(_texts(distribution))) or tuple(_standard_texts(licence))
    if not texts:
        raise UnknownLicenceError(f"The text of {licence}, the licence of {name}, is not in licences/texts")
    return Part(name, version, licence, texts, f"pkg:pypi/{name.lower()}@{version}")


def text_of(parts: Iterable[Part]) -> str:
    """All of it, for people to read."""
    parts = list(parts)
    head = (HERE / "head.txt").read_text(encoding="utf-8")
    overview = "\n".join(f"  {part.name} {part.version}: {part.licence}" for part in parts)
    bodies = (
        "\n".join((_LINE, f"{part.name} {part.version}", f"Licence: {part.licence}", _LINE, "", *part.texts))
        for part in parts
    )
    return "\n\n".join((head.rstrip(), overview, *bodies)) + "\n"


def sources_in(work: Path) -> Iterator[Path]:
    """The files PyInstaller took."""
    for name in _TABLES:
        table = ast.literal_eval((work / name).read_text(encoding="utf-8"))
        entries = next(one for one in table if isinstance(one, list) and one and isinstance(one[0], tuple))
        for _, source, *_ in entries:
            if source and Path(source).is_absolute():
                yield Path(source)


def _files(distribution: importlib.metadata.Distribution) -> Iterator[Path]:
    # Not `locate_file(...).resolve()` of each: there are ten thousands.
    folder = str(distribution.locate_file(""))
    for path in distribution.files or ():
        yield Path(folder, str(path))


def _texts(distribution: importlib.metadata.Distribution) -> Iterator[str]:
    for path in distribution.files or ():
        name = path.as_posix()
        inside = re.sub(r"^[^/]*\.dist-info/", "", name)
        if "_vendor/" in name or not (_TEXT_NAME.search(inside) and path.suffix not in (".py", ".pyc")):
            continue
        text = Path(str(distribution.locate_file(path))).read_text(encoding="utf-8", errors="replace").strip()
        if text:
            yield text


def _standard_texts(licence: str) -> Iterator[str]:
    """Of an expression with OR: those of the first choice."""
    first = licence.split(" OR ")[0]
    for name in re.findall(r"[A-Za-z0-9.+-]+", first):
        path = ROOT / "LICENSE" if name == "Apache-2.0" else HERE / "texts" / f"{name}.txt"
        if path.exists():
            yield path.read_text(encoding="utf-8")
        if name.startswith("LGPL-3"):  # it is an addition to the GPL
            yield (HERE / "texts" / "GPL-3.0-only.txt").read_text(encoding="utf-8")


def _python() -> Part:
    version = ".".join(map(str, sys.version_info[:3]))
    for folder in (sysconfig.get_path("stdlib"), sys.base_prefix):
        for path in (Path(folder, "LICENSE.txt"), Path(folder, "LICENSE")):
            if path.exists():
                text = path.read_text(encoding="utf-8")
                return Part("Python", version, "PSF-2.0", (text,), f"pkg:generic/python@{version}")
    raise UnknownLicenceError("Python's LICENSE.txt is not beside its library")


def _system_parts(files: Iterable[Path]) -> Iterator[Part]:
    """Libraries of the system that went in; on Debian its packages tell their licences."""
    owners: set[str] = set()
    # Python's own, ours, and on Windows the runtime libraries that Microsoft lets everyone pass on.
    # A Python of the system shares its folder with all else.
    python = sysconfig.get_path("stdlib") if sys.base_prefix == "/usr" else sys.base_prefix
    ours = [folder for folder in (python, ROOT, os.environ.get("SYSTEMROOT")) if folder]
    for path in sorted(files):
        if path.suffix in (".py", ".pyc") or any(map(path.is_relative_to, ours)):
            continue
        owner = _debian_owner(path)
        if owner is None:
            if re.search(r"\.so|\.dylib$|\.dll$", path.name):
                raise UnknownLicenceError(f"{path} belongs to no package that tells its licence")
            continue
        owners.add(owner)
    for owner in sorted(owners):
        yield _debian_part(owner)


def _debian_owner(path: Path) -> str | None:
    if shutil.which("dpkg") is None:
        return None
    # /lib is a link to /usr/lib, and packages tell either.
    real = path.resolve()
    names = (str(path), str(real), str(real).removeprefix("/usr"))
    for name in dict.fromkeys(names):
        asked = subprocess.run(["dpkg", "-S", name], capture_output=True, text=True, check=False)
        if asked.returncode == 0:
            return asked.stdout.split(":")[0].split(",")[0]
    return None


def _debian_part(package: str) -> Part:
    query = ["dpkg-query", "-W", "-f", "${Version}\n", package]
    version = subprocess.run(query, capture_output=True, text=True, check=True).stdout.split()[0]
    text = Path("/usr/share/doc", package, "copyright").read_text(encoding="utf-8", errors="replace")
    names = sorted(set(_COMMON.findall(text)))
    common = [Path("/usr/share/common-licenses", name) for name in names]
    texts = (text, *(path.read_text(encoding="utf-8") for path in common if path.is_file()))
    return Part(f"{package} (Debian)", version, "as told below", texts, f"pkg:deb/debian/{package}@{version}")


if __name__ == "__main__":
    try:
        collected = text_of(parts_of(sources_in(Path(sys.argv[1]))))
    except UnknownLicenceError as error:
        sys.exit(f"{error}.")
    Path(sys.argv[2]).write_text(collected, encoding="utf-8")
