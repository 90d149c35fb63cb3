"""A tiny set of real photographs to train on."""

from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import SAMPLE

PLACES = {
    "china": ["china", "china-cropped", "china-small"],
    "eiffel-tower": ["eiffel-tower-1", "eiffel-tower-1-cropped", "eiffel-tower-2", "eiffel-tower-3"],
    "neuschwanstein": ["neuschwanstein-1", "neuschwanstein-1-border", "neuschwanstein-2"],
    "taj-mahal": ["taj-mahal-1", "taj-mahal-1-black-and-white", "taj-mahal-2", "taj-mahal-3"],
}


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four places of three and four photographs, small; a folder not to be changed."""
    folder = tmp_path_factory.mktemp("places")
    for place, names in PLACES.items():
        (folder / place).mkdir()
        for name in names:
            with Image.open(SAMPLE / f"{name}.jpg") as image:
                image.thumbnail((160, 160))
                image.save(folder / place / f"{name}.jpg")
    return folder
