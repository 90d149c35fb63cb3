"""The style sheet: soft corners and calm surfaces where Fusion has frames. All colours come from the theme.

Widgets ask for a look by a dynamic property: a button by `kind` (primary, flat, danger), a label by `tone`
(muted, danger, ok, warning), a frame by `surface` (card, bar).
"""

from dataclasses import fields
from string import Template

from photosearch.gui.colours import Tokens

_SHEET = Template("""
QToolTip { color: $text; background: $card; border: 1px solid $border; padding: 4px 6px; }

QPushButton { color: $text; background: $card; border: 1px solid $outline; border-radius: 6px;
    padding: 5px 14px; min-height: 18px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:focus { border: 2px solid $accent; padding: 4px 13px; }
QPushButton:disabled { color: $disabled; border-color: $border; background: transparent; }
QPushButton:checked { background: $selection; color: $on_selection; }
QPushButton[kind="primary"] { color: $on_accent; background: $accent; border-color: $accent; }
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { color: $disabled; background: $pressed; border-color: $pressed; }
QPushButton[kind="danger"] { color: $on_danger; background: $danger; border-color: $danger; }
QPushButton[kind="danger"]:focus { border: 2px solid $text; }
QPushButton[kind="flat"] { background: transparent; border-color: transparent; }
QPushButton[kind="flat"]:hover { background: $hover; }
QPushButton[kind="flat"]:focus { border-color: $accent; }
QPushButton[kind="link"] { color: $accent; background: transparent; border: 2px solid transparent;
    padding: 0; text-align: left; }
QPushButton[kind="link"]:hover { color: $accent_hover; text-decoration: underline; }
QPushButton[kind="link"]:focus { border-color: $accent; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }

QToolButton { color: $text; background: transparent; border: 2px solid transparent; border-radius: 6px;
    padding: 3px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:open { background: $pressed; }
QToolButton:checked { background: $selection; color: $on_selection; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $disabled; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox { color: $text; background: $base;
    border: 1px solid $outline; border-radius: 6px; padding: 5px 8px; selection-background-color: $selection;
    selection-color: $on_selection; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: 18px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
    border: 2px solid $accent; padding: 4px 7px; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled { color: $disabled; border-color: $border; }
QComboBox { padding-right: 24px; }
QComboBox:focus { padding-right: 23px; }
QComboBox:hover:!focus { border-color: $muted; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("$marks/down-$shade.svg"); width: 12px; height: 12px; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit { border: none; padding: 0; background: transparent; }
QComboBox QAbstractItemView { color: $text; background: $card; border: 1px solid $border; padding: 4px;
    selection-background-color: $selection; selection-color: $on_selection; outline: none; }
QComboBox QAbstractItemView::item { min-height: 26px; }
QAbstractSpinBox { padding-right: 24px; }
QSpinBox QLineEdit, QDoubleSpinBox QLineEdit { padding-left: 6px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 20px;
    subcontrol-origin: border; border-radius: 5px; }
QAbstractSpinBox::up-button { subcontrol-position: top right; margin: 2px 2px 0 0; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; margin: 0 2px 2px 0; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; }
QAbstractSpinBox::up-arrow { image: url("$marks/up-$shade.svg"); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url("$marks/down-$shade.svg"); width: 10px; height: 10px; }
QDateTimeEdit::drop-down { border: none; width: 24px; }
QDateTimeEdit::down-arrow { image: url("$marks/down-$shade.svg"); width: 12px; height: 12px; }

QCheckBox, QRadioButton { spacing: 8px; }
QCheckBox::indicator, QRadioButton::indicator { width: 16px; height: 16px; background: $base;
    border: 1px solid $outline; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { background: $hover; }
QCheckBox::indicator:checked, QCheckBox::indicator:indeterminate { background: $accent;
    border-color: $accent; }
QCheckBox::indicator:checked { image: url("$marks/check-$shade.svg"); }
QCheckBox::indicator:indeterminate { image: url("$marks/partly-$shade.svg"); }
QRadioButton::indicator:checked { width: 8px; height: 8px; background: $on_accent;
    border: 5px solid $accent; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { width: 14px; height: 14px;
    border: 2px solid $accent; }
QCheckBox::indicator:checked:focus { border-color: $text; }
QRadioButton::indicator:checked:focus { width: 8px; height: 8px; border: 5px solid $text; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $pressed;
    border-color: $border; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }

QTreeView::item, QListWidget::item { min-height: 26px; }
QTreeView::item:hover, QListWidget::item:hover { background: $hover; }
QTreeView::item:selected, QTableView::item:selected, QListWidget::item:selected { color: $on_selection;
    background: $selection; }

QGroupBox { border: none; margin-top: 28px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; subcontrol-position: top left; }

QLabel[tone="muted"] { color: $muted; }
QLabel[tone="danger"] { color: $danger; }
QLabel[tone="ok"] { color: $ok; }
QLabel[tone="warning"] { color: $warning; }

QFrame[surface="card"] { background: $card; border: 1px solid $border; border-radius: 6px; }
QFrame[surface="card"][chosen="true"] { border: 2px solid $accent; }
QFrame[surface="bar"] { background: $window; border: none; border-top: 1px solid $border; }

QFrame[surface="hairline"] { background: $border; border: none; min-height: 1px; max-height: 1px; }
QAbstractItemView[surface="list"] { background: $base; border: 1px solid $border; border-radius: 6px;
    outline: none; }
QAbstractItemView[surface="list"]::item { padding: 2px 8px; border: none; }
QAbstractItemView[surface="list"]::item:hover { background: $hover; }
QAbstractItemView[surface="list"]::item:selected { color: $on_selection; background: $selection; }
QListWidget#settingsPages { background: $base; border: none; border-right: 1px solid $border; padding: 8px;
    outline: none; }
QListWidget#settingsPages::item { color: $text; border: 2px solid transparent; border-radius: 6px;
    padding: 0 8px; margin: 1px 0; }
QListWidget#settingsPages::item:hover { background: $hover; }
QListWidget#settingsPages::item:selected { color: $on_selection; background: $selection; }
QListWidget#settingsPages::item:selected:focus { border-color: $accent; }

QMenu { background: $card; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 8px; border-radius: 4px; }
QMenu::item:selected { background: $selection; color: $on_selection; }
QMenu::item:disabled { color: $disabled; background: transparent; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QMenuBar { background: $window; border-bottom: 1px solid $border; }
QMenuBar::item { padding: 5px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $hover; }

QProgressBar { background: $pressed; border: none; border-radius: 3px; max-height: 6px; min-height: 6px;
    text-align: center; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QSlider::groove:horizontal { height: 4px; background: $pressed; border-radius: 2px; }
QSlider::groove:vertical { width: 4px; background: $pressed; border-radius: 2px; }
QSlider::sub-page:horizontal, QSlider::add-page:vertical { background: $accent; border-radius: 2px; }
QSlider::handle { width: 14px; height: 14px; background: $card; border: 1px solid $outline;
    border-radius: 8px; }
QSlider::handle:horizontal { margin: -6px 0; }
QSlider::handle:vertical { margin: 0 -6px; }
QSlider::handle:hover { background: $hover; }
QSlider::handle:focus { border: 2px solid $accent; width: 12px; height: 12px; }
QSlider::sub-page:disabled, QSlider::add-page:disabled { background: $border; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $outline; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; margin: 2px; border-radius: 4px; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSplitter::handle { background: $border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QHeaderView::section { color: $muted; background: $window; border: none; border-bottom: 1px solid $border;
    padding: 6px 8px; }
QTabBar::tab { color: $muted; background: transparent; border: none; border-bottom: 2px solid transparent;
    padding: 8px 12px; }
QTabBar::tab:hover, QTabBar::tab:focus { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabWidget::pane { border: none; border-top: 1px solid $border; }
""")


def style_sheet(tokens: Tokens, marks: str) -> str:
    """The style sheet of a theme; `marks` is the folder of the arrows and ticks it draws controls with."""
    colours = {field.name: getattr(tokens, field.name).name() for field in fields(tokens)}
    shade = "light" if tokens.window.lightness() > 127 else "dark"
    return _SHEET.substitute(colours, shade=shade, marks=marks.replace("\\", "/"))
