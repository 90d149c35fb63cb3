"""Files that try to break a photo program: built on the spot, from a seed, so that a failure can be
repeated.
"""

from __future__ import annotations

import os
import random
import socket
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

from tests.imaging.pictures import dng, encoded, exif, photo


@dataclass
class Corpus:
    """Every path to try, and what must come of those where that is certain (kinds of ReadError)."""

    paths: list[bytes] = field(default_factory=list)
    good: set[bytes] = field(default_factory=set)
    bad: dict[bytes, frozenset[str]] = field(default_factory=dict)

    def add(self, path: bytes, *kinds: str) -> None:
        """With no kind the photo must be readable; with kinds it must fail with one of them."""
        self.paths.append(path)
        if kinds:
            self.bad[path] = frozenset(kinds)
        else:
            self.good.add(path)


def build(
    folder: Path, mutations: int = 5000, seed: int = 1, sources: Mapping[str, bytes] | None = None
) -> Corpus:
    """Fill `folder` with hostile files; `sources` (ending to content) are what is mutated."""
    corpus = Corpus()
    root = os.fsencode(folder)
    os.makedirs(root, exist_ok=True)
    valid = dict(sources or small_files())
    _names(corpus, root, valid[".jpg"])
    _contents(corpus, root, valid)
    _bombs(corpus, root)
    _not_files(corpus, root, valid[".jpg"])
    _mutants(corpus, os.path.join(root, b"mutants"), valid, mutations, random.Random(seed))
    return corpus


def small_files() -> dict[str, bytes]:
    """A small valid file of every format, with metadata, keyed by an ending that tells them apart."""
    small = photo(96, 64)
    block = exif(6, t10f="Canon", t110="Canon EOS R5", t132="2024:05:01 10:20:30")
    wide = np.asarray(small.convert("L")).astype(np.uint16) * 257
    return {
        ".jpg": encoded(small, "JPEG", block),
        ".progressive.jpg": encoded(small, "JPEG", block, progressive=True),
        ".cmyk.jpg": encoded(small.convert("CMYK"), "JPEG"),
        ".png": encoded(small.convert("RGBA"), "PNG", block),
        ".palette.png": encoded(small.quantize(64), "PNG"),
        ".16.png": encoded(Image.fromarray(wide), "PNG"),
        ".webp": encoded(small, "WEBP", block),
        ".lossless.webp": encoded(small, "WEBP", lossless=True),
        ".tif": encoded(small, "TIFF", block),
        ".lzw.tif": encoded(small, "TIFF", block, compression="tiff_lzw"),
        ".jpeg.tif": encoded(small, "TIFF", compression="jpeg"),
        ".float.tif": encoded(Image.fromarray(wide.astype(np.float32)), "TIFF"),
        ".bmp": encoded(small, "BMP"),
        ".gif": encoded(small, "GIF", save_all=True, append_images=[small.rotate(180)]),
        ".heic": encoded(small, "HEIF", block),
        ".avif": encoded(small, "AVIF", block),
        ".jxl": encoded(small, "JXL", block),
        ".dng": dng(small),
        ".preview.dng": dng(small, photo(480, 320), 6),
    }


def _write(path: bytes, data: bytes) -> bytes:
    with open(path, "wb") as file:
        file.write(data)
    return path


def _names(corpus: Corpus, root: bytes, jpeg: bytes) -> None:
    names = [
        b"not-\xff\xfe-utf8.jpg", b"new\nline.jpg", "smile-\N{GRINNING FACE}.jpg".encode(), b"-rf.jpg",
        b" .jpg", b"quote'\"`$(x).jpg", b"percent%00%2f.jpg", b"tab\there.jpg", b"x" * 251 + b".jpg",
        b"\x1b[31mred.jpg", "e\N{COMBINING ACUTE ACCENT}.jpg".encode(), b"UPPER.JPG",
    ]  # fmt: skip
    for name in names:
        try:
            corpus.add(_write(os.path.join(root, name), jpeg))
        except OSError:  # macOS refuses names that are not UTF-8
            continue


def _contents(corpus: Corpus, root: bytes, valid: Mapping[str, bytes]) -> None:
    def file(name: str, data: bytes, *kinds: str) -> None:
        corpus.add(_write(os.path.join(root, name.encode()), data), *kinds)

    for ending, data in valid.items():
        file("valid" + ending, data)
        file("no-ending" + ending.replace(".", "-"), data)
        # The start of a RAW file may hold a whole preview, and a fifth of some files the whole picture.
        if not ending.endswith((".dng", ".gif")):
            file("cut" + ending, data[: len(data) * 2 // 3], "damaged")
            file("start-only" + ending, data[:40], "damaged", "unsupported")
    file("png-named.jpg", valid[".png"])
    file("heic-named.jpg", valid[".heic"])
    file("jpg-named.heic", valid[".jpg"])
    file("empty.jpg", b"", "empty")
    file("text.jpg", b"Dear diary, today I did not take a photo.\n" * 20, "unsupported")
    file("zeros.jpg", bytes(100_000), "unsupported")
    file("page.png", b"<!DOCTYPE html><html><body>404</body></html>", "unsupported")
    file("postscript.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", "unsupported")
    file("program.jpg", b"\x7fELF" + bytes(500), "unsupported")
    file("trailing.jpg", valid[".jpg"] + b"and then some" * 1000)
    file("narrow.png", encoded(Image.new("RGB", (1, 60000), "red"), "PNG"))
    file("wide.png", encoded(Image.new("RGB", (60000, 1), "red"), "PNG"))
    file("pixel.gif", encoded(Image.new("RGB", (1, 1), "red"), "GIF"))


def _bombs(corpus: Corpus, root: bytes) -> None:
    def file(name: str, data: bytes, *kinds: str) -> None:
        corpus.add(_write(os.path.join(root, name.encode()), data), *kinds)

    file("bomb.png", _png_bomb(30_000, 30_000), "too_large")
    file("bomb-text.png", _png_with_text_bomb(), *("damaged", "too_large", "memory"))
    jpeg = bytearray(encoded(Image.new("RGB", (64, 64)), "JPEG"))
    at = jpeg.index(b"\xff\xc0")
    jpeg[at + 5 : at + 9] = struct.pack(">HH", 65500, 65500)
    file("huge-header.jpg", bytes(jpeg), "too_large")
    webp = bytearray(encoded(Image.new("RGBA", (64, 64), (1, 2, 3, 4)), "WEBP"))
    at = webp.index(b"VP8X")
    webp[at + 12 : at + 18] = b"\xff\x3f\x00\xff\x3f\x00"
    file("huge-header.webp", bytes(webp), "too_large", "damaged")
    tiff = bytearray(encoded(Image.new("RGB", (64, 64)), "TIFF", compression="tiff_lzw"))
    for tag in (256, 257):
        at = tiff.index(struct.pack("<H", tag), 8)
        tiff[at + 2 : at + 12] = struct.pack("<HII", 4, 1, 60_000)
    file("huge-header.tif", bytes(tiff), "too_large")
    heic = bytearray(encoded(Image.new("RGB", (64, 64)), "HEIF"))
    at = heic.index(b"ispe")
    heic[at + 8 : at + 16] = struct.pack(">II", 60_000, 60_000)
    file("huge-header.heic", bytes(heic), "too_large", "damaged")
    gif = b"GIF89a" + struct.pack("<HH", 65000, 65000) + b"\x80\0\0" + bytes(6)
    file("huge-header.gif", gif, "too_large", "damaged")
    file("huge-header.bmp", _huge_bmp(), "too_large")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png_bomb(width: int, height: int) -> bytes:
    """All pixels are there, a thousandth of their size."""
    pack = zlib.compressobj(9)
    row = bytes(1 + width * 3)
    body = b"".join(pack.compress(row) for _ in range(height // 100))
    body += pack.flush()
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _png_with_text_bomb() -> bytes:
    text = b"comment\0\0" + zlib.compress(bytes(200_000_000), 9)
    png = encoded(Image.new("RGB", (8, 8)), "PNG")
    return png[:33] + _chunk(b"zTXt", text) + png[33:]


def _huge_bmp() -> bytes:
    return b"BM" + struct.pack("<IHHIIiiHHIIiiII", 54, 0, 0, 54, 40, 60_000, 60_000, 1, 24, 0, 0, 0, 0, 0, 0)


def _not_files(corpus: Corpus, root: bytes, jpeg: bytes) -> None:
    def at(name: bytes) -> bytes:
        return os.path.join(root, name)

    os.mkdir(at(b"folder.jpg"))
    corpus.add(at(b"folder.jpg"), "not_a_file")
    corpus.add(at(b"nothing-here.jpg"), "missing")
    os.symlink(at(b"nothing-here.jpg"), at(b"dangling.jpg"))
    corpus.add(at(b"dangling.jpg"), "missing")
    os.symlink(at(b"circle-2.jpg"), at(b"circle-1.jpg"))
    os.symlink(at(b"circle-1.jpg"), at(b"circle-2.jpg"))
    corpus.add(at(b"circle-1.jpg"), "unreadable")
    os.symlink(at(b"valid.jpg"), at(b"link-to-valid.jpg"))
    corpus.add(at(b"link-to-valid.jpg"))
    corpus.add(at(b"x" * 300 + b".jpg"), "missing")
    corpus.add(_write(at(b"forbidden.jpg"), jpeg), *(("unreadable",) if os.geteuid() else ()))
    os.chmod(at(b"forbidden.jpg"), 0)
    os.mkfifo(at(b"pipe.jpg"))
    corpus.add(at(b"pipe.jpg"), "not_a_file")
    os.symlink(b"/dev/zero", at(b"device.jpg"))
    corpus.add(at(b"device.jpg"), "not_a_file")
    here = os.getcwd()
    with socket.socket(socket.AF_UNIX) as plug:
        try:
            os.chdir(root)  # the path of a socket may only be 100 bytes long
            plug.bind(b"socket.jpg")
        finally:
            os.chdir(here)
    corpus.add(at(b"socket.jpg"), "not_a_file")


def _mutants(
    corpus: Corpus, folder: bytes, valid: Mapping[str, bytes], count: int, chance: random.Random
) -> None:
    """Nothing is certain about these except that the run survives them."""
    os.makedirs(folder, exist_ok=True)
    endings = sorted(valid)
    for number in range(count):
        ending = endings[number % len(endings)]
        data = bytearray(valid[ending])
        for _ in range(chance.choice((1, 1, 2, 3, 8))):
            chance.choice(_MUTATIONS)(data, chance)
        corpus.paths.append(_write(os.path.join(folder, b"%05d%s" % (number, ending.encode())), bytes(data)))


def _flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 4, 32))):
        if data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _change_header(data: bytearray, chance: random.Random) -> None:
    """Lengths, sizes and offsets live near the start: set a few bytes there to values at the edge."""
    if len(data) > 16:
        at = chance.randrange(4, min(len(data), 512))
        value = chance.choice(
            (b"\0", b"\x80", b"\xff", b"\xff" * 2, b"\xff" * 4, b"\0" * 4, b"\x7f\xff\xff\xff")
        )
        data[at : at + len(value)] = value


def _truncate(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data) + 1) :]


def _zero(data: bytearray, chance: random.Random) -> None:
    start, size = _block(data, chance)
    data[start : start + size] = bytes(len(data[start : start + size]))


def _repeat(data: bytearray, chance: random.Random) -> None:
    start, size = _block(data, chance)
    data[start:start] = data[start : start + size]


def _insert(data: bytearray, chance: random.Random) -> None:
    start, size = _block(data, chance)
    data[start:start] = chance.randbytes(size)


def _remove(data: bytearray, chance: random.Random) -> None:
    start, size = _block(data, chance)
    del data[start : start + size]


def _block(data: bytearray, chance: random.Random) -> tuple[int, int]:
    return chance.randrange(len(data) + 1), chance.choice((1, 4, 16, 64, 512))


_MUTATIONS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip, _flip, _change_header, _change_header, _truncate, _zero, _repeat, _insert, _remove,
)  # fmt: skip
