"""Checkpoints of cirtorch (Radenovic, Tolias and Chum, TPAMI 2018, arXiv 1711.02512).

{meta, state_dict}: descriptor = L2(pool(x)), then with whitening learned in the network L2(whiten(d)), or
else L2(P . (d - m)) of the learned whitening `Lw`. Read from its published code; own code.
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
from photosearch.network.importing.torch_file import TorchFile

# torchvision's ResNet as a sequence: relu and maxpool (2 and 3) have no weights.
_CHILDREN = {"0": "conv1", "1": "bn1", "4": "layer1", "5": "layer2", "6": "layer3", "7": "layer4"}
_POOLING = {"gem": "gem", "gemmp": "gem", "mac": "mac", "spoc": "spoc"}


def is_cirtorch(value: Any) -> bool:
    """Whether a file's value is such a checkpoint."""
    return isinstance(value, Mapping) and "meta" in value and "state_dict" in value


def read_cirtorch(file: TorchFile, whitening: str | None = None) -> ForeignNetwork:
    """The network in a checkpoint.

    whitening: the name of a learned whitening in `meta`, "none" for none; None takes the one inside the
    network, else the last of `meta`. Raises PhotosearchError where this program cannot compute the network.
    """
    meta = mapping(file.value, "meta")
    backbone = meta.get("architecture")
    if backbone not in RESNETS:
        raise damaged(f"it is of the network {backbone!r}; known are {', '.join(RESNETS)}")
    for name in ("local_whitening", "regional"):
        if meta.get(name):
            raise damaged(f"it uses {name!r}, which this version cannot do")
    pooling = _POOLING.get(str(meta.get("pooling")))
    if pooling is None:
        raise damaged(f"it pools by {meta.get('pooling')!r}, which this version does not know")
    state = state_dict(file)
    whitened, whitening_name = _whitening(file, state, meta, whitening)
    return ForeignNetwork(
        origin="cirtorch (Radenovic, Tolias and Chum, arXiv 1711.02512)",
        backbone=backbone,
        tensors=backbone_tensors(file, _torchvision_names(state)),
        pooling=pooling,
        exponent=_exponent(file, state) if pooling == "gem" else None,
        projection=None,
        whitening=whitened,
        whitening_name=whitening_name,
        mean=colours(file, meta.get("mean"), IMAGENET_MEAN),
        std=colours(file, meta.get("std"), IMAGENET_STD),
        input_size=None,
    )


def _torchvision_names(state: Mapping[str, Any]) -> dict[str, Any]:
    renamed = {}
    for name, tensor in state.items():
        if name.startswith("features."):
            _, child, *rest = name.split(".")
            if child not in _CHILDREN:
                raise damaged(f"it has weights that no ResNet has ({name!r})")
            renamed[".".join((_CHILDREN[child], *rest))] = tensor
    return renamed


def _exponent(file: TorchFile, state: Mapping[str, Any]) -> NDArray[np.float32]:
    return floats(file, state.get("pool.p"), "pool.p").reshape(-1)


def _whitening(
    file: TorchFile, state: Mapping[str, Any], meta: Mapping[Any, Any], wanted: str | None
) -> tuple[Linear | None, str | None]:
    if wanted == "none":
        return None, None
    if "whiten.weight" in state and wanted is None:
        bias = floats(file, state.get("whiten.bias"), "whiten.bias")
        return (floats(file, state["whiten.weight"], "whiten.weight"), bias), "learned with the network"
    learned = meta.get("Lw")
    known = dict(learned) if isinstance(learned, Mapping) else {}
    if wanted is None:
        if not known:
            return None, None
        wanted = str(list(known)[-1])
    if not isinstance(known.get(wanted), Mapping):
        names = ", ".join(map(str, known))
        raise damaged(f"it has no whitening called {wanted!r}; choose one of {names}, or 'none'")
    return _learned_whitening(file, known[wanted]), wanted


def _learned_whitening(file: TorchFile, values: Mapping[Any, Any]) -> Linear:
    """{m, P} for one resolution, or {ss: ..., ms: ...} for one and several."""
    single = values.get("ss", values)
    if not isinstance(single, Mapping):
        raise damaged("its learned whitening is not right")
    weight = floats(file, single.get("P"), "P")
    mean = floats(file, single.get("m"), "m").reshape(-1)
    if weight.ndim != 2 or weight.shape[1:] != mean.shape:
        raise damaged("the parts of its whitening do not fit together")
    bias = -(weight.astype(np.float64) @ mean.astype(np.float64))
    return weight, bias.astype(np.float32)
