"""What puts 'Find similar' into the Explorer's menu of every kind of picture: lines of the installer."""

from collections.abc import Iterable

_PROGRAM = "photosearch.exe"
_LINE = 'Root: HKCU; Subkey: "{key}"; ValueType: string; {name}ValueData: "{value}"{end}'


def lines(extensions: Iterable[str]) -> list[str]:
    """Entries of [Registry] for Inno Setup; extensions: such as .jpg. Nothing of what a double click does
    changes."""
    return [line for extension in sorted(extensions) for line in _of(extension)]


def _of(extension: str) -> Iterable[str]:
    verb = rf"Software\Classes\SystemFileAssociations\{extension}\shell\Photosearch"
    app = rf"Software\Classes\Applications\{_PROGRAM}\SupportedTypes"
    start = rf'""{{app}}\{_PROGRAM}"" ""%1""'
    whole = "; Flags: uninsdeletekey; Tasks: menu"
    yield _LINE.format(key=app, name=f'ValueName: "{extension}"; ', value="", end="")
    yield _LINE.format(key=verb, name="", value="{cm:FindSimilar}", end=whole)
    yield _LINE.format(
        key=verb, name='ValueName: "Icon"; ', value=rf"{{app}}\{_PROGRAM}", end="; Tasks: menu"
    )
    yield _LINE.format(key=rf"{verb}\command", name="", value=start, end="; Tasks: menu")
