"""Asking the file system something without waiting longer for the answer than it is worth."""

import threading

from photosearch.library.browsing import PhotoRow, was_changed

# A drive that does not answer in this time is away, seconds.
_PATIENCE_S = 0.3


def changed(photo: PhotoRow) -> bool | None:
    """Whether the file holds something else than when it was indexed; None where no answer comes in time.

    A thread that hangs on a dead drive is left alone.
    """
    answers: list[bool] = []
    thread = threading.Thread(target=lambda: answers.append(was_changed(photo)), name="patience", daemon=True)
    thread.start()
    thread.join(_PATIENCE_S)
    return answers[0] if answers else None
