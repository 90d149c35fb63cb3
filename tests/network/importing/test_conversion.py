"""Published formats to model folders: the same descriptors as a computation written down plainly."""

import dataclasses
import itertools
import math
import zipfile

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from photosearch.errors import PhotosearchError, UsageError
from photosearch.network.describer import load_describer
from photosearch.network.importing.conversion import (
    _card,
    _network,
    check_photos,
    import_checkpoint,
    read_checkpoint,
    suggested_name,
)
from photosearch.network.models import DEFAULT_MODEL, available_models, find_model, own_models_folder
from photosearch.network.torch_describer import TorchDescriber
from tests.network.importing.checkpoints import (
    EXPONENT,
    Published,
    backbone,
    cirtorch_checkpoint,
    features,
    fully_connected,
    old_sklearn,
    plain_gem,
    plain_photos,
)
from tests.network.sample_photos import cosines

# torch's exporter uses what torch itself has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:.*LeafSpec:FutureWarning")


@pytest.fixture(scope="module")
def published():
    return Published("resnet18", 128)


@pytest.fixture(scope="module")
def files(published, tmp_path_factory):
    """The same checkpoint in torch's two layouts and in the archive NAVER serves."""
    folder = tmp_path_factory.mktemp("published")
    with old_sklearn() as pca:
        checkpoint = published.checkpoint(pca)
        torch.save(checkpoint, folder / "Resnet-18-AP-GeM.pt")
        torch.save(checkpoint, folder / "old.pt", _use_new_zipfile_serialization=False)
    with zipfile.ZipFile(folder / "served.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(folder / "old.pt", "Resnet-18-AP-GeM/Resnet-18-AP-GeM.pt")
        archive.writestr("__MACOSX/._Resnet-18-AP-GeM.pt", b"")
    return folder


def described(model, photos):
    return load_describer(model, "cpu").describe(photos)[0]


def expected(published, photos, power=0.25):
    return np.stack([published.describe(photo, power) for photo in photos])


def test_imported_model_describes_like_the_published_network(published, files):
    card = import_checkpoint(files / "Resnet-18-AP-GeM.pt", licence="none but to test")
    assert (card.name, card.backbone, card.pooling) == ("resnet-18-ap-gem", "resnet18", "gem")
    assert (card.dimension, card.pooled_dimension, card.input_size) == (128, 512, 512)
    assert card.mean == pytest.approx((123.675, 116.28, 103.53)) and card.std[2] == pytest.approx(57.375)
    assert card.licence == "none but to test" and "Landmarks_clean" in card.origin
    photos = plain_photos()
    wanted = expected(published, photos)
    found = described("resnet-18-ap-gem", photos)
    assert cosines(found, wanted).min() > 1 - 1e-6
    assert (wanted @ wanted.T)[~np.eye(4, dtype=bool)].max() < 0.9, "photos are told apart"
    assert cosines(TorchDescriber(card, "cpu", half=False).describe(photos)[0], wanted).min() > 1 - 1e-6
    assert [each.name for each in available_models()][-1] == card.name
    names = {"card.json", "graph.onnx", "regions.onnx", "weights.safetensors"}
    assert {path.name for path in card.folder.iterdir()} == names
    assert card.folder == own_models_folder() / card.name and card == find_model(card.name)


def test_resnet_50_as_published(tmp_path):
    published = Published("resnet50", 256)
    with old_sklearn() as pca:
        torch.save(published.checkpoint(pca), tmp_path / "r50.pt", _use_new_zipfile_serialization=False)
    card = import_checkpoint(tmp_path / "r50.pt", size=224)
    photos = plain_photos()
    assert card.input_size == 224 and card.pooled_dimension == 2048
    assert cosines(described("r50", photos), expected(published, photos)).min() > 1 - 1e-4


def arrays_of(foreign):
    return {
        **foreign.tensors,
        "p": foreign.exponent,
        **{f"fc{i}": part for i, part in enumerate(foreign.projection)},
        **{f"pca{i}": part for i, part in enumerate(foreign.whitening)},
    }


@pytest.mark.parametrize("name", ["old.pt", "served.zip"])
def test_every_layout_gives_the_same_network(files, name):
    new, other = read_checkpoint(files / "Resnet-18-AP-GeM.pt"), read_checkpoint(files / name)
    empty = {"tensors": {}, "exponent": None, "projection": None, "whitening": None}
    assert dataclasses.replace(new, **empty) == dataclasses.replace(other, **empty)
    one, two = arrays_of(new), arrays_of(other)
    assert one.keys() == two.keys() and all(np.array_equal(one[key], two[key]) for key in one)


def test_choice_of_whitening(published, files):
    path = files / "Resnet-18-AP-GeM.pt"
    assert read_checkpoint(path, "none").whitening is None
    weight, bias = read_checkpoint(path, "other").whitening  # whiten=False: rotated only
    np.testing.assert_allclose(weight, published.components, rtol=1e-5)
    np.testing.assert_allclose(bias, -published.components @ published.mean, atol=1e-5)
    with pytest.raises(
        PhotosearchError, match="no whitening called 'Paris'; choose one of Landmarks_clean, other"
    ):
        read_checkpoint(path, "Paris")


def plain_dir(**changes):
    """A checkpoint of plain tensors only, none of them of a real network, for what is refused."""
    checkpoint = {
        "model_options": {"arch": "resnet18_rmac", "pooling": "gem", "gemp": 3},
        "state_dict": {
            "conv1.weight": torch.ones(2, 2),
            "fc.weight": torch.ones(3, 512),
            "fc.bias": torch.ones(3),
        },
    }
    for key, value in changes.items():
        part, _, name = key.partition("__")
        if name:
            checkpoint.setdefault(part, {})[name.replace("__", ".")] = value
        else:
            checkpoint[part] = value
    return checkpoint


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"model_options__arch": "resnet101_fpn_rmac"}, "network 'resnet101_fpn_rmac'"),
        ({"model_options__arch": 3}, "network 3"),
        ({"model_options__pooling": "netvlad"}, "pools by 'netvlad'"),
        ({"model_options__pooling": ["gem"]}, r"pools by \['gem'\]"),
        ({"preprocess": [1]}, "'preprocess' is no dictionary"),
        ({"model_options__center_bias": -0.5}, "center_bias"),
        ({"model_options__center_bias": "much"}, "center_bias"),
        ({"model_options": []}, "'model_options' is missing or no dictionary"),
        ({"state_dict": None}, "'state_dict' is missing or no dictionary"),
        ({"state_dict__fc__weight": torch.ones(3, 100)}, "projection does not fit"),
        ({"state_dict__fc__bias": 3}, r"'fc\.bias' is missing or no tensor"),
        ({"state_dict__fc__bias": torch.full((3,), float("nan"))}, "no numbers"),
        ({"state_dict__adpool__p": torch.tensor([-1.0])}, "exponent"),
        ({"state_dict__adpool__p": torch.ones(7)}, "exponent"),
        ({"preprocess__mean": [1, 2]}, "three numbers"),
        ({"preprocess__std": ["a", "b", "c"]}, "three numbers"),
        ({"pca__Landmarks_clean": {"mean_": 3}}, "no PCA"),
        ({"pca__a": 1, "pca__b": 2}, "no whitening called 'Landmarks_clean'"),
    ],
)
def test_checkpoints_that_make_no_sense(tmp_path, changes, message):
    torch.save(plain_dir(**changes), tmp_path / "odd.pt")
    with pytest.raises(PhotosearchError, match=message):
        read_checkpoint(tmp_path / "odd.pt")


def test_weights_of_another_network_and_nothing_is_left(tmp_path):
    torch.save(plain_dir(), tmp_path / "odd.pt")
    with pytest.raises(PhotosearchError, match="not those of a resnet18"):
        import_checkpoint(tmp_path / "odd.pt")
    assert not own_models_folder().exists() or not list(own_models_folder().iterdir())


def test_a_file_of_torch_that_is_no_checkpoint(tmp_path):
    for value in ({"state_dict": {}}, [1, 2], torch.ones(3)):
        torch.save(value, tmp_path / "other.pt")
        with pytest.raises(PhotosearchError, match="no checkpoint of a known kind"):
            read_checkpoint(tmp_path / "other.pt")


def test_sizes_and_names(files, tmp_path):
    torch.save(plain_dir(preprocess__input_size=800), tmp_path / "sized.pt")
    assert read_checkpoint(tmp_path / "sized.pt").input_size == 800
    torch.save(plain_dir(preprocess__input_size=(3, 224, 224)), tmp_path / "sized.pt")
    assert read_checkpoint(tmp_path / "sized.pt").input_size is None, (
        "ImageNet's crop is not a size to search at"
    )
    for size in (0, -5, 31, 5000):
        with pytest.raises(UsageError, match="from 32 to 4096"):
            import_checkpoint(files / "old.pt", size=size)
    for name in ("../evil", "", ".hidden", "a/b", DEFAULT_MODEL, DEFAULT_MODEL.upper()):
        with pytest.raises(UsageError):
            import_checkpoint(files / "old.pt", name=name)
    assert suggested_name("/x/Resnet-101-AP-GeM.pt.zip") == "resnet-101-ap-gem"
    assert suggested_name("Ünder scored.PTH.tar") == "nder-scored"
    with pytest.raises(PhotosearchError, match="could not be read"):
        read_checkpoint(tmp_path / "absent.pt")


@pytest.mark.parametrize(("pooling", "whitening"), [("gem", True), ("gemmp", False)])
def test_cirtorch(tmp_path, pooling, whitening):
    checkpoint = cirtorch_checkpoint("resnet18", pooling, whitening)
    rng = np.random.default_rng(1)
    mean, matrix = rng.normal(0, 0.05, (512, 1)), rng.normal(size=(512, 512))
    checkpoint["meta"]["Lw"] = {
        "retrieval-SfM-120k": {"ss": {"m": mean, "P": matrix}, "ms": {"m": 0, "P": 0}}
    }
    torch.save(checkpoint, tmp_path / "net.pth")
    foreign = read_checkpoint(tmp_path / "net.pth")
    assert foreign.pooling == "gem" and "cirtorch" in foreign.origin
    assert foreign.whitening_last == (not whitening), "Lw was learned on descriptors, whiten in the network"
    network, photos, wanted = backbone("resnet18"), plain_photos(), []
    layer = fully_connected(512, 512)
    p = EXPONENT if pooling == "gem" else checkpoint["state_dict"]["pool.p"]
    for photo in photos:
        with torch.inference_mode():
            pooled = F.normalize(plain_gem(features(network, photo), p))
            wanted.append(
                F.normalize(layer(pooled))[0].numpy() if whitening else matrix @ (pooled.numpy().T - mean)
            )
    converted = _network(foreign, _card(foreign, "net", "net.pth", 512, ""))
    with torch.inference_mode():
        found = [converted(torch.from_numpy(photo[None]))[0][0].numpy() for photo in photos]
    assert cosines(np.stack(found), np.stack([each.ravel() for each in wanted])).min() > 1 - 1e-5


def grid_sum(x, levels=3):
    """R-MAC as cirtorch has it: the whole map, then squares at evenly spread places of each level."""
    height, width = x.shape[-2:]
    short = min(height, width)
    between = (max(height, width) - short) / (torch.arange(2, 8) - 1).double()
    more = ((short**2 - short * between) / short**2 - 0.4).abs().argmin().item() + 1
    total = F.normalize(x.amax(dim=(2, 3)))
    for level in range(1, levels + 1):
        side = 2 * short // (level + 1)
        starts = []
        for length, other in ((height, width), (width, height)):
            count = level + (more if length > other else 0)
            step = (length - side) / (count - 1) if count > 1 else 0
            starts.append([math.floor(number * step + 1e-9) for number in range(count)])
        for top, left in itertools.product(*starts):
            total = total + F.normalize(x[..., top : top + side, left : left + side].amax(dim=(2, 3)))
    return F.normalize(total)


def test_cirtorch_with_rmac(tmp_path):
    checkpoint = cirtorch_checkpoint("resnet18", "rmac", True)
    torch.save(checkpoint, tmp_path / "net.pth")
    network, layer = backbone("resnet18"), fully_connected(512, 512)
    rng = np.random.default_rng(2)
    photos = [rng.integers(0, 256, (*shape, 3), np.uint8) for shape in ((230, 320), (320, 100), (160, 160))]
    with torch.inference_mode():
        pooled = [grid_sum(features(network, photo)) for photo in photos]
        wanted = np.concatenate([F.normalize(layer(each)).numpy() for each in pooled])
    card = import_checkpoint(tmp_path / "net.pth", size=320)
    assert card.pooling == "rmac"
    assert cosines(described("net", photos), wanted).min() > 1 - 1e-5


def test_centre_bias_of_a_published_network(published, tmp_path):
    with old_sklearn() as pca:
        checkpoint = published.checkpoint(pca)
    checkpoint["model_options"]["center_bias"] = 0.7
    torch.save(checkpoint | {"pca": None}, tmp_path / "net.pt")
    foreign = read_checkpoint(tmp_path / "net.pt")
    converted = _network(foreign, _card(foreign, "net", "net.pt", 512, ""))
    bump = F.pad(torch.full((1, 1, 2, 2), 0.7), (1, 1, 1, 1))
    rng = np.random.default_rng(2)
    for shape in ((160, 224), (256, 130)):
        photo = rng.integers(0, 256, (*shape, 3), np.uint8)
        with torch.inference_mode():
            x = features(published.network, photo)
            weights = 1 + F.interpolate(bump, size=x.shape[-2:], mode="bilinear", align_corners=True)
            wanted = F.normalize(published.fc(plain_gem(x * weights, EXPONENT)))
            found = converted(torch.from_numpy(photo[None]))[0]
            assert F.cosine_similarity(found, wanted).item() > 1 - 1e-6
            plain = F.normalize(published.fc(plain_gem(x, EXPONENT)))
            assert F.cosine_similarity(found, plain).item() < 1 - 1e-6


@pytest.mark.parametrize("option", ["local_whitening", "regional"])
def test_cirtorch_networks_that_cannot_be_computed(tmp_path, option):
    checkpoint = cirtorch_checkpoint("resnet18", "mac", False)
    checkpoint["meta"][option] = True
    torch.save(checkpoint, tmp_path / "net.pth")
    with pytest.raises(PhotosearchError, match=option):
        read_checkpoint(tmp_path / "net.pth")
    checkpoint["meta"] |= {option: False, "architecture": "vgg16"}
    torch.save(checkpoint, tmp_path / "net.pth")
    with pytest.raises(PhotosearchError, match="network 'vgg16'"):
        read_checkpoint(tmp_path / "net.pth")


def test_the_photos_for_the_check_are_many_and_always_the_same():
    one, two = check_photos(), check_photos()
    assert len({photo.shape for photo in one}) >= 4
    assert all(np.array_equal(a, b) and a.std() > 20 for a, b in zip(one, two, strict=True))


def test_a_name_that_is_taken(files):
    (own_models_folder() / "Mine_1").mkdir(parents=True)
    with pytest.raises(UsageError, match="already a model 'Mine_1'"):
        import_checkpoint(files / "old.pt", name="Mine_1")
