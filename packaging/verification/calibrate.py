"""Fit the numbers that decide what kind a result is, and measure what they are worth.

python packaging/verification/calibrate.py WORK [--write]

WORK is what gather.py made. The models are fitted and the thresholds chosen on the one half of the places,
that of the same place on val too, on which the network was not trained. Measured is the other half; for the
same place those set aside, and each place of val by a model that did not see it. --write puts the numbers
into photosearch/search/verification/calibrated.py, and draws reliability.png, which needs matplotlib.
"""

import argparse
import itertools
import pickle
import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from edits import EDITS
from gather import SERIES
from pairs import Case

from photosearch.search.verification.kinds import copy_values, same_values, tilt
from photosearch.search.verification.logistic import Logistic, fit_logistic

PLOT = Path(__file__).with_name("reliability.png")
TARGET = Path(__file__).parents[2] / "photosearch" / "search" / "verification" / "calibrated.py"
# Folders that show one site. Found among the mistakes of the half for calibration: the same courtyard,
# the buildings around one minaret, and two that stand side by side.
SITES = [
    {"entry_p10", "strecha_castle"},
    {"qutub_minar", "iron_pillar", "alai_darwaza", "alai_minar"},
    {"alderman_library", "monroe_hall"},
]
# What a threshold is to reach where it is chosen; the folders there hold wrong photos.
SAME_PRECISION, COPY_PRECISION = 0.99, 0.995
# A wrong copy costs more than one that is missed: it may be thrown away. Below one half since the model says
# too little: no search is as full of other exposures as the series.
SURE = 0.4
# Other photos of a folder that agree so closely, and are not tilted against each other, are taken for copies
# nobody marked: to tell another exposure from a copy, they are neither.
UNMARKED, UNTILTED, SAVED_TWICE = 0.85, 0.05, 0.003
# In how many turns the places of val are left out, to tell what the fit is worth on them.
TURNS = 5
BINS = (0, 0.05, 0.2, 0.5, 0.8, 0.95, 1.0001)


@dataclass(frozen=True)
class Curve:
    """Points of a reliability plot: said, true, cases."""

    name: str
    points: list[tuple[float, float, int]]


def load(work: Path, half: str, what: str) -> list[Case]:
    """The cases of a half of the places, without those between two folders of one site."""
    rows = pickle.loads((work / f"{half}-{what}.pickle").read_bytes())
    return [
        case
        for cases in rows
        for case in cases
        if case.query_place == case.photo_place
        or not any({case.query_place, case.photo_place} <= site for site in SITES)
    ]


def is_same(case: Case) -> bool:
    """Whether both photos lie in the folder of one place."""
    return bool(case.query_place) and case.query_place == case.photo_place


def may_be_copy(case: Case) -> bool:
    """Whether two photos of a folder may be copies of each other that nobody marked."""
    residual, transform = case.comparison.residual, case.comparison.transform
    if residual is None or transform is None:
        return False
    is_close = residual.median > UNMARKED and tilt(transform) < UNTILTED
    return is_same(case) and case.query_place not in SERIES and is_close


def threshold(chances: np.ndarray, truth: np.ndarray, precision: float) -> float:
    """The lowest from which on, and at all above, the share of what is true is at least the precision."""
    order = np.argsort(-chances, kind="stable")
    reached = np.cumsum(truth[order]) / np.arange(1, len(order) + 1)
    return float(chances[order[np.flatnonzero(reached >= precision)[-1]]])


def probabilities(model: Logistic, rows: Sequence[Sequence[float]]) -> np.ndarray:
    return np.array([model.probability(row) for row in rows])


def reliability(name: str, chances: np.ndarray, truth: np.ndarray) -> Curve:
    """Print what the model says beside what is true; for the plot, the points and how many cases each is."""
    print("| probability | cases | said on average | true |\n| --- | --- | --- | --- |")
    points = []
    for low, high in itertools.pairwise(BINS):
        inside = (chances >= low) & (chances < high)
        if inside.any():
            said, true = float(chances[inside].mean()), float(truth[inside].mean())
            points.append((said, true, int(inside.sum())))
            print(f"| {low:g} to {min(high, 1):g} | {inside.sum()} | {said:.3f} | {true:.3f} |")
    return Curve(name, points)


def plot(curves: Sequence[Curve]) -> None:
    """The reliability of each model, with Wilson's interval of 95 % of what is true."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, len(curves), figsize=(7, 3.6), dpi=90, sharey=True)
    for axis, curve in zip(axes, curves, strict=True):
        said, true, cases = (np.array(column, float) for column in zip(*curve.points, strict=True))
        middle = (true + 1.92 / cases) / (1 + 3.84 / cases)
        reach = 1.96 / (1 + 3.84 / cases) * np.sqrt(true * (1 - true) / cases + 0.96 / cases**2)
        axis.plot([0, 1], [0, 1], color="0.7", linewidth=1)
        axis.vlines(said, middle - reach, middle + reach, color="tab:blue", alpha=0.5)
        axis.plot(said, true, "o-", color="tab:blue", markersize=4)
        axis.set(title=curve.name, xlabel="probability said", xlim=(-0.03, 1.03), ylim=(-0.03, 1.03))
    axes[0].set_ylabel("share that is true")
    figure.tight_layout()
    figure.savefig(PLOT, metadata={"Software": None})


def figures(chances: np.ndarray, truth: np.ndarray, least: float) -> str:
    chosen = chances >= least
    right = int((chosen & truth).sum())
    return (
        f"precision {right}/{chosen.sum()} = {right / max(chosen.sum(), 1):.4f},"
        f" recall {right}/{truth.sum()} = {right / max(truth.sum(), 1):.4f}"
    )


def same_rows(cases: Sequence[Case]) -> tuple[np.ndarray, np.ndarray]:
    """What the model looks at, and what is true."""
    rows = [same_values(case.comparison, case.likeness) for case in cases]
    return np.array(rows), np.array([is_same(case) for case in cases])


def fitted_same(cases: Sequence[Case]) -> tuple[Logistic, float]:
    """The model, and the threshold on what it was fitted on."""
    rows, truth = same_rows(cases)
    model = fit_logistic(rows, truth)
    return model, threshold(probabilities(model, rows), truth, SAME_PRECISION)


def calibrate_same(work: Path) -> tuple[Logistic, float, Curve]:
    """Fit on the pairs of the one half and of val, measure on those of the places set aside."""
    places: set[str] = pickle.loads((work / "val-places.pickle").read_bytes())
    measured = load(work, "measure", "pairs")
    val = [case for case in measured if case.query_place in places]
    aside = [case for case in measured if case.query_place not in places]
    # No photo of a place set aside has a part in the fit, not as a wrong result either.
    learned = [case for case in val if case.photo_place in places or not case.photo_place]
    calibrated = load(work, "calibrate", "pairs")
    model, least = fitted_same([*calibrated, *learned])
    print("\nSame place, val, its places left out in turn:")
    chances, truth = left_out_in_turn(calibrated, learned, val, places)
    for name, found in {"fitted": [*calibrated, *learned], "set aside": aside}.items():
        rows, right = same_rows(found)
        queries = len({case.query for case in found})
        print(f"Same place, {name}: {queries} queries, {len(found)} pairs, threshold {least:.3f}")
        print(figures(probabilities(model, rows), right, least))
    set_aside = probabilities(model, rows)
    for at in [at for at in np.argsort(-set_aside).tolist() if not right[at]][:10]:
        case, comparison = aside[at], aside[at].comparison
        print(f"  not the same: {set_aside[at]:.3f} {case.query} {case.photo} {comparison.inliers}")
    curve = reliability("the same place", np.append(chances, set_aside), np.append(truth, right))
    return model, least, curve


def left_out_in_turn(
    calibrated: Sequence[Case], learned: Sequence[Case], val: Sequence[Case], places: Collection[str]
) -> tuple[np.ndarray, np.ndarray]:
    """The probabilities of val, each place's by a model that saw no photo of it, and what is true."""
    order = random.Random(1).sample(sorted(places), len(places))
    chances, chosen, truth = [], [], []
    for turn in range(TURNS):
        out = set(order[turn::TURNS])
        rest = [case for case in learned if not out & {case.query_place, case.photo_place}]
        model, least = fitted_same([*calibrated, *rest])
        rows, right = same_rows([case for case in val if case.query_place in out])
        chances.append(probabilities(model, rows))
        chosen.append(chances[-1] >= least)
        truth.append(right)
    print(figures(np.concatenate(chosen).astype(float), np.concatenate(truth), 1.0))
    return np.concatenate(chances), np.concatenate(truth)


def calibrate_copy(work: Path) -> tuple[Logistic, float, Curve]:
    """Fit on edits, and on pairs of photos that are none; measure on edits of photos of the other half."""
    cases = {}
    for half in ("calibrate", "measure"):
        edits = [case for case in load(work, half, "edits") if not may_be_unmarked_copy(case)]
        pairs = [case for case in load(work, half, "pairs") if not may_be_copy(case)]
        series = [case for case in load(work, half, "series") if not may_be_saved_twice(case)]
        cases[half] = [*edits, *series, *pairs] if half == "calibrate" else [*edits, *series]
    rows = {half: [copy_values(case.comparison) for case in found] for half, found in cases.items()}
    truth = {half: np.array([is_copy(case) for case in found]) for half, found in cases.items()}
    model = fit_logistic(np.array(rows["calibrate"]), truth["calibrate"])
    chances = {half: probabilities(model, found) for half, found in rows.items()}
    # The series are there to be learned from; no search is as full of them.
    searched = np.array([case.query_place not in SERIES or bool(case.edit) for case in cases["calibrate"]])
    reached = threshold(chances["calibrate"][searched], truth["calibrate"][searched], COPY_PRECISION)
    least = max(reached, SURE)
    for half, found in cases.items():
        print(f"\nCopy, {half}: {len(found)} pairs, threshold {least:.3f}")
        print(figures(chances[half], truth[half], least))
    curve = reliability("a copy", chances["measure"], truth["measure"])
    others = [case for case in load(work, "measure", "pairs") if case.query_place != case.photo_place]
    copies = [model.probability(copy_values(case.comparison)) >= least for case in others]
    print(f"pairs of different places called copies: {sum(copies)} of {len(others)}")
    return model, least, curve


def may_be_saved_twice(case: Case) -> bool:
    """Whether two photos of a series lie so exactly upon each other that they are one."""
    transform = case.comparison.transform
    return case.comparison.model == "homography" and transform is not None and tilt(transform) < SAVED_TWICE


def is_copy(case: Case) -> bool:
    """Whether the photo is the one that was edited."""
    return bool(case.edit) and case.query == case.photo


def may_be_unmarked_copy(case: Case) -> bool:
    return not is_copy(case) and may_be_copy(case)


def written(name: str, model: Logistic) -> str:
    weights = ", ".join(f"{weight:.4g}" for weight in model.weights)
    values = f"({weights}), {model.intercept:.4g}"
    line = f"{name} = Logistic({values})"
    return line if len(line) <= 110 else f"{name} = Logistic(\n    {values}\n)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("--write", action="store_true", help="put the numbers into calibrated.py")
    arguments = parser.parse_args()
    same, least_same, same_curve = calibrate_same(arguments.work)
    copy, least_copy, copy_curve = calibrate_copy(arguments.work)
    lines = [
        '"""The numbers that decide kinds, as packaging/verification/calibrate.py fitted them.',
        "",
        f"From photos of 105 landmarks with 1,295 others, 384 px, and {len(EDITS)} edits of 40 of them;",
        "packaging/verification/README.md says what they are worth on 20 other landmarks.",
        '"""',
        "",
        "from photosearch.search.verification.logistic import Logistic",
        "",
        "# For the numbers of kinds.copy_values and kinds.same_values, in their order.",
        written("COPY", copy),
        f"COPY_THRESHOLD = {least_copy:.4f}",
        written("SAME", same),
        f"SAME_THRESHOLD = {least_same:.4f}",
        "",
    ]
    print("\n" + "\n".join(lines))
    if arguments.write:
        TARGET.write_text("\n".join(lines))
        plot([copy_curve, same_curve])


if __name__ == "__main__":
    main()
