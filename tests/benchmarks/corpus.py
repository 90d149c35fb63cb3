"""Photos and libraries to measure with, made from the sample photographs."""

import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from photosearch.imaging import thumbnails
from photosearch.imaging.metadata import Metadata
from photosearch.imaging.reading import ReadResult
from photosearch.library.folders import Target, add_folder
from photosearch.library.library import Library
from photosearch.library.recording import Recorder
from photosearch.library.scanning import Scan
from photosearch.network.models import find_model

SAMPLE = Path(__file__).parents[2] / "resources" / "sample"


def large_photos(folder: Path, count: int = 300) -> list[Path]:
    """So many different JPEGs of 12 megapixels with a camera's grain and file size (about 4 MB)."""
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor() as pool:
        return list(pool.map(_large_photo, [folder] * count, range(count)))


def _large_photo(folder: Path, number: int) -> Path:
    sources = sorted(SAMPLE.glob("*.jpg"))
    rng = np.random.default_rng(number)
    with Image.open(sources[number % len(sources)]) as image:
        picture = ImageOps.fit(image.convert("RGB"), (4000, 3000), Image.Resampling.BICUBIC)
    if number // len(sources) % 2:
        picture = ImageOps.mirror(picture)
    # One sheet of grain, shifted: 36 million random numbers for every photo would take longer than all else.
    grain = np.random.default_rng(0).normal(0, 11, (512, 512, 3)).astype(np.int16)
    tiled = np.tile(np.roll(grain, rng.integers(0, 512, 2), (0, 1)), (6, 8, 1))[:3000, :4000]
    noisy = np.clip(np.asarray(picture, np.int16) + tiled, 0, 255).astype(np.uint8)
    path = folder / f"IMG_{number:04}.jpg"
    Image.fromarray(noisy).save(path, quality=90)
    return path


def small_photos(folder: Path, count: int) -> None:
    """So many different small JPEGs, the sample photographs at 240 px."""
    folder.mkdir(parents=True, exist_ok=True)
    sources = sorted(SAMPLE.glob("*.jpg"))
    contents = []
    for source in sources:
        with Image.open(source) as image:
            image.thumbnail((240, 240))
            path = folder / "source.jpg"
            image.convert("RGB").save(path, quality=85)
            contents.append(path.read_bytes())
            path.unlink()
    for number in range(count):
        # A few bytes behind the end of the picture make another file of it.
        content = contents[number % len(contents)] + number.to_bytes(4, "big")
        (folder / f"{number:06}.jpg").write_bytes(content)


def filled_library(library: Path, photos: Path, count: int) -> None:
    """A library of `count` small files whose descriptors are random: for what does not look at the pictures.

    The files are scanned and recorded by the program's own parts; only decoding and describing are left out.
    """
    for number in range(count):
        folder = photos / f"{number // 500:04}"
        if number % 500 == 0:
            folder.mkdir(parents=True)
        (folder / f"{number:06}.jpg").write_bytes(b"no picture, number %d" % number)
    rng = np.random.default_rng(1)
    card = find_model(None)
    with Library.writing(library) as opened:
        target = add_folder(opened.connection, os.fsencode(photos))
        model_id = opened.register(card)
        Scan(opened.connection, model_id).run([Target(target.folder)])
        recorder = Recorder(opened.connection, model_id)
        rows = opened.connection.execute("SELECT id, size, mtime_ns FROM temp.pending").fetchall()
        for pending_id, size, mtime_ns in rows:
            vector = rng.normal(size=card.dimension)
            recorder.described(
                pending_id,
                ReadResult(
                    pending_id,
                    b"",
                    pending_id.to_bytes(16, "big"),
                    size,
                    mtime_ns,
                    None,
                    Metadata(4000, 3000, "JPEG", None, None, None, None),
                ),
                vector / np.linalg.norm(vector),
                rng.random(card.pooled_dimension),
            )
        opened.save_vector_index(card)


def linked_thumbnails(photos: Path) -> None:
    """Give every file below `photos` a thumbnail in the cache, of one of the sample photographs."""
    made: dict[tuple[int, int], str] = {}
    sources = sorted(SAMPLE.glob("*.jpg"))
    small = []
    for source in sources:
        with Image.open(source) as image:
            image.thumbnail((thumbnails.SIZE, thumbnails.SIZE))
            small.append(image.convert("RGB"))
    for number, path in enumerate(sorted(photos.rglob("*.jpg"))):
        second = path.stat().st_mtime_ns // 10**9
        kind = number % len(small), second
        name = os.fsencode(path)
        if kind in made:
            os.link(made[kind], thumbnails.thumbnail_path(name))
        else:
            thumbnails.store(name, second * 10**9, 4_000_000, small[kind[0]])
            made[kind] = thumbnails.thumbnail_path(name)
