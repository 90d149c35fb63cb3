"""EfficientNet-Lite0, 1 and 2 as feature extractors.

Tan and Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", ICML 2019 (arXiv
1905.11946); the Lite variants drop squeeze-and-excitation, use ReLU6 and keep stem and head unscaled. Own
code, Apache-2.0. The published weights were trained in TensorFlow and are Apache-2.0 as well.
"""

import math
from collections.abc import Mapping

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from photosearch.network.backbones.card import BackboneCard

# kernel, stride, expansion, channels, repeats of Lite0 (Table 1 of the paper)
_STAGES = (
    (3, 1, 1, 16, 1),
    (3, 2, 6, 24, 2),
    (5, 2, 6, 40, 2),
    (3, 2, 6, 80, 3),
    (5, 1, 6, 112, 3),
    (5, 2, 6, 192, 4),
    (3, 1, 6, 320, 1),
)
_SCALING = {  # width, depth
    "efficientnet-lite0": (1.0, 1.0),
    "efficientnet-lite1": (1.0, 1.1),
    "efficientnet-lite2": (1.1, 1.2),
}
STEM_CHANNELS = 32
FEATURE_CHANNELS = 1280
BATCH_NORM_EPS = 1e-3  # TensorFlow's default, which the published weights were trained with

CARDS = tuple(
    BackboneCard(
        name=name,
        channels=FEATURE_CHANNELS,
        stride=32,
        mean=(127.0, 127.0, 127.0),
        std=(128.0, 128.0, 128.0),
        origin="EfficientNet-Lite (Tan and Le, ICML 2019), Google's weights trained on ImageNet",
        licence="Apache-2.0",
    )
    for name in _SCALING
)


def _scaled_channels(channels: int, width: float) -> int:
    """The nearest multiple of 8, never more than 10 % below the wanted width."""
    wanted = channels * width
    rounded = max(8, int(wanted + 4) // 8 * 8)
    return rounded if rounded >= 0.9 * wanted else rounded + 8


@torch.library.custom_op("photosearch::conv2d_same", mutates_args=())
def _conv2d_same(x: Tensor, weight: Tensor, bias: Tensor | None, stride: int, groups: int) -> Tensor:
    """One operator for padding and convolution, so that the exporter can write one ONNX Conv (SAME_UPPER)."""
    return _padded_conv2d(x, weight, bias, stride, groups)


@_conv2d_same.register_fake
def _(x: Tensor, weight: Tensor, bias: Tensor | None, stride: int, groups: int) -> Tensor:
    height, width = ((side + stride - 1) // stride for side in x.shape[-2:])
    return x.new_empty((x.shape[0], weight.shape[0], height, width))


def _padded_conv2d(x: Tensor, weight: Tensor, bias: Tensor | None, stride: int, groups: int) -> Tensor:
    padding = []
    for side, kernel in ((x.shape[-1], weight.shape[-1]), (x.shape[-2], weight.shape[-2])):
        total = max((math.ceil(side / stride) - 1) * stride + kernel - side, 0)
        padding += [total // 2, total - total // 2]
    return F.conv2d(F.pad(x, padding), weight, bias, stride, groups=groups)


class SameConv2d(nn.Conv2d):
    """Convolution padded as TensorFlow's "SAME": ceil(side / stride) outputs, the odd pixel right and below.

    With stride 2 and an even side this differs from symmetric padding by half an output step, which the
    published weights notice.
    """

    def forward(self, x: Tensor) -> Tensor:
        """N x C x H x W to N x C' x ceil(H / stride) x ceil(W / stride)."""
        stride, kernel = self.stride[0], self.kernel_size[0]
        if stride == 1:
            return F.conv2d(x, self.weight, self.bias, padding=kernel // 2, groups=self.groups)
        if torch.compiler.is_exporting():
            return torch.ops.photosearch.conv2d_same(x, self.weight, self.bias, stride, self.groups)
        return _padded_conv2d(x, self.weight, self.bias, stride, self.groups)


class ConvUnit(nn.Sequential):
    """Convolution, batch norm (or none: then the convolution has a bias), ReLU6 (or none)."""

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel: int = 1,
        stride: int = 1,
        groups: int = 1,
        activation: bool = True,
        batch_norm: bool = True,
    ) -> None:
        super().__init__()
        self.conv = SameConv2d(inputs, outputs, kernel, stride, groups=groups, bias=not batch_norm)
        if batch_norm:
            self.norm = nn.BatchNorm2d(outputs, eps=BATCH_NORM_EPS)
        if activation:
            self.activation = nn.ReLU6()


class InvertedResidual(nn.Module):
    """1 x 1 expansion, depthwise convolution, linear 1 x 1 projection; a shortcut where the shapes agree."""

    def __init__(
        self, inputs: int, outputs: int, kernel: int, stride: int, expansion: int, batch_norm: bool
    ) -> None:
        super().__init__()
        hidden = inputs * expansion
        units: list[tuple[str, nn.Module]] = []
        if expansion != 1:
            units.append(("expand", ConvUnit(inputs, hidden, batch_norm=batch_norm)))
        depthwise = ConvUnit(hidden, hidden, kernel, stride, groups=hidden, batch_norm=batch_norm)
        project = ConvUnit(hidden, outputs, activation=False, batch_norm=batch_norm)
        for name, unit in (*units, ("depthwise", depthwise), ("project", project)):
            self.add_module(name, unit)
        self.shortcut = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        """N x C x H x W to N x C' x ceil(H / stride) x ceil(W / stride)."""
        y = x
        for unit in self.children():
            y = unit(y)
        return x + y if self.shortcut else y


class EfficientNetLite(nn.Module):
    """The convolutional part of EfficientNet-Lite: normalised RGB to a feature map with stride 32.

    `batch_norm=False` builds the network whose batch norms have been folded into the convolutions, which is
    how the weight files of this project are stored (`fold_batch_norm`).
    """

    channels = FEATURE_CHANNELS

    def __init__(self, name: str = "efficientnet-lite2", batch_norm: bool = True) -> None:
        super().__init__()
        if name not in _SCALING:
            raise ValueError(f"unknown network {name!r}: one of {', '.join(_SCALING)}")
        width, depth = _SCALING[name]
        self.name = name
        self.stem = ConvUnit(3, STEM_CHANNELS, 3, stride=2, batch_norm=batch_norm)
        blocks: list[nn.Module] = []
        channels = STEM_CHANNELS
        for index, (kernel, stride, expansion, wanted, repeats) in enumerate(_STAGES):
            outputs = _scaled_channels(wanted, width)
            fixed = index in (0, len(_STAGES) - 1)  # the Lite rule: first and last stage keep their depth
            for repeat in range(repeats if fixed else math.ceil(repeats * depth)):
                step = stride if repeat == 0 else 1
                blocks.append(InvertedResidual(channels, outputs, kernel, step, expansion, batch_norm))
                channels = outputs
        self.blocks = nn.Sequential(*blocks)
        self.head = ConvUnit(channels, FEATURE_CHANNELS, batch_norm=batch_norm)

    def forward(self, x: Tensor) -> Tensor:
        """N x 3 x H x W, (pixel - 127) / 128, to N x 1280 x ceil(H / 32) x ceil(W / 32)."""
        return self.head(self.blocks(self.stem(x)))


def build(name: str, batch_norm: bool) -> EfficientNetLite:
    """The network `name` of `CARDS` with random weights."""
    return EfficientNetLite(name, batch_norm)


def load_weights(network: EfficientNetLite, state: Mapping[str, Tensor]) -> None:
    """Copy a state dict, under the published names or this class's own, into `network`.

    A folded network takes published weights as well. Raises ValueError where they are of another network.
    """
    if "_conv_stem.weight" in state and hasattr(network.stem, "norm"):
        load_published_weights(network, state)
        return
    try:
        if "_conv_stem.weight" in state:
            published = EfficientNetLite(network.name)
            load_published_weights(published, state)
            state = fold_batch_norm(published.eval()).state_dict()
        network.load_state_dict(state)
    except RuntimeError as error:
        raise ValueError(f"the checkpoint is of another network: {error}") from error


def load_published_weights(network: EfficientNetLite, state: Mapping[str, Tensor]) -> None:
    """Copy a published EfficientNet-Lite checkpoint into `network`; its classifier is left out.

    Raises ValueError where the checkpoint is of another network.
    """
    units = _units_by_published_name(network)
    used = set()
    for (conv, norm), unit in units.items():
        names = {f"{conv}.weight": unit.conv.weight}
        for part in ("weight", "bias", "running_mean", "running_var"):
            names[f"{norm}.{part}"] = getattr(unit.norm, part)
        for name, target in names.items():
            if name not in state or state[name].shape != target.shape:
                raise ValueError(f"the checkpoint has no {name} of shape {tuple(target.shape)}")
            target.data.copy_(state[name])
            used.add(name)
    ignored = ("_fc.", "num_batches_tracked")
    left = [name for name in state if name not in used and not any(part in name for part in ignored)]
    if left:
        raise ValueError(f"the checkpoint has tensors {network.name} has no place for: {', '.join(left[:5])}")


def _units_by_published_name(network: EfficientNetLite) -> dict[tuple[str, str], ConvUnit]:
    """(convolution, batch norm) in the published checkpoints' naming to this network's unit."""
    units = {("_conv_stem", "_bn0"): network.stem, ("_conv_head", "_bn1"): network.head}
    published = {"expand": ("_expand_conv", "_bn0"), "depthwise": ("_depthwise_conv", "_bn1")}
    published["project"] = ("_project_conv", "_bn2")
    for index, block in enumerate(network.blocks):
        for name, unit in block.named_children():
            conv, norm = published[name]
            assert isinstance(unit, ConvUnit)
            units[f"_blocks.{index}.{conv}", f"_blocks.{index}.{norm}"] = unit
    return units


@torch.no_grad()
def fold_batch_norm(network: EfficientNetLite) -> EfficientNetLite:
    """A copy of `network` without batch norm that computes the same in evaluation mode.

    w' = w * g / sqrt(var + eps), b' = beta - mean * g / sqrt(var + eps), worked out in float64.
    """
    folded = EfficientNetLite(network.name, batch_norm=False)
    originals = [unit for unit in network.modules() if isinstance(unit, ConvUnit)]
    copies = [unit for unit in folded.modules() if isinstance(unit, ConvUnit)]
    for unit, target in zip(originals, copies, strict=True):
        norm = unit.norm
        assert norm.running_mean is not None and norm.running_var is not None and target.conv.bias is not None
        scale = norm.weight.double() / torch.sqrt(norm.running_var.double() + norm.eps)
        target.conv.weight.copy_(unit.conv.weight.double() * scale[:, None, None, None])
        target.conv.bias.copy_(norm.bias.double() - norm.running_mean.double() * scale)
    return folded.eval()
