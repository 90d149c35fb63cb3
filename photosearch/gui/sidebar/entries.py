"""What stands in the sidebar: its lines, made from what is in the library."""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from photosearch.gui.file_names import base_name, home_shortened, shown
from photosearch.gui.sidebar.saved import SavedSearch
from photosearch.gui.wording import number
from photosearch.services.records import FolderInfo, Overview


@dataclass(frozen=True)
class Entry:
    """A line. `kind` and `key` say what it stands for: folder and its path, saved and its name, all, map,
    copies, failures; heading parts them. `count` is at its right end. `faint`: not to be had now; `busy`: at
    work.
    """

    kind: str
    text: str
    key: str = ""
    icon: str = ""
    count: str = ""
    tip: str = ""
    spoken: str = ""
    faint: bool = False
    busy: bool = False


class Entries(QObject):
    """Makes the lines; an object for the sake of its `tr`."""

    def of_library(self, overview: Overview) -> list[Entry]:
        """All photos, the map and the copies."""
        located = overview.located
        nowhere = self.tr("None of your photos says where it was taken")
        return [
            Entry(
                "all",
                self.tr("All photos"),
                icon="photos",
                count=number(overview.photos),
                spoken=self._photos(overview.photos),
            ),
            Entry(
                "map",
                self.tr("Map"),
                icon="map",
                count=number(located) if located else "",
                tip=self.tr("Photos that say where they were taken") if located else nowhere,
                spoken=self._photos(located),
                faint=not located,
            ),
            Entry(
                "copies",
                self.tr("Copies"),
                icon="copy",
                tip=self.tr("Pictures that are there more than once, and which of them to keep"),
            ),
        ]

    def of_folders(self, folders: Sequence[FolderInfo], busy: Iterable[str], paused: bool) -> list[Entry]:
        """The folders, by name; those in `busy` are being read."""
        busy = set(busy)
        names = _telling_names([folder.path for folder in folders])
        entries = [
            self._of_folder(folder, names[folder.path], folder.path in busy, paused) for folder in folders
        ]
        return sorted(entries, key=lambda entry: (entry.text.casefold(), entry.key))

    def of_saved(self, searches: Iterable[SavedSearch]) -> list[Entry]:
        """The saved searches."""
        return [
            Entry(
                "saved",
                shown(search.name),
                key=search.name,
                icon="search",
                tip="\n".join(shown(home_shortened(part.path)) for part in search.parts),
            )
            for search in searches
        ]

    def of_failures(self, failures: int) -> list[Entry]:
        """The way to what could not be read, where there is any."""
        if not failures:
            return []
        tip = self._failures(failures)
        text = self.tr("Could not be read")
        return [Entry("failures", text, icon="warning", count=number(failures), tip=tip, spoken=tip)]

    def _of_folder(self, folder: FolderInfo, name: str, busy: bool, paused: bool) -> Entry:
        state = self._state(folder, busy, paused)
        lines = [shown(folder.path), f"{self._photos(folder.photos)} · {state}"]
        if folder.failures:
            lines.append(self._failures(folder.failures))
        if folder.excludes:
            left_out = ", ".join(shown(pattern) for pattern in folder.excludes)
            lines.append(self.tr("Left out: {0}").format(left_out))
        return Entry(
            "folder",
            name,
            key=folder.path,
            icon="folder" if folder.present else "folder-off",
            count=number(folder.photos),
            tip="\n".join(lines),
            spoken=f"{self._photos(folder.photos)}, {state}",
            faint=not folder.present,
            busy=busy and folder.present,
        )

    def _state(self, folder: FolderInfo, busy: bool, paused: bool) -> str:
        if not folder.present:
            return self.tr("offline: it cannot be reached now, its photos stay in the library")
        if paused:
            return self.tr("paused")
        return self.tr("being read") if busy else self.tr("watched: new photos come in by themselves")

    def _photos(self, count: int) -> str:
        return self.tr("%n photo(s)", "", count)

    def _failures(self, count: int) -> str:
        return self.tr("%n file(s) could not be read", "", count)


def heading(text: str) -> Entry:
    """A heading above lines."""
    return Entry("heading", text, key=text)


def _telling_names(paths: Sequence[str]) -> dict[str, str]:
    """The last part of each path; with the folder above it where two are the same."""
    taken = Counter(base_name(path) for path in paths)
    names = {}
    for path in paths:
        name = base_name(path)
        above = base_name(os.path.dirname(path))
        names[path] = name if taken[name] == 1 else f"{above} / {name}"
    return names
