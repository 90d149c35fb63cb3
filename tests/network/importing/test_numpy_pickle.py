"""Arrays, numbers, sets and plain values as other programs pickled them."""

import pickle

import numpy as np
import pytest

from photosearch.network.importing.numpy_pickle import NUMPY
from photosearch.network.importing.restricted_pickle import SETS, read_pickle


@pytest.mark.parametrize("old", [False, True])
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_values_of_every_age_come_back(protocol, old):
    rng = np.random.default_rng(0)
    arrays = {
        "f": rng.normal(size=(3, 4)),
        "fortran": np.asfortranarray(rng.normal(size=(3, 4)).astype(np.float32)),
        "big": np.arange(5, dtype=">i4"),
        "bool": np.array([True, False]),
        "text": np.array(["abc", "d"]),
        "empty": np.empty((0, 3)),
        "scalar": np.float32(1.5),
    }
    shared = [1, 2]
    plain = [1, -(1 << 70), 2.5, None, True, "é", b"\xff", b"", ("a", {"b": []}), [shared, shared]]
    sets = [{1, 2}, frozenset({"a"}), set()]
    data = pickle.dumps({"arrays": arrays, "plain": plain, "sets": sets}, protocol)
    if old and protocol < 4:  # later ones say how long the name is
        data = data.replace(b"numpy._core.", b"numpy.core.")
    found = read_pickle(data, NUMPY | SETS, "gnd.pkl")
    assert found["plain"] == plain and found["sets"] == sets
    assert [type(value) for value in found["sets"]] == [set, frozenset, set]
    for name, value in arrays.items():
        assert found["arrays"][name].dtype.kind == value.dtype.kind
        assert np.array_equal(found["arrays"][name], value)


# {'imlist': ['a'], 'ok': numpy.array([0, 200])} as Python 2.7 writes it, put together by hand
PROTOCOL_2 = (
    b"\x80\x02}q\x01(U\x06imlistq\x02]q\x03U\x01aq\x04aU\x02okq\x05cnumpy.core.multiarray\n_reconstruct\nq"
    b"\x06cnumpy\nndarray\nq\x07K\x00\x85U\x01bq\x08\x87Rq\t(K\x01K\x02\x85cnumpy\ndtype\nq\nU\x02i8q\x0bK"
    b"\x00K\x01\x87Rq\x0c(K\x03U\x01<q\rNNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tq\x0eb\x89U\x10\x00\x00"
    b"\x00\x00\x00\x00\x00\x00\xc8\x00\x00\x00\x00\x00\x00\x00q\x0ftbu."
)
PROTOCOL_0 = (
    b"(dp1\nS'imlist'\np2\n(lp3\nS'a'\np4\nasS'ok'\np5\ncnumpy.core.multiarray\n_reconstruct\np6\n"
    b"(cnumpy\nndarray\np7\n(I0\ntS'b'\np8\ntp9\nRp10\n(I1\n(I2\ntcnumpy\ndtype\np11\n(S'i8'\np12\nI0\nI1\n"
    b"tp13\nRp14\n(I3\nS'<'\np15\nNNNI-1\nI-1\nI0\ntp16\nbI00\n"
    b"S'\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\xc8\\x00\\x00\\x00\\x00\\x00\\x00\\x00'\np17\ntp18\nbs."
)


@pytest.mark.parametrize("data", [PROTOCOL_0, PROTOCOL_2])
def test_a_pickle_of_python_2_comes_back(data):
    found = read_pickle(data, NUMPY, "gnd.pkl")
    assert found["imlist"] == ["a"]
    assert found["ok"].tolist() == [0, 200] == pickle.loads(data, encoding="latin-1")["ok"].tolist()


def test_lists_that_double_each_time_take_no_time():
    value = []
    for _ in range(80):
        value = [value, value]
    # Equality or printing would take for ever.
    assert len(read_pickle(pickle.dumps(value), NUMPY, "gnd.pkl")) == 2
