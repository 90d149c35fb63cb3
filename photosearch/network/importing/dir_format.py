"""Checkpoints of NAVER's deep-image-retrieval (Revaud et al., ICCV 2019, arXiv 1906.07589).

{model_options, state_dict, preprocess, pca}: descriptor = L2(fc(pool(x))), then per PCA
L2((d - mean_) . components_^T / explained_variance_^0.25). Read from its published code; own code.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.network.importing.foreign_network import (
    IMAGENET_MEAN,
    IMAGENET_STD,
    RESNETS,
    ForeignNetwork,
    Linear,
    backbone_tensors,
    colours,
    damaged,
    floats,
    mapping,
    state_dict,
)
from photosearch.network.importing.stored_tensors import StandIn
from photosearch.network.importing.torch_file import TorchFile
from photosearch.network.whitening import PCAWhitening

DEFAULT_WHITENING = "Landmarks_clean"
WHITENING_POWER = 0.25
_POOLING = {"gem": "gem", "max": "mac", "avg": "spoc"}
# What the published code writes where nothing was said: the size of ImageNet crops, not one to search at.
_UNSAID_SIZE = 224


def is_dir(value: Any) -> bool:
    """Whether a file's value is such a checkpoint."""
    return isinstance(value, Mapping) and "model_options" in value and "state_dict" in value


def read_dir(file: TorchFile, whitening: str | None = None) -> ForeignNetwork:
    """The network in a checkpoint.

    whitening: the name of the PCA, "none" for none; None takes Landmarks_clean, or the only one there is.
    Raises PhotosearchError where the checkpoint is of a network this program cannot compute.
    """
    options = mapping(file.value, "model_options")
    backbone = _backbone(options)
    state = state_dict(file)
    pooling = _pooling(options)
    preprocess = mapping(file.value, "preprocess") if file.value.get("preprocess") else {}
    chosen = _choose_whitening(file.value.get("pca"), whitening)
    projection = _projection(file, state, options)
    whitened = None if chosen is None else _whitening(file, chosen[1])
    if options.get("norm_features") and projection is not None:
        if whitened is not None:
            raise damaged("it has a layer more than this version can do (norm_features with fc and PCA)")
        projection, whitened = None, projection
    return ForeignNetwork(
        origin="deep-image-retrieval (NAVER, arXiv 1906.07589)",
        backbone=backbone,
        tensors=backbone_tensors(file, state, ("fc.", "adpool.")),
        pooling=pooling,
        exponent=_exponent(file, state, options) if pooling == "gem" else None,
        projection=projection,
        whitening=whitened,
        whitening_name=None if chosen is None else chosen[0],
        mean=colours(file, preprocess.get("mean"), IMAGENET_MEAN),
        std=colours(file, preprocess.get("std"), IMAGENET_STD),
        input_size=_input_size(preprocess.get("input_size")),
    )


def _backbone(options: Mapping[Any, Any]) -> str:
    arch = options.get("arch")
    name = arch.removesuffix("_rmac") if isinstance(arch, str) else None
    if name not in RESNETS:
        raise damaged(f"it is of the network {arch!r}; known are {', '.join(RESNETS)}")
    return name


def _pooling(options: Mapping[Any, Any]) -> str:
    pooling = options.get("pooling", "gem")
    if pooling not in _POOLING:
        raise damaged(f"it pools by {pooling!r}, which this version does not know")
    if options.get("center_bias"):
        raise damaged("it weights the middle of photos (center_bias), which this version cannot do")
    return _POOLING[pooling]


def _exponent(file: TorchFile, state: Mapping[str, Any], options: Mapping[Any, Any]) -> NDArray[np.float32]:
    if "adpool.p" in state:
        return floats(file, state["adpool.p"], "adpool.p").reshape(-1)
    given = options.get("gemp", 3)
    if not isinstance(given, int | float):
        raise damaged("its pooling exponent is no number")
    return np.array([given], np.float32)


def _projection(file: TorchFile, state: Mapping[str, Any], options: Mapping[Any, Any]) -> Linear | None:
    if options.get("without_fc"):
        return None
    return floats(file, state.get("fc.weight"), "fc.weight"), floats(file, state.get("fc.bias"), "fc.bias")


def _choose_whitening(pca: Any, wanted: str | None) -> tuple[str, Any] | None:
    if wanted == "none" or (pca is None and wanted is None):
        return None
    known = dict(pca) if isinstance(pca, Mapping) else {}
    if wanted is None:
        wanted = DEFAULT_WHITENING if DEFAULT_WHITENING in known or len(known) != 1 else next(iter(known))
    if wanted not in known:
        names = ", ".join(sorted(map(str, known)))
        raise damaged(f"it has no whitening called {wanted!r}; choose one of {names}, or 'none'")
    return wanted, known[wanted]


def _whitening(file: TorchFile, pca: Any) -> Linear:
    if type(pca) is not StandIn:
        raise damaged("its whitening is no PCA of scikit-learn")
    values = pca.attributes
    components = floats(file, values.get("components_"), "components_")
    variance = floats(file, values.get("explained_variance_"), "explained_variance_").astype(np.float64)
    mean = values.get("mean_")
    learned = PCAWhitening(
        np.zeros(components.shape[-1]) if mean is None else floats(file, mean, "mean_").astype(np.float64),
        components.astype(np.float64),
        variance,
    )
    if components.ndim != 2 or learned.mean is None or learned.mean.shape != components.shape[1:]:
        raise damaged("the parts of its whitening do not fit together")
    if variance.shape != components.shape[:1] or not bool((variance > 0).all()):
        raise damaged("the parts of its whitening do not fit together")
    return learned.linear(WHITENING_POWER if bool(values.get("whiten")) else 0.0)


def _input_size(size: Any) -> int | None:
    if isinstance(size, list | tuple) and size:
        size = max((n for n in size if isinstance(n, int)), default=None)
    if not isinstance(size, int | np.integer) or size <= _UNSAID_SIZE:
        return None
    return int(size)
