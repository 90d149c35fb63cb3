"""Checkpoints of cirtorch (Radenovic, Tolias and Chum, TPAMI 2018, arXiv 1711.02512).

{meta, state_dict}: descriptor = L2(pool(x)), then with whitening learned in the network L2(whiten(d)), or
else L2(P . (d - m)) of the learned whitening `Lw`. Read from its published code; own code.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from photosearch.network.importing.foreign_network import (
    ForeignCheckpoint,
    ForeignNetwork,
    Linear,
    damaged,
    known_backbone,
    no_such_whitening,
)
from photosearch.network.importing.torch_file import TorchFile

# torchvision's ResNet as a sequence: relu and maxpool (2 and 3) have no weights.
_CHILDREN = {"0": "conv1", "1": "bn1", "4": "layer1", "5": "layer2", "6": "layer3", "7": "layer4"}
_POOLING = {"gem": "gem", "gemmp": "gem", "mac": "mac", "spoc": "spoc", "rmac": "rmac"}
_INSIDE = "learned with the network"
_RMAC_LEVELS = 3  # its default, which its checkpoints do not state


def is_cirtorch(value: Any) -> bool:
    """Whether a file's value is such a checkpoint."""
    return isinstance(value, Mapping) and "meta" in value and "state_dict" in value


def read_cirtorch(file: TorchFile, whitening: str | None = None) -> ForeignNetwork:
    """The network in a checkpoint.

    whitening: the name of a learned whitening in `meta`, "none" for none; None takes the one inside the
    network, else the last of `meta`. Raises PhotosearchError where this program cannot compute the network.
    """
    checkpoint = ForeignCheckpoint(file, "meta")
    meta = checkpoint.settings
    backbone = known_backbone(meta.get("architecture"), meta.get("architecture"))
    for name in ("local_whitening", "regional"):
        if meta.get(name):
            raise damaged(f"it uses {name!r}, which this version cannot do")
    pooling = _POOLING.get(str(meta.get("pooling")))
    if pooling is None:
        raise damaged(f"it pools by {meta.get('pooling')!r}, which this version does not know")
    whitened, whitening_name = _whitening(checkpoint, whitening)
    mean, std = checkpoint.mean_and_std(meta)
    return ForeignNetwork(
        origin="cirtorch (Radenovic, Tolias and Chum, arXiv 1711.02512)",
        backbone=backbone,
        tensors=checkpoint.backbone_tensors(_torchvision_names(checkpoint.state)),
        pooling=pooling,
        exponent=checkpoint.stated("pool.p").reshape(-1) if pooling == "gem" else None,
        projection=None,
        whitening=whitened,
        whitening_name=whitening_name,
        mean=mean,
        std=std,
        input_size=None,
        whitening_last=whitening_name not in (None, _INSIDE),
        levels=_RMAC_LEVELS if pooling == "rmac" else 0,
    )


def _torchvision_names(state: Iterable[str]) -> dict[str, str]:
    renamed = {}
    for name in state:
        if name.startswith("features."):
            _, child, *rest = name.split(".")
            if child not in _CHILDREN:
                raise damaged(f"it has weights that no ResNet has ({name!r})")
            renamed[name] = ".".join((_CHILDREN[child], *rest))
    return renamed


def _whitening(checkpoint: ForeignCheckpoint, wanted: str | None) -> tuple[Linear | None, str | None]:
    if wanted == "none":
        return None, None
    if "whiten.weight" in checkpoint.state and wanted is None:
        return checkpoint.linear("whiten"), _INSIDE
    learned = checkpoint.settings.get("Lw")
    known = dict(learned) if isinstance(learned, Mapping) else {}
    if wanted is None:
        if not known:
            return None, None
        wanted = str(list(known)[-1])
    if not isinstance(known.get(wanted), Mapping):
        raise no_such_whitening(wanted, known)
    return _learned_whitening(checkpoint, known[wanted]), wanted


def _learned_whitening(checkpoint: ForeignCheckpoint, values: Mapping[Any, Any]) -> Linear:
    """{m, P} for one resolution, or {ss: ..., ms: ...} for one and several."""
    single = values.get("ss", values)
    if not isinstance(single, Mapping):
        raise damaged("its learned whitening is not right")
    weight = checkpoint.floats(single.get("P"), "P")
    mean = checkpoint.floats(single.get("m"), "m").reshape(-1)
    if weight.ndim != 2 or weight.shape[1:] != mean.shape:
        raise damaged("the parts of its whitening do not fit together")
    bias = -(weight.astype(np.float64) @ mean.astype(np.float64))
    return weight, bias.astype(np.float32)
