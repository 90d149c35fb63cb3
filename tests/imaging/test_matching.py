"""Mutual matches against plain loops."""

import cv2
import numpy as np
import pytest

from photosearch.imaging.local_features import extract_features, root_sift
from photosearch.imaging.matching import mutual_matches
from tests.network.sample_photos import pixels


def plain_matches(one: np.ndarray, other: np.ndarray, ratio: float) -> list[tuple[int, int]]:
    found = []
    for row in range(len(one)):
        distances = [float(np.linalg.norm(one[row] - each)) for each in other]
        order = sorted(range(len(other)), key=distances.__getitem__)
        if len(order) < 2 or not distances[order[0]] < ratio * distances[order[1]]:
            continue
        back = [float(np.linalg.norm(other[order[0]] - each)) for each in one]
        if back.index(min(back)) == row:
            found.append((row, order[0]))
    return found


@pytest.mark.parametrize("ratio", [0.8, 0.9, 0.97])
def test_matches_are_those_of_plain_loops(ratio: float) -> None:
    one, other = (
        root_sift(extract_features(pixels(f"eiffel-tower-{n}.jpg"), limit=150).descriptors) for n in (2, 3)
    )
    first, second = mutual_matches(one, other, ratio)
    assert list(zip(first, second, strict=True)) == plain_matches(one, other, ratio)
    assert len(first) > 5


@pytest.mark.parametrize(("rows", "others"), [(0, 0), (0, 5), (5, 0), (5, 1), (1, 5), (1, 2)])
def test_few_or_no_features_give_an_answer(rows: int, others: int) -> None:
    chance = np.random.default_rng(rows + others)
    one, other = (root_sift(chance.integers(0, 200, (n, 128), np.uint8)) for n in (rows, others))
    first, second = mutual_matches(one, other)
    assert list(zip(first, second, strict=True)) == plain_matches(one, other, 0.9)


def test_root_sift_has_length_one_and_no_nan() -> None:
    descriptors = extract_features(pixels("china.jpg")).descriptors
    assert np.allclose(np.linalg.norm(root_sift(descriptors), axis=1), 1, atol=1e-6)
    assert not root_sift(np.zeros((2, 128), np.uint8)).any()


@pytest.mark.parametrize("shape", [(1, 1), (1, 640), (640, 1), (15, 300), (16, 16), (17, 640), (480, 640)])
def test_featureless_and_tiny_pictures_have_no_features(shape: tuple[int, int]) -> None:
    found = extract_features(np.full((*shape, 3), 128, np.uint8))
    assert (found.frames.shape, found.descriptors.shape) == ((0, 4), (0, 128))


@pytest.mark.parametrize("shape", [(1, 1), (1, 640), (3, 640), (640, 2), (12, 12), (15, 640)])
def test_tiny_noise_gets_an_answer(shape: tuple[int, int]) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (*shape, 3), np.uint8)
    found = extract_features(noise)
    assert found.frames.shape == (len(found), 4)
    assert found.descriptors.shape == (len(found), 128)


def test_a_picture_that_opencv_refuses_has_no_features(monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(**named: object) -> None:
        raise cv2.error("refused")

    monkeypatch.setattr(cv2.SIFT, "create", refusing)
    assert len(extract_features(pixels("china.jpg"))) == 0


def test_noise_has_no_more_features_than_the_limit() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (480, 640, 3), np.uint8)
    found = extract_features(noise, limit=100)
    assert len(found) == len(found.descriptors) == 100
