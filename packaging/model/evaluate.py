"""mAP of a model on a folder of classes: every photo a query, itself left out, distractors in the database.

python packaging/model/evaluate.py --val FOLDER [--distractors FOLDER] [--model NAME]
"""

import argparse
from pathlib import Path

import numpy as np
from photo_folders import describe_files, photo_files

from photosearch.evaluation.metrics import AP_RULE, mean_average_precision
from photosearch.network.describer import Describer, load_describer
from photosearch.network.whitening import l2_normalise


def folder_map(queries: np.ndarray, labels: np.ndarray, distractors: np.ndarray) -> float:
    """mAP in points of L2-normalised rows: each query against all other queries and the distractors."""
    database = np.concatenate([queries, distractors])
    ranks = []
    for row, scores in enumerate(queries @ database.T):
        order = np.argsort(-scores, kind="stable")
        order = order[order != row]
        positive = (order < len(labels)) & (labels[np.minimum(order, len(labels) - 1)] == labels[row])
        ranks.append(np.flatnonzero(positive))
    return 100 * mean_average_precision(ranks)


def figures(describer: Describer, val: Path, distractors: Path | None) -> dict[str, float]:
    """What the model reaches on `val`, with its descriptors and with the pooled vectors alone."""
    files = photo_files(val)
    labels = np.array([path.parent.name for path in files])
    described = describe_files(describer, files)
    extra_files = photo_files(distractors) if distractors else []
    extra = describe_files(describer, extra_files) if extra_files else tuple(x[:0] for x in described)
    setting = (
        f"{len(files)} queries of {len(set(labels))} landmarks, {len(extra_files)} distractors, {AP_RULE}"
    )
    names = (f"mAP ({setting})", f"mAP of the pooled vectors without projection ({setting})")
    return {
        name: round(folder_map(l2_normalise(queries), labels, l2_normalise(others)), 2)
        for name, queries, others in zip(names, described, extra, strict=True)
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--val", type=Path, required=True, help="one folder of photos per class")
    parser.add_argument("--distractors", type=Path, help="photos of no class")
    parser.add_argument("--model", help="name or folder; the bundled model if not given")
    arguments = parser.parse_args()
    describer = load_describer(arguments.model, device="cpu")
    for name, value in figures(describer, arguments.val, arguments.distractors).items():
        print(f"{describer.card.name}: {name}: {value:.2f}")


if __name__ == "__main__":
    main()
