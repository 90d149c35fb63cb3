"""Layers, validation and checkpoints."""

import shutil

import numpy as np
import pytest
import torch

from photosearch.errors import PhotosearchError, UsageError
from photosearch.evaluation.metrics import mean_average_precision
from photosearch.network.checkpoint import load_network
from photosearch.network.models import find_model
from photosearch.network.retrieval import RetrievalNetwork
from photosearch.training.averaging import Average
from photosearch.training.checkpoints import Checkpoint, load_checkpoint, save_checkpoint
from photosearch.training.layers import choose_layers, rate_factors
from photosearch.training.photo_sets import NO_CLASS
from photosearch.training.validation import Validation, retrieval_map
from tests.training import small


@pytest.fixture(scope="module")
def bundled():
    return load_network(find_model(None))


def test_layers_of_the_bundled_network(bundled):
    everything = {name for name, _ in bundled.named_parameters()}
    assert choose_layers(bundled, "projection").keys() == {"projection.weight", "projection.bias"}
    last = choose_layers(bundled, "last").keys()
    assert {"pooling.p", "backbone.head.conv.weight", "backbone.blocks.20.expand.conv.weight"} <= last
    assert not any(name.startswith(("backbone.stem", "backbone.blocks.1.")) for name in last)
    trained = {name for name, parameter in bundled.named_parameters() if parameter.requires_grad}
    assert trained == last
    late = choose_layers(bundled, "late").keys()
    assert last < late and not any(name.startswith("backbone.blocks.8.") for name in late)
    assert choose_layers(bundled, "all").keys() == everything


def test_earlier_units_learn_more_slowly(bundled):
    names = choose_layers(bundled, "late")
    factors = rate_factors(bundled, names, 0.5)
    assert factors["projection.weight"] == factors["pooling.p"] == factors["backbone.head.conv.weight"] == 1
    assert factors["backbone.blocks.20.expand.conv.weight"] == 0.5
    assert factors["backbone.blocks.17.project.conv.bias"] == 0.5**4


def test_average_of_weights_along_a_run():
    weight = torch.nn.Parameter(torch.zeros(2))
    average = Average({"w": weight}, 0.75)
    for value in (4.0, 8.0):
        weight.data.fill_(value)
        average.update()
    with average.in_place():
        assert weight.tolist() == [2.75, 2.75]  # 0.75 (0.75 0 + 0.25 4) + 0.25 8
    assert weight.tolist() == [8, 8]
    other = Average({"w": weight}, 0.75)
    other.restore(average.state())
    other.take_over()
    assert weight.tolist() == [2.75, 2.75]


def test_no_average_leaves_the_weights():
    weight = torch.nn.Parameter(torch.ones(2))
    average = Average({"w": weight}, 0.0)
    weight.data.fill_(3)
    average.update()
    with average.in_place():
        assert weight.tolist() == [3, 3]


def test_batch_norm_is_frozen():
    backbone = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3), torch.nn.BatchNorm2d(4), torch.nn.ReLU())
    network = RetrievalNetwork(backbone, 4, 2, (127.0,) * 3, (128.0,) * 3).train()
    assert not any(name.startswith("backbone.1.") for name in choose_layers(network, "all"))
    network(torch.zeros(2, 8, 8, 3, dtype=torch.uint8))[0].sum().backward()
    assert backbone[1].running_mean.abs().max() == 0 and not network.training


def test_network_without_a_projection():
    network = RetrievalNetwork(torch.nn.Conv2d(3, 4, 3), 4, None, (127.0,) * 3, (128.0,) * 3)
    assert choose_layers(network, "last")
    with pytest.raises(UsageError, match="no projection"):
        choose_layers(network, "projection")


def test_map_against_a_plain_loop():
    random = np.random.default_rng(0)
    descriptors = random.normal(size=(30, 5))
    labels = random.integers(-1, 4, 30)
    ranks = []
    for query in range(30):
        if labels[query] == NO_CLASS:
            continue
        others = sorted(
            (other for other in range(30) if other != query),
            key=lambda other: -float(descriptors[other] @ descriptors[query]),
        )
        ranks.append([rank for rank, other in enumerate(others) if labels[other] == labels[query]])
    assert retrieval_map(descriptors, labels) == pytest.approx(mean_average_precision(ranks), abs=1e-12)


def test_validation_of_photos_of_many_shapes():
    found, labels = small.pictures()
    photos = [picture[: 30 + number % 3] for number, picture in enumerate(found)]
    heard = []
    network = small.network()
    report = lambda done, total: heard.append(done)  # noqa: E731
    value = Validation(photos.__getitem__, labels, torch.device("cpu"), report)(network)
    with torch.no_grad():
        single = [network(torch.from_numpy(photo[None]))[0].numpy() for photo in photos]
    assert value == pytest.approx(retrieval_map(np.concatenate(single), labels), abs=1e-3)
    assert heard[-1] == len(labels)


def checkpoint(step):
    weights = {"w": torch.full((2, 3), float(step))}
    return Checkpoint(weights, {"w/exp_avg": torch.ones(2, 3)}, {}, {"step": step})


def test_latest_checkpoint_counts_and_older_ones_go(tmp_path):
    assert load_checkpoint(tmp_path / "none") is None
    for step in (9, 10):
        save_checkpoint(tmp_path, checkpoint(step))
    first = next(tmp_path.iterdir())
    assert first.name == "step-00000010"
    found = load_checkpoint(tmp_path)
    assert found.values == {"step": 10} and torch.equal(found.weights["w"], checkpoint(10).weights["w"])
    aside = shutil.copytree(first, tmp_path.with_name("aside"))
    again = checkpoint(10)
    again.values["misses"] = 1
    save_checkpoint(tmp_path, again)
    assert len(list(tmp_path.iterdir())) == 1 and load_checkpoint(tmp_path).values == again.values
    # What a kill while writing, or before the older one is deleted, leaves behind.
    (tmp_path / ".new-abc").mkdir()
    shutil.copytree(aside, first)
    assert load_checkpoint(tmp_path).values == again.values


def test_nothing_in_a_checkpoint_is_a_pickle(tmp_path):
    save_checkpoint(tmp_path, checkpoint(3))
    names = {path.name for path in (tmp_path / "step-00000003").iterdir()}
    tensors = {"weights", "optimiser", "objective", "average"}
    assert names == {*(f"{name}.safetensors" for name in tensors), "state.json"}


@pytest.mark.parametrize("name", ["weights.safetensors", "state.json"])
def test_damaged_checkpoint(tmp_path, name):
    save_checkpoint(tmp_path, checkpoint(3))
    (tmp_path / "step-00000003" / name).write_bytes(b"{")
    with pytest.raises(PhotosearchError, match="damaged"):
        load_checkpoint(tmp_path)
