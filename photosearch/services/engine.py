"""The engine: searches, reads the catalogue, decodes pictures and moves files to the trash.

It never writes the catalogue.
"""

from collections.abc import Sequence
from pathlib import Path

from photosearch.errors import UsageError
from photosearch.services.answering import SearchRequests
from photosearch.services.catalogue import CatalogueRequests
from photosearch.services.changes import Changes
from photosearch.services.models import ModelRequests
from photosearch.services.opened import OpenedCatalogue
from photosearch.services.own_data import OwnDataRequests
from photosearch.services.picture_files import PictureFiles
from photosearch.services.pictures import PictureRequests
from photosearch.services.serving import Server
from photosearch.services.trashing import TrashRequests
from photosearch.services.verifying import VerifyRequests


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
    _files(server)
    _models(server, folder)
    _own_data(server, folder)
    Changes(folder, lambda: server.event("changed"), server.ending).start()
    server.run()


def _search(server: Server, folder: Path) -> None:
    search = SearchRequests(folder)
    server.lane("search", first=search.warm)
    server.answer("search", "search", search.search)
    server.at_end(search.close)


def _verification(server: Server, folder: Path) -> None:
    """A lane of its own: the next search does not wait for what the last one is verified with."""
    verification = VerifyRequests(folder)
    server.lane("verification")
    server.answer("verify", "verification", verification.verify)
    server.at_end(verification.close)


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


def _files(server: Server) -> None:
    trash = TrashRequests()
    server.lane("files")
    server.answer("trash", "files", trash.trash)
    server.answer("restore", "files", trash.restore)


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
