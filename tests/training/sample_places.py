"""The sample photographs as a person would lay out a training folder: one subfolder for each place."""

import re
from pathlib import Path

from PIL import Image

from tests.conftest import SAMPLE

_VARIANT = re.compile(r"(-\d|-cropped|-small|-quality-20|-as-webp|-as-heic|-mirrored|-brighter|-border)*$")


def sample_places(folder: Path, size: int = 160) -> dict[str, list[Path]]:
    """Places with two photos or more in subfolders of `folder`; returns the photos by place."""
    by_place: dict[str, list[Path]] = {}
    for path in sorted(SAMPLE.iterdir()):
        if path.suffix in (".jpg", ".webp"):
            place = _VARIANT.sub(
                "", path.stem.removesuffix("-black-and-white").removesuffix("-orientation-6")
            )
            by_place.setdefault(place, []).append(path)
    made = {}
    for place, paths in by_place.items():
        if len(paths) > 1:
            (folder / place).mkdir(parents=True)
            made[place] = [_smaller(path, folder / place, size) for path in paths]
    return made


def _smaller(path: Path, folder: Path, size: int) -> Path:
    with Image.open(path) as image:
        image.thumbnail((size, size))
        target = folder / f"{path.stem}.jpg"
        image.convert("RGB").save(target)
    return target
