"""Model folders of every kind of network, written and read back."""

import dataclasses

import pytest
import torch
from safetensors.torch import load_file
from torch import nn

from photosearch.errors import PhotosearchError
from photosearch.network.backbones import backbone_card, create_backbone
from photosearch.network.card import GRAPH_FILE, WEIGHTS_FILE, file_sha256
from photosearch.network.centre_bias import CentreBias
from photosearch.network.checkpoint import build_network, load_network
from photosearch.network.export import write_weights
from photosearch.network.models import find_model
from photosearch.network.pooling import MAC, RMAC, GeM, SPoC
from photosearch.network.retrieval import RetrievalNetwork
from tests.network.test_card import CARD

KINDS = {
    "plain": ("gem", 8, {}),
    "mac": ("mac", 8, {"pooling": MAC()}),
    "no projection": ("spoc", None, {"pooling": SPoC()}),
    "whitened": ("gem", 8, {"pooling": GeM(channels=512), "whitening": 5}),
    "biased": ("gem", None, {"centre_bias": CentreBias(0.7), "normalise_pooled": True, "whitening": 5}),
    "rmac": ("rmac", None, {"pooling": RMAC(3)}),
    "rmac and the whole map": ("rmac", None, {"pooling": RMAC(2, whole=True)}),
    "projected rmac": ("rmac", None, {"pooling": RMAC(1, nn.Linear(512, 6))}),
}


def saved(network, folder, **values):
    write_weights(network, folder / WEIGHTS_FILE)
    (folder / GRAPH_FILE).write_bytes(b"")
    digests = {name: file_sha256(folder / name) for name in (WEIGHTS_FILE, GRAPH_FILE)}
    return dataclasses.replace(CARD, sha256=digests, folder=folder, **values)


@torch.no_grad()
@pytest.mark.parametrize("kind", KINDS)
def test_comes_back_as_it_was_saved(kind, tmp_path):
    pooling, dimension, options = KINDS[kind]
    torch.manual_seed(1)
    published = backbone_card("resnet18")
    network = RetrievalNetwork(
        create_backbone("resnet18"), 512, dimension, published.mean, published.std, **options
    ).eval()
    network.backbone.bn1.running_mean.fill_(0.2)
    card = saved(network, tmp_path, backbone="resnet18", pooling=pooling, pooled_dimension=512)
    card = dataclasses.replace(card, mean=published.mean, std=published.std)
    loaded = load_network(card)
    assert not loaded.training
    pixels = torch.randint(0, 256, (2, 70, 100, 3), dtype=torch.uint8)
    for one, other in zip(loaded(pixels), network(pixels), strict=True):
        assert torch.equal(one, other)


def test_bundled_model_is_the_form_without_batch_norm():
    network = load_network(find_model())
    assert not any("running" in name for name in network.state_dict())
    assert network.whitening is None and network.centre_bias is None and not network.normalise_pooled


def test_what_this_version_does_not_know_is_refused():
    state = load_file(find_model().weights)
    with pytest.raises(PhotosearchError, match="unknown network 'resnet-9'"):
        build_network(dataclasses.replace(find_model(), backbone="resnet-9"), state)
    with pytest.raises(PhotosearchError, match="resnet18 is known with its batch norms only"):
        build_network(dataclasses.replace(find_model(), backbone="resnet18"), state)
