"""What to keep of groups, as the window asks for it while somebody edits the rules."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageFilter

from photosearch.library.folders import add_folder
from photosearch.library.indexing import Indexer
from photosearch.library.library import Library
from photosearch.network.describer import Describer
from photosearch.services.act_records import FileStep, GroupChoice, PlanInfo
from photosearch.services.records import from_json
from tests.conftest import SAMPLE
from tests.services.client import Client, ServiceError
from tests.services.conftest import Start

# By path below the folder: the longer side, whether it is blurred.
FILES = {"a.jpg": (300, True), "album/b.jpg": (300, False), "small (1).jpg": (200, False)}


@pytest.fixture(scope="module")
def copies(describer: Describer, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A library and its folder with three copies of a photo."""
    root = Path(os.path.realpath(tmp_path_factory.mktemp("copies")))
    for name, (size, blurred) in FILES.items():
        path = root / "photos" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with Image.open(SAMPLE / "dogs.jpg") as image:
            image.thumbnail((size, size))
            (image.filter(ImageFilter.GaussianBlur(2)) if blurred else image).save(path, quality=90)
        os.utime(path, (1_500_000_000, 1_500_000_000))
    with pytest.MonkeyPatch.context() as patch, Library.writing(root / "library") as library:
        patch.setenv("XDG_CACHE_HOME", str(root / "cache"))
        Indexer(library, describer, workers=1).run(
            [add_folder(library.connection, os.fsencode(root / "photos"))]
        )
    return root / "library", root / "photos"


@pytest.fixture
def choosing(start: Start, copies: tuple[Path, Path]) -> Iterator[tuple[Client, list[dict[str, Any]]]]:
    """The engine, and the three copies as one group; a fourth photo of it is gone."""
    engine = start("engine", copies[0])
    photos = engine.call("photos_at", paths=[str(copies[1] / name) for name in FILES])
    members = [{"photo": photo["id"], "files": [photo["path"]]} for photo in photos]
    yield engine, [{"kind": "copy", "members": [*members, {"photo": 99_999, "files": ["/gone.jpg"]}]}]


def test_choices_come_at_once_and_again_once_photos_were_read(
    choosing: tuple[Client, list[dict[str, Any]]],
) -> None:
    engine, groups = choosing
    answer = engine.ask("choose", groups=groups, rules=[{"rule": "resolution"}, {"rule": "sharpness"}])
    found = answer.result()
    choice = from_json(GroupChoice, found[0])
    assert (choice.keep, choice.decided_by, choice.final) == ((1, 3), "sharpness", True)
    assert choice.reasons[0] == ("less sharp",)
    assert choice.reasons[2] == ("smaller: 133 x 200",)
    assert choice.reasons[3] == ("no longer in the library",)
    told = [
        (number, values["decided_by"], values["final"]) for part in answer.progress for number, values in part
    ]
    assert told == [(0, "path", False), (0, "sharpness", True)]
    again = engine.ask("choose", groups=groups, rules=[{"rule": "resolution"}, {"rule": "sharpness"}])
    assert again.result() == found
    assert [len(part) for part in again.progress] == [1]


def test_the_rules_of_those_who_made_none(choosing: tuple[Client, list[dict[str, Any]]]) -> None:
    engine, groups = choosing
    rules = engine.call("keep_rules")
    assert {"rule": "resolution"} in rules
    assert engine.call("choose", groups=groups, rules=None) == engine.call(
        "choose", groups=groups, rules=rules
    )
    assert engine.call("choose", groups=[], rules=None) == []
    gone = [{"kind": "copy", "members": groups[0]["members"][3:]}]
    assert engine.call("choose", groups=gone, rules=None)[0]["keep"] == [0]


def test_a_wrong_rule_is_said(choosing: tuple[Client, list[dict[str, Any]]]) -> None:
    engine, groups = choosing
    with pytest.raises(ServiceError, match="There is no rule called “beauty”"):
        engine.call("choose", groups=groups, rules=[{"rule": "beauty"}])


def test_a_plan_tells_what_goes_and_what_cannot(
    choosing: tuple[Client, list[dict[str, Any]]], copies: tuple[Path, Path]
) -> None:
    engine, groups = choosing
    rules = [{"rule": "protected", "value": str(copies[1] / "album")}]
    values = engine.call(
        "plan", groups=groups, keeps=[[2, 3]], do="trash", target="", rules=rules, keep_metadata=True
    )
    plan = from_json(PlanInfo, values)
    first = copies[1] / "a.jpg"
    assert [(step.do, step.path, step.kept) for step in plan.steps] == [
        ("trash", str(first), str(copies[1] / "small (1).jpg"))
    ]
    assert isinstance(plan.steps[0], FileStep)
    assert plan.steps[0].size == plan.freed == first.stat().st_size
    assert [(file.path, file.reason) for file in plan.staying] == [
        (str(copies[1] / "album" / "b.jpg"), "“b.jpg” lies in a protected folder.")
    ]
    # What was to be kept is gone: nothing goes for it.
    nothing = engine.call(
        "plan", groups=groups, keeps=[[3]], do="trash", target="", rules=rules, keep_metadata=True
    )
    assert nothing["steps"] == []
