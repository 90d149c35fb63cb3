"""Makes resources/sample from the packages that photos.toml names: photographs, edits of them, CREDITS.md.

    python packaging/sample/make.py UNPACKED resources/sample

UNPACKED holds one folder per package, named like it (see README.md here). Nothing is drawn at random: every
edit is the fixed recipe in EDITS, so a second run makes the same pictures.
"""

from __future__ import annotations

import argparse
import io
import struct
import tomllib
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pillow_heif
from PIL import Image, ImageCms, ImageEnhance, ImageOps

LONGER_SIDE = 900
QUALITY = 82
HERE = Path(__file__).parent
ORIENTATION = 0x0112

VERSIONS = {
    "gcompris-qt-data": "Debian package gcompris-qt-data 3.1-2",
    "lomiri-wallpapers-16.04": "Debian package lomiri-wallpapers-16.04 20.04.0-2",
    "palapeli-data": "Debian package palapeli-data 4:22.12.3-1",
    "scikit-learn": "Python package scikit-learn 1.9.1",
    "scikit-image": "Python package scikit-image 0.26.0",
}
LICENCES = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-2.0": "https://creativecommons.org/licenses/by/2.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
}


def cropped(image: Image.Image, left: float, top: float, right: float, bottom: float) -> Image.Image:
    """The part between the given fractions of width and height."""
    width, height = image.size
    box = (round(left * width), round(top * height), round(right * width), round(bottom * height))
    return image.crop(box)


def bordered(image: Image.Image) -> Image.Image:
    return ImageOps.expand(image, border=round(0.05 * max(image.size)), fill="white")


def black_and_white(image: Image.Image) -> Image.Image:
    return image.convert("L").convert("RGB")


def brighter(image: Image.Image) -> Image.Image:
    return ImageEnhance.Brightness(image).enhance(1.3)


def unchanged(image: Image.Image) -> Image.Image:
    return image


Edit = tuple[str, str, str, Callable[[Image.Image], Image.Image]]
# New file, the file it is made from, what was done, how.
EDITS: tuple[Edit, ...] = (
    (
        "eiffel-tower-1-cropped.jpg",
        "eiffel-tower-1.jpg",
        "cropped to the tower",
        lambda image: cropped(image, 0.30, 0.0, 0.75, 0.95),
    ),
    (
        "neuschwanstein-1-border.jpg",
        "neuschwanstein-1.jpg",
        "white border",
        bordered,
    ),
    (
        "taj-mahal-1-black-and-white.jpg",
        "taj-mahal-1.jpg",
        "black and white",
        black_and_white,
    ),
    (
        "china-cropped.jpg",
        "china.jpg",
        "cropped",
        lambda image: cropped(image, 0.15, 0.10, 0.85, 0.80),
    ),
    (
        "china-small.jpg",
        "china.jpg",
        "reduced to 320 pixels",
        lambda image: fitted(image, 320),
    ),
    ("coffee-quality-20.jpg", "coffee.jpg", "JPEG quality 20", unchanged),
    ("kingfisher-mirrored.jpg", "kingfisher.jpg", "mirrored", ImageOps.mirror),
    ("picos-de-europa-brighter.jpg", "picos-de-europa.jpg", "30 % brighter", brighter),
    ("machu-picchu-as-webp.webp", "machu-picchu.jpg", "saved as WebP", unchanged),
    ("fig-as-heic.heic", "fig.jpg", "saved as HEIC", unchanged),
    (
        "red-panda-orientation-6.jpg",
        "red-panda.jpg",
        "pixels turned a quarter to the left, with the EXIF orientation 6 that turns them back",
        unchanged,
    ),
)


def resource(archive: Path, name: str) -> bytes:
    """One file out of a compiled Qt resource collection (.rcc); Qt itself is too much to install for that."""
    data = archive.read_bytes()
    if data[:4] != b"qres":
        raise ValueError(f"{archive} is no Qt resource collection")
    version, tree, start, names = struct.unpack(">4I", data[4:20])
    step = 22 if version >= 2 else 14
    compressed, directory, zstd = 1, 2, 4

    def entries(node: int) -> Iterator[tuple[str, int, int]]:
        first, count = struct.unpack(">II", data[node + 10 : node + 14] + data[node + 6 : node + 10])
        for child in range(tree + first * step, tree + (first + count) * step, step):
            offset, flags = struct.unpack(">IH", data[child : child + 6])
            length = struct.unpack(">H", data[names + offset : names + offset + 2])[0]
            text = data[names + offset + 6 : names + offset + 6 + 2 * length].decode("utf-16-be")
            yield text, flags, child

    node, flags = tree, directory
    for part in ("gcompris/src/activities/" + name).split("/"):
        flags, node = {text: (flags, child) for text, flags, child in entries(node)}[part]
    if flags & zstd:
        raise ValueError(f"{name} is packed with zstd")
    place = start + struct.unpack(">I", data[node + 10 : node + 14])[0]
    size = struct.unpack(">I", data[place : place + 4])[0]
    content = data[place + 4 : place + 4 + size]
    # Qt writes the unpacked length before the zlib stream.
    return zlib.decompress(content[4:]) if flags & compressed else content


def original(unpacked: Path, package: str, source: str) -> Image.Image:
    """The picture as the package has it, upright and in sRGB; everything else in the file is left behind."""
    archive, colon, name = source.partition(":")
    folder = unpacked / package
    if colon:
        data = resource(folder / "usr/share/gcompris-qt/rcc" / archive, name)
    else:
        data = (folder / source).read_bytes()
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    profile = image.info.get("icc_profile")
    if profile:
        opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, opened, ImageCms.createProfile("sRGB"), outputMode="RGB")
        image = converted or image
    return image.convert("RGB")


def fitted(image: Image.Image, longer_side: int) -> Image.Image:
    """Never enlarged."""
    copy = image.copy()
    copy.thumbnail((longer_side, longer_side), Image.Resampling.LANCZOS)
    return copy


def save(image: Image.Image, path: Path) -> None:
    clean = Image.new("RGB", image.size)
    clean.paste(image)
    if path.suffix == ".jpg":
        quality = 20 if "quality-20" in path.stem else QUALITY
        exif = Image.Exif()
        if "orientation-6" in path.stem:
            exif[ORIENTATION] = 6
            clean = clean.transpose(Image.Transpose.ROTATE_90)
        clean.save(path, quality=quality, optimize=True, progressive=False, exif=exif)
    elif path.suffix == ".heic":
        pillow_heif.from_pillow(clean).save(path, quality=60)
    elif path.suffix == ".webp":
        clean.save(path, quality=QUALITY, method=6)
    else:
        clean.save(path, optimize=True)


def licence(name: str) -> str:
    return f"[{name}]({LICENCES[name]})" if name in LICENCES else name


def row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "%7C") for cell in cells) + " |\n"


def changes(photo: dict[str, str], before: tuple[int, int], after: tuple[int, int]) -> str:
    earlier = f"by the package: {photo['changed_before']}; by us: " if "changed_before" in photo else ""
    reduced = f"reduced from {before[0]} x {before[1]}, " if before != after else ""
    kind = {".jpg": "JPEG", ".png": "PNG"}[Path(photo["file"]).suffix]
    return f"{earlier}{reduced}saved as {kind}, metadata removed"


def credits(photos: list[dict[str, str]], done: dict[str, str]) -> str:
    text = [(HERE / "credits-head.md").read_text("utf-8")]
    text.append(row(["file", "what it shows", "author", "licence", "taken from, stated in", "changes made"]))
    text.append(row(["---"] * 6))
    known = {photo["file"]: photo for photo in photos}
    for photo in photos:
        place = f"{VERSIONS[photo['package']]}, {photo['stated_in']}"
        author = f"[{photo['author']}]({photo['link']})" if photo["link"] else photo["author"]
        name = photo["file"]
        text.append(row([name, photo["shows"], author, licence(photo["licence"]), place, done[name]]))
    for name, source, what, _ in EDITS:
        photo = known[source]
        cells = [
            name,
            photo["shows"],
            photo["author"],
            licence(photo["licence"]),
            f"our edit of {source}",
            what,
        ]
        text.append(row(cells))
    return "".join(text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("unpacked", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    photos = tomllib.loads((HERE / "photos.toml").read_text("utf-8"))["photo"]
    pictures: dict[str, Image.Image] = {}
    done: dict[str, str] = {}
    for photo in photos:
        image = original(arguments.unpacked, photo["package"], photo["source"])
        small = fitted(image, LONGER_SIDE)
        pictures[photo["file"]] = small
        done[photo["file"]] = changes(photo, image.size, small.size)
    for name, source, _, edit in EDITS:
        pictures[name] = edit(pictures[source])
    for name, image in pictures.items():
        save(image, arguments.out / name)
    (arguments.out / "CREDITS.md").write_text(credits(photos, done), "utf-8")


if __name__ == "__main__":
    main()
