"""Zip archives by strangers: entries are read into memory by name, bounded; nothing is unpacked to disk."""

import io
import zipfile

from photosearch.errors import PhotosearchError

MAX_BYTES = 2 << 30
MAX_MEMBERS = 20_000
# Weights hardly shrink; a thousandfold is what a bomb has.
_MAX_RATIO = 20
_SUFFIXES = (".pt", ".pth", ".pth.tar", ".pkl")


def open_archive(data: bytes, what: str) -> zipfile.ZipFile:
    """The archive in `data`. Raises PhotosearchError where it is damaged, or has too much in it."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # damage makes zipfile raise almost anything
        raise PhotosearchError(f"{what} is cut short or damaged ({error}).") from error
    members = archive.infolist()
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_BYTES:
        raise PhotosearchError(f"{what} holds more than any checkpoint needs: it is not unpacked.")
    return archive


def read_member(archive: zipfile.ZipFile, name: str, what: str) -> bytes:
    """One entry whole. Raises PhotosearchError where it is missing, damaged or compressed like a bomb."""
    try:
        info = archive.getinfo(name)
    except KeyError as error:
        raise PhotosearchError(f"{what} is cut short or damaged: it has no {name!r}.") from error
    if info.file_size > 1 << 20 and info.file_size > _MAX_RATIO * info.compress_size:
        raise PhotosearchError(f"{what} holds more than any checkpoint needs: it is not unpacked.")
    try:
        with archive.open(info) as file:
            content = file.read(info.file_size + 1)
    except Exception as error:  # damage makes zipfile raise almost anything
        raise PhotosearchError(
            f"{what} is damaged or locked: {name!r} cannot be unpacked ({error})."
        ) from error
    if len(content) != info.file_size:
        raise PhotosearchError(f"{what} is cut short or damaged: it has no sound {name!r}.")
    return content


def unwrap(data: bytes, what: str) -> bytes:
    """The one checkpoint in a zip archive around it, as NAVER serves them; other data as it is.

    Raises PhotosearchError where an archive holds none or several.
    """
    if not data.startswith(b"PK"):
        return data
    archive = open_archive(data, what)
    names = [name for name in archive.namelist() if not name.endswith("/")]
    if any(name.endswith("/data.pkl") for name in names):
        return data
    inside = [name for name in names if name.endswith(_SUFFIXES) and not name.startswith("__MACOSX")]
    if len(inside) != 1:
        found = f"{len(inside)} checkpoints" if inside else "no checkpoint"
        raise PhotosearchError(f"{what} is a zip archive with {found} (.pt or .pth) in it; one is needed.")
    return read_member(archive, inside[0], what)
