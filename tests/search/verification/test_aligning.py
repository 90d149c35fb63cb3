"""Laying one picture onto the other, and what differs then."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance

from photosearch.search.verification.aligning import align
from tests.search.verification.pictures import photo

SAME = np.eye(3)
BOX = (160, 120, 220, 170)
ORANGE = np.array([255, 96, 40])


def pixels(image: Image.Image) -> np.ndarray:
    return np.asarray(image.convert("RGB"))


def coloured(picture: np.ndarray) -> np.ndarray:
    """Where a difference is marked: H x W bool."""
    return np.abs(picture.astype(int) - ORANGE).sum(axis=2) < 90


def with_box(image: Image.Image) -> Image.Image:
    changed = image.copy()
    ImageDraw.Draw(changed).rectangle(BOX, fill=(255, 255, 255))
    return changed


def test_what_was_painted_over_is_marked_and_nothing_else() -> None:
    whole = photo("china.jpg")
    found = align(pixels(whole), pixels(with_box(whole)), SAME)
    assert found is not None and found.difference.shape == pixels(whole).shape
    marked = coloured(found.difference)
    left, top, right, bottom = BOX
    inside = np.zeros_like(marked)
    inside[top : bottom + 1, left : right + 1] = True
    assert marked[inside].mean() > 0.8
    assert marked[~inside].mean() < 0.005
    assert found.changed == pytest.approx(inside.mean(), rel=0.25)


def test_another_size_and_compression_is_no_difference() -> None:
    whole = photo("china.jpg")
    small = whole.resize((whole.width // 2, whole.height // 2), Image.Resampling.LANCZOS)
    for query, other in ((whole, small), (small, whole)):
        found = align(pixels(query), pixels(other), SAME)
        assert found is not None and found.changed < 0.01


def test_another_light_on_all_of_it_is_no_difference() -> None:
    whole = photo("china.jpg")
    darker = ImageEnhance.Color(ImageEnhance.Brightness(whole).enhance(0.7)).enhance(0.9)
    found = align(pixels(whole), pixels(darker), SAME)
    assert found is not None and found.changed < 0.01
    assert found.photo.mean() == pytest.approx(pixels(darker).mean(), rel=0.02), "it is shown as it is"


def test_a_turned_crop_is_laid_where_it_belongs() -> None:
    whole = pixels(photo("china.jpg"))
    height, width = whole.shape[:2]
    turned = np.ascontiguousarray(np.rot90(whole))
    # A share (x, y) of the picture is at (y, 1 - x) once it is turned against the clock.
    found = align(whole, turned, np.array([[0, 1.0, 0], [-1, 0, 1], [0, 0, 1]]))
    assert found is not None and found.photo.shape == (height, width, 3)
    assert found.changed < 0.001
    assert np.abs(found.photo[4:-4, 4:-4].astype(int) - whole[4:-4, 4:-4]).mean() < 1


def test_what_the_photo_does_not_show_is_dark() -> None:
    whole = photo("china.jpg")
    half = whole.crop((0, 0, whole.width // 2, whole.height))
    found = align(pixels(whole), pixels(half), np.diag([2.0, 1, 1]))
    assert found is not None and found.changed < 0.001
    middle = whole.width // 2
    assert found.difference[:, middle + 4 :].max() < 50 < found.difference[:, : middle - 4].mean()
    assert not found.photo[:, middle + 4 :].any()


def test_pictures_without_a_common_part_are_not_aligned() -> None:
    picture = pixels(photo("china.jpg"))
    away = np.array([[1.0, 0, 5], [0, 1, 0], [0, 0, 1]])
    assert align(picture, picture, away) is None
    assert align(picture[:3, :3], picture, SAME) is None


@pytest.mark.parametrize("level", [0, 255])
def test_plain_pictures_give_an_answer(level: int) -> None:
    one = np.full((200, 300, 3), level, np.uint8)
    found = align(one, cv2.flip(one, 1), SAME)
    assert found is not None and found.changed == 0
