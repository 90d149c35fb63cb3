"""The course of a run: a table as CSV and a picture of loss and validation mAP."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from photosearch.files import write_atomically


@dataclass(frozen=True)
class Point:
    """One row: the updates done, the loss of the last one and its learning rate, or the validation mAP."""

    step: int
    loss: float | None = None
    rate: float | None = None
    validation_map: float | None = None


def write_csv(path: Path, points: Sequence[Point]) -> None:
    """step, loss, learning_rate, validation_map (0 to 1, trapezoid rule); one row for each step."""
    rows: dict[int, list[Any]] = {}
    for point in points:
        row = rows.setdefault(point.step, [point.step, "", "", ""])
        for column, value in enumerate((point.loss, point.rate, point.validation_map), 1):
            row[column] = row[column] if value is None else value
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["step", "loss", "learning_rate", "validation_map"])
    writer.writerows(rows.values())
    write_atomically(path, buffer.getvalue().encode())


def draw(path: Path, points: Sequence[Point]) -> bool:
    """Draw loss and mAP over the steps as a PNG; False where matplotlib is not installed."""
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        return False
    figure = Figure(figsize=(8, 4.5), dpi=120, layout="constrained")
    canvas = FigureCanvasAgg(figure)
    left = figure.add_subplot()
    losses = [(point.step, point.loss) for point in points if point.loss is not None]
    left.plot(*zip(*losses, strict=True) if losses else ([], []), color="tab:blue", lw=1)
    left.set_xlabel("step")
    left.set_ylabel("loss", color="tab:blue")
    left.grid(alpha=0.3)
    measured = [(p.step, 100 * p.validation_map) for p in points if p.validation_map is not None]
    if measured:
        right = left.twinx()
        right.plot(*zip(*measured, strict=True), color="tab:red", marker="o")
        right.set_ylabel("validation mAP (trapezoid rule)", color="tab:red")
    buffer = io.BytesIO()
    canvas.print_png(buffer)
    write_atomically(path, buffer.getvalue())
    return True
