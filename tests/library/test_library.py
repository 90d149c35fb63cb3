"""Opening libraries: one writer, many readers, damage, full disks, and nothing lost."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosearch.errors import PhotosearchError
from photosearch.library.connection import FILE_NAME, open_writable
from photosearch.library.folders import LIST_NAME
from photosearch.library.library import Library
from photosearch.library.mending import check, rebuild
from photosearch.library.schema import MIGRATIONS, migrate
from tests.conftest import Run


@pytest.fixture
def closed(run: Run, photos: Path) -> Path:
    """The folder of a library with eight photos that nobody has open."""
    from photosearch.library.folders import save_list

    run(photos)
    run.library.save_vector_index(run.indexer.describer.card)
    save_list(run.library.connection, run.library.folder)
    run.library.close()
    return run.library.folder


def test_second_writer_is_told_who_is_at_work_and_readers_go_on(library: Library) -> None:
    with pytest.raises(PhotosearchError, match=rf"process {os.getpid()}.*Wait"):
        Library.writing(library.folder)
    with Library.reading(library.folder) as reader:
        assert reader.folders() == []


def test_reader_sees_what_was_committed_while_writing(run: Run, photos: Path) -> None:
    with Library.reading(run.library.folder) as reader:
        run(photos)
        assert reader.counts()["photos"] == 8


def test_no_library_yet(tmp_path: Path) -> None:
    with pytest.raises(PhotosearchError, match="photosearch index"):
        Library.reading(tmp_path / "none")


def test_foreign_and_newer_databases_are_refused_untouched(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    connection.execute("CREATE TABLE recipes (name)")
    connection.commit()
    connection.close()
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(PhotosearchError, match="not made by Photosearch"):
        open_writable(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_catalogue_whose_writer_was_killed_at_its_first_moment(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).touch()
    with pytest.raises(PhotosearchError, match="There is no library"):
        Library.reading(tmp_path)
    with Library.writing(tmp_path) as library:
        assert library.counts()["photos"] == 0


def test_newer_library_asks_for_an_update(closed: Path) -> None:
    connection = sqlite3.connect(closed / FILE_NAME)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    for opening in (Library.reading, Library.writing):
        with pytest.raises(PhotosearchError, match="newer Photosearch"):
            opening(closed)


def test_failing_migration_leaves_the_old_version(closed: Path) -> None:
    connection = open_writable(closed)
    with pytest.raises(sqlite3.Error):
        migrate(connection, [*MIGRATIONS, "CREATE TABLE extra (x); CREATE TABLE extra (x);"])
    assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'extra'").fetchone() == (0,)
    migrate(connection, [*MIGRATIONS, "CREATE TABLE extra (x);"])
    assert connection.execute("SELECT count(*) FROM photos").fetchone() == (8,)
    connection.close()


def test_sound_library_checks_clean(closed: Path) -> None:
    assert check(closed) == []


@pytest.mark.parametrize("damage", ["zeroed", "truncated", "header", "gone"])
def test_damaged_catalogue_is_reported_and_rebuilt(
    closed: Path, photos: Path, describer: object, damage: str
) -> None:
    path = closed / FILE_NAME
    content = bytearray(path.read_bytes())
    if damage == "zeroed":
        content[8192:20480] = bytes(12288)
    elif damage == "truncated":
        del content[len(content) // 2 :]
    elif damage == "header":
        content[:100] = bytes(100)
    path.write_bytes(content)
    if damage == "gone":
        path.unlink()
    else:
        problems = check(closed)
        assert problems and "damaged" in problems[0]
    salvage = rebuild(closed)
    if damage != "gone":
        assert salvage.kept is not None and salvage.kept.read_bytes() == bytes(content)
    with Library.writing(closed) as library:
        run = Run(library, describer)  # type: ignore[arg-type]
        run()
        assert len(run.paths()) == 8, "the folder list survived, and with it everything on disk"
    assert check(closed) == []


def test_rebuild_of_a_sound_library_keeps_every_descriptor(closed: Path) -> None:
    salvage = rebuild(closed)
    assert (salvage.photos, salvage.descriptors, salvage.kept) == (8, 8, None)
    assert check(closed) == []


_REBUILD_UNTIL_KILLED = """
import os, sys
from pathlib import Path
from photosearch.library.mending import rebuild
left = int(sys.argv[2])

def kill(event, arguments):
    global left
    if event in ("os.rename", "os.remove", "os.link", "os.rmdir", "os.mkdir"):
        if left == 0:
            os._exit(9)
        left -= 1

sys.addaudithook(kill)
rebuild(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("damaged", [False, True])
def test_rebuild_killed_before_any_file_operation_loses_nothing(
    closed: Path, tmp_path: Path, damaged: bool
) -> None:
    if damaged:
        connection = sqlite3.connect(closed / FILE_NAME)
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("INSERT INTO mounts VALUES (77, x'00')")
        connection.commit()
        connection.close()
    for step in range(100):
        library = tmp_path / f"killed-{step}"
        shutil.copytree(closed, library)
        command = [sys.executable, "-c", _REBUILD_UNTIL_KILLED, library, str(step)]
        code = subprocess.run(command, timeout=60).returncode
        with Library.writing(library) as opened:
            assert opened.counts()["photos"] == 8, f"killed at step {step}"
        if not damaged:
            assert check(library) == []
        if code == 0:
            assert step > 3
            return
        assert code == 9
        rebuild(library)
        assert check(library) == []
        with Library.reading(library) as opened:
            assert opened.connection.execute("SELECT count(*) FROM descriptors").fetchone() == (8,)
    pytest.fail("the rebuild never ended")


_REBUILD_ON_FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from photosearch.errors import PhotosearchError
from photosearch.library.mending import rebuild
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
try:
    rebuild(Path(sys.argv[1]))
except PhotosearchError as error:
    sys.exit(f"told: {error}")
"""


@pytest.mark.parametrize("limit", [20_000, 60_000, 100_000, 140_000, 180_000])
def test_rebuild_on_a_full_disk_leaves_the_old_catalogue(closed: Path, limit: int) -> None:
    before = (closed / FILE_NAME).read_bytes()
    command = [sys.executable, "-c", _REBUILD_ON_FULL_DISK, closed, str(limit)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert "Traceback" not in ended.stderr
    assert ended.returncode == 1 and "told: " in ended.stderr
    assert (closed / FILE_NAME).read_bytes() == before
    assert not list(closed.glob("rebuilding*")), "it takes no space that is short"
    assert check(closed) == []
    with Library.reading(closed) as library:
        assert library.counts()["photos"] == 8


def test_rebuild_refuses_what_it_does_not_know(closed: Path, tmp_path: Path) -> None:
    connection = sqlite3.connect(closed / FILE_NAME)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    before = (closed / FILE_NAME).read_bytes()
    with pytest.raises(PhotosearchError, match="newer Photosearch"):
        rebuild(closed)
    assert (closed / FILE_NAME).read_bytes() == before
    with pytest.raises(PhotosearchError, match="no library"):
        rebuild(tmp_path / "mistyped")
    assert not (tmp_path / "mistyped").exists()


def test_contents_that_lost_their_photos_in_a_rebuild_are_let_go_in_time(closed: Path) -> None:
    connection = sqlite3.connect(closed / FILE_NAME)
    connection.execute("DROP TRIGGER photo_went")
    connection.execute("DELETE FROM photos WHERE id = 3")
    connection.commit()
    connection.close()
    rebuild(closed)
    with Library.reading(closed) as library:
        query = "SELECT count(*) FROM contents WHERE orphaned_at IS NOT NULL"
        assert library.connection.execute(query).fetchone() == (1,)


@pytest.mark.parametrize("blob", [b"short", b"\x00\x7e" * 512, "text" * 256])
def test_search_over_a_damaged_descriptor_says_how_to_mend_it(
    closed: Path, describer: object, blob: object
) -> None:
    connection = sqlite3.connect(closed / FILE_NAME)
    connection.execute("UPDATE descriptors SET descriptor = ? WHERE id = 3", (blob,))
    connection.commit()
    connection.close()
    for path in closed.glob("index-*.faiss"):
        path.unlink()
    with Library.reading(closed) as library, pytest.raises(PhotosearchError, match="library rebuild"):
        library.vector_index(describer.card)  # type: ignore[attr-defined]


def test_index_of_a_catalogue_that_fell_back_is_not_believed(
    closed: Path, photos: Path, describer: object
) -> None:
    # As by a power cut, or from a backup: ids that the index has go to other photos.
    backup = (closed / FILE_NAME).read_bytes()
    _turn(photos / "china.jpg", photos / "new.jpg")
    _update(closed, describer, save=True)
    (closed / FILE_NAME).write_bytes(backup)
    _turn(photos / "giraffe.jpg", photos / "new.jpg")
    _update(closed, describer, save=False)
    with Library.reading(closed) as library:
        store = library.descriptors(describer.card)  # type: ignore[attr-defined]
        index = library.vector_index(describer.card)  # type: ignore[attr-defined]
        newest = np.array([store.newest()])
        _, ids = index.search(store.fetch(newest).astype(np.float32), 1)
        assert ids[0, 0] == newest[0], "the newest photo is found by its own descriptor"


def _turn(source: Path, target: Path) -> None:
    with Image.open(source) as image:
        image.transpose(Image.Transpose.ROTATE_180).save(target)


def _update(folder: Path, describer: object, *, save: bool) -> None:
    with Library.writing(folder) as library:
        Run(library, describer)()  # type: ignore[arg-type]
        if save:
            library.save_vector_index(describer.card)  # type: ignore[attr-defined]


def test_damaged_descriptor_is_found_and_described_anew(closed: Path, describer: object) -> None:
    connection = sqlite3.connect(closed / FILE_NAME)
    connection.execute("UPDATE descriptors SET descriptor = zeroblob(1024) WHERE id = 3")
    connection.commit()
    connection.close()
    assert any("descriptor" in problem for problem in check(closed))
    assert rebuild(closed).descriptors == 7
    with Library.writing(closed) as library:
        Run(library, describer)()  # type: ignore[arg-type]
        row = library.connection.execute("SELECT count(*) FROM descriptors").fetchone()
    assert row == (8,)
    assert check(closed) == []


def test_damaged_vector_index_is_reported_and_costs_nothing(closed: Path, describer: object) -> None:
    (path,) = closed.glob("index-*.faiss")
    path.write_bytes(path.read_bytes()[:-7])
    assert any("vector index" in problem for problem in check(closed))
    with Library.reading(closed) as library:
        assert len(library.vector_index(describer.card)) == 8  # type: ignore[attr-defined]


def test_index_of_an_earlier_catalogue_is_not_believed(closed: Path, describer: object) -> None:
    (path,) = closed.glob("index-*.faiss")
    saved = path.read_bytes()
    rebuild(closed)
    path.write_bytes(saved)
    with Library.reading(closed) as library:
        store = library.descriptors(describer.card)  # type: ignore[attr-defined]
        index = library.vector_index(describer.card)  # type: ignore[attr-defined]
        vectors = store.fetch(store.ids()).astype(np.float32)
        _, ids = index.search(vectors, 1)
        assert ids[:, 0].tolist() == store.ids().tolist()
        assert index.model == library.index_label(describer.card.identity)  # type: ignore[attr-defined]


_INDEX = """
import os, resource, signal, sys
os.environ["XDG_CACHE_HOME"] = sys.argv[3]
limit = int(sys.argv[4])
if limit:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
if __name__ == "__main__":
    sys.argv = ["photosearch", "index", sys.argv[1], "--library", sys.argv[2], "--device", "cpu"]
    from photosearch.cli import main
    main()
"""


def _index(photos: Path, library: Path, limit: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _INDEX, photos, library, library.parent / "cache", str(limit)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def test_disk_that_fills_up_loses_nothing(photos: Path, tmp_path: Path) -> None:
    # A limit on the size of files is met like a full disk: writes beyond it fail.
    library = tmp_path / "library"
    ended = _index(photos, library, limit=150_000)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "disk" in ended.stderr and "again" in ended.stderr
    assert check(library) == []
    ended = _index(photos, library)
    assert ended.returncode == 0, ended.stderr
    with Library.reading(library) as opened:
        assert opened.counts()["photos"] == 8


def _without_root_powers() -> None:
    # Root ignores permissions; without these two capabilities it does not.
    import ctypes

    libc = ctypes.CDLL(None)
    for capability in (1, 2):
        libc.prctl(24, capability, 0, 0, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="permissions as Linux has them")
def test_library_that_may_only_be_read(closed: Path, photos: Path) -> None:
    program = [sys.executable, "-m", "photosearch"]
    place = ["--library", str(closed), "--device", "cpu"]
    closed.chmod(0o500)
    for file in closed.iterdir():
        file.chmod(0o400)
    try:
        found = subprocess.run(
            [*program, "search", photos / "dogs.jpg", "--json", *place],
            **{"capture_output": True, "text": True, "preexec_fn": _without_root_powers},
        )
        assert found.returncode == 0, found.stderr
        assert '"kind": "copy"' in found.stdout
        refused = subprocess.run(
            [*program, "index", photos, *place],
            **{"capture_output": True, "text": True, "preexec_fn": _without_root_powers},
        )
        assert refused.returncode == 1
        assert "cannot be written" in refused.stderr and "Traceback" not in refused.stderr
    finally:
        closed.chmod(0o700)


def test_folder_list_survives_beside_the_database(closed: Path, photos: Path) -> None:
    assert os.fsdecode(photos) in (closed / LIST_NAME).read_text("ascii")
