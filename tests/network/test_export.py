import copy
import dataclasses
import shutil
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from safetensors.torch import load_file

from photosearch.errors import PhotosearchError
from photosearch.network import export
from photosearch.network.backbones.efficientnet_lite import ConvUnit
from photosearch.network.card import ModelCard
from photosearch.network.pooling import SPoC
from photosearch.network.retrieval import RetrievalNetwork
from tests.network.test_card import CARD

# torch's exporter uses what torch itself has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:.*LeafSpec:FutureWarning")


@pytest.fixture(scope="module")
def network():
    torch.manual_seed(2)
    backbone = torch.nn.Sequential(
        ConvUnit(3, 8, 3, stride=2, batch_norm=False),
        ConvUnit(8, 8, 5, stride=2, groups=8, batch_norm=False),
        ConvUnit(8, 16, batch_norm=False),
    )
    return RetrievalNetwork(backbone, 16, 8, (127.0,) * 3, (128.0,) * 3).eval()


@pytest.fixture(scope="module")
def photos():
    rng = np.random.default_rng(6)
    return [
        rng.integers(0, 256, (*shape, 3), dtype=np.uint8) for shape in ((40, 64), (41, 33), (7, 50), (32, 32))
    ]


@pytest.fixture(scope="module")
def exported(network, photos, tmp_path_factory):
    return export.export_model(network, CARD, tmp_path_factory.mktemp("models") / "small", photos)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_graph_computes_what_the_network_does(exported, network, photos):
    session = onnxruntime.InferenceSession(exported.graph, providers=["CPUExecutionProvider"])
    for photo in photos:
        descriptor, pooled = session.run(None, {"pixels": photo[None]})
        with torch.inference_mode():
            expected = network(torch.from_numpy(photo[None]))
        np.testing.assert_allclose(descriptor, expected[0].numpy(), atol=1e-5)
        np.testing.assert_allclose(pooled, expected[1].numpy(), atol=1e-5, rtol=1e-4)
        np.testing.assert_allclose(np.linalg.norm(descriptor, axis=1), 1, rtol=1e-6)


def test_graph_for_regions_computes_what_the_network_does(exported, network, photos):
    session = onnxruntime.InferenceSession(exported.regions_graph, providers=["CPUExecutionProvider"])
    for photo in (*photos, np.zeros((1, 1, 3), np.uint8)):
        found = session.run(None, {"pixels": photo[None]})
        with torch.inference_mode():
            expected = network(torch.from_numpy(photo[None]), regions=True)
        assert len(found) == 3
        for one, other in zip(found, expected, strict=True):
            np.testing.assert_allclose(one, other.numpy(), atol=1e-5, rtol=1e-4)


def test_networks_without_regions_have_no_graph_for_them(network, photos, tmp_path):
    other = RetrievalNetwork(network.backbone, 16, 8, network.mean, network.std, pooling=SPoC()).eval()
    card = export.export_model(other, CARD, tmp_path / "small", photos)
    assert not card.has_regions and sorted(card.sha256) == ["graph.onnx", "weights.safetensors"]
    with pytest.raises(PhotosearchError, match="cannot describe the parts"):
        export.add_regions(other, card, photos)


def test_regions_are_added_to_a_model_of_an_earlier_version(exported, network, photos, tmp_path):
    folder = Path(shutil.copytree(exported.folder, tmp_path / "small"))
    (folder / "regions.onnx").unlink()
    digests = {name: digest for name, digest in exported.sha256.items() if name != "regions.onnx"}
    dataclasses.replace(exported, sha256=digests).save(folder)
    older = ModelCard.load(folder)
    assert older.identity == exported.identity and not older.has_regions
    card = export.add_regions(network, older, photos)
    card.verify()
    assert card.identity == exported.identity
    assert contents(folder) == contents(exported.folder)


def test_any_batch_and_shape(exported):
    session = onnxruntime.InferenceSession(exported.graph, providers=["CPUExecutionProvider"])
    for shape in ((3, 20, 31, 3), (1, 1, 1, 3)):
        descriptor, pooled = session.run(None, {"pixels": np.zeros(shape, np.uint8)})
        assert descriptor.shape == (shape[0], 8) and pooled.shape == (shape[0], 16)


def test_weights_are_stored_once_and_complete(exported, network):
    stored = load_file(exported.weights)
    assert stored.keys() == network.state_dict().keys()
    for name, tensor in network.state_dict().items():
        assert torch.equal(stored[name], tensor)
    assert exported.graph.read_bytes().count(network.projection.weight.detach().numpy().tobytes()) == 0


def test_card_describes_the_files(exported):
    exported.verify()
    assert exported == dataclasses.replace(CARD, sha256=exported.sha256, folder=exported.folder)


def test_same_network_gives_the_same_bytes_whatever_its_memory_layout(exported, network, photos, tmp_path):
    network.to(memory_format=torch.channels_last)
    try:
        export.export_model(network, CARD, tmp_path / "small", photos)
    finally:
        network.to(memory_format=torch.contiguous_format)
    assert contents(tmp_path / "small") == contents(exported.folder)


def test_the_network_handed_in_is_left_as_it_was(network, photos, tmp_path):
    trained = copy.deepcopy(network).half().train()
    with pytest.raises(PhotosearchError):
        export.export_model(trained, CARD, tmp_path / "small", photos[:1])
    assert trained.training and {parameter.dtype for parameter in trained.parameters()} == {torch.float16}


def test_nothing_of_this_machine_is_in_the_graph(exported):
    data = exported.graph.read_bytes()
    assert b".py" not in data and b"site-packages" not in data and b"torch" not in data


class TurnedWhenExported(torch.nn.Module):
    """Computes the one thing, and another while it is traced: what an export must never get away with."""

    def forward(self, x):
        return x.flip(1) if torch.compiler.is_exporting() else x


@pytest.fixture
def changeling(network):
    backbone = torch.nn.Sequential(*network.backbone, TurnedWhenExported())
    made = RetrievalNetwork(backbone, 16, 8, (127.0,) * 3, (128.0,) * 3)
    made.load_state_dict(network.state_dict())
    return made.eval()


def test_wrong_export_is_caught_and_nothing_is_written(changeling, photos, tmp_path):
    with pytest.raises(PhotosearchError, match=r"does not compute what the network does \(cosine"):
        export.export_model(changeling, CARD, tmp_path / "small", photos)
    assert list(tmp_path.iterdir()) == []


def test_outputs_that_are_no_numbers_are_caught(exported, network, photos):
    broken = RetrievalNetwork(network.backbone, 16, 8, network.mean, network.std).eval()
    torch.nn.init.constant_(broken.projection.weight, float("nan"))
    with pytest.raises(PhotosearchError, match="cosine nan"):
        export.check_graph(broken, exported.graph, photos)


def test_too_few_photos_to_tell(exported, network, photos):
    for few in ([], photos[:3], [photos[0]] * 20):
        with pytest.raises(PhotosearchError, match="photos of different shapes"):
            export.check_graph(network, exported.graph, few)


def test_replaces_a_model_of_that_name_only_after_the_check(network, changeling, photos, exported, tmp_path):
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "old").write_text("old")
    with pytest.raises(PhotosearchError):
        export.export_model(changeling, CARD, folder, photos)
    assert contents(folder) == {"old": b"old"}
    export.export_model(network, CARD, folder, photos)
    assert contents(folder) == contents(exported.folder)
    assert ModelCard.load(folder).name == "small"
