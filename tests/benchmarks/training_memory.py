"""Memory of one update against the size of the batch, with pieces of the same size."""

import resource
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.figures import Figure

SMALL, LARGE = 64, 4096
PIECE = 16
SIZE = 64
_FACTOR = 1.1


def run(workdir: Path) -> list[Figure]:
    """Peak memory of a process that makes two updates by the AP loss, for a small and a large batch."""
    peaks = {(rows, "multistage"): _peak_mb(rows, "multistage") for rows in (SMALL, LARGE)}
    peaks[1024, "ordinary"] = _peak_mb(1024, "ordinary")
    small, large = peaks[SMALL, "multistage"], peaks[LARGE, "multistage"]
    return [
        Figure(f"peak memory of training, batch {SMALL}, pieces of {PIECE}", small, "MB"),
        Figure(f"peak memory of training, batch {LARGE}, pieces of {PIECE}", large, "MB"),
        Figure(f"memory of batch {LARGE} over that of batch {SMALL}", large / small, "times", _FACTOR),
        Figure("the same without stages, batch 1024", peaks[1024, "ordinary"], "MB"),
    ]


def _peak_mb(rows: int, way: str) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.training_memory", str(rows), way]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _train(rows: int, way: str) -> None:
    from concurrent.futures import ThreadPoolExecutor

    import numpy as np
    import torch

    from photosearch.training import multistage
    from photosearch.training.listwise import ranking_loss
    from photosearch.training.losses import APLoss
    from photosearch.training.pieces import Pieces
    from tests.training.small import network

    torch.set_num_threads(1)
    made = network()
    optimiser = torch.optim.Adam(made.parameters())
    backward = {"multistage": multistage.multistage_backward, "ordinary": multistage.ordinary_backward}[way]

    def make(row: int) -> np.ndarray:
        return np.random.default_rng(row).integers(0, 256, (SIZE, SIZE, 3), np.uint8)

    loss = ranking_loss(APLoss(), torch.arange(rows) // 4, torch.ones(rows))
    with ThreadPoolExecutor(1) as threads:
        for _ in range(2):
            optimiser.zero_grad(set_to_none=True)
            pieces = Pieces(make, rows, PIECE, torch.device("cpu"), threads)
            backward(lambda pixels: made(pixels)[0], pieces, loss)
            optimiser.step()


if __name__ == "__main__":
    _train(int(sys.argv[1]), sys.argv[2])
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
