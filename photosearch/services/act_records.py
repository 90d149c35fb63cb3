"""What the window and its services tell each other about groups of copies and acts on files."""

from dataclasses import dataclass

from photosearch.services.records import Photo


@dataclass(frozen=True)
class FileStep:
    """What is to be done with one file, or was.

    do: trash; move (to the folder `target`); link (the file gives way to a hard link to `target`, which holds
    the same); copy_metadata (date and place of the photo `target` are written into the one at `path`).
    kept: the photo that stays for one that goes as its copy; empty where the person simply wants it gone.
    content, size, modified_ns: what the file was when it was chosen; -1 as size: whatever it is.
    state: planned, done, undone, or failed with a `reason`. companion: it belongs to a photo of the act.
    """

    do: str
    path: str
    target: str = ""
    kept: str = ""
    content: str = ""
    size: int = -1
    modified_ns: int = 0
    state: str = "planned"
    reason: str = ""
    companion: bool = False


@dataclass(frozen=True)
class ActInfo:
    """What was done together, and is undone together: `at` ISO 8601 in UTC, `kind` what was done with the
    photos (as in FileStep), `state` done or undone (doing, undoing meanwhile); `photos` that it moved or
    changed. `steps` are empty in a list of acts.
    """

    id: int
    at: str
    kind: str
    state: str
    photos: int
    steps: tuple[FileStep, ...] = ()


@dataclass(frozen=True)
class GroupMember:
    """One photo of a group: `photo` is the file that is looked at, `files` the paths of all its files, as of
    a RAW and the JPEG beside it.
    """

    photo: Photo
    files: tuple[str, ...]


@dataclass(frozen=True)
class GroupInfo:
    """Photos of which every two agree, by path: `kind` exact (the same content), copy or burst."""

    kind: str
    members: tuple[GroupMember, ...]


@dataclass(frozen=True)
class GroupChoice:
    """What to keep of a group: `keep` are numbers of its members, the best first; `reasons` say of each
    member why it stays or goes, in words that can stand in a row; `decided_by` is the name of the rule that
    decided (path: none did; empty: nothing goes); not `final` while photos are read for it.
    """

    keep: tuple[int, ...]
    reasons: tuple[tuple[str, ...], ...]
    decided_by: str
    final: bool = True


@dataclass(frozen=True)
class StayingFile:
    """A file that stays although its group has a better one; `reason` is a sentence."""

    path: str
    reason: str


@dataclass(frozen=True)
class PlanInfo:
    """What acting on groups would do: `steps` are for `act`; `staying` files cannot go after all; `freed`
    bytes on the disk, in the end.
    """

    steps: tuple[FileStep, ...]
    staying: tuple[StayingFile, ...]
    freed: int
