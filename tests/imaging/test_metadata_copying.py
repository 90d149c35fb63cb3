"""Date and place written into JPEG files that lack them, and nothing else changed."""

import io
import struct
from pathlib import Path

import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from photosearch.imaging.decode import decode
from photosearch.imaging.metadata import Metadata
from photosearch.imaging.metadata_copying import (
    MetadataNotWrittenError,
    Offer,
    offered_metadata,
    with_metadata,
)
from tests.conftest import SAMPLE

WHEN, WHERE = "2019-02-10T08:01:02.25+02:00", (27.1751234, -78.0421009)
_MAKER = b"CANON\0" + bytes(range(256))


def jpeg(exif: bytes | None = None, **more: object) -> bytes:
    file = io.BytesIO()
    with Image.open(SAMPLE / "dogs.jpg") as image:
        image.thumbnail((120, 120))
        image.save(file, "JPEG", **({"exif": exif} if exif else {}), **more)
    return file.getvalue()


def described(content: bytes) -> Metadata:
    return decode(io.BytesIO(content), 64).metadata


def picture(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as image:
        return image.tobytes()


def rich_block() -> bytes:
    """An EXIF block with camera, orientation, maker note and thumbnail."""
    block = Image.Exif()
    block[0x10F], block[0x110], block[0x112] = "Canon", "EOS 5D", 6
    exif = block.get_ifd(0x8769)
    exif[0x927C], exif[0x829A] = _MAKER, IFDRational(1, 250)
    data = block.tobytes()
    # Pillow writes no thumbnail: a second directory with one is added by hand.
    tiff = data.removeprefix(b"Exif\0\0")
    order = "<" if tiff[:2] == b"II" else ">"
    first = struct.unpack_from(order + "I", tiff, 4)[0]
    count = struct.unpack_from(order + "H", tiff, first)[0]
    pointer = first + 2 + 12 * count
    at = len(tiff) + len(tiff) % 2
    tiff = tiff[:pointer] + struct.pack(order + "I", at) + tiff[pointer + 4 :].ljust(at - pointer - 4, b"\0")
    small = b"\xff\xd8thumbnail\xff\xd9"
    rows = struct.pack(order + "HHHIIHHII", 2, 0x201, 4, 1, at + 30, 0x202, 4, 1, len(small)) + b"\0\0\0\0"
    return b"Exif\0\0" + tiff + rows + small


@pytest.mark.parametrize("exif", [None, rich_block(), b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0"])
@pytest.mark.parametrize("where", [WHERE, (-0.0000001, 179.9999999), (89.9999999, -0.5), (-33.86, 151.2)])
def test_date_and_place_are_read_back(exif: bytes | None, where: tuple[float, float]) -> None:
    before = jpeg(exif)
    after = with_metadata(before, Offer(WHEN, where))
    known = described(after)
    assert (known.taken, known.latitude, known.longitude) == (WHEN, *where)
    assert picture(after) == picture(before)


def test_all_else_stays_byte_for_byte() -> None:
    profile = b"profile" * 20
    before = jpeg(rich_block(), icc_profile=profile, xmp=b"<x:xmpmeta/>", comment=b"said", dpi=(300, 300))
    after = with_metadata(before, Offer(WHEN, WHERE))
    start = before.index(b"\xff\xe1")
    length = 2 + struct.unpack_from(">H", before, start + 2)[0]
    longer = 2 + struct.unpack_from(">H", after, start + 2)[0]
    assert after[:start] == before[:start] and after[start + longer :] == before[start + length :]
    with Image.open(io.BytesIO(after)) as image:
        exif = image.getexif()
        assert (exif[0x110], exif[0x112]) == ("EOS 5D", 6)
        assert exif.get_ifd(0x8769)[0x927C] == _MAKER and float(exif.get_ifd(0x8769)[0x829A]) == 1 / 250
    # Where it was: what it holds may say where its parts are.
    assert after.index(_MAKER) == before.index(_MAKER)
    assert described(after).camera == "Canon EOS 5D" and described(after).width == described(before).width


def test_only_what_is_offered_is_written() -> None:
    dated = described(with_metadata(jpeg(), Offer("2020-01-02T03:04:05")))
    assert (dated.taken, dated.latitude) == ("2020-01-02T03:04:05", None)
    placed = described(with_metadata(jpeg(rich_block()), Offer(position=WHERE)))
    assert (placed.taken, placed.latitude, placed.longitude) == (None, *WHERE)


def test_again_and_again_in_either_order() -> None:
    once = with_metadata(with_metadata(jpeg(rich_block()), Offer(position=WHERE)), Offer(WHEN))
    assert (described(once).taken, described(once).longitude) == (WHEN, WHERE[1])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe1\x00\x12Exif\0\0XX*\0\x08\0\0\0\xff\xd9",
        b"\xff\xd8\xff\xe1\x00\x12Exif\0\0II*\0\xff\xff\0\0\xff\xd9",
        b"\xff\xd8\xff\xe2\x00\x08MPF\0II\xff\xd9",
        b"\xff\xd8\xff\xe1\xff\xffExif\0\0II*\0\x08\0\0\0" + bytes(65519),
    ],
)
def test_what_cannot_take_it_is_refused(content: bytes) -> None:
    with pytest.raises(MetadataNotWrittenError):
        with_metadata(content, Offer(WHEN, WHERE))


def test_what_the_kept_photo_lacks_is_offered(tmp_path: Path) -> None:
    bare, full = Metadata(9, 9, "JPEG"), Metadata(9, 9, "HEIF", WHEN, "a camera", *WHERE)
    assert offered_metadata(bare, full) == Offer(WHEN, WHERE)
    assert offered_metadata(Metadata(9, 9, "JPEG", taken="2001-01-01T00:00:00"), full) == Offer(None, WHERE)
    assert not offered_metadata(full, full) and not offered_metadata(bare, bare)
    refused = offered_metadata(Metadata(9, 9, "PNG"), full)
    assert refused and "only be written into JPEG" in refused.obstacle
