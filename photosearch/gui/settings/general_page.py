"""How the window looks and speaks, and when the program runs."""

from PySide6.QtWidgets import QPushButton

from photosearch.gui.context import Context
from photosearch.gui.settings.card import Card, Line
from photosearch.gui.settings.rows import SettingsPage
from photosearch.gui.translation import needs_restart
from photosearch.gui.tray import Tray


class GeneralPage(SettingsPage):
    """A new language is spoken from the next start on: what is shown already was said in the former one."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.settings, ("theme", "language"), ("tray", "start_at_login"))
        self.restart = QPushButton(self.tr("Restart now"))
        self.restart.setProperty("kind", "primary")
        self.restart.clicked.connect(lambda: context.restart())
        self.note = Card()
        self.note.add(Line(self.tr("The new language is used after a restart."), "", self.restart))
        self._column.insertWidget(1, self.note)
        self._show_note("language")
        context.settings.changed.connect(self._show_note)
        if not Tray.available():
            self.controls["tray"].setEnabled(False)
            self.lines["tray"].say(self.tr("This desktop has no tray."))
            self.lines["start_at_login"].say("")

    def _show_note(self, name: str) -> None:
        if name == "language":
            self.note.setVisible(needs_restart(self._settings.get(name)))
