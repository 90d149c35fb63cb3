"""How fast, how right and how large the vector index is: `python -m tests.benchmarks.query_speed [FOLDER]`.

The descriptors come from a real SQLite table, as the application's do; the index is built and searched in a
process of its own, whose memory is measured. One query at a time, all different: half are new vectors of
the same kind, half noisy copies of vectors in the database. "Gaussian" data has no structure at all,
"clustered" has 1,000 clusters of very unequal size in a 64-dimensional space, with noise in all of 512. Needs
2.6 GB of disk and takes about 3 minutes.
"""

import multiprocessing
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np

from photosearch.library.vectors import VectorIndex
from tests.benchmarks.figures import Figure

DIMENSION = 512
CHUNK = 20_000
QUERIES = 200
K = 10


class Data:
    """A collection in chunks of CHUNK, each made anew from its seed: nothing large is kept."""

    def __init__(self, kind: str, chunks: int) -> None:
        self.kind, self.chunks = kind, chunks
        random = np.random.default_rng(7)
        plane = random.standard_normal((64, DIMENSION), dtype=np.float32)
        self.centres = _unit(random.standard_normal((1000, 64), dtype=np.float32) @ plane)
        sizes = 1 / np.arange(1, 1001) ** 0.7
        self.shares = sizes / sizes.sum()

    def fresh(self, count: int, seed: int) -> np.ndarray:
        """count x D float32 unit vectors."""
        random = np.random.default_rng([seed, 11])
        rows = _unit(random.standard_normal((count, DIMENSION), dtype=np.float32))
        if self.kind == "clustered":
            rows = _unit(0.6 * rows + self.centres[random.choice(1000, count, p=self.shares)])
        return rows

    def chunk(self, number: int) -> tuple[np.ndarray, np.ndarray]:
        """The ids (sparse) and float16 descriptors of one chunk."""
        ids = (np.arange(CHUNK, dtype=np.int64) + number * CHUNK) * 3 + 1
        return ids, self.fresh(CHUNK, number).astype(np.float16)

    def queries(self) -> np.ndarray:
        new = self.fresh(QUERIES // 2, 10**6)
        known = np.vstack([self.chunk(0)[1], self.chunk(self.chunks - 1)[1]]).astype(np.float32)
        random = np.random.default_rng(3)
        noise = _unit(random.standard_normal(new.shape, dtype=np.float32))
        copies = _unit(known[random.choice(len(known), len(new), replace=False)] + 0.5 * noise)
        return np.stack([new, copies], axis=1).reshape(-1, DIMENSION)


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def write_catalogue(path: Path, data: Data, queries: np.ndarray) -> np.ndarray:
    """Write the table of descriptors; returns the ids of the queries' true neighbours, Q x K."""
    scores = np.empty((len(queries), 0), np.float32)
    ids = np.empty((len(queries), 0), np.int64)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE descriptors (content_id INTEGER PRIMARY KEY, descriptor BLOB)")
        for number in range(data.chunks):
            chunk_ids, vectors = data.chunk(number)
            rows = zip(chunk_ids.tolist(), (row.tobytes() for row in vectors), strict=True)
            connection.executemany("INSERT INTO descriptors VALUES (?, ?)", rows)
            connection.commit()
            products = queries @ vectors.astype(np.float32).T
            scores = np.hstack([scores, products])
            ids = np.hstack([ids, np.broadcast_to(chunk_ids, products.shape)])
            best = np.argpartition(-scores, K - 1, axis=1)[:, :K]
            scores, ids = np.take_along_axis(scores, best, 1), np.take_along_axis(ids, best, 1)
    return ids


class Catalogue:
    """The table of descriptors, read as the application reads it."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path)

    def fetch(self, ids: np.ndarray) -> np.ndarray:
        wanted = ids.tolist()
        question = f"SELECT * FROM descriptors WHERE content_id IN ({','.join('?' * len(wanted))})"
        rows = dict(self.connection.execute(question, wanted))
        joined = b"".join([rows[i] for i in wanted])
        return np.frombuffer(joined, np.float16).reshape(len(ids), DIMENSION)

    def fill(self, index: VectorIndex) -> None:
        cursor = self.connection.execute("SELECT * FROM descriptors ORDER BY content_id")
        while rows := cursor.fetchmany(10_000):
            vectors = np.frombuffer(b"".join([row[1] for row in rows]), np.float16)
            index.add([row[0] for row in rows], vectors.reshape(len(rows), DIMENSION))


def measure(catalogue: Path, index_file: Path, queries: np.ndarray, truth: np.ndarray) -> dict[str, float]:
    """Build, search, save; run in a fresh process, as its memory is measured."""
    source = Catalogue(catalogue)
    before = _memory_mb()
    index = VectorIndex(DIMENSION, source.fetch)
    build_s = _seconds(lambda: source.fill(index))
    times, hits = [], []
    for query, neighbours in zip(queries, truth, strict=True):
        start = time.perf_counter()
        found = index.search(query, K)[1][0]
        times.append(time.perf_counter() - start)
        hits.append(len(np.intersect1d(found, neighbours)) / K)
    memory = _memory_mb() - before
    return {
        "query_ms": float(np.median(times)) * 1e3,
        "recall": float(np.mean(hits)),
        "memory_mb": memory,
        "build_s": build_s,
        "save_s": _seconds(lambda: index.save(index_file)),
        "change_ms": _seconds(lambda: _change(index, queries[:1])) * 1e3 / 20,
    }


def _change(index: VectorIndex, vector: np.ndarray) -> None:
    """Ten replaced and ten removed, one at a time, from all over the index."""
    for number in np.linspace(0, len(index) - 1, 10).astype(int).tolist():
        index.add([number * 3 + 1], vector)
        index.remove([number * 3 + 1])


def load_ms(index_file: Path) -> float:
    """How long loading takes, FAISS imported, in a fresh process."""
    import faiss  # noqa: F401

    return _seconds(lambda: VectorIndex.load(index_file, lambda ids: ids)) * 1e3


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _memory_mb() -> float:
    """What this process holds in memory, in 10**6 bytes (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _figures(folder: Path, kind: str, count: int) -> list[Figure]:
    data = Data(kind, count // CHUNK)
    queries = data.queries()
    catalogue, index_file = folder / "catalogue.sqlite", folder / "index"
    truth = write_catalogue(catalogue, data, queries)
    with _fresh_process() as process:
        measured = process.submit(measure, catalogue, index_file, queries, truth).result()
    with _fresh_process() as process:
        measured["load_ms"] = process.submit(load_ms, index_file).result()
    large = count > VectorIndex.EXACT_LIMIT
    name = f"{count:,} {kind}:"
    return [
        Figure(f"{name} query, median", measured["query_ms"], "ms", 60 if large else 15),
        Figure(f"{name} recall 10@10", measured["recall"], "", 0.98 if large else 1, at_most=False),
        Figure(f"{name} memory", measured["memory_mb"], "MB", 700 if large else None),
        Figure(f"{name} build", measured["build_s"], "s"),
        Figure(f"{name} save", measured["save_s"], "s"),
        Figure(f"{name} load", measured["load_ms"], "ms"),
        Figure(f"{name} replace or remove one", measured["change_ms"], "ms"),
    ]


def _fresh_process() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


def run(workdir: Path) -> list[Figure]:
    """All figures; `workdir` must have 2.6 GB free, and what is written there is removed."""
    figures = []
    for kind, count in (("clustered", 20_000), ("clustered", 100_000), ("gaussian", 100_000)):
        figures += _run_in(workdir, kind, count)
    for kind in ("clustered", "gaussian"):
        figures += _run_in(workdir, kind, 1_000_000)
    return figures


def _run_in(workdir: Path, kind: str, count: int) -> list[Figure]:
    with tempfile.TemporaryDirectory(dir=workdir) as folder:
        return _figures(Path(folder), kind, count)


def main() -> None:
    """Print the figures as a Markdown table."""
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as folder:
        print("| figure | value | demand | |\n| --- | --- | --- | --- |")
        for figure in run(Path(folder)):
            print(figure.row(), flush=True)


if __name__ == "__main__":
    main()
