"""What goes into the built program, and the lists the installers work from."""

from pathlib import Path

import pytest

from photosearch.imaging.formats import EXTENSIONS

PACKAGING = Path(__file__).parents[2] / "packaging"
ROOT = PACKAGING.parent


@pytest.fixture(autouse=True)
def beside_the_scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("bundle", "windows"):
        monkeypatch.syspath_prepend(str(PACKAGING / name))


def test_the_resources_are_there() -> None:
    from contents import RESOURCES

    for pattern, _ in RESOURCES:
        assert list(ROOT.glob(pattern)), pattern


def test_what_the_program_needs_stays() -> None:
    from contents import is_needed, needed

    for path in (
        "PySide6/Qt/lib/libQt6Widgets.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/translations/qtbase_de.qm",
        "PySide6/Qt/translations/qtbase_de.qm",
        "torch/bin/torch_shm_manager",
        "torch/lib/libtorch_cpu.so",
        "libsqlite3.so.0",
        "libxcb-cursor.so.0",
        "resources/translations/photosearch_de.qm",
    ):
        assert is_needed(path), path
    for path in (
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6\\Qt6Quick.dll",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/translations/qtbase_fr.qm",
        "torch/include/ATen/ATen.h",
        "libstdc++.so.6",
        "libX11.so.6",
        "libgtk-3.so.0",
    ):
        assert not is_needed(path), path
    link = ("libQt6Quick.so.6", "PySide6/Qt/lib/libQt6Quick.so.6", "SYMLINK")
    library = ("libz.b9.so.1", "/somewhere/libz.b9.so.1", "BINARY")
    assert needed([link, library]) == [library]


def test_the_explorer_offers_it_for_every_format() -> None:
    from explorer import lines

    made = lines(EXTENSIONS)
    assert len(made) == 4 * len(EXTENSIONS)
    assert all(line.startswith("Root: HKCU; ") and line.count('"') % 2 == 0 for line in made)
    command = r"Software\Classes\SystemFileAssociations\.jpg\shell\Photosearch\command"
    (line,) = (line for line in made if command in line)
    assert r'ValueData: """{app}\photosearch.exe"" ""%1"""' in line
