"""From what a person said of pairs of photos to places to learn from, and whether they are enough."""

from collections.abc import Sequence
from dataclasses import dataclass

from photosearch.library.marks import DIFFERENT, SAME, Mark, MarkedPhoto

TOO_FEW, FEW, ENOUGH, PLENTY = "too few", "few", "enough", "plenty"
"""answers of `enough`"""

# Places and photos. Measured by packaging/marks, in points of mAP on 25 places that nothing was said of: 8
# places of 2 photos bring 0.3 (0.0 to 0.5, by which were marked), 15 of 4 bring 0.4, 100 of 4 bring 1.0.
LEAST_PLACES = 8
_ENOUGH_PLACES, _ENOUGH_PHOTOS = 15, 60
_PLENTY_PLACES, _PLENTY_PHOTOS = 30, 120


@dataclass(frozen=True)
class MarkedPlaces:
    """places: photos of one place or thing each, two contents or more, those with most photos first; in each
    the photo that was marked first is in front. left_out: marks that say the same of two photos which others
    keep apart.
    """

    places: tuple[tuple[MarkedPhoto, ...], ...]
    left_out: int = 0

    @property
    def photos(self) -> int:
        """How many different photos they have."""
        return sum(map(len, self.places))


def marked_places(marks: Sequence[Mark]) -> MarkedPlaces:
    """The photos that hang together by marks that say the same: what is the same as the same is one place.

    marks: the last word first. Two photos that are no match never come into one place: where marks that say
    the same would bring them there, the later ones count, and the earlier one is left out.
    """
    apart: dict[bytes, set[bytes]] = {}
    photos: dict[bytes, MarkedPhoto] = {}
    for mark in reversed(marks):
        for photo in (mark.one, mark.other):
            photos.setdefault(photo.content_hash, photo)
        if mark.says == DIFFERENT:
            apart.setdefault(mark.pair[0], set()).add(mark.pair[1])
            apart.setdefault(mark.pair[1], set()).add(mark.pair[0])
    group: dict[bytes, set[bytes]] = {}
    left_out = 0
    for mark in marks:
        if mark.says != SAME:
            continue
        one, other = (group.setdefault(content, {content}) for content in mark.pair)
        if one is other:
            continue
        if any(not other.isdisjoint(apart.get(content, ())) for content in one):
            left_out += 1
            continue
        one |= other
        group |= dict.fromkeys(other, one)
    order = {content: place for place, content in enumerate(photos)}
    found = {id(members): sorted(members, key=order.__getitem__) for members in group.values()}
    places = [members for members in found.values() if len(members) > 1]
    places.sort(key=lambda members: (-len(members), order[members[0]]))
    return MarkedPlaces(tuple(tuple(photos[c] for c in members) for members in places), left_out)


def enough(sizes: Sequence[int]) -> tuple[str, str]:
    """Whether places with so many photos each are enough to learn from, and the same as a sentence."""
    places, photos = len(sizes), sum(sizes)
    have = f"{places} places with {photos} photos"
    if places < LEAST_PLACES:
        return TOO_FEW, (
            f"That is too little to learn from: {places} of at least {LEAST_PLACES} places. Mark photos of "
            f"other places as the same, pair by pair: {LEAST_PLACES - places} to go."
        )
    if places >= _PLENTY_PLACES and photos >= _PLENTY_PHOTOS:
        return PLENTY, f"{have} are plenty to learn from."
    if places >= _ENOUGH_PLACES and photos >= _ENOUGH_PHOTOS:
        return ENOUGH, f"{have} are enough to learn from."
    return FEW, (
        f"{have} will change little. From {_ENOUGH_PLACES} places with {_ENOUGH_PHOTOS} photos on it shows."
    )
