"""`photosearch evaluate` killed and begun again, and with results ranked anew; the real program."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from photosearch.search.reranking import rerank
from tests.evaluation import photo_sets

PHOTOS = ("china", "colosseum", "dogs")


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """Three classes of four photos."""
    for name in PHOTOS:
        for variant in range(4):
            photo_sets.put(tmp_path / "set" / name / f"{variant}.jpg", name, variant)
    return tmp_path / "set"


def command(*arguments: object) -> Sequence[str]:
    return [sys.executable, "-m", "photosearch", "evaluate", "folders", *map(str, arguments), "--json"]


def evaluated(*arguments: object) -> tuple[dict, str]:
    ended = subprocess.run(command(*arguments), capture_output=True, text=True, check=True)
    return json.loads(ended.stdout), " ".join(ended.stderr.split())


def slow_process(arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    """On one core, where it takes long enough to be killed."""
    core = min(os.sched_getaffinity(0))
    return subprocess.Popen(
        arguments, stderr=subprocess.DEVNULL, preexec_fn=lambda: os.sched_setaffinity(0, {core})
    )


def kept_photos(part: Path) -> int:
    """How many photos have been kept; 0 while the file is being put in place."""
    count = 0
    for path in part.glob("*.npz"):
        with np.load(path) as file:
            count += len(file["names"])
    return count


def test_killed_run_goes_on_where_it_was(folders: Path, tmp_path: Path) -> None:
    # Enlarged, so that there are photos left to describe when the first ones are kept.
    arguments = ["--root", folders, "--sizes", "1500,1700", "--device", "cpu"]
    saved, part = tmp_path / "saved.npz", tmp_path / "saved.npz.part"
    with slow_process(command(*arguments, "--save", saved)) as process:
        deadline = time.monotonic() + 120
        while not list(part.glob("0*.npz")):
            assert process.poll() is None and time.monotonic() < deadline
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    kept = kept_photos(part)
    assert 0 < kept < 12 and not saved.exists()
    (part / "000099.npz").write_bytes(b"cut short")
    again, said = evaluated(*arguments, "--save", saved)
    assert f"{kept} of 12 photos are in" in said and f"{12 - kept} of {12 - kept} photos" in said
    assert saved.exists() and not part.exists()
    straight = tmp_path / "straight.npz"
    undisturbed, _ = evaluated(*arguments, "--save", straight)
    assert again == undisturbed
    with np.load(saved) as one, np.load(straight) as other:
        assert one["names"].tolist() == other["names"].tolist()
        np.testing.assert_allclose(one["descriptors"], other["descriptors"], atol=1e-6)


def test_parts_of_another_run_are_not_taken_over(folders: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved.npz"
    evaluated("--root", folders, "--save", saved, "--sizes", "96")
    part = tmp_path / "other.npz.part"
    part.mkdir()
    os.replace(saved, part / "000001.npz")
    _, said = evaluated("--root", folders, "--save", tmp_path / "other.npz", "--sizes", "64")
    assert "unchanged" not in said and not part.exists()


def test_results_ranked_anew(folders: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved.npz"
    common = ["--root", folders, "--sizes", "64"]
    plain, _ = evaluated(*common, "--save", saved)
    found, _ = evaluated(*common, "--load", saved, "--rerank", "10,3,0.5")
    assert found["rerank"] == {"top": 10, "k": 3, "weight": 0.5} and plain["rerank"] is None
    with np.load(saved) as file:
        vectors, places = file["descriptors"], [name.split("/")[0] for name in file["names"]]
    values = []
    for query, ranking in enumerate(rerank(vectors, vectors, 10, 3, 0.5)):
        relevant = [places[other] == places[query] for other in ranking if other != query]
        ranks = np.flatnonzero(relevant)
        order = np.arange(len(ranks))
        before = np.where(ranks == 0, 1, order / np.maximum(ranks, 1))
        values.append(((before + (order + 1) / (ranks + 1)) / 2).mean())
    assert found["results"]["all"]["map"] == pytest.approx(100 * np.mean(values), abs=1e-3)
    assert found["results"] != plain["results"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--rerank", "0"], "--rerank takes"),
        (["--rerank", "400,9"], "--rerank takes"),
        (["--rerank", "many"], "--rerank takes"),
        (["--rerank", "400", "--compress"], "leave out --compress"),
    ],
)
def test_wrong_usage(folders: Path, arguments: list[str], words: str) -> None:
    ended = subprocess.run(command("--root", folders, *arguments), capture_output=True, text=True)
    assert ended.returncode == 2 and words in ended.stderr
