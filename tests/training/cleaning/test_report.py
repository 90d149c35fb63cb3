"""The report, written and read back."""

import csv
import os
from pathlib import Path

import pytest

from photosearch.errors import PhotosearchError
from photosearch.training.cleaning.report import (
    ClassReport,
    KeptPhoto,
    PhotoVerdict,
    Report,
    load_kept,
    load_report,
    save_report,
)


def example(folder: bytes) -> Report:
    photos = [
        PhotoVerdict(b"t/a.jpg", True, "in", "aa", 2, 31, (400, 300), (1.5, 2.0, 300.0, 200.5)),
        PhotoVerdict(b"t/\xff, \n.jpg", True, "in", "aa", 2, 31, (400, 300), None, b"t/a.jpg"),
        PhotoVerdict(b"t/c.jpg", False, "agrees with no other photo", "cc", size=(40, 30)),
        PhotoVerdict(b"t/d.jpg", False, "cannot be read: the file is empty"),
    ]
    return Report(folder, [ClassReport(b"t", photos, [2])], {"min_inliers": 8})


def test_a_report_comes_back_as_it_was(tmp_path: Path) -> None:
    report = example(os.fsencode(tmp_path / "set"))
    path = save_report(report, tmp_path / "out")
    assert load_report(path) == report
    first, second = load_kept(path)
    assert first == KeptPhoto(
        os.fsencode(tmp_path / "set" / "t" / "a.jpg"), "t", (1.5, 2.0, 300.0, 200.5), (400, 300)
    )
    assert second.path == os.path.join(os.fsencode(tmp_path / "set"), b"t/\xff, \n.jpg")
    assert [photo.path for photo in load_kept(path, tmp_path / "moved", copies=False)] == [
        os.fsencode(tmp_path / "moved" / "t" / "a.jpg")
    ]
    with (tmp_path / "out" / "kept.csv").open(encoding="utf-8", errors="surrogateescape", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [os.fsencode(row["path"]) for row in rows] == [b"t/a.jpg", b"t/\xff, \n.jpg"]
    assert rows[0]["right"] == "300.0"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"version": 1}', b'{"version": 99}', b"\xff\xfe"])
def test_what_is_no_report_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(content)
    with pytest.raises(PhotosearchError, match=r"report\.json"):
        load_kept(path)
    with pytest.raises(PhotosearchError, match="cannot be read"):
        load_kept(tmp_path / "none.json")
