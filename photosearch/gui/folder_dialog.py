"""Asking for a place on disk with the system's dialog, which stops nothing else.

The answer is taken as a URL: it holds all bytes of a name, where Qt's text would lose odd ones.
"""

from collections.abc import Callable

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from photosearch.gui.file_names import local_path


def ask_for_folder(parent: QWidget, title: str, take: Callable[[str], object]) -> QFileDialog:
    """Ask for a folder with photos and hand its path on."""
    dialog = _dialog(parent, title, QStandardPaths.StandardLocation.PicturesLocation, take)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.open()
    return dialog


def ask_where_to_save(parent: QWidget, title: str, name: str, take: Callable[[str], object]) -> QFileDialog:
    """Ask for a file to write and hand its path on; whether to replace one is asked by the dialog."""
    dialog = _dialog(parent, title, QStandardPaths.StandardLocation.DocumentsLocation, take)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(name.rpartition(".")[2])
    dialog.selectFile(name)
    dialog.open()
    return dialog


def _dialog(
    parent: QWidget, title: str, start: QStandardPaths.StandardLocation, take: Callable[[str], object]
) -> QFileDialog:
    dialog = QFileDialog(parent, title, QStandardPaths.writableLocation(start))
    # What is not on this computer's drives could not be read anyway.
    dialog.setSupportedSchemes(["file"])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: _hand_on(dialog, take))
    return dialog


def _hand_on(dialog: QFileDialog, take: Callable[[str], object]) -> None:
    for url in dialog.selectedUrls():
        path = local_path(url)
        if path is not None:
            take(path)
