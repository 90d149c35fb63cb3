"""The rules for what to keep are put in order, added, turned round and taken out; every change is told."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from photosearch.gui.copies.rule_words import WORDS, words_of
from photosearch.gui.copies.rules_dialog import RulesDialog
from photosearch.search.groups.rules import DEFAULT_RULES, KINDS, from_json, to_json

USUAL = to_json(DEFAULT_RULES)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def told() -> list[Any]:
    return []


@pytest.fixture
def dialog(qtbot: QtBot, told: list[Any]) -> RulesDialog:
    made = RulesDialog(USUAL, USUAL)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.changed.connect(told.append)
    with qtbot.waitExposed(made):
        made.show()
    return made


def names(rules: list[dict[str, Any]]) -> list[str]:
    return [rule["rule"] for rule in rules]


def test_every_rule_has_words() -> None:
    assert set(WORDS) == set(KINDS)
    for name, kind in KINDS.items():
        assert WORDS[name].takes == kind.takes
        assert bool(WORDS[name].reversed) == kind.reversible, name
    assert words_of({"rule": "folder", "value": "/a/Export", "reverse": True}) == "Not in the folder “Export”"


def test_a_rule_is_moved_and_the_usual_order_comes_back(
    qtbot: QtBot, dialog: RulesDialog, told: list[Any]
) -> None:
    dialog.list.setCurrentRow(1)
    qtbot.mouseClick(dialog.buttons["up"], LEFT)
    assert names(told[-1])[:2] == [USUAL[1]["rule"], USUAL[0]["rule"]]
    assert from_json(told[-1]), "the engine takes them"
    assert not dialog.buttons["up"].isEnabled() and dialog.list.currentRow() == 0
    qtbot.mouseClick(dialog.buttons["usual"], LEFT)
    assert told[-1] is None
    assert dialog.rules() == USUAL


def test_a_rule_is_turned_round_only_where_that_makes_sense(
    qtbot: QtBot, dialog: RulesDialog, told: list[Any]
) -> None:
    at = names(USUAL).index("resolution")
    dialog.list.setCurrentRow(at)
    qtbot.mouseClick(dialog.buttons["turn"], LEFT)
    assert told[-1][at] == {"rule": "resolution", "reverse": True}
    assert dialog.list.currentItem().text() == "Fewer pixels"
    dialog.list.setCurrentRow(names(USUAL).index("gps"))
    assert not dialog.buttons["turn"].isEnabled()


def test_a_rule_is_taken_out_and_added_again_in_front(
    qtbot: QtBot, dialog: RulesDialog, told: list[Any]
) -> None:
    dialog.list.setCurrentRow(names(USUAL).index("gps"))
    qtbot.mouseClick(dialog.buttons["remove"], LEFT)
    assert "gps" not in names(told[-1])
    menu = dialog.buttons["add"].menu()
    next(action for action in menu.actions() if action.text() == "Knows its place").trigger()
    assert names(told[-1])[0] == "gps"
    before = len(told)
    next(action for action in menu.actions() if action.text() == "Knows its place").trigger()
    assert len(told) == before, "once is enough"


def test_what_comes_of_it_is_said(dialog: RulesDialog) -> None:
    dialog.show_outcome("3 photos can go")
    assert dialog.outcome.text() == "3 photos can go"
