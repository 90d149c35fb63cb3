"""What can be done with a folder of the library."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QMessageBox, QWidget

from photosearch.gui.file_names import base_name, shown
from photosearch.gui.icons import icon
from photosearch.services.records import FolderInfo


class FolderMenu(QMenu):
    """The menu of a folder."""

    show_photos = Signal()
    open = Signal()
    check = Signal()
    exclude = Signal()
    remove = Signal()

    def __init__(self, folder: FolderInfo, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.addAction(icon("photos"), self.tr("Show its photos"), self.show_photos.emit)
        manager = self.addAction(icon("external"), self.tr("Open in the file manager"), self.open.emit)
        self.addSeparator()
        check = self.addAction(icon("refresh"), self.tr("Look for changes now"), self.check.emit)
        self.addAction(icon("exclude"), self.tr("Leave out…"), self.exclude.emit)
        self.addSeparator()
        self.addAction(icon("minus"), self.tr("Remove from the library…"), self.remove.emit)
        for action in (manager, check):
            action.setEnabled(folder.present)


class RemovalQuestion(QMessageBox):
    """Asks whether the library is to forget a folder; says that nothing happens to its files."""

    def __init__(self, folder: FolderInfo, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Remove a folder"))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(self.tr("Remove “{0}” from the library?").format(base_name(folder.path)))
        photos = self.tr("Photosearch forgets its %n photo(s).", "", folder.photos)
        untouched = self.tr("The files stay where they are, untouched, in {0}.").format(shown(folder.path))
        self.setInformativeText(f"{photos} {untouched}")
        self.remove_button = self.addButton(
            self.tr("Remove from the library"), QMessageBox.ButtonRole.AcceptRole
        )
        self.addButton(QMessageBox.StandardButton.Cancel)
        self.setDefaultButton(QMessageBox.StandardButton.Cancel)
