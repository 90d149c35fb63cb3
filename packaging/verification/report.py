"""The table of benchmark.py: of each edit, how many were found and called copies, beside hashes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from photosearch.search.verification.comparing import Comparison
from photosearch.search.verification.kinds import Judgement, judge
from photosearch.search.verification.residual import Residual

PRECISION = 0.995
# These show photos beside the one that is looked for, none of which is in the database; their copies may be.
FILLED = {"one of four in a collage", "another photo set in"}
# Pairs of photos of the set that are one photograph, looked at.
NEAR_COPIES = Path(__file__).with_name("near_copies.json")

Row = Mapping[str, Any]


def near_copies() -> set[frozenset[str]]:
    """Pairs of names that are copies of each other as the set has them: neither right nor wrong."""
    return {frozenset(pair) for pair in json.loads(NEAR_COPIES.read_text())}


def report(work: Path, rows: Sequence[Row]) -> str:
    """The table in Markdown, and the pairs wrongly called copies, to be looked at."""
    plan = json.loads((work / "plan.json").read_text())
    copies = near_copies()
    columns = {"Photosearch": _ours(rows, copies, set(plan["database"]))}
    for file in sorted(work.glob("hashes-*.npz")):
        columns |= _hashes(file, plan, {row["photo"] for row in rows}, copies)
    found = Counter(r["edit"] for r in rows if any(x["name"] == r["photo"] for x in r["results"]))
    asked = Counter(row["edit"] for row in rows)
    lines = [
        f"{len(rows)} queries; photos: " + ", ".join(f"{k} {v['asked']}" for k, v in columns.items()),
        "| edit | found | " + " | ".join(columns) + " |",
        "| --- |" + " --- |" * (1 + len(columns)),
    ]
    for edit in plan["edits"]:
        if asked[edit]:
            shares = [column["called"][edit] / column["asked"] for column in columns.values()]
            cells = [found[edit] / asked[edit], *shares]
            lines.append(f"| {edit} | " + " | ".join(f"{100 * cell:.1f}" for cell in cells) + " |")
    edits = len(plan["edits"])
    total = [sum(column["called"].values()) / column["asked"] / edits for column in columns.values()]
    cells = [found.total() / max(len(rows), 1), *total]
    lines.append("| **all** | " + " | ".join(f"**{100 * cell:.1f}**" for cell in cells) + " |")
    lines.append("| precision | | " + " | ".join(column["precision"] for column in columns.values()) + " |")
    lines.append("| threshold | | " + " | ".join(column["threshold"] for column in columns.values()) + " |")
    lines.append(f"CPU seconds of a query, mean: {np.mean([row['cpu'] for row in rows]):.3f}")
    return "\n".join([*lines, "", "Wrong:", *columns["Photosearch"]["wrong"]])


def _ours(rows: Sequence[Row], copies: set[frozenset[str]], database: set[str]) -> dict[str, Any]:
    called: Counter[str] = Counter()
    of_fillers = {name for pair in copies if pair - database for name in pair & database}
    right, wrong = 0, []
    for row in rows:
        for result in row["results"]:
            judgement = _judgement(result)
            if judgement.kind != "copy":
                continue
            if result["name"] == row["photo"]:
                called[row["edit"]] += 1
                right += 1
            elif row["edit"] in FILLED and result["name"] in of_fillers:
                continue
            elif frozenset((row["photo"], result["name"])) not in copies:
                wrong.append(f"{row['photo']} {result['name']} {row['edit']} {judgement.probability:.3f}")
    precision = f"{right}/{right + len(wrong)} = {right / max(right + len(wrong), 1):.4f}"
    asked = len({row["photo"] for row in rows})
    return {"asked": asked, "called": called, "precision": precision, "threshold": "default", "wrong": wrong}


def _judgement(result: Row) -> Judgement:
    values = dict(result["comparison"])
    if values["transform"] is not None:
        values["transform"] = np.array(values["transform"])
    if values["residual"] is not None:
        values["residual"] = Residual(**values["residual"])
    return judge(Comparison(points=np.zeros((0, 2, 2), np.float32), **values), likeness=result["likeness"])


def _hashes(
    file: Path, plan: Mapping[str, Any], edited: set[str], copies: set[frozenset[str]]
) -> dict[str, dict[str, Any]]:
    """A column for each kind of hash in the file: the widest threshold at which the precision is reached."""
    columns = {}
    with np.load(file) as arrays:
        for name in sorted(key[5:] for key in arrays if key.startswith("base-")):
            columns[name] = _hash(arrays[f"base-{name}"], arrays[f"edit-{name}"], plan, edited, copies)
    return columns


def _hash(
    base: np.ndarray,
    edits: np.ndarray,
    plan: Mapping[str, Any],
    edited: set[str],
    copies: set[frozenset[str]],
) -> dict[str, Any]:
    """`base` N x bytes uint8 of the database, `edits` photos x edits x bytes of the edited."""
    number = {name: at for at, name in enumerate(plan["database"])}
    bits = 8 * base.shape[1]
    right, wrong = np.zeros(bits + 1, np.int64), np.zeros(bits + 1, np.int64)
    own = []
    for at, photo in enumerate(plan["edited"][: len(edits)]):
        if photo not in edited:
            continue
        ignored = [number[photo]]
        ignored += [number[other] for pair in copies if photo in pair for other in pair - {photo}]
        others = np.ones(len(base), bool)
        others[[place for place in ignored if place < len(base)]] = False
        for row in edits[at]:
            distance = np.bitwise_count(base ^ row).sum(axis=1, dtype=np.int64)
            own.append(distance[number[photo]])
            right[own[-1]] += 1
            wrong += np.bincount(distance[others], minlength=bits + 1)
    reached = right.cumsum() / np.maximum(right.cumsum() + wrong.cumsum(), 1)
    good = np.flatnonzero((reached >= PRECISION) & (right.cumsum() > 0))
    most = int(good[-1]) if len(good) else -1
    called = Counter(
        edit for at, edit in enumerate(plan["edits"] * (len(own) // len(plan["edits"]))) if own[at] <= most
    )
    precision = f"{reached[most]:.4f}" if most >= 0 else "never reached"
    asked = len(own) // len(plan["edits"])
    least = f"{most} of {bits} bits" if most >= 0 else "none"
    return {"asked": asked, "called": called, "precision": precision, "threshold": least}
