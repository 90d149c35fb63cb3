"""What a desktop is given besides the program."""

import configparser
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from photosearch.cli.window import COMMANDS
from photosearch.imaging.formats import EXTENSIONS

PACKAGING = Path(__file__).parents[2] / "packaging"


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files, filled in as for a package."""
    folder = tmp_path_factory.mktemp("installed") / "share"
    script = (
        "import sys; from pathlib import Path; from tree import Edition, write_share;"
        "edition = Edition('1.2.3', '2026-01-31', '/usr/bin/photosearch');"
        "write_share(Path(sys.argv[1]), edition, Path(sys.argv[2]))"
    )
    icons = tmp_path_factory.mktemp("icons")
    command = [sys.executable, "-c", script, str(folder), str(icons)]
    subprocess.run(command, cwd=PACKAGING / "linux", check=True)
    return folder


def files(share: Path) -> list[Path]:
    return [path for path in share.rglob("*") if path.is_file() and path.suffix != ".gz"]


def test_nothing_is_left_to_fill_in(share: Path) -> None:
    assert len(files(share)) == 8
    for path in files(share):
        assert "@" not in path.read_text(encoding="utf-8"), path


def test_every_format_is_offered(share: Path) -> None:
    entry = configparser.ConfigParser(interpolation=None, strict=True)
    entry.read(share / "applications/photosearch.desktop", encoding="utf-8")
    offered = set(entry["Desktop Entry"]["MimeType"].strip(";").split(";"))
    kinds = {"jpe": "jpeg", "jpg": "jpeg", "jfif": "jpeg", "tif": "tiff", "heic": "heif", "hif": "heif"}
    for extension in EXTENSIONS:
        name = extension.removeprefix(".")
        name = kinds.get(name, name)
        assert any(kind == f"image/{name}" or kind.endswith(f"-{name}") for kind in offered), extension


def test_the_menus_of_file_managers_start_the_program_with_pictures(share: Path) -> None:
    for name, section in (
        ("kio/servicemenus/photosearch.desktop", "Desktop Action findSimilar"),
        ("nemo/actions/photosearch.nemo_action", "Nemo Action"),
        ("Thunar/sendto/photosearch.desktop", "Desktop Entry"),
        ("file-manager/actions/photosearch-find-similar.desktop", "X-Action-Profile pictures"),
    ):
        menu = configparser.ConfigParser(interpolation=None, strict=True)
        menu.optionxform = str  # type: ignore[assignment, method-assign]
        menu.read(share / name, encoding="utf-8")
        assert menu[section]["Exec"] == "/usr/bin/photosearch %F"
    for manager in ("nautilus", "caja"):
        text = (share / f"{manager}-python/extensions/photosearch.py").read_text(encoding="utf-8")
        compile(text, manager, "exec")
        assert f"(GObject.GObject, {manager.title()}.MenuProvider)" in text


def test_the_extension_offers_it_for_pictures_alone(share: Path) -> None:
    # The file manager's bindings live in its own process alone: these stand in for them.
    script = """
import sys, types
class Item:
    def __init__(self, **told): self.told = told
    def connect(self, signal, take): self.take = take
class File:
    def __init__(self, path, kind): self.path, self.get_mime_type = path, lambda: kind
    def get_location(self): return self
    def get_path(self): return self.path
manager = types.SimpleNamespace(MenuProvider=type("MenuProvider", (), {}), MenuItem=Item)
repository = types.ModuleType("gi.repository")
repository.Nautilus, repository.GObject = manager, types.SimpleNamespace(GObject=type("GObject", (), {}))
sys.modules["gi"], sys.modules["gi.repository"] = types.ModuleType("gi"), repository
told = {"__name__": "photosearch"}
exec(open(sys.argv[1], encoding="utf-8").read(), told)
extension = told["PhotosearchExtension"]()
picture, text = File("/a.jpg", "image/jpeg"), File("/a.txt", "text/plain")
assert extension.get_file_items([text]) == extension.get_file_items([picture, text]) == []
assert extension.get_file_items([File(None, "image/jpeg")]) == []
(item,) = extension.get_file_items([picture, picture])
started = []
told["subprocess"].Popen = lambda command, **_: started.append(command)
item.take(item)
assert started == [["/usr/bin/photosearch", "/a.jpg", "/a.jpg"]], started
"""
    path = share / "nautilus-python/extensions/photosearch.py"
    subprocess.run([sys.executable, "-c", script, str(path)], check=True)


def test_the_manual_names_every_command() -> None:
    text = (PACKAGING / "linux/photosearch.1").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"{command}\n" in text or f"{command} " in text, command


@pytest.mark.parametrize(
    ("tool", "name", "options"),
    [
        ("desktop-file-validate", "applications/photosearch.desktop", []),
        ("appstreamcli", "metainfo/io.github.photosearch.metainfo.xml", ["validate", "--no-net"]),
    ],
)
def test_what_checks_such_files_finds_nothing(share: Path, tool: str, name: str, options: list[str]) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    told = subprocess.run([tool, *options, str(share / name)], capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.parametrize("path", sorted(PACKAGING.rglob("*.sh")), ids=lambda path: path.name)
def test_the_scripts_can_be_read_by_a_shell(path: Path) -> None:
    subprocess.run(["sh", "-n", str(path)], check=True)
