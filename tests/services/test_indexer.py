"""The indexer, as the window drives it."""

import os
import queue
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from photosearch.library.library import Library
from photosearch.network.card import ModelCard
from photosearch.network.models import DEFAULT_MODEL, bundled_models_folder
from tests.conftest import SAMPLE
from tests.services.client import Client, ServiceError
from tests.services.conftest import SHOTS, Start, Travels, index, photos_in
from tests.services.family import children, wait_until_ended


def paths_in(library: Path) -> set[bytes]:
    """The indexed photos, by path below their folder."""
    with Library.reading(library) as opened:
        rows = opened.connection.execute(
            "SELECT d.path, p.name FROM photos p JOIN directories d ON d.id = p.directory_id"
            " WHERE p.content_id IS NOT NULL"
        )
        return {os.path.join(*row) for row in rows}


def excludes_in(library: Path) -> list[str]:
    with Library.reading(library) as opened:
        return [pattern for folder in opened.folders() for pattern in folder.excludes]


def begin(start: Start, travels: Travels, load: str = "full") -> Client:
    indexer = start("indexer", travels.library)
    indexer.call("begin", load=load, device="cpu")
    return indexer


def test_folder_is_indexed_and_followed(start: Start, own_travels: Travels, small_photos: Path) -> None:
    indexer = begin(start, own_travels)
    assert indexer.state("watching")["total"] == 0
    indexer.call("add_folder", path=str(own_travels.folder))
    indexer.event("committed")
    indexer.until(lambda: photos_in(own_travels.library) == len(SHOTS))
    shutil.copy(small_photos / "giraffe.jpg", own_travels.folder / "new.jpg")
    indexer.until(lambda: b"new.jpg" in paths_in(own_travels.library))
    os.rename(own_travels.folder / "india", own_travels.folder / "bharat")
    indexer.until(lambda: b"bharat/taj.jpg" in paths_in(own_travels.library))
    assert photos_in(own_travels.library) == len(SHOTS) + 1
    assert (own_travels.library / "folders.json").exists(), "from which a lost catalogue is rebuilt"


def test_saved_vector_index_is_ready_for_the_next_start(start: Start, own_travels: Travels) -> None:
    indexer = index(start, own_travels)
    indexer.until(lambda: bool(list(own_travels.library.glob("index-*.faiss"))))


def test_folders_can_be_added_while_others_are_indexed(
    start: Start, own_travels: Travels, photos: Path
) -> None:
    more = [Path(shutil.copytree(photos, photos.with_name(f"more-{n}"))) for n in range(3)]
    indexer = begin(start, own_travels)
    indexer.call("add_folder", path=str(photos))
    for folder in more:
        indexer.call("add_folder", path=str(folder))
    indexer.until(lambda: photos_in(own_travels.library) == 32)


def test_folder_that_takes_in_others(start: Start, own_travels: Travels) -> None:
    indexer = begin(start, own_travels)
    indexer.call("add_folder", path=own_travels.path(b"india"))
    indexer.until(lambda: photos_in(own_travels.library) == 2)
    indexer.call("add_folder", path=str(own_travels.folder))
    indexer.until(lambda: photos_in(own_travels.library) == len(SHOTS))
    with Library.reading(own_travels.library) as opened:
        assert [folder.path for folder in opened.folders()] == [os.fsencode(own_travels.folder)]
    shutil.rmtree(own_travels.path(b"india/far"))
    indexer.until(lambda: photos_in(own_travels.library) == len(SHOTS) - 1)


def test_removed_folder_is_forgotten_and_its_files_stay(start: Start, own_travels: Travels) -> None:
    indexer = index(start, own_travels)
    indexer.call("remove_folder", path=str(own_travels.folder))
    assert photos_in(own_travels.library) == 0
    indexer.event("committed")
    assert os.path.exists(own_travels.path(b"china.jpg"))
    with pytest.raises(ServiceError, match="is not one of the library's folders any more"):
        indexer.call("remove_folder", path=str(own_travels.folder))


def test_folder_that_was_removed_is_followed_again_once_it_is_back(
    start: Start, own_travels: Travels, small_photos: Path
) -> None:
    indexer = index(start, own_travels)
    other = own_travels.folder.with_name("other")
    other.mkdir()
    indexer.call("add_folder", path=str(other))
    indexer.call("remove_folder", path=str(own_travels.folder))
    indexer.call("add_folder", path=str(own_travels.folder))
    indexer.until(lambda: photos_in(own_travels.library) == len(SHOTS))
    shutil.copy(small_photos / "giraffe.jpg", own_travels.folder / "new.jpg")
    indexer.until(lambda: b"new.jpg" in paths_in(own_travels.library))


def test_folder_that_is_no_longer_excluded_is_followed(
    start: Start, own_travels: Travels, small_photos: Path
) -> None:
    indexer = index(start, own_travels)
    indexer.call("exclude", path=own_travels.path(b"india"))
    indexer.until(lambda: photos_in(own_travels.library) == len(SHOTS) - 2)
    indexer.close()
    indexer = begin(start, own_travels)
    indexer.state("watching")
    indexer.call("set_excludes", path=str(own_travels.folder), patterns=[])
    indexer.until(lambda: photos_in(own_travels.library) == len(SHOTS))
    shutil.copy(small_photos / "giraffe.jpg", own_travels.path(b"india/new.jpg"))
    indexer.until(lambda: b"india/new.jpg" in paths_in(own_travels.library))


def test_excluded_folder_goes_and_one_of_the_same_name_stays(start: Start, own_travels: Travels) -> None:
    inner = own_travels.folder / "egypt" / "india"
    inner.mkdir()
    shutil.copy2(own_travels.path(b"citrus.jpg"), inner / "same name.jpg")
    indexer = begin(start, own_travels)
    indexer.call("add_folder", path=str(own_travels.folder))
    indexer.until(lambda: photos_in(own_travels.library) == len(SHOTS) + 1)
    indexer.call("exclude", path=own_travels.path(b"india"))
    indexer.until(lambda: photos_in(own_travels.library) == len(SHOTS) - 1)
    assert b"egypt/india/same name.jpg" in paths_in(own_travels.library)
    indexer.call("set_excludes", path=str(own_travels.folder), patterns=[])
    indexer.until(lambda: photos_in(own_travels.library) == len(SHOTS) + 1)
    indexer.call("set_excludes", path=str(own_travels.folder), patterns=["*.jpg"])
    indexer.until(lambda: photos_in(own_travels.library) == 0)


def test_folder_with_signs_of_patterns_in_its_name(start: Start, own_travels: Travels) -> None:
    odd = own_travels.path(b"a [1]* \xff")
    os.mkdir(os.fsencode(odd))
    shutil.copy2(own_travels.path(b"citrus.jpg"), os.fsencode(odd + "/photo.jpg"))
    os.mkdir(own_travels.path(b"a 1x"))
    shutil.copy2(own_travels.path(b"citrus.jpg"), own_travels.path(b"a 1x/photo.jpg"))
    indexer = begin(start, own_travels)
    indexer.call("add_folder", path=str(own_travels.folder))
    indexer.until(lambda: photos_in(own_travels.library) == len(SHOTS) + 2)
    indexer.call("exclude", path=odd)
    indexer.until(lambda: photos_in(own_travels.library) == len(SHOTS) + 1)
    assert b"a 1x/photo.jpg" in paths_in(own_travels.library)
    indexer.call("exclude", path=odd)
    assert len(excludes_in(own_travels.library)) == 1, "once is enough"


def test_changes_that_make_no_sense_are_refused(start: Start, own_travels: Travels) -> None:
    indexer = index(start, own_travels)
    (own_travels.folder / ".hidden").mkdir()
    for name, path, words in (
        ("add_folder", own_travels.path(b"china.jpg"), "is not a folder"),
        ("add_folder", own_travels.path(b"nothing"), "cannot be reached"),
        ("add_folder", own_travels.path(b".hidden"), "is left out of the library"),
        ("exclude", "/elsewhere", "is not in one of the library's folders"),
        ("exclude", str(own_travels.folder), "is one of your folders"),
        ("check_now", "/elsewhere", "is not in a folder of this library"),
    ):
        with pytest.raises(ServiceError, match=words) as caught:
            indexer.call(name, path=path)
        assert caught.value.details is None
    assert photos_in(own_travels.library) == len(SHOTS)


def test_check_now_finds_what_no_event_told(start: Start, own_travels: Travels) -> None:
    """As on a network drive."""
    indexer = index(start, own_travels)
    with Library.reading(own_travels.library) as opened:
        before = opened.failures()
    assert len(before) == 1
    indexer.call("check_now", path=None)
    indexer.call("check_now", path=own_travels.path(b"india"))
    indexer.state("watching")
    assert photos_in(own_travels.library) == len(SHOTS)


def test_pause_takes_up_nothing_and_resume_goes_on(start: Start, own_travels: Travels) -> None:
    indexer = begin(start, own_travels)
    indexer.state("watching")
    indexer.call("pause")
    assert indexer.state("paused")["remaining_s"] is None
    indexer.call("add_folder", path=str(own_travels.folder))
    indexer.call("set_excludes", path=str(own_travels.folder), patterns=["egypt"])
    with pytest.raises(queue.Empty):
        while indexer.events.get(timeout=2)[0] != "committed":
            pass
    assert photos_in(own_travels.library) == 0
    indexer.call("resume")
    indexer.until(lambda: photos_in(own_travels.library) == len(SHOTS) - 1)


def test_load_can_be_changed_while_it_works(start: Start, own_travels: Travels) -> None:
    shutil.copytree(SAMPLE, own_travels.folder / "more")
    indexer = begin(start, own_travels, load="low")
    indexer.call("add_folder", path=str(own_travels.folder))
    indexer.state("indexing")
    assert [_priority(pid) for pid in decoders(indexer)] == [10]
    indexer.call("set_load", load="full", device="cpu")
    cores = os.cpu_count()
    indexer.until(lambda: [_priority(pid) for pid in decoders(indexer)] == [5] * min(cores or 1, 50))
    indexer.until(lambda: photos_in(own_travels.library) == len(SHOTS) + 51)
    with pytest.raises(ServiceError, match="no load 'all'"):
        indexer.call("set_load", load="all", device="cpu")


def decoders(indexer: Client) -> list[int]:
    """Its decoding processes."""
    found = children(indexer.process.pid)
    return [pid for pid in found if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def _priority(pid: int) -> int | None:
    try:
        return os.getpriority(os.PRIO_PROCESS, pid)
    except ProcessLookupError:
        return None


def test_second_indexer_waits_its_turn(start: Start, own_travels: Travels) -> None:
    first = index(start, own_travels)
    second = begin(start, own_travels)
    waiting = second.state("waiting")
    assert "Another Photosearch" in waiting["message"]
    with pytest.raises(ServiceError, match="Another Photosearch"):
        second.call("remove_folder", path=str(own_travels.folder))
    first.close()
    second.state("watching")
    second.call("remove_folder", path=str(own_travels.folder))
    assert photos_in(own_travels.library) == 0


def test_end_in_the_middle_loses_nothing(start: Start, own_travels: Travels, photos: Path) -> None:
    for number in range(6):
        shutil.copytree(photos, own_travels.folder / str(number))
    indexer = begin(start, own_travels)
    indexer.call("add_folder", path=str(own_travels.folder))
    indexer.event("committed")
    assert indexer.close() == 0
    done = photos_in(own_travels.library)
    assert done > 0
    again = begin(start, own_travels)
    again.until(lambda: photos_in(own_travels.library) == len(SHOTS) + 48)


def test_killed_in_the_middle_it_goes_on_and_no_decoder_is_left(start: Start, own_travels: Travels) -> None:
    indexer = begin(start, own_travels)
    indexer.call("add_folder", path=str(own_travels.folder))
    indexer.event("committed")
    started = children(indexer.process.pid)
    indexer.process.kill()
    indexer.process.wait()
    wait_until_ended(started)
    again = begin(start, own_travels)
    again.until(lambda: photos_in(own_travels.library) == len(SHOTS))


def test_end_while_paused_or_waiting_comes_at_once(start: Start, own_travels: Travels) -> None:
    with Library.writing(own_travels.library):
        waiting = begin(start, own_travels)
        waiting.state("waiting")
        assert waiting.close() == 0
    paused = begin(start, own_travels)
    paused.call("pause")
    paused.call("add_folder", path=str(own_travels.folder))
    assert paused.close() == 0


def test_damaged_catalogue_is_told_and_made_anew(start: Start, own_travels: Travels) -> None:
    index(start, own_travels).close()
    catalogue = own_travels.library / "catalogue.sqlite"
    catalogue.write_bytes(b"no database" * 1000)
    indexer = begin(start, own_travels)
    message = indexer.state("stopped")["message"]
    assert "damaged" in message and "photosearch " not in message and "--" not in message
    with pytest.raises(ServiceError, match="damaged"):
        indexer.call("check_now", path=None)
    indexer.call("rebuild")
    indexer.until(lambda: photos_in(own_travels.library) == len(SHOTS))


def test_catalogue_of_a_newer_version_is_left_alone(start: Start, own_travels: Travels) -> None:
    index(start, own_travels).close()
    with sqlite3.connect(own_travels.library / "catalogue.sqlite") as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    indexer = begin(start, own_travels)
    assert "newer Photosearch" in indexer.state("stopped")["message"]
    engine = start("engine", own_travels.library)
    with pytest.raises(ServiceError, match="newer Photosearch") as caught:
        engine.call("overview")
    assert caught.value.details is None


def test_network_that_was_chosen_describes_the_library_and_the_removed_one_is_dropped(
    start: Start, own_travels: Travels, tmp_path: Path
) -> None:
    indexer, engine = index(start, own_travels), start("engine", own_travels.library)
    source = bundled_models_folder() / DEFAULT_MODEL
    copy = Path(shutil.copytree(source, tmp_path / "copy"))
    text = (copy / "card.json").read_text("utf-8").replace(f'"name": "{DEFAULT_MODEL}"', '"name": "mine"')
    (copy / "card.json").write_text(text, "utf-8")
    engine.call("import_model", path=str(copy))
    engine.call("use_model", name="mine")
    indexer.call("renew")
    indexer.until(lambda: _described(engine) == {DEFAULT_MODEL: 6, "mine": 6})
    assert engine.call("overview")["model"] == "mine"
    engine.call("use_model", name=DEFAULT_MODEL)
    engine.call("remove_model", name="mine")
    indexer.call("renew")
    identity = ModelCard.load(copy).identity
    indexer.until(lambda: identity not in _identities(own_travels.library))
    assert _described(engine) == {DEFAULT_MODEL: 6}
    assert photos_in(own_travels.library) == len(SHOTS)


def _described(engine: Client) -> dict[str, Any]:
    return {model["name"]: model["described"] for model in engine.call("models") if model["described"]}


def _identities(library: Path) -> set[str]:
    with Library.reading(library) as opened:
        return {row[0] for row in opened.connection.execute("SELECT identity FROM models")}


def test_nothing_happens_before_begin(start: Start, own_travels: Travels) -> None:
    indexer = start("indexer", own_travels.library)
    indexer.call("pause")
    indexer.call("resume")
    assert indexer.close() == 0
    assert not own_travels.library.exists()
