"""Describing a library with a network of which only the projection is new, against decoding it again."""

import os
import time
from pathlib import Path

import numpy as np

from photosearch.library.connection import transaction
from photosearch.library.folders import Target, add_folder
from photosearch.library.indexing import Indexer
from photosearch.library.library import Library
from photosearch.network.card import ModelCard
from photosearch.network.describer import load_describer
from photosearch.network.models import DEFAULT_MODEL, find_model, own_models_folder
from tests.benchmarks.corpus import large_photos
from tests.benchmarks.figures import Figure
from tests.network.reprojected import reprojected

COUNT = 100_000
# Photos that tell how long decoding and describing one takes.
DECODED = 60


def run(workdir: Path) -> list[Figure]:
    """One run of each; the photos of the library are random numbers, those that are decoded are not."""
    os.environ["XDG_CACHE_HOME"] = str(workdir / "cache")
    os.environ["XDG_DATA_HOME"] = str(workdir / "data")
    mine = reprojected(own_models_folder() / "mine")
    with Library.writing(workdir / "library") as library:
        _fill(library, find_model(DEFAULT_MODEL))
        indexer = Indexer(library, load_describer("mine", "cpu"))
        started = time.perf_counter()
        report = indexer.run([])
        redescribing = time.perf_counter() - started
        assert report.redescribed == library.descriptors(mine).count() == COUNT
    decoding = _decoding(workdir) * COUNT / DECODED
    return [
        Figure(f"describing {COUNT:,} photos anew by a matrix product", redescribing, "s", 60),
        Figure("the same by decoding them, 12 megapixels each", decoding, "s"),
        Figure("decoding / matrix product", decoding / redescribing, "x", 100, at_most=False),
    ]


def _fill(library: Library, card: ModelCard) -> None:
    """Contents with random pooled vectors, as indexing would have left them."""
    rng = np.random.default_rng(0)
    model_id = library.register(card)
    with transaction(library.connection):
        for number in range(1, COUNT + 1):
            vector = rng.random(card.dimension, np.float32)
            library.connection.execute(
                "INSERT INTO contents (id, hash, file_size, width, height, format)"
                " VALUES (?, ?, 1, 1, 1, 'JPEG')",
                (number, number.to_bytes(16, "big")),
            )
            library.connection.execute(
                "INSERT INTO descriptors (id, model_id, content_id, descriptor) VALUES (?, ?, ?, ?)",
                (number, model_id, number, (vector / np.linalg.norm(vector)).astype("<f2").tobytes()),
            )
            library.connection.execute(
                "INSERT INTO pooled (descriptor_id, feature) VALUES (?, ?)",
                (number, rng.random(card.pooled_dimension, np.float32).astype("<f2").tobytes()),
            )


def _decoding(workdir: Path) -> float:
    large_photos(workdir / "photos", DECODED)
    with Library.writing(workdir / "decoded") as library:
        target: Target = add_folder(library.connection, os.fsencode(workdir / "photos"))
        indexer = Indexer(library, load_describer("mine", "cpu"))
        started = time.perf_counter()
        assert indexer.run([target]).indexed == DECODED
        return time.perf_counter() - started
