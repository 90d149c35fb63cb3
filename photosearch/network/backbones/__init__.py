"""Backbones: normalised RGB to a feature map, by name."""

from photosearch.network.backbones.card import BackboneCard
from photosearch.network.backbones.registry import backbone_card, backbone_names, create_backbone

__all__ = ["BackboneCard", "backbone_card", "backbone_names", "create_backbone"]
