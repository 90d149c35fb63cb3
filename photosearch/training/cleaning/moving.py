"""Moving the dropped photos into another folder, and bringing every one back.

Each move is written down, and on disk, before it is made: whatever interrupts it, the notes tell where every
photo is. A photo leaves its place only when it is whole in the other, and nothing is ever overwritten.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from photosearch.errors import PhotosearchError, UsageError
from photosearch.library.relocating import content_hash
from photosearch.library.relocating import move as relocate
from photosearch.training.cleaning.report import Report, load_report

MOVES_NAME = "moves.jsonl"
_PART = b".photosearch-part"


@dataclass(frozen=True)
class Move:
    """A photo's place in the set and outside it, absolute, with the XXH3-128 of its content in hex."""

    home: bytes
    away: bytes
    content_hash: str


@dataclass
class MoveReport:
    """How many photos were moved, and what was left where it is, with the reason."""

    moved: int = 0
    left: list[tuple[bytes, str]] = field(default_factory=list)


def move_dropped(report_path: Path, destination: Path) -> MoveReport:
    """Move what the report dropped to `destination`, in the same subfolders; `undo_moves` brings it back.

    A photo that is no longer what was judged stays where it is. Raises UsageError, PhotosearchError.
    """
    report = load_report(report_path)
    away = os.path.realpath(os.fsencode(destination))
    root = os.path.realpath(report.folder)
    if os.path.commonpath([away, root]) == root:
        raise UsageError(
            f"{destination} lies in the folder that is cleaned: it would become one of its classes."
        )
    outcome = MoveReport()
    try:
        with _notes_to_append(report_path.parent / MOVES_NAME) as notes:
            for move in _planned(report, away, outcome):
                try:
                    _make(move, notes.fileno())
                    outcome.moved += 1
                except OSError as error:
                    if error.errno == errno.ENOSPC:
                        raise
                    outcome.left.append((move.home, error.strerror or str(error)))
    except OSError as error:
        raise PhotosearchError(
            f"Moving ended early ({error.strerror or error}); {outcome.moved} photos were moved. "
            f"Bring them back with: photosearch clean --undo {report_path}"
        ) from error
    return outcome


def undo_moves(report_path: Path) -> MoveReport:
    """Bring back every photo that was moved for this report, byte for byte, the last one first.

    What cannot go back (its place is taken, it is gone) is told, and tried again by the next undo.
    Raises PhotosearchError.
    """
    notes = report_path.parent / MOVES_NAME
    outcome = MoveReport()
    pending = []
    for move in reversed(_read_notes(notes)):
        try:
            outcome.moved += _bring_back(move)
        except OSError as error:
            outcome.left.append((move.home, error.strerror or str(error)))
            pending.append(move)
    if not pending and notes.exists():
        notes.unlink()
    return outcome


def _planned(report: Report, away: bytes, outcome: MoveReport) -> Iterable[Move]:
    for photo in report.photos():
        home = os.path.join(report.folder, photo.path)
        if photo.is_kept:
            continue
        try:
            content = _hash(home)
        except OSError as error:
            outcome.left.append((home, error.strerror or str(error)))
            continue
        if photo.content_hash is not None and content != photo.content_hash:
            outcome.left.append((home, "it was changed since it was judged"))
        else:
            yield Move(home, os.path.join(away, photo.path), content)


def _make(move: Move, notes: int) -> None:
    os.makedirs(os.path.dirname(move.away), exist_ok=True)
    if os.path.lexists(move.away):
        raise FileExistsError(errno.EEXIST, f"there is a file already at {os.fsdecode(move.away)}")
    line = {"home": os.fsdecode(move.home), "away": os.fsdecode(move.away), "hash": move.content_hash}
    os.write(notes, json.dumps(line).encode("ascii") + b"\n")
    os.fsync(notes)
    relocate(move.home, move.away, move.away + _PART)


def _bring_back(move: Move) -> bool:
    """Whether the photo had to be brought back; an interrupted move may have left it in both places."""
    _remove(move.away + _PART)
    _remove(move.home + _PART)
    if not os.path.lexists(move.away):
        if os.path.lexists(move.home):
            return False
        raise FileNotFoundError(errno.ENOENT, f"it is gone from {os.fsdecode(move.away)} as well")
    if os.path.lexists(move.home):
        if _hash(move.home) != _hash(move.away):
            raise FileExistsError(errno.EEXIST, "another file has taken its place")
        os.unlink(move.away)
    else:
        os.makedirs(os.path.dirname(move.home), exist_ok=True)
        relocate(move.away, move.home, move.home + _PART)
    _remove_empty(os.path.dirname(move.away))
    return True


def _notes_to_append(notes: Path) -> BinaryIO:
    """The notes, without half a last line that an interruption left: its move was not begun."""
    file = notes.open("a+b")
    file.seek(0)
    file.truncate(file.read().rfind(b"\n") + 1)
    return file


def _read_notes(notes: Path) -> list[Move]:
    try:
        lines = notes.read_bytes().splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise PhotosearchError(f"{notes} cannot be read ({error.strerror or error}).") from error
    found = []
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            found.append(Move(os.fsencode(row["home"]), os.fsencode(row["away"]), row["hash"]))
        except (ValueError, KeyError, TypeError):
            # Half a last line: the power went before that move was begun.
            if number < len(lines):
                raise PhotosearchError(f"{notes} is damaged in line {number}.") from None
    return found


def _hash(path: bytes) -> str:
    return content_hash(path).hex()


def _remove(path: bytes) -> None:
    if os.path.lexists(path):
        os.unlink(path)


def _remove_empty(folder: bytes) -> None:
    try:
        os.rmdir(folder)
    except OSError:
        return  # other files are in it
