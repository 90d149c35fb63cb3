"""Libraries of files that hold whatever a test wants of them: the pictures themselves are not looked at."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from photosearch.imaging.metadata import Metadata
from photosearch.imaging.reading import ReadResult
from photosearch.library.folders import Target, add_folder
from photosearch.library.library import Library
from photosearch.library.recording import Recorder
from photosearch.library.scanning import Scan
from photosearch.network.models import find_model

CARD = find_model(None)


@dataclass(frozen=True)
class File:
    """A file as the catalogue has it: files with the same `content` are equal; `vector` is its descriptor."""

    content: str
    format: str = "JPEG"
    taken: str | None = None
    camera: str | None = None
    size: tuple[int, int] = (4000, 3000)
    vector: np.ndarray | None = None


def unit(*values: float) -> np.ndarray:
    """A descriptor that begins with these values; what lacks to length 1 is in the last."""
    vector = np.zeros(CARD.dimension)
    vector[: len(values)] = values
    vector[-1] = max(0.0, 1 - float(vector @ vector)) ** 0.5
    return vector


def record(library: Library, folder: Path, files: Mapping[str, File]) -> None:
    """Have these files in the library, by their path below the folder."""
    for path, file in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(file.content)
        os.utime(folder / path, (1_500_000_000, 1_500_000_000))
    target = add_folder(library.connection, os.fsencode(folder))
    model_id = library.register(CARD)
    Scan(library.connection, model_id).run([Target(target.folder)])
    recorder = Recorder(library.connection, model_id)
    rows = library.connection.execute(
        "SELECT n.id, n.size, n.mtime_ns, d.path, n.name FROM temp.pending n"
        " JOIN directories d ON d.id = n.directory_id"
    ).fetchall()
    for pending_id, size, mtime_ns, directory, name in rows:
        file = files[os.fsdecode(os.path.join(directory, name))]
        read = ReadResult(
            pending_id,
            b"",
            file.content.encode().ljust(16, b"."),
            size,
            mtime_ns,
            None,
            Metadata(*file.size, file.format, file.taken, file.camera),
        )
        vector = unit() if file.vector is None else file.vector
        recorder.described(pending_id, read, vector, np.zeros(CARD.pooled_dimension))
