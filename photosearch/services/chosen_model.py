"""The network in use, and the one that answers until the library is described with it."""

from collections.abc import Mapping

from photosearch.errors import PhotosearchError
from photosearch.library.answering import answering
from photosearch.network.card import ModelCard
from photosearch.network.models import DEFAULT_MODEL, available_models, find_model


def chosen_card() -> ModelCard:
    """The network the person chose; the bundled one where that is gone or the choice cannot be read.

    A window has to go on working then; the list of networks shows which one is in use.
    """
    try:
        return find_model(None)
    except PhotosearchError:
        return find_model(DEFAULT_MODEL)


def answering_card(described: Mapping[str, int]) -> ModelCard:
    """The network to search with, given how many contents each has described (by identity)."""
    return answering(chosen_card(), available_models(), described)


def answering_name(described: Mapping[str, int]) -> str:
    """The name of that network; empty where none can be read."""
    try:
        return answering_card(described).name
    except PhotosearchError:
        return ""
