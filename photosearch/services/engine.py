"""The engine: searches, reads the catalogue, decodes pictures and acts on files.

It never writes the catalogue. What the person says of photos it keeps, in a file of its own.
"""

from collections.abc import Sequence
from pathlib import Path

from photosearch.errors import UsageError
from photosearch.services.acting import ActRequests, acts_state
from photosearch.services.answering import SearchRequests
from photosearch.services.catalogue import CatalogueRequests
from photosearch.services.changes import Changes
from photosearch.services.choosing import ChoiceRequests
from photosearch.services.grouping import GroupRequests
from photosearch.services.load import stand_back
from photosearch.services.marking import MarkRequests, marks_state
from photosearch.services.models import ModelRequests
from photosearch.services.opened import OpenedCatalogue
from photosearch.services.own_data import OwnDataRequests
from photosearch.services.picture_files import PictureFiles
from photosearch.services.pictures import PictureRequests
from photosearch.services.proving import ProofRequests
from photosearch.services.serving import Server
from photosearch.services.verifying import VerifyRequests
from photosearch.services.web_pictures import FetchRequests

_VERIFICATION_NICENESS = 3


def serve(arguments: Sequence[str]) -> None:
    """Answer for the library in the folder that is the one argument, until stdin ends."""
    if len(arguments) != 1:
        raise UsageError("The engine takes one argument: the library's folder.")
    folder = Path(arguments[0]).absolute()
    server = Server()
    _search(server, folder)
    _verification(server, folder)
    _catalogue(server, folder)
    _pictures(server)
    _web(server)
    _files(server, folder)
    _models(server, folder)
    _own_data(server, folder)
    _marks(server, folder)
    _groups(server, folder)
    Changes(OpenedCatalogue(folder).state, lambda: server.event("changed"), server.ending).start()
    server.run()


def _search(server: Server, folder: Path) -> None:
    search = SearchRequests(folder)
    server.lane("search", first=search.warm)
    for name in ("search", "requery", "besides"):
        server.answer(name, "search", getattr(search, name))
    server.at_end(search.close)


def _verification(server: Server, folder: Path) -> None:
    """A lane of its own: the next search does not wait for what the last one is verified with."""
    verification = VerifyRequests(folder)
    # Nobody waits for it: drawing the window and the next search come first, the indexer after.
    server.lane("verification", first=lambda: stand_back(_VERIFICATION_NICENESS))
    server.answer("verify", "verification", verification.verify)
    server.at_end(verification.close)
    # And the proof of the one result that is looked at does not wait for the verification of all.
    proofs = ProofRequests(folder)
    server.lane("proofs", newest_first=True)
    server.answer("proof", "proofs", proofs.proof)
    server.answer("aligned", "proofs", proofs.aligned)
    server.at_end(proofs.close)


def _groups(server: Server, folder: Path) -> None:
    groups = GroupRequests(folder)
    server.lane("groups")
    server.answer("groups", "groups", groups.groups)
    server.at_end(groups.close)
    # The rules are edited while groups are still looked for.
    choices = ChoiceRequests(folder)
    server.lane("choices")
    for name in ("choose", "plan", "keep_rules"):
        server.answer(name, "choices", getattr(choices, name))
    server.at_end(choices.close)


def _catalogue(server: Server, folder: Path) -> None:
    catalogue = CatalogueRequests(OpenedCatalogue(folder))
    server.lane("catalogue")
    for name in ("browse", "photos", "photos_at", "overview", "failures", "months", "places"):
        server.answer(name, "catalogue", getattr(catalogue, name))


def _pictures(server: Server) -> None:
    """Two lanes, so that the picture somebody looks at does not wait for a page of thumbnails."""
    files = PictureFiles()
    shown, small = PictureRequests(files), PictureRequests(files)
    server.lane("pictures", newest_first=True)
    server.answer("picture", "pictures", shown.picture)
    server.answer("metadata", "pictures", shown.metadata)
    server.lane("thumbnails", newest_first=True)
    server.answer("thumbnail", "thumbnails", small.thumbnail)
    server.at_end(shown.close)
    server.at_end(small.close)
    server.at_end(files.close)


def _web(server: Server) -> None:
    """What comes over the network, and slowly perhaps, holds nothing else up."""
    fetching = FetchRequests()
    server.lane("web")
    server.answer("fetch", "web", fetching.fetch)
    server.at_end(fetching.close)


def _files(server: Server, folder: Path) -> None:
    """Two lanes: what is only looked up does not wait for files that are on their way."""
    acts = ActRequests(folder)
    server.lane("files")
    server.answer("act", "files", acts.act)
    server.answer("undo_act", "files", acts.undo_act)
    server.lane("acts")
    server.answer("acts", "acts", acts.acts)
    server.answer("companions", "acts", acts.companions)
    Changes(lambda: acts_state(folder), lambda: server.event("acted"), server.ending).start()


def _marks(server: Server, folder: Path) -> None:
    marks = MarkRequests(folder, lambda notice: server.event("marked", notice))
    server.lane("marks", first=marks.warm)
    for name in ("mark", "unmark", "forget_marks", "marks"):
        server.answer(name, "marks", getattr(marks, name))
    server.at_end(marks.close)
    Changes(lambda: marks_state(folder), lambda: server.event("marked", ""), server.ending).start()


def _own_data(server: Server, folder: Path) -> None:
    own = OwnDataRequests(folder)
    server.lane("own data")
    server.answer("storage", "own data", own.storage)
    server.answer("clear", "own data", own.clear)
    server.answer("export_data", "own data", own.export_data)


def _models(server: Server, folder: Path) -> None:
    models = ModelRequests(OpenedCatalogue(folder))
    server.lane("models")
    server.answer("models", "models", models.models)
    server.answer("import_model", "models", models.import_model)
    server.answer("use_model", "models", models.use_model)
    server.answer("remove_model", "models", models.remove_model)
