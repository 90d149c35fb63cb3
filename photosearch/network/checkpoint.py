"""A model folder as a torch network."""

from collections.abc import Mapping

from safetensors.torch import load_file
from torch import Tensor, nn

from photosearch.errors import PhotosearchError
from photosearch.network.backbones import create_backbone
from photosearch.network.card import ModelCard
from photosearch.network.centre_bias import CentreBias
from photosearch.network.pooling import MAC, RMAC, GeM, SPoC
from photosearch.network.retrieval import RetrievalNetwork


def build_network(card: ModelCard, state: Mapping[str, Tensor]) -> RetrievalNetwork:
    """The network of a card, weights still at random.

    What a card does not say (batch norm, projection, whitening, centre bias, the details of the pooling) is
    read off the names and shapes in `state`, a state dict of such a network. Raises PhotosearchError where
    backbone or pooling are unknown.
    """
    batch_norm = any(name.endswith("running_var") for name in state)
    try:
        backbone = create_backbone(card.backbone, batch_norm=batch_norm)
    except ValueError as error:
        raise PhotosearchError(f"The model {card.name!r} cannot be used by this version: {error}.") from error
    bias = None
    if "centre_bias.strength" in state:
        bias = CentreBias(float(state["centre_bias.strength"]))
    projected = state.get("projection.weight")
    whitened = state.get("whitening.weight")
    return RetrievalNetwork(
        backbone,
        card.pooled_dimension,
        None if projected is None else len(projected),
        card.mean,
        card.std,
        pooling=_pooling(card, state),
        centre_bias=bias,
        normalise_pooled="pooled_normalised" in state,
        whitening=None if whitened is None else len(whitened),
        whitening_last="whitening.last" in state,
    )


def _pooling(card: ModelCard, state: Mapping[str, Tensor]) -> nn.Module:
    match card.pooling:
        case "mac":
            return MAC()
        case "spoc":
            return SPoC()
        case "gem":
            return GeM(channels=len(state.get("pooling.p", "1")))
        case "rmac":
            weight = state.get("pooling.projection.weight")
            projection = None if weight is None else nn.Linear(weight.shape[1], weight.shape[0])
            levels = int(state.get("pooling.level_count", 2))
            return RMAC(levels, projection, whole="pooling.whole_map" in state)
    raise PhotosearchError(
        f"The model {card.name!r} pools by {card.pooling!r}, which this version does not know."
    )


def load_network(card: ModelCard) -> RetrievalNetwork:
    """The network in evaluation mode with the weights of its folder, after checking their digest.

    Raises PhotosearchError where the files are damaged or are of another network.
    """
    card.verify()
    state = load_file(card.weights)
    network = build_network(card, state)
    try:
        network.load_state_dict(state)
    except RuntimeError as error:
        raise PhotosearchError(
            f"The weights of the model {card.name!r} do not fit its card: {error}"
        ) from error
    return network.eval()
