"""What the photos of the grid are grouped by: kinds for what a search found, months for the library."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from photosearch.services.records import Result


@dataclass(frozen=True)
class Section:
    """Rows that belong together, one after the other; without a title they have no heading."""

    title: str
    ids: Sequence[int]


def kind_title(kind: str) -> str:
    """The heading over results of one kind."""
    return {
        "copy": QCoreApplication.translate("Results", "Copies"),
        "same": QCoreApplication.translate("Results", "Same place or thing"),
        "alike": QCoreApplication.translate("Results", "Looks alike"),
    }.get(kind, kind)


def by_kind(results: Iterable[Result]) -> list[Section]:
    """Results, in the order they come, under the headings of their kinds, surest first."""
    ids: dict[str, list[int]] = {"copy": [], "same": [], "alike": []}
    for result in results:
        ids.setdefault(result.kind, []).append(result.photo.id)
    return [Section(kind_title(kind), found) for kind, found in ids.items() if found]


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
            yield Section(section.title, ids)
