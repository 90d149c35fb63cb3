"""Programs as Linux desktops know them: .desktop files, by the Desktop Entry Specification 1.5."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from photosearch.gui.photo_actions.file_addresses import address

_LARGEST = 1 << 20
_ESCAPES = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
_SEVERAL, _ONE = ("%F", "%U"), ("%f", "%u")


@dataclass(frozen=True)
class Application:
    """A program that opens files. `command` is its Exec line, unescaped; `file` the .desktop file."""

    id: str
    name: str
    icon: str
    command: str
    folder: str | None
    file: str
    types: frozenset[str]
    hidden: bool

    def commands(self, paths: Sequence[str]) -> list[list[bytes]]:
        """The program calls that open the files: one, or one for each where it takes no more.

        Raises ValueError where the Exec line is broken.
        """
        parts = split(self.command)
        several = any(part in _SEVERAL for part in parts)
        groups = [list(paths)] if several else [[path] for path in paths]
        return [
            [os.fsencode(word) for part in parts for word in self._words(part, group)] for group in groups
        ]

    def opens_files(self) -> bool:
        """Whether its command has a place for files."""
        return any(code in self.command for code in (*_SEVERAL, *_ONE))

    def _words(self, part: str, paths: Sequence[str]) -> list[str]:
        if part == "%F":
            return [os.path.abspath(path) for path in paths]
        if part == "%U":
            return [address(path) for path in paths]
        if part == "%i":
            return ["--icon", self.icon] if self.icon else []
        filled = self._filled(part, paths[0])
        # A part that was a field without a value is left out, an empty argument of the command is not.
        return [] if part.startswith("%") and not filled else [filled]

    def _filled(self, part: str, path: str) -> str:
        values = {"f": os.path.abspath(path), "u": address(path), "c": self.name, "k": self.file, "%": "%"}
        filled, rest = "", part
        while "%" in rest:
            before, _, rest = rest.partition("%")
            # Codes that are no longer used, and unknown ones, stand for nothing.
            filled += before + values.get(rest[:1], "")
            rest = rest[1:]
        return filled + rest


def read(path: str, identity: str, languages: Sequence[str]) -> Application | None:
    """The program of a .desktop file; None where it is none, or deleted, or not for a person to start."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            values = parse(file.read(_LARGEST))
    except OSError:
        return None
    if values.get("Type") != "Application" or not values.get("Exec"):
        return None
    if values.get("Hidden") == "true" or values.get("Terminal") == "true" or not _is_here(values):
        return None
    return Application(
        identity,
        _localised(values, "Name", languages) or identity,
        unescaped(values.get("Icon", "")),
        unescaped(values["Exec"]),
        unescaped(values.get("Path", "")) or None,
        path,
        frozenset(_list(values.get("MimeType", ""))),
        values.get("NoDisplay") == "true" or not _is_for(os.environ.get("XDG_CURRENT_DESKTOP", ""), values),
    )


def parse(text: str) -> dict[str, str]:
    """The keys of the group [Desktop Entry], values as they are written."""
    values: dict[str, str] = {}
    inside = False
    for line in text.split("\n"):
        line = line.strip()
        if line.startswith("["):
            inside = line == "[Desktop Entry]"
        elif inside and "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            values.setdefault(key.rstrip(), value.lstrip())
    return values


def unescaped(text: str) -> str:
    """A value with its escapes read."""
    result, rest = "", text
    while "\\" in rest:
        before, _, rest = rest.partition("\\")
        result += before + _ESCAPES.get(rest[:1], "\\" + rest[:1])
        rest = rest[1:]
    return result + rest


def split(command: str) -> list[str]:
    """The arguments of an Exec line, quotes read. Raises ValueError for a quote without its end."""
    parts: list[str] = []
    word: str | None = None
    quoted = False
    characters = iter(command)
    for character in characters:
        if quoted and character == "\\":
            word = (word or "") + next(characters, "")
        elif character == '"':
            quoted, word = not quoted, word or ""
        elif character in " \t\n" and not quoted:
            if word is not None:
                parts.append(word)
            word = None
        else:
            word = (word or "") + character
    if quoted:
        raise ValueError("a quote without its end")
    return parts if word is None else [*parts, word]


def _is_here(values: Mapping[str, str]) -> bool:
    program = unescaped(values.get("TryExec", ""))
    if not program:
        return True
    if "/" in program:
        return os.access(program, os.X_OK)
    folders = os.environ.get("PATH", "").split(os.pathsep)
    return any(os.access(os.path.join(folder, program), os.X_OK) for folder in folders)


def _is_for(desktops: str, values: Mapping[str, str]) -> bool:
    here = set(desktops.split(":")) - {""}
    only = _list(values.get("OnlyShowIn", ""))
    if only and not here & set(only):
        return False
    return not here & set(_list(values.get("NotShowIn", "")))


def _localised(values: Mapping[str, str], key: str, languages: Sequence[str]) -> str:
    for language in languages:
        if f"{key}[{language}]" in values:
            return unescaped(values[f"{key}[{language}]"])
    return unescaped(values.get(key, ""))


def _list(value: str) -> list[str]:
    return [part for part in value.split(";") if part]
