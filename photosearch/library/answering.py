"""Which network answers a search, where several have described photos of the library."""

from collections.abc import Iterable, Mapping

from photosearch.network.card import ModelCard


def answering(wanted: ModelCard, others: Iterable[ModelCard], described: Mapping[str, int]) -> ModelCard:
    """The wanted network once it described as much as any other did, until then the one that described most.

    described: how many contents each described, by identity.
    """
    return max([wanted, *others], key=lambda card: described.get(card.identity, 0))
