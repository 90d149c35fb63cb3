"""The trainer learns from what the person said of photos of the library."""

import os
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from photosearch.imaging.reading import ReadRequest, read_photo
from photosearch.library.library import Library
from photosearch.library.marks import DIFFERENT, SAME, MarkedPhoto, Marks
from photosearch.network.describer import Describer
from photosearch.services import training_records as records
from photosearch.services.records import from_json
from photosearch.services.training_records import Assessment, run_from_json
from tests.conftest import Run
from tests.services.client import Client, ServiceError
from tests.services.conftest import Start
from tests.training.sample_places import sample_places


def marked(path: Path) -> MarkedPhoto:
    return MarkedPhoto(read_photo(ReadRequest(os.fsencode(path))).content_hash, os.fsencode(path))


@pytest.fixture(scope="module")
def indexed(
    describer: Describer, small_photos: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, dict[str, list[Path]]]]:
    """A folder with a library of 13 places with 32 photos and 8 others; not to be changed."""
    root = Path(os.path.realpath(tmp_path_factory.mktemp("marked")))
    places = sample_places(root / "photos")
    shutil.copytree(small_photos, root / "photos" / "others")
    with pytest.MonkeyPatch.context() as patch, Library.writing(root / "library") as library:
        patch.setenv("XDG_CACHE_HOME", str(root / "cache"))
        Run(library, describer)(root / "photos")
    yield root, places


class World:
    def __init__(self, library: Path, places: dict[str, list[Path]], trainer: Client) -> None:
        self.library, self.places, self.trainer = library, places, trainer

    def say(self, count: int) -> None:
        """Mark all photos of so many places as the same, each with the next."""
        with Marks.writing(self.library) as marks:
            for paths in list(self.places.values())[:count]:
                photos = [marked(path) for path in paths]
                marks.say(pairwise(photos), SAME)

    def assess(self) -> Assessment:
        return from_json(Assessment, self.trainer.call("assess", folder="", from_library=True))


@pytest.fixture
def world(indexed: tuple[Path, dict[str, list[Path]]], start: Start, tmp_path: Path) -> World:
    library = Path(shutil.copytree(indexed[0] / "library", tmp_path / "own"))
    return World(library, indexed[1], start("trainer", library))


def test_too_few_marks_say_how_many_are_lacking(world: World) -> None:
    found = world.assess()
    assert (found.verdict, found.marks, found.needed, found.places) == (records.TOO_FEW, 0, 8, ())
    world.say(5)
    found = world.assess()
    assert (found.verdict, len(found.places), found.needed) == (records.TOO_FEW, 5, 3)
    with pytest.raises(ServiceError, match="3 to go"):
        world.trainer.call("train", folder="", kind="quick", device="cpu", from_library=True)
    assert world.trainer.call("runs") == [], "what came to nothing leaves nothing"


def test_library_is_judged_by_its_marks(world: World) -> None:
    world.say(13)
    found = world.assess()
    assert (found.verdict, found.folder, found.photos, len(found.places)) == (records.FEW, "", 32, 13)
    assert (found.marks, found.missing, found.left_out, found.needed) == (19, 0, 0, 0)
    assert found.known == 32 + 8, "all are described already"
    assert found.quick_s > 0 and found.thorough_s > found.quick_s
    tower = [marked(path) for path in world.places["eiffel-tower"]]
    with Marks.writing(world.library) as marks:
        marks.say([(tower[0], tower[-1])], DIFFERENT)
    assert world.assess().left_out == 1


def test_training_from_marks(world: World, tmp_path: Path) -> None:
    world.say(13)
    answer = world.trainer.ask("train", folder="", kind="quick", device="cpu", from_library=True)
    run = run_from_json(answer.result())
    assert run.finished and run.from_library and run.folder == "" and run.unreadable == 0
    assert len(run.held_out) == 3 and run.places == 10
    aside = {path.stem for place in world.places.values() for path in place}
    assert set(run.held_out) <= aside, "a place is called as its first photo"
    assert run.photos + run.queries == 32 and 0 < run.before <= 1 and 0 < run.after <= 1
    shown = {path for example in run.examples for path, _ in (*example.before, *example.after)}
    assert all(Path(path).is_file() for path in shown)
    assert not any("others" in path for path in shown), "of them nobody knows what they show"
    assert run_from_json(world.trainer.call("adopt", run=run.id)).in_use
