"""Build what this system's people install: `make installer`, or `python packaging/build.py [STEP...]`.

Steps, in their order: environment, program, licences, installers, bill. Without any: all of them. What is
made lies in dist/, all else in build/installer/. Only `environment` uses the network.
"""

import datetime
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGING = ROOT / "packaging"
WORK = ROOT / "build" / "installer"
PROGRAM = WORK / "program" / "photosearch"
DIST = ROOT / "dist"
sys.path[:0] = [str(PACKAGING / name) for name in ("bundle", "linux", "windows")] + [str(ROOT)]

TOOLS = ("pyinstaller==6.22.3",)
# In an environment of its own: PyInstaller would take what it needs for part of the program.
BILL_TOOLS = ("cyclonedx-bom==7.5.0",)


def python(name: str) -> Path:
    """The interpreter of one of the two environments: program, bill."""
    folder = WORK / f"environment-{name}"
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def project() -> dict[str, object]:
    """What pyproject.toml says of the project."""
    found: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return found


def environment() -> None:
    """Install what goes into the program, as requirements.txt locks it, and the tools."""
    told = project()
    extras = told["optional-dependencies"]["torch"]  # type: ignore[index]
    locked = ["--constraint", str(ROOT / "requirements.txt")]
    _install("program", [*locked, *told["dependencies"], *extras, *TOOLS])  # type: ignore[misc]
    _install("bill", list(BILL_TOOLS))


def _install(name: str, arguments: list[str]) -> None:
    locked = (ROOT / "requirements.txt").read_bytes()
    digest = hashlib.sha256(repr(arguments).encode() + locked).hexdigest()
    stamp = WORK / f"environment-{name}" / "installed"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == digest:
        return
    venv.create(stamp.parent, clear=True, with_pip=True)
    _run(python(name), "-m", "pip", "install", "--quiet", "--no-compile", *arguments)
    stamp.write_text(digest, encoding="utf-8")


def program() -> None:
    """The program with everything in it, in one folder."""
    _run(python("program"), PACKAGING / "bundle" / "icons.py", WORK, QT_QPA_PLATFORM="offscreen")
    _run(
        *(python("program"), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
        *("--distpath", WORK / "program", "--workpath", WORK / "work"),
        PACKAGING / "bundle" / "photosearch.spec",
    )
    if sys.platform == "linux":
        from strip import strip

        strip(PROGRAM)
    size = sum(path.lstat().st_size for path in PROGRAM.rglob("*") if not path.is_dir())
    print(f"{PROGRAM}: {size / 1e6:.0f} MB")


def licences() -> None:
    """Those of everything inside, beside our own."""
    _run(
        *(python("program"), PACKAGING / "licences" / "collect.py", WORK / "work" / "photosearch"),
        PROGRAM / "_internal" / "LICENCES.txt",
    )


def installers() -> None:
    """What this system can make."""
    DIST.mkdir(exist_ok=True)
    if sys.platform == "win32":
        import explorer

        from photosearch.imaging.formats import EXTENSIONS

        (WORK / "explorer.iss").write_text("\n".join(explorer.lines(EXTENSIONS)) + "\n", encoding="utf-8")
        _run("iscc", f"/DVersion={version()}", PACKAGING / "windows" / "photosearch.iss")
    elif sys.platform == "darwin":
        _run("sh", PACKAGING / "macos" / "package.sh", version())
    else:
        _linux()


def _linux() -> None:
    import deb
    import self_extracting
    from tree import Edition, write_share

    edition = Edition(version(), date(), deb.PROGRAM)
    icons = WORK / "hicolor"
    # For AppImage and Flatpak, which give the program a path of its own.
    shutil.rmtree(WORK / "share", ignore_errors=True)
    write_share(WORK / "share", Edition(version(), date(), "photosearch"), icons)
    made = [self_extracting.make(PROGRAM, icons, edition, WORK, DIST)]
    if shutil.which("dpkg-deb"):
        made.append(deb.make(PROGRAM, icons, edition, WORK, DIST))
    for path in made:
        print(f"{path}: {path.stat().st_size / 1e6:.0f} MB")


def bill() -> None:
    """The bill of materials, as CycloneDX has it."""
    target = DIST / f"photosearch-{version()}.cdx.json"
    DIST.mkdir(exist_ok=True)
    everything = WORK / "everything.cdx.json"
    _run(
        *(python("bill"), "-m", "cyclonedx_py", "environment", python("program"), "--output-reproducible"),
        *("--pyproject", ROOT / "pyproject.toml", "--output-file", everything),
    )
    _run(
        *(python("program"), PACKAGING / "licences" / "bill.py", everything),
        *(WORK / "work" / "photosearch", target),
    )


def version() -> str:
    """The one of the project."""
    text = (ROOT / "photosearch" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    assert found is not None
    return found[1]


def date() -> str:
    """Of the build, or of SOURCE_DATE_EPOCH; as 2026-01-31."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    moment = (
        datetime.datetime.fromtimestamp(float(given), datetime.UTC)
        if given
        else datetime.datetime.now(datetime.UTC)
    )
    return moment.date().isoformat()


def _run(*command: object, **environment: str) -> None:
    subprocess.run(list(map(str, command)), check=True, cwd=ROOT, env={**os.environ, **environment})


STEPS = {step.__name__: step for step in (environment, program, licences, installers, bill)}

if __name__ == "__main__":
    wanted = sys.argv[1:] or list(STEPS)
    if unknown := set(wanted) - set(STEPS):
        sys.exit(f"There is no step {', '.join(sorted(unknown))}: one of {', '.join(STEPS)}.")
    WORK.mkdir(parents=True, exist_ok=True)
    for name in STEPS:
        if name in wanted:
            print(f"== {name}", flush=True)
            try:
                STEPS[name]()
            except subprocess.CalledProcessError as error:
                sys.exit(f"{name}: {error.cmd[0]} ended with {error.returncode}.")
