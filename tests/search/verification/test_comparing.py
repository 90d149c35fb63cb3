"""What two photos have in common, on the sample photos and edits of them."""

from functools import cache
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageOps

from photosearch.search.verification.comparing import Comparison, compare
from photosearch.search.verification.features import PhotoFeatures, extract_features, mirrored
from photosearch.search.verification.geometry import project
from photosearch.search.verification.kinds import judge, same_probability
from tests.search.verification.pictures import features_of, photo, plain, sample

# As people edit photos: what becomes of china.jpg, and where its point (200, 150) of 640 x 427 goes, each in
# pixels of the picture read at 640 px.
_EDITS = {
    "half the size": (lambda image: image.resize((320, 214)), (200, 150)),
    "cropped": (lambda image: image.crop((100, 50, 420, 300)), (200, 200)),
    "turned right": (lambda image: image.transpose(Image.Transpose.ROTATE_270), (427 - 150, 200)),
    "upside down": (lambda image: image.transpose(Image.Transpose.ROTATE_180), (440, 277)),
    "mirrored": (ImageOps.mirror, (440, 150)),
    "bordered": (lambda image: ImageOps.expand(image, 64, "white"), (264 / 1.2, 214 / 1.2)),
    "grey": (lambda image: ImageOps.grayscale(image), (200, 150)),
    "mirrored and turned": (
        lambda image: ImageOps.mirror(image).transpose(Image.Transpose.ROTATE_90),
        (150, 200),
    ),
}


@pytest.mark.parametrize("name", list(_EDITS))
def test_an_edited_copy_is_found_and_its_transform_says_where_things_went(name: str) -> None:
    edit, expected = _EDITS[name]
    found = compare(sample("china.jpg"), features_of(edit(photo("china.jpg"))))
    assert judge(found).kind == "copy" and found.inliers > 15
    assert found.mirrored == ("mirrored" in name)
    assert found.transform is not None
    assert project(found.transform, np.array([[200.0, 150.0]]))[0] == pytest.approx(expected, abs=3)
    # The matched points agree with the transform that is told with them.
    moved = project(found.transform, found.points[:, 0])
    assert np.median(np.linalg.norm(moved - found.points[:, 1], axis=1)) < 2


@pytest.mark.parametrize(
    ("name", "quality"),
    [("coffee.jpg", 4), ("fig.jpg", 4), ("mountain-meadow.jpg", 4), ("mountain-meadow.jpg", 6)],
)
def test_a_copy_saved_as_small_as_can_be_is_a_copy_since_nothing_moved(name: str, quality: int) -> None:
    """Its few keypoints lie as loosely as those of another exposure."""
    file = BytesIO()
    photo(name).save(file, "JPEG", quality=quality)
    coarse = features_of(Image.open(file))
    for found in (compare(coarse, sample(name)), compare(mirrored(coarse), sample(name))):
        assert found.error > 0.5 and judge(found).kind == "copy"


def test_overlap_is_the_share_of_each_picture_that_the_other_shows() -> None:
    quarter = photo("china.jpg").crop((160, 107, 480, 320))
    found = compare(sample("china.jpg"), features_of(quarter))
    assert found.overlap == pytest.approx((0.25, 1.0), abs=0.03)
    back = compare(features_of(quarter), sample("china.jpg"))
    assert back.overlap == pytest.approx((1.0, 0.25), abs=0.03)


@pytest.mark.parametrize(
    ("one", "other"),
    [("eiffel-tower-1.jpg", "eiffel-tower-2.jpg"), ("neuschwanstein-1.jpg", "neuschwanstein-2.jpg")],
)
def test_another_view_of_a_place_is_the_same_place_and_no_copy(one: str, other: str) -> None:
    assert judge(compare(sample(one), sample(other))).kind == "same"
    assert judge(compare(sample(other), sample(one))).kind == "same"


def test_photos_of_different_things_are_only_alike() -> None:
    names = ["china.jpg", "dogs.jpg", "giraffe.jpg", "colosseum.jpg", "honey-bee.jpg", "stream.jpg"]
    pairs = [(one, other) for one in names for other in names if one < other]
    assert {judge(compare(sample(one), sample(other))).kind for one, other in pairs} == {"alike"}


def test_a_blurred_copy_without_keypoints_is_found_by_the_whole_picture() -> None:
    small = photo("china.jpg").resize((24, 16))
    found = compare(features_of(small), sample("china.jpg"))
    assert found.model in ("whole", "homography") and found.overlap == pytest.approx((1, 1), abs=0.02)
    assert not found.mirrored


def _marked(name: str, opacity: int) -> Image.Image:
    """With a text all over it, as agencies protect their photos."""
    image = photo(name).convert("RGBA").resize((640, 440))
    layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    for y in range(0, image.height, 60):
        draw.text((y % 90 - 40, y), "agency  photo  agency", fill=(255, 255, 255, opacity), font_size=64)
    return Image.alpha_composite(image, layer).convert("RGB")


def test_a_watermark_all_over_leaves_a_copy_a_copy_and_makes_none() -> None:
    faint = features_of(_marked("china.jpg", 130))
    assert judge(compare(faint, sample("china.jpg"))).kind == "copy"
    one, other = (features_of(_marked(name, 255)) for name in ("china.jpg", "colosseum.jpg"))
    found = compare(one, other)
    assert found.plane > 15, "the mark itself agrees"
    assert judge(found).kind != "copy"


def test_what_the_descriptors_say_counts_for_the_same_place_up_to_a_point() -> None:
    found = compare(sample("eiffel-tower-1.jpg"), sample("eiffel-tower-3.jpg"))
    unlike, like, very = (same_probability(found, likeness) for likeness in (0.05, 0.4, 1.0))
    assert unlike < like == very
    nothing = compare(sample("china.jpg"), sample("dogs.jpg"))
    assert judge(nothing, likeness=1.0).kind == "alike", "it proves nothing alone"


def test_the_same_photos_always_give_the_same_answer() -> None:
    one, other = (compare(sample("eiffel-tower-1.jpg"), sample("eiffel-tower-3.jpg")) for _ in range(2))
    assert one.inliers == other.inliers and one.residual == other.residual
    assert one.transform is not None and np.array_equal(one.transform, other.transform)


def test_mirrored_features_are_those_of_the_mirrored_picture() -> None:
    """Without looking at the picture again: nearly every keypoint is there, with the same descriptor."""
    image = np.asarray(photo("colosseum.jpg").resize((320, 208)))
    told, seen = mirrored(extract_features(image)), extract_features(np.ascontiguousarray(image[:, ::-1]))
    distance = np.linalg.norm(told.points[:, None] - seen.points[None], axis=2)
    cosine = told.descriptors.astype(np.float32) @ seen.descriptors.T.astype(np.float32) / 255**2
    twist = np.abs((told.frames[:, None, 3] - seen.frames[None, :, 3] + 180) % 360 - 180)
    assert ((distance < 1.5) & (cosine > 0.99) & (twist < 3)).any(axis=1).mean() > 0.9


_HOSTILE = {
    "featureless": plain(640, 480),
    "black": plain(300, 200, 0),
    "one pixel": plain(1, 1),
    "a line": plain(3000, 1),
    "a thin strip": Image.effect_noise((4000, 9), 60),
    "tiny": Image.effect_noise((6, 5), 60),
    "a gradient": Image.linear_gradient("L"),
    "noise": Image.effect_noise((640, 640), 80),
    "a chequerboard": Image.fromarray(
        ((np.indices((480, 640)) // 20).sum(axis=0) % 2 * 255).astype(np.uint8)
    ),
}


def _is_sound(found: Comparison) -> bool:
    shares = all(0 <= share <= 1 for share in found.overlap)
    return shares and found.inliers >= 0 and 0 <= judge(found).probability <= 1


@cache
def _hostile(name: str) -> PhotoFeatures:
    return features_of(_HOSTILE[name])


@pytest.mark.parametrize("name", list(_HOSTILE))
def test_hostile_pictures_get_an_answer(name: str) -> None:
    """Against each other, themselves and a photo, and never a claim that they show what a photo shows."""
    for other in _HOSTILE:
        assert _is_sound(compare(_hostile(name), _hostile(other)))
    for found in (
        compare(_hostile(name), sample("china.jpg")),
        compare(sample("china.jpg"), _hostile(name)),
    ):
        assert _is_sound(found) and judge(found).kind == "alike"


def test_keypoints_that_all_lie_in_one_place_get_an_answer() -> None:
    china = sample("china.jpg")
    frames = np.column_stack([np.full_like(china.points, 17.0), china.frames[:, 2:]])
    heap = PhotoFeatures(frames, china.descriptors, china.size, china.preview)
    assert _is_sound(compare(heap, china)) and _is_sound(compare(heap, heap))
