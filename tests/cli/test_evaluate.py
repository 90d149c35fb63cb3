"""`photosearch evaluate` on tiny sets, each in the layout of its authors, with figures known by hand."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from photosearch.cli.evaluating import evaluate
from photosearch.errors import PhotosearchError, UsageError
from photosearch.network.describer import Describer
from photosearch.network.models import find_model
from photosearch.search.expansion import alpha_query_expansion, database_augmentation
from tests.evaluation import photo_sets


class Command:
    """Runs the command in this process."""

    def __init__(self) -> None:
        self._app = typer.Typer()
        self._app.command()(evaluate)
        self.stderr = ""

    def __call__(self, *arguments: object) -> str:
        """What it prints; raises what it raises."""
        result = CliRunner().invoke(self._app, [str(argument) for argument in arguments])
        self.stderr = result.stderr
        if result.exception:
            raise result.exception
        return result.stdout

    def json(self, *arguments: object) -> Any:
        return json.loads(self(*arguments, "--json"))


@pytest.fixture
def command() -> Command:
    return Command()


def maps(document: Any) -> dict[str, float]:
    return {name: figures["map"] for name, figures in document["results"].items()}


def by_hand(value: float) -> Any:
    return pytest.approx(100 * value, abs=1e-4)


@pytest.mark.parametrize("layout", [photo_sets.oxford_in_texts, photo_sets.oxford_in_a_pickle])
def test_oxford_crops_queries_and_removes_junk(
    command: Command, tmp_path: Path, layout: Callable[[Path], None]
) -> None:
    layout(tmp_path / "set")
    found = command.json("oxford5k", "--root", tmp_path / "set")
    assert maps(found) == {"all": by_hand((1 + 1 + 0.25) / 3)}
    assert (found["database"], found["queries"]) == (7, 3)
    assert found["ap_rule"] == "trapezoid rule"
    assert "7 photos and 3 queries, the published set 5063 and 55" in found["notes"][0]


def test_paris_leaves_out_the_photos_its_authors_call_broken(command: Command, tmp_path: Path) -> None:
    root = tmp_path / "set"
    for place, stem, photo, variant in (
        ("louvre", "paris_louvre_000001", "china", 0),
        ("louvre", "paris_louvre_000002", "china", 1),
        ("louvre", "paris_louvre_000136", "china", 0),
        ("eiffel", "paris_eiffel_000001", "dogs", 0),
    ):
        photo_sets.put(root / "paris" / place / f"{stem}.jpg", photo, variant)
    texts = root / "paris_120310"
    texts.mkdir()
    for kind, text in (
        ("query", "paris_louvre_000001 0 0 160 100"),
        ("good", "paris_louvre_000002\nparis_louvre_000136"),
        ("ok", ""),
        ("junk", "paris_louvre_000001"),
    ):
        (texts / f"louvre_1_{kind}.txt").write_text(text)
    found = command.json("paris6k", "--root", root)
    assert maps(found) == {"all": by_hand(1)}
    assert found["database"] == 3
    assert "1 photos left out that are broken in the published set" in found["notes"]


@pytest.mark.parametrize("name", ["roxford5k", "rparis6k"])
def test_revisited_levels(command: Command, tmp_path: Path, name: str) -> None:
    photo_sets.revisited(tmp_path / "set", name)
    found = command.json(name, "--root", tmp_path / "set")
    assert maps(found) == {
        "easy": by_hand((0.25 + 1) / 2),
        "medium": by_hand((0.25 + 1 + 1) / 3),
        "hard": by_hand((1 + 1) / 2),
    }
    assert found["results"]["easy"]["mean_precision_at"] == {
        "1": by_hand(1 / 2),
        "5": by_hand(3 / 4),
        "10": by_hand(3 / 4),
    }
    assert {level: figures["skipped"] for level, figures in found["results"].items()} == {
        "easy": 1,
        "medium": 0,
        "hard": 1,
    }
    assert found["database"] == 7


def test_holidays_removes_the_query_from_its_ranking(command: Command, tmp_path: Path) -> None:
    photo_sets.holidays(tmp_path / "set")
    found = command.json("holidays", "--root", tmp_path / "set")
    assert maps(found) == {"all": by_hand((1 + 0.25 + 1 / 6) / 3)}
    assert found["results"]["all"]["skipped"] == 1
    assert maps(command.json("holidays", "--root", tmp_path / "set", "--rule", "rank")) == {
        "all": by_hand((1 + 1 / 2 + 1 / 3) / 3)
    }


def test_ukbench_n_s_score(command: Command, tmp_path: Path) -> None:
    photo_sets.ukbench(tmp_path / "set")
    found = command.json("ukbench", "--root", tmp_path / "set")["results"]
    assert found["query counted"]["recall_at"] == {"4": by_hand((6 * 3 / 4 + 2 * 1 / 4) / 8)}
    assert found["query counted"]["n_s_score"] == pytest.approx(2.5)
    assert found["query left out"]["map"] < found["query counted"]["map"]


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    photo_sets.class_folders(tmp_path / "set")
    return tmp_path / "set"


@pytest.fixture
def distractors(tmp_path: Path) -> Path:
    photo_sets.put(tmp_path / "others" / "a.jpg", "pyramids")
    photo_sets.put(tmp_path / "others" / "below" / "b.jpg", "china", 2)
    return tmp_path / "others"


def recomputed(
    path: Path,
    rule: str = "trapezoid",
    expand: tuple[int, float] | None = None,
    augment: tuple[int, float] | None = None,
) -> float:
    """mAP in points of the saved descriptors of `folders`, photo by photo."""
    with np.load(path) as file:
        names, vectors = file["names"].tolist(), file["descriptors"]
    database = database_augmentation(vectors, *augment) if augment else vectors
    values = []
    for row, name in enumerate(names):
        place = name.split("/")[0]
        if place.startswith("distractors-"):
            continue
        query = (
            alpha_query_expansion(vectors[row : row + 1], database, *expand)[0] if expand else vectors[row]
        )
        scores = [float(query @ other) for other in database]
        order = sorted(range(len(names)), key=lambda other: (-scores[other], other))
        relevant = [names[other].startswith(f"{place}/") for other in order if other != row]
        if any(relevant):
            values.append(average(relevant, rule))
    return 100 * sum(values) / len(values)


def average(relevant: list[bool], rule: str) -> float:
    total, found = 0.0, 0
    for seen, hit in enumerate(relevant):
        if hit:
            before = found / seen if seen else 1.0
            after = (found + 1) / (seen + 1)
            total += after if rule == "rank" else (before + after) / 2
            found += 1
    return total / found


@pytest.mark.parametrize(
    ("arguments", "settings"),
    [
        ([], {}),
        (["--rule", "rank"], {"rule": "rank"}),
        (["--expand", "2,3"], {"expand": (2, 3.0)}),
        (["--augment", "2,1.5"], {"augment": (2, 1.5)}),
        (["--augment", "2,1.5", "--expand", "1,0"], {"augment": (2, 1.5), "expand": (1, 0.0)}),
        (["--sizes", "96,160", "--combine", "power"], {}),
    ],
)
def test_folders_agree_with_plain_loops(
    command: Command, folders: Path, distractors: Path, tmp_path: Path, arguments: list[str], settings: Any
) -> None:
    saved = tmp_path / "saved.npz"
    found = command.json(
        "folders", "--root", folders, "--distractors", distractors, "--save", saved, *arguments
    )
    assert maps(found)["all"] == pytest.approx(recomputed(saved, **settings), abs=1e-4)
    assert (found["database"], found["distractors"], found["queries"]) == (9, 2, 7)
    assert found["results"]["all"]["skipped"] == 1


def test_several_sizes_are_combined(
    command: Command, folders: Path, describer: Describer, tmp_path: Path
) -> None:
    from photosearch.imaging.reading import ReadRequest, read_photo

    saved = tmp_path / "saved.npz"
    command("folders", "--root", folders, "--sizes", "96,160", "--save", saved)
    with np.load(saved) as file:
        row = file["names"].tolist().index("one/1.jpg")
        found = file["descriptors"][row]
    path = bytes(folders / "one" / "1.jpg")
    parts = [
        describer.describe([read_photo(ReadRequest(path, size, thumbnail=False)).pixels])[0][0]
        for size in (96, 160)
    ]
    mean = (parts[0].astype(float) + parts[1]) / 2
    np.testing.assert_allclose(found, mean / np.linalg.norm(mean), atol=1e-6)


def test_a_distractor_changes_the_ranking(command: Command, folders: Path, distractors: Path) -> None:
    shutil.copy(folders / "one" / "1.jpg", distractors / "copy.jpg")
    alone = maps(command.json("folders", "--root", folders))["all"]
    assert maps(command.json("folders", "--root", folders, "--distractors", distractors))["all"] < alone


def test_kept_descriptors_need_no_network(command: Command, folders: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved.npz"
    model = Path(shutil.copytree(find_model().folder, tmp_path / "model"))
    first = command.json("folders", "--root", folders, "--model", model, "--save", saved)
    moved = Path(shutil.move(folders, tmp_path / "elsewhere"))
    (model / "graph.onnx").unlink()
    with pytest.raises(PhotosearchError, match="incomplete"):
        command("folders", "--root", moved, "--model", model)
    second = command.json("folders", "--root", moved, "--model", model, "--load", saved)
    assert maps(second) == maps(first)


def test_only_what_is_missing_is_described(
    command: Command, folders: Path, distractors: Path, tmp_path: Path
) -> None:
    saved = tmp_path / "saved.npz"
    command("folders", "--root", folders, "--save", saved)
    photo_sets.put(folders / "two" / "3.jpg", "citrus")  # replaced by another
    both = ["folders", "--root", folders, "--distractors", distractors]
    found = command.json(*both, "--load", saved)
    assert "6 of 9 photos are in" in command.stderr.replace("\n", " ")
    assert maps(found) == maps(command.json(*both))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"model": "other-512@0123456789abcdef"}, "other-512@0123456789abcdef at 320 px, but wanted are"),
        ({"sizes": [224]}, "at 224 px"),
        ({"dataset": "holidays"}, "has descriptors of holidays"),
        ({"format": 7}, "has no descriptors saved by photosearch evaluate"),
        ({"names": np.array(["x"])}, "has no descriptors saved by photosearch evaluate"),
        ({"names": np.array([{}])}, "has no descriptors saved by photosearch evaluate"),
    ],
)
def test_descriptors_made_otherwise_are_refused(
    command: Command, folders: Path, tmp_path: Path, changes: dict[str, Any], message: str
) -> None:
    saved = tmp_path / "saved.npz"
    command("folders", "--root", folders, "--save", saved)
    with np.load(saved) as file:
        arrays = dict(file)
    np.savez(saved, **(arrays | changes))
    with pytest.raises(PhotosearchError, match=message):
        command("folders", "--root", folders, "--load", saved)


def test_a_photo_that_cannot_be_read_is_listed_and_comes_last(
    command: Command, folders: Path, tmp_path: Path
) -> None:
    broken = folders / "one" / "2.jpg"
    broken.write_bytes(broken.read_bytes()[:300])
    saved = tmp_path / "saved.npz"
    found = command.json("folders", "--root", folders, "--save", saved)
    assert [Path(entry["path"]).name for entry in found["unreadable"]] == ["2.jpg"]
    assert found["unreadable"][0]["reason"]
    assert (found["unreadable_queries"], found["results"]["all"]["queries"]) == (1, 5)
    text = command("folders", "--root", folders, "--load", saved)
    assert "1 photos could not be read" in text
    assert str(broken) in text
    # It is not kept: another run tries it again.
    assert "6 of 7 photos are in" in command.stderr.replace("\n", " ")


def test_the_table_is_aligned_and_names_the_rule(command: Command, tmp_path: Path) -> None:
    photo_sets.revisited(tmp_path / "set")
    lines = command("roxford5k", "--root", tmp_path / "set").splitlines()
    assert "AP by the trapezoid rule" in lines
    start = next(number for number, line in enumerate(lines) if "mP@10" in line)
    header, easy, medium, hard = lines[start : start + 4]
    assert len({len(line) for line in (header, easy, medium, hard)}) == 1
    assert easy.split() == ["easy", "62.50", "50.00", "75.00", "75.00", "2", "1"]
    assert hard.split()[:2] == ["hard", "100.00"]


def test_progress_goes_to_stderr(command: Command, folders: Path) -> None:
    command("folders", "--root", folders)
    assert "7 of 7 photos" in command.stderr
    assert "photos/s" in command.stderr


def test_compression_lists_every_code(command: Command, folders: Path) -> None:
    found = command.json("folders", "--root", folders, "--compress")
    codes = found["compression"]["codes"]
    assert [(code["code"], code["bytes"]) for code in codes[:5]] == [
        ("float32", 2048), ("float16", 1024), ("int8", 512), ("PQ", 256), ("OPQ", 256),
    ]  # fmt: skip
    assert codes[-1]["bytes"] == 16
    assert codes[0]["map"] == maps(found)
    assert "at least 256 photos to learn from" in codes[3]["reason"]
    assert found["compression"]["learned_on"] == "7 database photos, seed 0"
    text = command("folders", "--root", folders, "--compress")
    assert "bytes a photo" in text
    assert "Learned on 7 database photos, seed 0; asymmetric distance; AP by the trapezoid rule" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing"], "There is no set 'nothing'"),
        (["folders", "--sizes", "0"], "--sizes takes"),
        (["folders", "--sizes", "320,320"], "--sizes takes"),
        (["folders", "--combine", "sum"], "--combine is one of"),
        (["folders", "--rule", "area"], "--rule is one of"),
        (["folders", "--expand", "3"], "--expand takes"),
        (["folders", "--augment", "0,1"], "--augment takes"),
        (["folders", "--augment", "5,nan"], "--augment takes"),
        (["folders", "--save", "/nowhere/at/all.npz"], "There is no folder /nowhere/at"),
        (["folders", "--distractors", "/nowhere"], "/nowhere does not exist"),
    ],
)
def test_wrong_usage_is_said(command: Command, folders: Path, arguments: list[str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        command(*arguments, "--root", folders)


def test_a_distractor_of_the_set_itself_is_refused(command: Command, folders: Path) -> None:
    with pytest.raises(UsageError, match="in the database already"):
        command("folders", "--root", folders, "--distractors", folders / "one")
