"""What the readers say where a set is not as its authors distribute it."""

import os
import pickle

import numpy as np
import pytest
from PIL import Image

from photosearch.errors import PhotosearchError, UsageError
from photosearch.evaluation.datasets import READERS, read_benchmark
from photosearch.evaluation.describing import region_of
from photosearch.evaluation.ground_truth import read_ground_truth
from photosearch.network.importing.restricted_pickle import RefusedPickleError
from tests.evaluation import photo_sets


@pytest.mark.parametrize("name", READERS)
def test_an_empty_root_is_said_by_name(tmp_path, name):
    with pytest.raises(PhotosearchError, match=str(tmp_path)):
        read_benchmark(name, tmp_path)


@pytest.mark.parametrize("name", READERS)
def test_a_missing_root_is_wrong_usage(tmp_path, name):
    with pytest.raises(UsageError, match="does not exist"):
        read_benchmark(name, tmp_path / "nowhere")


def test_a_missing_list_of_oxford_is_named(tmp_path):
    photo_sets.oxford_in_texts(tmp_path)
    (tmp_path / "gt_files_170407" / "balliol_1_ok.txt").unlink()
    with pytest.raises(PhotosearchError, match=r"balliol_1_ok\.txt is missing"):
        read_benchmark("oxford5k", tmp_path)


@pytest.mark.parametrize("layout", [photo_sets.oxford_in_texts, photo_sets.oxford_in_a_pickle])
def test_a_missing_photo_is_named(tmp_path, layout):
    layout(tmp_path)
    (tmp_path / "oxbuild_images" / "balliol_000002.jpg").unlink()
    with pytest.raises(PhotosearchError, match=f"not below {tmp_path}: balliol_000002"):
        read_benchmark("oxford5k", tmp_path)


def test_a_photo_that_is_there_twice_is_named(tmp_path):
    photo_sets.revisited(tmp_path)
    photo_sets.put(tmp_path / "other" / "dogs_a.jpg", "dogs")
    with pytest.raises(PhotosearchError, match="dogs_a is there twice"):
        read_benchmark("roxford5k", tmp_path)


def test_oxford_and_paris_take_the_whole_ground_truth(tmp_path):
    photo_sets.oxford_in_texts(tmp_path)
    found = read_benchmark("oxford5k", tmp_path)
    names = [photo.name for photo in found.database]
    assert names[0] == "oxbuild_images/all_souls_000001.jpg"
    query = found.queries[2]
    assert query.photo.box == (0, 0, 999, 999)
    assert [names[row] for row in query.judgements[0].positive] == [
        "oxbuild_images/radcliffe_camera_000003.jpg"
    ]
    assert [names[row] for row in query.judgements[0].junk] == ["oxbuild_images/radcliffe_camera_000001.jpg"]


class Attack:
    def __reduce__(self):
        return os.system, ("false",)


@pytest.mark.parametrize("name", ["oxford5k", "paris6k", "roxford5k", "rparis6k"])
def test_a_ground_truth_that_attacks_is_refused(tmp_path, name):
    (tmp_path / f"gnd_{name}.pkl").write_bytes(pickle.dumps({"imlist": Attack()}))
    with pytest.raises(
        RefusedPickleError, match=rf"gnd_{name}\.pkl asks for '(posix|nt)\.system'.*Fetch it again"
    ):
        read_benchmark(name, tmp_path)


@pytest.mark.parametrize("content", [b"", b"no pickle", pickle.dumps([1, 2])[:-3]])
def test_a_damaged_ground_truth_is_said_to_be(tmp_path, content):
    (tmp_path / "gnd_roxford5k.pkl").write_bytes(content)
    with pytest.raises(PhotosearchError, match=r"gnd_roxford5k\.pkl is damaged"):
        read_benchmark("roxford5k", tmp_path)


def test_a_ground_truth_that_cannot_be_read_is_said_to_be(tmp_path):
    with pytest.raises(PhotosearchError, match=r"gnd\.pkl could not be read"):
        read_ground_truth(tmp_path / "gnd.pkl", ("ok",))


def test_a_ground_truth_may_hold_more_than_is_read(tmp_path):
    photo_sets.revisited(tmp_path)
    path = tmp_path / "gnd_roxford5k.pkl"
    for protocol in (2, 4):
        path.write_bytes(pickle.dumps(pickle.loads(path.read_bytes()) | {"seen": {1, 2}}, protocol))
        assert len(read_benchmark("roxford5k", tmp_path).queries) == 3


def doubling():
    """A small list that would take for ever to go through."""
    value = []
    for _ in range(80):
        value = [value, value]
    return value


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda truth: truth.pop("qimlist"), "it has no 'qimlist'"),
        (lambda truth: truth["gnd"].pop(), "3 queries but 2 entries"),
        (lambda truth: truth["gnd"][0].pop("easy"), "it has no 'easy'"),
        (lambda truth: truth["gnd"][0].update(easy=[7]), "rows that are not in imlist"),
        (lambda truth: truth["gnd"][0].update(junk=[-1]), "rows that are not in imlist"),
        (lambda truth: truth["gnd"][0].update(bbx=[1, 2, 3]), "not the ground truth"),
        (lambda truth: truth["gnd"][0].update(easy=[1 << 70]), "not the ground truth"),
        (lambda truth: truth["gnd"][0].update(easy=doubling()), "'easy' is not a list of numbers"),
        (lambda truth: truth["gnd"][0].update(bbx=doubling()), "'bbx' is not a list of numbers"),
        (lambda truth: truth.update(imlist=[1, 2]), "imlist is not a list of names"),
        (lambda truth: truth.update(qimlist=doubling()), "qimlist is not a list of names"),
    ],
)
def test_a_wrong_ground_truth_is_said_to_be(tmp_path, change, message):
    photo_sets.revisited(tmp_path)
    path = tmp_path / "gnd_roxford5k.pkl"
    truth = pickle.loads(path.read_bytes())
    change(truth)
    path.write_bytes(pickle.dumps(truth))
    with pytest.raises(PhotosearchError, match=message):
        read_benchmark("roxford5k", tmp_path)


def test_a_photo_with_another_name_does_not_belong_to_holidays(tmp_path):
    photo_sets.holidays(tmp_path)
    photo_sets.put(tmp_path / "jpg" / "beach.jpg", "dogs")
    with pytest.raises(PhotosearchError, match=r"beach\.jpg does not belong to the set"):
        read_benchmark("holidays", tmp_path)


def test_holidays_may_lie_in_the_root_itself(tmp_path):
    photo_sets.holidays(tmp_path)
    assert len(read_benchmark("holidays", tmp_path / "jpg").queries) == 4


def test_a_photo_in_no_folder_is_named(tmp_path):
    photo_sets.class_folders(tmp_path)
    photo_sets.put(tmp_path / "stray.jpg", "dogs")
    with pytest.raises(PhotosearchError, match=r"stray\.jpg belongs to no class"):
        read_benchmark("folders", tmp_path)


def test_folders_follow_links_once_and_leave_out_hidden_files(tmp_path):
    photo_sets.class_folders(tmp_path / "set")
    photo_sets.put(tmp_path / "far" / "1.jpg", "citrus")
    photo_sets.put(tmp_path / "set" / "one" / ".hidden.jpg", "dogs")
    (tmp_path / "set" / "linked").symlink_to(tmp_path / "far")
    (tmp_path / "far" / "round").symlink_to(tmp_path / "set")
    names = [photo.name for photo in read_benchmark("folders", tmp_path / "set").database]
    assert names.count("linked/1.jpg") == 1
    assert len(names) == 8


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        ((10.4, 20.6, 49.6, 70.0), (10, 21, 40, 39)),
        ((-3.2, -0.4, 500, 500), (0, 0, 80, 60)),
        ((0, 0, 80, 60), (0, 0, 80, 60)),
    ],
)
def test_boxes_are_rounded_and_cut_off_at_the_upright_edges(tmp_path, box, expected):
    path = tmp_path / "turned.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(np.zeros((80, 60, 3), np.uint8)).save(path, exif=exif)
    assert region_of(bytes(path), box) == expected
