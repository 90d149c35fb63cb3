"""How a service answers: requests come in on stdin and go out on stdout, one JSON object a line.

{"id": 7, "call": NAME, "with": {...}} asks; {"cancel": 7} takes it back. Answers: {"id": 7, "progress":
VALUE} any number of times, then one of {"id": 7, "result": VALUE}, {"id": 7, "error": {"message", "details"}}
and {"id": 7, "cancelled": true}. {"event": NAME, "with": VALUE} comes unasked. The end of stdin ends the
service: nothing is left running when the window is gone.
"""

import json
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from photosearch.services.wording import problem_of

# Longer lines are no requests of the window's: they are passed over without being kept in memory.
LONGEST_LINE = 64 << 20
# A lane with nothing to do waits so long before it gets ready for its first request, seconds: at the start of
# the window there is more urgent work for the processor.
READY_AFTER_S = 1.0
# What is in work at the end gets this long to notice, seconds.
PATIENCE_S = 1.0


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
        self._lanes: dict[str, _Lane] = {}
        self._calls: dict[int, Call] = {}
        self._at_end: list[Callable[[], object]] = []
        self._guard = threading.Lock()
        self._writing = threading.Lock()
        self._input, self._output = _own_streams()
        self.ending = threading.Event()

    def lane(
        self,
        name: str,
        threads: int = 1,
        *,
        newest_first: bool = False,
        first: Callable[[], object] | None = None,
    ) -> None:
        """Add a lane; its threads do `first` before their first request, or soon after the start."""
        self._lanes[name] = _Lane(name, threads, newest_first, first)

    def answer(self, name: str, lane: str, handler: Handler) -> None:
        """Answer requests of this name on that lane."""
        self._handlers[name] = (handler, lane)

    def at_end(self, work: Callable[[], object]) -> None:
        """Do this once stdin has ended and everything in work was told to stop; it must be quick."""
        self._at_end.append(work)

    def event(self, name: str, value: Any = None) -> None:
        """Tell the window something unasked."""
        self._send({"event": name, "with": value})

    def run(self) -> None:
        """Answer until stdin ends; requests still queued then are dropped."""
        for lane in self._lanes.values():
            lane.start(self._work)
        for line in _lines(self._input):
            self._take(line)
        self.ending.set()
        with self._guard:
            for call in self._calls.values():
                call.cancelled.set()
        for lane in self._lanes.values():
            lane.close()
        deadline = time.monotonic() + PATIENCE_S
        for work in self._at_end:
            work()
        for lane in self._lanes.values():
            lane.join(deadline)

    def _take(self, line: bytes) -> None:
        try:
            message = json.loads(line)
        except (ValueError, RecursionError):
            message = None
        number = message.get("id", message.get("cancel")) if isinstance(message, dict) else None
        if not isinstance(number, int):
            # Whoever wrote it cannot be answered.
            print(f"photosearch: not a request: {line[:200]!r}", file=sys.stderr)
        elif "cancel" in message:
            self._take_back(number)
        else:
            self._begin(Call(number, str(message.get("call")), self._send), message.get("with") or {})

    def _take_back(self, number: int) -> None:
        with self._guard:
            call = self._calls.get(number)
            if call is None:
                return
            call.cancelled.set()
            waiting = self._lanes[self._handlers[call.name][1]].remove(number)
        if waiting:
            self._finish(call, {"cancelled": True})

    def _begin(self, call: Call, arguments: Any) -> None:
        handler, lane = self._handlers.get(call.name, (None, ""))
        if handler is None or not isinstance(arguments, dict):
            self._send(
                {"id": call.number, "error": {"message": f"No such request: {call.name}", "details": None}}
            )
            return
        with self._guard:
            self._calls[call.number] = call
        self._lanes[lane].put((call, handler, arguments))

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
        with self._writing:
            try:
                self._output.write(line)
                self._output.flush()
            except (OSError, ValueError):
                # The window is gone; stdin's end says so too.
                self.ending.set()


_Entry = tuple[Call, Handler, dict[str, Any]]


class _Lane:
    """Requests waiting for the threads that answer them."""

    def __init__(self, name: str, count: int, newest_first: bool, first: Callable[[], object] | None) -> None:
        self._entries: dict[int, _Entry] = {}
        self._newest_first = newest_first
        self._first = first
        self._closed = False
        self._changed = threading.Condition()
        self._name = name
        self._count = count
        self._threads: list[threading.Thread] = []

    def start(self, work: "Callable[[_Lane], None]") -> None:
        def run() -> None:
            if self._first is not None and self._comes_to_life():
                self._first()
            work(self)

        self._threads = [
            threading.Thread(target=run, name=self._name, daemon=True) for _ in range(self._count)
        ]
        for thread in self._threads:
            thread.start()

    def put(self, entry: _Entry) -> None:
        with self._changed:
            self._entries[entry[0].number] = entry
            self._changed.notify()

    def remove(self, number: int) -> bool:
        """Take a request out; False where it was begun already."""
        with self._changed:
            return self._entries.pop(number, None) is not None

    def get(self) -> _Entry | None:
        with self._changed:
            while not self._entries and not self._closed:
                self._changed.wait()
            if self._closed:
                return None
            number = next(reversed(self._entries) if self._newest_first else iter(self._entries))
            return self._entries.pop(number)

    def _comes_to_life(self) -> bool:
        """Wait for the first request, but not for long; False where the lane is closed instead."""
        with self._changed:
            self._changed.wait_for(lambda: self._entries or self._closed, READY_AFTER_S)
            return not self._closed

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def join(self, deadline: float) -> None:
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))


def _outcome(call: Call, handler: Handler, arguments: dict[str, Any]) -> dict[str, Any]:
    if call.cancelled.is_set():
        return {"cancelled": True}
    try:
        return {"result": handler(call, **arguments)}
    except CancelledError:
        return {"cancelled": True}
    except Exception as error:
        return {"error": problem_of(error, traceback.format_exc())}


def _lines(source: BinaryIO) -> Iterator[bytes]:
    while line := source.readline(LONGEST_LINE):
        if line.endswith(b"\n"):
            yield line
            continue
        # Too long, or cut off by the end: the rest is read and forgotten.
        while line and not line.endswith(b"\n"):
            line = source.readline(LONGEST_LINE)


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """stdin and stdout for the protocol alone: what a library prints goes to stderr."""
    source = os.fdopen(os.dup(0), "rb")
    target = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    try:
        os.dup2(2, 1)
    except OSError:  # started without a stderr
        os.dup2(0, 1)
    sys.stdout = sys.stderr
    return source, target
