"""What stays and goes of a group: as the rules propose, until the person says otherwise."""

from photosearch.gui.copies.review import Review
from tests.gui.copies.samples import choice, group


def test_nothing_goes_before_the_rules_have_told() -> None:
    review = Review(group(1, 2, 3))
    assert review.going == () and review.freed == 0


def test_what_the_rules_do_not_keep_goes() -> None:
    review = Review(group(1, 2, 3), choice(3, 1))
    assert review.going == (0, 2)
    assert review.freed == 100 + 300
    assert review.keep == (1,)
    assert review.reason(1) == "larger" and review.reason(0) == "smaller"


def test_the_person_has_the_last_word() -> None:
    review = Review(group(1, 2, 3), choice(3, 1))
    assert review.turn(0)
    assert review.staying == {0, 1} and review.keep == (1, 0)
    assert review.reason(1) == "", "that is no longer why"
    assert review.turn(1)
    assert review.staying == {0} and review.best == 0
    review.choice = choice(3, 2)
    assert review.staying == {0}, "other rules do not overrule the person"


def test_the_last_one_never_goes() -> None:
    review = Review(group(1, 2), choice(2, 0))
    assert not review.turn(0)
    assert review.going == (1,)


def test_what_cannot_be_reached_is_left_alone() -> None:
    review = Review(group(1, 2, 3, offline=3), choice(3, 0, 2))
    assert not review.turn(2)
    review.keep_only(1)
    assert review.staying == {1, 2} and review.best == 1


def test_a_group_can_be_left_as_it_is() -> None:
    review = Review(group(1, 2), choice(2, 0))
    review.skipped = True
    assert review.going == ()
    assert review.turn(1)
    assert not review.skipped and review.going == (1,), "who turns one decides on the group again"
