"""What the service says of pictures from the web, and of several together, for the translators."""

from photosearch.gui.settings.table import QT_TRANSLATE_NOOP

QUERIES = (
    QT_TRANSLATE_NOOP("Services", "Name at least one picture to look for: all that were named are unwanted."),
    QT_TRANSLATE_NOOP(
        "Services", "The wanted and the unwanted pictures are too much alike: leave one of them out."
    ),
    QT_TRANSLATE_NOOP("Services", "This is not a web address. Copy it once more from the browser."),
    QT_TRANSLATE_NOOP("Services", "Only addresses that begin with http:// or https:// can be fetched."),
    QT_TRANSLATE_NOOP(
        "Services",
        "The address holds a user name or password: leave them out, they would be sent away.",
    ),
    QT_TRANSLATE_NOOP("Services", "{host} is not known. Check the address and your connection."),
    QT_TRANSLATE_NOOP(
        "Services", "{host} cannot be reached ({reason}). Check the address and your connection."
    ),
    QT_TRANSLATE_NOOP(
        "Services",
        "{host} is not on the public internet but in your own network or on this computer. "
        "Save the picture and search for the file.",
    ),
    QT_TRANSLATE_NOOP("Services", "{host} cannot prove who it is ({reason}). Nothing was fetched from it."),
    QT_TRANSLATE_NOOP("Services", "There is no safe connection to {host} ({reason})."),
    QT_TRANSLATE_NOOP("Services", "{host} leads from a safe connection to an open one. Nothing was fetched."),
    QT_TRANSLATE_NOOP("Services", "{host} leads from address to address without end."),
    QT_TRANSLATE_NOOP("Services", "{host} has no picture there (it answered {status}). Check the address."),
    QT_TRANSLATE_NOOP("Services", "{host} broke off or gave no proper answer. Try again later."),
    QT_TRANSLATE_NOOP(
        "Services", "It took longer than {seconds} seconds to fetch the picture. Try again later."
    ),
    QT_TRANSLATE_NOOP(
        "Services", "What lies there is larger than {size} MB, which is more than a picture needs."
    ),
    QT_TRANSLATE_NOOP("Services", "What lies there cannot be searched for: {reason}."),
)
