import dataclasses
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import torch

import photosearch
from photosearch.network.backbones import backbone_card, backbone_names, create_backbone

NAMES = [f"efficientnet-lite{i}" for i in range(3)] + ["resnet101", "resnet152", "resnet18", "resnet50"]


def test_all_backbones_are_there():
    assert backbone_names() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_cards_are_complete_and_on_the_scale_of_pixels(name):
    card = backbone_card(name)
    assert card.name == name and all(dataclasses.astuple(card))
    assert all(100 < value < 130 for value in card.mean) and all(50 < value < 130 for value in card.std)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("height", "width"), [(64, 40), (1, 33)])
def test_feature_maps_are_as_the_card_says(name, height, width):
    card = backbone_card(name)
    with torch.device("meta"), torch.no_grad():
        features = create_backbone(name)(torch.zeros(2, 3, height, width))
    assert features.shape == (2, card.channels, -(-height // card.stride), -(-width // card.stride))


def test_unknown_name():
    for call in (create_backbone, backbone_card):
        with pytest.raises(ValueError, match="unknown network 'vgg16': one of efficientnet-lite0"):
            call("vgg16")


def test_a_new_backbone_is_one_file(tmp_path):
    package = Path(photosearch.__file__).parent
    copy = Path(shutil.copytree(package, tmp_path / "photosearch"))
    (copy / "network" / "backbones" / "grey.py").write_text(
        "from torch import nn\n"
        "from photosearch.network.backbones.card import BackboneCard\n"
        "CARDS = (BackboneCard('grey', 1, 2, (0.0,) * 3, (1.0,) * 3, 'a test', 'none'),)\n"
        "def build(name, batch_norm):\n"
        "    return nn.AvgPool3d((3, 2, 2))\n"
        "def load_weights(network, state):\n"
        "    network.loaded = state\n"
    )
    script = (
        "from photosearch.network.backbones import backbone_names, create_backbone\n"
        "assert create_backbone('grey', {}).loaded == {}\n"
        "print(*backbone_names())\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert ended.stdout.split() == sorted([*NAMES, "grey"])
