import collections
import fractions
import os
import pickle

import numpy as np
import pytest

from photosearch.errors import PhotosearchError
from photosearch.evaluation.restricted_pickle import RefusedPickleError, read_pickle


def written(folder, content, protocol=None):
    path = folder / "gnd.pkl"
    path.write_bytes(content if isinstance(content, bytes) else pickle.dumps(content, protocol))
    return path


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_containers_texts_numbers_and_arrays_come_back(tmp_path, protocol):
    shared = [1, 2]
    content = {
        "imlist": ["a", "ö"],
        "arrays": [
            np.array([[1, 2, 3], [4, 5, 6]], np.int64),
            np.asfortranarray(np.arange(6.0).reshape(2, 3)),
            np.array([1, 2], ">i4"),
            np.empty(0, np.int64),
            np.array(["all_souls", "x"]),
        ],
        "numbers": (np.float64(1.5), np.int32(-3), 7, None, True, b"bytes"),
        "sets": [{1, 2}, frozenset({"a"})],
        "shared": [shared, shared],
    }
    found = read_pickle(written(tmp_path, content, protocol))
    for array, expected in zip(found.pop("arrays"), content.pop("arrays"), strict=True):
        assert array.dtype == expected.dtype
        np.testing.assert_array_equal(array, expected)
    assert found == content


def test_a_pickle_of_python_2_comes_back(tmp_path):
    # {'imlist': ['a'], 'ok': numpy.array([0, 2])} as Python 2.7 writes it by protocol 2, put together by hand
    content = (
        b"\x80\x02}q\x01(U\x06imlistq\x02]q\x03U\x01aq\x04aU\x02okq\x05cnumpy.core.multiarray\n_reconstruct\nq"
        b"\x06cnumpy\nndarray\nq\x07K\x00\x85U\x01bq\x08\x87Rq\t(K\x01K\x02\x85cnumpy\ndtype\nq\nU\x02i8q\x0bK"
        b"\x00K\x01\x87Rq\x0c(K\x03U\x01<q\rNNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tq\x0eb\x89U\x10\x00\x00"
        b"\x00\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00q\x0ftbu."
    )
    found = read_pickle(written(tmp_path, content))
    assert found["imlist"] == ["a"]
    assert found["ok"].tolist() == [0, 2]


class Attack:
    def __init__(self, call, *arguments):
        self.made = call, arguments

    def __reduce__(self):
        return self.made


@pytest.mark.parametrize("protocol", [0, 2, 5])
@pytest.mark.parametrize(
    ("call", "name"), [(os.system, "posix.system"), (eval, "builtins.eval"), (exec, "builtins.exec")]
)
def test_an_attack_is_refused_by_name_and_nothing_runs(tmp_path, call, name, protocol):
    proof = tmp_path / "proof"
    order = f"mkdir {proof}" if call is os.system else f"__import__('os').mkdir({str(proof)!r})"
    bomb = pickle.dumps({"imlist": ["a"], "gnd": [Attack(call, order)]}, protocol)
    # The attack itself works, or the test would show nothing.
    pickle.loads(bomb)
    assert proof.exists()
    proof.rmdir()
    name = name.replace("builtins", "(builtins|__builtin__)")
    with pytest.raises(RefusedPickleError, match=rf"refused: it asks for {name},"):
        read_pickle(written(tmp_path, bomb))
    assert not proof.exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (collections.OrderedDict(a=1), "collections.OrderedDict"),
        (fractions.Fraction(1, 2), "fractions.Fraction"),
        (b"\x80\x04cnumpy\nndarray\n.", "an object of the kind Name"),
        (b"\x80\x04c__builtin__\nset\n}X\x01\x00\x00\x00aK\x01sb.", "a change to a name"),
        (b"\x80\x04c_codecs\nencode\nX\x01\x00\x00\x00aX\x03\x00\x00\x00hex\x86R.", "another codec"),
        (b"\x80\x04X\x01\x00\x00\x00aQ.", "the outside object"),
        (np.array([{"a": 1}], object), "not one of plain numbers"),
        (np.zeros(2, [("x", "i4")]), "V4"),
        (np.array(["2020-01-01"], "M8[D]"), "M8"),
    ],
)
def test_all_else_is_refused_by_name(tmp_path, content, name):
    with pytest.raises(RefusedPickleError, match=name):
        read_pickle(written(tmp_path, content, 2))


def test_an_array_larger_than_its_data_is_refused(tmp_path):
    content = pickle.dumps(np.zeros(5, np.int64), 2).replace(b"K\x05\x85", b"K\x7f\x85")
    with pytest.raises(RefusedPickleError, match="does not fit"):
        read_pickle(written(tmp_path, content))


def test_lists_that_double_each_time_take_no_time(tmp_path):
    value = []
    for _ in range(80):
        value = [value, value]
    # Written by hand: equality or printing would take for ever.
    assert len(read_pickle(written(tmp_path, value))) == 2


@pytest.mark.parametrize("content", [b"", b"no pickle", pickle.dumps([1, 2])[:-3], b"\x80\x04]\x94h\x00a."])
def test_a_damaged_pickle_is_said_to_be(tmp_path, content):
    with pytest.raises(PhotosearchError, match="is damaged"):
        read_pickle(written(tmp_path, content))


def test_a_missing_pickle_is_said_to_be(tmp_path):
    with pytest.raises(PhotosearchError, match="could not be read"):
        read_pickle(tmp_path / "gnd.pkl")
