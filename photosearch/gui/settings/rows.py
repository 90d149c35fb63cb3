"""A page of settings, made from their table."""

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QSpinBox, QVBoxLayout, QWidget

from photosearch.gui.settings.card import Card, Line
from photosearch.gui.settings.store import Settings
from photosearch.gui.settings.switch import Switch
from photosearch.gui.settings.table import BY_NAME, Setting
from photosearch.gui.theme import SPACE

_STEP = 16
_WIDTH = 22 * SPACE


class SettingsPage(QWidget):
    """Cards with a control for each setting, which follows the setting whoever changes it."""

    def __init__(self, settings: Settings, *groups: Iterable[str]) -> None:
        super().__init__()
        self._settings = settings
        self.controls: dict[str, QWidget] = {}
        self.lines: dict[str, Line] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * SPACE)
        for names in groups:
            card = Card()
            for name in names:
                self._add(card, BY_NAME[name])
            self._column.addWidget(card)
        self._column.addStretch(1)
        self._align()
        settings.changed.connect(self._show)

    def _add(self, card: Card, setting: Setting) -> None:
        control = self._control(setting)
        control.setObjectName(f"setting-{setting.name}")
        control.setAccessibleName(setting.shown_label())
        control.setAccessibleDescription(setting.shown_help())
        self.controls[setting.name] = control
        self.lines[setting.name] = card.add(Line(setting.shown_label(), setting.shown_help(), control))
        self._show(setting.name)

    def _align(self) -> None:
        """All fields as wide as the widest."""
        fields = [control for control in self.controls.values() if not isinstance(control, Switch)]
        width = max((field.sizeHint().width() for field in fields), default=0)
        for field in fields:
            field.setFixedWidth(max(width, _WIDTH))

    def _control(self, setting: Setting) -> QWidget:
        name = setting.name
        if setting.kind is bool:
            switch = Switch()
            switch.toggled.connect(lambda on: self._settings.set(name, on))
            return switch
        if setting.choices:
            choice = QComboBox()
            for value, words in setting.shown_choices():
                choice.addItem(words, value)
            choice.activated.connect(lambda row: self._settings.set(name, choice.itemData(row)))
            return choice
        number = QSpinBox()
        number.setRange(setting.low or 0, setting.high if setting.high is not None else 1_000_000)
        number.setSingleStep(_STEP)
        # The style sheet's padding does not reach the text of this one.
        number.lineEdit().setTextMargins(SPACE - 2, 0, 0, 0)
        if setting.unit:
            number.setSuffix(f" {setting.unit}")
        # Not with every digit that is typed: 320 begins as 3, which is less than the least.
        number.setKeyboardTracking(False)
        number.valueChanged.connect(lambda value: self._settings.set(name, value))
        return number

    def _show(self, name: str) -> None:
        control = self.controls.get(name)
        if control is None:
            return
        value = self._settings.get(name)
        with QSignalBlocker(control):
            if isinstance(control, Switch):
                control.setChecked(value)
            elif isinstance(control, QComboBox):
                control.setCurrentIndex(control.findData(value))
            elif isinstance(control, QSpinBox):
                control.setValue(value)
        control.update()
