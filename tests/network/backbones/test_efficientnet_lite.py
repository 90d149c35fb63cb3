import numpy as np
import pytest
import torch

from photosearch.network.backbones import create_backbone
from photosearch.network.backbones.efficientnet_lite import (
    EfficientNetLite,
    SameConv2d,
    fold_batch_norm,
    load_published_weights,
)

CLASSIFIER = 1280 * 1000 + 1000


def same_convolution_by_loops(x, weight, stride):
    """One channel, TensorFlow's SAME padding, from its definition."""
    kernel = len(weight)
    height, width = (-(-side // stride) for side in x.shape)
    top, left = (
        max((out - 1) * stride + kernel - side, 0) // 2
        for out, side in zip((height, width), x.shape, strict=True)
    )
    result = np.zeros((height, width))
    for i in range(height):
        for j in range(width):
            for a in range(kernel):
                for b in range(kernel):
                    y, z = i * stride + a - top, j * stride + b - left
                    if 0 <= y < x.shape[0] and 0 <= z < x.shape[1]:
                        result[i, j] += x[y, z] * weight[a, b]
    return result


@pytest.mark.parametrize("shape", [(8, 8), (7, 10), (5, 1)])
@pytest.mark.parametrize("kernel", [3, 5])
@pytest.mark.parametrize("stride", [1, 2])
def test_padding_is_that_of_tensorflow(shape, kernel, stride):
    convolution = SameConv2d(1, 1, kernel, stride, bias=False).double()
    x = torch.randn(1, 1, *shape, dtype=torch.float64)
    expected = same_convolution_by_loops(x[0, 0].numpy(), convolution.weight.detach()[0, 0].numpy(), stride)
    np.testing.assert_allclose(convolution(x).detach()[0, 0].numpy(), expected, atol=1e-12)


@pytest.mark.parametrize(
    ("name", "millions"),
    [("efficientnet-lite0", 4.652), ("efficientnet-lite1", 5.417), ("efficientnet-lite2", 6.092)],
)
def test_parameter_counts_are_the_published_ones(name, millions):
    count = sum(parameter.numel() for parameter in EfficientNetLite(name).parameters())
    assert (count + CLASSIFIER) / 1e6 == pytest.approx(millions, abs=0.001)


@pytest.mark.parametrize(("height", "width"), [(64, 96), (65, 33), (1, 320)])
def test_feature_map_has_stride_32(height, width):
    network = EfficientNetLite("efficientnet-lite0", batch_norm=False).eval()
    with torch.inference_mode():
        features = network(torch.zeros(2, 3, height, width))
    assert features.shape == (2, 1280, -(-height // 32), -(-width // 32))


def test_unknown_network():
    with pytest.raises(ValueError, match="efficientnet-lite9"):
        EfficientNetLite("efficientnet-lite9")


def published_checkpoint(network):
    """Random tensors under the published names, written down independently of the loader."""
    torch.manual_seed(1)
    state = {"_fc.weight": torch.zeros(1000, 1280), "_fc.bias": torch.zeros(1000)}

    def add(conv, norm, unit):
        channels = len(unit.conv.weight)
        state[f"{conv}.weight"] = torch.randn_like(unit.conv.weight) / unit.conv.weight[0].numel() ** 0.5
        state[f"{norm}.weight"] = torch.rand(channels) + 0.5
        state[f"{norm}.bias"] = torch.randn(channels)
        state[f"{norm}.running_mean"] = torch.randn(channels)
        state[f"{norm}.running_var"] = torch.rand(channels) + 0.5
        state[f"{norm}.num_batches_tracked"] = torch.tensor(1)

    add("_conv_stem", "_bn0", network.stem)
    for i, block in enumerate(network.blocks):
        if hasattr(block, "expand"):
            add(f"_blocks.{i}._expand_conv", f"_blocks.{i}._bn0", block.expand)
        add(f"_blocks.{i}._depthwise_conv", f"_blocks.{i}._bn1", block.depthwise)
        add(f"_blocks.{i}._project_conv", f"_blocks.{i}._bn2", block.project)
    add("_conv_head", "_bn1", network.head)
    return state


@pytest.fixture(scope="module")
def loaded():
    network = EfficientNetLite("efficientnet-lite0").eval()
    state = published_checkpoint(network)
    load_published_weights(network, state)
    return network, state


def test_published_weights_land_where_they_belong(loaded):
    network, state = loaded
    assert torch.equal(network.stem.conv.weight, state["_conv_stem.weight"])
    assert torch.equal(network.blocks[3].depthwise.norm.running_var, state["_blocks.3._bn1.running_var"])
    assert torch.equal(network.head.norm.bias, state["_bn1.bias"])


def test_folding_keeps_the_outputs(loaded):
    network, _ = loaded
    folded = fold_batch_norm(network)
    assert not any(isinstance(module, torch.nn.BatchNorm2d) for module in folded.modules())
    x = torch.randn(1, 3, 64, 80)
    with torch.inference_mode():
        torch.testing.assert_close(folded(x), network(x), atol=1e-3, rtol=1e-3)


def test_checkpoint_of_another_network_is_refused(loaded):
    _, state = loaded
    with pytest.raises(ValueError, match="no _conv_head"):
        load_published_weights(EfficientNetLite("efficientnet-lite2"), state)
    with pytest.raises(ValueError, match="no place for: surplus"):
        load_published_weights(EfficientNetLite("efficientnet-lite0"), state | {"surplus": torch.zeros(1)})


@torch.no_grad()
def test_the_registry_takes_published_and_own_names_folded_or_not(loaded):
    network, state = loaded
    x = torch.randn(1, 3, 40, 33)
    expected = network(x)
    for given, batch_norm in ((state, True), (network.state_dict(), True), (state, False)):
        made = create_backbone("efficientnet-lite0", given, batch_norm=batch_norm).eval()
        torch.testing.assert_close(made(x), expected, atol=1e-3, rtol=1e-3)
    with pytest.raises(ValueError, match="of another network"):
        create_backbone("efficientnet-lite0", network.state_dict(), batch_norm=False)
