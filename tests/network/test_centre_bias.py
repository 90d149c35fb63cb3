import numpy as np
import pytest
import torch
import torch.nn.functional as F

from photosearch.network.centre_bias import CentreBias
from photosearch.network.export import export_model
from photosearch.network.retrieval import RetrievalNetwork
from tests.network.test_card import CARD


@pytest.mark.parametrize("shape", [(1, 1), (1, 5), (2, 3), (4, 7), (13, 40)])
def test_equals_the_published_bump_stretched_over_the_map(shape):
    """4 x 4 with b in the middle, interpolated from corner to corner."""
    x = torch.rand(2, 3, *shape, dtype=torch.float64)
    bump = F.pad(torch.full((1, 1, 2, 2), 0.8, dtype=torch.float64), (1, 1, 1, 1))
    weights = 1 + F.interpolate(bump, size=shape, mode="bilinear", align_corners=True)
    torch.testing.assert_close(CentreBias(0.8).double()(x), x * weights)


def test_by_hand():
    y = CentreBias(2.0)(torch.ones(1, 1, 4, 7))[0, 0]
    assert y[0].tolist() == y[3].tolist() == [1] * 7
    torch.testing.assert_close(y[1], torch.tensor([1, 2, 3, 3, 3, 2, 1.0]))
    torch.testing.assert_close(y, y.flip(0).flip(1))


def test_no_strength_changes_nothing_and_the_type_stays():
    x = torch.rand(1, 2, 3, 4, dtype=torch.float16)
    assert torch.equal(CentreBias(strength=0)(x), x) and CentreBias()(x).dtype == torch.float16


@pytest.mark.parametrize("strength", [-1, float("nan"), float("inf")])
def test_nonsense_is_refused(strength):
    with pytest.raises(ValueError, match="strength must not be negative"):
        CentreBias(strength)


@pytest.mark.filterwarnings("ignore:.*LeafSpec:FutureWarning")
def test_networks_with_it_are_exported_for_the_cpu_runtime(tmp_path):
    """`export_model` compares the graph with the network on each of these photos."""
    torch.manual_seed(3)
    backbone = torch.nn.Sequential(torch.nn.Conv2d(3, 5, 3, stride=4, padding=1), torch.nn.Softplus())
    network = RetrievalNetwork(backbone, 5, None, (127.0,) * 3, (128.0,) * 3, centre_bias=CentreBias(3.0))
    rng = np.random.default_rng(6)
    shapes = ((40, 64), (41, 33), (7, 50), (1, 1))
    photos = [rng.integers(0, 256, (*shape, 3), dtype=np.uint8) for shape in shapes]
    assert export_model(network, CARD, tmp_path / "small", photos).graph.exists()
