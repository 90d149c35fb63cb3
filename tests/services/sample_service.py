"""A service for testing what all of them have in common: `python -m tests.services.sample_service`."""

import os
import threading
import time
from typing import Any

from photosearch.errors import PhotosearchError
from photosearch.services.serving import Call, Server

_free = threading.Event()


def main() -> None:
    """Answer until stdin ends, then say so on stderr."""
    server = Server()
    server.lane("one", first=lambda: server.event("ready"))
    server.lane("latest", newest_first=True)
    server.lane("aside")
    for name, handler in (("echo", echo), ("fail", fail), ("stumble", stumble), ("noise", noise)):
        server.answer(name, "one", handler)
    server.answer("hold", "one", hold)
    server.answer("stuck", "one", stuck)
    server.answer("hold latest", "latest", hold)
    server.answer("latest", "latest", echo)
    server.answer("free", "aside", free)
    server.at_end(lambda: server.event("ending"))
    server.run()
    os._exit(0)


def echo(call: Call, value: Any) -> Any:
    """The value, once as progress and once as result."""
    call.progress(value)
    return value


def fail(call: Call) -> None:
    """What a person can understand."""
    raise PhotosearchError("It is raining.")


def stumble(call: Call) -> None:
    """What only the program can be blamed for."""
    raise ZeroDivisionError("by nothing")


def noise(call: Call) -> None:
    """What libraries do to stdout."""
    print("print")
    os.write(1, b"write\n")


def hold(call: Call) -> None:
    """Wait until `free` is asked for, or for the end."""
    call.progress("held")
    while not _free.wait(0.01):
        call.check()


def stuck(call: Call) -> None:
    """Never look at whether anyone still waits."""
    call.progress("stuck")
    time.sleep(3600)


def free(call: Call) -> None:
    """Let go of what is held."""
    _free.set()


if __name__ == "__main__":
    main()
