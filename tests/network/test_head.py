"""The layers after pooling in numpy give what the network gives, whichever of them it has."""

import dataclasses

import numpy as np
import pytest
import torch
from torch import nn

from photosearch.network.card import WEIGHTS_FILE
from photosearch.network.export import write_weights
from photosearch.network.pooled import load_head
from photosearch.network.retrieval import RetrievalNetwork
from tests.network.test_card import CARD


@pytest.mark.parametrize("dimension", [None, 4])
@pytest.mark.parametrize("whitening", [None, 3])
@pytest.mark.parametrize("normalise_pooled", [False, True])
@torch.no_grad()
def test_descriptors_are_those_of_the_network(tmp_path, dimension, whitening, normalise_pooled):
    torch.manual_seed(2)
    backbone = nn.Sequential(nn.Conv2d(3, 6, 3, stride=2), nn.ReLU())
    options = {"normalise_pooled": normalise_pooled, "whitening": whitening}
    network = RetrievalNetwork(backbone, 6, dimension, (127.0,) * 3, (128.0,) * 3, **options).eval()
    write_weights(network, tmp_path / WEIGHTS_FILE)
    descriptors, pooled = network(torch.randint(0, 256, (5, 20, 30, 3), dtype=torch.uint8))
    found = load_head(dataclasses.replace(CARD, folder=tmp_path)).describe(pooled.numpy())
    np.testing.assert_allclose(found, descriptors.numpy(), atol=1e-6)
