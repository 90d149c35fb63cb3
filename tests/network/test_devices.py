import sys

import pytest

from photosearch.errors import PhotosearchError, UsageError
from photosearch.network import devices


@pytest.fixture
def machine(monkeypatch):
    def make(gpu, built_for_it):
        monkeypatch.setattr(devices, "likely_gpu", lambda: gpu)
        monkeypatch.setattr(devices, "torch_supports", lambda device: built_for_it)

    return make


@pytest.mark.parametrize(
    ("gpu", "built_for_it", "expected"),
    [(None, True, "cpu"), ("cuda", False, "cpu"), ("cuda", True, "cuda"), ("mps", True, "mps")],
)
def test_auto_takes_a_gpu_only_where_torch_and_driver_are_there(machine, gpu, built_for_it, expected):
    machine(gpu, built_for_it)
    assert devices.choose_device("auto") == expected
    assert devices.choose_device("cpu") == "cpu"


def test_gpu_by_name(machine):
    machine("cuda", True)
    assert devices.choose_device("cuda") == "cuda"
    with pytest.raises(PhotosearchError, match="'mps' cannot be used: there is no such GPU"):
        devices.choose_device("mps")
    machine(None, True)
    with pytest.raises(PhotosearchError, match="Choose the device 'cpu'"):
        devices.choose_device("cuda")


def test_gpu_by_name_without_torch(machine, monkeypatch):
    machine("cuda", True)
    monkeypatch.setattr(devices.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(PhotosearchError, match="needs PyTorch, which is not installed: pip install"):
        devices.choose_device("cuda")


def test_unknown_device():
    with pytest.raises(UsageError, match="no device 'tpu': choose one of auto, cpu, cuda, mps"):
        devices.choose_device("tpu")


@pytest.mark.parametrize(
    ("version_file", "expected"),
    [
        ("cuda: Optional[str] = None\nhip: Optional[str] = None\n", False),
        ("cuda: Optional[str] = '13.0'\nhip: Optional[str] = None\n", True),
        ("cuda: Optional[str] = None\nhip: Optional[str] = '7.1'\n", True),
        ("cuda = '12.8'\n", True),
    ],
)
def test_torch_build_is_read_without_importing_it(tmp_path, monkeypatch, version_file, expected):
    (tmp_path / "torch").mkdir()
    (tmp_path / "torch" / "__init__.py").write_text("raise SystemError('must not be imported')")
    (tmp_path / "torch" / "version.py").write_text(version_file)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    assert devices.torch_supports("cuda") is expected


def test_windows_driver(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("SYSTEMROOT", str(tmp_path))
    assert devices.likely_gpu() is None
    (tmp_path / "System32").mkdir()
    (tmp_path / "System32" / "nvcuda.dll").touch()
    assert devices.likely_gpu() == "cuda"


@pytest.mark.parametrize(("processor", "expected"), [("arm64", "mps"), ("x86_64", None)])
def test_mac(monkeypatch, processor, expected):
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(devices.platform, "machine", lambda: processor)
    assert devices.likely_gpu() == expected
