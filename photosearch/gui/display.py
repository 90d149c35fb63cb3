"""Whether a window can be shown here at all. Qt itself would end the process, with words for programmers."""

import ctypes
import os
import sys

from photosearch.errors import PhotosearchError

# What Qt's parts for windows need of Debian and Ubuntu, as `objdump -p` names it, and one font.
PACKAGES = (
    "fonts-dejavu-core libbrotli1 libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libgssapi-krb5-2"
    " libwayland-client0 libwayland-cursor0 libwayland-egl1 libx11-xcb1 libxcb-cursor0 libxcb-glx0"
    " libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-shm0"
    " libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0 libxkbcommon0"
)
_HELP = "For the command line, see: photosearch --help"


def check_display() -> None:
    """Raises PhotosearchError where there is no display, or parts of the system are missing."""
    _import_qt()
    # Whoever names a platform knows what it needs.
    if sys.platform == "linux" and not os.environ.get("QT_QPA_PLATFORM"):
        _check_linux_display()


def check_libraries() -> None:
    """Raises PhotosearchError where the system lacks a library that Qt needs, be it for X11 alone."""
    _import_qt()
    if sys.platform == "linux":
        _check_x11_plugin()


def _import_qt() -> None:
    try:
        import PySide6.QtNetwork
        import PySide6.QtSvg
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as error:
        raise _missing(str(error)) from error


def _missing(reason: str) -> PhotosearchError:
    if sys.platform != "linux":
        return PhotosearchError(f"The window cannot be opened: {reason}.")
    return PhotosearchError(
        f"The window cannot be opened: {reason}. On Debian and Ubuntu: sudo apt install {PACKAGES}. {_HELP}"
    )


def _check_linux_display() -> None:
    wayland, x11 = os.environ.get("WAYLAND_DISPLAY"), os.environ.get("DISPLAY")
    if wayland and _answers("libwayland-client.so.0", "wl_display_connect", "wl_display_disconnect"):
        return
    if not x11:
        raise PhotosearchError(
            "There is no display to open the window on (neither WAYLAND_DISPLAY nor DISPLAY names one). "
            f"Start Photosearch from a desktop session; over SSH, connect with ssh -X. {_HELP}"
        )
    _check_x11_plugin()
    if not _x11_answers():
        raise PhotosearchError(
            f"The display {x11} does not answer, or does not let this user in. Start Photosearch from the "
            f"desktop session of the user who is logged in. {_HELP}"
        )


def _answers(library: str, connect: str, disconnect: str) -> bool:
    try:
        client = ctypes.CDLL(library)
    except OSError:
        return False
    function = getattr(client, connect)
    function.restype, function.argtypes = ctypes.c_void_p, [ctypes.c_char_p]
    display = function(None)
    if display:
        end = getattr(client, disconnect)
        end.restype, end.argtypes = None, [ctypes.c_void_p]
        end(display)
    return bool(display)


def _x11_answers() -> bool:
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype, xcb.xcb_connect.argtypes = ctypes.c_void_p, [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.restype, xcb.xcb_disconnect.argtypes = None, [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = xcb.xcb_connection_has_error(connection)
    # Also one that failed is to be disconnected, which frees it.
    xcb.xcb_disconnect(connection)
    return not failed


def _check_x11_plugin() -> None:
    """Loading Qt's part for X11 tells which library it lacks; Qt ends the process where it does."""
    from PySide6.QtCore import QLibraryInfo

    plugins = QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)
    try:
        ctypes.CDLL(os.path.join(plugins, "platforms", "libqxcb.so"))
    except OSError as error:
        raise _missing(str(error)) from error
