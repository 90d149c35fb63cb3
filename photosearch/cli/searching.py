"""`photosearch search`: the photos nearest to one or several pictures."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photosearch.cli.lines import remark, say
from photosearch.cli.options import (
    DeviceOption,
    JsonOption,
    LibraryOption,
    ModelOption,
    check_output,
    library_folder,
)
from photosearch.cli.query_pictures import Asked, QueryPictures, check_names
from photosearch.cli.search_filters import (
    CameraOption,
    FolderOption,
    KindOption,
    Limits,
    MegapixelsOption,
    NearOption,
    OrientationOption,
    SinceOption,
    UntilOption,
    WithinOption,
    checked_kinds,
)
from photosearch.errors import PhotosearchError, UsageError

if TYPE_CHECKING:
    from photosearch.imaging.decode import Region
    from photosearch.imaging.reading import ReadResult
    from photosearch.imaging.workers import DecoderPool
    from photosearch.library.filtering import PhotoFilter
    from photosearch.library.library import Library
    from photosearch.network.card import ModelCard
    from photosearch.search.engine import Query, Result, SearchEngine
    from photosearch.search.verification.verifier import Subject

_WORDS = {"copy": "copy", "same": "same place", "alike": "looks alike"}
# So many of the results are verified; more where only some kinds are wanted.
_VERIFIED, _VERIFIED_FOR_KINDS = 20, 40
# Pictures on a sheet are this large on the longer side.
_SHEET_PICTURE = 512

_RegionOption = Annotated[
    str | None,
    typer.Option(
        metavar="X,Y,W,H", help="Look for this part of the picture, in pixels of the upright image."
    ),
]
_UnlikeOption = Annotated[
    list[str] | None,
    typer.Option(metavar="IMAGE", help="A picture that is not wanted, nor what is like it; may be repeated."),
]
_WeightOption = Annotated[
    str | None,
    typer.Option(
        metavar="N,N,...",
        help="How much each picture counts, in their order, those of --unlike last; "
        "default: 1 each, 0.4 for --unlike.",
    ),
]
_PartsOption = Annotated[
    bool,
    typer.Option("--parts", help="Find photos that show the picture as a part too, as with --region."),
]
_NoVerifyOption = Annotated[
    bool, typer.Option("--no-verify", help="Results as the descriptors rank them, without a second look.")
]


def search(
    images: Annotated[
        list[str],
        typer.Argument(
            metavar="IMAGE...",
            help="One or several pictures to look for: files, web addresses (fetched for this), or - for "
            "one that comes on stdin.",
        ),
    ],
    count: Annotated[int, typer.Option("-k", min=1, max=10_000, help="How many results.")] = 20,
    unlike: _UnlikeOption = None,
    weight: _WeightOption = None,
    region: _RegionOption = None,
    parts: _PartsOption = False,
    sheet: Annotated[
        Path | None, typer.Option(metavar="FILE.png", help="Also write the results as one picture.")
    ] = None,
    no_verify: _NoVerifyOption = False,
    folder: FolderOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    camera: CameraOption = None,
    near: NearOption = None,
    within: WithinOption = None,
    orientation: OrientationOption = None,
    megapixels: MegapixelsOption = None,
    kind: KindOption = None,
    model: ModelOption = None,
    device: DeviceOption = "auto",
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Rank the photos of the library by likeness to IMAGE: copies, then the same place."""
    from photosearch.imaging.workers import DecoderPool
    from photosearch.library.library import Library

    asked = _asked(images, unlike or [], weight, region, parts)
    if sheet:
        check_output(sheet)
        if sheet.suffix.lower() != ".png":
            raise UsageError(f"--sheet writes a PNG, which {sheet.name} does not say: {sheet.stem}.png")
    cameras = tuple(camera) if camera else None
    limits = Limits(folder, since, until, cameras, near, within, orientation, megapixels)
    kinds = checked_kinds(kind, not no_verify)
    with (
        Library.reading(library_folder(library)) as opened,
        ThreadPoolExecutor(1) as thread,
        DecoderPool(1) as pool,
    ):
        job = _Search(asked, limits.known_to(opened), count, kinds, not no_verify)
        card = _card(opened, model)
        with QueryPictures(asked, card.input_size) as pictures:
            # A worker decodes the pictures while this process loads the network and the index.
            reading = thread.submit(pictures.read, pool)
            engine = _engine(opened, card, device)
            read = reading.result()
            results, hidden = job.results(engine, pool, read, opened.folder)
            if sheet:
                _write_sheet(pool, sheet, [picture.path for picture in read], results)
    _show(asked, results, hidden, as_json)


@dataclass(frozen=True)
class _Search:
    """What was asked for: pictures, in the order in which they are read, and what may be found."""

    asked: Sequence[Asked]
    limits: Limits
    count: int
    kinds: tuple[str, ...] | None
    is_verified: bool

    def results(
        self, engine: "SearchEngine", pool: "DecoderPool", read: "Sequence[ReadResult]", library: Path
    ) -> "tuple[list[Result], int]":
        """The results, and how many are left out since the person said that they are no match."""
        from photosearch.search import remembering
        from photosearch.services.marking import said_of

        described = [
            (engine.described([picture], part=one.part)[0], one)
            for picture, one in zip(read, self.asked, strict=True)
        ]
        queries = [replace(query, weight=one.weight) for query, one in described]
        wanted = self.limits.filter([picture for picture, _ in self._wanted(read)])
        candidates = self.count if self.kinds is None else max(self.count, _VERIFIED_FOR_KINDS)
        said = remembering.memory(said_of(library, remembering.wanted_contents(queries), remark))
        results, hidden = remembering.search(engine, said, queries, candidates, wanted)
        if self.is_verified:
            results = self._verified(engine, pool, read, queries, results, said.narrowed(wanted))
        if self.kinds is not None:
            results = [result for result in results if result.kind in self.kinds]
        return results[: self.count], hidden

    def _verified(
        self,
        engine: "SearchEngine",
        pool: "DecoderPool",
        read: "Sequence[ReadResult]",
        queries: "Sequence[Query]",
        results: "list[Result]",
        wanted: "PhotoFilter",
    ) -> "list[Result]":
        """The results with the best of them compared with the pictures, by what they show."""
        from photosearch.imaging.reading import ReadError
        from photosearch.search import second_look
        from photosearch.search.verification.feature_cache import FeatureCache
        from photosearch.search.verification.verifier import Verifier

        pictures = self._wanted(read)
        subjects = [_subject(picture, one.region) for picture, one in pictures]
        asked = second_look.Asked(queries, [picture for picture, _ in pictures], subjects)
        number = _VERIFIED if self.kinds is None else _VERIFIED_FOR_KINDS
        with FeatureCache() as cache:
            look = second_look.SecondLook(engine, Verifier(pool, cache), asked)
            try:
                return look.results(results, len(results), number, wanted)
            except ReadError as error:  # the picture was there a moment ago
                remark(f"The results are not verified: {error.reason}.")
                return results

    def _wanted(self, read: "Sequence[ReadResult]") -> "list[tuple[ReadResult, Asked]]":
        return [(picture, one) for picture, one in zip(read, self.asked, strict=True) if one.weight > 0]


def _subject(picture: "ReadResult", region: "Region | None") -> "Subject":
    from photosearch.search.verification.verifier import Subject

    taken = picture.metadata.taken if picture.metadata else None
    return Subject(picture.path, picture.content_hash, taken, region)


def _asked(
    images: Sequence[str], unlike: Sequence[str], weights: str | None, region: str | None, parts: bool
) -> list[Asked]:
    from photosearch.search.combining import UNWANTED

    part = _parse_region(region, images)
    check_names([*images, *unlike])
    counts = [1.0] * len(images) + [-UNWANTED] * len(unlike)
    if weights is not None:
        counts = _parse_weights(weights, len(counts))
    signs = [1] * len(images) + [-1] * len(unlike)
    names = zip((*images, *unlike), signs, counts, strict=True)
    is_part = parts or part is not None
    return [
        Asked(name, sign * count, part if sign > 0 else None, is_part and sign > 0)
        for name, sign, count in names
    ]


def _parse_weights(text: str, count: int) -> list[float]:
    try:
        weights = [float(part) for part in text.split(",")]
    except ValueError:
        weights = []
    if len(weights) != count or not all(0 < weight < float("inf") for weight in weights):
        raise UsageError(
            f"--weight takes a number above 0 for each picture, here {count}: "
            f"--weight {','.join(['1'] * count)}"
        )
    return weights


def _card(library: "Library", model: str | None) -> "ModelCard":
    """The network that answers: the one in use, or while it has not described all photos the one before."""
    from photosearch.network.models import available_models, find_model

    wanted = find_model(model)
    card = library.answering(wanted, [] if model else available_models())
    if card.identity != wanted.identity:
        remark(
            f"The library is not yet described with {wanted.name}; {card.name} answers. "
            "To describe it: photosearch index",
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


def _parse_region(text: str | None, images: Sequence[str]) -> "Region | None":
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


def _show(asked: Sequence[Asked], results: "Sequence[Result]", hidden: int, as_json: bool) -> None:
    from photosearch.cli.output import print_json
    from photosearch.library.connection import printable

    if as_json:
        names = [one.shown for one in asked if one.weight > 0]
        document: dict[str, object] = {"query": names[0] if len(names) == 1 else names}
        if unwanted := [one.shown for one in asked if one.weight < 0]:
            document["unlike"] = unwanted
        print_json(document | {"results": [_as_json(result) for result in results], "hidden": hidden})
        return
    if not results:
        say("Nothing found: no photo of the library passes, or it has none yet.")
    for rank, result in enumerate(results, start=1):
        words = "this photo" if result.itself else "burst" if result.burst else _WORDS[result.kind]
        away = "  (not reachable now)" if result.offline else ""
        said = "  (you said so)" if result.said else ""
        say(f"{rank:3}  {result.score:.3f}  {words:11}  {printable(result.path)}{said}{away}")
    if hidden:
        remark(f"{hidden} hidden: you said they are no match (photosearch marks).")


def _as_json(result: "Result") -> dict[str, object]:
    from dataclasses import asdict

    from photosearch.cli.output import text_path

    values = asdict(result) | {"path": text_path(result.path), "score": round(result.score, 6)}
    values["likeness"] = round(result.likeness, 4)
    if result.probability is not None:
        values["probability"] = round(result.probability, 4)
    # Nothing else on the command line takes these.
    del values["photo_id"], values["content_hash"]
    return values


def _write_sheet(
    pool: "DecoderPool", sheet: Path, images: Sequence[bytes], results: "Sequence[Result]"
) -> None:
    from io import BytesIO

    from PIL import Image

    from photosearch.files import write_atomically
    from photosearch.imaging.reading import ReadRequest
    from photosearch.imaging.workers import ReadFailure
    from photosearch.search.contact_sheet import SheetEntry, contact_sheet

    shown = [result for result in results if not result.itself]
    paths = [*images, *(result.path for result in shown)]
    requests = [ReadRequest(path, _SHEET_PICTURE, thumbnail=False, key=i) for i, path in enumerate(paths)]
    pictures = {
        outcome.key: Image.fromarray(outcome.pixels)
        for outcome in pool.run(requests)
        if not isinstance(outcome, ReadFailure) and outcome.pixels is not None
    }
    query = [(image, pictures.get(i)) for i, image in enumerate(images)]
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
