"""ResNet-18, 50, 101 and 152 as feature extractors, from torchvision.

He, Zhang, Ren and Sun, "Deep Residual Learning for Image Recognition", CVPR 2016 (arXiv 1512.03385). The
parameters keep torchvision's names, which published retrieval checkpoints use as well. torchvision:
BSD-3-Clause. Own code around it, Apache-2.0.
"""

from collections.abc import Mapping

from torch import Tensor, nn

from photosearch.network.backbones.card import BackboneCard
from photosearch.network.torchvision_import import import_torchvision


def _card(name: str, channels: int) -> BackboneCard:
    return BackboneCard(
        name=name,
        channels=channels,
        stride=32,
        mean=(123.675, 116.28, 103.53),
        std=(58.395, 57.12, 57.375),
        origin=f"torchvision's {name} (He et al., CVPR 2016), trained on ImageNet",
        licence="BSD-3-Clause",
    )


CARDS = (_card("resnet18", 512), *(_card(f"resnet{depth}", 2048) for depth in (50, 101, 152)))
_CLASSIFIER = ("avgpool", "fc")


class ResNet(nn.Module):
    """The convolutional part of a torchvision ResNet: normalised RGB to a feature map with stride 32."""

    def __init__(self, name: str) -> None:
        super().__init__()
        whole = getattr(import_torchvision().models, name)(weights=None)
        for part, module in whole.named_children():  # in the order they are applied in
            if part not in _CLASSIFIER:
                self.add_module(part, module)

    def forward(self, x: Tensor) -> Tensor:
        """N x 3 x H x W, ImageNet's mean and deviation, to N x channels x ceil(H / 32) x ceil(W / 32)."""
        for module in self.children():
            x = module(x)
        return x


def build(name: str, batch_norm: bool) -> ResNet:
    """The network `name` of `CARDS` with random weights."""
    if not batch_norm:
        raise ValueError(f"{name} is known with its batch norms only")
    return ResNet(name)


def load_weights(network: ResNet, state: Mapping[str, Tensor]) -> None:
    """Copy a torchvision state dict into `network`; its classifier is left out.

    Raises ValueError where it is of another network.
    """
    try:
        network.load_state_dict({name: tensor for name, tensor in state.items() if name[:3] != "fc."})
    except RuntimeError as error:
        raise ValueError(f"the checkpoint is of another network: {error}") from error
