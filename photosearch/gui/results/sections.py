"""What the photos of the grid are grouped by: kinds for what a search found, months for the library."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from photosearch.gui.results.found import Found

KINDS = ("copy", "same", "alike")
"""Surest first."""


@dataclass(frozen=True)
class Section:
    """Rows that belong together, one after the other; without a title they have no heading. `kind`: copy,
    same or alike, of results alone; `folded` photos lie under others of the section.
    """

    title: str
    ids: Sequence[int]
    kind: str = ""
    folded: int = 0


def kind_title(kind: str) -> str:
    """The heading over results of one kind."""
    return {
        "copy": QCoreApplication.translate("Results", "Copies"),
        "same": QCoreApplication.translate("Results", "Same place or thing"),
        "alike": QCoreApplication.translate("Results", "Looks alike"),
    }.get(kind, kind)


def by_kind(results: Iterable[tuple[int, Found]]) -> list[Section]:
    """Results (ids with what is known of them), in the order they come, under the headings of their kinds,
    surest first; bursts come after true copies.
    """
    ids: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for number, found in sorted(results, key=lambda result: result[1].burst):
        ids.setdefault(found.kind, []).append(number)
    return [Section(kind_title(kind), found, kind) for kind, found in ids.items() if found]


def by_month(ids: Sequence[int], months: Sequence[tuple[str, int]]) -> list[Section]:
    """Photos, newest first and undated last, under their months; `months` are YYYY-MM with counts, oldest
    first. Where the counts do not fit, as while photos stream in, there are no headings.
    """
    if not months or sum(count for _, count in months) > len(ids):
        return [Section("", ids)] if ids else []
    sections = []
    start = 0
    for month, count in reversed(months):
        sections.append(Section(month_title(month), ids[start : start + count]))
        start += count
    if start < len(ids):
        sections.append(Section(QCoreApplication.translate("Results", "Without a date"), ids[start:]))
    return sections


def month_title(month: str) -> str:
    """YYYY-MM as a person writes it, such as 'May 2021'."""
    date = QDate.fromString(month, "yyyy-MM")
    return QLocale().toString(date, "MMMM yyyy") if date.isValid() else month


def kept(sections: Iterable[Section], keep: Callable[[int], bool]) -> Iterator[Section]:
    """The sections with the ids that may stay; empty ones go."""
    for section in sections:
        ids = list(filter(keep, section.ids))
        if ids:
            yield replace(section, ids=ids)
