"""A web server of a test's own, which answers as the test says, and remembers what it was asked."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# For the name localhost, signed by itself, until 2126.
CERTIFICATE = Path(__file__).parent / "localhost.pem"


class WebServer:
    """`answers` are the bytes sent for a path, None says nothing; `asked` has the heads of requests."""

    def __init__(self, secure: bool = False) -> None:
        self.answers: dict[str, bytes | None] = {}
        self.asked: list[str] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._context: ssl.SSLContext | None = None
        if secure:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.load_cert_chain(CERTIFICATE)
        self.port: int = self._listening.getsockname()[1]
        self.ended = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def url(self, path: str = "/", host: str = "localhost") -> str:
        return f"http{'s' if self._context else ''}://{host}:{self.port}{path}"

    def picture(self, path: str, content: bytes, *headers: str) -> str:
        """Answer with this content; its address."""
        lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(content)}", *headers]
        self.answers[path] = "\r\n".join([*lines, "", ""]).encode() + content
        return self.url(path)

    def redirect(self, path: str, target: str, status: int = 302) -> str:
        """Answer with another address; its own."""
        self.answers[path] = f"HTTP/1.1 {status} See\r\nLocation: {target}\r\n\r\n".encode()
        return self.url(path)

    def close(self) -> None:
        self.ended.set()
        with suppress(OSError):
            # Wakes the thread that waits for a connection.
            socket.create_connection(("127.0.0.1", self.port)).close()
        self._thread.join()
        self._listening.close()

    def _serve(self) -> None:
        while True:
            connected, _ = self._listening.accept()
            if self.ended.is_set():
                connected.close()
                return
            with suppress(OSError), connected:
                self._answer(connected)

    def _answer(self, connected: socket.socket) -> None:
        stream = self._context.wrap_socket(connected, server_side=True) if self._context else connected
        with stream:
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                if not (more := stream.recv(4096)):
                    return
                head += more
            self.asked.append(head.decode("latin-1"))
            answer = self.answers.get(head.split(b" ")[1].decode("latin-1"), b"HTTP/1.1 404 No\r\n\r\n")
            if answer is None:
                # Until whoever asks goes away.
                stream.recv(1)
                return
            stream.sendall(answer)


@contextmanager
def web_server(secure: bool = False) -> Iterator[WebServer]:
    """A running server."""
    server = WebServer(secure)
    try:
        yield server
    finally:
        server.close()
