"""`photosearch describe`: descriptors for researchers and scripts."""

import os
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photosearch.cli.lines import remark
from photosearch.cli.options import DeviceOption, ModelOption, check_output
from photosearch.errors import PhotosearchError, UsageError

if TYPE_CHECKING:
    import numpy as np

    from photosearch.imaging.workers import ReadFailure
    from photosearch.network.describer import Describer


def describe(
    images: Annotated[list[Path], typer.Argument(metavar="IMAGE...", help="Pictures to describe.")],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE.npz", help="Where the descriptors go.")
    ],
    model: ModelOption = None,
    device: DeviceOption = "auto",
) -> None:
    """Write descriptors (N x D float32, L2-normalised) and paths to FILE.npz; no library is needed."""
    import numpy as np

    from photosearch.files import write_atomically
    from photosearch.library.connection import printable
    from photosearch.network.describer import load_describer

    for image in images:
        if not os.path.lexists(image):
            raise UsageError(f"{image} does not exist. Name pictures to describe.")
    check_output(output)
    found, failures = _describe(load_describer(model, device), [os.fsencode(image) for image in images])
    for failure in failures:
        remark(f"photosearch: left out {printable(failure.path)}: {failure.error.reason}")
    if not found:
        raise PhotosearchError("None of the pictures could be read; nothing was written.")
    buffer = BytesIO()
    names = np.array([os.fsdecode(os.fsencode(images[number])) for number in sorted(found)])
    np.savez(buffer, descriptors=np.stack([found[number] for number in sorted(found)]), paths=names)
    try:
        write_atomically(output.absolute(), buffer.getvalue())
    except OSError as error:
        raise PhotosearchError(f"{output} could not be written ({error.strerror or error}).") from error
    if failures:
        raise typer.Exit(1)


def _describe(
    describer: "Describer", paths: Sequence[bytes]
) -> "tuple[dict[int, np.ndarray], list[ReadFailure]]":
    """Descriptors by position in `paths`, and the failures."""
    from photosearch.imaging.reading import ReadRequest
    from photosearch.imaging.workers import DecoderPool, ReadFailure

    found: dict[int, np.ndarray] = {}
    failures = []
    size = describer.card.input_size
    requests = (ReadRequest(path, size, thumbnail=False, key=number) for number, path in enumerate(paths))
    with DecoderPool(min(len(paths), os.cpu_count() or 1)) as pool:
        for outcome in pool.run(requests):
            if isinstance(outcome, ReadFailure):
                failures.append(outcome)
            elif outcome.pixels is not None and isinstance(outcome.key, int):
                found[outcome.key] = describer.describe([outcome.pixels])[0][0]
    return found, failures
