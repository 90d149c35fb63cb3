"""Acting on files, by way of the engine, and by way of one that is killed."""

import os
from pathlib import Path
from typing import Any

import pytest

from photosearch.services.act_records import FileStep
from photosearch.services.records import to_json
from tests.services.client import ServiceError
from tests.services.conftest import Start, Travels


def steps(do: str, *paths: str, **more: Any) -> list[Any]:
    return [to_json(FileStep(do, path, **more)) for path in paths]


def test_photos_go_to_the_trash_and_come_back(start: Start, own_travels: Travels) -> None:
    engine = start("engine", own_travels.library)
    assert engine.call("acts") == []
    paths = [own_travels.path(b"china.jpg"), own_travels.path(b"india/far/taj \xff copy.jpg")]
    Path(own_travels.path(b"china.xmp")).write_bytes(b"<xmp/>")
    assert engine.call("companions", paths=paths) == {paths[0]: [own_travels.path(b"china.xmp")]}
    answer = engine.ask("act", steps=steps("trash", *paths))
    done = answer.result()
    assert (done["kind"], done["state"], done["photos"]) == ("trash", "done", 2)
    assert [(item["path"], item["companion"]) for item in answer.progress] == [
        (paths[0], False), (own_travels.path(b"china.xmp"), True), (paths[1], False)
    ]  # fmt: skip
    assert not any(os.path.exists(path) for path in paths)
    engine.event("acted")
    assert [(act["id"], act["photos"], act["steps"]) for act in engine.call("acts")] == [(done["id"], 2, [])]
    undone = engine.call("undo_act", id=done["id"])
    assert undone["state"] == "undone" and all(os.path.exists(path) for path in paths)
    with pytest.raises(ServiceError, match="nothing to undo"):
        engine.call("undo_act", id=done["id"])


def test_one_that_cannot_go_or_come_back_does_not_keep_the_others(start: Start, own_travels: Travels) -> None:
    engine = start("engine", own_travels.library)
    paths = [own_travels.path(name) for name in (b"nothing.jpg", b"china.jpg", b"citrus.jpg")]
    done = engine.call("act", steps=steps("trash", *paths))
    assert [step["state"] for step in done["steps"]] == ["failed", "done", "done"]
    assert "“nothing.jpg” is not there any more" in done["steps"][0]["reason"]
    Path(paths[1]).write_bytes(b"another")
    undone = engine.call("undo_act", id=done["id"])
    assert "“china.jpg” cannot be put back" in undone["steps"][1]["reason"]
    assert Path(paths[1]).read_bytes() == b"another" and os.path.exists(paths[2])


def test_changed_since_it_was_chosen(start: Start, own_travels: Travels) -> None:
    engine = start("engine", own_travels.library)
    path = own_travels.path(b"china.jpg")
    done = engine.call("act", steps=steps("trash", path, size=5, modified_ns=1, content="00" * 16))
    assert "was changed since you chose it" in done["steps"][0]["reason"] and os.path.exists(path)


def test_everything_comes_back_after_the_engine_was_killed(start: Start, own_travels: Travels) -> None:
    folder = own_travels.folder / "many"
    folder.mkdir()
    for number in range(200):
        (folder / f"{number}.jpg").write_bytes(b"%d" % number)
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    engine = start("engine", own_travels.library)
    answer = engine.ask("act", steps=steps("trash", *map(str, folder.iterdir())))
    answer.begun()
    engine.process.kill()
    engine.process.wait()
    assert len(list(folder.iterdir())) < 200
    engine = start("engine", own_travels.library)
    (act,) = engine.call("acts")
    assert act["state"] == "done" and act["photos"] == 200 - len(list(folder.iterdir()))
    engine.call("undo_act", id=act["id"])
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before
