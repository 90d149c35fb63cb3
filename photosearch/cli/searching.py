"""`photosearch search`: the photos nearest to one or several pictures."""

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photosearch.cli.options import DeviceOption, JsonOption, LibraryOption, ModelOption, library_folder
from photosearch.errors import PhotosearchError, UsageError

if TYPE_CHECKING:
    from photosearch.imaging.decode import Region
    from photosearch.imaging.reading import ReadRequest, ReadResult
    from photosearch.imaging.workers import DecoderPool
    from photosearch.library.library import Library
    from photosearch.network.card import ModelCard
    from photosearch.search.engine import Result, SearchEngine

_WORDS = {"copy": "copy", "same": "same place", "alike": "looks alike"}
# So many of the results are verified.
_VERIFIED = 20
# Pictures on a sheet are this large on the longer side.
_SHEET_PICTURE = 512

_RegionOption = Annotated[
    str | None,
    typer.Option(
        metavar="X,Y,W,H", help="Look for this part of the picture, in pixels of the upright image."
    ),
]
_NoVerifyOption = Annotated[
    bool, typer.Option("--no-verify", help="Results as the descriptors rank them, without a second look.")
]


def search(
    images: Annotated[
        list[Path], typer.Argument(metavar="IMAGE...", help="One or several pictures to look for.")
    ],
    count: Annotated[int, typer.Option("-k", min=1, max=10_000, help="How many results.")] = 20,
    region: _RegionOption = None,
    sheet: Annotated[
        Path | None, typer.Option(metavar="FILE.png", help="Also write the results as one picture.")
    ] = None,
    no_verify: _NoVerifyOption = False,
    model: ModelOption = None,
    device: DeviceOption = "auto",
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Rank the photos of the library by likeness to IMAGE: copies, then the same place."""
    from photosearch.imaging.workers import DecoderPool
    from photosearch.library.library import Library

    part = _checked_region(images, region)
    with (
        Library.reading(library_folder(library)) as opened,
        ThreadPoolExecutor(1) as thread,
        DecoderPool(1) as pool,
    ):
        card = _card(opened, model)
        # A worker decodes the pictures while this process loads the network and the index.
        reading = thread.submit(_read, pool, _requests(images, part, card.input_size))
        engine = _engine(opened, card, device)
        queries = reading.result()
        results = engine.search(engine.described(queries), count)
        if not no_verify:
            results = _verified(pool, queries, part, results)
        if sheet:
            _write_sheet(pool, sheet, images, results)
    _show(queries, results, as_json)


def _checked_region(images: Sequence[Path], region: str | None) -> "Region | None":
    part = _parse_region(region, images)
    for image in images:
        if not os.path.lexists(image):
            raise UsageError(f"{image} does not exist. Name a picture to look for.")
    return part


def _requests(images: Sequence[Path], region: "Region | None", size: int) -> "list[ReadRequest]":
    from photosearch.imaging.reading import ReadRequest

    return [ReadRequest(os.fsencode(image), size, thumbnail=False, region=region) for image in images]


def _card(library: "Library", model: str | None) -> "ModelCard":
    """The network that answers: the one in use, or while it has not described all photos the one before."""
    from photosearch.network.models import available_models, find_model

    wanted = find_model(model)
    card = library.answering(wanted, [] if model else available_models())
    if card.identity != wanted.identity:
        print(
            f"The library is not yet described with {wanted.name}; {card.name} answers. "
            "To describe it: photosearch index",
            file=sys.stderr,
        )
    elif model and library.descriptors(card).count() == 0:
        raise PhotosearchError(
            f"No photo of this library is described with {model} yet: photosearch index --model {model}"
        )
    return card


def _engine(library: "Library", card: "ModelCard", device: str) -> "SearchEngine":
    from photosearch.network.describer import load_describer
    from photosearch.search.engine import SearchEngine

    # For one picture the CPU is done before a GPU is ready.
    describer = load_describer(card.folder, device="cpu" if device == "auto" else device)
    return SearchEngine(library, describer, library.vector_index(describer.card))


def _parse_region(text: str | None, images: Sequence[Path]) -> "Region | None":
    if text is None:
        return None
    try:
        x, y, width, height = (int(part) for part in text.split(","))
    except ValueError:
        raise UsageError(
            "--region takes four whole numbers: X,Y,WIDTH,HEIGHT, for example 10,20,300,200"
        ) from None
    if len(images) > 1:
        raise UsageError("--region goes with one picture alone.")
    if min(x, y) < 0 or min(width, height) < 1:
        raise UsageError("--region needs a position of at least 0,0 and a size of at least 1,1.")
    return x, y, width, height


def _read(pool: "DecoderPool", requests: "Sequence[ReadRequest]") -> "list[ReadResult]":
    from photosearch.imaging.reading import ReadError
    from photosearch.library.connection import printable

    found = []
    for request in requests:
        try:
            found.append(pool.read(request))
        except ReadError as error:
            raise PhotosearchError(
                f"{printable(request.path)} cannot be searched for: {error.reason}."
            ) from None
    return found


def _verified(
    pool: "DecoderPool",
    queries: "Sequence[ReadResult]",
    region: "Region | None",
    results: "list[Result]",
) -> "list[Result]":
    """The results with the best of them compared with the pictures, by what they show."""
    from photosearch.imaging.reading import ReadError
    from photosearch.search.verification.feature_cache import FeatureCache
    from photosearch.search.verification.settling import settled
    from photosearch.search.verification.verifier import Subject, Verified, Verifier

    wanted = [
        Subject(query.path, query.content_hash, query.metadata.taken if query.metadata else None, region)
        for query in queries
    ]
    photos = [
        Subject(result.path, result.content_hash, result.taken, key=result.photo_id)
        for result in results[:_VERIFIED]
        if not result.offline
    ]
    found: dict[int, Verified] = {}
    with FeatureCache() as cache:
        try:
            for verified in Verifier(pool, cache).verify(wanted, photos):
                assert isinstance(verified.subject.key, int)
                found[verified.subject.key] = verified
        except ReadError as error:  # the picture was there a moment ago
            print(f"The results are not verified: {error.reason}.", file=sys.stderr)
    return settled(results, found)


def _show(queries: "Sequence[ReadResult]", results: "Sequence[Result]", as_json: bool) -> None:
    from photosearch.cli.output import print_json, text_path
    from photosearch.library.connection import printable

    if as_json:
        names = [text_path(os.path.abspath(query.path)) for query in queries]
        document = {
            "query": names[0] if len(names) == 1 else names,
            "results": [_as_json(r) for r in results],
        }
        print_json(document)
        return
    if not results:
        print("Nothing found: the library has no photos yet.")
    for rank, result in enumerate(results, start=1):
        words = "this photo" if result.itself else "burst" if result.burst else _WORDS[result.kind]
        away = "  (not reachable now)" if result.offline else ""
        print(f"{rank:3}  {result.score:.3f}  {words:11}  {printable(result.path)}{away}")


def _as_json(result: "Result") -> dict[str, object]:
    from dataclasses import asdict

    from photosearch.cli.output import text_path

    values = asdict(result) | {"path": text_path(result.path), "score": round(result.score, 6)}
    if result.probability is not None:
        values["probability"] = round(result.probability, 4)
    # Nothing else on the command line takes these.
    del values["photo_id"], values["content_hash"]
    return values


def _write_sheet(
    pool: "DecoderPool", sheet: Path, images: Sequence[Path], results: "Sequence[Result]"
) -> None:
    from io import BytesIO

    from PIL import Image

    from photosearch.files import write_atomically
    from photosearch.imaging.reading import ReadRequest
    from photosearch.imaging.workers import ReadFailure
    from photosearch.search.contact_sheet import SheetEntry, contact_sheet

    shown = [result for result in results if not result.itself]
    paths = [*(os.fsencode(image) for image in images), *(result.path for result in shown)]
    requests = [ReadRequest(path, _SHEET_PICTURE, thumbnail=False, key=i) for i, path in enumerate(paths)]
    pictures = {
        outcome.key: Image.fromarray(outcome.pixels)
        for outcome in pool.run(requests)
        if not isinstance(outcome, ReadFailure) and outcome.pixels is not None
    }
    query = [(os.fsencode(image), pictures.get(i)) for i, image in enumerate(images)]
    entries = [
        SheetEntry(result.path, result.score, result.kind, pictures.get(i))
        for i, result in enumerate(shown, start=len(images))
    ]
    buffer = BytesIO()
    contact_sheet(query, entries).save(buffer, "PNG")
    try:
        write_atomically(sheet.absolute(), buffer.getvalue())
    except OSError as error:
        raise PhotosearchError(f"{sheet} could not be written ({error.strerror or error}).") from error
