"""Which programs of a Linux desktop open a file, by the MIME Applications Associations Specification."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QMimeDatabase

from photosearch.gui.file_names import shown
from photosearch.gui.photo_actions.desktop_entry import Application, read

_HEAD = 16_384


@dataclass
class _Associations:
    """What the mimeapps.list files say, the person's own first."""

    default: dict[str, list[str]] = field(default_factory=dict)
    added: dict[str, list[str]] = field(default_factory=dict)
    removed: dict[str, list[str]] = field(default_factory=dict)


def programs_for(paths: Sequence[str], language: str) -> tuple[list[Application], list[Application]]:
    """The programs that open all of the files, the default one first; and all others that open files, by
    name. For a thread: reads the files' first bytes and all .desktop files. `language` such as de_AT.
    """
    known = all_programs(language)
    associations = _read_associations()
    kinds = list(dict.fromkeys(_kind_of(path) for path in paths))
    ranked = [list(_ranked(kind, known, associations)) for kind in kinds]
    shared = (
        [identity for identity in ranked[0] if all(identity in other for other in ranked)] if ranked else []
    )
    fitting = [known[identity] for identity in shared]
    others = [program for program in known.values() if program not in fitting and not program.hidden]
    return fitting, sorted(others, key=lambda program: program.name.casefold())


def all_programs(language: str) -> dict[str, Application]:
    """Every program that opens files, by the id of its desktop file."""
    languages = [language, language.partition("_")[0]]
    found: dict[str, Application | None] = {}
    for folder in _data_folders():
        for identity, path in _desktop_files(os.path.join(folder, "applications")):
            # A file in the person's own folder replaces the system's, even to delete it.
            if identity not in found:
                found[identity] = read(path, identity, languages)
    return {name: program for name, program in found.items() if program is not None and program.opens_files()}


def _kind_of(path: str) -> str:
    try:
        with open(path, "rb") as file:
            head = file.read(_HEAD)
    except OSError:
        head = b""
    return QMimeDatabase().mimeTypeForFileNameAndData(shown(os.path.basename(path)), head).name()


def _ranked(kind: str, known: dict[str, Application], associations: _Associations) -> Iterator[str]:
    """Ids of the programs for a kind of file, then for what it is a case of, as image/x-canon-cr2 is of
    image/x-dcraw.
    """
    seen: set[str] = set()
    mime = QMimeDatabase().mimeTypeForName(kind)
    for name in (kind, *mime.allAncestors()):
        if name in ("application/octet-stream", "text/plain"):
            continue
        listed = [program.id for program in known.values() if name in program.types and not program.hidden]
        for identity in (*associations.default.get(name, ()), *associations.added.get(name, ()), *listed):
            wanted = identity in known and identity not in associations.removed.get(name, ())
            if wanted and identity not in seen:
                seen.add(identity)
                yield identity


def _read_associations() -> _Associations:
    result = _Associations()
    groups = {
        "[Default Applications]": result.default,
        "[Added Associations]": result.added,
        "[Removed Associations]": result.removed,
    }
    for path in _association_files():
        try:
            with open(path, encoding="utf-8", errors="replace") as file:
                lines = file.read().split("\n")
        except OSError:
            continue
        group: dict[str, list[str]] | None = None
        for line in lines:
            line = line.strip()
            if line.startswith("["):
                group = groups.get(line)
            elif group is not None and "=" in line:
                kind, _, programs = line.partition("=")
                group.setdefault(kind.strip(), []).extend(
                    name for name in programs.strip().split(";") if name
                )
    return result


def _association_files() -> Iterator[str]:
    desktops = [name.lower() for name in os.environ.get("XDG_CURRENT_DESKTOP", "").split(":") if name]
    names = [*(f"{desktop}-mimeapps.list" for desktop in desktops), "mimeapps.list"]
    config = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    system = os.environ.get("XDG_CONFIG_DIRS") or "/etc/xdg"
    folders = [config, *system.split(":")]
    folders += [os.path.join(folder, "applications") for folder in _data_folders()]
    for folder in folders:
        for name in names:
            yield os.path.join(folder, name)


def _data_folders() -> Iterable[str]:
    home = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
    system = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    return dict.fromkeys([home, *(folder for folder in system.split(":") if folder)])


def _desktop_files(folder: str) -> Iterator[tuple[str, str]]:
    for base, _, names in os.walk(folder):
        for name in sorted(names):
            if name.endswith(".desktop"):
                path = os.path.join(base, name)
                yield os.path.relpath(path, folder).replace(os.sep, "-"), path
