"""Photos of one picture with other bytes confirm nothing."""

from pathlib import Path

import pytest
from PIL import Image, ImageEnhance

from photosearch.training.cleaning.cleaner import Options, clean_folder
from photosearch.training.cleaning.report import PhotoVerdict, load_kept, save_report
from tests.training.cleaning.class_folders import edited, opened, save


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The photos of these tests are matched once."""
    return tmp_path_factory.mktemp("matches")


def copies(name: str) -> dict[str, Image.Image]:
    """One picture three times: as it is, smaller, in other colours."""
    whole = opened(name)
    small = whole.resize((whole.width * 3 // 4, whole.height * 3 // 4), Image.Resampling.LANCZOS)
    pale = ImageEnhance.Color(ImageEnhance.Brightness(whole).enhance(0.8)).enhance(0.2)
    return {f"{name}-1": whole, f"{name}-2": small, f"{name}-3": pale}


def clean(folder: Path, cache: Path) -> dict[str, PhotoVerdict]:
    report = clean_folder(bytes(folder), Options(workers=1, cache=cache))
    save_report(report, folder.parent / "report")
    return {Path(photo.path.decode()).stem: photo for photo in report.photos()}


def test_an_advertisement_that_came_three_times_goes(tmp_path: Path, cache: Path) -> None:
    save(tmp_path / "set" / "tower", {f"eiffel-tower-{n}": opened(f"eiffel-tower-{n}") for n in (1, 2, 3)})
    save(tmp_path / "set" / "tower", copies("coffee"))
    found = clean(tmp_path / "set", cache)
    assert {name for name, photo in found.items() if photo.is_kept} == {
        f"eiffel-tower-{n}" for n in (1, 2, 3)
    }
    assert found["coffee-2"].reason == "agrees with copies of itself alone"
    named = {name: photo.near_copy_of for name, photo in found.items() if photo.near_copy_of}
    assert named == {"coffee-2": b"tower/coffee-1.jpg", "coffee-3": b"tower/coffee-1.jpg"}
    assert not any(photo.copy_of for photo in found.values())


def test_more_pictures_count_before_more_copies(tmp_path: Path, cache: Path) -> None:
    versions = edited("colosseum")
    views = {name: versions[name] for name in ("colosseum-whole", "colosseum-crop")}
    save(tmp_path / "set" / "c", copies("dogs") | views)
    found = clean(tmp_path / "set", cache)
    assert {name for name, photo in found.items() if photo.is_kept} == set(views)
    assert found["colosseum-whole"].reason == "in the largest group, of 2"


def test_copies_of_a_place_stay_and_can_be_left_out_of_training(tmp_path: Path, cache: Path) -> None:
    save(tmp_path / "set" / "tower", {f"eiffel-tower-{n}": opened(f"eiffel-tower-{n}") for n in (2, 3)})
    save(tmp_path / "set" / "tower", copies("eiffel-tower-1"))
    found = clean(tmp_path / "set", cache)
    assert all(photo.is_kept for photo in found.values()) and len(found) == 5
    report = tmp_path / "report" / "report.json"
    kept, once = (load_kept(report, copies=with_copies) for with_copies in (True, False))
    assert len(kept) == 5 and len(once) == 3
