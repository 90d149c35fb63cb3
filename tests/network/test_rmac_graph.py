import itertools

import numpy as np
import pytest
import torch

from photosearch.network.export import export_model
from photosearch.network.pooling import RMAC, rmac
from photosearch.network.retrieval import RetrievalNetwork
from photosearch.network.rmac_graph import rmac_graph
from tests.network.test_card import CARD

SIDES = (1, 2, 3, 5, 8, 13)


@pytest.mark.parametrize("levels", [1, 2, 3])
@pytest.mark.parametrize("projected", [False, True])
@pytest.mark.parametrize("whole", [False, True])
def test_equals_rmac_on_maps_of_any_shape(levels, projected, whole):
    project = torch.nn.Linear(4, 6).double() if projected else None
    for height, width in [*itertools.product(SIDES, SIDES), (3, 40), (41, 6), (24, 32)]:
        x = torch.randn(2, 4, height, width, dtype=torch.float64)
        torch.testing.assert_close(rmac_graph(x, levels, project, whole), rmac(x, levels, project, whole))


@pytest.mark.filterwarnings("ignore:.*LeafSpec:FutureWarning")
def test_networks_with_rmac_are_exported_for_the_cpu_runtime(tmp_path):
    """`export_model` compares the graph with the network on each of these photos."""
    torch.manual_seed(3)
    backbone = torch.nn.Conv2d(3, 5, 3, stride=4, padding=1)
    pooling = RMAC(3, torch.nn.Linear(5, 4), whole=True)
    network = RetrievalNetwork(backbone, 4, None, (127.0,) * 3, (128.0,) * 3, pooling=pooling)
    rng = np.random.default_rng(6)
    shapes = ((40, 64), (41, 33), (7, 50), (32, 32), (96, 20), (1, 1))
    photos = [rng.integers(0, 256, (*shape, 3), dtype=np.uint8) for shape in shapes]
    assert export_model(network, CARD, tmp_path / "small", photos).graph.exists()
