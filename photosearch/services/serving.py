"""How a service answers: requests come in on stdin and go out on stdout, one JSON object a line.

{"id": 7, "call": NAME, "with": {...}} asks; {"cancel": 7} takes it back. Answers: {"id": 7, "progress":
VALUE} any number of times, then one of {"id": 7, "result": VALUE}, {"id": 7, "error": {"message", "details"}}
and {"id": 7, "cancelled": true}. {"event": NAME, "with": VALUE} comes unasked. The end of stdin ends the
service: nothing is left running when the window is gone.
"""

import json
import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

from photosearch.errors import PhotosearchError


class CancelledError(Exception):
    """Raised by `Call.check` once nobody waits for the answer."""


class Call:
    """A request being answered."""

    def __init__(self, number: int, name: str, send: "Callable[[dict[str, Any]], None]") -> None:
        self.number = number
        self.name = name
        self.cancelled = threading.Event()
        self._send = send

    def progress(self, value: Any) -> None:
        """Tell the asker how far it is."""
        self._send({"id": self.number, "progress": value})

    def check(self) -> None:
        """Raises CancelledError where the asker took the request back."""
        if self.cancelled.is_set():
            raise CancelledError


Handler = Callable[..., Any]


class Server:
    """Answers requests with handlers, each called as handler(call, **arguments) on a thread of its lane.

    A lane is a queue with threads of its own: what is slow does not hold up what is quick. Requests of one
    lane are begun in their order, or `newest_first`.
    """

    def __init__(self) -> None:
        self._handlers: dict[str, tuple[Handler, str]] = {}
        self._lanes: dict[str, tuple[_Lane, int]] = {}
        self._calls: dict[int, Call] = {}
        self._guard = threading.Lock()
        self._input, self._output = _own_streams()
        self.ending = threading.Event()

    def lane(self, name: str, threads: int = 1, *, newest_first: bool = False) -> None:
        """Add a lane."""
        self._lanes[name] = (_Lane(newest_first), threads)

    def answer(self, name: str, lane: str, handler: Handler) -> None:
        """Answer requests of this name on that lane."""
        self._handlers[name] = (handler, lane)

    def event(self, name: str, value: Any = None) -> None:
        """Tell the window something unasked."""
        self._send({"event": name, "with": value})

    def run(self) -> None:
        """Answer until stdin ends; requests still queued then are dropped."""
        threads = [
            threading.Thread(target=self._work, args=(lane,), name=name, daemon=True)
            for name, (lane, count) in self._lanes.items()
            for _ in range(count)
        ]
        for thread in threads:
            thread.start()
        for line in self._input:
            self._take(json.loads(line))
        self.ending.set()
        with self._guard:
            for call in self._calls.values():
                call.cancelled.set()
        for lane, count in self._lanes.values():
            lane.close(count)
        for thread in threads:
            thread.join()

    def _take(self, message: Mapping[str, Any]) -> None:
        if "cancel" in message:
            with self._guard:
                call = self._calls.get(message["cancel"])
            if call:
                call.cancelled.set()
            return
        call = Call(message["id"], message["call"], self._send)
        with self._guard:
            self._calls[call.number] = call
        handler, lane = self._handlers.get(call.name, (None, ""))
        if handler is None:
            self._finish(call, {"error": {"message": f"no such request: {call.name}", "details": None}})
        else:
            self._lanes[lane][0].put((call, handler, message.get("with") or {}))

    def _work(self, lane: "_Lane") -> None:
        while (entry := lane.get()) is not None:
            call, handler, arguments = entry
            self._finish(call, _outcome(call, handler, arguments))

    def _finish(self, call: Call, outcome: dict[str, Any]) -> None:
        with self._guard:
            self._calls.pop(call.number, None)
        self._send({"id": call.number, **outcome})

    def _send(self, message: dict[str, Any]) -> None:
        line = json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n"
        with self._guard:
            try:
                self._output.write(line)
                self._output.flush()
            except OSError:
                # The window is gone; stdin's end says so too.
                self.ending.set()


_Entry = tuple[Call, Handler, dict[str, Any]]


class _Lane:
    def __init__(self, newest_first: bool) -> None:
        self._queue: queue.Queue[_Entry | None] = queue.LifoQueue() if newest_first else queue.Queue()
        self._closed = False

    def put(self, entry: _Entry) -> None:
        self._queue.put(entry)

    def get(self) -> _Entry | None:
        entry = self._queue.get()
        return None if self._closed else entry

    def close(self, threads: int) -> None:
        self._closed = True
        for _ in range(threads):
            self._queue.put(None)


def _outcome(call: Call, handler: Handler, arguments: dict[str, Any]) -> dict[str, Any]:
    if call.cancelled.is_set():
        return {"cancelled": True}
    try:
        return {"result": handler(call, **arguments)}
    except CancelledError:
        return {"cancelled": True}
    except PhotosearchError as error:
        return {"error": {"message": str(error), "details": None}}
    except Exception as error:
        return {"error": {"message": f"{type(error).__name__}: {error}", "details": traceback.format_exc()}}


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """stdin and stdout for the protocol alone: what a library prints goes to stderr."""
    source = os.fdopen(os.dup(0), "rb")
    target = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return source, target
