"""Connections that are made to a permitted address and to no other, and that end at a time set before."""

from __future__ import annotations

import io
import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from photosearch.errors import PhotosearchError
from photosearch.search.addresses import Permitted

# A wait for the network is looked at so often whether it is still wanted, seconds.
_LOOK_S = 0.25
# One of several addresses of a host gets this long to answer, seconds.
_ATTEMPT_S = 5.0


class FetchError(PhotosearchError):
    """A picture cannot be had from a web address."""


class Deadline:
    """When to give up: at a time, or when `check`, called now and then, raises."""

    def __init__(self, seconds: float, check: Callable[[], object]) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds
        self._check = check

    def wait(self) -> float:
        """How long to wait at most before the next look, seconds. Raises FetchError once it is too late."""
        return self.left(_LOOK_S)

    def left(self, most: float) -> float:
        """The seconds left, at most so many. Raises FetchError once it is too late."""
        self._check()
        left = self._end - time.monotonic()
        if left <= 0:
            raise FetchError(
                f"It took longer than {self._seconds:.0f} seconds to fetch the picture. Try again later."
            )
        return min(left, most)


class Stream:
    """A connected socket in the form that http.client reads from, every wait cut short by the deadline."""

    def __init__(self, connected: socket.socket, deadline: Deadline) -> None:
        self._socket = connected
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        """Send everything; requests are small."""
        self._socket.settimeout(self._deadline.left(_ATTEMPT_S))
        self._socket.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        """For reading."""
        return io.BufferedReader(_Reader(self._socket, self._deadline))

    def close(self) -> None:
        """Nothing yet: the answer is still being read. `Connection` closes the socket."""


class _Reader(io.RawIOBase):
    def __init__(self, connected: socket.socket, deadline: Deadline) -> None:
        self._socket = connected
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while True:
            self._socket.settimeout(self._deadline.wait())
            with suppress(TimeoutError):
                return self._socket.recv_into(buffer)


def connect(host: str, port: int, permitted: Permitted, deadline: Deadline) -> socket.socket:
    """A connection to one of the host's permitted addresses. Raises FetchError."""
    addresses = _resolved(host, port, deadline)
    allowed = [address for address in addresses if permitted(ipaddress.ip_address(address[1][0]))]
    if not allowed:
        raise FetchError(
            f"{host} is not on the public internet but in your own network or on this computer. "
            "Save the picture and search for the file."
        )
    problem: OSError | None = None
    for family, address in allowed:
        try:
            return _connected(family, address, deadline)
        except OSError as error:
            problem = error
    reason = (problem and problem.strerror) or "it does not answer"
    raise FetchError(f"{host} cannot be reached ({reason}). Check the address and your connection.")


def secured(
    connected: socket.socket, host: str, context: ssl.SSLContext, deadline: Deadline
) -> ssl.SSLSocket:
    """TLS over the connection, with a certificate that is the host's. Raises FetchError."""
    connected.settimeout(deadline.left(_ATTEMPT_S))
    try:
        return context.wrap_socket(connected, server_hostname=host)
    except ssl.SSLCertVerificationError as error:
        raise FetchError(
            f"{host} cannot prove who it is ({error.verify_message}). Nothing was fetched from it."
        ) from None
    except OSError as error:  # among them ssl.SSLError
        reason = getattr(error, "reason", None) or error.strerror or "it does not answer"
        raise FetchError(f"There is no safe connection to {host} ({reason}).") from None


def _connected(family: socket.AddressFamily, address: tuple[str, int], deadline: Deadline) -> socket.socket:
    connected = socket.socket(family, socket.SOCK_STREAM)
    try:
        connected.settimeout(deadline.left(_ATTEMPT_S))
        connected.connect(address)
    except BaseException:
        connected.close()
        raise
    return connected


def _resolved(host: str, port: int, deadline: Deadline) -> list[tuple[socket.AddressFamily, tuple[str, int]]]:
    """The addresses of a host: looked up once, so that what was checked is what is connected to."""
    answers: queue.Queue[list[tuple] | OSError] = queue.Queue()

    def ask() -> None:
        try:
            answers.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except OSError as error:
            answers.put(error)
        except ValueError:
            answers.put(OSError("the name is not one of a host"))

    # A name server that does not answer keeps the thread, not whoever waits.
    threading.Thread(target=ask, name="resolving", daemon=True).start()
    while True:
        with suppress(queue.Empty):
            found = answers.get(timeout=deadline.wait())
            break
    if isinstance(found, OSError):
        raise FetchError(f"{host} is not known. Check the address and your connection.")
    return [(family, address) for family, _, _, _, address in found]
