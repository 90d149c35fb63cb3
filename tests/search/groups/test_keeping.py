"""Which photo of a group is kept, and what is said of each."""

import random
from collections.abc import Sequence
from itertools import permutations

import pytest

from photosearch.library.browsing import PhotoRow
from photosearch.search.groups.keeping import Choice, choose
from photosearch.search.groups.measures import Look
from photosearch.search.groups.members import Member
from photosearch.search.groups.rules import DEFAULT_RULES, KINDS, Rule, from_text, protecting
from tests.search.groups.photos import pair, photo

TAKEN = "2024-05-01T12:00:00"
EXIF = {"taken": TAKEN, "camera": "Canon EOS 5D"}
PLACE = {"latitude": 48.1, "longitude": 11.6}
DAY_NS = 86_400 * 10**9
OLD = 1_500_000_000 * 10**9

# The first of each is kept, by the rules people get without asking for others.
BY_DEFAULT = [
    pytest.param([photo(), photo(width=1600, height=1200)], "resolution", id="larger"),
    pytest.param(
        [photo(**EXIF), photo("/photos/b.jpg", width=4020, height=3015)],
        "exif",
        id="a percent more pixels is none",
    ),
    pytest.param(
        [photo(**EXIF), photo(width=3990, height=2992)], "exif", id="trimmed to be turned: as large"
    ),
    pytest.param([pair("/photos/a"), photo(width=8000, height=6000)], "format", id="RAW before all else"),
    pytest.param([photo(**EXIF), photo("/photos/a.jpg", file_size=9_000_000)], "exif", id="with a date"),
    pytest.param([photo(**EXIF, **PLACE), photo("/photos/a.jpg", **EXIF)], "gps", id="with a place"),
    pytest.param(
        [photo(taken=TAKEN), photo("/photos/a.jpg", taken="2024-06-01T12:00:00")], "taken", id="older"
    ),
    pytest.param(
        [photo(taken=TAKEN, file_size=5_000_000), photo("/p/a.jpg", taken=TAKEN + ".520+02:00")],
        "file_size",
        id="the same second is one time",
    ),
    *(
        pytest.param([photo("/photos/IMG_1234.jpg"), photo(f"/photos/{name}")], "original_name", id=name)
        for name in (
            "IMG_1234 (1).jpg",
            "IMG_1234~2.jpg",
            "Copy of IMG_1234.jpg",
            "IMG_1234 - Copy.jpg",
            "IMG_1234 copy 2.jpg",
            "IMG_1234 - Kopie (2).jpg",
            "Kopie von IMG_1234.jpg",
            "IMG_1234-edited.jpg",
            "IMG_1234-bearbeitet.jpg",
            "IMG_1234_resized.jpg",
            "IMG-20200101-WA0001.jpg",
            "IMG_E1234.JPG",
        )
    ),
    pytest.param([photo(), photo("/photos/a.jpg", file_size=1_000_000)], "file_size", id="larger file"),
    pytest.param(
        [photo(modified_ns=OLD), photo("/photos/a.jpg", modified_ns=OLD + DAY_NS)], "modified", id="file age"
    ),
    pytest.param([photo("/photos/a.jpg"), photo("/photos/b.jpg")], "path", id="nothing tells: the first"),
    pytest.param([photo("/photos/z/a.jpg"), photo("/photos/ab.jpg")], "path", id="the shorter name"),
    pytest.param([photo("/photos/z.jpg"), photo("/photos/Export/a.jpg")], "path", id="fewer folders"),
]


@pytest.mark.parametrize(("members", "decided_by"), BY_DEFAULT)
def test_without_own_rules(members: list[Member], decided_by: str) -> None:
    choice = choose(members)
    assert (choice.keep, choice.going, choice.decided_by) == ((0,), (1,), decided_by)
    assert all(choice.reasons)


@pytest.mark.parametrize(
    ("text", "kept", "goes"),
    [
        ("-resolution", photo(width=640, height=480), photo()),
        ("folder:/photos/best", photo("/photos/best/a.jpg", width=640, height=480), photo()),
        ("-folder:/photos/down", photo(), photo("/photos/down/a.jpg", width=8000, height=6000)),
        ("folder:/photos/a", photo("/photos/a/b/c.jpg"), photo("/photos/ab/c.jpg")),
        ("format:jpg", photo(), photo(format="PNG", width=8000, height=6000)),
        ("format:heic", photo(format="HEIF"), photo()),
        ("-format:gif", photo(), photo(format="GIF", width=8000, height=6000)),
        ("name:img_*", photo("/photos/IMG_77.jpg"), photo("/photos/scan.jpg", width=8000, height=6000)),
        ("-name:*export*", photo(), photo("/photos/best export.jpg", width=8000, height=6000)),
        ("newest", photo(taken="2024-06-01T12:00:00"), photo(taken=TAKEN)),
        ("-file_size", photo(file_size=1_000_000), photo()),
        ("-modified", photo(modified_ns=OLD + DAY_NS), photo(modified_ns=OLD)),
        ("gps", photo(width=640, height=480, **PLACE), photo()),
        ("taken,resolution", photo(width=8000, height=6000), photo(taken=TAKEN)),
    ],
)
def test_by_own_rules(text: str, kept: Member, goes: Member) -> None:
    choice = choose([goes, kept], from_text([text]))
    assert (choice.keep, choice.decided_by) == ((1,), from_text([text])[-1].name)


def test_no_rules_at_all() -> None:
    choice = choose([photo("/photos/b.jpg"), photo("/photos/a.jpg", width=10, height=10)], [])
    assert (choice.keep, choice.decided_by) == ((1,), "path")


PROTECTED = protecting(["/photos/album", "/photos/archive"])


@pytest.mark.parametrize(
    ("members", "keep"),
    [
        pytest.param([photo(), photo("/photos/album/a.jpg", width=640, height=480)], (1,), id="goes first"),
        pytest.param(
            [photo("/photos/album/a.jpg"), photo("/photos/album/b.jpg"), photo()], (0, 1), id="both of one"
        ),
        pytest.param(
            [photo("/photos/archive/a.jpg"), photo("/photos/album/sub/b.jpg"), photo()], (1, 0), id="of two"
        ),
        pytest.param([photo(width=8000), photo("/photos/Album/a.jpg")], (1,), id="whatever the case"),
        pytest.param([photo("/photos/albums/b.jpg"), photo(width=8000)], (1,), id="only the folder"),
    ],
)
def test_what_is_protected_never_goes(members: list[Member], keep: tuple[int, ...]) -> None:
    choice = choose(members, [*PROTECTED, *DEFAULT_RULES])
    assert choice.keep == keep


def test_protected_counts_wherever_the_rule_stands() -> None:
    members = [photo(), photo("/photos/album/a.jpg", width=640, height=480), photo(width=320, height=240)]
    choice = choose(members, [*from_text(["resolution"]), *protecting(["/photos/album"])])
    assert (choice.keep, choice.going) == ((0, 1), (2,))
    assert choice.reasons[1] == ("in the protected folder “/photos/album”",)


def test_what_cannot_be_reached_is_left_alone() -> None:
    away = photo("/usb/a.jpg", folder_state="offline", width=8000, height=6000)
    choice = choose([away, photo(), photo(width=640, height=480)])
    assert (choice.best, choice.keep, choice.going) == (1, (1, 0), (2,))
    assert choice.reasons[0] == ("not reachable now, so nothing is done with it",)
    nobody = choose([away, photo("/usb/b.jpg", folder_state="offline")])
    assert (nobody.going, nobody.decided_by) == ((), "")


def test_no_raw_file_is_lost() -> None:
    both, jpeg = pair("/photos/a"), photo("/photos/big.jpg", width=8000, height=6000)
    choice = choose([both, jpeg], from_text(["resolution"]))
    assert (choice.best, choice.keep) == (1, (1, 0))
    assert choice.reasons[0] == ("the only one with a RAW file",)
    # In a burst each is an exposure of its own, and the person chose one.
    assert choose([both, jpeg], from_text(["resolution"]), kind="burst").keep == (1,)
    another = pair("/photos/sub/a", width=2000, height=1500)
    assert choose([another, both, jpeg], from_text(["resolution"])).keep == (2, 1)


def test_reasons_say_what_speaks_for_and_against() -> None:
    album = photo("/photos/album/a.jpg", **PLACE)
    goes = photo("/photos/a (1).jpg", width=640, height=480, taken=TAKEN, file_size=90_000)
    choice = choose([album, goes], [*protecting(["/photos/album"]), *DEFAULT_RULES])
    assert choice.reasons == (
        (
            "in the protected folder “/photos/album”",
            "larger: 4000 x 3000",
            "has its place",
            "named like an original",
        ),
        ("not in a protected folder", "although has its date or camera"),
    )


def look(values: dict[bytes, float]) -> tuple[list[bytes], Look]:
    asked: list[bytes] = []

    def of(row: PhotoRow) -> float | None:
        asked.append(row.name)
        return values.get(row.name)

    return asked, of


def test_pictures_are_looked_at_only_where_a_tie_is_left() -> None:
    sharp, soft = photo("/photos/sharp.jpg"), photo("/photos/soft.jpg", file_size=9_000_000)
    small = photo("/photos/small.jpg", width=640, height=480)
    asked, of = look({b"sharp.jpg": 0.3, b"soft.jpg": 0.2})
    choice = choose([soft, small, sharp], sharpness=of)
    assert (choice.keep, choice.decided_by) == ((2,), "sharpness")
    assert sorted(asked) == [b"sharp.jpg", b"soft.jpg"]
    assert choice.reasons[0] == ("less sharp", "although larger file")
    assert "sharper" in choice.reasons[2]


def test_nobody_goes_by_what_could_not_be_read() -> None:
    sharp, soft = photo("/photos/b.jpg"), photo("/photos/c.jpg")
    unread = photo("/photos/a.jpg", file_size=1_000)
    _, of = look({b"b.jpg": 0.3, b"c.jpg": 0.2})
    assert choose([sharp, soft, unread], sharpness=of).keep == (0,)
    assert choose([sharp, soft, unread], sharpness=of).reasons[2] == ("smaller file",)


def test_in_a_burst_names_and_dates_say_nothing() -> None:
    first = photo("/photos/20140101_123456.jpg", taken="2014-01-01T12:34:56")
    second = photo("/photos/20140101_123456(1).jpg", taken="2014-01-01T12:34:57")
    _, of = look({first.photo.name: 0.2, second.photo.name: 0.3})
    assert choose([first, second], sharpness=of, kind="burst").keep == (1,)
    assert choose([first, second], kind="burst").decided_by == "path"


def _random_members(chance: random.Random, count: int) -> list[Member]:
    return [
        photo(
            f"/photos/{chance.choice(('album', 'down', ''))}/{chance.choice('ab')}{number}"
            f"{chance.choice(('', ' (1)'))}.jpg",
            width=chance.choice((1000, 3960, 4000, 4040)),
            format=chance.choice(("JPEG", "HEIF", "CR2")),
            file_size=chance.choice((1_000_000, 1_005_000, 2_000_000)),
            taken=chance.choice((None, TAKEN, "2024-05-01T12:00:01", "2025-01-01T00:00:00")),
            latitude=chance.choice((None, 48.0)),
            modified_ns=OLD + chance.choice((0, 10**9, DAY_NS)),
            folder_state=chance.choice(("online", "online", "online", "offline")),
        )
        for number in range(count)
    ]


def _kept(members: Sequence[Member], choice: Choice) -> set[int]:
    return {members[at].photo.id for at in choice.keep}


def test_the_order_of_the_photos_never_matters() -> None:
    chance = random.Random(5)
    rules = [*protecting(["/photos/album"]), *DEFAULT_RULES]
    for _ in range(60):
        members = _random_members(chance, 4)
        wanted = {
            member.photo.id: reasons
            for member, reasons in zip(members, choose(members, rules).reasons, strict=True)
        }
        for shuffled in permutations(members):
            choice = choose(shuffled, rules)
            assert choice.keep
            found = zip((member.photo.id for member in shuffled), choice.reasons, strict=True)
            assert dict(found) == wanted


def test_a_worse_photo_changes_nothing() -> None:
    chance = random.Random(6)
    for _ in range(300):
        members = _random_members(chance, 3)
        choice = choose(members)
        best = members[choice.best].photo
        if best.folder_state == "offline":
            continue
        # In no rule better, in size and place worse, and its name comes later.
        worse = photo(
            f"/photos/zzzzzzzz{best.id} (1).jpg",
            width=chance.choice((best.width, 900)),
            height=best.height,
            file_size=best.file_size - chance.choice((0, 900_000)),
            taken=best.taken,
            modified_ns=best.modified_ns + chance.choice((0, DAY_NS)),
        )
        more = [*members, worse]
        assert _kept(more, choose(more)) == _kept(members, choice)


def test_every_rule_of_the_table_can_decide() -> None:
    """A rule that is in the table is known to what compares and to what explains."""
    values = {"folder": "/photos/best", "format": "JPEG", "pattern": "z*"}
    better = photo("/photos/best/z.jpg", file_size=9_000_000, modified_ns=OLD, **EXIF, **PLACE)
    less = {"format": "PNG", "width": 640, "file_size": 1_000, "modified_ns": OLD + DAY_NS}
    _, of = look({b"z.jpg": 0.3, b"a (1).jpg": 0.2})
    for kind in KINDS.values():
        taken = None if kind.name == "exif" else "2025-01-01T00:00:00"
        worse = photo("/photos/a (1).jpg", taken=taken, **less)
        choice = choose([worse, better], [Rule(kind.name, values.get(kind.takes, ""))], sharpness=of)
        assert (choice.keep, choice.decided_by) == ((1,), kind.name)
        assert all(choice.reasons)
