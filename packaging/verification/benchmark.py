"""Forty edits of 300 photos, each looked for among them and 5,000 others as the program looks: is it called a
copy of the original, and is anything else?

nice python packaging/verification/benchmark.py PHOTOS WORK [--photos 300] [--workers 2]
nice python packaging/verification/benchmark.py PHOTOS WORK --report

PHOTOS holds train/, val/ and distractors/. What is done lies in WORK (3 GB at the most) and is not done
again; an interrupted run goes on, photo by photo in an order of chance, so that what is done by then is a
fair share. --report prints the table, with the hashes that hashes.py wrote into WORK. Seeded; CPU alone.
"""

import argparse
import json
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmark_edits import EDITS, edited
from PIL import Image
from report import report

PHOTOS, OTHERS, FILLERS = 300, 5000, 40
# As many as the first screen of the window shows; twenty cost twice the time and were never seen to matter.
VERIFIED = 10


@dataclass
class _Process:
    """What a worker keeps between tasks."""

    engine: Any = None
    pool: Any = None
    verifier: Any = None
    others: list[Image.Image] = field(default_factory=list)
    stack: ExitStack = field(default_factory=ExitStack)


_process = _Process()


def prepare(photos: Path, work: Path, seed: int) -> list[str]:
    """Copy the photos by chance into WORK/photos and index them; the names of those to edit, in order."""
    plan = work / "plan.json"
    if not plan.exists():
        names = sorted(str(path.relative_to(photos)) for path in photos.glob("*/**/*") if path.is_file())
        random.Random(seed).shuffle(names)
        chosen, fillers = names[: PHOTOS + OTHERS], names[PHOTOS + OTHERS :][:FILLERS]
        for folder, group in (("photos", chosen), ("fillers", fillers)):
            for name in group:
                (work / folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(photos / name, work / folder / name)
        plan.write_text(json.dumps({"edited": chosen[:PHOTOS], "database": chosen, "edits": list(EDITS)}))
    index = ["index", str(work / "photos"), "--library", str(work / "library")]
    subprocess.run([sys.executable, "-m", "photosearch", *index], check=True, stdout=subprocess.DEVNULL)
    names_to_edit: list[str] = json.loads(plan.read_text())["edited"]
    return names_to_edit


def edit_path(work: Path, name: str, edit: str) -> Path:
    """Where the edit of a photo lies."""
    return work / "edits" / name / f"{list(EDITS).index(edit):02}.jpg"


def asked(work: Path, name: str) -> list[dict[str, Any]]:
    """Make all edits of a photo and look for each; for a worker process."""
    rows = []
    with Image.open(work / "photos" / name) as opened:
        image = opened.convert("RGB")
    for edit in EDITS:
        path = edit_path(work, name, edit)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(edited(image, edit, name, _process.others))
        start = time.process_time()
        found = _search(os.fsencode(path))
        cpu = round(time.process_time() - start, 3)
        rows.append(
            {"photo": name, "edit": edit, "cpu": cpu, "results": [_row(work, *each) for each in found]}
        )
    return rows


def _search(path: bytes) -> list[tuple[Any, Any]]:
    """As the command line searches with one picture; where no copy is found, turned, too, then by its parts
    and as a part. Each photo with its verification.
    """
    from photosearch.imaging.reading import ReadRequest
    from photosearch.search.candidates import candidates, parts, smaller, turned

    engine = _process.engine
    picture = _process.pool.read(ReadRequest(path, engine.card.input_size, thumbnail=False))
    found = _verified(path, picture, engine.search(engine.described([picture]), VERIFIED))
    for ways in ((turned,), (parts, smaller)):
        if any(verified.judgement.kind == "copy" for _, verified in found):
            break
        listed = [result.photo_id for result, _ in found]
        queries = [query for way in ways for query in way(engine, [picture])]
        found += _verified(path, picture, candidates(engine, queries, listed))
    return found


def _verified(path: bytes, picture: Any, results: list[Any]) -> list[tuple[Any, Any]]:
    from photosearch.search.verification.verifier import Subject

    photos = {r.photo_id: Subject(r.path, r.content_hash, r.taken, key=r.photo_id) for r in results}
    query = Subject(path, picture.content_hash)
    found = {item.subject.key: item for item in _process.verifier.verify([query], list(photos.values()))}
    return [(result, found[result.photo_id]) for result in results]


def _row(work: Path, result: Any, verified: Any) -> dict[str, Any]:
    """What `report` judges anew, so that other thresholds need no other run."""
    name = os.path.relpath(os.fsdecode(result.path), work / "photos")
    comparison = asdict(verified.comparison)
    del comparison["points"]
    if comparison["transform"] is not None:
        comparison["transform"] = comparison["transform"].tolist()
    return {"name": name, "likeness": result.likeness, "comparison": comparison}


def _begin(work: Path) -> None:
    from photosearch.imaging.workers import DecoderPool
    from photosearch.library.library import Library
    from photosearch.network.describer import load_describer
    from photosearch.network.models import find_model
    from photosearch.search.engine import SearchEngine
    from photosearch.search.verification.feature_cache import FeatureCache
    from photosearch.search.verification.verifier import Verifier

    enter = _process.stack.enter_context
    library = enter(Library.reading(work / "library"))
    describer = load_describer(find_model(None).folder, device="cpu", threads=1)
    _process.engine = SearchEngine(library, describer, library.vector_index(describer.card))
    _process.pool = enter(DecoderPool(1))
    cache = enter(FeatureCache(work / "features", limit=2 << 30))
    _process.verifier = Verifier(_process.pool, cache, threads=1)
    for path in sorted((work / "fillers").rglob("*.*")):
        with Image.open(path) as image:
            _process.others.append(image.convert("RGB"))


def run(work: Path, names: list[str], workers: int) -> None:
    """Ask for the edits of the photos that were not asked for, and write what was found."""
    file = work / "results.jsonl"
    done = {row["photo"] for row in rows(file)}
    waiting = [name for name in names if name not in done]
    start, context = time.monotonic(), multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _begin, (work,)) as pool, file.open("a") as out:
        for count, found in enumerate(pool.map(asked, [work] * len(waiting), waiting), start=1):
            out.writelines(json.dumps(row) + "\n" for row in found)
            out.flush()
            passed = time.monotonic() - start
            print(f"{len(done) + count} of {len(names)} photos, {passed:.0f} s", file=sys.stderr, flush=True)


def rows(file: Path) -> Iterator[dict[str, Any]]:
    """What was written; a last line that was cut off is left out."""
    if file.exists():
        for line in file.read_text().splitlines():
            try:
                yield json.loads(line)
            except ValueError:
                return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("photos", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--photos", dest="count", type=int, default=PHOTOS, help="edit only so many")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--report", action="store_true")
    arguments = parser.parse_args()
    work: Path = arguments.work
    if not arguments.report:
        names = prepare(arguments.photos, work, arguments.seed)
        run(work, names[: arguments.count], arguments.workers)
    print(report(work, list(rows(work / "results.jsonl"))))


if __name__ == "__main__":
    main()
