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
    QT_TRANSLATE_NOOP("Services", "“{name}” cannot be compared: {reason}."),
    QT_TRANSLATE_NOOP("Services", "This photo is not in the library any more."),
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

# What is done with files, and taken back.
FILES = (
    QT_TRANSLATE_NOOP("Services", "What “{name}” was before is no longer there."),
    QT_TRANSLATE_NOOP("Services", "“{name}” cannot be put back: there is another file of that name now."),
    QT_TRANSLATE_NOOP("Services", "“{name}” is a link already, or leads to one. It stays as it is."),
    QT_TRANSLATE_NOOP("Services", "“{name}” and the photo that is kept are one file already."),
    QT_TRANSLATE_NOOP(
        "Services", "“{name}” is on another drive than the photo that is kept: a hard link cannot lead there."
    ),
    QT_TRANSLATE_NOOP(
        "Services", "“{name}” does not hold the same as the photo that is kept. It stays as it is."
    ),
    QT_TRANSLATE_NOOP("Services", "“{name}” was changed just now. It stays as it is."),
    QT_TRANSLATE_NOOP("Services", "“{name}” stays as it is: its drive has no hard links."),
    QT_TRANSLATE_NOOP("Services", "“{name}” could not be replaced by a link ({reason}). It stays as it is."),
    QT_TRANSLATE_NOOP("Services", "“{name}” is a link: nothing is written through it."),
    QT_TRANSLATE_NOOP("Services", "“{name}” was changed just now. Nothing was written into it."),
    QT_TRANSLATE_NOOP("Services", "“{name}” was changed since. It stays as it is."),
    QT_TRANSLATE_NOOP("Services", "There is nothing to copy into “{name}”: it has date and place already."),
    QT_TRANSLATE_NOOP("Services", "Nothing was written into “{name}”: {reason}."),
    QT_TRANSLATE_NOOP("Services", "date and place can only be written into JPEG files, not into {format}"),
    QT_TRANSLATE_NOOP("Services", "what it says of itself is damaged"),
    QT_TRANSLATE_NOOP("Services", "there is no room left for it in the file"),
    QT_TRANSLATE_NOOP("Services", "the file holds several pictures"),
    QT_TRANSLATE_NOOP("Services", "it is no JPEG file"),
    QT_TRANSLATE_NOOP("Services", "the date is not one"),
    QT_TRANSLATE_NOOP("Services", "Date and place of “{name}” cannot be read: {reason}."),
    QT_TRANSLATE_NOOP("Services", "“{name}” is in that folder already."),
    QT_TRANSLATE_NOOP("Services", "“{name}” was not moved: there is another file of that name now."),
    QT_TRANSLATE_NOOP("Services", "“{name}” could not be moved ({reason}). It is where it was."),
    QT_TRANSLATE_NOOP("Services", "“{name}” is no longer where it was moved to."),
    QT_TRANSLATE_NOOP("Services", "“{name}” cannot be moved back: there is another file of that name now."),
    QT_TRANSLATE_NOOP("Services", "“{name}” could not be moved back ({reason})."),
    QT_TRANSLATE_NOOP("Services", "It was stopped before this was done."),
    QT_TRANSLATE_NOOP("Services", "Photosearch was ended before this was done."),
    QT_TRANSLATE_NOOP("Services", "“{name}” stays with its photo."),
    QT_TRANSLATE_NOOP("Services", "“{name}” stays where it is: its date and place could not be copied."),
    QT_TRANSLATE_NOOP(
        "Services", "“{name}” stays where it is: the photo that was to be kept for it is gone."
    ),
    QT_TRANSLATE_NOOP(
        "Services", "“{name}” stays where it is: it is the photo that is to be kept, by another name."
    ),
    QT_TRANSLATE_NOOP("Services", "“{name}” was changed since you chose it. It stays as it is."),
    QT_TRANSLATE_NOOP("Services", "There is nothing to do."),
    QT_TRANSLATE_NOOP("Services", "“{name}” cannot go twice. Nothing was done."),
    QT_TRANSLATE_NOOP("Services", "“{name}” cannot be kept and go at the same time. Nothing was done."),
    QT_TRANSLATE_NOOP(
        "Services", "Another Photosearch is moving photos just now. Try again when it is done."
    ),
    QT_TRANSLATE_NOOP("Services", "There is nothing to undo, or it was undone already."),
    QT_TRANSLATE_NOOP("Services", "There is no act {number}."),
    QT_TRANSLATE_NOOP("Services", "{name} was made by another program: nothing could be undone."),
    QT_TRANSLATE_NOOP("Services", "The library {folder} cannot be written to: nothing could be undone."),
    QT_TRANSLATE_NOOP(
        "Services",
        "What can be undone was written down by a newer Photosearch than this one. Update Photosearch to act "
        "on photos.",
    ),
)
