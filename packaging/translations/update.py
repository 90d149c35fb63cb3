"""Collect the texts of the window into resources/translations/*.ts, compiled to the .qm files it loads.

python packaging/translations/update.py [FOLDER]

Texts that are gone are dropped; new ones are marked unfinished, to be translated in the .ts file before this
runs again. English needs only the plurals. FOLDER is another place for the files, for comparing.
"""

import os
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
FOLDER = HOUSE / "resources" / "translations"
LANGUAGES = {"en": ["-pluralonly"], "de": []}


def update(folder: Path) -> None:
    """Bring the .ts and .qm files of a folder up to date with the source."""
    # By relative names: the tool would keep the folder of whoever ran it.
    sources = sorted(path.relative_to(HOUSE).as_posix() for path in (HOUSE / "photosearch/gui").rglob("*.py"))
    for language, options in LANGUAGES.items():
        texts = folder / f"photosearch_{language}.ts"
        languages = ["-source-language", "en", "-target-language", language]
        form = ["-no-obsolete", "-locations", "none"]
        _run("pyside6-lupdate", *sources, "-ts", str(texts), *languages, *form, *options)
        _run("pyside6-lrelease", "-removeidentical", str(texts), "-qm", str(texts.with_suffix(".qm")))


def _run(tool: str, *arguments: str) -> None:
    program = os.path.join(os.path.dirname(sys.executable), tool)
    subprocess.run([program, *arguments], cwd=HOUSE, check=True)


if __name__ == "__main__":
    update(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else FOLDER)
