"""What services say, for the translators: sentences as they come, with {names} for what differs.

They are raised where they belong, far from Qt; `tests/gui/test_service_words.py` tells where one is missing.
"""

from photosearch.gui.settings.table import QT_TRANSLATE_NOOP

CONTEXT = "Services"

# What the operating system says; it may stand within the others.
SYSTEM = (
    QT_TRANSLATE_NOOP("Services", "No such file or directory"),
    QT_TRANSLATE_NOOP("Services", "Permission denied"),
    QT_TRANSLATE_NOOP("Services", "Operation not permitted"),
    QT_TRANSLATE_NOOP("Services", "No space left on device"),
    QT_TRANSLATE_NOOP("Services", "Disk quota exceeded"),
    QT_TRANSLATE_NOOP("Services", "Read-only file system"),
    QT_TRANSLATE_NOOP("Services", "Input/output error"),
    QT_TRANSLATE_NOOP("Services", "File exists"),
    QT_TRANSLATE_NOOP("Services", "File too large"),
    QT_TRANSLATE_NOOP("Services", "File name too long"),
    QT_TRANSLATE_NOOP("Services", "Is a directory"),
    QT_TRANSLATE_NOOP("Services", "Not a directory"),
    QT_TRANSLATE_NOOP("Services", "Directory not empty"),
    QT_TRANSLATE_NOOP("Services", "Device or resource busy"),
    QT_TRANSLATE_NOOP("Services", "Too many open files"),
    QT_TRANSLATE_NOOP("Services", "Connection timed out"),
    QT_TRANSLATE_NOOP("Services", "Stale file handle"),
    QT_TRANSLATE_NOOP("Services", "Transport endpoint is not connected"),
)

# Why a photo cannot be read; these stand within others, too.
REASONS = (
    QT_TRANSLATE_NOOP("Services", "the file is cut short or damaged"),
    QT_TRANSLATE_NOOP("Services", "not a picture in a format Photosearch knows"),
    QT_TRANSLATE_NOOP("Services", "the file is empty"),
    QT_TRANSLATE_NOOP("Services", "the file does not exist"),
    QT_TRANSLATE_NOOP("Services", "the file does not exist, or the link leads nowhere"),
    QT_TRANSLATE_NOOP("Services", "there is no permission to read the file"),
    QT_TRANSLATE_NOOP("Services", "the link leads in a circle"),
    QT_TRANSLATE_NOOP("Services", "the file name is too long"),
    QT_TRANSLATE_NOOP("Services", "the file could not be read: {reason}"),
    QT_TRANSLATE_NOOP("Services", "input/output error"),
    QT_TRANSLATE_NOOP("Services", "there was not enough memory to open the picture"),
    QT_TRANSLATE_NOOP("Services", "the picture is too large to open safely"),
    QT_TRANSLATE_NOOP(
        "Services", "the file is too large to open safely ({size} MB; the limit is {limit} MB)"
    ),
    QT_TRANSLATE_NOOP(
        "Services",
        "the picture is too large to open safely ({size} megapixels; the limit for {format} is {limit})",
    ),
    QT_TRANSLATE_NOOP("Services", "opening the picture took longer than {limit} seconds"),
    QT_TRANSLATE_NOOP("Services", "the program part that opens pictures broke down on this file"),
    QT_TRANSLATE_NOOP("Services", "the file was changed while it was being read"),
    QT_TRANSLATE_NOOP("Services", "this is a folder, not a file"),
    QT_TRANSLATE_NOOP("Services", "this is a device or a channel between programs, not a file"),
    QT_TRANSLATE_NOOP("Services", "the region is empty: its width and height must be at least 1 pixel"),
    QT_TRANSLATE_NOOP("Services", "the region lies outside the picture, which is {width} x {height} pixels"),
)

# The library and its folders.
LIBRARY = (
    QT_TRANSLATE_NOOP(
        "Services",
        "The list of your photos is damaged. The photos themselves are not affected. "
        "Photosearch can make the list anew from what is left of it.",
    ),
    QT_TRANSLATE_NOOP(
        "Services",
        "The disk that holds the list of your photos is full. Nothing is lost: free some space, and "
        "Photosearch goes on.",
    ),
    QT_TRANSLATE_NOOP(
        "Services", "The folder in which Photosearch keeps its list of photos cannot be written to."
    ),
    QT_TRANSLATE_NOOP(
        "Services",
        "The list of your photos cannot be opened. Check that the folder it is in can be read and written.",
    ),
    QT_TRANSLATE_NOOP(
        "Services", "Another program keeps the list of your photos busy. Try again in a moment."
    ),
    QT_TRANSLATE_NOOP(
        "Services",
        "Reading or writing the list of your photos failed. Check the disk it is on and the space left "
        "there.",
    ),
    QT_TRANSLATE_NOOP(
        "Services",
        "Your photos were listed by a newer Photosearch than this one. Update Photosearch to use them.",
    ),
    QT_TRANSLATE_NOOP(
        "Services", "The file that should hold the list of your photos was made by another program."
    ),
    QT_TRANSLATE_NOOP(
        "Services",
        "Another Photosearch is changing the list of your photos. This one goes on when it is done.",
    ),
    QT_TRANSLATE_NOOP("Services", "Waiting until the computer is not busy with other things."),
    QT_TRANSLATE_NOOP("Services", "Something went wrong inside Photosearch ({error})."),
    QT_TRANSLATE_NOOP("Services", "There is no library in {folder} yet."),
    QT_TRANSLATE_NOOP("Services", "{folder} is not in a folder of this library."),
    QT_TRANSLATE_NOOP("Services", "The library {folder} cannot be written to ({reason})."),
    QT_TRANSLATE_NOOP(
        "Services", "The vector index could not be written ({reason}); searching works, but starts slower."
    ),
    QT_TRANSLATE_NOOP("Services", "“{name}” is not a folder."),
    QT_TRANSLATE_NOOP("Services", "“{name}” cannot be reached."),
    QT_TRANSLATE_NOOP(
        "Services",
        "“{name}” is left out of the library: it, or a folder it lies in, is hidden or excluded.",
    ),
    QT_TRANSLATE_NOOP("Services", "“{name}” is one of your folders: remove it from the library instead."),
    QT_TRANSLATE_NOOP("Services", "“{name}” is not one of the library's folders any more."),
    QT_TRANSLATE_NOOP("Services", "“{name}” is not in one of the library's folders."),
    QT_TRANSLATE_NOOP("Services", "The part that opens photos cannot start: {reason}"),
    QT_TRANSLATE_NOOP("Services", "The part that opens photos cannot start (exit code {code})."),
)

# What is done with photos and with what is stored.
ACTS = (
    QT_TRANSLATE_NOOP("Services", "“{name}” cannot be searched for: {reason}."),
    QT_TRANSLATE_NOOP("Services", "“{name}” cannot be shown: {reason}."),
    QT_TRANSLATE_NOOP("Services", "The results cannot be verified: {reason}."),
    QT_TRANSLATE_NOOP(
        "Services",
        "“{name}” cannot be moved to the trash: the drive {drive} has none. Nothing was deleted.",
    ),
    QT_TRANSLATE_NOOP(
        "Services",
        "“{name}” cannot be moved to the trash: its folder is write-protected. Nothing was deleted.",
    ),
    QT_TRANSLATE_NOOP(
        "Services", "“{name}” cannot be moved to the trash: it is write-protected. Nothing was deleted."
    ),
    QT_TRANSLATE_NOOP(
        "Services",
        "“{name}” cannot be moved to the trash: its drive is write-protected. Nothing was deleted.",
    ),
    QT_TRANSLATE_NOOP(
        "Services", "“{name}” could not be moved to the trash ({reason}). Nothing was deleted."
    ),
    QT_TRANSLATE_NOOP(
        "Services",
        "“{name}” cannot be put back: there is another file of that name now. It is still in the trash.",
    ),
    QT_TRANSLATE_NOOP("Services", "“{name}” could not be put back ({reason}). It is still in the trash."),
    QT_TRANSLATE_NOOP("Services", "“{name}” can only be put back from the trash itself."),
    QT_TRANSLATE_NOOP("Services", "“{name}” is no longer in the trash."),
    QT_TRANSLATE_NOOP("Services", "“{name}” is a folder. Only photos are moved to the trash."),
    QT_TRANSLATE_NOOP("Services", "“{name}” is not there any more ({reason})."),
    QT_TRANSLATE_NOOP(
        "Services", "{name} could not be written ({reason}). Choose another place or free some space."
    ),
    QT_TRANSLATE_NOOP(
        "Services", "{name} could not be deleted ({reason}). Close what uses it and try again."
    ),
    QT_TRANSLATE_NOOP("Services", "{name} could not be written ({reason})."),
    QT_TRANSLATE_NOOP("Services", "{name} could not be deleted ({reason})."),
    QT_TRANSLATE_NOOP("Services", "{name} could not be read ({reason})."),
    QT_TRANSLATE_NOOP("Services", "a link to a folder of another name"),
)
