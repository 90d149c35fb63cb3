"""Worker processes: fast, quiet, replaced when they die, and gone when their parent is."""

from __future__ import annotations

import io
import multiprocessing.spawn
import os
import select
import signal
import subprocess
import sys
import textwrap
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosearch.imaging.decode import decode
from photosearch.imaging.reading import ReadError, ReadRequest, ReadResult
from photosearch.imaging.workers import DecoderPool, ReadFailure, WorkerStartError
from tests.hostile_corpus import build
from tests.imaging.pictures import encoded, photo

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals and /proc")


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def quick(tmp_path: Path) -> bytes:
    path = tmp_path / "quick.jpg"
    path.write_bytes(encoded(photo(), "JPEG"))
    return os.fsencode(path)


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A photo that takes half a second to decode."""
    path = tmp_path_factory.mktemp("slow") / "slow.png"
    noise = np.random.default_rng(0).integers(0, 2, (4000, 5000, 3), np.uint8)
    Image.fromarray(noise).save(path, compress_level=1)
    return os.fsencode(path)


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_for_end(pid: int, seconds: float) -> bool:
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], seconds)[0])
    finally:
        os.close(handle)


def resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def by_key(outcomes: Iterator[ReadResult | ReadFailure]) -> dict[object, str]:
    return {o.key: o.error.kind if isinstance(o, ReadFailure) else "fine" for o in outcomes}


def test_same_result_as_in_process(quick: bytes) -> None:
    with DecoderPool(2) as pool:
        found = pool.read(ReadRequest(quick, size=100, key="k"))
    with open(quick, "rb") as file:
        expected = decode(io.BytesIO(file.read()), 100)
    assert found.key == "k" and found.path == quick and found.metadata == expected.metadata
    assert found.pixels is not None and np.array_equal(found.pixels, expected.pixels)
    assert found.pixels.flags.c_contiguous and found.pixels.flags.writeable
    assert (Path(os.environ["XDG_CACHE_HOME"]) / "thumbnails" / "large").is_dir()


def test_all_are_answered_once_and_pulled_lazily(quick: bytes) -> None:
    pulled = 0

    def requests() -> Iterator[ReadRequest]:
        nonlocal pulled
        for number in range(200):
            pulled += 1
            yield ReadRequest(quick if number % 3 else b"/nothing/here.jpg", 64, thumbnail=False, key=number)

    answered = Counter[object]()
    with DecoderPool(2) as pool:
        for outcome in pool.run(requests()):
            answered[outcome.key] += 1
            assert isinstance(outcome, ReadFailure) == (outcome.key % 3 == 0)  # type: ignore[operator]
            assert pulled <= sum(answered.values()) + 2 * 2 + 3
    assert answered == Counter(range(200))


def test_a_known_hash_is_not_decoded_and_sets_may_change(quick: bytes) -> None:
    with DecoderPool(1) as pool:
        first = pool.read(ReadRequest(quick))
        known = frozenset({first.content_hash}) | {os.urandom(16) for _ in range(50_000)}
        requests = [
            ReadRequest(quick, known_hashes=known if n % 3 else frozenset(), key=n, thumbnail=False)
            for n in range(9)
        ]
        for outcome in pool.run(requests):
            assert isinstance(outcome, ReadResult)
            assert (outcome.pixels is None) == (outcome.key % 3 != 0)  # type: ignore[operator]


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT])
def test_a_crash_costs_one_photo(slow: bytes, quick: bytes, blow: signal.Signals) -> None:
    with DecoderPool(1) as pool:

        def requests() -> Iterator[ReadRequest]:
            yield ReadRequest(quick, key="before")
            yield ReadRequest(slow, key="victim")
            # The victim is being decoded and the next one is about to wait behind it in the same worker.
            yield ReadRequest(quick, key="behind")
            os.kill(pool.process_ids[0], blow)
            yield ReadRequest(quick, key="after")

        found = by_key(pool.run(requests()))
    assert found == {"before": "fine", "victim": "crash", "behind": "fine", "after": "fine"}


def test_a_runaway_costs_one_photo(quick: bytes) -> None:
    with DecoderPool(1, timeout_s=3) as pool:
        assert pool.read(ReadRequest(quick)).pixels is not None
        # Stopped before its first photo of this run: that one never comes back.
        os.kill(pool.process_ids[0], signal.SIGSTOP)
        found = by_key(pool.run(ReadRequest(quick, key=number) for number in range(7)))
        assert Counter(found.values()) == {"fine": 6, "timeout": 1}


def test_standing_still_ourselves_is_no_timeout(quick: bytes, slow: bytes) -> None:
    """Parent and worker stopped together, as by Ctrl-Z, for longer than the limit."""
    with DecoderPool(1, timeout_s=3) as pool:
        pool.read(ReadRequest(quick))

        def requests() -> Iterator[ReadRequest]:
            os.kill(pool.process_ids[0], signal.SIGSTOP)
            yield ReadRequest(slow, key=0)
            select.select([], [], [], 3.2)
            os.kill(pool.process_ids[0], signal.SIGCONT)
            yield ReadRequest(quick, key=1)

        assert by_key(pool.run(requests())) == {0: "fine", 1: "fine"}


def test_closing_early_leaves_no_process(slow: bytes) -> None:
    pool = DecoderPool(2)
    run = pool.run(ReadRequest(slow, thumbnail=False) for _ in range(1000))
    next(run)
    ids = pool.process_ids
    run.close()  # type: ignore[attr-defined]
    pool.close()
    assert len(ids) == 2 and not any(is_running(pid) for pid in ids)
    with pytest.raises(RuntimeError):
        next(iter(pool.run([])))


def test_closing_the_pool_ends_a_run(quick: bytes) -> None:
    pool = DecoderPool(2)
    run = pool.run(ReadRequest(quick, thumbnail=False) for _ in range(1000))
    next(run)
    pool.close()
    assert len(list(run)) < 10


def test_a_run_given_up_does_not_disturb_the_next(slow: bytes, quick: bytes) -> None:
    with DecoderPool(2) as pool:
        run = pool.run(ReadRequest(slow if n else quick, thumbnail=False, key=("old", n)) for n in range(10))
        for _ in range(2):
            next(run)
        run.close()  # type: ignore[attr-defined]
        found = by_key(pool.run(ReadRequest(quick, thumbnail=False, key=("new", n)) for n in range(10)))
    assert found == {("new", n): "fine" for n in range(10)}


def script(code: str, folder: Path) -> subprocess.Popen[str]:
    path = folder / "script.py"
    path.write_text(textwrap.dedent(code))
    return subprocess.Popen([sys.executable, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_killed_parent_leaves_no_orphans(tmp_path: Path, slow: bytes) -> None:
    code = f"""
        from photosearch.imaging.workers import DecoderPool
        from photosearch.imaging.reading import ReadRequest
        pool = DecoderPool(2)
        for _ in pool.run(ReadRequest({slow!r}, thumbnail=False) for _ in range(1000)):
            print(*pool.process_ids, flush=True)
    """
    with script(code, tmp_path) as parent:
        assert parent.stdout is not None
        ids = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(ids) == 2 and all(is_running(pid) for pid in ids)
        parent.kill()
        # At the start of a decode of half a second, which does not have to end first.
        assert all(wait_for_end(pid, 0.3) for pid in ids)


def test_the_main_script_is_not_run_again_and_ctrl_c_is_the_parents(tmp_path: Path, quick: bytes) -> None:
    code = f"""
        import os, signal
        print("main", flush=True)
        from photosearch.imaging.workers import DecoderPool
        from photosearch.imaging.reading import ReadRequest
        with DecoderPool(1) as pool:
            pool.read(ReadRequest({quick!r}))
            first = pool.process_ids
            os.kill(first[0], signal.SIGINT)
            pool.read(ReadRequest({quick!r}))
            print(first == pool.process_ids, flush=True)
    """
    with script(code, tmp_path) as parent:
        out, err = parent.communicate(timeout=30)
    assert (out, err) == ("main\nTrue\n", "")


def test_a_worker_that_cannot_import_is_an_error(
    tmp_path: Path, quick: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "xxhash.py").write_text("raise ImportError('xxhash is broken')")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "broken"), *sys.path])
    with DecoderPool(2) as pool, pytest.raises(WorkerStartError, match="xxhash is broken"):
        pool.read(ReadRequest(quick))


def test_a_worker_that_ends_at_once_is_an_error(quick: bytes) -> None:
    multiprocessing.spawn.set_executable("/bin/false")
    try:
        with DecoderPool(2) as pool, pytest.raises(WorkerStartError, match="cannot start"):
            pool.read(ReadRequest(quick))
    finally:
        multiprocessing.spawn.set_executable(sys.executable)


def test_a_worker_loads_only_what_a_jpeg_needs(quick: bytes) -> None:
    with DecoderPool(1) as pool:
        pool.read(ReadRequest(quick))
        (pid,) = pool.process_ids
        loaded = Path(f"/proc/{pid}/maps").read_text()
    for name in ("numpy", "torch", "faiss", "onnx", "heif", "libraw", "jxl"):
        assert name not in loaded
    assert "_imaging" in loaded


def test_memory_limit(tmp_path: Path, quick: bytes) -> None:
    path = tmp_path / "large.png"
    Image.new("RGB", (8000, 6000), "red").save(path, compress_level=1)
    with DecoderPool(1, memory_limit=150 << 20) as pool:
        found = by_key(
            pool.run([ReadRequest(os.fsencode(path), key="large"), ReadRequest(quick, key="quick")])
        )
    assert found == {"large": "memory", "quick": "fine"}


def test_large_decodes_take_turns(tmp_path: Path, quick: bytes) -> None:
    path = tmp_path / "large.png"
    Image.new("RGB", (8000, 7000), "red").save(path, compress_level=1)
    sizes = [0]
    done = threading.Event()
    with DecoderPool(2) as pool:
        pool.read(ReadRequest(quick))

        def sample() -> None:
            while not done.wait(0.01):
                sizes.append(sum(resident(pid) for pid in pool.process_ids))

        sampler = threading.Thread(target=sample)
        sampler.start()
        requests = (ReadRequest(os.fsencode(path), thumbnail=False, key=n) for n in range(4))
        found = by_key(pool.run(requests))
        done.set()
        sampler.join()
    assert found == dict.fromkeys(range(4), "fine")
    # One such decode takes 214 MB.
    assert 200 << 20 < max(sizes) < 350 << 20


def test_thousands_of_photos_in_flat_memory(quick: bytes) -> None:
    sizes: list[int] = []
    with DecoderPool(2) as pool:
        requests = (ReadRequest(quick, thumbnail=False, key=n) for n in range(2000))
        for count, _ in enumerate(pool.run(requests)):
            if count in (500, 1990):
                sizes.append(sum(resident(pid) for pid in (os.getpid(), *pool.process_ids)))
    assert sizes[1] - sizes[0] < 8 << 20


def test_the_hostile_corpus(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    corpus = build(tmp_path / "corpus", mutations=600)
    with DecoderPool(2, timeout_s=10) as pool:
        found = {o.path: o for o in pool.run(ReadRequest(path, size=64) for path in corpus.paths)}
    assert set(found) == set(corpus.paths)
    for path in corpus.good:
        assert isinstance(found[path], ReadResult), path
    for path, kinds in corpus.bad.items():
        outcome = found[path]
        assert isinstance(outcome, ReadFailure) and outcome.error.kind in kinds, path
    kinds_found = Counter(o.error.kind for o in found.values() if isinstance(o, ReadFailure))
    assert kinds_found["crash"] == kinds_found["timeout"] == 0
    assert capfd.readouterr() == ("", "")


def test_a_single_photo_raises_its_error() -> None:
    with DecoderPool(1) as pool, pytest.raises(ReadError) as caught:
        pool.read(ReadRequest(b"/nothing/here.jpg"))
    assert caught.value.kind == "missing"
