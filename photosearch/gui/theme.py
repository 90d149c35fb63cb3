"""How the window looks: Fusion with palettes of our own, light and dark, and a small style sheet."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from photosearch.gui import icons
from photosearch.gui.colours import SCHEMES, Tokens, palette_of
from photosearch.gui.style_sheet import style_sheet

# The grid everything is spaced by: SPACE between things that belong together, more between groups.
SPACE = 8
RADIUS = 6


class Theme(QObject):
    """Keeps the application in the chosen theme, following the system where that is the choice."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice = "system"
        self._shown = ""
        app.setStyle("Fusion")
        # Kept: Python's hold on the one of accessibility ends with that on the other.
        self._hints = app.styleHints()
        self._accessibility = self._hints.accessibility()
        self._system = self._hints.colorScheme()
        self._hints.colorSchemeChanged.connect(self.follow)
        self._accessibility.contrastPreferenceChanged.connect(lambda contrast: self._show())

    @property
    def dark(self) -> bool:
        """Whether the dark theme is shown."""
        return self._shown.startswith("dark")

    def choose(self, choice: str) -> None:
        """system, light or dark."""
        self._choice = choice
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        # The frame of the window and the system's own dialogs follow this.
        self._hints.setColorScheme(schemes.get(choice, Qt.ColorScheme.Unknown))
        self._show()

    def follow(self, scheme: Qt.ColorScheme) -> None:
        """Take what the system is set to now; it is shown where no theme was chosen."""
        self._system = scheme
        self._show()

    def _show(self) -> None:
        name = self._wanted()
        if name == self._shown:
            return
        self._shown = name
        tokens = SCHEMES[name]
        self._app.setPalette(palette_of(tokens))
        self._app.setStyleSheet(style_sheet(tokens, icons.marks_folder()))
        self.changed.emit()

    def _wanted(self) -> str:
        chosen = {"light": False, "dark": True}
        dark = chosen.get(self._choice, self._system == Qt.ColorScheme.Dark)
        strong = self._accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast
        return ("dark" if dark else "light") + ("-contrast" if strong else "")


def apply(app: QApplication, choice: str) -> Theme:
    """Put the application into a theme: system, light or dark; again at any time."""
    theme = app.findChild(Theme) or Theme(app)
    theme.choose(choice)
    return theme


def tokens(palette: QPalette) -> Tokens:
    """The colours that go with a palette, for painting by hand."""
    window, text = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.WindowText)
    for known in SCHEMES.values():
        if known.window == window and known.text == text:
            return known
    return SCHEMES["dark" if window.lightness() < 128 else "light"]


def enlarge(widget: QWidget, factor: float, *, bold: bool = False) -> None:
    """Set the widget's text larger than the rest, as for a heading."""
    font = QApplication.font()
    font.setPointSizeF(font.pointSizeF() * factor)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    widget.setFont(font)
