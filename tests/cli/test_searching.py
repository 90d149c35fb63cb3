"""`photosearch search` beyond one picture: several, unwanted, from stdin and the web, and with filters."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from typer.testing import CliRunner

from photosearch.cli.program import app
from photosearch.cli.query_pictures import Asked, QueryPictures
from photosearch.errors import PhotosearchError, UsageError
from photosearch.imaging.workers import DecoderPool
from photosearch.library.folders import add_folder
from photosearch.library.indexing import Indexer
from photosearch.library.library import Library
from photosearch.network.describer import Describer
from photosearch.search.connecting import FetchError
from tests.conftest import SAMPLE
from tests.search.web_server import web_server
from tests.services.conftest import write_shots


class Searching:
    """Runs `photosearch search` on a library that is not to be changed."""

    def __init__(self, library: Path, photos: Path) -> None:
        self.library = library
        self.photos = photos

    def __call__(self, *arguments: object, error: type[Exception] | None = None, stdin: bytes = b"") -> str:
        """What is printed, or the message of the error that it must end with."""
        words = ["search", *map(str, arguments), "--library", str(self.library)]
        ended = CliRunner().invoke(app, words, input=stdin)
        if error is None:
            assert ended.exit_code == 0, ended.exception
            return ended.stdout
        assert type(ended.exception) is error, ended.exception
        assert ended.stdout == ""
        return str(ended.exception)

    def found(self, *arguments: object, stdin: bytes = b"") -> Any:
        return json.loads(self(*arguments, "--json", stdin=stdin))

    def names(self, *arguments: object, stdin: bytes = b"") -> list[str]:
        return [Path(result["path"]).name for result in self.found(*arguments, stdin=stdin)["results"]]


@pytest.fixture(scope="module")
def searching(
    small_photos: Path, describer: Describer, tmp_path_factory: pytest.TempPathFactory
) -> Searching:
    """The photos of `SHOTS`, indexed."""
    root = Path(os.path.realpath(tmp_path_factory.mktemp("searching")))
    write_shots(small_photos, root / "photos")
    with pytest.MonkeyPatch.context() as patch, Library.writing(root / "library") as library:
        patch.setenv("XDG_CACHE_HOME", str(root / "cache"))
        target = add_folder(library.connection, os.fsencode(root / "photos"))
        Indexer(library, describer, workers=1).run([target])
    return Searching(root / "library", root / "photos")


def test_unwanted_pictures_and_weights(searching: Searching) -> None:
    wanted, unwanted = searching.photos / "china.jpg", searching.photos / "india" / "taj.jpg"
    found = searching.found(wanted, "--unlike", unwanted)
    names = [Path(result["path"]).name for result in found["results"]]
    assert names[0] == "china.jpg" and len(names) == 4, "the copy of what is unwanted is gone as well"
    assert not any("taj" in name for name in names)
    assert (found["query"], found["unlike"]) == (str(wanted), [str(unwanted)])
    dogs = searching.photos / "india-2" / "dogs.jpg"
    scores = {}
    for weights in ("1,1", "3,1"):
        results = searching.found(wanted, dogs, "--weight", weights, "--no-verify")["results"]
        scores[weights] = {Path(result["path"]).name: result["score"] for result in results}
    assert scores["3,1"]["china.jpg"] > scores["1,1"]["china.jpg"] > scores["3,1"]["dogs.jpg"]
    same = [wanted, "--unlike", wanted, "--weight", "1,1"]
    assert "too much alike" in searching(*same, error=UsageError)


def test_picture_from_stdin(searching: Searching) -> None:
    data = (searching.photos / "citrus.jpg").read_bytes()
    found = searching.found("-", stdin=data)
    assert found["query"] == "-"
    best = found["results"][0]
    assert (Path(best["path"]).name, best["kind"], best["itself"]) == ("citrus.jpg", "copy", False)
    part = searching.found("-", "--region", "10,10,100,80", "-k", 1, stdin=data)
    assert Path(part["results"][0]["path"]).name == "citrus.jpg"
    assert "Nothing came on stdin" in searching("-", stdin=b"", error=UsageError)
    words = searching("-", stdin=b"no picture", error=PhotosearchError)
    assert words.startswith("What came on stdin cannot be searched for")


def test_turned_copy_is_listed_first(searching: Searching, tmp_path: Path) -> None:
    """Though the descriptor takes other photos for more like it."""
    with Image.open(SAMPLE / "china.jpg") as image:
        part = image.convert("L").crop((128, 85, 512, 342))
        part.resize((160, 107)).rotate(90, expand=True).save(tmp_path / "turned.png")
    plain = searching.names(tmp_path / "turned.png", "-k", 1, "--no-verify")
    found = searching.found(tmp_path / "turned.png", "-k", 1)["results"]
    assert plain != ["china.jpg"], "otherwise this proves nothing"
    assert [(Path(result["path"]).name, result["kind"]) for result in found] == [("china.jpg", "copy")]
    unwanted = searching.photos / "china.jpg"
    assert "china.jpg" not in searching.names(tmp_path / "turned.png", "--unlike", unwanted)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--folder", "india"], {"taj.jpg", "taj � copy.jpg"}),
        (["--since", "2024-05-02"], {"dogs.jpg"}),
        (["--until", "2019-02", "--camera", "Pixel 7"], {"pyramids.jpg"}),
        (["--since", "2019-02", "--until", "2019", "--camera", "pixel"], {"pyramids.jpg"}),
        (["--near", "27.1751,78.0421", "--within", "2"], {"taj.jpg", "taj � copy.jpg"}),
        (["--near", "query", "--within", "20"], {"china.jpg"}),
        (["--near", "-29.98,-31.13"], {"pyramids.jpg"}),
        (["--orientation", "portrait"], {"dogs.jpg"}),
        (["--megapixels", "0.0265", "--until", "2019"], {"pyramids.jpg"}),
    ],
)
def test_filters(searching: Searching, options: list[str], expected: set[str]) -> None:
    if options[0] == "--folder":
        options = ["--folder", str(searching.photos / options[1])]
    found = searching.found(searching.photos / "china.jpg", *options, "--no-verify")["results"]
    names = {os.fsencode(Path(result["path"]).name).decode("utf-8", "replace") for result in found}
    assert names == expected


def test_folder_is_found_through_a_link(searching: Searching, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(searching.photos / "egypt")
    assert searching.names(searching.photos / "china.jpg", "--folder", tmp_path / "link", "--no-verify") == [
        "pyramids.jpg"
    ]


def test_folder_without_photos_is_not_passed_over_in_silence(searching: Searching) -> None:
    words = searching(SAMPLE / "dogs.jpg", "--folder", searching.photos / "indai", error=UsageError)
    assert "indai, and no photo of the library lies there" in words
    (searching.photos / "new").mkdir()
    words = searching(SAMPLE / "dogs.jpg", "--folder", searching.photos / "new", error=UsageError)
    assert "Take in what is new there: photosearch index" in words
    assert searching.names(SAMPLE / "dogs.jpg", "--folder", searching.photos.parent, "-k", 1, "--no-verify")


def test_kinds_go_by_what_is_verified(searching: Searching, tmp_path: Path) -> None:
    with Image.open(SAMPLE / "china-cropped.jpg") as image:
        image.save(tmp_path / "edited.jpg", quality=70)
    found = searching.found(tmp_path / "edited.jpg", "--kind", "copy", "--kind", "same", "-k", 3)["results"]
    assert [(Path(result["path"]).name, result["kind"]) for result in found] == [("china.jpg", "copy")]
    assert searching.names(tmp_path / "edited.jpg", "--kind", "alike", "-k", 2) != ["china.jpg"]


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (["ftp://example.com/x.jpg"], UsageError, "begin with http:// or https://"),
        (["http://127.0.0.1:9/x.jpg"], FetchError, "not on the public internet"),
        (["http://localhost/x.jpg"], FetchError, "not on the public internet"),
        (["-", "-"], UsageError, "name it once"),
        ([SAMPLE / "dogs.jpg", "--unlike", "nowhere.jpg"], UsageError, "nowhere.jpg does not exist"),
        ([SAMPLE / "dogs.jpg", "--weight", "1,2"], UsageError, "a number above 0 for each picture, here 1"),
        ([SAMPLE / "dogs.jpg", "--weight", "-1"], UsageError, "a number above 0"),
        ([SAMPLE / "dogs.jpg", "--since", "May"], UsageError, "May is no date"),
        ([SAMPLE / "dogs.jpg", "--since", "2024-13"], UsageError, "2024-13 is no date"),
        ([SAMPLE / "dogs.jpg", "--until", "2023-02-29"], UsageError, "2023-02-29 is no date"),
        ([SAMPLE / "dogs.jpg", "--since", "2024-05", "--until", "2023"], UsageError, "turn them round"),
        ([SAMPLE / "dogs.jpg", "--camera", "Leica"], UsageError, "There are: Canon EOS 5D, Pixel 7"),
        ([SAMPLE / "dogs.jpg", "--folder", "nowhere"], UsageError, "nowhere is not in the library"),
        ([SAMPLE / "dogs.jpg", "--near", "home"], UsageError, "latitude and longitude"),
        ([SAMPLE / "dogs.jpg", "--near", "95,0"], UsageError, "is no place"),
        ([SAMPLE / "dogs.jpg", "--near", "1,2", "--within", "-3"], UsageError, "is no distance"),
        ([SAMPLE / "dogs.jpg", "--within", "5"], UsageError, "--near LAT,LON --within 5, or --near query"),
        ([SAMPLE / "dogs.jpg", "--near", "query"], PhotosearchError, "does not say where it was taken"),
        ([SAMPLE / "dogs.jpg", "--megapixels", "inf"], UsageError, "takes a number"),
        ([SAMPLE / "dogs.jpg", "--orientation", "round"], UsageError, "landscape, portrait, square"),
        ([SAMPLE / "dogs.jpg", "--sheet", "nowhere/sheet.png"], UsageError, "There is no folder nowhere"),
        ([SAMPLE / "dogs.jpg", "--sheet", SAMPLE], UsageError, "name a file in it"),
        ([SAMPLE / "dogs.jpg", "--sheet", "sheet.jpg"], UsageError, "sheet.png"),
        ([SAMPLE / "dogs.jpg", "--kind", "twin"], UsageError, "copy, same, alike"),
        ([SAMPLE / "dogs.jpg", "--kind", "copy", "--no-verify"], UsageError, "leave out --no-verify"),
    ],
)
def test_wrong_input_says_what_to_do(
    searching: Searching, arguments: list[object], error: type[Exception], words: str
) -> None:
    assert words in searching(*arguments, error=error)


def test_picture_from_the_web_is_private_and_goes_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with web_server() as server, DecoderPool(1) as pool:
        asked = [
            Asked(server.picture("/x", (SAMPLE / "dogs.jpg").read_bytes()), 1.0),
            Asked(server.picture("/no", b"<html>no picture</html>"), -1.0),
        ]
        with QueryPictures(asked[:1], 320, permitted=lambda address: True) as pictures:
            (read,) = pictures.read(pool)
            assert read.pixels is not None and max(read.pixels.shape) == 320
            assert os.stat(os.path.dirname(read.path)).st_mode & 0o077 == 0
            assert os.path.exists(read.path)
        assert list(tmp_path.iterdir()) == []
        with (
            pytest.raises(PhotosearchError, match=r"/no cannot be searched for: not a picture"),
            QueryPictures(asked, 320, permitted=lambda address: True) as pictures,
        ):
            pictures.read(pool)
    assert list(tmp_path.iterdir()) == []
