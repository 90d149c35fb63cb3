"""Arrays, numbers and plain values as other programs pickled them."""

import pickle

import numpy as np

from photosearch.network.importing.numpy_pickle import NUMPY
from photosearch.network.importing.restricted_pickle import read_pickle


def test_arrays_of_every_age_come_back():
    rng = np.random.default_rng(0)
    values = {
        "f": rng.normal(size=(3, 4)),
        "fortran": np.asfortranarray(rng.normal(size=(3, 4)).astype(np.float32)),
        "big": np.arange(5, dtype=">i4"),
        "bool": np.array([True, False]),
        "text": np.array(["abc", "d"]),
        "empty": np.empty((0, 3)),
        "scalar": np.float32(1.5),
        "plain": [1, -(1 << 70), 2.5, None, True, "é", b"\xff", ("a", {"b": []})],
    }
    for protocol in range(2, 6):
        for old in (False, True):
            data = pickle.dumps(values, protocol)
            if old and protocol == 2:
                data = data.replace(b"numpy._core.", b"numpy.core.")
            found = read_pickle(data, NUMPY, "gnd.pkl")
            assert found.keys() == values.keys() and found["plain"] == values["plain"]
            for key, value in values.items():
                if key != "plain":
                    assert found[key].dtype.kind == value.dtype.kind and np.array_equal(found[key], value)
