"""A network of which only the projection is new describes a library without decoding a photo."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from photosearch.library.folders import Target, add_folder
from photosearch.library.indexing import Control, Indexer
from photosearch.library.library import Library
from photosearch.library.mending import check
from photosearch.library.redescribing import Redescriber
from photosearch.network.card import ModelCard
from photosearch.network.describer import load_describer
from photosearch.network.models import DEFAULT_MODEL, own_models_folder
from tests.conftest import SAMPLE, Run
from tests.network.reprojected import reprojected


@pytest.fixture
def mine() -> ModelCard:
    """A network of the person's own with another projection."""
    return reprojected(own_models_folder() / "mine")


def indexer(library: Library, model: str, **more: object) -> Indexer:
    return Indexer(library, load_describer(model, "cpu"), workers=1, **more)  # type: ignore[arg-type]


def descriptors(library: Library, card: ModelCard) -> dict[int, np.ndarray]:
    rows = library.connection.execute(
        "SELECT content_id, descriptor FROM descriptors WHERE model_id = ?", (library.model_id(card),)
    )
    return {content: np.frombuffer(blob, "<f2").astype(np.float32) for content, blob in rows}


def test_library_is_redescribed_without_reading_a_photo(run: Run, photos: Path, mine: ModelCard) -> None:
    run(photos)
    for photo in photos.iterdir():
        status = photo.stat()
        photo.write_bytes(bytes(status.st_size))  # nothing left to decode, and to the scan the same file
        os.utime(photo, ns=(status.st_atime_ns, status.st_mtime_ns))
    seen: list[tuple[int, int]] = []
    again = indexer(
        run.library, "mine", progress=lambda progress: seen.append((progress.done, progress.total))
    )
    report = again.run([Target(folder) for folder in run.library.folders()])
    assert (report.redescribed, report.indexed, report.unchanged) == (8, 0, 8)
    assert seen[-1] == (8, 8)
    assert len(descriptors(run.library, mine)) == 8
    assert again.run([Target(folder) for folder in run.library.folders()]).redescribed == 0
    run.library.save_vector_index(mine)
    assert check(run.library.folder) == []
    assert run.library.answering(mine, [run.indexer.describer.card]) is mine


def test_it_equals_describing_anew(library: Library, tmp_path: Path, mine: ModelCard) -> None:
    """All sample photographs, once by a matrix product and once decoded."""
    target = [add_folder(library.connection, os.fsencode(SAMPLE))]
    bundled = indexer(library, DEFAULT_MODEL)
    assert bundled.run(target).indexed == 51
    assert indexer(library, "mine").run(target).redescribed == 51
    with Library.writing(tmp_path / "anew") as other:
        again = [add_folder(other.connection, os.fsencode(SAMPLE))]
        assert indexer(other, "mine").run(again).indexed == 51
        hashes = "SELECT c.hash, d.descriptor, p.feature FROM contents c JOIN descriptors d ON"
        hashes += " d.content_id = c.id JOIN pooled p ON p.descriptor_id = d.id WHERE d.model_id = ?"
        made = {
            where: {row[0]: row[1:] for row in where.connection.execute(hashes, (where.model_id(mine),))}
            for where in (library, other)
        }
    assert made[library].keys() == made[other].keys() and len(made[library]) == 51
    for content, (blob, feature) in made[library].items():
        one, two = (np.frombuffer(b, "<f2").astype(float) for b in (blob, made[other][content][0]))
        assert one @ two / np.linalg.norm(one) / np.linalg.norm(two) > 0.9999
        assert feature == made[other][content][1]


def test_another_backbone_is_decoded(run: Run, photos: Path) -> None:
    import dataclasses

    card = reprojected(own_models_folder() / "smaller")
    dataclasses.replace(card, input_size=256).save(card.folder)
    run(photos)
    report = indexer(run.library, "smaller").run([Target(folder) for folder in run.library.folders()])
    assert (report.redescribed, report.indexed) == (0, 8)


def test_damaged_pooled_vector_is_decoded_again(run: Run, photos: Path, mine: ModelCard) -> None:
    run(photos)
    connection = run.library.connection
    connection.execute("UPDATE pooled SET feature = x'00' WHERE descriptor_id = 1")
    connection.execute("UPDATE pooled SET feature = zeroblob(2558) || x'007e' WHERE descriptor_id = 2")  # NaN
    report = indexer(run.library, "mine").run([Target(folder) for folder in run.library.folders()])
    assert (report.redescribed, report.indexed) == (6, 2)
    assert len(descriptors(run.library, mine)) == 8


def test_new_photos_beside_are_decoded_as_ever(run: Run, photos: Path, mine: ModelCard) -> None:
    new = (photos / "dogs.jpg").rename(photos.parent / "dogs.jpg")
    run(photos)
    new.rename(photos / "dogs.jpg")
    report = indexer(run.library, "mine").run([Target(folder) for folder in run.library.folders()])
    assert (report.redescribed, report.indexed, report.unchanged) == (7, 1, 7)


def test_several_sources_and_back_again(run: Run, photos: Path, mine: ModelCard) -> None:
    """What only the first or only the second network described, the third gets from either."""
    held_back = (photos / "dogs.jpg").rename(photos.parent / "dogs.jpg")
    run(photos)
    targets = [Target(folder) for folder in run.library.folders()]
    indexer(run.library, "mine").run(targets)
    held_back.rename(photos / "dogs.jpg")
    indexer(run.library, "mine").run(targets)
    third = reprojected(own_models_folder() / "third", seed=1)
    assert indexer(run.library, "third").run(targets).redescribed == 8
    assert len(descriptors(run.library, third)) == 8
    assert indexer(run.library, DEFAULT_MODEL).run(targets).redescribed == 1


def test_stop_between_batches_keeps_what_is_done(run: Run, photos: Path, mine: ModelCard) -> None:
    run(photos)
    control = Control()
    connection, model_id = run.library.connection, run.library.register(mine)
    first = Redescriber(connection, mine, model_id, batch=3)
    assert first.run(lambda: control.stopped, lambda done: control.stop()) == 3
    assert len(descriptors(run.library, mine)) == 3
    targets = [Target(folder) for folder in run.library.folders()]
    stopped = indexer(run.library, "mine", control=control).run(targets)
    assert stopped.stopped and stopped.redescribed == 0
    assert indexer(run.library, "mine").run(targets).redescribed == 5


_KILLED = """
import os, sys
from pathlib import Path
from photosearch.library.library import Library
from photosearch.library.redescribing import Redescriber
from photosearch.network.models import find_model
batches = []
def die_in_the_second(sql):
    if batches and sql.startswith("INSERT INTO pooled"):
        os._exit(9)  # the descriptors are in, their pooled vectors are not
with Library.writing(Path(sys.argv[1])) as library:
    card = find_model("mine")
    redescriber = Redescriber(library.connection, card, library.register(card), batch=3)
    library.connection.set_trace_callback(die_in_the_second)
    redescriber.run(progress=batches.append)
"""


def test_killed_within_a_batch_the_next_run_goes_on(run: Run, photos: Path, mine: ModelCard) -> None:
    run(photos)
    targets = [Target(folder) for folder in run.library.folders()]
    folder = run.library.folder
    run.library.close()
    ended = subprocess.run([sys.executable, "-c", _KILLED, folder], check=False)
    assert ended.returncode == 9
    with Library.writing(folder) as library:
        assert len(descriptors(library, mine)) == 3
        assert Redescriber(library.connection, mine, library.register(mine)).left() == 5
        assert indexer(library, "mine").run(targets).redescribed == 5
    assert check(folder) == []
