"""`photosearch library delete-all`: an end to all that Photosearch keeps."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from photosearch.cli.lines import remark, say
from photosearch.cli.options import JsonOption, LibraryOption, library_folder


def delete_all(
    yes: Annotated[bool, typer.Option("--yes", help="Delete without asking.")] = False,
    as_json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Delete all that Photosearch stored: the library, settings, networks, caches. Your photos stay.

    What you said of photos goes as well, and what was done with them cannot be undone any more. Close the
    window first. Meant for the end, before or after uninstalling.
    """
    from photosearch.cli.output import print_json
    from photosearch.gui.autostart import set_enabled
    from photosearch.library.connection import printable
    from photosearch.library.library import lock_for_writing
    from photosearch.services.own_data import cache_folder, config_folder, data_folder
    from photosearch.services.own_data import delete_all as delete

    place = library_folder(library)
    folders = dict.fromkeys((place, data_folder(), config_folder(), cache_folder()))
    if not yes:
        _ask(list(folders), as_json)
    if place.exists():
        # Where another process changes the library, it is told here, and nothing is deleted.
        lock_for_writing(place).release()
    set_enabled(False)
    delete(place)
    if as_json:
        print_json({"deleted": [str(folder) for folder in folders]})
    else:
        say(f"Deleted. Your photos are where they were; {printable(place)} is gone.")


def _ask(folders: list[Path], as_json: bool) -> None:
    """Ends the command where the person does not agree, or cannot be asked."""
    from photosearch.library.connection import printable

    remark("All that Photosearch stored goes, with the thumbnails it made; your photos stay:")
    for folder in folders:
        remark(f"  {printable(folder)}")
    if as_json or not sys.stdin.isatty():
        remark("Nothing was changed; --yes deletes it without asking.")
        raise typer.Exit(2)
    typer.confirm("Delete it? This cannot be undone.", abort=True)
