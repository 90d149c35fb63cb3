"""Learning from a person's places: the dialog and what it shows. Imported once it is opened."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from photosearch.gui.context import Context
from photosearch.gui.training.dialog import TrainingDialog
from photosearch.gui.training.training import Training

Say = Callable[[str, str, Callable[[], object] | None], object]
"""words for the window to show, what its button says, what that does"""

__all__ = ["Training", "TrainingDialog", "open_training"]


def open_training(window: QWidget, context: Context, say: Say | None = None) -> TrainingDialog:
    """Show the dialog of a window: the same one each time, with the training that may be going on.

    say: how the window tells what happens while the dialog is closed.
    """
    found = window.findChild(TrainingDialog)
    dialog = found if isinstance(found, TrainingDialog) else _made(window, context, say)
    dialog.show_now()
    return dialog


def _made(window: QWidget, context: Context, say: Say | None) -> TrainingDialog:
    training = Training(context.library, window)
    dialog = TrainingDialog(context, training, window)

    def finished(run: object) -> None:
        if say is not None and not dialog.isVisible():
            words = QCoreApplication.translate("Training", "Photosearch has learned from your places.")
            say(words, QCoreApplication.translate("Training", "Look at it"), dialog.show_now)

    training.finished.connect(finished)
    if say is not None:
        dialog.told.connect(lambda words: say(words, "", None))
    return dialog
