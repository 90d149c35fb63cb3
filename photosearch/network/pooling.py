"""Global pooling of a feature map into one vector: pure functions with thin modules around them.

GeM: Radenovic, Tolias and Chum, "Fine-tuning CNN Image Retrieval with No Human Annotation", TPAMI 2018
(arXiv 1711.02512). Own code, Apache-2.0.
"""

import torch
from torch import Tensor, nn


def gem(x: Tensor, p: Tensor | float = 3.0, eps: float = 1e-6) -> Tensor:
    """Generalised mean over height and width: (mean(max(x, eps)^p))^(1/p), equation 3 of the paper.

    x: N x C x H x W, p: a number or a tensor of one element. Returns N x C. p = 1 is the mean, large p the
    maximum.
    """
    return x.clamp(min=eps).pow(p).mean(dim=(-2, -1)).pow(1.0 / p)


class GeM(nn.Module):
    """Generalised mean pooling with one learned exponent."""

    def __init__(self, p: float = 3.0, eps: float = 1e-6) -> None:
        super().__init__()
        self.p = nn.Parameter(torch.tensor([p]))
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        """N x C x H x W to N x C."""
        return gem(x, self.p, self.eps)
