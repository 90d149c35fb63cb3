"""Collecting the licences of what is built in: of a few real packages, and none that is not known."""

import importlib.metadata
from email.message import Message
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "packaging" / "licences"


@pytest.fixture(autouse=True)
def beside_the_script(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))


def test_real_packages_tell_licence_and_text() -> None:
    import collect

    for name, licence, words in (
        ("rich", "MIT", "Permission is hereby granted"),
        ("appdirs", "MIT", "Permission is hereby granted"),
        ("numpy", "BSD-3-Clause", "Redistribution and use"),
        ("onnxruntime", "MIT", "THIRD PARTY"),
        ("PySide6_Essentials", "LGPL-3.0-only", "GNU LESSER GENERAL PUBLIC LICENSE"),
    ):
        part = collect.part_of(importlib.metadata.distribution(name))
        assert licence in part.licence
        assert words.lower() in "\n".join(part.texts).lower(), name


def test_what_went_in_is_found_by_its_files(tmp_path: Path) -> None:
    import collect

    rich, xxhash = (importlib.import_module(name).__file__ for name in ("rich", "xxhash"))
    work = tmp_path / "work"
    work.mkdir()
    # As PyInstaller writes it.
    (work / "PYZ-00.toc").write_text(
        repr(("out.pyz", [("rich", rich, "PYMODULE"), ("none", "", "PYMODULE")]))
    )
    (work / "COLLECT-00.toc").write_text(repr(([("xxhash/__init__.py", xxhash, "DATA")],)))
    text = collect.text_of([*map(collect.part_of, map(importlib.metadata.distribution, ("rich", "xxhash")))])
    assert set(collect.sources_in(work)) == {Path(str(rich)), Path(str(xxhash))}
    assert "xxhash" in text and "Redistribution and use" in text and "LGPL" not in text.split("rich")[1]


def test_only_known_licences_are_taken() -> None:
    import spdx

    def told(expression: str, classifier: str = "") -> str | None:
        metadata = Message()
        metadata["License-Expression"] = expression
        metadata["Classifier"] = f"License :: OSI Approved :: {classifier}"
        return spdx.expression(metadata)

    assert told("GPL-3.0-only OR LGPL-3.0-only") and told("MIT AND BSD-3-Clause")
    assert told("", "MIT License") == "MIT"
    assert told("AGPL-3.0-only") is None and told("MIT AND AGPL-3.0-only") is None
    # An expression is exact; what is told besides does not overrule it.
    assert told("AGPL-3.0-only", "MIT License") is None
    assert told("") is None


def test_the_bill_holds_what_is_inside_and_no_more() -> None:
    import bill
    from collect import Part

    everything = {
        "metadata": {"component": {"bom-ref": "root"}},
        "components": [
            {"bom-ref": "rich==15", "name": "rich", "purl": "pkg:pypi/rich@15"},
            {"bom-ref": "pip==23", "name": "pip", "purl": "pkg:pypi/pip@23"},
            {"bom-ref": "torch", "name": "torch", "purl": "pkg:pypi/torch@2.13.0%2Bcpu?x=y"},
        ],
        "dependencies": [{"ref": "root", "dependsOn": ["pip==23", "rich==15"]}, {"ref": "pip==23"}],
    }
    parts = [
        Part("rich", "15", "MIT", (), "pkg:pypi/rich@15"),
        Part("torch", "2.13.0+cpu", "BSD-3-Clause", (), "pkg:pypi/torch@2.13.0+cpu"),
        Part("Python", "3.11", "PSF-2.0", (), "pkg:generic/python@3.11"),
    ]
    made = bill.bill_of(everything, parts)
    assert {one["name"] for one in made["components"]} == {"rich", "torch", "Python"}
    assert made["dependencies"] == [{"ref": "root", "dependsOn": ["rich==15"]}]
