"""What services say of marks, what a person said of pairs of photos, for the translators."""

from photosearch.gui.settings.table import QT_TRANSLATE_NOOP

MARKS = (
    QT_TRANSLATE_NOOP("Services", "“{name}” cannot be remembered: {reason}."),
    QT_TRANSLATE_NOOP(
        "Services", "Both files hold the same picture, byte for byte: there is nothing to remember."
    ),
    QT_TRANSLATE_NOOP(
        "Services",
        "What you said of photos was damaged; {count} marks could be taken over. "
        "The damaged file is kept as {name}.",
    ),
    QT_TRANSLATE_NOOP(
        "Services",
        "What you said of photos is damaged and could not be mended ({reason}). "
        "Free some space or allow writing in the library's folder.",
    ),
    QT_TRANSLATE_NOOP(
        "Services",
        "What you said of photos was kept by a newer Photosearch than this one. Update Photosearch.",
    ),
    QT_TRANSLATE_NOOP(
        "Services", "The file {name} in this library was not made by Photosearch. Move it elsewhere."
    ),
    QT_TRANSLATE_NOOP("Services", "Another program keeps what you said of photos busy. Try again."),
    QT_TRANSLATE_NOOP(
        "Services",
        "That is too little to learn from: {places} of at least {least} places. "
        "Mark photos of other places as the same, pair by pair: {count} to go.",
    ),
    QT_TRANSLATE_NOOP("Services", "At least two places with two photos each that can be found are needed."),
    QT_TRANSLATE_NOOP("Services", "{path} is no list of photos ({reason})."),
)
