"""Both cases in processes of their own: a torchvision whose operators load and one whose do not."""

import subprocess
import sys

import pytest

# What torchvision does on import, as far as it matters: operators from its library, then fakes for them.
OPERATORS = """
import torch
_library = torch.library.Library("torchvision", "DEF")
_library.define("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
_library.define("qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
_library.impl("nms", lambda dets, scores, iou_threshold: torch.tensor([41]), "CPU")
"""
FAKES = """
import torch
@torch.library.register_fake("torchvision::nms")
def _(dets, scores, iou_threshold): ...
@torch.library.register_fake("torchvision::qnms")
def _(dets, scores, iou_threshold): ...
"""
CALL_NMS = "torch.ops.torchvision.nms(torch.zeros(1, 4), torch.zeros(1), 0.5)"


def run(script, folder=None):
    path = f"import sys; sys.path.insert(0, {str(folder)!r})\n" if folder else ""
    return subprocess.run([sys.executable, "-c", path + script], capture_output=True, text=True, timeout=100)


@pytest.fixture
def stand_in(tmp_path):
    def make(source):
        (tmp_path / "torchvision").mkdir()
        (tmp_path / "torchvision" / "__init__.py").write_text(source)
        return tmp_path

    return make


IMPORT = """
import torch
from photosearch.network import torchvision_import
torchvision_import.import_torchvision()
"""


def test_does_nothing_where_the_operators_exist(stand_in):
    done = run(
        IMPORT + f"assert {CALL_NMS}.item() == 41\nassert not torchvision_import._declarations\n",
        stand_in(OPERATORS + FAKES),
    )
    assert done.returncode == 0, done.stderr


def test_declares_the_operators_where_they_are_missing(stand_in):
    folder = stand_in(FAKES)
    assert "does not exist" in run("import torchvision", folder).stderr
    done = run(IMPORT + f"torchvision_import.import_torchvision()\n{CALL_NMS}", folder)
    assert "NotImplementedError" in done.stderr, "importing works, calling the operator does not"


def test_other_failures_are_passed_on(stand_in):
    done = run(IMPORT, stand_in("raise RuntimeError('something else')"))
    assert done.returncode == 1 and "something else" in done.stderr


def test_the_installed_torchvision_offers_models_and_transforms():
    pytest.importorskip("torch")
    done = run(
        IMPORT + "import torchvision.models, torchvision.transforms.v2 as v2\n"
        "with torch.inference_mode():\n"
        "    x = v2.Resize(40)(torch.rand(1, 3, 64, 64))\n"
        "    assert torchvision.models.resnet18().eval()(x).shape == (1, 1000)\n"
    )
    assert done.returncode == 0, done.stderr
