"""The networks: the dialog that lists them. Imported once it is opened."""

from PySide6.QtWidgets import QWidget

from photosearch.gui.context import Context
from photosearch.gui.models.dialog import ModelsDialog

__all__ = ["ModelsDialog", "open_models"]


def open_models(window: QWidget, context: Context) -> ModelsDialog:
    """Show the dialog; the one that is open already where there is one."""
    found = window.findChild(ModelsDialog)
    dialog = found if isinstance(found, ModelsDialog) else ModelsDialog(context, window)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    return dialog
