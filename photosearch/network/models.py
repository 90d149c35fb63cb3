"""Which models there are and where they lie."""

import os
from pathlib import Path

import photosearch
from photosearch.errors import PhotosearchError
from photosearch.network.card import CARD_FILE, ModelCard

DEFAULT_MODEL = "lite2-gem-512"


def bundled_models_folder() -> Path:
    """The folder of the models that come with the application, one folder each."""
    return Path(photosearch.__file__).resolve().parent.parent / "resources" / "models"


def available_models() -> list[ModelCard]:
    """The cards of all models at hand, by name. Raises PhotosearchError where a card cannot be read."""
    folders = sorted(path.parent for path in bundled_models_folder().glob(f"*/{CARD_FILE}"))
    return [ModelCard.load(folder) for folder in folders]


def find_model(model: str | os.PathLike[str] | None = None) -> ModelCard:
    """The card of a model given by name or by folder; None is the bundled one.

    Raises PhotosearchError where there is no such model. The files are not verified.
    """
    wanted = DEFAULT_MODEL if model is None else model
    cards = available_models()
    for card in cards:
        if card.name == wanted:
            return card
    if isinstance(wanted, str) and os.sep not in wanted and not Path(wanted).is_dir():
        names = ", ".join(card.name for card in cards) or "none"
        raise PhotosearchError(f"There is no model called {wanted!r}. Models at hand: {names}.")
    return ModelCard.load(wanted)
