"""Checkpoints as their authors publish them, made from a seed, and what their networks compute."""

import sys
import types
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import torch
import torch.nn.functional as F

from photosearch.network.torchvision_import import import_torchvision

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
EXPONENT = 2.87


@contextmanager
def old_sklearn() -> Iterator[type]:
    """A class that is pickled as scikit-learn 0.20 pickled its PCA; its module is gone afterwards."""
    names = ("sklearn", "sklearn.decomposition", "sklearn.decomposition.pca")
    assert not any(name in sys.modules for name in names)
    pca = type("PCA", (), {"__module__": names[-1]})
    for name in names:
        sys.modules[name] = types.ModuleType(name)
    sys.modules[names[-1]].PCA = pca
    try:
        yield pca
    finally:
        for name in names:
            del sys.modules[name]


def backbone(name: str) -> torch.nn.Module:
    """A torchvision ResNet whose every number is of some consequence."""
    torch.manual_seed(5)
    network = getattr(import_torchvision().models, name)(weights=None).eval()
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.8, 1.2)
            module.weight.data.uniform_(0.7, 1.1)
            module.bias.data.normal_(0, 0.1)
    return network


def fully_connected(inputs: int, outputs: int) -> torch.nn.Linear:
    torch.manual_seed(6)
    return torch.nn.Linear(inputs, outputs)


def features(network: torch.nn.Module, photo: np.ndarray) -> torch.Tensor:
    """1 x C x h x w of one photo by torchvision's own layers."""
    x = torch.from_numpy(photo.copy()).permute(2, 0, 1)[None].float() / 255
    x = (x - torch.tensor(MEAN)[:, None, None]) / torch.tensor(STD)[:, None, None]
    x = network.maxpool(network.relu(network.bn1(network.conv1(x))))
    return network.layer4(network.layer3(network.layer2(network.layer1(x))))


def plain_gem(maps: torch.Tensor, p: float | torch.Tensor) -> torch.Tensor:
    maps = maps.clamp(min=1e-6)
    if isinstance(p, torch.Tensor):
        return torch.stack([(maps[0, c] ** p[c]).mean() ** (1 / p[c]) for c in range(len(p))])[None]
    return (maps**p).mean(dim=(2, 3)) ** (1 / p)


def plain_photos() -> list[np.ndarray]:
    rng = np.random.default_rng(9)
    shapes = ((96, 128), (130, 64), (64, 64), (75, 101))
    return [
        np.clip(rng.normal(rng.uniform(40, 200, 3), 50, (*s, 3)), 0, 255).astype(np.uint8) for s in shapes
    ]


class Published:
    """A network in the DIR format, and what it computes."""

    def __init__(self, name: str, outputs: int) -> None:
        self.network = backbone(name)
        self.fc = fully_connected(self.network.fc.in_features, outputs)
        self.name, self.outputs = name, outputs
        rng = np.random.default_rng(3)
        with torch.inference_mode():
            seen = np.concatenate([self.unwhitened(photo) for photo in plain_photos()])
        self.mean = seen.mean(axis=0) + rng.normal(0, 1e-3, outputs)
        self.components = np.linalg.qr(rng.normal(size=(outputs, outputs)))[0].astype(np.float32)
        self.variance = np.sort(rng.uniform(1e-4, 1e-2, outputs))[::-1].copy()

    def checkpoint(self, pca: type, whiten: bool = True) -> dict:
        state: OrderedDict = OrderedDict()
        for key, tensor in self.network.state_dict().items():
            if not key.startswith("fc."):
                state[f"module.{key}"] = tensor
        state["module.adpool.p"] = torch.nn.Parameter(torch.tensor([EXPONENT]))
        state["module.fc.weight"], state["module.fc.bias"] = self.fc.weight.detach(), self.fc.bias.detach()
        state._metadata = OrderedDict({"": {"version": 1}})
        options = {"arch": f"{self.name}_rmac", "out_dim": self.outputs, "pooling": "gem", "gemp": 3}
        return {
            "epoch": 7,
            "model_options": options,
            "state_dict": state,
            "optimizer": {
                "state": {1: {"step": 3, "exp_avg": torch.zeros(3)}},
                "param_groups": [{"lr": 0.1}],
            },
            "preprocess": {"mean": list(MEAN), "std": list(STD), "input_size": 224},
            "pca": {"Landmarks_clean": self.pca(pca, whiten), "other": self.pca(pca, False)},
        }

    def pca(self, kind: type, whiten: bool) -> object:
        made = kind()
        made.__dict__.update(
            copy=True,
            iterated_power="auto",
            n_components=None,
            random_state=None,
            whiten=whiten,
            mean_=self.mean,
            components_=self.components,
            explained_variance_=self.variance,
            noise_variance_=np.float64(0.0),
            _sklearn_version="0.20.2",
        )
        return made

    def unwhitened(self, photo: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            described = self.fc(plain_gem(features(self.network, photo), EXPONENT))
            return F.normalize(described).numpy()

    def describe(self, photo: np.ndarray, power: float = 0.25) -> np.ndarray:
        whitened = (self.unwhitened(photo)[0] - self.mean) @ self.components.T.astype(np.float64)
        whitened = whitened / self.variance**power
        return whitened / np.linalg.norm(whitened)


def cirtorch_checkpoint(name: str, pooling: str, whitening: bool) -> dict:
    """{meta, state_dict} with the backbone as a sequence."""
    network = backbone(name)
    children = [child for _, child in network.named_children()][:-2]
    state = OrderedDict(
        (f"features.{key}", t) for key, t in torch.nn.Sequential(*children).state_dict().items()
    )
    channels = network.fc.in_features
    torch.manual_seed(8)
    if pooling == "gem":
        state["pool.p"] = torch.nn.Parameter(torch.tensor([EXPONENT]))
    if pooling == "gemmp":
        state["pool.p"] = torch.rand(channels) + 2.5
    if whitening:
        layer = fully_connected(channels, channels)
        state["whiten.weight"], state["whiten.bias"] = layer.weight.detach(), layer.bias.detach()
    meta = {
        "architecture": name,
        "local_whitening": False,
        "pooling": pooling,
        "regional": False,
        "whitening": whitening,
        "mean": list(MEAN),
        "std": list(STD),
        "outputdim": channels,
    }
    return {"meta": meta, "state_dict": state}
