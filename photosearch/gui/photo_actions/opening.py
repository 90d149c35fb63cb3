"""Opening photos in other programs. Nothing that came in a file is ever run: only what is named as a photo is
handed on, since systems go by the name.
"""

import sys
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from photosearch.gui.file_names import base_name
from photosearch.gui.jobs import Job, Problem, in_thread
from photosearch.gui.photo_actions.applications import programs_for
from photosearch.gui.photo_actions.desktop_entry import Application
from photosearch.gui.photo_actions.file_addresses import url
from photosearch.gui.photo_actions.file_manager import FileManager
from photosearch.gui.photo_actions.launching import launch

CHOOSES_FROM_MENU = sys.platform not in ("darwin", "win32")
"""Whether the programs for a file are listed by us; elsewhere the system asks the person."""


class Opening(QObject):
    """Opens photos and shows them in their folders. `failed` has a Problem."""

    failed = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._files = FileManager(self)

    def open(self, paths: Sequence[str]) -> None:
        """Open photos in the program that the person has for them."""
        for path in paths:
            in_thread(partial(_present, path)).then(self._open_one, self.failed.emit)

    def show_in_folder(self, paths: Sequence[str]) -> None:
        """Show photos in the file manager."""
        job = self._files.show(paths)
        if job is not None:
            job.failed.connect(self.failed)

    def programs(self, paths: Sequence[str]) -> Job:
        """The programs to choose from: those for such files, and all others."""
        language = QLocale().name()
        return in_thread(lambda: programs_for(list(paths), language))

    def open_with(self, program: Application, paths: Sequence[str]) -> None:
        """Open photos in a program."""
        in_thread(lambda: _start(program, paths)).failed.connect(
            lambda problem: self.failed.emit(self._not_started(program, problem))
        )

    def choose_program(self, paths: Sequence[str]) -> None:
        """Let the system ask which program to open photos in."""
        if sys.platform == "win32":
            # Its own command line: quotes would become a part of the name.
            command = f"rundll32.exe shell32.dll,OpenAs_RunDLL {paths[0]}"
            in_thread(lambda: launch(command)).failed.connect(self.failed)
            return
        dialog = QFileDialog(self._window, self.tr("Open with"), "/Applications")
        dialog.setNameFilter(self.tr("Programs (*.app)"))
        dialog.fileSelected.connect(lambda program: self._open_on_mac(program, paths))
        dialog.open()

    def _open_on_mac(self, program: str, paths: Sequence[str]) -> None:
        in_thread(lambda: launch(["open", "-a", program, *paths])).failed.connect(self.failed)

    def _open_one(self, path: str) -> None:
        if not QDesktopServices.openUrl(url(path)):
            name = base_name(path)
            self.failed.emit(Problem(self.tr("No program is set up to open “{name}”.").format(name=name)))

    def _not_started(self, program: Application, problem: Problem) -> Problem:
        message = self.tr("{program} could not be started.").format(program=program.name)
        return Problem(message, problem.message)


def _present(path: str) -> str:
    """The path itself. Raises OSError where it cannot be read, which is clearer than what a program says."""
    with open(path, "rb"):
        return path


def _start(program: Application, paths: Sequence[str]) -> None:
    for command in program.commands(paths):
        launch(command, program.folder)
