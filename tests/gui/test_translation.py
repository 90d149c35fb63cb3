"""The language of the window."""

import os
import subprocess
import sys

import pytest

_PROGRAM = """
import sys
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from photosearch.gui import translation
app = QApplication([])
language = translation.install(app, sys.argv[1])
box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
words = box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "")
print(language, words, QLocale().toString(1234.5), sep="|")
"""


def _said(chosen: str, system: str) -> list[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    environment["LANG"] = f"{system}.UTF-8"
    ended = subprocess.run(
        [sys.executable, "-c", _PROGRAM, chosen], env=environment, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip().split("|")


@pytest.mark.parametrize(
    ("chosen", "system", "said"),
    [
        ("de", "en_US", ["de", "Abbrechen", "1.234,5"]),
        ("system", "de_AT", ["de", "Abbrechen", "1.234,5"]),
        ("system", "fr_FR", ["en", "Cancel", "1\u202f234,5"]),
        ("en", "de_DE", ["en", "Cancel", "1.234,5"]),
        ("xx", "en_GB", ["en", "Cancel", "1,234.5"]),
    ],
)
def test_texts_and_numbers_are_in_one_language(chosen: str, system: str, said: list[str]) -> None:
    assert _said(chosen, system) == said
