"""The trash, by way of the engine."""

import os
from pathlib import Path

import pytest

from tests.services.client import ServiceError
from tests.services.conftest import Start, Travels


def test_photos_go_to_the_trash_and_come_back(start: Start, own_travels: Travels) -> None:
    engine = start("engine", own_travels.library)
    paths = [own_travels.path(b"china.jpg"), own_travels.path(b"india/far/taj \xff copy.jpg")]
    answer = engine.ask("trash", paths=paths)
    moved = answer.result()
    assert [item["path"] for item in moved] == paths and answer.progress == moved
    assert not any(os.path.exists(path) for path in paths)
    assert all(os.path.exists(item["kept_at"]) for item in moved)
    answer = engine.ask("restore", trashed=moved)
    assert answer.result() == moved and answer.progress == moved
    assert all(os.path.exists(path) for path in paths)


def test_first_that_cannot_be_moved_ends_it_and_what_was_moved_is_told(
    start: Start, own_travels: Travels
) -> None:
    engine = start("engine", own_travels.library)
    paths = [own_travels.path(name) for name in (b"china.jpg", b"nothing.jpg", b"citrus.jpg")]
    answer = engine.ask("trash", paths=paths)
    with pytest.raises(ServiceError, match=r"“nothing.jpg” is not there any more"):
        answer.result()
    assert [item["path"] for item in answer.progress] == paths[:1]
    assert os.path.exists(paths[2])


def test_one_that_cannot_come_back_does_not_keep_the_others(start: Start, own_travels: Travels) -> None:
    engine = start("engine", own_travels.library)
    paths = [own_travels.path(name) for name in (b"china.jpg", b"citrus.jpg")]
    moved = engine.call("trash", paths=paths)
    Path(paths[0]).write_bytes(b"another")
    answer = engine.ask("restore", trashed=moved)
    with pytest.raises(ServiceError, match=r"“china.jpg” cannot be put back"):
        answer.result()
    assert answer.progress == moved[1:] and os.path.exists(paths[1])
    assert Path(paths[0]).read_bytes() == b"another"
