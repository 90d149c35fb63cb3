"""Decoding processes for those who may never need them."""

import os
import subprocess
import sys

import pytest

from photosearch.imaging.decoders import Decoders
from photosearch.imaging.reading import ReadRequest
from tests.conftest import SAMPLE


def test_nothing_is_loaded_until_it_is_asked_for() -> None:
    code = (
        "import sys; from photosearch.imaging.decoders import Decoders; made = Decoders(2); made.close();"
        "sys.exit('photosearch.imaging.workers' in sys.modules or 'PIL' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_processes_come_with_the_first_photo_and_end_with_it_all() -> None:
    decoders = Decoders()
    read = decoders.read(ReadRequest(os.fsencode(SAMPLE / "dogs.jpg"), 64, thumbnail=False))
    assert read.pixels is not None and max(read.pixels.shape) == 64
    pool = decoders.pool()
    before = pool.process_ids
    decoders.read(ReadRequest(os.fsencode(SAMPLE / "china.jpg"), 64, thumbnail=False))
    assert decoders.pool() is pool and pool.process_ids == before != []
    decoders.close()
    assert pool.process_ids == []
    with pytest.raises(RuntimeError, match="closed"):
        decoders.read(ReadRequest(os.fsencode(SAMPLE / "dogs.jpg"), 64))
