"""Results looked at closer while the list is shown: told in batches, kept, and taken back."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from pytestqt.qtbot import QtBot

from photosearch.gui.browsing import Browser
from photosearch.gui.engine import Engine
from photosearch.gui.navigation import Place
from photosearch.gui.verifying import LOOKED_AT, Checked, Verifying
from photosearch.services.records import Filters, QueryPart, Result
from tests.conftest import SAMPLE
from tests.gui.answers import WAIT_MS, answer

PARTS = (QueryPart(str(SAMPLE / "eiffel-tower-1-cropped.jpg")),)
PLACE = Place(PARTS)


@pytest.fixture
def results(qtbot: QtBot, engine: Engine) -> list[Result]:
    """What is like a part of a photo, as the engine finds it."""
    found: list[Result] = answer(qtbot, engine.search(PARTS, 100, Filters()))
    return found


@pytest.fixture
def verifying(engine: Engine) -> Verifying:
    return Verifying(engine)


def heard_by(verifying: Verifying) -> list[Checked]:
    heard: list[Checked] = []
    verifying.told.connect(heard.append)
    return heard


def name_of(results: list[Result], number: int) -> str:
    return next(Path(result.photo.path).stem for result in results if result.photo.id == number)


def until_done(qtbot: QtBot, heard: list[Checked]) -> Checked:
    qtbot.waitUntil(lambda: bool(heard) and not heard[-1].busy, timeout=WAIT_MS)
    return heard[-1]


def kinds_of(results: list[Result], checked: Checked) -> dict[str, str]:
    return {name_of(results, number): item.kind for number, item in checked.verified.items()}


def test_the_best_results_are_looked_at_and_told_in_batches(
    qtbot: QtBot, verifying: Verifying, results: list[Result]
) -> None:
    heard = heard_by(verifying)
    verifying.begin(PLACE, results)
    assert (heard[0].done, heard[0].total, heard[0].busy) == (0, LOOKED_AT, True)
    checked = until_done(qtbot, heard)
    assert checked.done == checked.total == len(checked.verified) >= LOOKED_AT
    exact = [result.photo.id for result in results if result.kind == "copy"]
    assert [name_of(results, number) for number in exact] == ["eiffel-tower-1-cropped"]
    assert not set(exact) & set(checked.verified)
    kinds = kinds_of(results, checked)
    assert kinds["eiffel-tower-1"] == "copy" and kinds["eiffel-tower-2"] == "same"
    assert kinds["china"] == "alike"
    done = [one.done for one in heard]
    assert done == sorted(done) and len(done) < LOOKED_AT, "some at a time"
    assert checked.added == (), "all of them were in the list"


def test_the_rest_is_drawn_towards_what_is_sure(
    qtbot: QtBot, verifying: Verifying, results: list[Result]
) -> None:
    heard = heard_by(verifying)
    verifying.begin(PLACE, results[:12])
    checked = until_done(qtbot, heard)
    assert {result.photo.id for result in checked.drawn} >= {result.photo.id for result in results[:4]}
    verifying.stop()
    alone = [result for result in results if result.photo.id not in kinds_of_sure(checked)][:8]
    verifying.begin(Place((QueryPart(str(SAMPLE / "dogs.jpg")),)), alone)
    assert until_done(qtbot, heard).drawn == (), "nothing is sure"


def kinds_of_sure(checked: Checked) -> set[int]:
    return {number for number, item in checked.verified.items() if item.kind != "alike"}


def test_a_photo_on_its_side_is_found(
    qtbot: QtBot, verifying: Verifying, results: list[Result], tmp_path: Path
) -> None:
    with Image.open(SAMPLE / "honey-bee.jpg") as bee:
        bee.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "turned.png")
    few = [result for result in results if Path(result.photo.path).stem in ("dogs", "china", "citrus")]
    heard = heard_by(verifying)
    verifying.begin(Place((QueryPart(str(tmp_path / "turned.png")),)), few)
    checked = until_done(qtbot, heard)
    assert [Path(result.photo.path).stem for result in checked.added] == ["honey-bee"]
    assert checked.verified[checked.added[0].photo.id].kind == "copy"


def test_a_query_gone_back_to_is_there_at_once(
    qtbot: QtBot, verifying: Verifying, results: list[Result]
) -> None:
    heard = heard_by(verifying)
    verifying.begin(PLACE, results[:5])
    before = until_done(qtbot, heard)
    other = (QueryPart(str(SAMPLE / "china-cropped.jpg")),)
    verifying.begin(Place(other), results[:3])
    until_done(qtbot, heard)
    verifying.begin(PLACE, results[:5])
    assert heard[-1] == before, "within the same turn of the loop"


def test_another_query_takes_the_one_before_back(
    qtbot: QtBot, verifying: Verifying, results: list[Result]
) -> None:
    heard = heard_by(verifying)
    verifying.begin(PLACE, results)
    verifying.stop()
    other = (QueryPart(str(SAMPLE / "china-cropped.jpg")),)
    china = [result for result in results if Path(result.photo.path).stem in ("china", "dogs")]
    verifying.begin(Place(other), china)
    kinds = kinds_of(results, until_done(qtbot, heard))
    assert kinds["china"] == "copy" and kinds["dogs"] == "alike"
    verifying.begin(PLACE, results[:3])
    until_done(qtbot, heard)
    assert len(heard[-1].verified) >= 2, "and it is taken up again"


def test_a_list_that_grew_is_looked_at_without_beginning_anew(
    qtbot: QtBot, verifying: Verifying, results: list[Result]
) -> None:
    heard = heard_by(verifying)
    verifying.begin(PLACE, results[:6])
    before = until_done(qtbot, heard)
    verifying.begin(PLACE, results[:9])
    assert heard[-1].verified.keys() >= before.verified.keys()
    assert until_done(qtbot, heard).verified.keys() >= {result.photo.id for result in results[1:9]}


def test_a_query_that_cannot_be_read_ends_with_a_sentence(
    qtbot: QtBot, verifying: Verifying, results: list[Result], tmp_path: Path
) -> None:
    heard = heard_by(verifying)
    verifying.begin(Place((QueryPart(str(tmp_path / "gone.jpg")),)), results)
    qtbot.waitUntil(lambda: bool(heard[-1].problem), timeout=WAIT_MS)
    assert heard[-1].done == heard[-1].total and not heard[-1].verified


def test_what_the_person_said_is_not_asked_about(
    qtbot: QtBot, verifying: Verifying, results: list[Result]
) -> None:
    heard = heard_by(verifying)
    verifying.begin(PLACE, [replace(result, kind="same", said=True) for result in results[1:4]])
    assert (heard[-1].done, heard[-1].total) == (0, 0)


def test_browsing_looks_closer_by_itself(qtbot: QtBot, engine: Engine, tmp_path: Path) -> None:
    with Image.open(SAMPLE / "china.jpg") as china:
        edited = china.crop((60, 40, 600, 400))
    ImageDraw.Draw(edited).rectangle((100, 100, 160, 150), fill="white")
    edited.save(tmp_path / "edited.jpg")
    browser = Browser(engine)
    found: list[list[Result]] = []
    checked: list[Checked] = []
    browser.found.connect(lambda place, results: found.append(results))
    browser.checked.connect(checked.append)
    browser.show(Place((QueryPart(str(tmp_path / "edited.jpg")),)))
    qtbot.waitUntil(lambda: bool(found), timeout=WAIT_MS)
    assert not checked or not checked[-1].verified, "the list comes first"
    qtbot.waitUntil(lambda: bool(checked) and not checked[-1].busy, timeout=WAIT_MS)
    kinds = kinds_of(found[0], checked[-1])
    copies = {name for name, kind in kinds.items() if kind == "copy"}
    assert copies == {"china", "china-cropped", "china-small"}


def test_other_kinds_are_no_question_to_the_engine(qtbot: QtBot, engine: Engine) -> None:
    browser = Browser(engine)
    began: list[Place] = []
    browser.began.connect(began.append)
    browser.show(PLACE)
    browser.show(PLACE.within(Filters(kinds=("copy",))))
    assert began == [PLACE]
    browser.show(PLACE.within(Filters(kinds=("copy",), orientation="portrait")))
    assert len(began) == 2


def test_the_word_of_the_person_counts_at_once(
    qtbot: QtBot, own_engine: Engine, own_photo_folder: str
) -> None:
    paths = sorted(str(path) for path in Path(own_photo_folder).iterdir())
    browser = Browser(own_engine)
    heard: list[tuple[str, object]] = []
    browser.found.connect(lambda place, results: heard.append(("found", [r.photo.path for r in results])))
    browser.left_out.connect(lambda count: heard.append(("left out", count)))
    browser.show(Place((QueryPart(paths[0]),)))
    qtbot.waitUntil(lambda: ("left out", 0) in heard, timeout=WAIT_MS)
    answer(qtbot, own_engine.mark(paths[:1], paths[3:4], "different"))
    qtbot.waitUntil(lambda: ("left out", 1) in heard, timeout=WAIT_MS)
    assert paths[3] not in dict(heard)["found"]
    answer(qtbot, own_engine.unmark(paths[:1], paths[3:4]))
    heard.clear()
    qtbot.waitUntil(lambda: ("left out", 0) in heard, timeout=WAIT_MS)
    assert paths[3] in dict(heard)["found"]
