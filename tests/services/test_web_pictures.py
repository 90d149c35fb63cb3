"""Pictures from the web as the window asks for them."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from photosearch.errors import PhotosearchError
from photosearch.services.serving import Call, CancelledError
from photosearch.services.web_pictures import FetchRequests
from tests.conftest import SAMPLE
from tests.search.web_server import WebServer, web_server
from tests.services.client import Client, ServiceError

PICTURE = (SAMPLE / "citrus.jpg").read_bytes()


def _forget(message: dict[str, Any]) -> None:
    """What is told to nobody."""


@pytest.fixture
def server() -> Iterator[WebServer]:
    with web_server() as started:
        yield started


@pytest.fixture
def fetching() -> Iterator[FetchRequests]:
    """Which may ask this computer."""
    requests = FetchRequests(permitted=lambda address: address.is_loopback)
    yield requests
    requests.close()


@pytest.fixture
def call() -> Call:
    return Call(1, "fetch", _forget)


@pytest.fixture
def queries(tmp_path: Path) -> Path:
    """Where they are kept."""
    return tmp_path / "cache" / "photosearch" / "queries"


def test_picture_is_kept_under_the_name_of_its_content(
    server: WebServer, fetching: FetchRequests, call: Call, queries: Path
) -> None:
    name = hashlib.sha256(PICTURE).hexdigest()[:20]
    one = server.picture("/holiday.php", PICTURE, "Content-Type: text/plain")
    png = (SAMPLE / "cat.png").read_bytes()
    other = server.picture("/x.jpg", png, "Content-Type: image/jpeg")
    assert fetching.fetch(call, one) == fetching.fetch(call, one) == str(queries / f"{name}.jpg")
    assert (queries / f"{name}.jpg").read_bytes() == PICTURE
    assert fetching.fetch(call, other).endswith(".png")
    assert len(list(queries.iterdir())) == 2 and queries.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", [b"<html>a page about a picture</html>", b"\xff\xd8\xff no photo"])
def test_what_is_no_picture_leaves_nothing(
    server: WebServer, fetching: FetchRequests, call: Call, queries: Path, content: bytes
) -> None:
    url = server.picture("/x.jpg", content, "Content-Type: image/jpeg")
    with pytest.raises(PhotosearchError, match="What lies there cannot be searched for: "):
        fetching.fetch(call, url)
    assert list(queries.iterdir()) == []


def test_fetching_that_is_taken_back_ends(
    server: WebServer, fetching: FetchRequests, call: Call, queries: Path
) -> None:
    server.answers["/slow"] = None
    call.cancelled.set()
    with pytest.raises(CancelledError):
        fetching.fetch(call, server.url("/slow"))
    assert not queries.exists()


def test_oldest_go_first(server: WebServer, fetching: FetchRequests, call: Call, queries: Path) -> None:
    queries.mkdir(parents=True)
    for number in range(100):
        (queries / f"{number}.jpg").write_bytes(b"old")
        os.utime(queries / f"{number}.jpg", (1_500_000_000 + number,) * 2)
    kept = fetching.fetch(call, server.picture("/x.jpg", PICTURE))
    names = {path.name for path in queries.iterdir()}
    assert len(names) == 100 and os.path.basename(kept) in names and "0.jpg" not in names


def test_the_engine_does_not_ask_this_computer(engine: Client, server: WebServer) -> None:
    url = server.picture("/x.jpg", PICTURE)
    with pytest.raises(ServiceError, match="localhost is not on the public internet"):
        engine.call("fetch", url=url)
    with pytest.raises(ServiceError, match="http:// or https://"):
        engine.call("fetch", url="file:///etc/passwd")
    assert server.asked == []
