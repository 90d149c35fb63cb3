"""The network in eight bits: how fast and how near it is. Nothing of it is bundled; the README says why.

python packaging/model/quantise.py PHOTOS WORK [--model NAME] [--calibrate 100] [--float HEAD ...]

onnxruntime's static quantisation: convolutions with weights in int8 a channel and activations in uint8, whose
ranges are those of `--calibrate` photos of WORK/train (the 99.99th percentile, squares in their middle). It
goes into WORK/int8. Prints milliseconds a photo of both, taking turns, and of torch, the cosines of the
descriptors on photos of PHOTOS/val, and what validate.py measures.
"""

import argparse
import dataclasses
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process
from photo_folders import photo_files, pixels_of
from validate import Described, validated

from photosearch.network.card import GRAPH_FILE, ModelCard, file_sha256
from photosearch.network.describer import Describer, usable_cores
from photosearch.network.models import find_model
from photosearch.network.onnx_describer import OnnxDescriber
from photosearch.network.torch_describer import TorchDescriber

SQUARE = 208


def _middle(photo: np.ndarray) -> np.ndarray:
    top, left = ((side - SQUARE) // 2 for side in photo.shape[:2])
    return photo[top : top + SQUARE, left : left + SQUARE]


class Photos(CalibrationDataReader):
    """Hands squares out of the middle of photos to the calibration, which wants them all of one shape."""

    def __init__(self, files: list[Path], size: int) -> None:
        photos = (pixels_of(path, size) for path in files)
        self._rows: Iterator[np.ndarray] = (
            _middle(photo)[None] for photo in photos if min(photo.shape[:2]) >= SQUARE
        )

    def get_next(self) -> dict[str, np.ndarray] | None:
        """The next photo, None after the last."""
        pixels = next(self._rows, None)
        return None if pixels is None else {"pixels": pixels}


def quantised(card: ModelCard, folder: Path, files: list[Path], excluded: list[str]) -> ModelCard:
    """Write the quantised network as a model folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    whole = folder / "whole.onnx"
    onnx.save(onnx.load(card.graph), whole)
    quant_pre_process(whole, whole, skip_symbolic_shape=True)
    quantize_static(
        whole,
        folder / GRAPH_FILE,
        Photos(files, card.input_size),
        quant_format=QuantFormat.QDQ,
        op_types_to_quantize=["Conv"],
        per_channel=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        calibrate_method=CalibrationMethod.Percentile,
        nodes_to_exclude=excluded,
        extra_options={"CalibPercentile": 99.99},
    )
    whole.unlink()
    shutil.copy(card.weights, folder / card.weights.name)
    digests = {path.name: file_sha256(path) for path in sorted(folder.iterdir())}
    dataclasses.replace(card, name=f"{card.name}-int8", sha256=digests).save(folder)
    return ModelCard.load(folder)


def taking_turns(describers: dict[str, Describer], photos: list[np.ndarray], cores: int) -> dict[str, float]:
    """Milliseconds a photo on so many cores: onnxruntime has a caller for each, torch threads."""
    best = dict.fromkeys(describers, float("inf"))
    for _ in range(5):
        for name, describer in describers.items():
            callers = 1 if name == "torch" else cores
            with ThreadPoolExecutor(callers) as pool:
                started = time.perf_counter()
                list(pool.map(lambda photo, describer=describer: describer.describe([photo]), photos))
                took = time.perf_counter() - started
            best[name] = min(best[name], took / len(photos) * 1000)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("photos", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--model")
    parser.add_argument("--calibrate", type=int, default=100)
    parser.add_argument("--float", nargs="*", default=[], help="nodes that stay as they are")
    arguments = parser.parse_args()
    card = find_model(arguments.model)
    train = photo_files(arguments.work / "train")
    files = train[:: max(1, len(train) // arguments.calibrate)][: arguments.calibrate]
    made = quantised(card, arguments.work / "int8", files, arguments.float)
    exact, small = OnnxDescriber(card, 1), OnnxDescriber(made, 1)
    photos = [pixels_of(path, card.input_size) for path in photo_files(arguments.photos / "val")[::4]]
    cosines = (exact.describe(photos)[0] * small.describe(photos)[0]).sum(axis=1)
    print(f"cosine: mean {cosines.mean():.4f}, least {cosines.min():.4f}")
    eager = TorchDescriber(card, "cpu", half=False)
    for cores in (1, usable_cores()):
        torch.set_num_threads(cores)
        found = taking_turns({"float32": exact, "int8": small, "torch": eager}, photos, cores)
        said = ", ".join(f"{name} {each:.2f}" for name, each in found.items())
        print(f"ms a photo, {cores} cores, best of 5: {said}", flush=True)
    sizes = {name: (c.graph.stat().st_size + c.weights.stat().st_size) for name, c in (("float32", card),)}
    print(f"bytes: float32 {sizes['float32']}, int8 {made.graph.stat().st_size}")
    both = {"float32": OnnxDescriber(card, 2), "int8": OnnxDescriber(made, 2)}
    for name, describer in both.items():
        found = validated(Described(describer, [card.input_size], False), arguments.photos, arguments.work)
        print(name, {key: round(found[key], 2) for key in ("landmarks", "scenes", "covers", "edits")})


if __name__ == "__main__":
    main()
