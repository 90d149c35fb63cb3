"""Published weights of a backbone, without a network around them, to models that can be trained."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from photosearch.errors import PhotosearchError
from photosearch.network.backbones.efficientnet_lite import EfficientNetLite, load_published_weights
from photosearch.network.checkpoint import load_network
from photosearch.network.describer import load_describer
from photosearch.network.importing.conversion import import_checkpoint
from photosearch.network.models import own_models_folder
from tests.network.backbones.test_efficientnet_lite import published_checkpoint
from tests.network.importing.checkpoints import backbone, features, plain_gem, plain_photos
from tests.network.sample_photos import cosines

# torch's exporter uses what torch itself has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:.*LeafSpec:FutureWarning")


def described(name, photos):
    return load_describer(name, "cpu").describe(photos)[0]


def test_resnet_of_torchvision(tmp_path):
    network, photos = backbone("resnet18"), plain_photos()
    torch.save(network.state_dict(), tmp_path / "resnet18-f37072fd.pth")
    card = import_checkpoint(tmp_path / "resnet18-f37072fd.pth", name="imagenet", size=320)
    assert (card.backbone, card.dimension, card.input_size) == ("resnet18", 512, 320)
    assert "no projection" in card.origin and "resnet18-f37072fd.pth" in card.origin
    with torch.inference_mode():
        wanted = np.concatenate([F.normalize(plain_gem(features(network, p), 3.0)).numpy() for p in photos])
    assert cosines(described("imagenet", photos), wanted).min() > 1 - 1e-6


def test_efficientnet_lite_under_its_published_names(tmp_path):
    network = EfficientNetLite("efficientnet-lite0").eval()
    state = published_checkpoint(network)
    load_published_weights(network, state)
    torch.save(state, tmp_path / "lite0.pth")
    card = import_checkpoint(tmp_path / "lite0.pth")
    assert (card.name, card.backbone, card.mean) == ("lite0", "efficientnet-lite0", (127.0,) * 3)
    assert not any("running_var" in name for name in load_network(card).state_dict()), "folded"
    photos = plain_photos()
    wanted = []
    for photo in photos:
        with torch.inference_mode():
            x = (torch.from_numpy(photo[None]).permute(0, 3, 1, 2).float() - 127) / 128
            wanted.append(F.normalize(plain_gem(network(x), 3.0)).numpy())
    assert cosines(described("lite0", photos), np.concatenate(wanted)).min() > 1 - 1e-5


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ({"conv1.weight": torch.ones(2, 2)}, "none of the networks efficientnet-lite0"),
        ({"conv1.weight": torch.ones(2, dtype=torch.bool)}, "no tensor of numbers"),
    ],
)
def test_weights_of_no_known_backbone(tmp_path, state, message):
    torch.save(state, tmp_path / "odd.pth")
    with pytest.raises(PhotosearchError, match=message):
        import_checkpoint(tmp_path / "odd.pth")
    assert not own_models_folder().exists() or not list(own_models_folder().iterdir())


def test_weights_that_are_no_numbers(tmp_path):
    state = backbone("resnet18").state_dict()
    state["layer1.0.conv1.weight"][0] = float("nan")
    torch.save(state, tmp_path / "odd.pth")
    with pytest.raises(PhotosearchError, match="no numbers"):
        import_checkpoint(tmp_path / "odd.pth")
