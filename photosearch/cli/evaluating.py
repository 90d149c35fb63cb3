"""`photosearch evaluate`: what a model reaches on a retrieval benchmark."""

import dataclasses
import functools
from collections.abc import Mapping, Sequence, Sized
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photosearch.cli.lines import say
from photosearch.cli.options import DeviceOption, JsonOption, check_output
from photosearch.errors import UsageError

if TYPE_CHECKING:
    from photosearch.cli.evaluation_report import CodedFigures, Report
    from photosearch.evaluation.benchmark import Benchmark, Photo
    from photosearch.evaluation.describing import Descriptors, Vector
    from photosearch.evaluation.descriptor_file import Making
    from photosearch.evaluation.partial import PartialDescriptors
    from photosearch.evaluation.scoring import Matrix, Score, Scoring
    from photosearch.network.card import ModelCard

_SIZES = range(32, 4097)

_Root = Annotated[Path, typer.Option(metavar="DIR", help="The folder the set was unpacked to.")]
_Model = Annotated[
    str | None, typer.Option(metavar="NAME", help="The network; default: the one in use.", show_default=False)
]
_Distractors = Annotated[
    list[Path] | None,
    typer.Option(metavar="DIR", help="Add these photos to the database; may be given more than once."),
]
_Sizes = Annotated[
    str | None,
    typer.Option(metavar="PX,...", help="Longer sides to describe each photo at; default: the model's own."),
]
_Combine = Annotated[str, typer.Option(metavar="mean|power", help="How several sizes are made into one.")]
_Expand = Annotated[
    str | None, typer.Option(metavar="K,ALPHA", help="Expand each query by its K nearest, weighted.")
]
_Augment = Annotated[
    str | None, typer.Option(metavar="K,ALPHA", help="Draw each database photo to its K nearest, weighted.")
]
_Rerank = Annotated[
    str | None,
    typer.Option(
        metavar="TOP[,K,WEIGHT]",
        help="Rank the TOP results anew by what their K nearest add to them (default 9, weight 0.15).",
    ),
]
_Rule = Annotated[str, typer.Option(metavar="trapezoid|rank", help="How average precision is computed.")]
_Save = Annotated[
    Path | None,
    typer.Option(metavar="FILE.npz", help="Keep the descriptors; a run that was ended goes on where it was."),
]
_Load = Annotated[
    Path | None,
    typer.Option(metavar="FILE.npz", help="Take kept descriptors; describe only what is missing."),
]
_Compress = Annotated[
    bool, typer.Option("--compress", help="Also print mAP against bytes a photo, down to 16 bytes.")
]


def evaluate(
    dataset: Annotated[
        str,
        typer.Argument(
            metavar="DATASET",
            help="oxford5k, paris6k, roxford5k, rparis6k, holidays, ukbench, or folders (one a class).",
        ),
    ],
    root: _Root,
    model: _Model = None,
    device: DeviceOption = "auto",
    distractors: _Distractors = None,
    sizes: _Sizes = None,
    combine: _Combine = "mean",
    expand: _Expand = None,
    augment: _Augment = None,
    rerank: _Rerank = None,
    rule: _Rule = "trapezoid",
    save: _Save = None,
    load: _Load = None,
    compress: _Compress = False,
    as_json: JsonOption = False,
) -> None:
    """Measure a model on a benchmark that lies below --root as its authors distribute it; changes nothing."""
    from photosearch.evaluation.benchmark import with_distractors
    from photosearch.evaluation.datasets import read_benchmark
    from photosearch.evaluation.descriptor_file import Making, save_descriptors
    from photosearch.evaluation.partial import PartialDescriptors
    from photosearch.network.models import find_model

    options = _parse(sizes, combine, expand, augment, rerank, rule)
    if options.rerank and compress:
        raise UsageError("--rerank needs whole descriptors: leave out --compress.")
    if save:
        check_output(save)
    card = find_model(model)
    benchmark = with_distractors(read_benchmark(dataset, root), distractors or [])
    pixels = options.sizes or (card.input_size,)
    making = Making(dataset, card.identity, pixels, options.combine if len(pixels) > 1 else "")
    partial = PartialDescriptors(save, making) if save else None
    descriptors = _describe(benchmark, card, device, making, load, partial)
    if save and partial:
        save_descriptors(save, descriptors, making)
        partial.remove()
    _show(_measure(benchmark, descriptors, card, making, options, compress), root, as_json)


@dataclass(frozen=True)
class _Options:
    sizes: tuple[int, ...]
    combine: str
    expand: tuple[int, float] | None
    augment: tuple[int, float] | None
    rerank: tuple[int, int, float] | None
    rule: str


def _parse(
    sizes: str | None, combine: str, expand: str | None, augment: str | None, rerank: str | None, rule: str
) -> _Options:
    return _Options(
        _parse_sizes(sizes),
        _one_of("--combine", combine, ("mean", "power")),
        _parse_neighbours("--expand", expand),
        _parse_neighbours("--augment", augment),
        _parse_rerank(rerank),
        _one_of("--rule", rule, ("trapezoid", "rank")),
    )


def _one_of(option: str, value: str, allowed: Sequence[str]) -> str:
    if value not in allowed:
        raise UsageError(f"{option} is one of {', '.join(allowed)}, not {value!r}.")
    return value


def _parse_sizes(text: str | None) -> tuple[int, ...]:
    if text is None:
        return ()
    try:
        sizes = tuple(int(part) for part in text.split(","))
    except ValueError:
        sizes = ()
    if not sizes or len(set(sizes)) < len(sizes) or not all(size in _SIZES for size in sizes):
        raise UsageError(
            f"--sizes takes different whole numbers from {_SIZES.start} to {_SIZES.stop - 1}, for example "
            "224,320,450"
        )
    return sizes


def _parse_neighbours(option: str, text: str | None) -> tuple[int, float] | None:
    if text is None:
        return None
    try:
        count, alpha = text.split(",")
        neighbours = int(count), float(alpha)
    except ValueError:
        neighbours = 0, 0.0
    if neighbours[0] < 1 or not 0 <= neighbours[1] <= 100:
        raise UsageError(f"{option} takes a number of neighbours and an exponent, for example 10,3")
    return neighbours


def _parse_rerank(text: str | None) -> tuple[int, int, float] | None:
    if text is None:
        return None
    top, *others = text.split(",")
    try:
        neighbours, weight = others or ("9", "0.15")
        values = int(top), int(neighbours), float(weight)
    except ValueError:
        values = 0, 0, 0.0
    if values[0] < 1 or values[1] < 0 or not 0 <= values[2] <= 100:
        raise UsageError("--rerank takes a number of results, or with it neighbours and a weight: 400,9,0.15")
    return values


def _describe(
    benchmark: "Benchmark",
    card: "ModelCard",
    device: str,
    making: "Making",
    load: Path | None,
    partial: "PartialDescriptors | None",
) -> "Descriptors":
    """Descriptors of all photos: loaded or of a run that was ended where there are any, the rest by the
    network."""
    from photosearch.cli.evaluation_report import EvaluationLine
    from photosearch.evaluation.describing import describe_photos, known_descriptors
    from photosearch.network.describer import load_describer

    photos = benchmark.photos()
    known, notes = _known(photos, making, load, partial)
    described = known_descriptors(photos, known)
    if described is not None:
        return described
    describer = load_describer(card.folder, device)
    how, keep = making.how or "mean", partial.add if partial else _forget
    with EvaluationLine() as line:
        for note in notes:
            line.note(note)
        return describe_photos(photos, describer, making.sizes, how, known, line.count, keep)


def _known(
    photos: "Sequence[Photo]", making: "Making", load: Path | None, partial: "PartialDescriptors | None"
) -> "tuple[Mapping[Photo, Vector], list[str]]":
    """The descriptors that there are, and where from in words."""
    from photosearch.evaluation.descriptor_file import load_descriptors

    def words(found: Sized, place: Path) -> str:
        return f"{len(found)} of {len(photos)} photos are in {place} unchanged; the rest is described"

    known = load_descriptors(load, photos, making) if load else {}
    notes = [words(known, load)] if load else []
    begun = partial.load(photos) if partial else {}
    if partial and begun:
        notes.append(words(begun, partial.folder))
    return {**begun, **known}, notes


def _forget(photos: object, values: object) -> None:
    """Nothing is kept of a run without --save."""


def _measure(
    benchmark: "Benchmark",
    descriptors: "Descriptors",
    card: "ModelCard",
    making: "Making",
    options: _Options,
    compress: bool,
) -> "Report":
    """Rank, judge and average; with `compress` once for every code."""
    from photosearch.cli.evaluation_report import Report
    from photosearch.evaluation.scoring import Scoring, gallery_of
    from photosearch.search.expansion import alpha_query_expansion, database_augmentation

    gallery = gallery_of(benchmark, descriptors)
    if options.augment:
        gallery = dataclasses.replace(
            gallery, vectors=database_augmentation(gallery.vectors, *options.augment)
        )
    expand = None
    if options.expand:
        k, alpha = options.expand
        expand = functools.partial(alpha_query_expansion, k=k, alpha=alpha)
    scoring = Scoring(benchmark, descriptors, gallery, options.rule, expand)
    figures = scoring.figures(_score(gallery.vectors, options.rerank))
    coded, learned_on = _compressed(scoring) if compress else ([], "")
    made_with = {"sizes": list(making.sizes), "combine": making.how or None, **_in_use(options)}
    return Report(benchmark, descriptors, card, made_with, options.rule, figures, coded, learned_on)


def _score(database: "Matrix", rerank: tuple[int, int, float] | None) -> "Score":
    from photosearch.evaluation.scoring import exact_scores, reranked_scores
    from photosearch.search.reranking import rerank_scores

    if rerank is None:
        return exact_scores(database)
    top, neighbours, weight = rerank
    rescore = functools.partial(rerank_scores, neighbours=neighbours, weight=weight)
    return reranked_scores(database, top, rescore)


def _in_use(options: _Options) -> dict[str, object]:
    """What the options made of the descriptors, for the report."""
    names = {"augment": ("k", "alpha"), "expand": ("k", "alpha"), "rerank": ("top", "k", "weight")}
    chosen = {name: getattr(options, name) for name in names}
    return {name: values and dict(zip(names[name], values, strict=True)) for name, values in chosen.items()}


def _compressed(scoring: "Scoring") -> "tuple[list[CodedFigures], str]":
    """The figures in every code, and what the codes learned from."""
    from photosearch.cli.evaluation_report import CodedFigures, EvaluationLine
    from photosearch.evaluation.compression import SEED, codings, training_vectors

    training, source = training_vectors(scoring.gallery, scoring.benchmark.distractors)
    found = []
    with EvaluationLine() as line:
        for coded in codings(scoring.gallery.vectors, training):
            line.note(f"{coded.name} at {coded.bytes} bytes a photo")
            figures = scoring.figures(coded.score) if coded.score else None
            found.append(CodedFigures(coded.name, coded.bytes, figures, coded.reason))
    return found, f"{len(training)} {source}, seed {SEED}"


def _show(report: "Report", root: Path, as_json: bool) -> None:
    from photosearch.cli.output import print_json

    if as_json:
        print_json(report.as_json(root))
    else:
        for line in report.lines():
            say(line)
