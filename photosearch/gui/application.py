"""Opening the window: what `photosearch` without a command does."""

import os
import subprocess
import sys
from collections.abc import Sequence


def run(paths: Sequence[str], library: str | None, *, background: bool = False) -> int:
    """Open the window on a library (None is the person's own) and search for the pictures; where a window is
    open already, it does. In the background the tray alone is shown. Returns the exit code.

    Raises PhotosearchError where no window can be opened here.
    """
    from photosearch.gui.display import check_display

    check_display()
    from photosearch.gui.single_instance import SingleInstance, request_of

    place = library or default_library()
    instance = SingleInstance(place)
    request = request_of(paths, background)
    if instance.hand_over(request):
        return 0
    try:
        from photosearch.gui.program import Program

        program = Program(sys.argv[:1], place, instance)
        code = program.run(request)
    finally:
        instance.close()
    if program.restarting:
        _start_again(library)
    return code


def _start_again(library: str | None) -> None:
    from photosearch.gui.autostart import program_command

    command = [*program_command(), *(["--library", library] if library else [])]
    if sys.platform == "win32":
        subprocess.Popen(command)
    else:
        # In the place of this one: whoever started it still has it.
        os.execv(command[0], command)


def default_library() -> str:
    """The folder of the person's own library."""
    import appdirs

    # As photosearch.library.library has it, which would load the database.
    return str(appdirs.user_data_dir("photosearch", "photosearch"))
