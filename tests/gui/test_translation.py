"""The language of the window: chosen, complete, and as the code has it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gui.translatable import FOLDER, ROOT, asked_for, translated

_UPDATE = ROOT / "packaging" / "translations" / "update.py"
_PROGRAM = """
import sys
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from photosearch.gui import translation
from photosearch.gui.wording import Wording
app = QApplication([])
language = translation.install(app, sys.argv[1])
box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
words = box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "")
rates = [Wording().rate(rate) for rate in (1, 2, 1234)]
print(language, words, QLocale().toString(1234.5), *rates, sep="|")
"""


def _said(chosen: str, system: str) -> list[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    environment |= {"LANG": f"{system}.UTF-8", "PYTHONIOENCODING": "utf-8"}
    ended = subprocess.run(
        [sys.executable, "-c", _PROGRAM, chosen], env=environment, capture_output=True, timeout=60
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.decode("utf-8").strip().split("|")


@pytest.mark.parametrize(
    ("chosen", "system", "said"),
    [
        ("de", "en_US", ["de", "Abbrechen", "1.234,5"]),
        ("system", "de_DE", ["de", "Abbrechen", "1.234,5"]),
        ("system", "fr_FR", ["en", "Cancel", "1\u202f234,5"]),
        ("en", "de_DE", ["en", "Cancel", "1.234,5"]),
        ("xx", "en_GB", ["en", "Cancel", "1,234.5"]),
    ],
)
def test_texts_and_numbers_are_in_one_language(chosen: str, system: str, said: list[str]) -> None:
    assert _said(chosen, system)[:3] == said


@pytest.mark.parametrize(
    ("language", "system", "said"),
    [
        ("en", "en_GB", ["1 photo a second", "2 photos a second", "1,234 photos a second"]),
        ("de", "de_DE", ["1 Foto je Sekunde", "2 Fotos je Sekunde", "1.234 Fotos je Sekunde"]),
    ],
)
def test_one_is_one_and_many_are_many(language: str, system: str, said: list[str]) -> None:
    assert _said(language, system)[3:] == said


def test_all_that_the_code_asks_for_is_collected() -> None:
    """Qt's tool passes over what it does not understand, such as a text within an f-string."""
    collected = set(translated("de"))
    lost = {text: where for text, where in asked_for().items() if text not in collected}
    assert lost == {}, "see packaging/translations/update.py"


def test_everything_is_said_in_german() -> None:
    missing = [text for text, forms in translated("de").items() if not forms or not all(forms)]
    assert missing == [], "to be translated in resources/translations/photosearch_de.ts"


def test_english_has_all_its_plurals() -> None:
    english = translated("en")
    missing = [text for text, forms in english.items() if len(forms) != 2 or not all(forms)]
    assert missing == [], "to be written in resources/translations/photosearch_en.ts"
    assert {text for text in translated("de") if text.plural} == set(english)


@pytest.mark.parametrize("language", ["en", "de"])
def test_nobody_reads_a_plural_in_brackets(language: str) -> None:
    bracketed = [
        text
        for text, forms in translated(language).items()
        if any(re.search(r"\((e?s|e?n|e|er)\)", form) for form in forms)
    ]
    assert bracketed == []
    assert [text for text in translated("de") if "(s)" in text.source and not text.plural] == []


@pytest.mark.parametrize("language", ["en", "de"])
def test_translations_hold_what_is_put_in(language: str) -> None:
    wrong = {
        text: form
        for text, forms in translated(language).items()
        for form in forms
        if _holes(form) != _holes(text.source)
    }
    assert wrong == {}


def _holes(text: str) -> list[str]:
    return sorted(hole.replace("%Ln", "%n") for hole in re.findall(r"\{\w*\}|%L?n|%\d", text))


def test_menus_keep_a_letter_to_open_them_by() -> None:
    texts = {text: forms[0] for text, forms in translated("de").items() if text.context == "Menus"}
    letters = [form[form.index("&") + 1].casefold() for text, form in texts.items() if "&" in text.source]
    assert len(letters) == 6 == len(set(letters))


def test_the_files_are_up_to_date(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.qm"))
    subprocess.run([sys.executable, _UPDATE, folder], check=True, capture_output=True, timeout=120)
    made = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(made) == {path.name for path in FOLDER.iterdir()}
    stale = [name for name, content in made.items() if content != (FOLDER / name).read_bytes()]
    assert stale == [], "run packaging/translations/update.py"
