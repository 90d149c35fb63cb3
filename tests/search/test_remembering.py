"""What the person said of pairs of photos, in every later search."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosearch.imaging.reading import ReadRequest, read_photo
from photosearch.library.filtering import PhotoFilter
from photosearch.library.library import Library
from photosearch.library.marks import DIFFERENT, SAME, MarkedPhoto, Marks
from photosearch.network.describer import Describer
from photosearch.search.engine import Query, Result, SearchEngine
from photosearch.search.remembering import memory, search, wanted_contents
from photosearch.search.verification.comparing import compare
from photosearch.search.verification.features import extract_features
from photosearch.search.verification.kinds import judge
from photosearch.search.verification.settling import settled
from photosearch.search.verification.verifier import Subject, Verified
from tests.conftest import Run, counts


class World:
    """Eight photos and a ninth that is an exact copy, and what is said of them."""

    def __init__(self, library: Library, photos: Path, describer: Describer) -> None:
        self.photos, self.library, self.describer = photos, library, describer

    def query(self, name: str, weight: float = 1.0) -> Query:
        picture = read_photo(ReadRequest(os.fsencode(self.photos / f"{name}.jpg"), 320))
        (described,) = self.engine().described([picture])
        return Query(described.path, described.content_hash, described.descriptor, weight)

    def engine(self) -> SearchEngine:
        index = self.library.vector_index(self.describer.card)
        return SearchEngine(self.library, self.describer, index)

    def say(self, one: str, other: str, says: str) -> None:
        both = [MarkedPhoto(self.query(name).content_hash, b"/was here") for name in (one, other)]
        with Marks.writing(self.library.folder) as marks:
            marks.say([(both[0], both[1])], says)

    def found(
        self, *queries: Query, k: int = 9, wanted: PhotoFilter | None = None
    ) -> tuple[list[Result], int]:
        with Marks.reading(self.library.folder) as marks:
            said = memory(marks.about(wanted_contents(queries)))
        return search(self.engine(), said, queries, k, wanted or PhotoFilter())


def names(results: list[Result]) -> list[str]:
    return [os.path.basename(result.path).decode().removesuffix(".jpg") for result in results]


@pytest.fixture(scope="module")
def indexed(small_photos: Path, describer: Describer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the photos and their library, not to be changed."""
    root = Path(os.path.realpath(tmp_path_factory.mktemp("remembering")))
    photos = Path(shutil.copytree(small_photos, root / "photos"))
    shutil.copy(photos / "giraffe.jpg", photos / "zz-giraffe.jpg")
    with pytest.MonkeyPatch.context() as patch, Library.writing(root / "library") as library:
        patch.setenv("XDG_CACHE_HOME", str(root / "cache"))
        Run(library, describer)(photos)
    return root


@pytest.fixture
def world(indexed: Path, describer: Describer, tmp_path: Path) -> Iterator[World]:
    shutil.copytree(indexed / "library", tmp_path / "own")
    with Library.reading(tmp_path / "own") as library:
        yield World(library, indexed / "photos", describer)


def test_no_match_is_left_out_with_all_its_copies(world: World) -> None:
    query = world.query("china")
    before, hidden = world.found(query)
    assert len(before) == 9 and hidden == 0
    world.say("giraffe", "china", DIFFERENT)
    after, hidden = world.found(query)
    assert names(after) == [name for name in names(before) if "giraffe" not in name]
    assert hidden == 2
    assert "china" not in names(world.found(world.query("giraffe"))[0]), "it holds both ways"


def test_list_is_filled_up_and_only_what_it_would_have_shown_is_hidden(world: World) -> None:
    query = world.query("china")
    order = names(world.found(query)[0])
    near, far = (next(n for n in some if "giraffe" not in n) for some in (order[1:], order[::-1]))
    world.say("china", near, DIFFERENT)
    world.say("china", far, DIFFERENT)
    after, hidden = world.found(query, k=4)
    assert names(after) == [name for name in order if name != near][:4] and hidden == 1


def test_same_comes_in_from_however_far(world: World) -> None:
    query = world.query("china")
    last = names(world.found(query)[0])[-1].removeprefix("zz-")
    assert last not in names(world.found(query, k=2)[0])
    world.say(last, "china", SAME)
    copy, same, *_ = world.found(query)[0]
    assert (names([copy]), copy.kind, copy.said) == (["china"], "copy", False)
    assert (names([same])[0].removeprefix("zz-"), same.kind, same.said, same.probability) == (
        last, "same", True, 1.0
    )  # fmt: skip
    assert -1 <= same.score < copy.score and len(world.found(query, k=2)[0]) == 2


def test_same_is_not_passed_on(world: World) -> None:
    world.say("china", "dogs", SAME)
    world.say("dogs", "citrus", SAME)
    said = [name for name, result in zip(*_named(world, "china"), strict=True) if result.said]
    assert said == ["dogs"]


def _named(world: World, name: str) -> tuple[list[str], list[Result]]:
    results, _ = world.found(world.query(name))
    return names(results), results


def test_copies_of_the_query_are_never_hidden(world: World) -> None:
    world.say("giraffe", "china", DIFFERENT)
    queries = [world.query("giraffe"), world.query("china")]
    assert {"giraffe", "zz-giraffe", "china"} <= set(names(world.found(*queries)[0]))


def test_what_is_said_of_an_unwanted_picture_is_not_asked_for(world: World) -> None:
    world.say("giraffe", "dogs", SAME)
    world.say("giraffe", "citrus", DIFFERENT)
    results, hidden = world.found(world.query("china"), world.query("giraffe", -0.5))
    assert not any(result.said for result in results) and hidden == 0
    assert "citrus" in names(results)


def test_filters_hold_for_what_was_said(world: World) -> None:
    world.say("china", "dogs", SAME)
    world.say("china", "citrus", DIFFERENT)
    assert world.found(world.query("china"), wanted=PhotoFilter(below=b"/nowhere")) == ([], 0)


def test_moving_and_indexing_anew_changes_nothing(run: Run, photos: Path, describer: Describer) -> None:
    run(photos)
    world = World(run.library, photos, describer)
    world.say("china", "citrus", DIFFERENT)
    world.say("china", "dogs", SAME)
    (photos / "moved").mkdir()
    for name in ("china", "citrus", "dogs"):
        (photos / f"{name}.jpg").rename(photos / "moved" / f"other-{name}.jpg")
    assert counts(run(photos)) == (0, 5, 3, 0)
    found, results = _named(world, "moved/other-china")
    assert found[:2] == ["other-china", "other-dogs"] and results[1].said
    assert "other-citrus" not in found


def test_verification_does_not_overrule(world: World) -> None:
    world.say("china", "dogs", SAME)
    results, _ = world.found(world.query("china"))
    one, other = (
        extract_features(np.asarray(Image.open(world.photos / f"{name}.jpg"))) for name in ("china", "dogs")
    )
    compared = compare(one, other)
    judgement = judge(compared)
    assert judgement.kind == "alike"
    verified = {r.photo_id: Verified(Subject(r.path), judgement, compared) for r in results}
    said = [result for result in settled(results, verified) if result.said]
    assert [(names([r])[0], r.kind, r.probability, r.inliers) for r in said] == [
        ("dogs", "same", 1.0, compared.inliers)
    ]
