"""Asking the file system something without waiting longer for the answer than it is worth."""

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def within(seconds: float, ask: Callable[[], T]) -> T | None:
    """The answer, or None where it does not come in time.

    A thread that hangs on a dead drive is left alone.
    """
    answers: list[T] = []
    thread = threading.Thread(target=lambda: answers.append(ask()), name="patience", daemon=True)
    thread.start()
    thread.join(seconds)
    return answers[0] if answers else None
