"""The verdicts on the photos of one class, from the pairs that were matched."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from photosearch.training.cleaning.boxes import Edge, spread_boxes, starting_boxes
from photosearch.training.cleaning.graph import components, kept_components
from photosearch.training.cleaning.near_copies import pictures
from photosearch.training.cleaning.report import Box, ClassReport, PhotoVerdict
from photosearch.training.cleaning.store import Known, Pair

# Fewer features cannot agree on anything.
_LEAST_FEATURES = 20


@dataclass(frozen=True)
class Rules:
    """An edge needs `min_inliers`; beside the largest component those with `others_from` pictures or
    more are kept (None: the largest alone, as in the papers).
    """

    min_inliers: int
    others_from: int | None


@dataclass(frozen=True)
class _Standing:
    """A photo's place in the graph."""

    is_kept: bool
    reason: str
    links: int
    inliers: int
    box: np.ndarray | None


def judge_class(
    name: bytes,
    folder: bytes,
    outcomes: Mapping[bytes, Known | str],
    pairs: Sequence[Pair],
    rules: Rules,
) -> ClassReport:
    """`outcomes` has, in the order to report, what is known of each path or why it cannot be read."""
    known = {outcome.content_hash: outcome for outcome in outcomes.values() if isinstance(outcome, Known)}
    # Copies of one file do not speak for one another: each content is one node.
    nodes = sorted(known)
    agreeing = [pair for pair in pairs if pair.score >= rules.min_inliers and pair.matrix is not None]
    number = {content: position for position, content in enumerate(nodes)}
    picture = pictures([known[content] for content in nodes], agreeing)

    def different(group: list[int]) -> int:
        return len({picture[node] for node in group})

    groups = components(len(nodes), [(number[p.one], number[p.other]) for p in agreeing])
    groups.sort(key=lambda group: -different(group))
    kept = kept_components(groups, rules.others_from, different)
    standings = _standings([known[content] for content in nodes], groups, kept, agreeing, number)
    alone = {node for group in groups if len(group) > different(group) == 1 for node in group}
    for node in alone:
        standings[node] = dataclasses.replace(standings[node], reason="agrees with copies of itself alone")
    photos = _verdicts(folder, outcomes, standings, number, picture)
    return ClassReport(name, photos, [len(group) for group in groups if len(group) > 1])


def _verdicts(
    folder: bytes,
    outcomes: Mapping[bytes, Known | str],
    standings: Sequence[_Standing],
    number: Mapping[bytes, int],
    picture: Sequence[int],
) -> list[PhotoVerdict]:
    photos, of_content, of_picture = [], dict[bytes, bytes](), dict[int, bytes]()
    for path, outcome in outcomes.items():
        relative = os.path.relpath(path, folder)
        if isinstance(outcome, str):
            photos.append(PhotoVerdict(relative, False, f"cannot be read: {outcome}"))
            continue
        node = number[outcome.content_hash]
        copied = of_content.setdefault(outcome.content_hash, relative)
        resembled = of_picture.setdefault(picture[node], relative)
        copy_of = None if copied == relative else copied
        near_copy_of = None if copy_of or resembled == relative else resembled
        photos.append(_verdict(relative, outcome, standings[node], copy_of, near_copy_of))
    return photos


def _standings(
    known: Sequence[Known],
    groups: list[list[int]],
    kept: list[list[int]],
    agreeing: Sequence[Pair],
    number: Mapping[bytes, int],
) -> list[_Standing]:
    boxes = _boxes(known, agreeing, number)
    links, inliers = np.zeros(len(known), int), np.zeros(len(known), int)
    for pair in agreeing:
        for node in (number[pair.one], number[pair.other]):
            links[node] += 1
            inliers[node] = max(inliers[node], pair.score)
    found: dict[int, _Standing] = {}
    for group in groups:
        is_kept = group in kept
        for node in group:
            reason = _reason(known[node], len(group), group is groups[0])
            box = boxes[node] if links[node] else None
            found[node] = _Standing(is_kept, reason, int(links[node]), int(inliers[node]), box)
    return [found[node] for node in range(len(known))]


def _boxes(known: Sequence[Known], agreeing: Sequence[Pair], number: Mapping[bytes, int]) -> np.ndarray:
    edges = [
        Edge(number[p.one], number[p.other], p.matrix, p.boxes)
        for p in agreeing
        if p.matrix is not None and p.boxes is not None
    ]
    sizes = np.array([(one.width / one.scale, one.height / one.scale) for one in known]).reshape(-1, 2)
    return spread_boxes(starting_boxes(len(known), edges), edges, sizes)


def _reason(known: Known, members: int, is_largest: bool) -> str:
    if members > 1:
        return f"in {'the largest' if is_largest else 'a smaller'} group, of {members}"
    return "too little in it to compare" if known.features < _LEAST_FEATURES else "agrees with no other photo"


def _verdict(
    path: bytes, known: Known, standing: _Standing, copy_of: bytes | None, near_copy_of: bytes | None
) -> PhotoVerdict:
    size = (known.width, known.height)
    box = None if standing.box is None else _full_box(standing.box, known)
    return PhotoVerdict(
        path,
        standing.is_kept,
        standing.reason,
        known.content_hash.hex(),
        standing.links,
        standing.inliers,
        size,
        box,
        copy_of,
        near_copy_of,
    )


def _full_box(box: np.ndarray, known: Known) -> Box:
    left, top, right, bottom = (float(side) for side in np.round(box * known.scale, 1))
    return left, top, min(right, float(known.width)), min(bottom, float(known.height))
