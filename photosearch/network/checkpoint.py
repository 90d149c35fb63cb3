"""A model folder as a torch network."""

from safetensors.torch import load_file

from photosearch.errors import PhotosearchError
from photosearch.network.card import ModelCard
from photosearch.network.efficientnet_lite import EfficientNetLite
from photosearch.network.retrieval import RetrievalNetwork


def build_network(card: ModelCard) -> RetrievalNetwork:
    """The network a card describes, weights still at random. Raises PhotosearchError where it is unknown."""
    if card.pooling != "gem":
        raise PhotosearchError(
            f"The model {card.name!r} pools by {card.pooling!r}, which this version does not know."
        )
    try:
        backbone = EfficientNetLite(card.backbone, batch_norm=False)
    except ValueError as error:
        raise PhotosearchError(f"The model {card.name!r} cannot be used by this version: {error}.") from error
    return RetrievalNetwork(backbone, card.pooled_dimension, card.dimension, card.mean, card.std)


def load_network(card: ModelCard) -> RetrievalNetwork:
    """The network in evaluation mode with the weights of its folder, after checking their digest.

    Raises PhotosearchError where the files are damaged or are of another network.
    """
    card.verify()
    network = build_network(card)
    try:
        network.load_state_dict(load_file(card.weights))
    except RuntimeError as error:
        raise PhotosearchError(
            f"The weights of the model {card.name!r} do not fit its card: {error}"
        ) from error
    return network.eval()
