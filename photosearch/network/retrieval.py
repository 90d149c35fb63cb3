"""The retrieval network: feature map, GeM, linear projection, L2.

Radenovic et al., TPAMI 2018 (arXiv 1711.02512); Gordo et al., IJCV 2017 (arXiv 1610.07940) for the
whitening as a layer. Own code, Apache-2.0.
"""

from torch import Tensor, nn

from photosearch.network.pooling import GeM


class RetrievalNetwork(nn.Module):
    """uint8 pixels to descriptors; everything a photo needs after decoding is inside."""

    def __init__(
        self,
        backbone: nn.Module,
        channels: int,
        dimension: int,
        mean: tuple[float, float, float],
        std: tuple[float, float, float],
    ) -> None:
        """`backbone`: N x 3 x H x W normalised RGB to N x channels x h x w; mean, std on 0-255."""
        super().__init__()
        self.mean, self.std = mean, std
        self.backbone = backbone
        self.pooling = GeM()
        self.projection = nn.Linear(channels, dimension)

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """N x H x W x 3 uint8 RGB to descriptor (N x dimension, L2) and pooled (N x channels), float32."""
        first = next(self.backbone.parameters())
        mean, std = first.new_tensor(self.mean), first.new_tensor(self.std)
        x = (pixels.permute(0, 3, 1, 2).to(first.dtype) - mean[:, None, None]) / std[:, None, None]
        # Pooling and projection stay in float32 whatever the backbone runs in: cubes and their sums need it.
        pooled = self.pooling(self.backbone(x).float())
        projected = self.projection(pooled)
        return projected / projected.norm(dim=1, keepdim=True).clamp(min=1e-12), pooled
