"""Which places the person's marks make, and whether they are enough."""

import itertools

import pytest

from photosearch.library.marks import DIFFERENT, SAME, Mark, MarkedPhoto
from photosearch.training.marked_places import ENOUGH, FEW, PLENTY, TOO_FEW, enough, marked_places


def marks(*said: str) -> list[Mark]:
    """From texts as "A=B" and "A/B", in the order in which they were said; the last word first."""

    def photo(name: str) -> MarkedPhoto:
        return MarkedPhoto(name.encode().rjust(16), f"/{name}".encode())

    found = [
        Mark(photo(text[0]), photo(text[2]), SAME if text[1] == "=" else DIFFERENT, at)
        for at, text in enumerate(said)
    ]
    return found[::-1]


def places(*said: str) -> list[str]:
    return [
        "".join(photo.path.decode()[1:] for photo in members)
        for members in marked_places(marks(*said)).places
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((), []),
        (("A/B",), []),
        (("A=B",), ["AB"]),
        (("A=B", "C=D"), ["AB", "CD"]),
        (("A=B", "C=D", "D=E"), ["CDE", "AB"]),
        (("A=B", "C=D", "B=C"), ["ABCD"]),
        (("A=B", "B=C", "C=A"), ["ABC"]),
        (("A=B", "B/C"), ["AB"]),
        # Two that are no match never come together; the later of the words that would bring them there count.
        (("A=B", "B=C", "A/C"), ["BC"]),
        (("B=C", "A/C", "A=B"), ["BA"]),
        (("A=B", "C=D", "A/D", "B=C"), ["BCD"]),
    ],
)
def test_places_hang_together(said: tuple[str, ...], expected: list[str]) -> None:
    found = places(*said)
    assert [set(name) for name in found] == [set(name) for name in expected]


def test_contradicting_marks_are_counted() -> None:
    found = marked_places(marks("A=B", "B=C", "A/C", "E=F"))
    assert (found.left_out, found.photos, len(found.places)) == (1, 4, 2)


def test_no_place_holds_two_that_are_no_match() -> None:
    """Every order of six marks over five photos."""
    for said in itertools.permutations(("A=B", "B=C", "C=D", "D=E", "A/D", "B/E")):
        for name in places(*said):
            assert not {"A", "D"} <= set(name) and not {"B", "E"} <= set(name)


def test_enough_says_how_many_are_missing() -> None:
    answers = [enough([2] * count) for count in (0, 7, 8, 14, 30)]
    assert [answer for answer, _ in answers] == [TOO_FEW, TOO_FEW, FEW, FEW, ENOUGH]
    assert "8 to go" in answers[0][1] and "1 to go" in answers[1][1]
    assert enough([4] * 15)[0] == ENOUGH and enough([4] * 14 + [9])[0] == ENOUGH
    assert enough([4] * 30)[0] == PLENTY and enough([40] * 7)[0] == TOO_FEW
