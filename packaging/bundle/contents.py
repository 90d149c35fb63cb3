"""What goes into the built program besides the code that is imported, and what is left out of what
PyInstaller finds."""

import re
from collections.abc import Iterable

# Place below the folder of the program, where it is now (of a link: where it leads), and a word for its kind.
File = tuple[str, str, str]

# Pattern below the root of the repository, folder below that of the program.
RESOURCES = (
    ("resources/icons", "resources/icons"),
    ("resources/map/world.json", "resources/map"),
    ("resources/models", "resources/models"),
    ("resources/translations/*.qm", "resources/translations"),
    ("LICENSE", "."),
)

# Python reads the source of these while they run: PyTorch's exporter and what we give it.
SOURCES_NEEDED = ("onnxscript", "photosearch.network.export")

EXCLUDED_MODULES = [
    # Draws the course of a training run for those who work from a checkout; the figures are in a table, too.
    "matplotlib",
    "mpl_toolkits",
    "pylab",
    "fontTools",
    # For building and testing.
    "IPython",
    "_pytest",
    "curses",
    "distutils",
    "lib2to3",
    "lxml",
    "mypy",
    "numpy.f2py",
    "onnx.backend.test",
    "pip",
    "pytest",
    "pydoc_data",
    "readline",
    "setuptools",
    "tkinter",
    "torch.testing._internal.common_distributed",
    "torch.testing._internal.common_methods_invocations",
    "torch.testing._internal.common_modules",
    "torch.testing._internal.common_nn",
    "torch.testing._internal.common_quantization",
    "torch.testing._internal.distributed",
    "torch.testing._internal.generated",
    "torch.testing._internal.opinfo",
    "torch.utils.tensorboard",
    # Other ways to make and shrink networks.
    "onnxruntime.quantization",
    "onnxruntime.tools",
    "onnxruntime.transformers",
]

_LEFT_OUT = re.compile(
    r"""
      torch/bin/(?!torch_shm_manager)            # compiling against PyTorch
    | torch/(include|share|test)/
    | torch/lib/.*\.a$
    | torch/lib/lib(aoti_custom_ops|backend_with_compiler|jitbackend_test|torchbind_test)\.
    | torchvision\.libs/                         # operators, pictures in files: not used
    | (.*/)?lib(cudart|nvjpeg)[.-]               # what those want of a GPU
    | torchvision/(datasets/.*\.py$|(_C|image)\b.*)
    | onnx/(backend/test|test)/
    | onnxruntime/(datasets|transformers|tools|quantization)/
    | .*/tests?/data/
    | .*\.(pyi|pxd|pyx|h|hpp|cpp|cu|cuh|cmake|a|lib)$
    # Of Qt: keyboards on the screen, screens without a desktop, networks, data bases, printing.
    | .*/plugins/(designer|egldeviceintegrations|networkinformation|position|printsupport|qmltooling)/
    | .*/plugins/(sqldrivers|tls|platforminputcontexts/(lib)?qtvirtualkeyboard)
    | .*/plugins/generic/
    | .*/plugins/platforms/(lib)?q(eglfs|linuxfb|vnc|vkkhrdisplay|minimalegl|minimal)\b.*
    | .*/(lib)?Qt6?(Qml|Quick|VirtualKeyboard|Pdf|OpenGLWidgets|Sql|Test|EglFS|EglFs)\w*([.-]|$).*
    # Of Qt's own words: those of languages the window does not speak.
    | .*/translations/(?!qtbase_(de|en)\.qm$)qt.*\.qm$
    | .*/PySide6/.*/translations/(?!qtbase_(de|en)\.qm$).*
    """,
    re.VERBOSE,
)


# Libraries of the system (Linux) that every desktop has: drivers for screens and themes of the desktop are
# linked against its own, and would meet ours in one process.
_OF_THE_SYSTEM = re.compile(
    r"""
    lib(
      stdc\+\+ | gcc_s | mvec | z | zstd | expat | drm | uuid | bsd | md                # of everything
    | X[A-Za-z]+ | X11(-xcb)? | xcb | xkbcommon(-x11)? | wayland-[a-z]+ | EGL | GL\w*    # screens and keys
    | fontconfig | freetype | png16 | harfbuzz | graphite2 | fribidi | thai | datrie     # letters
    | (gtk|gdk)-3 | gdk_pixbuf-2\.0 | atk-1\.0 | atk-bridge-2\.0 | atspi | cairo(-gobject)? | epoxy | pixman-1
    | pango(cairo|ft2)?-1\.0 | g(lib|io|object|module|thread)-2\.0 | pcre2-8 | mount | blkid | selinux
    | dbus-1 | systemd | gcrypt | gpg-error | cap | lz4 | lzma                           # the session's bus
    )\.so(\.[0-9]+)*
    """,
    re.VERBOSE,
)


def needed(files: Iterable[File]) -> list[File]:
    """Those of PyInstaller's files that are wanted; where a link leads to one that is not, it goes, too."""
    return [
        file for file in files if is_needed(file[0]) and (file[2] != "SYMLINK" or is_needed(str(file[1])))
    ]


def is_needed(path: str) -> bool:
    """Whether a file is wanted; path: below the folder of the program."""
    path = path.replace("\\", "/")
    return not (_LEFT_OUT.match(path) or _OF_THE_SYSTEM.fullmatch(path.rpartition("/")[2]))
