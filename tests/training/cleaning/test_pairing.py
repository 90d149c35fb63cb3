"""The processes that match, and the pairs they are given."""

import itertools
import os
import select
import subprocess
import sys

import numpy as np
import pytest

from photosearch.imaging.local_features import extract_features, root_sift
from photosearch.training.cleaning.pairing import match_pair, tiles
from photosearch.training.cleaning.store import Pair
from tests.network.sample_photos import pixels

_PROGRAM = """
import os, sys
from photosearch.training.cleaning.pairing import matching_processes
if __name__ == "__main__":
    pool = matching_processes(1)
    print(pool.submit(os.getpid).result(), flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="waits for a process that is no child")
def test_workers_end_when_the_program_is_killed() -> None:
    program = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    with program:
        worker = os.pidfd_open(int(program.stdout.readline()))
        assert not has_ended(worker, within=0)
        program.kill()
    assert has_ended(worker, within=60)
    os.close(worker)


def has_ended(process: int, within: float) -> bool:
    """Whether the process of that descriptor ended, or ends within so many seconds."""
    return bool(select.select([process], [], [], within)[0])


def test_tiles_have_every_pair_once() -> None:
    names = list(itertools.combinations([bytes([n]) for n in range(11)], 2))
    found = list(tiles(names, side=3))
    assert sorted(itertools.chain.from_iterable(found)) == names
    assert all(len(set(itertools.chain.from_iterable(tile))) <= 6 for tile in found)


def test_a_pair_tells_where_its_points_are() -> None:
    found = {
        name: extract_features(pixels(f"{name}.jpg", 400)) for name in ("china", "china-cropped", "dogs")
    }

    def pair(one: str, other: str) -> Pair:
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
