"""Which models there are, where they lie, and which one is used where none is named."""

import json
import os
import re
import shutil
import tempfile
from pathlib import Path

import photosearch
from photosearch.errors import PhotosearchError, UsageError
from photosearch.network.card import CARD_FILE, ModelCard

DEFAULT_MODEL = "lite2-ap-512"
_SETTINGS = "settings.json"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def bundled_models_folder() -> Path:
    """The folder of the models that come with the application, one folder each."""
    return Path(photosearch.__file__).resolve().parent.parent / "resources" / "models"


def own_models_folder() -> Path:
    """The folder of the models a person imported or trained, in their data folder; it need not exist."""
    import appdirs

    return Path(appdirs.user_data_dir("photosearch", "photosearch")) / "models"


def available_models() -> list[ModelCard]:
    """The cards of all models at hand, the bundled ones first, each kind by name.

    Raises PhotosearchError where the card of a bundled model cannot be read. One of a person's own is left
    out: it must not keep the others from being used.
    """
    cards = [ModelCard.load(folder) for folder in _folders(bundled_models_folder())]
    taken = {card.name for card in cards}
    for folder in _folders(own_models_folder()):
        try:
            card = ModelCard.load(folder)
        except PhotosearchError:
            continue
        if card.name not in taken:
            cards.append(card)
    return cards


def _folders(parent: Path) -> list[Path]:
    return sorted(path.parent for path in parent.glob(f"*/{CARD_FILE}"))


def find_model(model: str | os.PathLike[str] | None = None) -> ModelCard:
    """The card of a model given by name or by folder; None is the one in use (`default_model`).

    Raises PhotosearchError where there is no such model. The files are not verified.
    """
    wanted = default_model() if model is None else model
    cards = available_models()
    for card in cards:
        if card.name == wanted:
            return card
    if isinstance(wanted, str) and os.sep not in wanted and not Path(wanted).is_dir():
        names = ", ".join(card.name for card in cards) or "none"
        if model is None:
            raise PhotosearchError(
                f"The model in use, {wanted!r}, is gone. Import it again, or choose another with "
                f"'photosearch models use NAME'. Models at hand: {names}."
            )
        raise PhotosearchError(f"There is no model called {wanted!r}. Models at hand: {names}.")
    return ModelCard.load(wanted)


def default_model() -> str:
    """The name of the model used where none is named: the chosen one, else the bundled one.

    Raises PhotosearchError where the file that remembers the choice cannot be read.
    """
    path = own_models_folder() / _SETTINGS
    try:
        chosen = json.loads(path.read_text(encoding="utf-8"))["default"]
    except FileNotFoundError:
        return DEFAULT_MODEL
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PhotosearchError(
            f"{path} cannot be read, so it is not known which model is in use. Choose one anew with "
            f"'photosearch models use NAME' (bundled: {DEFAULT_MODEL})."
        ) from error
    return str(chosen)


def use_model(name: str) -> ModelCard:
    """Make a model the one used where none is named; remembered for good. Returns its card.

    Raises PhotosearchError where there is no such model, where its files are damaged, or where the choice
    cannot be written.
    """
    card = find_model(name)
    if card.name != name:
        raise UsageError(f"Give the model by its name: {card.name!r}.")
    card.verify()
    folder = own_models_folder()
    new = folder / f".{_SETTINGS}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        new.write_text(json.dumps({"default": name}) + "\n", encoding="utf-8")
        os.replace(new, folder / _SETTINGS)
    except OSError as error:
        raise PhotosearchError(f"The choice could not be written to {folder} ({error.strerror}).") from error
    return card


def is_own(card: ModelCard) -> bool:
    """Whether a model is a person's own: imported or trained, not bundled."""
    return card.folder.parent == own_models_folder()


def remove_model(name: str) -> None:
    """Delete one of a person's own models.

    Raises PhotosearchError where there is none of this name, where it is bundled, or where it cannot be
    deleted.
    """
    card = find_model(name)
    if card.name != name or not is_own(card):
        raise UsageError(f"The model {name!r} comes with Photosearch and stays.")
    try:
        # Without its card it is no model any more, whatever becomes of the rest.
        (card.folder / CARD_FILE).unlink()
        shutil.rmtree(card.folder)
    except OSError as error:
        raise PhotosearchError(f"{card.folder} could not be deleted ({error.strerror}).") from error


def folder_for(name: str) -> Path:
    """Where a new model of a person's own goes.

    Raises UsageError where the name cannot be one or is one of a bundled model or of one already there.
    """
    if not _NAME.fullmatch(name) or name.endswith((".", ".part")):
        raise UsageError(f"{name!r} cannot be a model's name: use letters, digits, '-', '_' and '.'.")
    if any(folder.name.lower() == name.lower() for folder in _folders(bundled_models_folder())):
        raise UsageError(f"{name!r} is the name of a bundled model: choose another with --name.")
    folder = own_models_folder() / name
    if folder.exists():
        raise UsageError(f"There is already a model {name!r}: choose another name, or delete {folder}.")
    return folder


def copy_model(card: ModelCard, folder: Path) -> ModelCard:
    """Copy a model, checked before and after, to `folder`, which must not exist; returns the copy's card.

    Raises PhotosearchError where the model is damaged or the copy cannot be written.
    """
    card.verify()
    if folder.exists():
        raise UsageError(f"{folder} is already there; nothing was written.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".copy-", dir=folder.parent) as scratch:
            made = Path(scratch) / folder.name
            made.mkdir()
            for name in (*card.files, CARD_FILE):
                shutil.copyfile(card.folder / name, made / name)
            ModelCard.load(made).verify()
            os.replace(made, folder)
    except OSError as error:
        raise PhotosearchError(f"{folder} could not be written ({error.strerror}).") from error
    return ModelCard.load(folder)
