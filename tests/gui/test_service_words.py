"""What services say is said in German: every sentence of their code that a person may see."""

import ast
import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from photosearch.gui import service_words
from photosearch.gui.service_words import translated
from photosearch.search.groups import reasons
from photosearch.services import choosing, reporting, wording
from tests.gui.translatable import FOLDER, ROOT

# Where messages for the window come from; what is for a terminal alone is not among it.
_SOURCES = (
    "services/*.py",
    "imaging/*.py",
    "library/trash.py",
    "library/acts/*.py",
    "search/groups/planning.py",
    "search/connecting.py",
    "search/fetching.py",
    "network/*.py",
    "network/importing/*.py",
    "training/*.py",
)
_FOR_THE_TERMINAL = {"network/published.py", "network/export.py"}
# The mistakes of a caller, and of the system, which bring their own words.
_OTHERS = {"UsageError", "TrainingStoppedError", "WorkerStartError"}
_BUILT_IN = set(dir(__builtins__)) | {"OSError", "ValueError", "TypeError", "KeyError", "RuntimeError"}


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    translator = QTranslator()
    assert translator.load(str(FOLDER / "photosearch_de.qm"))
    qapp.installTranslator(translator)
    service_words.translated.cache_clear()
    yield
    qapp.removeTranslator(translator)
    service_words.translated.cache_clear()


def _literal(node: ast.expr) -> str | None:
    """The text with an x for each value put in; None where it is not written there."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in parts)
        case ast.BoolOp(values=[*_, last]):
            return _literal(last)
    return None


def _raised() -> dict[str, str]:
    """Every message that is written where its error is made."""
    found = {}
    for pattern in _SOURCES:
        for path in (ROOT / "photosearch").glob(pattern):
            name = path.relative_to(ROOT / "photosearch").as_posix()
            if name in _FOR_THE_TERMINAL:
                continue
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                text = _message(node) if isinstance(node, ast.Call) else None
                if text is not None:
                    found[text] = f"{name}:{node.lineno}"
    return found


def _message(call: ast.Call) -> str | None:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if not name.endswith("Error") or name in _OTHERS | _BUILT_IN or not call.args:
        return None
    return _literal(call.args[1] if name == "ReadError" and len(call.args) > 1 else call.args[0])


def _english(text: str) -> list[str]:
    """The sentences that nobody translated."""
    shown = wording._without_commands(text)
    if translated(shown) == shown:
        return [shown]
    return [part for part in re.split(r"(?<=[.!?]) ", shown) if len(part) > 5 and part in translated(shown)]


def test_every_message_is_translated(german: None) -> None:
    raised = _raised()
    assert len(raised) > 60
    # What is put together of parts that stand elsewhere.
    composed = {"“x” x.", "“x” cannot be moved to the trash: x. Nothing was deleted."}
    english = {where: _english(text) for text, where in raised.items() if text not in composed}
    assert {where: parts for where, parts in english.items() if parts} == {}


def test_why_photos_are_kept_or_go_is_translated(german: None) -> None:
    for text in {*reasons.every_text(), choosing.GONE}:
        said = text.format(value="A", width=1, height=2, reason="sharper")
        assert translated(said) != said
    assert translated("although larger: 40 x 30") == "obwohl größer: 40 \u00d7 30"


def test_what_the_database_says_is_translated(german: None) -> None:
    for text in {*wording._BY_CODE.values(), reporting.WAITS_FOR_QUIET}:
        assert translated(text) != text


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            "“a. b.jpg” could not be moved to the trash (No space left on device). Nothing was deleted.",
            "„a. b.jpg“ konnte nicht in den Papierkorb verschoben werden (Kein Platz mehr auf dem Laufwerk). "
            "Es wurde nichts gelöscht.",
        ),
        (
            "“x.jpg” cannot be shown: the file is empty.",
            "„x.jpg“ kann nicht gezeigt werden: die Datei ist leer.",
        ),
        ("Permission denied: /home/a: b", "Keine Berechtigung: /home/a: b"),
        ("/home/a: b: Permission denied", "/home/a: b: Keine Berechtigung"),
        ("“a” is not a folder.\n“b” cannot be reached.", "„a“ ist kein Ordner.\n„b“ ist nicht erreichbar."),
        (
            "the file is too large to open safely (5000 MB; the limit is 4096 MB)",
            "die Datei ist zu groß, um sie gefahrlos zu öffnen (5000 MB; die Grenze liegt bei 4096 MB)",
        ),
        (
            "“Dr. No. II.jpg” is not there any more (No such file or directory).",
            "„Dr. No. II.jpg“ ist nicht mehr da (Datei oder Ordner nicht gefunden).",
        ),
        (
            "There is no model called 'a'. Models at hand: b, c.",
            "Es gibt kein Netz namens 'a'. Vorhandene Netze: b, c.",
        ),
        ("“{name}” is not a folder.", "„{name}“ ist kein Ordner."),
        ("Nobody ever wrote this. Nor this", "Nobody ever wrote this. Nor this"),
        ("", ""),
    ],
)
def test_names_and_numbers_stay(german: None, said: str, shown: str) -> None:
    assert translated(said) == shown


def test_the_window_gets_it_translated(german: None, qtbot: QtBot, own_engine: object) -> None:
    from photosearch.gui.engine import Engine
    from photosearch.gui.jobs import Problem

    assert isinstance(own_engine, Engine)
    problems: list[Problem] = []
    own_engine.picture("/no/such/picture.jpg", 100).then(lambda _: None, problems.append)
    qtbot.waitUntil(lambda: bool(problems), timeout=60_000)
    assert "kann nicht gezeigt werden: die Datei gibt es nicht" in problems[0].message
