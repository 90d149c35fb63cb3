"""Keeping the library up to date: one thread that holds it open for writing, follows its folders, and makes
the changes that the window asks for between two passes.
"""

import queue
import sys
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from photosearch.errors import PhotosearchError
from photosearch.library.connection import CatalogueDamagedError, LibraryBusyError
from photosearch.library.indexing import Control, IndexReport
from photosearch.library.library import Library
from photosearch.library.watching import Timing, Watcher
from photosearch.services.load import Load
from photosearch.services.passes import Passes
from photosearch.services.reporting import Reporter
from photosearch.services.wording import in_words

# How soon to try again where another Photosearch has the library, and where it could not be opened, seconds.
_BUSY_S = 2.0
_FAILED_S = 30.0


class Kept:
    """The open library and what follows it: what a change may use."""

    def __init__(self, library: Library, watcher: Watcher, passes: Passes) -> None:
        self.library = library
        self.watcher = watcher
        self.passes = passes


Change = Callable[[Kept], Any]


class Keeper:
    """Begins with `begin`; the other methods may be called from any thread, before it or after."""

    def __init__(self, folder: Path, reporter: Reporter, timing: Timing | None = None) -> None:
        self.folder = folder
        self.control = Control()
        self._reporter = reporter
        self._timing = timing
        self._changes: queue.Queue[tuple[Change, Future[Any]]] = queue.Queue()
        self._ending = threading.Event()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._problem = ""
        self._load: tuple[Load, str] | None = None

    def begin(self, load: Load, device: str) -> None:
        """Open the library, as soon as nobody else has it, and keep it up to date from now on."""
        if self._thread is not None:
            self.set_load(load, device)
        else:
            self._load = (load, device)
            self._thread = threading.Thread(target=self._run, name="keeping", daemon=True)
            self._thread.start()

    def do(self, change: Change) -> "Future[Any]":
        """Have a change made: a pass that runs is stopped for it and goes on afterwards."""
        future: Future[Any] = Future()
        if self._problem:
            future.set_exception(PhotosearchError(self._problem))
            return future
        self._changes.put((change, future))
        self.control.stop()
        self._wake.set()
        return future

    def set_load(self, load: Load, device: str) -> None:
        """Use more or less of the computer, from now on."""
        self._load = (load, device)
        if self._thread is not None and not self._problem:
            self.do(lambda kept: kept.passes.set_load(load, device))

    def try_again(self) -> None:
        """Do not wait any longer before the library is opened again."""
        self._wake.set()

    def end(self, patience_s: float) -> None:
        """Stop, and let go of the library if that is soon done; nothing is lost where it is not."""
        self._ending.set()
        self.control.stop()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(patience_s)

    def _run(self) -> None:
        while not self._ending.is_set():
            try:
                with Library.writing(self.folder) as library:
                    self._problem = ""
                    self._keep(library)
            except LibraryBusyError as error:
                self._failed("waiting", error, _BUSY_S)
            except CatalogueDamagedError as error:
                # Nothing changes that until somebody has it rebuilt.
                self._failed("stopped", error, None)
            except Exception as error:
                self._failed("stopped", error, _FAILED_S)

    def _keep(self, library: Library) -> None:
        assert self._load is not None
        passes = Passes(library, self.control, self._reporter, *self._load)
        watcher = Watcher(library, passes, self.control, self._updated, self._timing)
        kept = Kept(library, watcher, passes)
        try:
            watcher.start()
            self._reporter.phase("watching")
            while not self._ending.is_set():
                self._wake.clear()
                # In this order: a change that comes after it is taken stops the next pass.
                self.control.begin_again()
                self._make_changes(kept)
                if not self._ending.is_set():
                    watcher.look()
                    self._wake.wait(watcher.pause_s)
        finally:
            watcher.end()

    def _make_changes(self, kept: Kept) -> None:
        while not self._ending.is_set():
            try:
                change, future = self._changes.get_nowait()
            except queue.Empty:
                return
            try:
                future.set_result(change(kept))
            except Exception as error:
                future.set_exception(error)

    def _updated(self, report: IndexReport) -> None:
        if not report.stopped:
            self._reporter.phase("watching")

    def _failed(self, phase: str, error: Exception, again_s: float | None) -> None:
        words = in_words(error)
        if words is None:
            traceback.print_exception(error, file=sys.stderr)
            words = f"Something went wrong inside Photosearch ({type(error).__name__}: {error})."
        self._problem = words
        self._reporter.phase(phase, words)
        while True:
            try:
                _, future = self._changes.get_nowait()
            except queue.Empty:
                break
            future.set_exception(PhotosearchError(words))
        self._wake.wait(again_s)
        self._wake.clear()
