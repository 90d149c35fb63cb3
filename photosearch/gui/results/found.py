"""What a search says of a photo: how alike it is, and what looking closer made of it."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QLocale, QObject

from photosearch.gui.outline import Share
from photosearch.services.records import Result, Verification

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Found:
    """`percent` alike (`likeness` is that as the engine has it); `kind` copy, same or alike; `itself`: it is
    the photo that was searched for. `probability` that the kind is right and the `inliers` that agree are
    None while nobody looked closer. `burst`: a copy that is another exposure, seconds apart; `part`: which
    part of the query it is like; `said`: the person said that it is the same place or thing; `burst_of`: it
    was taken within seconds of the photo with that id, which ranks before it. `region`: the part of the
    photo that it was found by, where that is nearer to the query than the whole.
    """

    percent: int
    kind: str
    itself: bool
    probability: float | None = None
    inliers: int | None = None
    burst: bool = False
    part: int = 0
    said: bool = False
    likeness: float = 0.0
    burst_of: int | None = None
    region: Share | None = None

    @property
    def proven(self) -> bool:
        """Whether it is more than a likeness."""
        return self.kind != "alike"

    @property
    def framed(self) -> Share | None:
        """The part to frame on a small photo: where a copy agrees is known exactly, and in the comparison."""
        return None if self.kind == "copy" else self.region


def found_in(result: Result, verified: Verification | None) -> Found:
    """What is known of a result by now."""
    found = Found(
        percent_of(result.likeness),
        result.kind,
        result.itself,
        said=result.said,
        likeness=result.likeness,
        burst_of=result.burst_of,
        region=None if result.kind == "copy" else result.region,
    )
    # The word of the person stands.
    if verified is None or result.said:
        return found
    seen = replace(found, inliers=verified.inliers, part=verified.part)
    # A file that holds the same stays a copy, whatever a closer look would say.
    if result.kind == "copy":
        return replace(seen, probability=1.0)
    return replace(seen, kind=verified.kind, probability=verified.probability, burst=verified.burst)


def percent_of(share: float) -> int:
    """A share as a person reads it; 100 only for what is the same."""
    return 100 if share >= 0.9995 else max(0, min(99, round(share * 100)))


def percent_words(share: float) -> str:
    """A share as text, such as 96 %."""
    return translate("Results", "{0} %").format(QLocale().toString(percent_of(share)))


def by_part() -> str:
    """That a photo was found by a part of it."""
    return translate("Results", "found by a part of the photo")


def told(found: Found) -> str:
    """What is known of a photo in one line, such as 'Same place: 96 % sure, 143 points agree'."""
    if found.said:
        return translate("Results", "Same place: you said so")
    return verdict(found.kind, found.probability, found.inliers, found.burst)


class Agreement(QObject):
    """An object for its words alone: Qt's tools know plurals in no other place."""

    def points(self, count: int) -> str:
        """How many points agree."""
        return self.tr("%Ln point(s) agree", "", count)


def certainty(probability: float) -> str:
    """A probability as text; 100 % only of what is certain."""
    return percent_words(1.0 if probability >= 1 else min(probability, 0.99))


def verdict(kind: str, probability: float | None, inliers: int | None, burst: bool = False) -> str:
    """A kind and what it rests on in one line, such as 'Same place: 96 % sure, 143 points agree'."""
    if kind == "copy" and probability is None:
        return translate("Results", "Copy: the same file")
    if probability is None:
        return translate("Results", "Looks alike")
    points = Agreement().points(inliers or 0)
    if kind == "alike":
        return translate("Results", "Looks alike only: %1, which may be chance").replace("%1", points)
    name = {
        "copy": translate("Results", "Burst") if burst else translate("Results", "Copy"),
        "same": translate("Results", "Same place"),
    }.get(kind, kind)
    sure = translate("Results", "%1 sure").replace("%1", certainty(probability))
    told = translate("Results", "%1: %2").replace("%1", name).replace("%2", sure)
    return f"{told}, {points}" if inliers else told
