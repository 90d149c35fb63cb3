"""What is to be known of a backbone before it is built."""

from dataclasses import dataclass


@dataclass(frozen=True)
class BackboneCard:
    """A convolutional network that turns normalised RGB into a feature map.

    name: as on a model card. channels: of the feature map. stride: pixels to one step of the feature map.
    mean, std: per channel on the scale 0 to 255, as the published weights expect them. licence: of code and
    published weights.
    """

    name: str
    channels: int
    stride: int
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    origin: str
    licence: str
