"""Nothing in a checkpoint runs: pickles that do run elsewhere are refused by what they ask for."""

import contextlib
import io
import os
import pickle
import shlex
import struct
import subprocess
import sys
import zipfile

import numpy as np
import pytest
import torch

from photosearch.errors import PhotosearchError
from photosearch.network.importing.conversion import read_checkpoint
from photosearch.network.importing.numpy_pickle import NUMPY
from photosearch.network.importing.restricted_pickle import SETS, RefusedPickleError, read_pickle
from photosearch.network.importing.stored_tensors import TORCH, StandIn
from tests.network.importing.attacks import Call, attacks, in_archive, registered_extension, text, within
from tests.network.importing.checkpoints import old_sklearn

MARKER = "ran"
NAMES = sorted(attacks("true"))
PCA = b"csklearn.decomposition.pca\nPCA\n)\x81"


@pytest.fixture
def marker(tmp_path):
    return tmp_path / MARKER


@pytest.fixture
def attack(request, marker):
    return attacks(f"echo > {shlex.quote(str(marker))}")[request.param]


# What a ground truth of a benchmark may hold.
GROUND_TRUTH = NUMPY | SETS


def refuse(data, match=None, vocabulary=TORCH):
    with pytest.raises(RefusedPickleError, match=match) as caught:
        read_pickle(data, vocabulary, "file.pt")
    return str(caught.value)


@pytest.mark.parametrize("attack", NAMES, indirect=True)
def test_attacks_are_refused_by_name(attack, marker, tmp_path):
    data, name = attack
    for vocabulary in (TORCH, GROUND_TRUTH):
        message = refuse(data, vocabulary=vocabulary)
        # Protocols below 3 call modules by their names in Python 2.
        assert f"{name.rpartition('.')[2]}'" in message and "nothing in it was run" in message
    with pytest.raises(RefusedPickleError):
        read_checkpoint(in_archive(data, tmp_path / "a.pt"))
    assert not marker.exists()


@pytest.mark.parametrize("attack", [n for n in NAMES if n != "NEWOBJ_EX" and "open" not in n], indirect=True)
def test_the_attacks_are_real(attack, marker):
    # Some end in an error of what they called last, after the command has run.
    with registered_extension(), contextlib.suppress(TypeError, AttributeError):
        pickle.loads(attack[0])
    assert marker.exists()


HEAD = [pickle.dumps(part, 2) for part in (0x1950A86A20F9469CFC6C, 1001, {"little_endian": True})]


@pytest.mark.parametrize("position", range(5))
def test_in_any_of_the_pickles_of_the_older_layout(marker, tmp_path, position):
    parts = [*HEAD, pickle.dumps({}, 2), pickle.dumps([], 2)]
    parts[position] = pickle.dumps(Call(os.system, f"echo > {shlex.quote(str(marker))}"), 2)
    (tmp_path / "old.pt").write_bytes(b"".join(parts))
    with pytest.raises(RefusedPickleError, match=r"posix\.system"):
        read_checkpoint(tmp_path / "old.pt")
    assert not marker.exists()


@pytest.mark.parametrize("new", [True, False])
def test_inside_the_whitening(marker, tmp_path, new):
    with old_sklearn() as kind:
        pca = kind()
        pca.mean_ = Call(os.system, f"echo > {shlex.quote(str(marker))}")
        checkpoint = {"model_options": {}, "state_dict": {}, "pca": {"Landmarks_clean": pca}}
        torch.save(checkpoint, tmp_path / "net.pt", _use_new_zipfile_serialization=new)
        with zipfile.ZipFile(tmp_path / "net.zip", "w") as archive:
            archive.write(tmp_path / "net.pt", "net.pt")
        with pytest.raises(RefusedPickleError, match=r"posix\.system"):
            read_checkpoint(tmp_path / "net.zip")
        assert not marker.exists()
        torch.load(tmp_path / "net.pt", weights_only=False)
        assert marker.exists(), "the attack is real"


@pytest.mark.parametrize(
    "name",
    [
        *("torch.storage._load_from_bytes", "torch.load", "numpy.load", "torch.jit.load", "_codecs.decode"),
        *("sklearn.decomposition.pca.os", "sklearn.utils.Bunch", "numpy.random.mtrand.RandomState"),
        *("torch._utils._rebuild_wrapper_subclass", "argparse.Namespace", "collections.defaultdict"),
        *("builtins.set", "builtins.type", "builtins.object", "copyreg._reconstructor", "types.CodeType"),
    ],
)
def test_other_names(name):
    module, _, attribute = name.rpartition(".")
    refuse(f"c{module}\n{attribute}\n)R.".encode(), name.replace(".", r"\."))


def test_nothing_is_imported(tmp_path):
    (tmp_path / "planted.py").write_text("open('ran', 'w').close()\n")
    script = (
        "from photosearch.network.importing.restricted_pickle import read_pickle, RefusedPickleError\n"
        "from photosearch.network.importing.stored_tensors import TORCH\n"
        "import sys\n"
        "try:\n    read_pickle(b'cplanted\\nthing\\n.', TORCH, 'x')\n"
        "except RefusedPickleError:\n    pass\n"
        "else:\n    raise SystemExit('not refused')\n"
        "assert not {'planted', 'torch', 'sklearn'} & set(sys.modules)\n"
    )
    path = os.pathsep.join((str(tmp_path), os.getcwd()))
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env={"PYTHONPATH": path}, check=True)
    assert not (tmp_path / "ran").exists()


def test_state_of_a_stand_in_stays_data():
    state = b"}(" + b"".join(
        text(name) + text("x")
        for name in ("__class__", "__dict__", "__setstate__", "__reduce__", "attributes")
    )
    made = read_pickle(PCA + state + b"ub.", TORCH, "file.pt")
    assert type(made) is StandIn and made.dotted == "sklearn.decomposition.pca.PCA"
    assert made.attributes["__class__"] == "x" and made.attributes["attributes"] == "x"
    assert "__setstate__" not in vars(made) and not hasattr(StandIn, "__setstate__")


@pytest.mark.parametrize(
    "state", [b"N}" + text("a") + b"K\x01s\x86", b"]", b"}K\x01K\x02s", text("a")], ids=str
)
def test_other_states_of_a_stand_in_are_refused(state):
    refuse(PCA + state + b"b.", "damaged")


def test_calling_and_building_what_is_no_constructor():
    for called in (PCA, b"}", b"K\x01", text("os.system"), b"ctorch\nFloatStorage\n", b"cnumpy\nndarray\n"):
        refuse(called + b")R.", "asks for")
        refuse(called + b")\x81.", "asks for")
    for built in (b"ccollections\nOrderedDict\n", b"cnumpy\nndarray\n", b"}", b"]", b"K\x01"):
        refuse(built + b"}" + text("__setstate__") + text("x") + b"sb.", "asks for 'state for")
    refuse(b"\x8f(K\x01\x90.", "EMPTY_SET")
    refuse(b"(K\x01\x91.", "FROZENSET")


PERSISTENT = {
    "no tuple": text("storage"),
    "text": b"P0\n",
    "other kind": b"(" + text("module") + b"ctorch\nFloatStorage\n" + text("0") + text("cpu") + b"K\x01t",
    "no type": b"(" + text("storage") + text("torch.FloatStorage") + text("0") + text("cpu") + b"K\x01t",
    "no storage type": b"(" + text("storage") + b"cnumpy\nndarray\n" + text("0") + text("cpu") + b"K\x01t",
    "negative": b"("
    + text("storage")
    + b"ctorch\nFloatStorage\n"
    + text("0")
    + text("cpu")
    + b"J\xff\xff\xff\xfft",
    "list as key": b"(" + text("storage") + b"ctorch\nFloatStorage\n]" + text("cpu") + b"K\x01t",
}


@pytest.mark.parametrize("identity", PERSISTENT.values(), ids=PERSISTENT)
def test_persistent_ids_that_are_none(tmp_path, identity):
    data = identity + b"." if identity.startswith(b"P") else identity + b"Q."
    with pytest.raises(RefusedPickleError):
        read_checkpoint(in_archive(data, tmp_path / "a.pt"))
    refuse(data, "data outside the pickle")


def tensor(key="0", numel=4, offset=0, shape=(4,), stride=(1,)):
    """A pickle of a checkpoint with one tensor as its bias."""

    def number(n):
        return b"\x8a\x09" + n.to_bytes(9, "little", signed=True)

    def numbers(values):
        return b"(" + b"".join(map(number, values)) + b"t"

    storage = (
        b"(" + text("storage") + b"ctorch\nFloatStorage\n" + text(key) + text("cpu") + number(numel) + b"tQ"
    )
    arguments = storage + number(offset) + numbers(shape) + numbers(stride) + b"\x89N"
    made = b"ctorch._utils\n_rebuild_tensor_v2\n(" + arguments + b"tR"
    options = b"}" + text("arch") + text("resnet18_rmac") + b"s" + text("without_fc") + b"\x88s"
    whole = text("model_options") + options + text("state_dict") + b"}" + text("conv1.weight") + made + b"s"
    return b"}(" + whole + b"u."


def test_tensors_that_reach_beyond_their_data(tmp_path):
    files = [("archive/data/0", bytes(16)), ("secret", b"x" * 16)]
    bad = [
        {"numel": 5, "shape": (5,)},
        {"offset": 1},
        {"offset": -1},
        {"shape": (2, 2), "stride": (3, 1)},
        {"shape": (2,), "stride": (-1,)},
        {"shape": (1 << 40,), "stride": (0,)},
        {"shape": (2, 2, 2), "stride": (0, 0, 0)},
        {"numel": 1 << 62, "shape": (1 << 62,)},
        {"key": "../../secret"},
        {"key": "1"},
    ]
    for changes in bad:
        path = in_archive(tensor(**changes), tmp_path / "a.pt", files)
        with pytest.raises(PhotosearchError, match=r"damaged|less data|beyond"):
            read_checkpoint(path)
    sound = read_checkpoint(in_archive(tensor(), tmp_path / "a.pt", files))
    assert np.array_equal(sound.tensors["conv1.weight"], np.zeros(4, np.float32))


ARRAY = b"cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\nK\x00\x85" + text("b") + b"tR"
FLOATS = (
    b"cnumpy\ndtype\n("
    + text("f4")
    + b"K\x00K\x01tR(K\x03"
    + text("<")
    + b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb"
)


def array_state(dtype=FLOATS, shape=b"K\x02\x85", raw=b"U\x08" + bytes(8)):
    return b"(K\x01" + shape + dtype + b"\x89" + raw + b"tb"


def test_sets_hold_plain_values_alone():
    deep = b"K\x01" + b"q\x01h\x01\x86" * 80  # the hash of such a tuple takes years
    for data in (b"\x8f(" + deep + b"\x90.", b"(" + deep + b"\x91.", b"]K\x01\x90.", b"]" + deep + b"\x90."):
        refuse(data, "damaged", GROUND_TRUTH)
    for name in ("builtins\nset", "__builtin__\nfrozenset"):
        refuse(f"c{name}\n".encode() + b"](" + deep + b"e\x85R.", "damaged", GROUND_TRUTH)
        refuse(f"c{name}\n".encode() + b"X\x01\x00\x00\x00a\x85R.", "damaged", GROUND_TRUTH)
        refuse(f"c{name}\n}}X\x01\x00\x00\x00aK\x01sb.".encode(), "state for", GROUND_TRUTH)


def test_arrays_that_are_none():
    assert np.array_equal(read_pickle(ARRAY + array_state() + b".", NUMPY, "f"), np.zeros(2, np.float32))
    refuse(ARRAY + array_state(shape=b"K\x03\x85") + b".", "bytes than its shape")
    refuse(ARRAY + array_state(shape=b"J\xff\xff\xff\xff\x85") + b".", "shape")
    refuse(ARRAY + array_state() + array_state() + b".", "twice")
    refuse(ARRAY + array_state(raw=b"]") + b".", "bytes are expected")
    refuse(ARRAY + array_state(dtype=text("f4")) + b".", "not right")
    for code in ("O", "O8", "V8", "f4,O", "M8[ns]", "datetime64", "object", "x" * 50):
        refuse(b"cnumpy\ndtype\n(" + text(code) + b"K\x00K\x01tR.", "neither numbers nor text")
    refuse(b"cnumpy.core.multiarray\n_reconstruct\n(cbuiltins\ndict\ntR.", r"builtins\.dict")
    for values in (
        np.array([{"a": 1}], object),
        np.zeros(2, [("x", "i4")]),
        np.array(["2020-01-01"], "M8[D]"),
    ):
        refuse(pickle.dumps(values, 2), "neither numbers nor text", NUMPY)
    refuse(b"c_codecs\nencode\n" + text("a") + text("hex") + b"\x86R.", "Latin-1")
    refuse(b"cbuiltins\nbytes\nJ\xff\xff\xff\x7f\x85R.", "damaged")


@pytest.mark.parametrize(
    "bomb",
    {
        "laughs": b"]" + b"".join(b"q\x01](" + b"h\x01" * 10 + b"e" for _ in range(60)) + b".",
        "hash of nested tuples": b"}K\x01" + b"".join(b"q\x01h\x01\x86" for _ in range(80)) + b"Ns.",
        "deep": b"(" * 200_000 + b"t" * 200_000 + b".",
        "deep lists": b"]" * 200_000 + b"a" * 199_999 + b".",
        "memo index": b"Nr\xff\xff\xff\xff.",
        "long text that is not there": b"\x80\x04\x8d" + struct.pack("<Q", 1 << 62) + b"abc.",
        "bytes that are not there": b"\x80\x04\x8e" + struct.pack("<Q", (1 << 63) + 5) + b"abc.",
        "frame": b"\x80\x04\x95" + struct.pack("<Q", 1 << 62) + b"N.",
        "negative length": b"T\xff\xff\xff\xffabc.",
        "long number": b"L" + b"9" * 300_000 + b"L\n.",
        "work": b"]("
        + (text("k") + b"N\x86") * 3_000
        + b"e\x85q\x010"
        + b"ccollections\nOrderedDict\nh\x01R0" * 20_000
        + b"N.",
        "self": b"}q\x01" + text("a") + b"h\x01s.",
    }.items(),
    ids=lambda item: item[0],
)
def test_bombs_cost_little(bomb):
    def read():
        with contextlib.suppress(RefusedPickleError):
            read_pickle(bomb[1], TORCH | SETS, "file.pt")

    within(100, read)


def test_no_pickle_at_all(tmp_path):
    foreign = [
        bytes(257) + b"ustar" + bytes(300),
        b"",
        b"\x80",
        b"PK",
        b"hello",
        b"\x89PNG",
        b"<html>",
        bytes(5000),
        b"\x80\x02.",
        b"\x80\x02N.",
        b"\x80\x02\xffN.",
    ]
    foreign += [
        b"0.",
        b"t.",
        b"e.",
        b"R.",
        b"b.",
        b"h\x05.",
        b"s.",
        b"u.",
        b"1.",
        b"2.",
        b"cos",
        b"Q.",
        b"a.",
    ]
    for data in foreign:
        (tmp_path / "x.pt").write_bytes(data)
        with pytest.raises(PhotosearchError, match=r"x\.pt"):
            read_checkpoint(tmp_path / "x.pt")


@pytest.mark.parametrize("new", [True, False])
def test_cut_short_or_altered_files_end_in_plain_words(tmp_path, new):
    whole = io.BytesIO()
    state = {"conv1.weight": torch.ones(2, 3), "fc.weight": torch.ones(4, 512), "fc.bias": torch.zeros(4)}
    options = {"arch": "resnet18_rmac", "gemp": np.float64(3)}
    torch.save({"model_options": options, "state_dict": state}, whole, _use_new_zipfile_serialization=new)
    data = whole.getvalue()
    rng = np.random.default_rng(4)
    path = tmp_path / "x.pt"
    ends = rng.integers(0, len(data), 60)
    for end in ends:
        path.write_bytes(data[:end])
        with pytest.raises(PhotosearchError):
            read_checkpoint(path)
    for _ in range(400):
        altered = bytearray(data)
        # The pickle and the directory, not the many bytes of the weights.
        low, high = ((0, 1500) if rng.random() < 0.5 else (len(data) - 900, len(data))) if new else (0, 1500)
        for place in rng.integers(low, high, rng.integers(1, 4)):
            altered[place] = rng.integers(256)
        path.write_bytes(altered)
        with contextlib.suppress(PhotosearchError):
            read_checkpoint(path)


def test_terminals_are_not_written_to_by_names():
    message = refuse(b"cos\x1b[2J\nsys\x07tem\n.")
    assert message.isprintable()
