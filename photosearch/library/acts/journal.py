"""What was done with the person's files, written down before and after each step.

acts.sqlite in the library's folder is no part of the catalogue, which can be made anew without it.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from photosearch.library.acts.journal_file import opened
from photosearch.library.acts.step import FAILED, PLANNED, UNDONE, Before, Expected, Step
from photosearch.library.connection import explained, transaction

_FIELDS = (
    "do", "path", "target", "kept", "expected", "state", "reason", "companion", "place", "token", "before",
    "began_s", "result",
)  # fmt: skip


@dataclass(frozen=True)
class Act:
    """Steps that were taken together; `steps` is empty where acts are listed.

    at: seconds since 1970; kind: what was done with the photos (trash, move, link or copy_metadata); state:
    doing, done, undoing or undone; photos: how many it moved or changed, companions not counted.
    """

    id: int
    at: float
    kind: str
    state: str
    photos: int
    steps: tuple[Step, ...] = ()


class Journal:
    """The open journal; for one thread, in a `with` block."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._connection = opened(folder)

    def __enter__(self) -> "Journal":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def add(self, kind: str, steps: Sequence[Step]) -> int:
        """Write down an act that is about to be done; its number."""
        with self._writing():
            row = self._connection.execute(
                "INSERT INTO acts (at_ns, kind, state) VALUES (?, ?, 'doing')", (time.time_ns(), kind)
            )
            act_id = int(row.lastrowid or 0)
            marks = ", ".join("?" * (len(_FIELDS) + 1))
            self._connection.executemany(
                f"INSERT INTO steps (act_id, {', '.join(_FIELDS)}) VALUES ({marks})",
                [(act_id, *_values(step)) for step in steps],
            )
        return act_id

    def note(self, step: Step) -> Step:
        """Write down what a step is now; it is on the disk then."""
        changes = ", ".join(f"{name} = ?" for name in _FIELDS)
        with self._writing():
            self._connection.execute(f"UPDATE steps SET {changes} WHERE id = ?", (*_values(step), step.id))
        return step

    def set_state(self, act_id: int, state: str) -> None:
        """Write down how far an act is."""
        with self._writing():
            self._connection.execute("UPDATE acts SET state = ? WHERE id = ?", (state, act_id))

    def remove(self, act_id: int) -> None:
        """Strike an act out."""
        with self._writing():
            self._connection.execute("DELETE FROM acts WHERE id = ?", (act_id,))

    def act(self, act_id: int) -> Act | None:
        """An act with its steps; None where there is no such act."""
        found = self._listed("WHERE a.id = ?", (act_id,))
        return replace(found[0], steps=tuple(self._steps(act_id))) if found else None

    def acts(self, limit: int) -> list[Act]:
        """The last acts, newest first, without their steps."""
        return self._listed("WHERE true", (), limit)

    def unsettled(self) -> list[Act]:
        """Acts that were interrupted, or are being done now, with their steps."""
        found = self._listed("WHERE a.state IN ('doing', 'undoing')", ())
        return [replace(act, steps=tuple(self._steps(act.id))) for act in found]

    def last_to_undo(self) -> int | None:
        """The newest act that can be taken back."""
        row = self._connection.execute("SELECT max(id) FROM acts WHERE state = 'done'").fetchone()
        return row[0] if row else None

    def old(self, before_s: float, kept: int) -> list[int]:
        """Acts from before that time, and those beyond the `kept` newest."""
        rows = self._connection.execute(
            "SELECT id FROM acts WHERE state IN ('done', 'undone') AND (at_ns < ? OR id NOT IN"
            " (SELECT id FROM acts ORDER BY id DESC LIMIT ?))",
            (int(before_s * 1e9), kept),
        )
        return [row[0] for row in rows]

    def _listed(self, where: str, values: Iterable[object], limit: int = -1) -> list[Act]:
        with explained(self._folder):
            rows = self._connection.execute(
                "SELECT a.id, a.at_ns, a.kind, a.state, count(s.id) FILTER (WHERE s.state NOT IN"
                " ('planned', 'failed') AND NOT s.companion AND s.do = a.kind) FROM acts a"
                f" LEFT JOIN steps s ON s.act_id = a.id {where} GROUP BY a.id ORDER BY a.id DESC LIMIT ?",
                (*values, limit),
            ).fetchall()
        return [Act(number, at / 1e9, kind, state, photos) for number, at, kind, state, photos in rows]

    def _steps(self, act_id: int) -> list[Step]:
        with explained(self._folder):
            rows = self._connection.execute(
                f"SELECT id, {', '.join(_FIELDS)} FROM steps WHERE act_id = ? ORDER BY id", (act_id,)
            ).fetchall()
        return [_step(*row) for row in rows]

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with explained(self._folder), transaction(self._connection):
            yield


def is_undoable(step: Step) -> bool:
    """Whether there is something to take back."""
    return step.state not in (PLANNED, UNDONE, FAILED)


def _values(step: Step) -> tuple[object, ...]:
    return tuple(_stored(getattr(step, name)) for name in _FIELDS)


def _stored(value: object) -> object:
    if isinstance(value, Expected):
        return f"{value.size} {value.mtime_ns} {value.content_hash.hex()}"
    if isinstance(value, Before):
        # Text, since an inode may be larger than what SQLite has integers for.
        numbers = (value.size, value.mtime_ns, value.mode, value.inode, value.device)
        return " ".join((*map(str, numbers), value.content_hash.hex()))
    return value


def _step(number: int, *values: Any) -> Step:
    given = dict(zip(_FIELDS, values, strict=True))
    given["companion"] = bool(given["companion"])
    given["expected"] = _expected(given["expected"])
    given["before"] = _before(given["before"])
    return Step(**given, id=number)


def _expected(text: str | None) -> Expected | None:
    if text is None:
        return None
    size, mtime_ns, content_hash = text.split(" ")
    return Expected(int(size), int(mtime_ns), bytes.fromhex(content_hash))


def _before(text: str | None) -> Before | None:
    if text is None:
        return None
    *numbers, content_hash = text.split(" ")
    size, mtime_ns, mode, inode, device = map(int, numbers)
    return Before(size, mtime_ns, mode, inode, device, bytes.fromhex(content_hash))
