"""What makes photos agree, and that each pair is decided once."""

from collections.abc import Sequence

import pytest

from photosearch.search.groups.agreement import Agreement, is_burst, is_copy
from photosearch.search.verification.kinds import Judgement
from tests.search.groups.test_exposures import at

FIRST, SECOND, STRIPPED = at("10:00:00"), at("10:00:01"), at("10:00:00", camera="")


@pytest.mark.parametrize(
    ("judgement", "copy", "burst"),
    [
        (Judgement("copy", 0.99), True, True),
        (Judgement("copy", 0.85), False, True),
        (Judgement("copy", 0.99, burst=True), False, True),
        (Judgement("same", 0.99), False, False),
        (Judgement("alike", 0.99), False, False),
    ],
)
def test_of_two_shots(judgement: Judgement, copy: bool, burst: bool) -> None:
    assert is_copy(judgement, FIRST, SECOND) == copy
    assert is_burst(judgement, FIRST, SECOND) == burst


def test_copy_of_a_shot_is_no_burst_with_it() -> None:
    assert not is_burst(Judgement("copy", 0.99), FIRST, STRIPPED)


def test_each_pair_is_decided_once_and_those_ruled_out_never() -> None:
    asked: list[tuple[int, int]] = []

    def decide(pairs: Sequence[tuple[int, int]]) -> list[bool]:
        asked.extend(pairs)
        return [sum(pair) < 10 for pair in pairs]

    agreement = Agreement(lambda one, other: (one, other) != (1, 2), decide)
    assert agreement.of([(3, 1), (1, 2), (8, 9), (1, 3)]) == [True, False, False, True]
    assert agreement.may_agree([1, 4], [3, 5]) and not agreement.may_agree([8, 1], [9])
    assert agreement.all_agree([1, 4], [3, 5]) and not agreement.all_agree([1], [2, 3])
    assert len(asked) == len(set(asked)) and (1, 2) not in asked
