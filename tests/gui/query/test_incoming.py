"""What comes in by a drop or over the clipboard, as the programs of the world write it."""

import os

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from photosearch.gui.query.incoming import Incoming, read
from tests.gui.query.drags import address, files


def mime_with(**data: bytes) -> QMimeData:
    mime = QMimeData()
    for name, value in data.items():
        mime.setData({"uris": "text/uri-list", "gnome": "x-special/gnome-copied-files"}[name], value)
    return mime


@pytest.mark.parametrize(
    "name",
    [
        b"plain.jpg",
        b"with space & 100%.jpg",
        b"\xff\xe9.jpg",
        "Köln \N{PARTY POPPER}.jpg".encode(),
        b"a#b?c;d.jpg",
    ],
)
def test_file_names_come_through_byte_for_byte(name: bytes) -> None:
    path = os.fsdecode(b"/pictures/" + name)
    found = read(files([path]))
    assert found == Incoming((path,))
    assert os.fsencode(found.paths[0]) == b"/pictures/" + name


def test_addresses_that_are_not_escaped_are_understood() -> None:
    assert read(mime_with(uris=b"file:///a b/\xc3\xa9.jpg\r\n")) == Incoming(("/a b/é.jpg",))


def test_files_of_another_name_for_this_computer() -> None:
    assert read(mime_with(uris=b"file://localhost/a/b.jpg\n")) == Incoming(("/a/b.jpg",))


def test_files_copied_in_a_file_manager() -> None:
    copied = mime_with(gnome=b"cut\nfile:///a/one%20%FF.jpg\nfile:///a/two.jpg")
    assert read(copied) == Incoming((os.fsdecode(b"/a/one \xff.jpg"), "/a/two.jpg"))


def test_the_same_file_twice_is_one() -> None:
    assert read(files(["/a.jpg", "/a.jpg"])) == Incoming(("/a.jpg",))


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("/a/b.jpg", ("/a/b.jpg",)),
        ('"/a/with space.jpg"\n', ("/a/with space.jpg",)),
        ("file:///a/b%20c.jpg", ("/a/b c.jpg",)),
        ("/a/one.jpg\n/a/two.jpg", ("/a/one.jpg", "/a/two.jpg")),
    ],
)
def test_paths_written_as_text(text: str, paths: tuple[str, ...]) -> None:
    mime = QMimeData()
    mime.setText(text)
    assert read(mime) == Incoming(paths)


def test_a_path_below_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ann")
    mime = QMimeData()
    mime.setText("~/tower.jpg")
    assert read(mime) == Incoming(("/home/ann/tower.jpg",))


def test_words_are_nothing_to_search_for() -> None:
    mime = QMimeData()
    mime.setText("a picture of a tower")
    assert read(mime) is None


def test_an_image_that_is_encoded_already_is_taken_as_it_is() -> None:
    mime = QMimeData()
    mime.setData("image/jpeg", b"jpeg bytes")
    found = read(mime)
    assert found is not None and found.image is not None
    assert (found.image.encoded, found.image.suffix) == (b"jpeg bytes", ".jpg")


def test_a_file_goes_before_the_image_that_came_with_it() -> None:
    mime = files(["/a.jpg"])
    mime.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    assert read(mime) == Incoming(("/a.jpg",))


def test_an_image_out_of_a_browser_goes_before_its_address() -> None:
    mime = address("https://example.org/tower.jpg")
    mime.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    found = read(mime)
    assert found is not None and found.image is not None and not found.address


@pytest.mark.parametrize("url", ["https://example.org/tower.jpg", "http://example.org/"])
def test_addresses_of_the_web_are_told_apart(url: str) -> None:
    assert read(address(url)) == Incoming(address=url)
    text = QMimeData()
    text.setText(url)
    assert read(text) == Incoming(address=url)
