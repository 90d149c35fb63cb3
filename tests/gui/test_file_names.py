"""File names of any bytes on their way through Qt."""

import os

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication, QLabel

from photosearch.gui.file_names import base_name, local_path, parent_name, shown, tool_tip


@pytest.mark.parametrize("name", [b"a b", b"\xff\xfe", "Köln".encode(), b"100%", b"a#b?c", b"new\nline"])
def test_an_address_and_back(name: bytes) -> None:
    from pathlib import Path

    path = os.fsdecode(b"/photos/" + name)
    url = QUrl.fromEncoded(Path(path).as_uri().encode())
    assert local_path(url) == path


@pytest.mark.parametrize("address", ["https://a.org/b.jpg", "", "file:///a%00b", "b.jpg", "trash:///a"])
def test_other_addresses_are_no_files(address: str) -> None:
    assert local_path(QUrl(address)) is None


def test_what_cannot_be_shown_is_replaced(qapp: QApplication) -> None:
    name = shown("a\udcff\nb\u202egpj.exe")
    assert name == "a\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}gpj.exe"
    # Qt takes it over as it is.
    assert QLabel(name).text() == name


def test_names_and_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ann")
    assert (base_name("/a/b.jpg"), base_name("/a/b/"), base_name("/")) == ("b.jpg", "b", "/")
    assert parent_name("/home/ann/Pictures/a.jpg") == "~/Pictures"
    assert parent_name("/home/anna/a.jpg") == "/home/anna"


def test_a_tool_tip_shows_markup_as_it_is() -> None:
    assert "&lt;b&gt;" in tool_tip("<b>.jpg")
