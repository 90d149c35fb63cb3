"""Fetching checkpoints, from a small server on this machine."""

import dataclasses
import hashlib
import re

import pytest

from photosearch.errors import PhotosearchError
from photosearch.network.published import PUBLISHED, PublishedModel, download, find_published
from tests.network.https_server import HOST, serving

CONTENT = bytes(range(256)) * 20_000
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def server(monkeypatch):
    with serving(monkeypatch) as made:
        made.content = CONTENT
        yield made


@pytest.fixture
def model(server):
    address = f"https://{HOST}/net.pt"
    return PublishedModel("net", address, "net.pt", 5, "none", "a test", len(CONTENT), DIGEST)


def fetch(model, folder):
    seen = []
    path = download(model, folder, lambda done, total: seen.append((done, total)))
    assert path.read_bytes() == CONTENT and [each.name for each in folder.iterdir()] == ["net.pt"]
    return seen


def test_whole_with_progress_and_only_once(server, model, tmp_path):
    seen = fetch(model, tmp_path)
    assert seen[0] == (0, len(CONTENT)) and seen[-1] == (len(CONTENT), len(CONTENT))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen) and len(seen) > 3
    assert fetch(model, tmp_path) == [] and server.asked == [None]


def test_interrupted_and_resumed(server, model, tmp_path):
    server.break_after = 2_000_000
    with pytest.raises(PhotosearchError, match=r"ended early.*is kept: call the same command again"):
        download(model, tmp_path)
    assert (tmp_path / "net.pt.part").stat().st_size == 2_000_000 and not (tmp_path / "net.pt").exists()
    with pytest.raises(PhotosearchError, match="ended early"):
        download(model, tmp_path)
    server.break_after = None
    assert fetch(model, tmp_path)[0] == (4_000_000, len(CONTENT))
    assert server.asked == [None, "bytes=2000000-", "bytes=4000000-"]


def test_server_without_ranges_starts_again(server, model, tmp_path):
    server.ranges = False
    (tmp_path / "net.pt.part").write_bytes(CONTENT[:1000])
    assert fetch(model, tmp_path)[0] == (0, len(CONTENT))
    assert server.asked == ["bytes=1000-"]


def test_another_part_than_asked_for_is_not_appended(server, model, tmp_path):
    server.lie_about_range = True
    (tmp_path / "net.pt.part").write_bytes(CONTENT[:1000])
    with pytest.raises(PhotosearchError, match="another part"):
        download(model, tmp_path)
    assert (tmp_path / "net.pt.part").stat().st_size == 1000


def test_wrong_size_is_told_before_anything_is_fetched(server, model, tmp_path):
    server.content = CONTENT + b"more"
    with pytest.raises(PhotosearchError, match=r"5,120,004 bytes for net, not 5,120,000: it is another file"):
        download(model, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_wrong_contents_are_deleted(server, model, tmp_path):
    server.content = bytes(len(CONTENT))
    with pytest.raises(PhotosearchError, match=r"not the published file .* it was deleted"):
        download(model, tmp_path)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "net.pt.part").write_bytes(bytes(1000))  # of another file: found out when it is whole
    server.content = CONTENT
    with pytest.raises(PhotosearchError, match="deleted"):
        download(model, tmp_path)
    fetch(model, tmp_path)


def test_a_part_that_is_whole_or_too_long(server, model, tmp_path):
    part = tmp_path / "net.pt.part"
    part.write_bytes(CONTENT)
    assert fetch(model, tmp_path) == [] and server.asked == []
    (tmp_path / "net.pt").unlink()
    part.write_bytes(CONTENT + b"more")
    fetch(model, tmp_path)
    (tmp_path / "net.pt").unlink()
    part.write_bytes(CONTENT)
    unsized = dataclasses.replace(model, size=None)
    fetch(unsized, tmp_path)  # the server says that nothing is left; the digest says that it is whole
    (tmp_path / "net.pt").unlink()
    part.write_bytes(CONTENT)
    with pytest.raises(PhotosearchError, match="changed"):
        download(dataclasses.replace(model, size=None, sha256=""), tmp_path)
    assert not part.exists()


def test_length_and_digest_that_are_not_known(server, model, tmp_path):
    server.length = False
    assert fetch(dataclasses.replace(model, size=None, sha256=DIGEST[:7]), tmp_path)[0] == (0, None)


def test_a_web_page_instead(server, model, tmp_path):
    server.kind = "text/html; charset=utf-8"
    with pytest.raises(PhotosearchError, match=r"sent a web page instead of net. Fetch it by hand"):
        download(model, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_errors_of_server_and_network(server, model, tmp_path, monkeypatch):
    server.content = b""
    server.status = 404
    with pytest.raises(PhotosearchError, match="HTTP 404"):
        download(model, tmp_path)
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    with pytest.raises(PhotosearchError, match=rf"connection to {HOST} failed .*refused"):
        download(model, tmp_path)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(PhotosearchError, match="could not be written"):
        download(model, tmp_path / "file")


def test_only_https(tmp_path):
    for address in ("http://127.0.0.1:9/x", "ftp://127.0.0.1/x", "file:///etc/passwd", "HTTP://x"):
        with pytest.raises(PhotosearchError, match="no https address"):
            download(PublishedModel("net", address, "net.pt", 1, "", ""), tmp_path)


def test_redirection_to_another_https_address_is_followed(server, model, tmp_path):
    server.redirects = {"/net.pt": f"https://{HOST}/elsewhere/net.pt"}
    fetch(model, tmp_path)
    assert len(server.asked) == 2


@pytest.mark.parametrize("address", ["http://127.0.0.1:{port}/net.pt", "ftp://127.0.0.1:{port}/net.pt"])
def test_no_redirection_to_anything_else(server, model, tmp_path, address):
    server.redirects = {"/net.pt": address.format(port=server.server_port)}
    with pytest.raises(PhotosearchError, match=r"127\.0\.0\.1.* is no https address"):
        download(model, tmp_path)
    assert len(server.asked) == 1, "what it led to was not asked for"
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_not_who_it_says_is_refused(server, model, tmp_path, monkeypatch):
    other = dataclasses.replace(model, address="https://other.test/net.pt")
    with pytest.raises(PhotosearchError, match=r"other\.test failed .*not valid for 'other\.test'"):
        download(other, tmp_path)
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(PhotosearchError, match=f"connection to {HOST} failed .*CERTIFICATE_VERIFY_FAILED"):
        download(model, tmp_path)
    assert server.asked == []


def test_the_known_models():
    names = [model.name for model in PUBLISHED]
    assert len(set(names)) == len(names) == len({model.address for model in PUBLISHED})
    for model in PUBLISHED:
        assert model.address.startswith("https://") and "/" not in model.file_name
        assert model.licence and model.source and 50 < model.about_mb < 1000
        assert re.fullmatch("[0-9a-f]{0,64}", model.sha256)
    assert find_published("Resnet50-AP-GeM").name == "resnet50-ap-gem"
    with pytest.raises(PhotosearchError, match=r"no published model called 'x'. Known are: resnet101-tl-mac"):
        find_published("x")
