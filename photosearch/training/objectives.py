"""The objective of each loss by its name."""

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray

from photosearch.training.listwise import ListwiseObjective, RankingLoss
from photosearch.training.losses import APLoss, TieAwareAPLoss, TripletLogExpLoss, TripletMarginLoss
from photosearch.training.objective import Objective
from photosearch.training.options import TrainingOptions
from photosearch.training.triplets import TripletLoss, TripletObjective

_RANKING: dict[str, Callable[[int, float, float], RankingLoss]] = {
    "ap": APLoss,
    "tap": TieAwareAPLoss,
    "tap-simplified": lambda bins, low, high: TieAwareAPLoss(bins, low, high, simplified=True),
}
_ON_TRIPLETS: dict[str, Callable[[float], TripletLoss]] = {
    "triplet": TripletMarginLoss,
    "triplet-log-exp": lambda margin: TripletLogExpLoss(),
}


def make_objective(options: TrainingOptions, labels: NDArray[np.int64], device: torch.device) -> Objective:
    """The objective of the options' loss for photos of the classes `labels` (N)."""
    if options.loss in _ON_TRIPLETS:
        return TripletObjective(
            labels,
            _ON_TRIPLETS[options.loss](options.margin),
            options.triplets,
            options.pool,
            options.refresh,
            options.margin,
            options.seed,
        )
    loss = _RANKING[options.loss](options.bins, options.low, options.high)
    return ListwiseObjective(
        labels,
        loss,
        options.classes,
        options.photos,
        options.seed,
        device,
        options.edits,
        options.views,
    )
