"""Losses for learning to rank, each a value to minimise."""

from photosearch.training.losses.ap_loss import APLoss
from photosearch.training.losses.tie_aware_ap_loss import TieAwareAPLoss
from photosearch.training.losses.triplet_log_exp_loss import TripletLogExpLoss
from photosearch.training.losses.triplet_margin_loss import TripletMarginLoss

__all__ = ["APLoss", "TieAwareAPLoss", "TripletLogExpLoss", "TripletMarginLoss"]
