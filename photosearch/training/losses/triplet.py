"""What the losses on triplets of descriptors have in common."""

from torch import Tensor


def check_triplets(anchor: Tensor, positive: Tensor, negative: Tensor, weights: Tensor | None) -> None:
    """Raise ValueError unless the three are N x D each and `weights`, where given, is N."""
    shapes = [tuple(part.shape) for part in (anchor, positive, negative)]
    if anchor.ndim != 2 or len(set(shapes)) != 1:
        raise ValueError(f"anchor, positive and negative must all be N x D, not {shapes}")
    if weights is not None and weights.shape != anchor.shape[:1]:
        raise ValueError(f"there must be one weight a triplet, not {tuple(weights.shape)}")


def squared_distance(one: Tensor, other: Tensor) -> Tensor:
    """N x D twice to N."""
    return (one - other).square().sum(dim=1)


def weighted_mean(losses: Tensor, weights: Tensor | None) -> Tensor:
    """Mean of w * loss over N triplets; 0, with gradients of 0, for none."""
    if weights is not None:
        losses = losses * weights.to(losses)
    return losses.sum() / max(len(losses), 1)
