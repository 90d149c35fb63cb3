"""The installer for one user, around a program that is small."""

import platform
import subprocess
import sys
from pathlib import Path

import pytest

LINUX = Path(__file__).parents[2] / "packaging" / "linux"
pytestmark = pytest.mark.skipif(
    (sys.platform, platform.machine()) != ("linux", "x86_64"), reason="for Linux on x86_64"
)
_MAKE = """
import sys; from pathlib import Path; from self_extracting import make; from tree import Edition
program, icons, version, folder = sys.argv[1:]
print(make(Path(program), Path(icons), Edition(version, "2026-01-31", ""), Path(folder), Path(folder)))
"""


def made(folder: Path, version: str) -> Path:
    """An installer whose program tells its version."""
    program = folder / version
    program.mkdir(parents=True)
    (program / "photosearch").write_text(f'#!/bin/sh\necho "{version} $@"\n')
    (program / "photosearch").chmod(0o755)
    (program / f"only-in-{version}").write_text("")
    icons = folder / "icons" / "48x48" / "apps"
    icons.mkdir(parents=True, exist_ok=True)
    (icons / "photosearch.png").write_bytes(b"\x89PNG\0@INSTALLED_PROGRAM@")
    command = [sys.executable, "-c", _MAKE, program, folder / "icons", version, folder]
    told = subprocess.run(command, cwd=LINUX, check=True, capture_output=True, text=True)
    return Path(told.stdout.strip())


@pytest.fixture(scope="module")
def installer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("built"), "1.0.0")


def run(script: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["sh", script, *map(str, arguments)], capture_output=True, text=True)


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


def test_installed_upgraded_and_removed_without_a_trace(installer: Path, tmp_path: Path) -> None:
    prefix = tmp_path / "home"
    (prefix / "share" / "applications").mkdir(parents=True)
    (prefix / "share" / "applications" / "other.desktop").write_text("[Desktop Entry]\n")
    assert run(installer, "--prefix", prefix).returncode == 0
    program = prefix / "bin" / "photosearch"
    assert subprocess.check_output([program, "a.jpg"], text=True) == "1.0.0 a.jpg\n"
    entry = (prefix / "share/applications/photosearch.desktop").read_text(encoding="utf-8")
    assert f"Exec={program} %F\n" in entry
    for name in files(prefix / "share"):
        text = (prefix / "share" / name).read_bytes()
        assert (b"@INST" in text) == name.endswith(".png"), name

    newer = made(tmp_path / "newer", "1.1.0")
    assert run(newer, f"--prefix={prefix}").returncode == 0
    assert subprocess.check_output([program], text=True) == "1.1.0 \n"
    assert not (prefix / "lib/photosearch/only-in-1.0.0").exists()

    assert run(newer, "--prefix", prefix, "--uninstall").returncode == 0
    assert files(prefix) - {"share/applications/mimeinfo.cache"} == {"share/applications/other.desktop"}
    assert "no Photosearch" in run(newer, "--prefix", prefix, "--uninstall").stderr


def test_a_damaged_file_installs_nothing(installer: Path, tmp_path: Path) -> None:
    assert run(installer, "--check").returncode == 0
    damaged = tmp_path / "damaged.run"
    damaged.write_bytes(installer.read_bytes()[:-100])
    for arguments in (["--check"], ["--prefix", tmp_path / "home"]):
        told = run(damaged, *arguments)
        assert told.returncode == 1 and "Download it again" in told.stderr
    assert not (tmp_path / "home").exists()


def test_wrong_use_is_told(installer: Path, tmp_path: Path) -> None:
    assert run(installer, "--perfix", "/x").returncode == 2
    assert run(installer, "--help").returncode == 0
    told = run(installer, "--prefix", tmp_path / "a b|c")
    assert told.returncode == 1 and "plain letters" in told.stderr
