"""Telling a person that something went wrong, beside their work and without stopping it."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui import icons
from photosearch.gui.jobs import Problem, in_thread
from photosearch.gui.logs import LOGGER, log_folder, system_description
from photosearch.gui.theme import SPACE, tokens

__all__ = ["ProblemDialog", "log_folder", "show_problem"]

_WIDTH = 440
_ICON = 32
_DETAILS_HEIGHT = 220
# Beyond this many, further problems are counted and no longer listed: they are all in the log.
_LISTED = 20


def show_problem(parent: QWidget | None, problem: Problem) -> None:
    """Show a problem without stopping anything. Where one is shown already, it joins that."""
    LOGGER.error("%s%s", problem.message, f"\n{problem.details}" if problem.details else "")
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, ProblemDialog) and widget.isVisible():
            widget.add(problem)
            return
    dialog = ProblemDialog(problem, parent.window() if parent is not None else QApplication.activeWindow())
    # Held by its own connection, since where no window is its parent nobody else has it.
    dialog.finished.connect(lambda code, kept=dialog: None)
    dialog.show()


class ProblemDialog(QDialog):
    """Says what went wrong in a sentence, with the details for whoever can use them."""

    def __init__(self, problem: Problem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Something went wrong"))
        self._problems: list[Problem] = []
        self._uncounted = 0
        self._message = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._message.setObjectName("message")
        self._message.setMinimumWidth(_WIDTH)
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details = QPlainTextEdit(readOnly=True, lineWrapMode=QPlainTextEdit.LineWrapMode.NoWrap)
        self._details.setAccessibleName(self.tr("Details"))
        self._details.setFixedHeight(_DETAILS_HEIGHT)
        self._details.hide()
        self._show = QPushButton(self.tr("Show details"))
        self._show.setProperty("kind", "link")
        self._show.clicked.connect(self._toggle)
        self._copy = QPushButton(self.tr("Copy details"))
        self._copy.setIcon(icons.icon("copy"))
        self._copy.clicked.connect(self._copy_details)
        self._folder = QPushButton(self.tr("Open log folder"))
        self._folder.setIcon(icons.icon("folder"))
        self._folder.clicked.connect(_open_log_folder)
        self._lay_out()
        self.add(problem)

    def add(self, problem: Problem) -> None:
        """Take one more problem in."""
        if problem in self._problems or len(self._problems) >= _LISTED:
            self._uncounted += problem not in self._problems
        else:
            self._problems.append(problem)
        more = len(self._problems) - 1 + self._uncounted
        text = self._problems[0].message
        if more:
            text += "\n\n" + self.tr("%n more problem(s) came after it.", "", more)
        self._message.setText(text)
        self._details.setPlainText(self.details())
        detailed = more > 0 or any(one.details for one in self._problems)
        for button in (self._show, self._copy, self._folder):
            button.setVisible(detailed)
        self.adjustSize()

    def details(self) -> str:
        """All that is known, for a report."""
        parts = [f"{one.message}\n{one.details or ''}".rstrip() for one in self._problems]
        if self._uncounted:
            parts.append(f"... {self._uncounted} more in the log")
        return "\n\n".join([*parts, system_description()])

    def _lay_out(self) -> None:
        sign = QLabel()
        sign.setPixmap(
            icons.pixmap("warning", _ICON, self.devicePixelRatioF(), tokens(self.palette()).danger)
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setDefault(True)
        for button in (self._copy, self._folder):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.addWidget(sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._message, 0, 1)
        grid.addWidget(self._show, 1, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self._details, 2, 0, 1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        column.addLayout(grid)
        column.addWidget(buttons)
        close.setFocus()

    def _toggle(self) -> None:
        shown = self._details.isHidden()
        self._details.setVisible(shown)
        self._show.setText(self.tr("Hide details") if shown else self.tr("Show details"))

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self.details())
        self._copy.setText(self.tr("Copied"))


def _open_log_folder() -> None:
    import os

    folder = log_folder()
    made = in_thread(lambda: os.makedirs(folder, exist_ok=True))
    made.then(lambda _: QDesktopServices.openUrl(QUrl.fromLocalFile(folder)))
