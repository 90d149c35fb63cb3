"""`photosearch --service NAME ARGUMENT...`: which service is which module, and how its process ends."""

import faulthandler
import multiprocessing
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module

from photosearch.errors import UsageError

OPTION = "--service"

# Each module has a `serve(arguments)` that returns when the service is to end.
_MODULES = {
    "engine": "photosearch.services.engine",
    "indexer": "photosearch.services.indexer",
    "trainer": "photosearch.services.trainer",
    "import-model": "photosearch.services.model_import",
}


def run_service(arguments: Sequence[str]) -> None:
    """Run the service NAME with its arguments to its end, and end the process. Raises UsageError."""
    name = arguments[0] if arguments else ""
    if name not in _MODULES:
        raise UsageError(f"There is no service {name!r}: one of {', '.join(_MODULES)}.")
    # Where native code ends the process, Python's stack is all there will be to tell from.
    faulthandler.enable()
    # Ctrl-C in the terminal the window was started from goes to all its processes: the window ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import_module(_MODULES[name]).serve(list(arguments[1:]))
    _end()


def _end() -> None:
    """End now, whatever a thread still does deep in a decoder or on a dead network drive."""
    for worker in multiprocessing.active_children():
        worker.kill()
    sys.stderr.flush()
    os._exit(0)
