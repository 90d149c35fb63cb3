"""Numbers and times as a person says them."""

import pytest

from photosearch.gui.wording import Wording


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "a few seconds left"),
        (30, "less than a minute left"),
        (61, "about 2 minute(s) left"),
        (80 * 60, "about 80 minute(s) left"),
        (2 * 3600, "about 2 hour(s) left"),
        (50 * 3600, "about 2 day(s) left"),
    ],
)
def test_time_left(seconds: float, words: str) -> None:
    assert Wording().time_left(seconds) == words


@pytest.mark.parametrize(
    ("rate", "words"),
    [(0.001, "1 photo(s) a minute"), (0.5, "30 photo(s) a minute"), (12.4, "12 photo(s) a second")],
)
def test_rate(rate: float, words: str) -> None:
    assert Wording().rate(rate) == words
