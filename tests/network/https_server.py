"""A server on this machine that answers for every https address, as the proxy it is reached through.

server.pem is a self-made certificate with its key, good for the names below and trusted by these tests alone.
"""

import contextlib
import re
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

CERTIFICATE = Path(__file__).with_name("server.pem")
HOST = "models.test"
"""server.pem is good for it and for drive.usercontent.google.com"""


class Server(ThreadingHTTPServer):
    """Serves `content` under every address; its attributes say how badly."""

    daemon_threads = True
    content = b""
    ranges = True
    break_after: int | None = None
    length = True
    kind = "application/octet-stream"
    lie_about_range = False
    redirects: dict[str, str]
    status = 200

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.redirects = {}
        self.hosts: list[str] = []
        self.asked: list[str | None] = []
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(CERTIFICATE)


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_CONNECT(self) -> None:
        self.server.hosts.append(self.path)
        self.send_response(200)
        self.end_headers()
        with contextlib.suppress(OSError):  # whoever asks may not trust the certificate
            self.request = self.server.tls.wrap_socket(self.request, server_side=True)
            self.setup()
            self.close_connection = False

    def do_GET(self) -> None:
        server = self.server
        wanted = self.headers.get("Range")
        server.asked.append(wanted)
        if self.path in server.redirects:
            self.send_response(302)
            self.send_header("Location", server.redirects[self.path])
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
        with contextlib.suppress(OSError):  # hung up on where the size is wrong
            self.wfile.write(body if server.break_after is None else body[: server.break_after])

    def finish(self) -> None:
        super().finish()
        self.request.close()  # the server itself knows only the socket below it

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def serving(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """The server, for whatever this process fetches by https."""
    with Server() as made:
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{made.server_port}")
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield made
        finally:
            made.shutdown()
            thread.join()
