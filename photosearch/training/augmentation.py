"""Random scale, rotation, crop and colour, as the papers train: Gordo et al., IJCV 2017; Revaud
et al., ICCV 2019. Own code, Apache-2.0.

Scale, stretch, rotation and crop are one resampling by Pillow. The whole crop lies inside the photo: black
corners would be something to learn.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageEnhance


@dataclass(frozen=True)
class Augmentation:
    """What may happen to a photo before training.

    size: the side of the square result in pixels. crop: the least and the greatest side of the crop, as a
    part of the largest upright square that fits. stretch: the greatest ratio of the sides. rotation: the
    greatest angle, degrees. brightness, contrast, saturation: the greatest change of the factor 1.
    """

    size: int = 256
    crop: tuple[float, float] = (0.65, 1.0)
    stretch: float = 1.25
    rotation: float = 8.0
    brightness: float = 0.3
    contrast: float = 0.3
    saturation: float = 0.3

    def __call__(self, photo: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
        """H x W x 3 uint8 to size x size x 3 uint8; the same generator state gives the same pixels."""
        image = self._resampled(Image.fromarray(photo), random)
        for change, kind in zip(
            (self.brightness, self.contrast, self.saturation),
            (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color),
            strict=True,
        ):
            if change:
                image = kind(image).enhance(1 + random.uniform(-change, change))
        return np.asarray(image)

    def _resampled(self, image: Image.Image, random: np.random.Generator) -> Image.Image:
        across, down = self._sides(image.size, random)
        angle = np.deg2rad(random.uniform(-self.rotation, self.rotation))
        cosine, sine = np.cos(angle), np.sin(angle)
        # The upright box around the turned crop must lie in the photo: shrink the crop until it does.
        box = np.array([across * abs(cosine) + down * abs(sine), across * abs(sine) + down * abs(cosine)])
        shrink = min(1.0, (np.array(image.size) / box).min())
        across, down, box = across * shrink, down * shrink, box * shrink
        centre = box / 2 + random.uniform(0, 1, 2) * np.maximum(np.array(image.size) - box, 0)
        matrix = np.array([[cosine, -sine], [sine, cosine]]) * [across / self.size, down / self.size]
        origin = centre - matrix @ [self.size / 2, self.size / 2]
        coefficients = (*matrix[0], origin[0], *matrix[1], origin[1])
        return image.transform(
            (self.size, self.size),
            Image.Transform.AFFINE,
            [float(value) for value in coefficients],
            Image.Resampling.BICUBIC,
        )

    def _sides(self, size: tuple[int, int], random: np.random.Generator) -> tuple[float, float]:
        """Width and height of the crop in pixels of the photo, before it is turned."""
        side = min(size) * random.uniform(*self.crop)
        ratio = np.exp(random.uniform(-1, 1) * np.log(self.stretch))
        return side * np.sqrt(ratio), side / np.sqrt(ratio)


def centre_crop(photo: NDArray[np.uint8], size: int) -> NDArray[np.uint8]:
    """The largest square in the middle of H x W x 3, at size x size: what mining looks at."""
    height, width = photo.shape[:2]
    side = min(height, width)
    left, top = (width - side) / 2, (height - side) / 2
    box = (left, top, left + side, top + side)
    return np.asarray(Image.fromarray(photo).resize((size, size), Image.Resampling.BICUBIC, box))
