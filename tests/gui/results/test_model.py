import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from photosearch.gui.engine import Engine
from photosearch.gui.results.details import PhotoDetails
from photosearch.gui.results.found import percent_of
from photosearch.gui.results.model import PhotoModel
from photosearch.services.records import Filters, Result
from tests.gui.answers import WAIT_MS, all_photos, answer

ALIKE = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def model(engine: Engine) -> PhotoModel:
    return PhotoModel(PhotoDetails(engine))


def titles(model: PhotoModel) -> list[tuple[str, int]]:
    return [(section.title, len(section.ids)) for section in model.sections]


def results(qtbot: QtBot, engine: Engine) -> list[Result]:
    photos = list(all_photos(qtbot, engine).values())[:6]
    kinds = ["alike", "copy", "alike", "same", "copy", "alike"]
    scores = [0.2, 1.0, 0.5, 0.7, 0.96, 0.8]
    rows = zip(photos, scores, kinds, strict=True)
    return [
        Result(photo, score, kind, kind == "copy" and score == 1, likeness=score)
        for photo, score, kind in rows
    ]


def test_results_come_under_headings_surest_first(qtbot: QtBot, engine: Engine, model: PhotoModel) -> None:
    found = results(qtbot, engine)
    model.show_results(found)
    assert titles(model) == [("Copies", 2), ("Same place or thing", 1), ("Looks alike", 3)]
    assert model.ids == [found[n].photo.id for n in (1, 4, 3, 0, 2, 5)]
    assert model.photo(0) == found[1].photo
    assert model.index(2).data(ALIKE).endswith("70 % alike")
    assert model.index(0).data(ALIKE).endswith("this photo")


def test_the_threshold_hides_what_looks_alike_and_nothing_that_is_more(
    qtbot: QtBot, engine: Engine, model: PhotoModel
) -> None:
    found = results(qtbot, engine)
    model.show_results(found)
    model.set_threshold(75)
    assert titles(model) == [("Copies", 2), ("Same place or thing", 1), ("Looks alike", 1)]
    assert (len(model.ids), model.total, model.too_unlike) == (4, 6, 2)
    model.set_threshold(100)
    assert model.ids == [found[n].photo.id for n in (1, 4, 3)]
    model.set_threshold(0)
    assert (len(model.ids), model.too_unlike) == (6, 0)


def test_the_threshold_is_none_for_the_library(model: PhotoModel) -> None:
    model.set_threshold(90)
    model.show_ids([5, 6, 7])
    assert model.ids == [5, 6, 7]


def test_months_become_headings_newest_first(model: PhotoModel) -> None:
    model.show_ids(list(range(10)), [("2019-12", 2), ("2021-05", 5)])
    assert titles(model) == [("May 2021", 5), ("December 2019", 2), ("Without a date", 3)]
    assert model.ids == list(range(10))


def test_months_that_do_not_fit_give_no_headings(model: PhotoModel) -> None:
    model.show_ids([1, 2], [("2019-12", 2), ("2021-05", 5)])
    assert titles(model) == [("", 2)]


def test_hidden_photos_stay_away_until_they_come_back(model: PhotoModel) -> None:
    months = [("2019-12", 2), ("2021-05", 3)]
    model.show_ids([1, 2, 3, 4, 5], months)
    model.hide([2, 4, 5])
    assert model.ids == [1, 3]
    assert titles(model) == [("May 2021", 2)]
    assert model.total == 2
    model.show_ids([1, 2, 3, 4, 5, 6])
    assert model.ids == [1, 3, 6], "the library does not know of it yet"
    model.unhide([4])
    assert model.ids == [1, 3, 4, 6]
    assert model.row_of(4) == 2
    assert model.row_of(2) is None


def test_photos_chosen_elsewhere_alone_are_shown(model: PhotoModel) -> None:
    model.show_ids(list(range(100)))
    model.restrict({70, 3, 500})
    assert model.ids == [3, 70]
    assert model.total == 100
    model.restrict(None)
    assert len(model.ids) == 100


def test_details_come_for_what_is_looked_at(qtbot: QtBot, engine: Engine, model: PhotoModel) -> None:
    ids = answer(qtbot, engine.browse(Filters()))
    gone = 10**9
    # The library's photos lie on the third page of a long list.
    model.show_ids([*range(gone, gone + 450), *ids, *range(gone + 450, gone + 900)])
    assert model.photo(450) is None
    assert model.index(450).data() is None
    with qtbot.waitSignal(model.details_loaded, timeout=WAIT_MS):
        model.look_at(460, 470)
    photo = model.photo(450)
    assert photo is not None and photo.id == ids[0], "the whole page is fetched"
    assert model.index(450).data() == photo.path.rpartition("/")[2]
    assert model.photo(0) is None


def test_details_are_there_before_photos_come_into_view(
    qtbot: QtBot, engine: Engine, model: PhotoModel
) -> None:
    ids = answer(qtbot, engine.browse(Filters()))
    gone = 10**9
    model.show_ids([*range(gone, gone + 400), *ids])
    with qtbot.waitSignal(model.details_loaded, timeout=WAIT_MS):
        model.look_at(390, 400)
    qtbot.waitUntil(lambda: model.photo(400) is not None, timeout=WAIT_MS)


def test_details_are_fetched_anew_after_a_change(qtbot: QtBot, engine: Engine, model: PhotoModel) -> None:
    ids = answer(qtbot, engine.browse(Filters()))
    model.show_ids(ids)
    with qtbot.waitSignal(model.details_loaded, timeout=WAIT_MS):
        model.look_at(0, 5)
    before = model.photo(0)
    model.details.age()
    assert model.photo(0) is before, "it does not vanish meanwhile"
    with qtbot.waitSignal(model.details_loaded, timeout=WAIT_MS):
        model.look_at(0, 5)
    assert model.photo(0) == before
    assert model.photo(0) is not before


def test_a_tool_tip_tells_all_of_a_photo(qtbot: QtBot, engine: Engine, model: PhotoModel) -> None:
    found = results(qtbot, engine)
    model.show_results(found)
    photo = model.photo(2)
    assert photo is not None
    tip = model.index(2).data(Qt.ItemDataRole.ToolTipRole)
    for words in (
        photo.path.rpartition("/")[2],
        f"{photo.width} \N{MULTIPLICATION SIGN} {photo.height}",
        "70 % alike",
    ):
        assert words in tip


def test_rows_of_nothing(model: PhotoModel) -> None:
    assert model.rowCount() == 0
    assert model.data(QModelIndex()) is None
    model.show_ids([1])
    assert model.rowCount(model.index(0)) == 0


@pytest.mark.parametrize(
    ("score", "percent"), [(1.0, 100), (0.9999, 100), (0.998, 99), (0.604, 60), (0.0, 0), (-0.2, 0)]
)
def test_percent(score: float, percent: int) -> None:
    assert percent_of(score) == percent
