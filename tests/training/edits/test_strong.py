"""Edits: the same picture still, never the same pixels."""

import numpy as np
import pytest
from PIL import Image

from photosearch.network.describer import Describer
from photosearch.training.edits import StrongEdit, layouts, shapes, tones
from tests.conftest import NAMES, SAMPLE

NAMES_OF_EDITS = {
    shapes: "cut quarter_turned turned mirrored stretched bordered aslant",
    tones: "recoloured grey tinted hue_turned gamma few_colours shaded jpeg"
    " small blurred noisy halftone sharpened",
    layouts: "written_on marked_all_over stuck_on with_caption on_screen cover",
}
EDITS = [getattr(module, name) for module, names in NAMES_OF_EDITS.items() for name in names.split()]
PLACES = [layouts.beside_others, layouts.in_other, layouts.other_in_it, layouts.photographed]


def photo(name: str, size: int = 256) -> Image.Image:
    with Image.open(SAMPLE / f"{name}.jpg") as image:
        image.thumbnail((size, size))
        return image.convert("RGB")


@pytest.mark.parametrize("edit", [*EDITS, *PLACES], ids=lambda edit: edit.__name__)
@pytest.mark.parametrize("size", [(256, 171), (40, 200), (17, 16)])
def test_every_edit_changes_any_photo_by_the_seed_alone(edit, size):
    image, before = photo("china").resize(size), photo("china").resize(size).tobytes()
    more = (photo("dogs"),) if edit in PLACES else ()
    found = [edit(image, np.random.default_rng(seed), *more) for seed in (1, 1, 2, 3, 4)]
    assert image.tobytes() == before
    assert found[0].mode == "RGB" and found[0].size == found[1].size and min(found[0].size) >= 8
    assert found[0].tobytes() == found[1].tobytes()
    assert any(one.size != image.size or one.tobytes() != before for one in found)


def test_a_picture_laid_on_another_is_where_its_corners_are():
    ground, white = Image.new("RGB", (100, 80), "black"), Image.new("RGB", (50, 50), "white")
    corners = np.array([[20, 10], [80, 20], [70, 60], [30, 70]])
    found = np.asarray(shapes.projected(white, corners, ground)).mean(axis=2)
    assert found[40, 50] == 255 and found[15, 25] > 128 and found[65, 33] > 128
    assert found[5, 20] == found[75, 50] == found[40, 5] == 0


@pytest.fixture(scope="module")
def edit() -> StrongEdit:
    others = [np.asarray(photo(name)) for name in ("citrus", "giraffe")]
    return StrongEdit(128, lambda random: others[random.integers(2)])


def test_views_differ_but_for_what_they_are_of(edit):
    pixels = np.asarray(photo("taj-mahal-1"))

    def view(random: int, picture: int, whole: bool = False) -> np.ndarray:
        found = edit(pixels, np.random.default_rng(random), np.random.default_rng(picture), whole)
        assert found.shape == (128, 128, 3) and found.dtype == np.uint8
        return found

    assert np.array_equal(view(1, 2), view(1, 2))
    assert not np.array_equal(view(1, 2), view(3, 2))
    assert np.array_equal(view(1, 2, whole=True), view(3, 2, whole=True))


def test_most_edits_are_found_to_be_their_photo(edit, describer: Describer):
    """Strong, but not beyond recognition, and the labels are right."""
    photos = [np.asarray(photo(name)) for name in NAMES]
    known = describer.describe(photos)[0]
    right = []
    for number, pixels in enumerate(photos):
        for seed in range(10):
            view = edit(pixels, np.random.default_rng([number, seed]), np.random.default_rng(number))
            right.append(int((known @ describer.describe([view])[0][0]).argmax()) == number)
    assert 0.6 < np.mean(right) < 0.98
