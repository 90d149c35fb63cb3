"""One photo from disk: what is hashed, what is refused, and that each refusal is a plain sentence."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest
import xxhash

from photosearch.imaging.formats import EXTENSIONS, is_photo_name
from photosearch.imaging.reading import ReadError, ReadRequest, read_photo
from tests.hostile_corpus import build
from tests.imaging.pictures import encoded, photo

pytestmark = pytest.mark.filterwarnings("ignore:.*:UserWarning:PIL")


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def write(path: Path, data: bytes) -> bytes:
    path.write_bytes(data)
    return os.fsencode(path)


def test_result(tmp_path: Path) -> None:
    data = encoded(photo(), "JPEG")
    path = write(tmp_path / "a.jpg", data)
    found = read_photo(ReadRequest(path, size=64, key=("k", 1)))
    assert found.key == ("k", 1) and found.path == path
    assert found.content_hash == xxhash.xxh3_128(data).digest() and len(found.content_hash) == 16
    assert (found.file_size, found.mtime_ns) == (len(data), os.stat(path).st_mtime_ns)
    assert found.pixels is not None and found.pixels.shape == (43, 64, 3)
    assert found.metadata is not None and found.metadata.width == 240


def test_a_known_photo_is_not_decoded(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jpg", b"not even a picture")
    known = frozenset({xxhash.xxh3_128(b"not even a picture").digest()})
    found = read_photo(ReadRequest(path, known_hashes=known))
    assert found.pixels is None and found.metadata is None and found.content_hash in known


def test_every_certain_case_of_the_hostile_corpus(tmp_path: Path) -> None:
    corpus = build(tmp_path / "corpus", mutations=0)
    assert len(corpus.good) > 40 and len(corpus.bad) > 40
    for path in corpus.paths:
        try:
            found = read_photo(ReadRequest(path))
        except ReadError as error:
            assert error.kind in corpus.bad.get(path, ()), path
            assert error.reason == str(error) and len(error.reason) < 100 and "Error" not in error.reason
        else:
            assert path in corpus.good and found.pixels is not None, path


def test_a_file_that_grows_meanwhile(tmp_path: Path) -> None:
    """The file is changed by the only thing that runs in between: the set that is asked for its hash."""
    path = write(tmp_path / "a.jpg", encoded(photo(), "JPEG"))

    class Meddler(frozenset[bytes]):
        def __contains__(self, item: object) -> bool:
            with open(path, "ab") as file:
                file.write(b"more")
            return False

    with pytest.raises(ReadError) as caught:
        read_photo(ReadRequest(path, known_hashes=Meddler()))
    assert caught.value.kind == "changed" and caught.value.transient


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jpg", b"")
    os.truncate(path, 3 << 30)  # sparse
    with pytest.raises(ReadError, match="too large"):
        read_photo(ReadRequest(path))
    os.truncate(path, 0)
    with open(path, "wb") as file:
        file.write(encoded(photo(), "WEBP"))
    os.truncate(path, 200 << 20)
    with pytest.raises(ReadError, match="too large"):
        read_photo(ReadRequest(path))


def test_a_name_with_a_null_byte() -> None:
    with pytest.raises(ReadError) as caught:
        read_photo(ReadRequest(b"/tmp/a\0b.jpg"))
    assert caught.value.kind == "missing"


def test_no_permission(tmp_path: Path) -> None:
    if not os.geteuid():
        pytest.skip("nothing is forbidden to root")
    path = write(tmp_path / "a.jpg", encoded(photo(), "JPEG"))
    os.chmod(path, 0)
    with pytest.raises(ReadError) as caught:
        read_photo(ReadRequest(path))
    assert caught.value.kind == "unreadable"


def test_errors_travel_between_processes() -> None:
    error = pickle.loads(pickle.dumps(ReadError("timeout", "it took too long")))
    assert (error.kind, error.reason, error.transient) == ("timeout", "it took too long", True)
    assert not ReadError("damaged", "x").transient and not ReadError("crash", "x").transient


def test_photo_names() -> None:
    for name in ("a.jpg", "A.JPEG", b"caf\xe9.HeIc", "x.y.cr3", "/folder.d/p.JXL", "\udce9.png"):
        assert is_photo_name(name)
    for name in ("a.txt", "jpg", b"\xff\xfe", ".jpg", "a.jpg.part", "", b""):
        assert not is_photo_name(name)
    assert all(e.startswith(".") and e == e.lower() for e in EXTENSIONS)
