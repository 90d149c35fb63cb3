"""The retrieval network: feature map, pooling, linear projection, L2, and whitening as a layer where wanted.

Radenovic et al., TPAMI 2018 (arXiv 1711.02512); Gordo et al., IJCV 2017 (arXiv 1610.07940) for the
whitening as a layer. Own code, Apache-2.0.
"""

import contextlib

import torch
from torch import Tensor, nn

from photosearch.network.centre_bias import CentreBias
from photosearch.network.pooling import GeM, l2
from photosearch.network.region_pooling import gem_with_regions


class RetrievalNetwork(nn.Module):
    """uint8 pixels to descriptors; everything a photo needs after decoding is inside."""

    def __init__(
        self,
        backbone: nn.Module,
        channels: int,
        dimension: int | None,
        mean: tuple[float, float, float],
        std: tuple[float, float, float],
        *,
        pooling: nn.Module | None = None,
        centre_bias: CentreBias | None = None,
        normalise_pooled: bool = False,
        whitening: int | None = None,
        whitening_last: bool = False,
    ) -> None:
        """backbone: N x 3 x H x W normalised RGB to a feature map. channels: length of the pooled vector.

        dimension: length after the projection, None for a network without one. mean, std: on 0-255.
        pooling: feature map to N x channels; None is GeM with one exponent. normalise_pooled: L2 before the
        projection, as some published networks have it. whitening: length after the whitening layer, None
        for a network without one (`whiten` adds it later). whitening_last: where descriptors of
        several resolutions are combined, it comes after that; the network itself computes the same.
        """
        super().__init__()
        self.mean, self.std = mean, std
        self.backbone = backbone
        self.centre_bias = centre_bias
        self.pooling = GeM() if pooling is None else pooling
        self.normalise_pooled = normalise_pooled
        if normalise_pooled:  # among the weights, so that a weight file says so
            self.register_buffer("pooled_normalised", torch.ones(1))
        self.projection = None if dimension is None else nn.Linear(channels, dimension)
        self.whitening = None if whitening is None else nn.Linear(dimension or channels, whitening)
        if self.whitening is not None and whitening_last:
            self.whitening.register_buffer("last", torch.ones(1))

    @property
    def has_regions(self) -> bool:
        """Whether it can describe the parts of a photo too: where it pools by a generalised mean alone."""
        return isinstance(self.pooling, GeM) and self.centre_bias is None

    def forward(self, pixels: Tensor, regions: bool = False) -> tuple[Tensor, ...]:
        """N x H x W x 3 uint8 RGB to descriptor (N x D, L2) and pooled (N x channels), at least float32.

        Pixels of another type are taken as they are, on the scale 0 to 255. With `regions`, which needs
        `has_regions`, a third: the descriptors of `photosearch.network.regions.REGIONS` (N x R x D, L2).
        """
        first = next(self.backbone.parameters())
        mean, std = first.new_tensor(self.mean), first.new_tensor(self.std)
        x = (pixels.permute(0, 3, 1, 2).to(first.dtype) - mean[:, None, None]) / std[:, None, None]
        features = self.backbone(x)
        # From here on in float32 whatever the backbone runs in: cubes and their sums need it.
        with _without_autocast(features.device.type):
            features = features.to(torch.promote_types(features.dtype, torch.float32))
            return self._with_regions(features) if regions else self._described(self._pooled(features))

    def _pooled(self, features: Tensor) -> Tensor:
        if self.centre_bias is not None:
            features = self.centre_bias(features)
        pooled: Tensor = self.pooling(features)
        return pooled

    def _described(self, pooled: Tensor) -> tuple[Tensor, Tensor]:
        if self.normalise_pooled:
            pooled = l2(pooled)
        descriptor = l2(pooled if self.projection is None else self.projection(pooled))
        if self.whitening is not None:
            descriptor = l2(self.whitening(descriptor))
        return descriptor, pooled

    def _with_regions(self, features: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        assert self.has_regions and isinstance(self.pooling, GeM)
        pooled, parts = gem_with_regions(features, self.pooling.p, self.pooling.eps)
        described, _ = self._described(parts.flatten(0, 1))
        return (*self._described(pooled), described.unflatten(0, parts.shape[:2]))

    @torch.no_grad()
    def whiten(self, weight: Tensor, bias: Tensor) -> None:
        """Set the whitening layer to y = x . weight^T + bias, as `PCAWhitening.linear` gives them.

        weight: D' x D with D the length of the descriptors the network gives without it, bias: D'. The
        layer is made where there is none; its parameters are trained with the others.
        """
        layer = nn.Linear(weight.shape[1], weight.shape[0]).to(weight)
        layer.weight.copy_(weight)
        layer.bias.copy_(bias)
        self.whitening = layer.to(next(self.pooling.parameters(), next(self.parameters())))


def _without_autocast(device: str) -> contextlib.AbstractContextManager:
    if torch.is_autocast_enabled(device):
        return torch.autocast(device, enabled=False)
    return contextlib.nullcontext()
