"""Lines for a person: whatever a file's name or a codec's message holds, each stays one line."""

import sys

from photosearch.library.connection import escaped


def say(words: str) -> None:
    """Print one line of what was asked for. Raises OSError where it cannot be written."""
    print(escaped(words))


def remark(words: str) -> None:
    """Print one line on stderr: what is no part of the result, or went wrong."""
    print(escaped(words), file=sys.stderr, flush=True)
