"""The processes that match, and the pairs they are given."""

import itertools
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from photosearch.training.cleaning import pairing
from photosearch.training.cleaning.local_features import extract_features, root_sift
from photosearch.training.cleaning.pairing import match_pair
from tests.network.sample_photos import pixels

_PROGRAM = """
import os, time
from photosearch.training.cleaning.pairing import _pool
if __name__ == "__main__":
    pool = _pool(1)
    print(pool.submit(os.getpid).result(), flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_workers_end_when_the_program_is_killed() -> None:
    program = subprocess.Popen([sys.executable, "-c", _PROGRAM], stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    with program.stdout:
        worker = int(program.stdout.readline())
        assert is_alive(worker)
        program.kill()
        program.wait()
    deadline = time.monotonic() + 20
    while is_alive(worker):
        assert time.monotonic() < deadline


def is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    # A zombie waits for its parent only, and that may be a container's first process that never asks.
    return state not in "ZX"


def test_tiles_have_every_pair_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairing, "_TILE", 3)
    names = list(itertools.combinations([bytes([n]) for n in range(11)], 2))
    tiles = list(pairing._tiles(names))
    assert sorted(itertools.chain.from_iterable(tiles)) == names
    assert all(len(set(itertools.chain.from_iterable(tile))) <= 6 for tile in tiles)


def test_a_pair_tells_where_its_points_are() -> None:
    found = {
        name: extract_features(pixels(f"{name}.jpg", 400)) for name in ("china", "china-cropped", "dogs")
    }

    def pair(one: str, other: str) -> pairing.Pair:
        features = found[one], found[other]
        frames = (features[0].frames, features[1].frames)
        return match_pair(
            b"a", b"b", frames, (root_sift(features[0].descriptors), root_sift(features[1].descriptors))
        )

    agreeing, stranger = pair("china", "china-cropped"), pair("china", "dogs")
    assert (stranger.score, stranger.matrix, stranger.boxes) == (0, None, None)
    assert agreeing.score > 100
    assert agreeing.matrix is not None and agreeing.boxes is not None
    # The points of the one photo lie, under the map, where those of the other are.
    corners = agreeing.boxes[0].reshape(2, 2) @ agreeing.matrix[:, :2].T + agreeing.matrix[:, 2]
    assert np.allclose(corners.ravel(), agreeing.boxes[1], atol=12)
