"""Groups of copies as the window asks for them."""

import os
from pathlib import Path
from typing import Any

from photosearch.library.folders import add_folder
from photosearch.library.indexing import Indexer
from photosearch.library.library import Library
from photosearch.network.describer import Describer
from photosearch.services.act_records import GroupInfo
from photosearch.services.records import from_json
from tests.services.client import Client
from tests.services.conftest import Shot, Start, Travels, write_shot

ALL = ["exact", "copy", "burst"]


def files(groups: list[dict[str, Any]]) -> list[tuple[str, list[str]]]:
    return [
        (group["kind"], [os.path.basename(path) for member in group["members"] for path in member["files"]])
        for group in groups
    ]


def test_groups_come_as_progress_and_as_the_answer(engine: Client, travels: Travels) -> None:
    answer = engine.ask("groups", below=None, kinds=ALL, verify=True)
    found = answer.result()
    assert files(found) == [("exact", [os.fsdecode(b"taj \xff copy.jpg"), "taj.jpg"])]
    assert [item["group"] for item in answer.progress if "group" in item] == found
    assert {item["phase"] for item in answer.progress if "phase" in item} >= {"comparing"}
    info = from_json(GroupInfo, found[0])
    assert info.members[1].photo.path == travels.path(b"india/taj.jpg") == info.members[1].files[0]


def test_only_below_a_folder_and_of_a_kind(engine: Client, travels: Travels) -> None:
    assert engine.call("groups", below=travels.path(b"india/far"), kinds=ALL, verify=False) == []
    assert engine.call("groups", below=None, kinds=["copy"], verify=False) == []
    assert len(engine.call("groups", below=travels.path(b"india"), kinds=["exact"], verify=False)) == 1


def test_taken_back(engine: Client) -> None:
    answer = engine.ask("groups", below=None, kinds=ALL, verify=True)
    engine.cancel(answer)
    assert answer.ending().keys() & {"cancelled", "result"}
    assert len(engine.call("groups", below=None, kinds=ALL, verify=False)) == 1


def test_library_that_is_not_there_yet(start: Start, own_travels: Travels) -> None:
    assert start("engine", own_travels.library).call("groups", below=None, kinds=ALL, verify=True) == []


def test_search_folds_bursts(start: Start, small_photos: Path, describer: Describer, tmp_path: Path) -> None:
    """A photo taken seconds after one that ranks before it says so."""
    folder = Path(os.path.realpath(tmp_path)) / "photos"
    for second, name in enumerate(("first.jpg", "second.jpg")):
        taken = f"2024:05:01 10:20:3{second}"
        write_shot(small_photos / "china.jpg", os.fsencode(folder / name), Shot(taken, "Canon EOS 5D"))
    write_shot(small_photos / "dogs.jpg", os.fsencode(folder / "dogs.jpg"), Shot(taken, "Canon EOS 5D"))
    with Library.writing(tmp_path / "library") as library:
        target = add_folder(library.connection, os.fsencode(folder))
        Indexer(library, describer, workers=1).run([target])
    engine = start("engine", tmp_path / "library")
    parts = [{"path": str(folder / "first.jpg"), "region": None}]
    found = engine.call("search", parts=parts, count=10, filters={})
    ids = {os.path.basename(result["photo"]["path"]): result["photo"]["id"] for result in found}
    folded = {os.path.basename(result["photo"]["path"]): result["burst_of"] for result in found}
    assert folded == {"first.jpg": None, "second.jpg": ids["first.jpg"], "dogs.jpg": None}
