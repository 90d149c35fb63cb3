"""A probability from a few numbers: logistic regression."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

# Of the squared weights, for numbers of spread 1: pairs that are told apart without doubt must not drive the
# weights to infinity.
_RIDGE = 1.0
_STEPS = 50


@dataclass(frozen=True)
class Logistic:
    """`weights` for the numbers, in their order, and the `intercept`."""

    weights: tuple[float, ...]
    intercept: float

    def probability(self, values: Sequence[float]) -> float:
        """0 to 1. Raises ValueError for another number of values."""
        total = self.intercept + sum(w * v for w, v in zip(self.weights, values, strict=True))
        return float(1 / (1 + np.exp(-np.clip(total, -60, 60))))


def fit_logistic(values: np.ndarray, truth: np.ndarray) -> Logistic:
    """The model for rows of numbers (N x D) and what is true of them (N, bool), by Newton's method (Bishop,
    "Pattern Recognition and Machine Learning", 4.3.3) with a ridge.
    """
    centre, spread = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-9)
    rows = np.column_stack([(values - centre) / spread, np.ones(len(values))])
    ridge = np.diag([_RIDGE] * values.shape[1] + [1e-6])
    weights = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (chance - truth) + ridge @ weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + ridge
        weights -= np.linalg.solve(curve, slope)
    scaled = weights[:-1] / spread
    return Logistic(tuple(scaled.tolist()), float(weights[-1] - scaled @ centre))
