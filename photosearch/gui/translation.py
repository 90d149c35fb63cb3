"""The language of the window: texts, and how numbers and dates are written."""

import functools
import os

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

import photosearch

SOURCE_LANGUAGE = "en"
_SPOKEN = "photosearchLanguage"


@functools.cache
def languages() -> list[str]:
    """The languages there are, by their ISO code."""
    names = (name for name in os.listdir(_folder()) if name.endswith(".qm"))
    return sorted(
        {SOURCE_LANGUAGE, *(name.removeprefix("photosearch_").removesuffix(".qm") for name in names)}
    )


def install(app: QApplication, chosen: str) -> str:
    """Speak a language: system, or its code; to be called before any text is shown. Returns its code.

    English has a file, too: it holds the plurals.
    """
    language = _best(chosen)
    _set_locale(language)
    for name, folder in (("qtbase", _qt_folder()), ("photosearch", _folder())):
        translator = QTranslator(app)
        if translator.load(f"{name}_{language}", folder):
            app.installTranslator(translator)
    app.setProperty(_SPOKEN, language)
    return language


def needs_restart(chosen: str) -> bool:
    """Whether a choice is another language than the one that is spoken: what is shown keeps its words."""
    app = QCoreApplication.instance()
    spoken = app.property(_SPOKEN) if app is not None else None
    return _best(chosen) != (spoken or SOURCE_LANGUAGE)


def _best(chosen: str) -> str:
    there = languages()
    if chosen in there:
        return chosen
    # As the person ordered them, such as de-CH before en.
    wanted = (name.split("-")[0] for name in QLocale.system().uiLanguages())
    return next((language for language in wanted if language in there), SOURCE_LANGUAGE)


def _set_locale(language: str) -> None:
    """Numbers and dates as the system has them, unless it is set to another language than the window."""
    system = QLocale.system()
    wanted = QLocale(language).language()
    if system.language() == wanted:
        QLocale.setDefault(system)
    else:
        QLocale.setDefault(QLocale(wanted, system.territory()))


def _folder() -> str:
    return os.path.join(os.path.dirname(os.path.dirname(photosearch.__file__)), "resources", "translations")


def _qt_folder() -> str:
    return QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
