"""The icon in all the sizes and formats that systems want, drawn from resources/icons/app.svg."""

import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DRAWING = ROOT / "resources" / "icons" / "app.svg"
_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_WINDOWS = (16, 24, 32, 48, 64, 128, 256)


def render(folder: Path) -> None:
    """Write `hicolor`, a theme of icons, and photosearch.ico and .icns into `folder`."""
    from PIL import Image

    pictures = {}
    for size in _SIZES:
        path = folder / "hicolor" / f"{size}x{size}" / "apps" / "photosearch.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        _draw(size, path)
        pictures[size] = Image.open(path).convert("RGBA")
    scalable = folder / "hicolor" / "scalable" / "apps" / "photosearch.svg"
    scalable.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(DRAWING, scalable)
    smaller = [pictures[size] for size in _WINDOWS[:-1]]
    pictures[256].save(
        folder / "photosearch.ico", append_images=smaller, sizes=[(size, size) for size in _WINDOWS]
    )
    pictures[512].save(folder / "photosearch.icns", append_images=[pictures[s] for s in (32, 64, 128, 256)])


def _draw(size: int, path: Path) -> None:
    from PySide6.QtCore import QByteArray
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        QSvgRenderer(QByteArray(DRAWING.read_bytes())).render(painter)
    if not image.save(str(path)):
        raise OSError(f"{path} could not be written.")


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    render(Path(sys.argv[1]))
