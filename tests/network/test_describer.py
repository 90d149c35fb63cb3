"""The bundled model on the CPU, through the public functions."""

import os
import platform
import shutil
import subprocess
import sys
import threading

import numpy as np
import pytest

from photosearch.errors import PhotosearchError, UsageError
from photosearch.network.describer import load_describer, usable_cores
from photosearch.network.devices import choose_device, likely_gpu
from photosearch.network.models import DEFAULT_MODEL, available_models, find_model
from tests.network.sample_photos import pixels, varied


@pytest.fixture(scope="module")
def describer():
    return load_describer(device="cpu", threads=2)


def test_bundled_model_is_intact():
    card = find_model()
    card.verify()
    assert card.name == DEFAULT_MODEL == card.folder.name
    assert (card.dimension, card.pooled_dimension, card.input_size) == (512, 1280, 320)
    assert card.licence == "Apache-2.0"
    assert "without more rights" in card.training_data
    assert DEFAULT_MODEL in [each.name for each in available_models()]


def test_shapes_types_and_length(describer):
    descriptors, pooled = describer.describe(varied())
    assert descriptors.shape == (len(varied()), 512) and pooled.shape == (len(varied()), 1280)
    assert descriptors.dtype == pooled.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(descriptors, axis=1), 1, rtol=1e-5)
    assert np.isfinite(pooled).all() and (pooled >= 0).all()


def test_no_photos(describer):
    descriptors, pooled = describer.describe([])
    assert descriptors.shape == (0, 512) and pooled.shape == (0, 1280)


def test_order_is_kept(describer):
    photos = varied()
    together = describer.describe(photos)
    for row, photo in enumerate(photos):
        alone = describer.describe([photo])
        np.testing.assert_array_equal(together[0][row], alone[0][0])
        np.testing.assert_array_equal(together[1][row], alone[1][0])


def test_copies_are_nearer_than_anything_else(describer):
    names = [
        "china-small.jpg",
        "china.jpg",
        "coffee.jpg",
        "kitten.jpg",
        "taj-mahal-2.jpg",
        "mount-rushmore-1.jpg",
    ]
    descriptors, _ = describer.describe([pixels(name) for name in names])
    similarity = descriptors[0] @ descriptors[1:].T
    assert similarity[0] > 0.9 and similarity[1:].max() < 0.5


def test_many_callers_at_once_get_the_same(describer):
    photos = varied()
    expected = describer.describe(photos)
    results = {}

    def call(number):
        order = np.random.default_rng(number).permutation(len(photos))
        results[number] = (order, describer.describe([photos[i] for i in order]))

    threads = [threading.Thread(target=call, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for order, (descriptors, pooled) in results.values():
        np.testing.assert_array_equal(descriptors, expected[0][order])
        np.testing.assert_array_equal(pooled, expected[1][order])


def test_batch_and_concurrency_say_how_to_call_it(describer):
    assert (describer.batch_size, describer.concurrency) == (1, 2)
    assert load_describer(device="cpu").concurrency == usable_cores()


@pytest.mark.parametrize(
    "wrong", [np.zeros((4, 4), np.uint8), np.zeros((4, 4, 3), np.float32), np.zeros((4, 0, 3), np.uint8)]
)
def test_other_arrays_are_refused(describer, wrong):
    with pytest.raises(ValueError, match="H x W x 3 uint8"):
        describer.describe([pixels("china.jpg"), wrong])


def test_wrong_arguments():
    with pytest.raises(UsageError, match="no device 'gpu'"):
        load_describer(device="gpu")
    with pytest.raises(UsageError, match="at least 1, not 0"):
        load_describer(threads=0)
    with pytest.raises(
        PhotosearchError, match=f"no model called 'resnet'. Models at hand: .*{DEFAULT_MODEL}"
    ):
        load_describer("resnet")
    with pytest.raises(PhotosearchError, match="There is no model in"):
        load_describer("/nowhere/at/all")


def test_gpu_that_turns_out_unusable(describer, monkeypatch):
    import torch

    if torch.backends.mps.is_available():
        pytest.skip("this machine has one")
    # A Mac with an Apple processor has a GPU; that torch cannot use it shows only when it is tried.
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(platform, "machine", lambda: "arm64")
    assert choose_device("auto") == "mps"
    assert load_describer(device="auto").batch_size == 1
    with pytest.raises(PhotosearchError, match="'mps' cannot be used"):
        load_describer(device="mps")


@pytest.fixture
def copied_model(tmp_path):
    return shutil.copytree(find_model().folder, tmp_path / "copy")


def test_model_by_folder(copied_model, describer):
    photo = pixels("colosseum.jpg")
    copy = load_describer(copied_model, device="cpu")
    np.testing.assert_array_equal(copy.describe([photo])[0], describer.describe([photo])[0])


def test_damaged_weights_are_refused(copied_model):
    with open(copied_model / "weights.safetensors", "r+b") as file:
        file.seek(-1000, 2)
        file.write(b"\x00\x00\x80\x7f")
    with pytest.raises(PhotosearchError, match=r"is damaged.*weights\.safetensors"):
        load_describer(copied_model, device="cpu")


def run(script, **environment):
    return subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        timeout=100,
        env=os.environ | environment,
    )


def test_cpu_path_never_imports_torch():
    done = run(
        "import sys, numpy as np\n"
        "import photosearch.network\n"
        "from photosearch.network.describer import load_describer\n"
        "from photosearch.network.models import available_models\n"
        "slow = {'torch', 'onnxruntime', 'safetensors', 'onnx'}\n"
        "assert not slow & set(sys.modules), 'importing must be cheap'\n"
        "describer = load_describer(device='cpu')\n"
        "assert describer.describe([np.zeros((40, 64, 3), np.uint8)])[0].shape == (1, 512)\n"
        "assert available_models()\n"
        "assert not {'torch', 'torchvision', 'safetensors', 'onnx'} & set(sys.modules)\n"
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(likely_gpu() is not None, reason="this machine has a driver")
def test_auto_without_a_driver_never_imports_torch():
    done = run(
        "import sys\n"
        "from photosearch.network.describer import load_describer\n"
        "assert load_describer().batch_size == 1\n"
        "assert 'torch' not in sys.modules\n"
    )
    assert done.returncode == 0, done.stderr


def test_the_runtime_reports_nothing_to_its_maker(tmp_path):
    """It would begin with writing a number for this computer, under which it sends, into the cache folder."""
    done = run(
        "import numpy as np\n"
        "from photosearch.network.describer import load_describer\n"
        "load_describer(device='cpu').describe([np.zeros((40, 64, 3), np.uint8)])\n",
        HOME=str(tmp_path),
        XDG_CACHE_HOME=str(tmp_path),
        ORT_DISABLE_TELEMETRY="",
    )
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.rglob("*")) == []
