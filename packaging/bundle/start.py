"""Where the built program begins."""

import multiprocessing
import os

# Set by PyInstaller for this process alone, which has read them by now. What it starts (a browser, a file
# manager, an editor) must find its own libraries.
_OF_THIS_PROCESS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "QT_PLUGIN_PATH", "QML2_IMPORT_PATH")


def _forget_own_paths() -> None:
    for name in _OF_THIS_PROCESS:
        original = os.environ.pop(f"{name}_ORIG", None)
        os.environ.pop(name, None)
        if original is not None:
            os.environ[name] = original
    # Our own processes set them anew, rather than to take them for inherited.
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"


if __name__ == "__main__":
    _forget_own_paths()
    # Decoders and what keeps count of their semaphores are this same program, started with other arguments.
    multiprocessing.freeze_support()

    from photosearch.cli import main

    main()
