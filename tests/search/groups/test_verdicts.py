"""Verdicts are kept, forgotten with their calibration, and never in the way."""

from pathlib import Path

from photosearch.library.marks import pair
from photosearch.search.groups.verdicts import VerdictCache
from photosearch.search.verification import calibrated
from photosearch.search.verification.kinds import Judgement

PAIR = pair(b"b" * 16, b"a" * 16)
COPY = Judgement("copy", 0.97)
BURST = Judgement("copy", 0.8, burst=True)


def numbered(number: int) -> tuple[bytes, bytes]:
    return pair(b"first".ljust(16), number.to_bytes(16, "big"))


def test_verdicts_outlast_the_process(tmp_path: Path) -> None:
    with VerdictCache(tmp_path) as cache:
        cache.put({PAIR: COPY, numbered(1): BURST})
    with VerdictCache(tmp_path) as cache:
        assert cache.get([PAIR, numbered(1), numbered(2)]) == {PAIR: COPY, numbered(1): BURST}
    assert pair(b"a" * 16, b"b" * 16) == PAIR == (b"a" * 16, b"b" * 16)


def test_another_calibration_begins_anew(tmp_path: Path) -> None:
    with VerdictCache(tmp_path) as cache:
        cache.put({PAIR: COPY})
    with VerdictCache(tmp_path, calibration=vars(calibrated) | {"COPY_THRESHOLD": 0.123}) as cache:
        assert cache.get([PAIR]) == {}
        cache.put({PAIR: BURST})
    with VerdictCache(tmp_path) as cache:
        assert cache.get([PAIR]) == {}, "nor is what the other one found any of this one's"


def test_the_oldest_make_room(tmp_path: Path) -> None:
    with VerdictCache(tmp_path, limit=100) as cache:
        for number in range(0, 130, 10):
            cache.put({numbered(n): COPY for n in range(number, number + 10)})
        left = cache.get(map(numbered, range(130)))
        assert 80 <= len(left) <= 100
        assert set(left) == set(map(numbered, range(130 - len(left), 130)))


def test_damaged_file_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "verdicts.sqlite").write_bytes(b"no database" * 1000)
    with VerdictCache(tmp_path) as cache:
        cache.put({PAIR: COPY})
        assert cache.get([PAIR]) == {PAIR: COPY}


def test_place_that_cannot_be_used_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with VerdictCache(tmp_path / "file" / "below") as cache:
        cache.put({PAIR: COPY})
        assert cache.get([PAIR]) == {}
