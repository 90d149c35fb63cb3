"""The other end of a service, as the window would be, without Qt."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

PATIENCE_S = int(os.environ.get("PATIENCE", "60"))
_LOOK_S = 0.2
ROOT = Path(__file__).parents[2]


class ServiceError(Exception):
    """What a request came to nothing with: `message` and `details`."""

    def __init__(self, message: str, details: str | None) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class Answer:
    """What comes back for one request."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.progress: list[Any] = []
        self._progressed = threading.Event()
        self._end: queue.Queue[dict[str, Any]] = queue.Queue()

    def take(self, message: dict[str, Any]) -> None:
        if "progress" in message:
            self.progress.append(message["progress"])
            self._progressed.set()
        else:
            self._end.put(message)

    def begun(self) -> "Answer":
        """Wait for the first progress."""
        assert self._progressed.wait(PATIENCE_S)
        return self

    def ending(self) -> dict[str, Any]:
        """The last message of the request."""
        return self._end.get(timeout=PATIENCE_S)

    def result(self) -> Any:
        """The result. Raises ServiceError."""
        message = self.ending()
        if "error" in message:
            raise ServiceError(**message["error"])
        assert "result" in message, message
        return message["result"]


class Client:
    """A running service: one of Photosearch's, or of another `module` that is started like it."""

    def __init__(self, name: str, *arguments: str | Path, module: str = "photosearch") -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, "--service", name, *map(os.fspath, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )
        self.events: queue.Queue[tuple[str, Any]] = queue.Queue()
        self.strays: list[bytes] = []
        self._answers: dict[int, Answer] = {}
        self._number = 0
        self._guard = threading.Lock()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def ask(self, name: str, /, **arguments: Any) -> Answer:
        """Send a request."""
        with self._guard:
            self._number += 1
            answer = self._answers[self._number] = Answer(self._number)
        self.send({"id": answer.number, "call": name, "with": arguments})
        return answer

    def call(self, name: str, /, **arguments: Any) -> Any:
        """Send a request and wait for its result. Raises ServiceError."""
        return self.ask(name, **arguments).result()

    def cancel(self, answer: Answer) -> None:
        """Take a request back."""
        self.send({"cancel": answer.number})

    def send(self, message: Any) -> None:
        """Write one line of JSON."""
        self.write(json.dumps(message).encode("ascii") + b"\n")

    def write(self, data: bytes) -> None:
        """Write bytes as they are."""
        assert self.process.stdin
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def event(self, name: str) -> Any:
        """Wait for the next event of that name; its value."""
        while True:
            found, value = self.events.get(timeout=PATIENCE_S)
            if found == name:
                return value

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait until the condition holds; it is looked at after every event, and now and then."""
        end = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < end, "waited in vain"
            with suppress(queue.Empty):
                self.events.get(timeout=_LOOK_S)

    def state(self, *phases: str) -> dict[str, Any]:
        """Wait until the indexer is in one of the phases."""
        while True:
            found: dict[str, Any] = self.event("state")
            if found["phase"] in phases:
                return found

    def close(self) -> int:
        """End stdin and wait for the process; its exit code."""
        assert self.process.stdin and self.process.stdout
        with suppress(OSError):
            self.process.stdin.close()
        try:
            return self.process.wait(PATIENCE_S)
        finally:
            self.process.kill()
            self.process.wait()
            self._reader.join()
            self.process.stdout.close()

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            message = json.loads(line)
            if "event" in message:
                self.events.put((message["event"], message["with"]))
                continue
            with self._guard:
                answer = self._answers.get(message["id"])
            if answer is None:
                self.strays.append(line)
            else:
                answer.take(message)
