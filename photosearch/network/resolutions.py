"""One descriptor from a photo seen at several resolutions. Never imports torch.

Mean: Gordo et al., IJCV 2017 (arXiv 1610.07940). Power mean with the sign kept: the published code of Revaud
et al., ICCV 2019 (arXiv 1906.07589); Radenovic et al., TPAMI 2018 (arXiv 1711.02512), use GeM's exponent. Own
code, Apache-2.0.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from photosearch.network.whitening import l2_normalise

SCALES = (2**-0.5, 1.0, 2**0.5)


def combine_resolutions(descriptors: ArrayLike, power: float = 1.0) -> NDArray[np.floating]:
    """L2 of the power mean: m = mean over s of sign(x_s) |x_s|^p, then sign(m) |m|^(1/p); p = 1 is the mean.

    descriptors: S x N x D of S resolutions. Returns N x D.
    """
    if not power > 0:
        raise ValueError(f"the power must be positive, not {power}")
    stacked = np.asarray(descriptors)
    stacked = stacked.astype(np.result_type(stacked, np.float32), copy=False)
    return l2_normalise(_signed_power(_signed_power(stacked, power).mean(axis=0), 1 / power))


def describe_resolutions(
    describe: Callable[[Sequence[NDArray[np.uint8]]], NDArray[np.floating]],
    photos: Sequence[NDArray[np.uint8]],
    scales: Sequence[float] = SCALES,
    power: float = 1.0,
) -> NDArray[np.floating]:
    """Describe photos at each of `scales` (1 is as they are) and combine.

    describe: photos (H x W x 3 uint8 RGB each) to N x D descriptors. Photos are best handed over at the size
    of the largest scale or above, with scales of at most 1: what was never decoded cannot be seen. Returns
    N x D.
    """
    if not scales or min(scales) <= 0:
        raise ValueError(f"there must be positive scales, not {list(scales)}")
    described = [describe([_resized(photo, scale) for photo in photos]) for scale in scales]
    return combine_resolutions(described, power)


def _signed_power(x: NDArray[np.floating], power: float) -> NDArray[np.floating]:
    return np.sign(x) * np.abs(x) ** power


def _resized(photo: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    height, width = (max(1, round(side * scale)) for side in photo.shape[:2])
    if (height, width) == photo.shape[:2]:
        return photo
    return np.asarray(Image.fromarray(photo).resize((width, height), Image.Resampling.LANCZOS))
