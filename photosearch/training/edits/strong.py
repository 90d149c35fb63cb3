"""A photo changed as much as people change pictures, and still the same picture.

Learning from edits of single photos: Pizzi et al., "A Self-Supervised Descriptor for Image Copy Detection",
CVPR 2022 (arXiv 2202.10261). Own code, Apache-2.0.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photosearch.training.edits import layouts, shapes, tones
from photosearch.training.edits.shapes import Chance, Picture

Edit = Callable[[Picture, Chance], Picture]
OtherPhoto = Callable[[Chance], NDArray[np.uint8]]
"""any other photo, H x W x 3 uint8"""
_Kind = TypeVar("_Kind")

# Larger pictures than the network sees cost time alone.
_WORKED_AT = 320
_SHAPES: tuple[Edit, ...] = (
    shapes.cut,
    shapes.cut,
    shapes.quarter_turned,
    shapes.turned,
    shapes.mirrored,
    shapes.stretched,
    shapes.bordered,
    shapes.aslant,
)
_TONES: tuple[Edit, ...] = (
    tones.recoloured,
    tones.recoloured,
    tones.grey,
    tones.tinted,
    tones.hue_turned,
    tones.gamma,
    tones.shaded,
    tones.few_colours,
)
_TRACES: tuple[Edit, ...] = (
    tones.jpeg,
    tones.jpeg,
    tones.small,
    tones.blurred,
    tones.noisy,
    tones.halftone,
    tones.sharpened,
)
_WRITINGS: tuple[Edit, ...] = (
    layouts.written_on,
    layouts.marked_all_over,
    layouts.stuck_on,
    layouts.with_caption,
)
_PLACES = (
    layouts.beside_others,
    layouts.in_other,
    layouts.other_in_it,
    layouts.photographed,
    layouts.photographed,
)


@dataclass(frozen=True)
class StrongEdit:
    """Chains of edits, each kind with a probability of its own.

    size: the side of the square result in pixels. other: gives photos to put beside it. covers: how often a
    photo is taken for the picture on a printed cover, which is then what is edited.
    """

    size: int
    other: OtherPhoto
    covers: float = 0.2

    def __call__(
        self, photo: NDArray[np.uint8], random: Chance, picture: Chance, whole: bool = False
    ) -> NDArray[np.uint8]:
        """H x W x 3 uint8 to size x size x 3 uint8; the same generator states give the same pixels.

        picture: what the picture is that all edits are of; one generator state for all views of it. whole:
        not edited, but for the cover.
        """
        image = Image.fromarray(photo)
        image.thumbnail((_WORKED_AT, _WORKED_AT), Image.Resampling.BILINEAR)
        is_cover = picture.random() < self.covers
        if is_cover:
            image = layouts.cover(image, picture)
        if not whole:
            image = self._edited(image, random, is_cover)
        return np.asarray(image.resize((self.size, self.size), Image.Resampling.BICUBIC))

    def _edited(self, image: Picture, random: Chance, is_cover: bool) -> Picture:
        # A cover is what telephones are held over.
        placed = random.random() < (0.7 if is_cover else 0.25)
        for kinds, often in ((_TONES, 0.6), (_WRITINGS, 0.3), (_SHAPES, 0.4 if placed else 0.75)):
            if random.random() < often:
                image = _any(kinds, random)(image, random)
        if placed:
            place = layouts.photographed if is_cover else _any(_PLACES, random)
            image = place(image, random, Image.fromarray(self.other(random)))
        elif random.random() < 0.15:
            image = layouts.on_screen(image, random)
        if placed and random.random() < 0.6:
            image = tones.shaded(image, random)
        return _any(_TRACES, random)(image, random) if random.random() < 0.5 else image


def _any(kinds: Sequence[_Kind], random: Chance) -> _Kind:
    return kinds[int(random.integers(len(kinds)))]
