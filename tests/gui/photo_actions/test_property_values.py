"""Numbers and dates of a file as they are written where the person lives."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from photosearch.gui.photo_actions.property_names import translated

_GERMAN = {
    "Size": ("14.7 kB", "14,7 kB"),
    "Modified": ("2024-05-01 10:20:30", "01.05.2024 10:20:30"),
    "Taken": ("2024-05-01 10:20:30 +02:00", "01.05.2024 10:20:30 +02:00"),
    "Exposure": ("1/250 s", "1/250 s"),
    "Aperture": ("f/2.8", "f/2,8"),
    "Focal length": ("4.25 mm (26.5 mm on 35 mm film)", "4,25 mm (26,5 mm on 35 mm film)"),
    "Exposure bias": ("-0.3", "-0,3"),
    "Place": ("48.858222, 2.294500", "48.858222, 2.294500"),
    "Description": ("2024-05-01 at f/2.8", "2024-05-01 at f/2.8"),
}


@pytest.fixture
def german() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize("name", _GERMAN)
def test_as_germans_write_it(german: None, name: str) -> None:
    value, written = _GERMAN[name]
    assert translated([(name, value)]) == [(name, written)]


@pytest.mark.parametrize("value", ["2024-13-77 10:20:30", "some day", ""])
def test_what_is_no_date_stays(german: None, value: str) -> None:
    assert translated([("Taken", value)]) == [("Taken", value)]


def test_both_sides_of_a_comparison(german: None) -> None:
    assert translated([("Size", "1.5 MB", "2.5 MB")]) == [("Size", "1,5 MB", "2,5 MB")]
