"""A published network at several resolutions: its whitening comes after their combination."""

import numpy as np
import pytest
import torch

from photosearch.evaluation.benchmark import photo_of
from photosearch.evaluation.describing import describe_photos
from photosearch.imaging.reading import ReadRequest, read_photo
from photosearch.network.describer import load_describer
from photosearch.network.importing.conversion import import_checkpoint
from tests.network.importing.checkpoints import Published, old_sklearn

SIZES = (96, 160)


# torch's exporter uses what torch itself has deprecated.
@pytest.mark.filterwarnings("ignore:.*LeafSpec:FutureWarning")
@pytest.mark.parametrize("how", ["mean", "power"])
def test_whitening_comes_after_the_combination(tmp_path, small_photos, how):
    published = Published("resnet18", 32)
    with old_sklearn() as pca:
        torch.save(published.checkpoint(pca), tmp_path / "net.pt")
    describer = load_describer(import_checkpoint(tmp_path / "net.pt").folder, "cpu")
    paths = sorted(small_photos.iterdir())[:3]
    photos = [photo_of(path, small_photos) for path in paths]
    found = describe_photos(photos, describer, SIZES, how).values
    for path, descriptor in zip(paths, found, strict=True):
        parts = np.stack([published.unwhitened(decoded(path, size))[0] for size in SIZES]).astype(np.float64)
        power = 3.0 if how == "power" else 1.0
        mean = (np.sign(parts) * np.abs(parts) ** power).mean(axis=0)
        combined = np.sign(mean) * np.abs(mean) ** (1 / power)
        combined /= np.linalg.norm(combined)
        wanted = (combined - published.mean) @ published.components.T / published.variance**0.25
        assert descriptor @ wanted / np.linalg.norm(wanted) > 1 - 1e-4
    alone = describe_photos(photos, describer, SIZES[:1]).values
    for path, descriptor in zip(paths, alone, strict=True):
        assert descriptor @ published.describe(decoded(path, SIZES[0])) > 1 - 1e-4


def decoded(path, size):
    """The photo as the program decodes it, its longer side `size`."""
    return read_photo(ReadRequest(bytes(path), size, thumbnail=False)).pixels
