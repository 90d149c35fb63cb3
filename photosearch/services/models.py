"""The networks: which there are, which one is used, getting more of them."""

import contextlib
import dataclasses
import json
import subprocess
import sys
from typing import Any

from photosearch.errors import PhotosearchError
from photosearch.library import browsing
from photosearch.network import models as network_models
from photosearch.network.card import ModelCard
from photosearch.services.chosen_model import chosen_card
from photosearch.services.opened import OpenedCatalogue
from photosearch.services.records import ModelInfo, to_json
from photosearch.services.serving import Call

_TICK_S = 0.1


class ModelRequests:
    """Answers on one thread."""

    def __init__(self, opened: OpenedCatalogue) -> None:
        self._opened = opened

    def models(self, call: Call) -> list[dict[str, Any]]:
        """The networks at hand, the bundled ones first."""
        connection = self._opened.get()
        described = browsing.photos_described_by(connection) if connection else {}
        chosen = chosen_card()
        return [
            to_json(
                ModelInfo(
                    name=card.name,
                    identity=card.identity,
                    in_use=card.identity == chosen.identity,
                    described=described.get(card.identity, 0),
                    removable=network_models.is_own(card),
                    card=_shown(card),
                )
            )
            for card in network_models.available_models()
        ]

    def import_model(self, call: Call, path: str) -> str:
        """Import a checkpoint or a folder, in a process of its own: torch never comes into this one."""
        outcome = _answer_of([*_program(), "--service", "import-model", path], call)
        if "name" not in outcome:
            raise PhotosearchError(
                outcome.get("error")
                or "The network could not be imported: the part that does it ended unexpectedly."
            )
        return outcome["name"]

    def use_model(self, call: Call, name: str) -> None:
        """Choose the network."""
        network_models.use_model(name)

    def remove_model(self, call: Call, name: str) -> None:
        """Delete one of the person's own networks."""
        if chosen_card().name == name:
            raise PhotosearchError("This network is in use. Choose another one first.")
        network_models.remove_model(name)


def _answer_of(command: list[str], call: Call) -> dict[str, str]:
    """The one JSON object that a process prints, which ends with this one; empty where it prints none.

    Raises CancelledError once nobody waits any more; the process is ended then.
    """
    # It watches the other end of its stdin, which is open for as long as this process lives.
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            while process.poll() is None:
                call.check()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(_TICK_S)
        except BaseException:
            process.kill()
            raise
        assert process.stdout is not None
        answer = process.stdout.read()
    try:
        outcome: dict[str, str] = json.loads(answer)
    except ValueError:
        return {}
    return outcome


def _shown(card: ModelCard) -> dict[str, Any]:
    values = dataclasses.asdict(card)
    return {name: value for name, value in values.items() if name not in ("folder", "sha256")}


def _program() -> list[str]:
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "photosearch"]
