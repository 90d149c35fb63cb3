import copy

import numpy as np
import pytest
import torch
from torch import nn

from photosearch.network.backbones import backbone_card, create_backbone
from photosearch.network.batch_norm import freeze_batch_norm
from photosearch.network.centre_bias import CentreBias
from photosearch.network.pooling import MAC, RMAC, GeM, SPoC
from photosearch.network.retrieval import RetrievalNetwork
from photosearch.network.whitening import PCAWhitening, l2_normalise

MEAN, STD = (120.0, 110.0, 100.0), (60.0, 50.0, 40.0)


def small(**options):
    torch.manual_seed(5)
    backbone = nn.Sequential(nn.Conv2d(3, 6, 3, stride=2, padding=1), nn.ReLU())
    dimension = options.pop("dimension", 4)
    return RetrievalNetwork(backbone, 6, dimension, MEAN, STD, **options).double().eval()


@pytest.fixture(scope="module")
def pixels():
    rng = np.random.default_rng(1)
    return torch.from_numpy(rng.integers(0, 256, (3, 11, 14, 3), dtype=np.uint8))


def features_of(network, pixels):
    """The feature map in the caller's own steps."""
    x = (pixels.numpy().transpose(0, 3, 1, 2) - np.reshape(MEAN, (3, 1, 1))) / np.reshape(STD, (3, 1, 1))
    return network.backbone(torch.from_numpy(x)).detach()


def linear(layer, x):
    return x @ layer.weight.detach().numpy().T + layer.bias.detach().numpy()


@torch.no_grad()
def test_chain_equals_plain_steps(pixels):
    network = small()
    pooled = (features_of(network, pixels).clamp(min=1e-6) ** 3).mean(dim=(2, 3)).numpy() ** (1 / 3)
    descriptor, given = network(pixels)
    np.testing.assert_allclose(given.numpy(), pooled, rtol=1e-10)
    np.testing.assert_allclose(
        descriptor.numpy(), l2_normalise(linear(network.projection, pooled)), atol=1e-12
    )


@torch.no_grad()
def test_every_part_is_applied_in_order(pixels):
    network = small(pooling=SPoC(), centre_bias=CentreBias(2.0), normalise_pooled=True, whitening=3)
    features = network.centre_bias(features_of(network, pixels))
    pooled = l2_normalise(features.mean(dim=(2, 3)).numpy())
    projected = l2_normalise(linear(network.projection, pooled))
    descriptor, given = network(pixels)
    np.testing.assert_allclose(given.numpy(), pooled, atol=1e-12)
    np.testing.assert_allclose(
        descriptor.numpy(), l2_normalise(linear(network.whitening, projected)), atol=1e-12
    )


@torch.no_grad()
@pytest.mark.parametrize("pooling", [MAC(), SPoC(), GeM(channels=6), RMAC(2), RMAC(2, nn.Linear(6, 6))])
@pytest.mark.parametrize("shape", [(1, 1), (2, 1), (3, 40), (17, 16)])
def test_any_shape_without_projection(pooling, shape):
    network = small(pooling=pooling, dimension=None)
    descriptor, pooled = network(torch.full((2, *shape, 3), 200, dtype=torch.uint8))
    assert network.projection is None and descriptor.shape == pooled.shape == (2, 6)
    np.testing.assert_allclose(descriptor.numpy(), l2_normalise(pooled.numpy()), atol=1e-12)
    np.testing.assert_allclose(descriptor.norm(dim=1).numpy(), 1, rtol=1e-12)


@torch.no_grad()
def test_whitening_layer_is_pca_whitening(pixels):
    network = small()
    rng = np.random.default_rng(2)
    whitening = PCAWhitening().fit(rng.normal(size=(50, 4)) * (1, 2, 3, 4) + 1)
    expected = whitening.apply(network(pixels)[0].numpy(), power=0.25, dim=3)
    network.whiten(*map(torch.from_numpy, whitening.linear(0.25, 3)))
    assert network.whitening.weight.dtype == torch.float64 and network.whitening.weight.requires_grad
    np.testing.assert_allclose(network(pixels)[0].numpy(), expected, atol=1e-5)
    network.whiten(*map(torch.from_numpy, whitening.linear(0.25, 2)))
    assert network(pixels)[0].shape == (3, 2)


def test_pooling_and_projection_stay_in_single_precision_under_autocast(pixels):
    network = small(whitening=3).float()
    expected = network(pixels)[0]
    with torch.autocast("cpu", torch.bfloat16):
        assert network.backbone(torch.zeros(1, 3, 4, 4)).dtype == torch.bfloat16
        descriptor, pooled = network(pixels)
    assert descriptor.dtype == pooled.dtype == torch.float32
    torch.testing.assert_close(descriptor, expected, atol=0.05, rtol=0)
    assert not torch.equal(descriptor.to(torch.bfloat16).float(), descriptor)


def test_double_precision_throughout_and_gradients_of_every_part(pixels):
    network = small(pooling=GeM(channels=6), centre_bias=CentreBias(), whitening=3)
    descriptor, pooled = network(pixels)
    assert descriptor.dtype == pooled.dtype == torch.float64
    descriptor[:, 0].sum().backward()
    assert all(parameter.grad is not None and parameter.grad.any() for parameter in network.parameters())


def test_pixels_of_another_type_are_on_the_same_scale(pixels):
    network = small()
    torch.testing.assert_close(network(pixels.double())[0], network(pixels)[0])


def test_names_of_a_plain_network_are_those_of_the_stored_models():
    assert [name for name in small().state_dict() if "backbone" not in name] == [
        "pooling.p",
        "projection.weight",
        "projection.bias",
    ]


@torch.no_grad()
def test_published_resnet_equals_an_independent_plain_computation():
    """ResNet-50, GeM, projection, L2: convolutions by torchvision, everything after it by hand."""
    from photosearch.network.torchvision_import import import_torchvision

    torch.manual_seed(7)
    whole = import_torchvision().models.resnet50(weights=None).eval()
    card = backbone_card("resnet50")
    network = RetrievalNetwork(
        create_backbone("resnet50", whole.state_dict()), card.channels, 32, card.mean, card.std
    )
    network.pooling.p.fill_(2.99)
    freeze_batch_norm(network).train()
    photo = np.random.default_rng(8).integers(0, 256, (1, 70, 96, 3), dtype=np.uint8)
    x = torch.from_numpy((photo.transpose(0, 3, 1, 2) / 255).astype(np.float32))
    x = (x - torch.tensor([0.485, 0.456, 0.406])[:, None, None]) / torch.tensor([0.229, 0.224, 0.225])[
        :, None, None
    ]
    for part in list(whole.children())[:-2]:
        x = part(x)
    pooled = np.mean(np.maximum(x.numpy().astype(np.float64), 1e-6) ** 2.99, axis=(2, 3)) ** (1 / 2.99)
    expected = l2_normalise(linear(copy.deepcopy(network.projection), pooled))
    assert (network(torch.from_numpy(photo))[0].numpy() * expected).sum() > 1 - 1e-6
