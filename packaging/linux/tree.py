"""The files a desktop wants besides the program: entry, icons, metadata, manual, menus of file managers."""

import gzip
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGING = Path(__file__).resolve().parents[1]
# As shared-mime-info names what Photosearch reads.
MIME_TYPES = (
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/tiff",
    "image/bmp",
    "image/gif",
    "image/heif",
    "image/avif",
    "image/jxl",
    "image/x-adobe-dng",
    "image/x-canon-cr2",
    "image/x-canon-cr3",
    "image/x-fuji-raf",
    "image/x-nikon-nef",
    "image/x-olympus-orf",
    "image/x-panasonic-rw2",
    "image/x-sony-arw",
)
# From below packaging/ to below share/; files in linux/ and file-managers/ are templates.
TEMPLATES = {
    "linux/photosearch.desktop": "applications/photosearch.desktop",
    "linux/io.github.photosearch.metainfo.xml": "metainfo/io.github.photosearch.metainfo.xml",
    "linux/photosearch.1": "man/man1/photosearch.1",
    "file-managers/dolphin.desktop": "kio/servicemenus/photosearch.desktop",
    "file-managers/thunar.desktop": "Thunar/sendto/photosearch.desktop",
    "file-managers/photosearch.nemo_action": "nemo/actions/photosearch.nemo_action",
    # PCManFM takes an action for the application where both files have one name.
    "file-managers/photosearch-action.desktop": "file-manager/actions/photosearch-find-similar.desktop",
}
EXTENSIONS = {
    "Nautilus": "nautilus-python/extensions/photosearch.py",
    "Caja": "caja-python/extensions/photosearch.py",
}
# KDE runs a menu of a person's own folder only where the file may be executed.
_EXECUTABLE = ("kio/servicemenus/photosearch.desktop",)


@dataclass(frozen=True)
class Edition:
    """What the templates are filled in with; program: what starts Photosearch; date: as 2026-01-31."""

    version: str
    date: str
    program: str


def write_share(share: Path, edition: Edition, icons: Path) -> None:
    """Fill the folder `share` (of /usr, say); icons: as `icons.render` makes them."""
    for name, text in filled(edition):
        path = share / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755 if name in _EXECUTABLE else 0o644)
    shutil.copytree(icons, share / "icons" / "hicolor", dirs_exist_ok=True)
    manual = share / "man/man1/photosearch.1"
    manual.with_name("photosearch.1.gz").write_bytes(gzip.compress(manual.read_bytes(), 9, mtime=0))
    manual.unlink()


def filled(edition: Edition) -> Iterator[tuple[str, str]]:
    """Each file's place below share/, and its text."""
    for source, name in TEMPLATES.items():
        yield name, _fill((PACKAGING / source).read_text(encoding="utf-8"), edition)
    extension = (PACKAGING / "file-managers/extension.py").read_text(encoding="utf-8")
    for manager, name in EXTENSIONS.items():
        yield name, _fill(extension.replace("FileManager", manager), edition)


def _fill(text: str, edition: Edition) -> str:
    for word, value in (
        ("@PROGRAM@", edition.program),
        ("@VERSION@", edition.version),
        ("@DATE@", edition.date),
        ("@MIME_TYPES@", "".join(f"{kind};" for kind in MIME_TYPES)),
    ):
        text = text.replace(word, value)
    return text
