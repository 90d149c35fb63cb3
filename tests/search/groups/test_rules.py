"""Rules as people type them, and as files and settings hold them."""

import json
import os
from pathlib import Path

import pytest

from photosearch.errors import UsageError
from photosearch.search.groups.rules import (
    DEFAULT_RULES,
    KINDS,
    Rule,
    from_json,
    from_text,
    protecting,
    to_json,
)


def test_typed_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    here = os.path.realpath(tmp_path)
    assert from_text(["larger, protected:/a/b/,,-folder:down", "format:heic,name:IMG_*,sharper"]) == (
        Rule("resolution"),
        Rule("protected", "/a/b"),
        Rule("folder", os.path.join(here, "down"), reverse=True),
        Rule("format", "HEIF"),
        Rule("name", "IMG_*"),
        Rule("sharpness"),
    )


def test_json_gives_the_same_rules_back() -> None:
    rules = (*protecting(["/a, b"]), Rule("folder", "/c", reverse=True), *DEFAULT_RULES)
    assert from_json(json.loads(json.dumps(to_json(rules)))) == rules
    assert to_json(rules)[:2] == [
        {"rule": "protected", "value": "/a, b"},
        {"rule": "folder", "value": "/c", "reverse": True},
    ]


def test_rules_may_be_called_in_json_as_in_text() -> None:
    values = [{"rule": "larger"}, {"rule": "oldest", "reverse": True}, {"rule": "smaller", "reverse": True}]
    assert from_json(values) == (Rule("resolution"), Rule("taken", reverse=True), Rule("resolution"))
    assert from_json([{"rule": "raw"}]) == (Rule("format", "RAW"),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("shrapness", "no rule called “shrapness”. There are: protected, folder"),
        ("protected", "needs a folder: protected:/home"),
        ("folder:", "needs a folder"),
        ("resolution:4000", "goes with nothing: write resolution alone"),
        ("-protected:/a", "cannot be turned round"),
        ("format:docx", "no format “docx”. There are: ARW"),
        ("larger protected", "no rule called “larger protected”"),
    ],
)
def test_what_is_no_rule_is_said(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said.replace("*", r"\*")):
        from_text([text])


@pytest.mark.parametrize(
    "values",
    [
        {"rule": "resolution"},
        ["resolution"],
        [{"name": "resolution"}],
        [{"rule": "resolution", "prefer": "more"}],
        [{"rule": "resolution", "reverse": "yes"}],
        [{"rule": "folder", "value": 3}],
        [{"rule": "folder", "value": "relative/folder"}],
        [{"rule": "protected"}],
        None,
    ],
)
def test_other_json_is_refused(values: object) -> None:
    with pytest.raises(UsageError):
        from_json(values)


def test_the_rules_at_first_know_each_kind_that_needs_no_value() -> None:
    needing_none = {kind.name for kind in KINDS.values() if not kind.takes}
    assert needing_none == {rule.name for rule in DEFAULT_RULES if not rule.value}
