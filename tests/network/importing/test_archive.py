"""Zip archives by strangers: nothing is unpacked to disk, and small files stay small."""

import io
import struct
import zipfile

import pytest

from photosearch.errors import PhotosearchError
from photosearch.network.importing.conversion import read_checkpoint
from tests.network.importing.attacks import in_archive, within


def test_zip_bombs_and_paths_that_lead_out(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("net.pt", bytes(60 << 20))
    with zipfile.ZipFile(folder / "out.zip", "w") as archive:
        archive.writestr("../../../evil.pt", b"\x80\x02N.")
    with zipfile.ZipFile(folder / "absolute.zip", "w") as archive:
        archive.writestr(str(tmp_path / "evil.pt"), b"\x80\x02N.")
    with zipfile.ZipFile(folder / "inner.pt", "w") as archive:
        archive.writestr("net.pt", b"")
    with zipfile.ZipFile(folder / "nested.zip", "w") as archive:
        archive.write(folder / "inner.pt", "net.pt")
    with zipfile.ZipFile(folder / "two.zip", "w") as archive:
        archive.writestr("a.pt", b"")
        archive.writestr("b.pth", b"")
    with zipfile.ZipFile(folder / "photos.zip", "w") as archive:
        archive.writestr("a.jpg", b"")
    before = sorted(tmp_path.rglob("*"))
    messages = {}
    for path in folder.iterdir():

        def read(path=path):
            with pytest.raises(PhotosearchError) as caught:
                read_checkpoint(path)
            messages[path.name] = str(caught.value)

        within(20, read)
    assert sorted(tmp_path.rglob("*")) == before, "nothing is unpacked to disk"
    assert "more than any checkpoint needs" in messages["bomb.zip"]
    assert "2 checkpoints" in messages["two.zip"] and "no checkpoint" in messages["photos.zip"]


def test_a_size_that_lies_does_not_fill_the_memory(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("net.pt", bytes(60 << 20))
    data = buffer.getvalue()
    true, false = struct.pack("<I", 60 << 20), struct.pack("<I", 1000)
    assert data.count(true) == 2
    (tmp_path / "net.zip").write_bytes(data.replace(true, false))

    def read():
        with pytest.raises(PhotosearchError):
            read_checkpoint(tmp_path / "net.zip")

    within(20, read)


def test_torchscript_and_the_other_byte_order(tmp_path):
    for extra, message in (
        (("archive/constants.pkl", b""), "TorchScript"),
        (("archive/byteorder", b"big"), "big-endian"),
    ):
        with pytest.raises(PhotosearchError, match=message):
            read_checkpoint(in_archive(b"}.", tmp_path / "a.pt", [extra]))
