"""What services say in English, in the language of the window.

A sentence nobody translated stays English: better than none.
"""

import functools
import re

from PySide6.QtCore import QCoreApplication

from photosearch.gui.keeping_sentences import KEEPING
from photosearch.gui.marking_sentences import MARKS
from photosearch.gui.network_sentences import CHECKPOINTS, NETWORKS, TRAINING
from photosearch.gui.query_sentences import QUERIES
from photosearch.gui.service_sentences import ACTS, CONTEXT, FILES, LIBRARY, REASONS, SYSTEM

_SENTENCES = (
    *SYSTEM,
    *REASONS,
    *LIBRARY,
    *ACTS,
    *FILES,
    *MARKS,
    *KEEPING,
    *QUERIES,
    *NETWORKS,
    *CHECKPOINTS,
    *TRAINING,
)
_HOLE = re.compile(r"\\\{(\w+)\\\}")
# What a name that was put in may be: it hardly holds the end of a sentence, though it can.
_WITHIN_A_SENTENCE = r"(?:(?!\. [A-Z]).)+?"
_ANYTHING = r".+?"
_KEPT = 2000


@functools.lru_cache(_KEPT)
def translated(text: str) -> str:
    """A message of a service, in the language of the window as far as its sentences are known."""
    return "\n".join(map(_line, text.split("\n")))


def _line(text: str) -> str:
    whole = _known(text) or _with_path(text)
    if whole is not None:
        return whole
    # The services leave sentences out that are for a terminal: what is left is known one by one.
    parts = [(sentence, _known(sentence)) for sentence in re.split(r"(?<=[.!?]) ", text)]
    if all(known for _, known in parts):
        return " ".join(str(known) for _, known in parts)
    return _known(text, _ANYTHING) or " ".join(known or sentence for sentence, known in parts)


def _known(text: str, hole: str = _WITHIN_A_SENTENCE) -> str | None:
    """The translation of a known message; of those it could be, the one that says most of it."""
    for pattern, sentence in _patterns(hole):
        found = pattern.fullmatch(text)
        if found is not None:
            values = {name: _known(value) or value for name, value in found.groupdict().items()}
            return _in_words(sentence).format(**values) if values else _in_words(sentence)
    return None


def _with_path(text: str) -> str | None:
    """As the system's errors come: what, and with which file, in either order."""
    before, between, after = text.partition(": ")
    if before in SYSTEM and between:
        return f"{_in_words(before)}: {after}"
    before, between, after = text.rpartition(": ")
    return f"{before}: {_in_words(after)}" if after in SYSTEM and between else None


def _in_words(sentence: str) -> str:
    return QCoreApplication.translate(CONTEXT, sentence)


@functools.cache
def _patterns(hole: str) -> list[tuple[re.Pattern[str], str]]:
    made = []
    for sentence in sorted(_SENTENCES, key=lambda text: -len(re.sub(r"\{\w+\}", "", text))):
        pattern = _HOLE.sub(lambda found: f"(?P<{found[1]}>{hole})", re.escape(sentence))
        made.append((re.compile(pattern, re.DOTALL), sentence))
    return made
