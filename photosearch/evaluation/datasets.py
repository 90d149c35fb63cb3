"""The benchmarks by name."""

from collections.abc import Callable, Mapping
from pathlib import Path

from photosearch.errors import UsageError
from photosearch.evaluation.benchmark import Benchmark
from photosearch.evaluation.class_folders import read_folders
from photosearch.evaluation.holidays import read_holidays
from photosearch.evaluation.oxford_paris import read_oxford5k, read_paris6k
from photosearch.evaluation.revisited import read_roxford5k, read_rparis6k
from photosearch.evaluation.ukbench import read_ukbench

READERS: Mapping[str, Callable[[Path], Benchmark]] = {
    "oxford5k": read_oxford5k,
    "paris6k": read_paris6k,
    "roxford5k": read_roxford5k,
    "rparis6k": read_rparis6k,
    "holidays": read_holidays,
    "ukbench": read_ukbench,
    "folders": read_folders,
}


def read_benchmark(name: str, root: Path) -> Benchmark:
    """Read the set `name` from the folder it was unpacked to.

    Raises UsageError for a name that is no set or a root that is no folder, PhotosearchError where files
    are missing or damaged.
    """
    if name not in READERS:
        raise UsageError(f"There is no set {name!r}: choose one of {', '.join(READERS)}.")
    return READERS[name](root)
