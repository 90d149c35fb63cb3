"""Groups made up of photos that need not be there."""

from photosearch.services.act_records import GroupChoice, GroupInfo, GroupMember
from photosearch.services.records import Photo


def photo(number: int, *, offline: bool = False, size: int = 1000) -> Photo:
    """A photo with a number."""
    path = f"/photos/{number}.jpg"
    return Photo(
        number, path, f"{number:032x}", 1, 800, 600, "JPEG", size, 1, None, None, None, None, offline, ""
    )


def group(*numbers: int, kind: str = "copy", offline: int | None = None) -> GroupInfo:
    """A group of photos with these numbers."""
    photos = [photo(number, offline=number == offline, size=100 * number) for number in numbers]
    return GroupInfo(kind, tuple(GroupMember(one, (one.path,)) for one in photos))


def choice(count: int, *keep: int) -> GroupChoice:
    """To keep these members of so many, since they are larger."""
    reasons = tuple(("larger",) if number in keep else ("smaller",) for number in range(count))
    return GroupChoice(keep, reasons, "resolution")
