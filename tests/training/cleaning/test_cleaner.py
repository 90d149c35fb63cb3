"""Cleaning of small sets of real photos, with strangers and hostile files among them."""

import itertools
import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosearch.errors import PhotosearchError, UsageError
from photosearch.training.cleaning import cleaner
from photosearch.training.cleaning.cleaner import CleaningStoppedError, Options, Progress, clean_folder
from photosearch.training.cleaning.report import PhotoVerdict, Report
from photosearch.training.cleaning.sheet import class_sheet
from tests.conftest import SAMPLE
from tests.training.cleaning.class_folders import contents, make_set, opened, save


@pytest.fixture(scope="module")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The photos of these tests are matched once."""
    return tmp_path_factory.mktemp("matches")


@pytest.fixture
def options(shared_cache: Path) -> Options:
    return Options(workers=1, cache=shared_cache)


def by_name(report: Report) -> dict[str, PhotoVerdict]:
    return {Path(photo.path.decode()).stem: photo for photo in report.photos()}


def clean(folder: Path, options: Options) -> Report:
    return clean_folder(str(folder).encode(), options)


def test_versions_of_a_place_stay_and_strangers_go(tmp_path: Path, options: Options) -> None:
    folder = make_set(tmp_path / "set")
    before = contents(folder)
    report = clean(folder, options)
    kept = {name for name, photo in by_name(report).items() if photo.is_kept}
    versions = {f"china-{version}" for version in ("whole", "crop", "turned", "dark", "small")}
    assert kept == versions | {"whole", "crop", "dark"}
    assert [each.groups for each in report.classes] == [[3, 2], [5]]
    assert by_name(report)["dogs"].reason == "agrees with no other photo"
    assert by_name(report)["bridge-whole"].reason == "in a smaller group, of 2"
    assert contents(folder) == before
    with_others = clean(folder, Options(groups_from=2, workers=1, cache=options.cache))
    assert {n for n, p in by_name(with_others).items() if p.is_kept} == kept | {
        "bridge-whole",
        "bridge-turned",
    }


def test_different_photos_of_a_place_stay_together_with_a_box_each(tmp_path: Path, options: Options) -> None:
    for place, stranger in (("eiffel-tower", "kitten"), ("taj-mahal", "coffee"), ("neuschwanstein", "fig")):
        views = [f"{place}-{n}" for n in (1, 2, 3) if (place, n) != ("neuschwanstein", 3)]
        save(tmp_path / "set" / place, {name: opened(name) for name in (*views, stranger)})
    found = by_name(clean(tmp_path / "set", options))
    assert {name for name, photo in found.items() if not photo.is_kept} == {"kitten", "coffee", "fig"}
    for photo in found.values():
        if photo.is_kept:
            assert photo.box is not None and photo.size is not None
            left, top, right, bottom = photo.box
            assert 0 <= left < right <= photo.size[0]
            assert 0 <= top < bottom <= photo.size[1]
    # The tower stands in the middle of the first view, with sky and houses around it.
    box = found["eiffel-tower-1"].box
    assert box is not None
    assert 200 > box[0] > 50 and 350 > box[2] > 200


def test_boxes_are_in_pixels_of_the_upright_full_photo(tmp_path: Path, options: Options) -> None:
    whole = opened("china")
    sideways = Image.Exif()
    sideways[0x0112] = 6
    save(tmp_path / "set" / "c", {"whole": whole})
    large = whole.resize((whole.width * 4, whole.height * 4)).rotate(90, expand=True)
    large.save(tmp_path / "set" / "c" / "large.jpg", exif=sideways)
    found = by_name(clean(tmp_path / "set", options))
    assert found["large"].size == (whole.width * 4, whole.height * 4)
    assert found["large"].box is not None and found["whole"].box is not None
    assert np.allclose(np.array(found["large"].box) / 4, found["whole"].box, atol=12)


def test_hostile_pictures_get_a_verdict(tmp_path: Path, options: Options) -> None:
    folder = tmp_path / "set" / "c"
    chance = np.random.default_rng(0)
    save(
        folder,
        {"grey": Image.new("RGB", (300, 200), "#808080"), "white": Image.new("RGB", (300, 200), "white")},
    )
    save(folder, {"dot": Image.new("RGB", (1, 1)), "strip": Image.new("RGB", (900, 1), "red")})
    save(folder, {"noise": Image.fromarray(chance.integers(0, 256, (200, 300, 3), np.uint8))})
    save(folder, {"ramp": Image.linear_gradient("L").convert("RGB")})
    (folder / "empty.jpg").touch()
    (folder / "broken.jpg").write_bytes((folder / "noise.jpg").read_bytes()[:200])
    (folder / "text.jpg").write_text("no picture")
    (folder / "gone.jpg").symlink_to("nowhere")
    (folder / "notes.txt").write_text("not a photo at all")
    (tmp_path / "set" / "only-text").mkdir()
    save(tmp_path / "set" / "single", {"single": opened("dogs")})
    report = clean(tmp_path / "set", options)
    found = by_name(report)
    assert len(found) == 11
    assert not any(photo.is_kept for photo in found.values())
    assert all(
        found[name].reason.startswith("cannot be read: ") for name in ("empty", "broken", "text", "gone")
    )
    assert found["grey"].reason == found["dot"].reason == "too little in it to compare"
    for each in report.classes:
        assert class_sheet(each, lambda path: None).width > 0


def test_copies_are_told_and_do_not_speak_for_one_another(tmp_path: Path, options: Options) -> None:
    folder = make_set(tmp_path / "set")
    shutil.copy(folder / "palace" / "dogs.jpg", folder / "palace" / "dogs-again.jpg")
    shutil.copy(folder / "palace" / "china-whole.jpg", folder / "palace" / "zz.jpg")
    found = by_name(clean(folder, options))
    assert not found["dogs"].is_kept and not found["dogs-again"].is_kept
    assert found["dogs"].copy_of == b"palace/dogs-again.jpg"
    assert found["zz"].is_kept and found["zz"].copy_of == b"palace/china-whole.jpg"
    assert sum(photo.copy_of is not None for photo in found.values()) == 2


def test_a_stopped_run_goes_on_where_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "set"
    photos = iter(sorted(SAMPLE.glob("*.jpg")))
    for name in "abcdef":
        save(folder / name, {path.stem: opened(path.stem) for path in itertools.islice(photos, 3)})
    options = Options(workers=1, cache=tmp_path / "cache")
    states: list[Progress] = []

    def stop_after(stage: str, done: int) -> None:
        states.clear()
        with pytest.raises(CleaningStoppedError):
            clean_folder(
                str(folder).encode(),
                options,
                states.append,
                lambda: any(state.stage == stage and state.done >= done for state in states),
            )

    stop_after("photos read", 5)
    assert not any(state.stage == "pairs matched" for state in states)
    stop_after("pairs matched", 3)
    total = states[-1].total
    states.clear()
    resumed = clean_folder(str(folder).encode(), options, states.append)
    rest = [state for state in states if state.stage == "pairs matched"][-1]
    # At most two classes are under way at a time, and what was begun is finished and kept.
    assert 6 <= rest.total <= total - 3 and total == 6 * 3
    assert rest.done == rest.total
    undisturbed = clean(folder, Options(workers=1, cache=tmp_path / "other"))
    assert resumed == undisturbed


def test_what_was_matched_is_not_read_or_matched_again(tmp_path: Path, options: Options) -> None:
    folder = make_set(tmp_path / "set")
    first = clean(folder, options)
    for photo in folder.rglob("*.jpg"):  # of the same size and time: only a reader would notice
        status = photo.stat()
        photo.write_bytes(b"x" * status.st_size)
        os.utime(photo, ns=(status.st_atime_ns, status.st_mtime_ns))
    states: list[Progress] = []
    assert clean_folder(str(folder).encode(), options, states.append) == first
    assert {state.stage for state in states} == {"photos read"}


def test_a_photo_that_was_replaced_is_read_anew(tmp_path: Path, options: Options) -> None:
    folder = make_set(tmp_path / "set")
    assert by_name(clean(folder, options))["china-crop"].is_kept
    save(folder / "palace", {"china-crop": opened("honey-bee")})
    assert not by_name(clean(folder, options))["china-crop"].is_kept


def test_a_folder_without_classes_is_refused(tmp_path: Path, options: Options) -> None:
    save(tmp_path / "flat", {"dogs": opened("dogs")})
    with pytest.raises(UsageError, match="no subfolders with photos"):
        clean(tmp_path / "flat", options)
    with pytest.raises(UsageError, match="cannot be read"):
        clean(tmp_path / "none", options)
    (tmp_path / "file").touch()
    with pytest.raises(PhotosearchError, match="--cache"):
        clean(make_set(tmp_path / "set"), Options(workers=1, cache=tmp_path / "file"))


def test_remaining_time_is_worked_out() -> None:
    assert Progress("photos read", 10, 40, 2.0).remaining_s == 15
    assert Progress("photos read", 0, 40, 0.0).remaining_s is None
    assert cleaner.MIN_INLIERS >= 6
