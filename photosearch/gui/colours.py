"""The colours of the themes by what they are for. Texts keep a contrast of 4.5 to what they stand on."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True)
class Tokens:
    """Colours of one theme. `window` is behind everything, `base` behind lists and fields, `card` behind a
    thing that stands out; `muted` is text of less weight; `border` parts surfaces, `outline` bounds what can
    be operated; `hover` and `pressed` are behind flat controls; `selection` is behind what is selected;
    `on_NAME` is text on NAME.
    """

    window: QColor
    base: QColor
    card: QColor
    text: QColor
    muted: QColor
    disabled: QColor
    border: QColor
    outline: QColor
    hover: QColor
    pressed: QColor
    accent: QColor
    accent_hover: QColor
    on_accent: QColor
    selection: QColor
    on_selection: QColor
    danger: QColor
    on_danger: QColor
    ok: QColor
    warning: QColor


def _tokens(**names: str) -> Tokens:
    return Tokens(**{name: QColor(value) for name, value in names.items()})


_LIGHT = {
    "window": "#f5f6f7",
    "base": "#ffffff",
    "card": "#ffffff",
    "text": "#1b2025",
    "muted": "#59636e",
    "disabled": "#9aa2ab",
    "border": "#dde1e6",
    "outline": "#868f99",
    "hover": "#e9ecef",
    "pressed": "#dee2e7",
    "accent": "#0b6b82",
    "accent_hover": "#095a6e",
    "on_accent": "#ffffff",
    "selection": "#d3eaf0",
    "on_selection": "#0d2a33",
    "danger": "#b3261e",
    "on_danger": "#ffffff",
    "ok": "#1c7340",
    "warning": "#855300",
}
_DARK = {
    "window": "#1b1e22",
    "base": "#15171a",
    "card": "#23272c",
    "text": "#e6e9ec",
    "muted": "#a3acb6",
    "disabled": "#666f79",
    "border": "#343a41",
    "outline": "#737d88",
    "hover": "#2a2f35",
    "pressed": "#353b43",
    "accent": "#58b9cf",
    "accent_hover": "#76cadd",
    "on_accent": "#05242c",
    "selection": "#1d4a57",
    "on_selection": "#e9f7fa",
    "danger": "#f28b82",
    "on_danger": "#3b0a07",
    "ok": "#74c894",
    "warning": "#e6b85c",
}
_LIGHT_CONTRAST = _LIGHT | {
    "window": "#ffffff",
    "text": "#000000",
    "muted": "#2b3238",
    "disabled": "#6a727a",
    "border": "#4a525a",
    "outline": "#000000",
    "accent": "#004a5c",
    "accent_hover": "#003542",
    "selection": "#004a5c",
    "on_selection": "#ffffff",
    "danger": "#8c0f09",
    "ok": "#0a5227",
    "warning": "#5e3a00",
}
_DARK_CONTRAST = _DARK | {
    "window": "#000000",
    "base": "#000000",
    "card": "#000000",
    "text": "#ffffff",
    "muted": "#d8dde2",
    "disabled": "#9aa2ab",
    "border": "#aab2ba",
    "outline": "#ffffff",
    "hover": "#262b30",
    "accent": "#8be0f2",
    "accent_hover": "#b5edf8",
    "selection": "#8be0f2",
    "on_selection": "#00161c",
    "danger": "#ffb3ac",
    "ok": "#a5e8bd",
    "warning": "#ffd98f",
}

SCHEMES: dict[str, Tokens] = {
    "light": _tokens(**_LIGHT),
    "dark": _tokens(**_DARK),
    "light-contrast": _tokens(**_LIGHT_CONTRAST),
    "dark-contrast": _tokens(**_DARK_CONTRAST),
}


def palette_of(tokens: Tokens) -> QPalette:
    """The palette that makes Qt's own widgets match."""
    role = QPalette.ColorRole
    palette = QPalette()
    for color, roles in (
        (tokens.window, (role.Window,)),
        (tokens.base, (role.Base,)),
        (tokens.window, (role.AlternateBase,)),
        (tokens.card, (role.Button, role.ToolTipBase)),
        (tokens.text, (role.WindowText, role.Text, role.ButtonText, role.ToolTipText)),
        (tokens.muted, (role.PlaceholderText,)),
        (tokens.selection, (role.Highlight,)),
        (tokens.on_selection, (role.HighlightedText,)),
        (tokens.accent, (role.Accent, role.Link, role.LinkVisited)),
        (tokens.danger, (role.BrightText,)),
        (tokens.border, (role.Mid,)),
        (tokens.pressed, (role.Midlight,)),
        (tokens.outline, (role.Dark,)),
    ):
        for one in roles:
            palette.setColor(one, color)
    for one in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, tokens.disabled)
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, tokens.pressed)
    return palette
