"""What the program hands to its window."""

from collections.abc import Callable
from dataclasses import dataclass

from photosearch.gui.engine import Engine
from photosearch.gui.indexing import Indexing
from photosearch.gui.settings.store import Settings
from photosearch.gui.shortcuts import Shortcuts


@dataclass(frozen=True)
class Context:
    """The parts that live as long as the program, made once in `application`; `library` is the folder of the
    library. `erase` ends the program and deletes all it ever stored; `restart` ends it and starts it anew.
    """

    engine: Engine
    indexing: Indexing
    settings: Settings
    shortcuts: Shortcuts
    library: str
    erase: Callable[[], object] = lambda: None
    restart: Callable[[], object] = lambda: None
