"""Importing one network, in a process of its own: it needs torch, and much memory for a while.

Prints {"name": NAME} or {"error": SENTENCE} as JSON.
"""

import itertools
import json
import os
import sys
import threading
import traceback
from collections.abc import Sequence

from photosearch.errors import PhotosearchError, UsageError
from photosearch.network.card import ModelCard
from photosearch.network.models import available_models, copy_model, folder_for
from photosearch.services.wording import in_words


def serve(arguments: Sequence[str]) -> None:
    """Import the file or folder that is the one argument."""
    if len(arguments) != 1:
        raise UsageError("Importing takes one argument: a file or a folder.")
    threading.Thread(target=_end_with_asker, daemon=True).start()
    answer = sys.stdout
    sys.stdout = sys.stderr  # libraries talk
    try:
        outcome = {"name": _import(arguments[0])}
    except Exception as error:
        words = in_words(error)
        if words is None:
            traceback.print_exc()
        outcome = {"error": words or f"The network could not be imported ({error})."}
    print(json.dumps(outcome), file=answer, flush=True)


def _import(path: str) -> str:
    if os.path.isdir(path):
        card = ModelCard.load(path)
        if card.name in _taken():
            raise PhotosearchError(f"There is a network called “{card.name}” already.")
        return copy_model(card, folder_for(card.name)).name
    from photosearch.network.importing.conversion import import_checkpoint, suggested_name

    return import_checkpoint(path, _free_name(suggested_name(path) or "network")).name


def _free_name(wanted: str) -> str:
    taken = _taken()
    if wanted not in taken:
        return wanted
    return next(name for n in itertools.count(2) if (name := f"{wanted[:60]}-{n}") not in taken)


def _taken() -> set[str]:
    from photosearch.network.models import own_models_folder

    own = own_models_folder()
    names = {path.name for path in own.iterdir()} if own.is_dir() else set()
    return names | {card.name for card in available_models()}


def _end_with_asker() -> None:
    """The asker holds the other end of stdin: when it is gone, nobody waits for this."""
    while os.read(0, 1024):
        pass
    os._exit(1)
