"""Small folder-per-class sets made of the sample photos."""

import os
from pathlib import Path

from PIL import Image, ImageEnhance

from tests.conftest import SAMPLE

SIDE = 400


def opened(name: str) -> Image.Image:
    """A sample photo, upright RGB, of at most 400 px."""
    with Image.open(SAMPLE / f"{name}.jpg") as image:
        found = image.convert("RGB")
    found.thumbnail((SIDE, SIDE))
    return found


def edited(name: str) -> dict[str, Image.Image]:
    """Versions of one sample photo that geometry ties together: cropped, turned, darker, smaller."""
    whole = opened(name)
    width, height = whole.size
    return {
        f"{name}-whole": whole,
        f"{name}-crop": whole.crop((width // 8, height // 8, width, height * 7 // 8)),
        f"{name}-turned": whole.rotate(8, Image.Resampling.BICUBIC),
        f"{name}-dark": ImageEnhance.Brightness(whole).enhance(0.6),
        f"{name}-small": whole.resize((width * 5 // 8, height * 5 // 8), Image.Resampling.LANCZOS),
    }


def save(folder: Path, pictures: dict[str, Image.Image]) -> None:
    """Write the pictures as JPEG files into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, picture in pictures.items():
        picture.save(folder / f"{name}.jpg", quality=88)


def make_set(root: Path) -> Path:
    """Two classes: a place in five versions, two strangers; two places in three and two, a stranger."""
    save(root / "palace", edited("china") | {name: opened(name) for name in ("dogs", "citrus")})
    versions = edited("colosseum")
    other = edited("pont-du-gard")
    save(root / "arena", {name: versions[f"colosseum-{name}"] for name in ("whole", "crop", "dark")})
    save(root / "arena", {f"bridge-{name}": other[f"pont-du-gard-{name}"] for name in ("whole", "turned")})
    save(root / "arena", {"stranger": opened("kitten")})
    return root


def contents(root: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below `root` by relative name: its bytes and its time."""
    return {
        os.path.relpath(path, root): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
