"""Lay out the photos for training and choosing the bundled network: folders of links, nothing is copied.

python packaging/model/lay_out.py PHOTOS REPORT WORK

PHOTOS holds train/ (a folder of photos for each place) and distractors/; REPORT is the report.json of
`photosearch clean PHOTOS/train`. WORK gets

train/      the places to train on: without the scenes below, and without the 20 places that
            packaging/verification sets aside to measure on (the same choice by chance)
uncleaned/  the same places, with the photos that cleaning dropped
others/     every second photo of no place: they are learned from by editing them; the rest is for measuring
scenes/     places of another kind than landmarks, seen from many sides: only measured on
"""

import argparse
import os
import random
from pathlib import Path

from photosearch.training.cleaning.report import load_kept

SCENES = [
    "entry_p10",
    "et",
    "fountain_p11",
    "herz_jesu",
    "kermit",
    "lund",
    "monstree",
    "sceaux_castle",
    "strecha_castle",
]
SET_ASIDE = 20


def link(photo: Path, folder: Path) -> None:
    """Make `folder` have the photo."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / photo.name).symlink_to(photo.absolute())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("photos", type=Path)
    parser.add_argument("report", type=Path)
    parser.add_argument("work", type=Path)
    arguments = parser.parse_args()
    train, work = arguments.photos / "train", arguments.work
    places = sorted(path.name for path in train.iterdir())
    left_out = {*SCENES, *random.Random(0).sample(places, SET_ASIDE)}
    for name in places:
        kind = "scenes" if name in SCENES else None if name in left_out else "uncleaned"
        for photo in sorted((train / name).iterdir()) if kind else ():
            link(photo, work / str(kind) / name)
    for kept in load_kept(arguments.report, train, copies=False):
        if kept.label not in left_out:
            link(Path(os.fsdecode(kept.path)), work / "train" / kept.label)
    for photo in sorted((arguments.photos / "distractors").iterdir())[::2]:
        link(photo, work / "others")
    for folder in sorted(work.iterdir()):
        found = sum(path.is_file() for path in folder.rglob("*"))
        print(f"{folder.name}: {found} photos in {sum(p.is_dir() for p in folder.iterdir())} folders")


if __name__ == "__main__":
    main()
