"""PCA whitening of descriptors, in numpy, and the same as one linear layer.

Jegou and Chum, "Negative evidences and co-occurences in image retrieval: the benefit of PCA and whitening",
ECCV 2012; the power as in Revaud et al., ICCV 2019 (arXiv 1906.07589). Own code, Apache-2.0.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


def l2_normalise(x: NDArray[np.floating], eps: float = 1e-12) -> NDArray[np.floating]:
    """Rows (last axis) of `x` with length 1; a row of zeros stays zero."""
    length = np.linalg.norm(x, axis=-1, keepdims=True)
    return x / np.maximum(length, eps)


@dataclass
class PCAWhitening:
    """Principal components of a set of descriptors and what to do with them.

    mean: D; components: D x D, one component a row, the largest variance first, the sign chosen so that the
    largest entry is positive; explained_variance: D, with the divisor N - 1. All float64.
    """

    mean: NDArray[np.float64] | None = None
    components: NDArray[np.float64] | None = None
    explained_variance: NDArray[np.float64] | None = None

    def fit(self, x: ArrayLike) -> "PCAWhitening":
        """Learn from N x D descriptors, N >= 2; with N <= D only N - 1 components carry anything."""
        data = np.asarray(x, dtype=np.float64)
        if data.ndim != 2 or len(data) < 2:
            raise ValueError(f"PCA needs at least two descriptors as the rows of a matrix, got {data.shape}")
        self.mean = data.mean(axis=0)
        centred = data - self.mean
        variance, vectors = np.linalg.eigh(centred.T @ centred / (len(data) - 1))
        components = vectors[:, ::-1].T
        largest = np.abs(components).argmax(axis=1)
        signs = np.sign(components[np.arange(len(components)), largest])
        self.components = components * signs[:, None]
        self.explained_variance = np.maximum(variance[::-1], 0.0)
        return self

    def apply(self, x: ArrayLike, power: float = 0.25, dim: int | None = None) -> NDArray[np.float32]:
        """y = ((x - mean) . components[:dim]^T) / explained_variance[:dim]^power, then L2.

        x: N x D or D. power 0.5 is full whitening, 0.25 the published setting, 0 plain PCA. Returns N x dim.
        """
        weight, bias = self._linear(power, dim)
        return l2_normalise(np.asarray(x, dtype=np.float64) @ weight.T + bias).astype(np.float32)

    def linear(
        self, power: float = 0.25, dim: int | None = None
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The same before L2 as a layer y = x . weight^T + bias; weight: dim x D, bias: dim, float32."""
        weight, bias = self._linear(power, dim)
        return weight.astype(np.float32), bias.astype(np.float32)

    def _linear(self, power: float, dim: int | None) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        if self.mean is None or self.components is None or self.explained_variance is None:
            raise ValueError("the whitening has not been fitted")
        if dim is not None and not 1 <= dim <= len(self.components):
            raise ValueError(f"dim must be between 1 and {len(self.components)}, not {dim}")
        # Directions without variance would otherwise be divided by nothing and drown all others.
        variance = np.maximum(self.explained_variance, 1e-12 * self.explained_variance[0])
        weight = self.components[:dim] / variance[:dim, None] ** power
        return weight, -weight @ self.mean
