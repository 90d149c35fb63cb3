"""Photo sets, the pixel cache, sampling, augmentation and pieces."""

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch
from PIL import Image

from photosearch.errors import PhotosearchError
from photosearch.training.augmentation import Augmentation, centre_crop
from photosearch.training.photo_sets import NO_CLASS, load_photo_set
from photosearch.training.pieces import Pieces
from photosearch.training.pixel_cache import cached_pixels
from photosearch.training.sampling import BalancedSampler, class_weights, generator, photos_to_edit
from tests.conftest import SAMPLE


@pytest.fixture
def classes(tmp_path, small_photos):
    """Three folders of photos, one with a photo in a subfolder, and things that are no photos."""
    names = sorted(small_photos.iterdir())
    for number, path in enumerate(names[:7]):
        target = tmp_path / "set" / "abc"[number % 3] / ("deep/x.jpg" if number == 6 else path.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    (tmp_path / "set" / "a" / "notes.txt").write_text("no photo")
    (tmp_path / "set" / "a" / ".hidden.jpg").write_text("no photo")
    (tmp_path / "set" / "empty").mkdir()
    return tmp_path / "set"


def test_folders_are_classes(classes, small_photos):
    found = load_photo_set(classes)
    assert found.classes == ["a", "b", "c"] and len(found) == 7
    assert found.labels.tolist() == [0, 0, 0, 1, 1, 2, 2]
    more = found.with_distractors(small_photos)
    assert more.labels.tolist()[7:] == [NO_CLASS] * 8
    assert more.select([0, 8]).labels.tolist() == [0, NO_CLASS]


def test_fingerprint_notices_changes(classes):
    before = load_photo_set(classes).fingerprint()
    assert load_photo_set(classes).fingerprint() == before
    (classes / "a" / "new.jpg").write_bytes(b"0")
    assert load_photo_set(classes).fingerprint() != before


def test_set_with_nothing_to_tell_apart(tmp_path, small_photos):
    with pytest.raises(PhotosearchError, match="two folders"):
        load_photo_set(small_photos)
    with pytest.raises(PhotosearchError, match="not a folder"):
        load_photo_set(tmp_path / "nowhere")


def test_pixels_are_decoded_once(classes):
    (classes / "b" / "broken.jpg").write_bytes(b"\xff\xd8\xff broken")
    paths = load_photo_set(classes).paths
    heard = []
    cache = cached_pixels(paths, 96, 1, lambda done, total: heard.append((done, total)))
    assert heard[-1] == (8, 8)
    assert [name for name, _ in cache.failures] == [str(classes / "b" / "broken.jpg")]
    assert len(cache.readable()) == 7
    for row in cache.readable():
        assert max(cache[row].shape) == 96 and cache[row].dtype == np.uint8
        with Image.open(paths[row]) as image:
            small = np.asarray(image.convert("RGB").resize(cache[row].shape[1::-1]), np.float64)
        assert np.abs(cache[row] - small).mean() < 5
    for path in paths:  # of the same size and time: nobody but a decoder would notice
        status = path.stat()
        path.write_bytes(b"x" * status.st_size)
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    again = cached_pixels(paths, 96, 1)
    assert again.readable() == cache.readable()
    assert all(np.array_equal(again[row], cache[row]) for row in cache.readable())


def test_balanced_batches():
    labels = np.array([0] * 50 + [1] * 5 + [2] * 3 + [3] + [4] * 2 + [NO_CLASS] * 9)
    sampler = BalancedSampler(labels, 3, 4, seed=7)
    seen = set()
    for step in range(20):
        batch = sampler.batch(step)
        assert len(set(batch.tolist())) == len(batch)
        found, counts = np.unique(labels[batch], return_counts=True)
        assert len(found) == 3
        assert counts.tolist() == [min(4, (labels == label).sum()) for label in found]
        assert np.array_equal(batch, sampler.batch(step))
        seen |= set(found.tolist())
    assert seen == {0, 1, 2, 4}  # 3 has no positive
    other = BalancedSampler(labels, 3, 4, seed=8)
    assert any(not np.array_equal(sampler.batch(step), other.batch(step)) for step in range(3))


def test_all_classes_take_their_turn():
    sampler = BalancedSampler(np.arange(100) // 5, 5, 2, seed=0)
    turns = np.concatenate([np.unique(sampler.batch(step) // 5) for step in range(4)])
    assert sorted(turns.tolist()) == list(range(20))


def test_batches_of_one_class_are_refused():
    with pytest.raises(ValueError, match="two classes"):
        BalancedSampler(np.array([0, 0, 0, 1]), 4, 4, seed=0)


def test_weights_make_classes_count_the_same():
    labels = np.array([3, 3, 3, 3, 8, 8])
    weights = class_weights(labels)
    assert weights.mean() == pytest.approx(1)
    assert weights[labels == 3].sum() == pytest.approx(weights[labels == 8].sum())


def photo():
    with Image.open(SAMPLE / "colosseum.jpg") as image:
        image.thumbnail((320, 320))
        return np.array(image.convert("RGB"))


def test_augmentation_follows_its_generator():
    augment = Augmentation(size=64)
    one, same, other = (augment(photo(), generator(0, 1, seed)) for seed in (5, 5, 6))
    assert one.shape == (64, 64, 3) and one.dtype == np.uint8
    assert np.array_equal(one, same) and not np.array_equal(one, other)


def test_nothing_changed_is_the_centre_crop_moved():
    still = {"rotation": 0, "stretch": 1, "brightness": 0, "contrast": 0, "saturation": 0}
    square = photo()[:200, :200]
    found = Augmentation(size=200, crop=(1, 1), **still)(square, generator(1))
    np.testing.assert_array_equal(found, square)
    np.testing.assert_array_equal(centre_crop(square, 200), square)


@pytest.mark.parametrize("shape", [(100, 300), (300, 100), (90, 90), (1, 40), (3, 3)])
def test_crop_lies_inside_the_photo(shape):
    """A white photo stays white: no corner comes from outside it."""
    augment = Augmentation(size=32, rotation=40, stretch=2, brightness=0, contrast=0, saturation=0)
    white = np.full((*shape, 3), 255, np.uint8)
    for seed in range(50):
        assert augment(white, generator(seed)).min() == 255
    assert centre_crop(white, 32).min() == 255


def test_pieces_are_the_same_at_every_asking():
    made = []

    def make(row):
        made.append(row)
        return np.full((2, 2, 3), row, np.uint8)

    with ThreadPoolExecutor(2) as threads:
        pieces = Pieces(make, 11, 4, torch.device("cpu"), threads)
        for _ in range(2):
            found = [pieces[number] for number in range(len(pieces))]
            assert [len(piece) for piece in found] == [4, 4, 3]
            assert torch.cat(found)[:, 0, 0, 0].tolist() == list(range(11))
        with pytest.raises(IndexError):
            pieces[3]
    assert sorted(made) == sorted([*range(11)] * 2)


def test_error_of_a_picture_reaches_the_trainer():
    def make(row):
        raise OSError("gone")

    with ThreadPoolExecutor(1) as threads, pytest.raises(OSError, match="gone"):
        Pieces(make, 3, 2, torch.device("cpu"), threads)[0]


def test_photos_to_edit_are_of_other_classes_and_no_two_of_one():
    labels = np.array([0] * 5 + [1] * 5 + [2] * 5 + [3] * 5 + [NO_CLASS] * 6)
    for seed in range(20):
        rows = photos_to_edit(labels, np.array([0, 1]), 6, generator(seed))
        found = labels[rows].tolist()
        assert len(set(rows)) == len(rows) == 6
        assert found.count(2) == found.count(3) == 1 and found.count(NO_CLASS) == 4
    assert labels[photos_to_edit(labels, np.array([0, 1]), 2, generator(1))].tolist().count(NO_CLASS) == 1
    assert len(photos_to_edit(labels[:20], np.array([0, 1]), 6, generator(1))) == 2
    chosen = {int(photos_to_edit(labels[:20], np.array([0, 1]), 2, generator(seed))[0]) for seed in range(30)}
    assert len(chosen) > 3  # any photo of a class, not always the same
