"""Which device is chosen, on machines pretended by platform, files and packages."""

import platform
import sys

import pytest

from photosearch.errors import PhotosearchError, UsageError
from photosearch.network import devices

CUDA, NO_GPU = "cuda = '12.8'\n", "cuda: Optional[str] = None\nhip: Optional[str] = None\n"


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Makes this machine one with that GPU and a torch of that version file; None is without."""

    def make(gpu, torch):
        system = tmp_path / "Windows" / "System32"
        system.mkdir(parents=True)
        monkeypatch.setenv("SYSTEMROOT", str(system.parent))
        if gpu == "cuda":
            (system / "nvcuda.dll").touch()
        monkeypatch.setattr(sys, "platform", "darwin" if gpu == "mps" else "win32")
        monkeypatch.setattr(platform, "machine", lambda: "arm64")
        monkeypatch.setattr(sys, "path", [str(tmp_path)])
        monkeypatch.delitem(sys.modules, "torch", raising=False)
        if torch is not None:
            (tmp_path / "torch").mkdir()
            (tmp_path / "torch" / "__init__.py").write_text("raise SystemError('must not be imported')")
            (tmp_path / "torch" / "version.py").write_text(torch)

    return make


@pytest.mark.parametrize(
    ("gpu", "torch", "expected"),
    [
        (None, CUDA, "cpu"),
        ("cuda", NO_GPU, "cpu"),
        ("cuda", None, "cpu"),
        ("cuda", CUDA, "cuda"),
        ("mps", NO_GPU, "mps"),
        ("mps", None, "cpu"),
    ],
)
def test_auto_takes_a_gpu_only_where_torch_and_driver_are_there(machine, gpu, torch, expected):
    machine(gpu, torch)
    assert devices.choose_device("auto") == expected
    assert devices.choose_device("cpu") == "cpu"


def test_gpu_by_name(machine):
    machine("cuda", CUDA)
    assert devices.choose_device("cuda") == "cuda"
    with pytest.raises(PhotosearchError, match="'mps' cannot be used: there is no such GPU"):
        devices.choose_device("mps")


@pytest.mark.parametrize(("gpu", "torch"), [(None, CUDA), ("cuda", NO_GPU)])
def test_gpu_by_name_that_is_not_there(machine, gpu, torch):
    machine(gpu, torch)
    with pytest.raises(PhotosearchError, match=r"'cuda' cannot be used.*Choose the device 'cpu'"):
        devices.choose_device("cuda")


def test_gpu_by_name_without_torch(machine):
    machine("cuda", None)
    with pytest.raises(PhotosearchError, match="needs PyTorch, which is not installed: pip install"):
        devices.choose_device("cuda")


def test_unknown_device():
    with pytest.raises(UsageError, match="no device 'tpu': choose one of auto, cpu, cuda, mps"):
        devices.choose_device("tpu")


@pytest.mark.parametrize(
    ("version_file", "expected"),
    [
        (NO_GPU, False),
        ("cuda: Optional[str] = '13.0'\nhip: Optional[str] = None\n", True),
        ("cuda: Optional[str] = None\nhip: Optional[str] = '7.1'\n", True),
        (CUDA, True),
    ],
)
def test_torch_build_is_read_without_importing_it(machine, version_file, expected):
    machine(None, version_file)
    assert devices.torch_supports("cuda") is expected


def test_only_macs_with_an_apple_processor_have_mps(machine, monkeypatch):
    machine("mps", NO_GPU)
    assert devices.likely_gpu() == "mps"
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    assert devices.likely_gpu() is None
