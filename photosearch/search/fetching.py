"""A picture from a web address: fetched when a person asks for it, and never else.

Only http and https, only from the public internet, within limits of size and time. Proxies that the
environment names are not used: what is connected to could not be told then. What comes is bytes: whether it
is a picture shows when it is decoded, like any file.
"""

from __future__ import annotations

import http.client
import ssl
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass

from photosearch import __version__
from photosearch.search.addresses import Permitted, is_public
from photosearch.search.connecting import Deadline, FetchError, Stream, connect, secured

MOST_BYTES = 50 << 20
SECONDS = 20.0
_REDIRECTS = 5
_CHUNK = 64 << 10
_REDIRECTING = (301, 302, 303, 307, 308)
# Left as they are in a path or query; everything else is written as %XX, without doing so twice.
_SAFE = "/%:=&?~+!$,;'@()*[]#"


@dataclass(frozen=True)
class _Target:
    secure: bool
    host: str
    port: int
    path: str

    @property
    def host_header(self) -> str:
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == (443 if self.secure else 80) else f"{name}:{self.port}"


def fetch_picture(
    url: str,
    *,
    check: Callable[[], object] = lambda: None,
    permitted: Permitted = is_public,
    context: ssl.SSLContext | None = None,
    seconds: float = SECONDS,
    most_bytes: int = MOST_BYTES,
) -> bytes:
    """What lies at a web address, following at most five redirects.

    check: called now and then, may raise to end it. permitted: which addresses may be connected to, asked for
    each host anew. context: how certificates are verified; None: as the system does. Raises FetchError, a
    PhotosearchError that says what to do.
    """
    deadline = Deadline(seconds, check)
    for _ in range(_REDIRECTS + 1):
        target = _target(url)
        connected = connect(target.host, target.port, permitted, deadline)
        try:
            if target.secure:
                trust = context or ssl.create_default_context()
                connected = secured(connected, target.host, trust, deadline)
            answer = _ask(target, Stream(connected, deadline))
            if answer.status not in _REDIRECTING:
                return _body(answer, target, most_bytes)
            url = _next(url, target, answer)
        except (OSError, http.client.HTTPException):
            raise FetchError(f"{target.host} broke off or gave no proper answer. Try again later.") from None
        finally:
            connected.close()
    raise FetchError(f"{target.host} leads from address to address without end.")


def _target(url: str) -> _Target:
    try:
        parts = urllib.parse.urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise FetchError("This is not a web address. Copy it once more from the browser.") from None
    if parts.scheme.lower() not in ("http", "https"):
        raise FetchError("Only addresses that begin with http:// or https:// can be fetched.")
    if not host or "%" in host:
        raise FetchError("This is not a web address. Copy it once more from the browser.")
    if parts.username is not None or parts.password is not None:
        raise FetchError(
            "The address holds a user name or password: leave them out, they would be sent away."
        )
    secure = parts.scheme.lower() == "https"
    path = urllib.parse.quote(parts.path or "/", safe=_SAFE)
    query = f"?{urllib.parse.quote(parts.query, safe=_SAFE)}" if parts.query else ""
    return _Target(secure, _ascii(host), port or (443 if secure else 80), path + query)


def _ascii(host: str) -> str:
    try:
        return host if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise FetchError("This is not a web address. Copy it once more from the browser.") from None


def _ask(target: _Target, stream: Stream) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.sock = stream
    headers = {
        "Host": target.host_header,
        "User-Agent": f"Photosearch/{__version__}",
        "Accept": "image/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    connection.request("GET", target.path, headers=headers)
    return connection.getresponse()


def _next(url: str, target: _Target, answer: http.client.HTTPResponse) -> str:
    place = answer.getheader("Location")
    if not place:
        raise FetchError(f"{target.host} broke off or gave no proper answer. Try again later.")
    following = urllib.parse.urljoin(url, place)
    if target.secure and not following.lower().startswith("https:"):
        raise FetchError(f"{target.host} leads from a safe connection to an open one. Nothing was fetched.")
    return following


def _body(answer: http.client.HTTPResponse, target: _Target, most: int) -> bytes:
    if answer.status != 200:
        raise FetchError(
            f"{target.host} has no picture there (it answered {answer.status}). Check the address."
        )
    if answer.getheader("Content-Encoding", "identity").lower() not in ("identity", ""):
        raise FetchError(f"{target.host} broke off or gave no proper answer. Try again later.")
    too_large = FetchError(
        f"What lies there is larger than {most >> 20} MB, which is more than a picture needs."
    )
    if answer.length is not None and answer.length > most:
        raise too_large
    expected, found = answer.length, bytearray()
    while chunk := answer.read(_CHUNK):
        found += chunk
        if len(found) > most:
            raise too_large
    if not found or (expected is not None and len(found) < expected):
        raise FetchError(f"{target.host} broke off or gave no proper answer. Try again later.")
    return bytes(found)
