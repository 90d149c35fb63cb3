"""Checkpoints of NAVER's deep-image-retrieval (Revaud et al., ICCV 2019, arXiv 1906.07589).

{model_options, state_dict, preprocess, pca}: descriptor = L2(fc(pool(x))), then per PCA
L2((d - mean_) . components_^T / explained_variance_^0.25). Read from its published code; own code.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photosearch.network.importing.foreign_network import (
    ForeignCheckpoint,
    ForeignNetwork,
    Linear,
    damaged,
    known_backbone,
    no_such_whitening,
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
    checkpoint = ForeignCheckpoint(file, "model_options")
    arch = checkpoint.settings.get("arch")
    backbone = known_backbone(arch.removesuffix("_rmac") if isinstance(arch, str) else None, arch)
    pooling = _pooling(checkpoint.settings)
    preprocess = {} if checkpoint.part("preprocess") is None else checkpoint.part("preprocess")
    if not isinstance(preprocess, Mapping):
        raise damaged("'preprocess' is no dictionary")
    chosen = _choose_whitening(checkpoint.part("pca"), whitening)
    projection = None if checkpoint.settings.get("without_fc") else checkpoint.linear("fc")
    whitened = None if chosen is None else _whitening(checkpoint, chosen[1])
    mean, std = checkpoint.mean_and_std(preprocess)
    if checkpoint.settings.get("norm_features") and projection is not None:
        if whitened is not None:
            raise damaged("it has a layer more than this version can do (norm_features with fc and PCA)")
        projection, whitened = None, projection
    return ForeignNetwork(
        origin="deep-image-retrieval (NAVER, arXiv 1906.07589)",
        backbone=backbone,
        tensors=checkpoint.backbone_tensors(others=("fc.", "adpool.")),
        pooling=pooling,
        exponent=_exponent(checkpoint) if pooling == "gem" else None,
        projection=projection,
        whitening=whitened,
        whitening_name=None if chosen is None else chosen[0],
        mean=mean,
        std=std,
        input_size=_input_size(preprocess.get("input_size")),
        whitening_last=chosen is not None,
        centre_bias=_centre_bias(checkpoint.settings),
    )


def _pooling(options: Mapping[Any, Any]) -> str:
    pooling = options.get("pooling", "gem")
    if not isinstance(pooling, str) or pooling not in _POOLING:
        raise damaged(f"it pools by {pooling!r}, which this version does not know")
    return _POOLING[pooling]


def _centre_bias(options: Mapping[Any, Any]) -> float:
    given = options.get("center_bias", 0)
    if not isinstance(given, int | float) or not 0 <= given < float("inf"):
        raise damaged("its center_bias is not right")
    return float(given)


def _exponent(checkpoint: ForeignCheckpoint) -> NDArray[np.float32]:
    if "adpool.p" in checkpoint.state:
        return checkpoint.stated("adpool.p").reshape(-1)
    given = checkpoint.settings.get("gemp", 3)
    if not isinstance(given, int | float):
        raise damaged("its pooling exponent is no number")
    return np.array([given], np.float32)


def _choose_whitening(pca: Any, wanted: str | None) -> tuple[str, Any] | None:
    if wanted == "none" or (pca is None and wanted is None):
        return None
    known = dict(pca) if isinstance(pca, Mapping) else {}
    if wanted is None:
        wanted = DEFAULT_WHITENING if DEFAULT_WHITENING in known or len(known) != 1 else next(iter(known))
    if wanted not in known:
        raise no_such_whitening(wanted, sorted(map(str, known)))
    return wanted, known[wanted]


def _whitening(checkpoint: ForeignCheckpoint, pca: Any) -> Linear:
    if type(pca) is not StandIn:
        raise damaged("its whitening is no PCA of scikit-learn")
    values = pca.attributes

    def doubles(name: str) -> NDArray[np.float64]:
        return checkpoint.floats(values.get(name), name).astype(np.float64)

    components, variance = doubles("components_"), doubles("explained_variance_")
    mean = np.zeros(components.shape[-1]) if values.get("mean_") is None else doubles("mean_")
    learned = PCAWhitening(mean, components, variance)
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
