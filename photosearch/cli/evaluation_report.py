"""What `photosearch evaluate` shows: progress on stderr, the figures as a table or as JSON."""

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from photosearch.cli.output import ProgressLine, text_path
from photosearch.evaluation.benchmark import Benchmark, Photo
from photosearch.evaluation.describing import Descriptors
from photosearch.evaluation.metrics import RULE_NAMES, Figures
from photosearch.library.connection import printable
from photosearch.library.indexing import Progress
from photosearch.network.card import ModelCard

# Photos shown in a terminal that could not be read; JSON has them all.
_SHOWN = 20


class EvaluationLine(ProgressLine):
    """Progress of describing a benchmark's photos; see `ProgressLine`."""

    def __init__(self) -> None:
        super().__init__("Describing", "")
        self._started = time.monotonic()

    def count(self, done: int, total: int, failed: int) -> None:
        """Show how many photos are done, the rate and the time that remains."""
        rate = done / max(time.monotonic() - self._started, 1e-3)
        self.show(Progress(total, done, failed, rate, (total - done) / rate if rate else None))


@dataclass(frozen=True)
class CodedFigures:
    """What a code of so many bytes a photo reaches in each setting; `figures` is None where `reason` says why
    it cannot be used."""

    name: str
    bytes: int
    figures: Mapping[str, Figures] | None
    reason: str


@dataclass(frozen=True)
class Report:
    """An evaluation that is done.

    made_with: sizes, combine, expand, augment and rerank; rule: for AP, its short name; learned_on: what the
    codes learned from, in words.
    """

    benchmark: Benchmark
    descriptors: Descriptors
    card: ModelCard
    made_with: Mapping[str, object]
    rule: str
    figures: Mapping[str, Figures]
    coded: Sequence[CodedFigures]
    learned_on: str

    def as_json(self, root: Path) -> dict[str, object]:
        """For `print_json`. Figures are points, 0 to 100; null where no query has anything to find."""
        document: dict[str, object] = {
            "dataset": self.benchmark.name,
            "root": str(root),
            "model": self.card.name,
            "model_identity": self.card.identity,
            "dimension": self.card.dimension,
            **self.made_with,
            "ap_rule": RULE_NAMES[self.rule],
            "database": len(self.benchmark.database),
            "distractors": self.benchmark.distractors,
            "queries": len(self.benchmark.queries),
            "results": {name: _figures_as_json(figures) for name, figures in self.figures.items()},
            "unreadable_queries": self._unreadable_queries(),
            "unreadable": [
                {"path": text_path(photo.path), "reason": reason}
                for photo, reason in self.descriptors.unreadable.items()
            ],
            "notes": list(self.benchmark.notes),
        }
        if self.coded:
            document["compression"] = {
                "learned_on": self.learned_on,
                "codes": [self._coded_as_json(coded) for coded in self.coded],
            }
        return document

    def _coded_as_json(self, coded: CodedFigures) -> dict[str, object]:
        entry: dict[str, object] = {"code": coded.name, "bytes": coded.bytes}
        if coded.figures is None:
            return entry | {"reason": coded.reason}
        return entry | {"map": {name: _points(f.mean_ap) for name, f in coded.figures.items()}}

    def lines(self) -> list[str]:
        """For a terminal."""
        benchmark = self.benchmark
        lines = [
            f"{benchmark.name}: {len(benchmark.queries)} queries, {len(benchmark.database)} photos in the "
            f"database, {benchmark.distractors} of them distractors",
            f"{self.card.name}: {self.card.dimension} numbers a photo, {self._made_in_words()}",
            f"AP by the {RULE_NAMES[self.rule]}",
            "",
            *aligned(self._table()),
        ]
        if self.coded:
            lines += ["", *aligned(self._coded_table())]
            lines.append(
                f"Learned on {self.learned_on}; asymmetric distance; AP by the {RULE_NAMES[self.rule]}"
            )
        return [*lines, *(f"Note: {note}" for note in benchmark.notes), *self._unreadable_lines()]

    def _made_in_words(self) -> str:
        sizes = self.made_with["sizes"]
        assert isinstance(sizes, list)
        words = "longer side " + ", ".join(str(size) for size in sizes) + " px"
        if self.made_with["combine"]:
            words += f" by the {self.made_with['combine']}"
        for name in ("augment", "expand"):
            chosen = self.made_with[name]
            if isinstance(chosen, dict):
                words += f", {name} k {chosen['k']} alpha {chosen['alpha']:g}"
        rerank = self.made_with["rerank"]
        if isinstance(rerank, dict):
            words += ", rerank top {top} k {k} weight {weight:g}".format(**rerank)
        return words

    def _table(self) -> list[list[str]]:
        rows = []
        for name, figures in self.figures.items():
            columns = _columns(figures)
            rows.append(
                {"": name, **columns, "queries": str(figures.queries), "skipped": str(figures.skipped)}
            )
        header = list(dict.fromkeys(column for row in rows for column in row if column not in _LAST))
        header += _LAST
        return [header, *([row.get(column, "") for column in header] for row in rows)]

    def _coded_table(self) -> list[list[str]]:
        settings = list(self.figures)
        titles = ["mAP"] if len(settings) == 1 else [f"mAP {name}" for name in settings]
        rows = [["code", "bytes a photo", *titles]]
        for coded in self.coded:
            values = [_shown(coded.figures[name].mean_ap) for name in settings] if coded.figures else ["-"]
            rows.append([coded.name, str(coded.bytes), *values, *([coded.reason] if coded.reason else [])])
        return rows

    def _unreadable_queries(self) -> int:
        return sum(query.photo in self.descriptors.unreadable for query in self.benchmark.queries)

    def _unreadable_lines(self) -> list[str]:
        unreadable = self.descriptors.unreadable
        if not unreadable:
            return []
        first = (
            f"{len(unreadable)} photos could not be read: they come last in every ranking; "
            f"{self._unreadable_queries()} of them are queries, which are left out"
        )
        shown = [_failure(photo, reason) for photo, reason in list(unreadable.items())[:_SHOWN]]
        more = len(unreadable) - _SHOWN
        return [first, *shown, *([f"  and {more} more; --json lists all of them"] if more > 0 else [])]


_LAST = ["queries", "skipped"]


def _failure(photo: Photo, reason: str) -> str:
    return f"  {printable(photo.path)}: {reason}"


def _columns(figures: Figures) -> dict[str, str]:
    columns = {"mAP": _shown(figures.mean_ap)}
    columns |= {f"mP@{k}": _shown(value) for k, value in figures.precision_at.items()}
    for k, value in figures.recall_at.items():
        columns[f"recall@{k}"] = _shown(value)
        if k == 4:
            columns["N-S"] = f"{4 * value:.3f}"
    return columns


def _figures_as_json(figures: Figures) -> dict[str, object]:
    document: dict[str, object] = {
        "map": _points(figures.mean_ap),
        "queries": figures.queries,
        "skipped": figures.skipped,
    }
    if figures.precision_at:
        document["mean_precision_at"] = {str(k): _points(v) for k, v in figures.precision_at.items()}
    if figures.recall_at:
        document["recall_at"] = {str(k): _points(v) for k, v in figures.recall_at.items()}
    if 4 in figures.recall_at and figures.queries:
        document["n_s_score"] = round(4 * figures.recall_at[4], 6)
    return document


def _points(value: float) -> float | None:
    return None if math.isnan(value) else round(100 * value, 6)


def _shown(value: float) -> str:
    return "-" if math.isnan(value) else f"{100 * value:.2f}"


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of text as lines: the first column to the left, the others to the right, as wide as needed.

    Cells beyond the columns of the first row are remarks, which follow as they are.
    """
    count = len(rows[0])
    widths = [max(len(row[column]) for row in rows if len(row) > column) for column in range(count)]
    lines = []
    for row in rows:
        cells = [
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=False))
        ]
        lines.append("  ".join([*cells, *row[count:]]).rstrip())
    return lines
