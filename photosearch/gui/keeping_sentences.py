"""What services say of groups of copies, for the translators; see `service_sentences`."""

from photosearch.gui.settings.table import QT_TRANSLATE_NOOP

# Why a photo is kept or goes; these stand in a row: “larger: 4000 x 3000, has its place”.
REASONS_TO_KEEP = (
    QT_TRANSLATE_NOOP("Services", "in the protected folder “{value}”"),
    QT_TRANSLATE_NOOP("Services", "not in a protected folder"),
    QT_TRANSLATE_NOOP("Services", "in the folder “{value}”"),
    QT_TRANSLATE_NOOP("Services", "not in the folder “{value}”"),
    QT_TRANSLATE_NOOP("Services", "a {value} file"),
    QT_TRANSLATE_NOOP("Services", "not a {value} file"),
    QT_TRANSLATE_NOOP("Services", "larger: {width} x {height}"),
    QT_TRANSLATE_NOOP("Services", "smaller: {width} x {height}"),
    QT_TRANSLATE_NOOP("Services", "has its date or camera"),
    QT_TRANSLATE_NOOP("Services", "has neither date nor camera"),
    QT_TRANSLATE_NOOP("Services", "has its place"),
    QT_TRANSLATE_NOOP("Services", "has no place"),
    QT_TRANSLATE_NOOP("Services", "taken earlier"),
    QT_TRANSLATE_NOOP("Services", "taken later"),
    QT_TRANSLATE_NOOP("Services", "named like an original"),
    QT_TRANSLATE_NOOP("Services", "named like a copy"),
    QT_TRANSLATE_NOOP("Services", "named like {value}"),
    QT_TRANSLATE_NOOP("Services", "not named like {value}"),
    QT_TRANSLATE_NOOP("Services", "sharper"),
    QT_TRANSLATE_NOOP("Services", "less sharp"),
    QT_TRANSLATE_NOOP("Services", "larger file"),
    QT_TRANSLATE_NOOP("Services", "smaller file"),
    QT_TRANSLATE_NOOP("Services", "older file"),
    QT_TRANSLATE_NOOP("Services", "newer file"),
    QT_TRANSLATE_NOOP("Services", "the first among equals"),
    QT_TRANSLATE_NOOP("Services", "as good as the one that is kept"),
    QT_TRANSLATE_NOOP("Services", "not reachable now, so nothing is done with it"),
    QT_TRANSLATE_NOOP("Services", "the only one with a RAW file"),
    QT_TRANSLATE_NOOP("Services", "although {reason}"),
    QT_TRANSLATE_NOOP("Services", "no longer in the library"),
)

# Why a file stays although its group has a better one.
STAYING = (
    QT_TRANSLATE_NOOP("Services", "“{name}” is not there any more."),
    QT_TRANSLATE_NOOP("Services", "“{name}” was changed since Photosearch read it."),
    QT_TRANSLATE_NOOP("Services", "“{name}” is the photo that is kept, reached by another way."),
    QT_TRANSLATE_NOOP("Services", "“{name}” lies in a protected folder."),
    QT_TRANSLATE_NOOP("Services", "“{name}” is in that folder already."),
    QT_TRANSLATE_NOOP("Services", "The photo to keep, “{name}”, is not there any more."),
    QT_TRANSLATE_NOOP("Services", "The photo to keep, “{name}”, was changed since Photosearch read it."),
    QT_TRANSLATE_NOOP(
        "Services", "“{name}” is not the same file as the one that is kept: it cannot be a link."
    ),
    QT_TRANSLATE_NOOP("Services", "“{name}” is a link already."),
    QT_TRANSLATE_NOOP("Services", "“{name}” is on another drive than the photo that is kept."),
)

KEEPING = (*REASONS_TO_KEEP, *STAYING)
