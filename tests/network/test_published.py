"""Fetching checkpoints, from a small server on this machine; plain http is allowed for it alone."""

import contextlib
import dataclasses
import hashlib
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from photosearch.errors import PhotosearchError
from photosearch.network import published
from photosearch.network.published import PUBLISHED, PublishedModel, download, find_published

CONTENT = bytes(range(256)) * 20_000
DIGEST = hashlib.sha256(CONTENT).hexdigest()


class Server(ThreadingHTTPServer):
    """Serves CONTENT; its attributes say how badly."""

    daemon_threads = True
    content = CONTENT
    ranges = True
    break_after: int | None = None
    length = True
    kind = "application/octet-stream"
    lie_about_range = False
    redirect: str | None = None
    status = 200

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str | None] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/net.pt"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        server = self.server
        wanted = self.headers.get("Range")
        server.asked.append(wanted)
        if server.redirect:
            self.send_response(302)
            self.send_header("Location", server.redirect)
            self.end_headers()
            return
        start = int(re.findall(r"\d+", wanted)[0]) if wanted and server.ranges else 0
        if start and start >= len(server.content):
            self.send_error(416)
            return
        self.send_response(206 if start else server.status)
        if start:
            said = 0 if server.lie_about_range else start
            self.send_header("Content-Range", f"bytes {said}-{len(server.content) - 1}/{len(server.content)}")
        body = server.content[start:]
        self.send_header("Content-Type", server.kind)
        if server.length:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # hung up on where the size is wrong
            self.wfile.write(body if server.break_after is None else body[: server.break_after])

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setattr(published, "_check_scheme", lambda address: None)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with Server() as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield made
        made.shutdown()
        thread.join()


@pytest.fixture
def model(server):
    return PublishedModel("net", server.address, "net.pt", 5, "none", "a test", len(CONTENT), DIGEST)


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


def test_errors_of_server_and_network(server, model, tmp_path):
    server.content = b""
    server.status = 404
    with pytest.raises(PhotosearchError, match="HTTP 404"):
        download(model, tmp_path)
    nobody = dataclasses.replace(model, address="http://127.0.0.1:9/net.pt")
    with pytest.raises(PhotosearchError, match=r"connection to 127.0.0.1:9 failed"):
        download(nobody, tmp_path)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(PhotosearchError, match="could not be written"):
        download(model, tmp_path / "file")


def test_only_https(tmp_path):
    for address in ("http://127.0.0.1:9/x", "ftp://127.0.0.1/x", "file:///etc/passwd", "HTTP://x"):
        with pytest.raises(PhotosearchError, match="no https address"):
            download(PublishedModel("net", address, "net.pt", 1, "", ""), tmp_path)


def test_no_redirection_to_anything_else(server, model, tmp_path, monkeypatch):
    monkeypatch.undo()
    handler = published._HttpsOnly()
    with pytest.raises(PhotosearchError, match="no https address"):
        handler.redirect_request(None, None, 302, "Found", {}, "http://example.org/x")


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
