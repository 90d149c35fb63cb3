"""The indexer: the library's one writer, which keeps it up to date for as long as the window is there."""

import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from pathlib import Path
from typing import Any

from photosearch.errors import UsageError
from photosearch.services import folder_changes
from photosearch.services.keeping import Change, Keeper
from photosearch.services.load import load_named
from photosearch.services.quiet import QuietWatch
from photosearch.services.reporting import Reporter
from photosearch.services.serving import PATIENCE_S, Call, Server

_TICK_S = 0.1


def serve(arguments: Sequence[str]) -> None:
    """Keep the library in the folder that is the one argument, until stdin ends."""
    if len(arguments) != 1:
        raise UsageError("The indexer takes one argument: the library's folder.")
    server = Server()
    requests = IndexerRequests(Path(arguments[0]).absolute(), server)
    server.lane("changes")
    for name in ("add_folder", "remove_folder", "set_excludes", "exclude", "check_now", "renew", "rebuild"):
        server.answer(name, "changes", getattr(requests, name))
    # Not behind a change that waits for its turn.
    server.lane("at once")
    for name in ("begin", "pause", "resume", "set_load"):
        server.answer(name, "at once", getattr(requests, name))
    server.at_end(requests.end)
    server.run()


class IndexerRequests:
    """What the window asks the indexer for."""

    def __init__(self, folder: Path, server: Server) -> None:
        self._reporter = Reporter(server.event, server.ending)
        self._keeper = Keeper(folder, self._reporter)
        self._quiet = QuietWatch(self._quiet_changed, server.ending)
        self._guard = threading.Lock()
        self._paused = False
        self._reporter.start()
        self._quiet.start()

    def begin(self, call: Call, load: str, device: str) -> None:
        """Begin to keep the library up to date."""
        wanted = load_named(load)
        self._quiet.watch(wanted.only_when_quiet)
        self._keeper.begin(wanted, device)

    def set_load(self, call: Call, load: str, device: str) -> None:
        """Use more or less of the computer."""
        wanted = load_named(load)
        self._quiet.watch(wanted.only_when_quiet)
        self._keeper.set_load(wanted, device)

    def pause(self, call: Call) -> None:
        """Take up no further photo."""
        self._pause(True)

    def resume(self, call: Call) -> None:
        """Go on."""
        self._pause(False)

    def add_folder(self, call: Call, path: str) -> None:
        """Take a folder into the library."""
        self._do(call, folder_changes.adding(path))

    def remove_folder(self, call: Call, path: str) -> None:
        """Forget a folder and its photos."""
        self._do(call, folder_changes.removing(path))
        self._reporter.committed()

    def set_excludes(self, call: Call, path: str, patterns: Iterable[str]) -> None:
        """Replace what a folder leaves out."""
        self._do(call, folder_changes.excluding(path, list(patterns)))

    def exclude(self, call: Call, path: str) -> None:
        """Leave out a folder below one of the library."""
        self._do(call, folder_changes.leaving_out(path))

    def check_now(self, call: Call, path: str | None = None) -> None:
        """Look through all folders, or one, at once."""
        self._do(call, folder_changes.checking(path))

    def renew(self, call: Call) -> None:
        """Begin anew with the network that is in use by now."""
        self._do(call, folder_changes.renewing())

    def rebuild(self, call: Call) -> None:
        """Make a damaged catalogue anew from what can be read of it."""
        from photosearch.library.mending import rebuild

        rebuild(self._keeper.folder)
        self._keeper.try_again()

    def end(self) -> None:
        """Let go of everything."""
        self._keeper.end(PATIENCE_S)

    def _do(self, call: Call, change: Change) -> Any:
        future: Future[Any] = self._keeper.do(change)
        while True:
            try:
                return future.result(_TICK_S)
            except NotYet:
                if future.done():
                    raise
                call.check()

    def _quiet_changed(self, quiet: bool) -> None:
        self._reporter.busy(not quiet)
        with self._guard:
            self._apply()

    def _pause(self, paused: bool) -> None:
        self._reporter.paused(paused)
        with self._guard:
            self._paused = paused
            self._apply()

    def _apply(self) -> None:
        if self._paused or not self._quiet.quiet:
            self._keeper.control.pause()
        else:
            self._keeper.control.resume()
