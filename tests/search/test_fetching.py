"""Pictures from web addresses, from servers of this computer that a test allows."""

import ipaddress
import ssl
from collections.abc import Iterator

import pytest

from photosearch.search.addresses import Address
from photosearch.search.connecting import FetchError
from photosearch.search.fetching import fetch_picture
from tests.conftest import SAMPLE
from tests.search.web_server import CERTIFICATE, WebServer, web_server

PICTURE = (SAMPLE / "citrus.jpg").read_bytes()


@pytest.fixture
def server() -> Iterator[WebServer]:
    with web_server() as started:
        yield started


@pytest.fixture
def secure() -> Iterator[WebServer]:
    with web_server(secure=True) as started:
        yield started


def loopback(address: Address) -> bool:
    return address.is_loopback


def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=CERTIFICATE)


def test_picture_and_what_the_server_is_told(server: WebServer) -> None:
    url = server.picture("/a%20b/%C3%A4?size=large&x=%2F", PICTURE)
    assert fetch_picture(server.url("/a b/ä?size=large&x=%2F#part"), permitted=loopback) == PICTURE
    assert fetch_picture(f"  {url}\n", permitted=loopback) == PICTURE
    head, _ = server.asked
    assert f"Host: localhost:{server.port}\r\n" in head
    assert "Cookie" not in head and "Referer" not in head and "Authorization" not in head


def test_picture_in_pieces_and_of_unknown_length(server: WebServer) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    server.answers["/pieces"] = head + b"".join(
        b"%x\r\n%s\r\n" % (len(part), part) for part in (PICTURE[:1000], PICTURE[1000:], b"")
    )
    server.answers["/until-the-end"] = b"HTTP/1.0 200 OK\r\n\r\n" + PICTURE
    for path in ("/pieces", "/until-the-end"):
        assert fetch_picture(server.url(path), permitted=loopback) == PICTURE


def test_safe_connection_with_a_certificate_of_the_host(secure: WebServer) -> None:
    url = secure.picture("/x.jpg", PICTURE)
    assert fetch_picture(url, permitted=loopback, context=trusting()) == PICTURE
    with pytest.raises(FetchError, match="localhost cannot prove who it is"):
        fetch_picture(url, permitted=loopback)
    with pytest.raises(FetchError, match=r"127\.0\.0\.1 cannot prove who it is"):
        fetch_picture(secure.url("/x.jpg", host="127.0.0.1"), permitted=loopback, context=trusting())
    assert len(secure.asked) == 1, "nothing is asked of a host that cannot prove who it is"


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "[::1]", "[::]"]
)
def test_this_computer_is_no_place_for_pictures(server: WebServer, host: str) -> None:
    server.picture("/x.jpg", PICTURE)
    with pytest.raises(FetchError, match=r"not on the public internet|is not known"):
        fetch_picture(server.url("/x.jpg", host=host))
    assert server.asked == []


def test_redirects_are_followed_and_each_host_is_checked(server: WebServer) -> None:
    picture = server.picture("/x.jpg", PICTURE)
    for status in (301, 302, 303, 307, 308):
        url = server.redirect("/moved", "x.jpg", status)
        assert fetch_picture(url, permitted=loopback) == PICTURE
    asked: list[Address] = []

    def only_once(address: Address) -> bool:
        asked.append(address)
        return len(asked) == 1

    server.redirect("/away", picture)
    with pytest.raises(FetchError, match="not on the public internet"):
        fetch_picture(server.url("/away", host="127.0.0.1"), permitted=only_once)
    assert asked[0] == ipaddress.ip_address("127.0.0.1") and len(asked) >= 2


def test_five_redirects_and_no_more(server: WebServer) -> None:
    server.picture("/0", PICTURE)
    for number in range(1, 7):
        server.redirect(f"/{number}", f"/{number - 1}")
    assert fetch_picture(server.url("/5"), permitted=loopback) == PICTURE
    with pytest.raises(FetchError, match="without end"):
        fetch_picture(server.url("/6"), permitted=loopback)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("file:///etc/passwd", "http:// or https://"),
        ("ftp://example.com/x.jpg", "http:// or https://"),
        ("http://name:word@127.0.0.1/x.jpg", "user name or password"),
        ("http://x:port/", "not a web address"),
    ],
)
def test_redirects_to_what_is_refused(server: WebServer, target: str, words: str) -> None:
    with pytest.raises(FetchError, match=words):
        fetch_picture(server.redirect("/away", target), permitted=loopback)


def test_safe_connection_does_not_lead_to_an_open_one(secure: WebServer, server: WebServer) -> None:
    url = secure.redirect("/away", server.picture("/x.jpg", PICTURE))
    with pytest.raises(FetchError, match="to an open one"):
        fetch_picture(url, permitted=loopback, context=trusting())
    assert server.asked == []


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://example.com/x.jpg", "http:// or https://"),
        ("file:///etc/passwd", "http:// or https://"),
        ("data:image/png;base64,AAAA", "http:// or https://"),
        ("http://name@example.com/x.jpg", "user name or password"),
        ("http://:word@example.com/x.jpg", "user name or password"),
        ("http:///x.jpg", "not a web address"),
        ("http://example.com:port/", "not a web address"),
        ("http://[::1", "not a web address"),
        ("http://[fe80::1%25eth0]/", "not a web address"),
        (f"http://{'x' * 64}.example/", "not a web address"),
        ("http://no-such-host.invalid/", "is not known"),
        ("http://exa\0mple.invalid/", "not a web address|is not known"),
    ],
)
def test_addresses_that_are_refused(url: str, words: str) -> None:
    with pytest.raises(FetchError, match=words):
        fetch_picture(url)


def test_what_is_too_large_is_not_kept(server: WebServer) -> None:
    server.picture("/said", PICTURE)
    server.answers["/unsaid"] = b"HTTP/1.0 200 OK\r\n\r\n" + PICTURE
    for path in ("/said", "/unsaid"):
        with pytest.raises(FetchError, match="larger than"):
            fetch_picture(server.url(path), permitted=loopback, most_bytes=len(PICTURE) - 1)
        assert fetch_picture(server.url(path), permitted=loopback, most_bytes=len(PICTURE)) == PICTURE


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"no HTTP at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\nhalf",
        b"HTTP/1.1 302 Found\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
    ],
)
def test_answers_that_are_none(server: WebServer, answer: bytes) -> None:
    server.answers["/x.jpg"] = answer
    with pytest.raises(FetchError, match="broke off or gave no proper answer"):
        fetch_picture(server.url("/x.jpg"), permitted=loopback)


def test_answers_without_a_picture(server: WebServer) -> None:
    with pytest.raises(FetchError, match="it answered 404"):
        fetch_picture(server.url("/nothing"), permitted=loopback)
    with web_server() as other:
        other.close()
        with pytest.raises(FetchError, match="cannot be reached"):
            fetch_picture(other.url("/x.jpg"), permitted=loopback)


def test_server_that_says_nothing_is_given_up(server: WebServer) -> None:
    server.answers["/slow"] = None
    with pytest.raises(FetchError, match="took longer than 1 seconds"):
        fetch_picture(server.url("/slow"), permitted=loopback, seconds=0.6)


def test_fetching_can_be_taken_back(server: WebServer) -> None:
    """Also while nothing comes."""

    class TakenBackError(Exception):
        pass

    def check() -> None:
        if server.asked:
            raise TakenBackError

    server.answers["/slow"] = None
    with pytest.raises(TakenBackError):
        fetch_picture(server.url("/slow"), permitted=loopback, check=check)


def test_proxies_of_the_environment_are_not_used(server: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with web_server() as proxy:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url())
        assert fetch_picture(server.picture("/x.jpg", PICTURE), permitted=loopback) == PICTURE
        assert proxy.asked == []
