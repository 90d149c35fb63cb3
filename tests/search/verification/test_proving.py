"""Proofs in shares of the pictures, whatever size the pictures were looked at."""

import cv2
import numpy as np
import pytest
from PIL import Image

from photosearch.search.verification.comparing import compare
from photosearch.search.verification.geometry import area_of, clipped
from photosearch.search.verification.proving import Frame, Proof, prove
from tests.search.verification.pictures import features_of, photo, plain, sample

BOX = (60, 40, 600, 400)


def proof_of(query: Image.Image, other: Image.Image, most: int = 200) -> Proof:
    one, two = features_of(query), features_of(other)
    return prove(compare(one, two), Frame(one.size), Frame(two.size), most)


def cropped(points: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Shares of the crop as shares of the whole."""
    left, top, right, bottom = BOX
    across, down = size
    return np.column_stack(
        [(left + points[:, 0] * (right - left)) / across, (top + points[:, 1] * (bottom - top)) / down]
    )


def test_a_crop_lies_where_it_was_cut_out() -> None:
    whole = photo("china.jpg")
    proof = proof_of(whole.crop(BOX), whole)
    assert 50 < len(proof.points) <= 200
    assert proof.points[:, 1] == pytest.approx(cropped(proof.points[:, 0], whole.size), abs=0.01)
    assert proof.agreement.min() > 0 and np.median(proof.agreement) > 0.8
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]])
    assert proof.transform is not None
    moved = np.column_stack([corners, np.ones(4)]) @ proof.transform.T
    expected = cropped(corners, whole.size)
    assert moved[:, :2] / moved[:, 2:] == pytest.approx(expected, abs=0.005)
    in_query, in_photo = proof.outlines
    assert sorted(map(tuple, in_query.round(1).tolist())) == sorted(map(tuple, corners.tolist()))
    assert in_photo.min(axis=0) == pytest.approx(expected.min(axis=0), abs=0.005)
    assert in_photo.max(axis=0) == pytest.approx(expected.max(axis=0), abs=0.005)


def test_a_part_of_a_picture_is_told_in_shares_of_all_of_it() -> None:
    whole = photo("china.jpg")
    left, top, right, bottom = BOX
    part = left / whole.width, top / whole.height, (right - left) / whole.width, (bottom - top) / whole.height
    region, other = features_of(whole.crop(BOX)), features_of(whole)
    proof = prove(compare(region, other), Frame(region.size, part), Frame(other.size), 200)
    assert proof.points[:, 0] == pytest.approx(proof.points[:, 1], abs=0.01), "it is the same picture"
    one, two = (outline[np.lexsort(outline.round(1).T)] for outline in proof.outlines)
    assert one == pytest.approx(two, abs=0.01)


def test_points_are_chosen_from_all_over() -> None:
    whole = photo("china.jpg")
    few, all_of_them = proof_of(whole, whole, 20), proof_of(whole, whole, 10_000)
    assert len(few.points) == len(few.agreement) == 20 < len(all_of_them.points)
    assert np.ptp(few.points[:, 0, 0]) > 0.7 * np.ptp(all_of_them.points[:, 0, 0])


def test_another_viewpoint_gives_points_and_no_transform() -> None:
    one, other = sample("chenonceau-1.jpg"), sample("chenonceau-2.jpg")
    found = compare(one, other)
    assert found.model == "fundamental"
    proof = prove(found, Frame(one.size), Frame(other.size), 200)
    assert proof.transform is None and len(proof.points) >= 20
    assert np.median(proof.agreement) > 0.5
    assert all(len(outline) >= 3 and outline.min() >= 0 and outline.max() <= 1 for outline in proof.outlines)


def test_a_mirrored_picture_is_laid_in_the_mirror() -> None:
    whole = photo("china.jpg")
    proof = proof_of(whole.transpose(Image.Transpose.FLIP_LEFT_RIGHT), whole)
    assert proof.points[:, 0, 0] == pytest.approx(1 - proof.points[:, 1, 0], abs=0.01)
    assert proof.transform is not None
    assert proof.transform[0, 0] / proof.transform[2, 2] == pytest.approx(-1, abs=0.01)


def test_nothing_in_common_is_a_proof_of_nothing() -> None:
    for query in (plain(300, 200), photo("dogs.jpg"), plain(1, 1)):
        proof = proof_of(query, plain(640, 480, 20))
        assert proof.points.shape == (0, 2, 2) and proof.transform is None
        assert [len(outline) for outline in proof.outlines] == [0, 0]


@pytest.mark.parametrize("name", ["china.jpg", "coffee.jpg", "fig.jpg", "kitten.jpg"])
def test_all_of_a_picture_is_all_of_itself(name: str) -> None:
    """Edges that all but coincide."""
    proof = proof_of(photo(name), photo(name))
    assert [area_of(outline) for outline in proof.outlines] == pytest.approx([1, 1], abs=0.01)


def test_clipping_is_what_a_grid_of_spots_says() -> None:
    chance = np.random.default_rng(3)
    spots = np.stack(np.meshgrid(np.arange(400) + 0.5, np.arange(300) + 0.5), axis=-1).reshape(-1, 2)
    for _ in range(20):
        corners = np.array([[0, 0], [400, 0], [400, 300], [0, 300]]) + chance.normal(0, 90, (4, 2))
        polygon = cv2.convexHull(corners.astype(np.float32)).reshape(-1, 2).astype(np.float64)
        covered = sum(
            cv2.pointPolygonTest(polygon.astype(np.float32), spot, False) > 0 for spot in spots[::7]
        )
        part = clipped(polygon, np.zeros(2), np.array([400.0, 300.0]))
        assert area_of(part) == pytest.approx(7 * covered, rel=0.01, abs=200)
