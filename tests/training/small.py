"""A network and pictures so small that a training run takes a second; `python -m tests.training.small FOLDER`
is such a run, for tests that kill it or start it twice."""

import dataclasses
import os
import sys
from pathlib import Path

import numpy as np
import torch

from photosearch.network.retrieval import RetrievalNetwork
from photosearch.training.objectives import make_objective
from photosearch.training.options import TrainingOptions
from photosearch.training.processes import join
from photosearch.training.trainer import Hearing, Progress, Trainer
from photosearch.training.validation import Validation

CLASSES, PHOTOS = 6, 5
OPTIONS = TrainingOptions(
    steps=8, classes=4, photos=3, triplets=5, pool=20, refresh=3, size=32, piece=5, rate=1e-3, save_every=2
)


def network(seed: int = 1) -> RetrievalNetwork:
    """Smooth everywhere, so that gradients in float64 agree to the last digits."""
    torch.manual_seed(seed)
    backbone = torch.nn.Sequential(
        torch.nn.Conv2d(3, 8, 3, stride=2), torch.nn.Tanh(), torch.nn.Conv2d(8, 16, 3, stride=2)
    )
    backbone.append(torch.nn.Softplus())
    made = RetrievalNetwork(backbone, 16, 8, (127.0,) * 3, (128.0,) * 3).eval()
    with torch.no_grad():  # centred, or all descriptors would be nearly the same
        pooled = made(torch.from_numpy(pictures()[0]))[1]
        made.projection.bias.copy_(-made.projection.weight @ pooled.mean(dim=0))
    return made


def pictures(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Noisy pictures N x 40 x 48 x 3 of some patterns, and which pattern each is."""
    random = np.random.default_rng(seed)
    labels = np.repeat(np.arange(CLASSES), PHOTOS)
    patterns = random.integers(60, 196, (CLASSES, 5, 6, 3)).repeat(8, axis=1).repeat(8, axis=2)
    noise = random.normal(0, 40, (len(labels), 40, 48, 3))
    return (patterns[labels] + noise).clip(0, 255).astype(np.uint8), labels


def trainer(folder: Path, options: TrainingOptions = OPTIONS, halt: int | None = None, **more) -> Trainer:
    """A trainer of the small network on the small pictures, validating on others.

    halt: stand still for good in the middle of the update after this one, and say so on stdout.
    """
    found, labels = pictures()
    other, other_labels = pictures(5)
    steps = [0]

    def picture(row: int) -> np.ndarray:
        if steps[-1] == halt:
            os.write(sys.stdout.fileno(), b"halted\n")  # in one piece: several threads may be here
            sys.stdin.read()
        return found[row]

    def progress(state: Progress) -> None:
        steps.append(state.step)

    arguments = {
        "validate": Validation(other.__getitem__, other_labels, torch.device("cpu")),
        "hearing": Hearing(progress=progress),
    }
    return Trainer(
        more.pop("network", None) or network(),
        picture,
        len(labels),
        make_objective(options, labels, torch.device("cpu")),
        options,
        folder,
        **(arguments | more),
    )


def train(folder: Path, loss: str, optimiser: str, layers: str, halt: int | None = None) -> None:
    """Train in `folder`, in float64 where its name has "double" in it; final weights to final.npz."""
    changed = {"loss": loss, "optimiser": optimiser, "layers": layers, "multistage": True}
    processes = join("cpu")
    start = network().double() if "double" in folder.name else network()
    options = dataclasses.replace(OPTIONS, **changed)
    trainer(folder, options, halt, network=start, processes=processes, validate=None).run()
    if processes.is_first:
        np.savez(folder / "final.npz", **{name: v.numpy() for name, v in start.state_dict().items()})
    processes.close()


if __name__ == "__main__":
    torch.set_num_threads(1)
    train(Path(sys.argv[1]), *sys.argv[2:5], halt=int(sys.argv[5]) if len(sys.argv) > 5 else None)
