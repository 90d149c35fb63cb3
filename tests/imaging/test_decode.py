"""Every format, mode, profile and orientation comes out as the same upright sRGB picture."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pylibjxl
import pytest
from PIL import Image, ImageCms

from photosearch.imaging.decode import decode
from photosearch.imaging.reading import ReadError
from tests.imaging.pictures import SAMPLES, difference, dng, encoded, exif, photo, resized, stored

SIZE = 120


def pixels(data: bytes, size: int = SIZE, **options: object) -> np.ndarray:
    return decode(io.BytesIO(data), size, **options).pixels  # type: ignore[arg-type]


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF", "BMP", "HEIF", "AVIF", "JXL"])
def test_every_format_gives_the_picture(format: str) -> None:
    found = decode(io.BytesIO(encoded(photo(), format)), SIZE)
    assert found.pixels.shape == (80, 120, 3) and found.pixels.dtype == np.uint8
    assert found.pixels.flags.c_contiguous
    assert difference(found.pixels, resized(photo(), SIZE)) < 3
    assert (found.metadata.width, found.metadata.height, found.metadata.format) == (240, 160, format)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF", "TIFF LZW", "HEIF", "AVIF", "JXL"])
def test_every_orientation_comes_out_upright(format: str, orientation: int) -> None:
    name, _, packed = format.partition(" ")
    options = {"compression": "tiff_lzw"} if packed else {}
    data = encoded(stored(photo(), orientation), name, exif(orientation), **options)
    found = decode(io.BytesIO(data), SIZE)
    assert difference(found.pixels, resized(photo(), SIZE)) < 3
    assert (found.metadata.width, found.metadata.height) == (240, 160)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("with_preview", [True, False])
def test_raw_comes_out_upright(orientation: int, with_preview: bool) -> None:
    scene = photo(480, 320)
    lying = stored(scene, orientation)
    found = decode(io.BytesIO(dng(lying, lying if with_preview else None, orientation)), SIZE)
    # A development has its own tones; a wrong orientation differs by more than 30.
    assert difference(found.pixels, resized(scene, SIZE)) < (3 if with_preview else 18)
    assert (found.metadata.width, found.metadata.height) == (480, 320)
    assert found.metadata.format == "DNG"
    assert found.metadata.camera == "Canon EOS R5"
    assert found.metadata.taken == "2024-05-01T10:20:30"


def test_raw_with_a_stamp_sized_preview_is_developed() -> None:
    stamp = Image.new("RGB", (48, 32), "lime")
    found = pixels(dng(photo(480, 320), stamp))
    assert difference(found, resized(photo(480, 320), SIZE)) < 18


def test_raw_with_a_damaged_preview_is_developed() -> None:
    data = dng(photo(480, 320), photo(480, 320))
    assert data.endswith(b"\xff\xd9")
    assert difference(pixels(data[:-2] + b"\0\0"), resized(photo(480, 320), SIZE)) < 18


def test_png_orientation_behind_the_pixels() -> None:
    data = encoded(stored(photo(), 6), "PNG", exif(6))
    at = data.index(b"eXIf") - 4
    length = 12 + int.from_bytes(data[at : at + 4], "big")
    moved = data[:at] + data[at + length : -12] + data[at : at + length] + data[-12:]
    assert difference(pixels(moved), resized(photo(), SIZE)) < 1


def _grey() -> np.ndarray:
    return np.asarray(photo().convert("L"))


def _sixteen_bit_rgb_tiff() -> bytes:
    """Pillow cannot write 16-bit colour: an 8-bit file with its samples widened and its tags corrected."""
    import struct

    values = np.asarray(photo()).astype("<u2") * 257
    body = values.tobytes()
    tags = [
        (256, 4, 240), (257, 4, 160), (258, 3, None), (259, 3, 1), (262, 3, 2), (273, 4, 8),
        (277, 3, 3), (278, 4, 160), (279, 4, len(body)),
    ]  # fmt: skip
    bits_at = 8 + len(body)
    directory_at = bits_at + 6
    out = b"II*\0" + struct.pack("<I", directory_at) + body + struct.pack("<3H", 16, 16, 16)
    out += struct.pack("<H", len(tags))
    for tag, kind, value in tags:
        count = 3 if value is None else 1
        out += struct.pack("<HHII", tag, kind, count, bits_at if value is None else value)
    return out + b"\0\0\0\0"


def _mode_file(mode: str) -> bytes:
    grey = _grey()
    alpha = photo().convert("RGBA")
    makers = {
        "palette PNG": lambda: encoded(photo().quantize(256), "PNG"),
        "16-bit PNG": lambda: encoded(Image.fromarray(grey.astype(np.uint16) * 257), "PNG"),
        "16-bit TIFF": lambda: encoded(Image.fromarray(grey.astype(np.uint16) * 257), "TIFF"),
        "16-bit colour TIFF": _sixteen_bit_rgb_tiff,
        "32-bit TIFF": lambda: encoded(Image.fromarray(grey.astype(np.int32) * 257), "TIFF"),
        "float TIFF": lambda: encoded(Image.fromarray(grey.astype(np.float32) / 255), "TIFF"),
        "grey JPEG": lambda: encoded(photo().convert("L"), "JPEG"),
        "LA PNG": lambda: encoded(photo().convert("LA"), "PNG"),
        "RGBA WebP": lambda: encoded(alpha, "WEBP", lossless=True),
        "CMYK JPEG": lambda: encoded(photo().convert("CMYK"), "JPEG"),
        "CMYK TIFF": lambda: encoded(photo().convert("CMYK"), "TIFF"),
        "GIF": lambda: encoded(photo(), "GIF"),
        "progressive JPEG": lambda: encoded(photo(), "JPEG", progressive=True),
        "LZW TIFF": lambda: encoded(photo(), "TIFF", compression="tiff_lzw"),
        "JPEG TIFF": lambda: encoded(photo(), "TIFF", compression="jpeg"),
        "RGBA JXL": lambda: pylibjxl.encode(np.asarray(alpha), lossless=True),
        "grey JXL": lambda: pylibjxl.encode(grey, lossless=True),
        "RGBA HEIC": lambda: encoded(alpha, "HEIF"),
        "grey AVIF": lambda: encoded(photo().convert("L"), "AVIF"),
    }
    return makers[mode]()


GREY = {
    "16-bit PNG",
    "16-bit TIFF",
    "32-bit TIFF",
    "float TIFF",
    "grey JPEG",
    "LA PNG",
    "grey JXL",
    "grey AVIF",
}
COLOUR = {
    "palette PNG", "16-bit colour TIFF", "RGBA WebP", "CMYK JPEG", "CMYK TIFF", "GIF", "progressive JPEG",
    "LZW TIFF", "JPEG TIFF", "RGBA JXL", "RGBA HEIC",
}  # fmt: skip


@pytest.mark.parametrize("mode", sorted(GREY | COLOUR))
def test_every_mode_gives_the_picture(mode: str) -> None:
    wanted = photo().convert("L") if mode in GREY else photo()
    assert difference(pixels(_mode_file(mode)), resized(wanted, SIZE)) < 4


@pytest.mark.parametrize("orientation", [1, 6, 7])
def test_phone_photos_with_a_second_picture_inside(orientation: int) -> None:
    """An embedded HEIC thumbnail may stand in for the picture; a second picture of an MPO must not."""
    # libheif makes its thumbnails without smoothing: they differ from the picture, but no more than this.
    scene = photo(960, 640)
    lying = stored(scene, orientation)
    for data in (
        encoded(lying, "HEIF", exif(orientation), thumbnails=[400]),
        encoded(lying, "MPO", exif(orientation), save_all=True, append_images=[Image.new("RGB", lying.size)]),
    ):
        found = decode(io.BytesIO(data), 320)
        assert difference(found.pixels, resized(scene, 320)) < 6
        assert (found.metadata.width, found.metadata.height) == (960, 640)
        part = pixels(data, 60, region=(600, 40, 200, 120))
        assert difference(part, resized(scene.crop((600, 40, 800, 160)), 60)) < 4


def test_single_bits_are_averaged() -> None:
    bits = photo().convert("1")  # dithered
    assert difference(pixels(encoded(bits, "PNG"), 60), resized(photo().convert("L"), 60)) < 16
    assert len(np.unique(pixels(encoded(bits, "TIFF", compression="group4"), 60))) > 20


def test_not_a_number_stays_where_it_is() -> None:
    values = _grey().astype(np.float32) / 255
    values[3, 3] = np.nan
    values[80, 100] = np.inf
    found = pixels(encoded(Image.fromarray(values), "TIFF"))
    assert difference(found, resized(photo().convert("L"), SIZE)) < 2


@pytest.mark.parametrize("format", ["PNG", "WEBP", "TIFF", "HEIF", "AVIF"])
def test_alpha_lies_on_white(format: str) -> None:
    picture = photo().convert("RGBA")
    picture.paste((0, 0, 0, 0), (0, 80, 240, 160))  # black below, but fully transparent
    found = pixels(encoded(picture, format))
    assert found[45:].mean() > 250
    assert difference(found[:38], resized(photo(), SIZE)[:38]) < 4


def test_transparent_palette_and_key_colour() -> None:
    palette = Image.new("P", (60, 40), 1)
    palette.putpalette([0, 0, 0, 255, 0, 0])
    palette.paste(0, (0, 0, 30, 40))
    for data in (encoded(palette, "PNG", transparency=0), encoded(palette, "GIF", transparency=0)):
        found = pixels(data, 60)
        assert tuple(found[20, 5]) == (255, 255, 255) and tuple(found[20, 55]) == (255, 0, 0)
    keyed = encoded(palette.convert("RGB"), "PNG", transparency=(255, 0, 0))
    assert tuple(pixels(keyed, 60)[20, 55]) == (255, 255, 255)


def test_first_frame_of_an_animation() -> None:
    frames = [photo(), Image.new("RGB", (240, 160), "lime")]
    for format in ("GIF", "WEBP", "PNG", "AVIF"):
        data = encoded(frames[0], format, save_all=True, append_images=frames[1:], duration=50)
        assert difference(pixels(data), resized(photo(), SIZE)) < 5, format


def _profile_with_red_and_green_exchanged() -> bytes:
    """sRGB whose red and green primaries have changed places: easy to see."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = data.index(b"rXYZ", 128), data.index(b"gXYZ", 128)
    data[red : red + 4], data[green : green + 4] = b"gXYZ", b"rXYZ"
    for name in (b"s\0R\0G\0B", b"\0s\0R\0G\0B"):
        at = data.find(name)
        if at >= 0:
            data[at : at + 2] = b"x\0"
    return (
        bytes(data)
        .replace(b"sRGB built-in", b"swap built-in")
        .replace("sRGB built-in".encode("utf-16-be"), "swap built-in".encode("utf-16-be"))
    )


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF", "AVIF"])
def test_colour_profile_is_applied(format: str) -> None:
    red, green, blue = photo().split()
    data = encoded(
        Image.merge("RGB", (green, red, blue)), format, icc_profile=_profile_with_red_and_green_exchanged()
    )
    # Compared away from the painted patches, whose colours the exchanged gamut cannot hold in full.
    assert difference(pixels(data)[30:], resized(photo(), SIZE)[30:]) < 5


def test_grey_profile_and_unfit_profiles() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert (
        difference(
            pixels(encoded(photo().convert("L"), "PNG", icc_profile=srgb)),
            resized(photo().convert("L"), SIZE),
        )
        < 2
    )
    for profile in (b"nonsense", srgb[:200], b"\0" * 400):
        assert difference(pixels(encoded(photo(), "PNG", icc_profile=profile)), resized(photo(), SIZE)) < 1


def test_small_photos_are_enlarged_and_thin_ones_keep_a_pixel() -> None:
    assert pixels(encoded(photo(30, 20), "PNG")).shape == (80, 120, 3)
    assert pixels(encoded(Image.new("RGB", (1, 60000), "red"), "PNG")).shape == (120, 1, 3)
    assert pixels(encoded(Image.new("RGB", (1, 1), "red"), "PNG")).shape == (120, 120, 3)


@pytest.mark.parametrize("width,height", [(2001, 1499), (1499, 2001), (1920, 1080), (333, 250)])
def test_draft_decoding_loses_nothing(width: int, height: int) -> None:
    big = photo().resize((width, height), Image.Resampling.BICUBIC)
    found = pixels(encoded(big, "JPEG"))
    assert difference(found, resized(big, SIZE)) < 2.5


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format", ["JPEG", "PNG", "HEIF", "JXL"])
def test_region_equals_the_crop(format: str, orientation: int) -> None:
    scene = photo(480, 320)
    data = encoded(stored(scene, orientation), format, exif(orientation))
    x, y, w, h = 250, 20, 200, 120
    found = decode(io.BytesIO(data), 60, region=(x, y, w, h))
    assert difference(found.pixels, resized(scene.crop((x, y, x + w, y + h)), 60)) < 4
    assert (found.metadata.width, found.metadata.height) == (480, 320)


def test_region_of_a_large_photo_and_of_a_raw() -> None:
    scene = photo(480, 320)
    large = scene.resize((4800, 3200), Image.Resampling.BICUBIC)
    for orientation in (1, 6):
        data = encoded(stored(large, orientation), "JPEG", exif(orientation))
        found = pixels(data, region=(1000, 800, 2000, 1000))
        assert difference(found, resized(large.crop((1000, 800, 3000, 1800)), SIZE)) < 3
        lying = stored(scene, orientation)
        raw = dng(lying, lying, orientation)
        assert (
            difference(pixels(raw, region=(20, 40, 200, 100)), resized(scene.crop((20, 40, 220, 140)), SIZE))
            < 4
        )


@pytest.mark.parametrize(
    "region", [(0, 0, 0, 10), (0, 0, 10, -1), (-1, 0, 10, 10), (200, 0, 41, 10), (0, 160, 1, 1)]
)
def test_impossible_regions_are_refused(region: tuple[int, int, int, int]) -> None:
    with pytest.raises(ReadError, match="region"):
        pixels(encoded(photo(), "PNG"), region=region)


def test_thumbnail_is_never_enlarged_and_upright() -> None:
    data = encoded(stored(photo(600, 400), 6), "JPEG", exif(6))
    found = decode(io.BytesIO(data), 320, thumbnail_size=256).thumbnail
    assert found is not None and found.size == (256, 171) and found.mode == "RGB"
    assert difference(np.asarray(found), resized(photo(600, 400), 256)) < 3
    small = decode(io.BytesIO(encoded(photo(30, 20), "PNG")), 320, thumbnail_size=256).thumbnail
    assert small is not None and small.size == (30, 20)
    larger = decode(io.BytesIO(data), 64, thumbnail_size=256)
    assert (
        larger.thumbnail is not None
        and larger.thumbnail.size == (256, 171)
        and larger.pixels.shape == (43, 64, 3)
    )


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF", "HEIF", "AVIF", "JXL"])
@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_truncated_files_fail_plainly(format: str, share: float) -> None:
    data = encoded(photo(), format)
    with pytest.raises(ReadError) as caught:
        pixels(data[: int(len(data) * share)])
    assert caught.value.kind == "damaged" and caught.value.reason == "the file is cut short or damaged"


def test_what_is_no_picture() -> None:
    for data in (b"", b"hello, world", b"%PDF-1.7 ...", b"%!PS-Adobe-3.0 EPSF-3.0\n", b"8BPS" + b"\0" * 50):
        with pytest.raises(ReadError) as caught:
            pixels(data)
        assert caught.value.kind == "unsupported"


def test_real_photos() -> None:
    for path in sorted(SAMPLES.glob("*.*")):
        if path.suffix in (".jpg", ".png", ".heic", ".webp", ".avif"):
            with Path(path).open("rb") as file:
                found = decode(file, 320, thumbnail_size=256)
            assert max(found.pixels.shape) == 320 and found.pixels.std() > 5, path
