"""Models published by others: which there are, and fetching one when asked to, and only then."""

import dataclasses
import hashlib
import http.client
import os
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import IO

from photosearch.errors import PhotosearchError

_CHUNK = 1 << 20
_TIMEOUT_S = 30.0
_MAX_BYTES = 4 << 30

Progress = Callable[[int, int | None], None]
"""Called with the bytes there are and the bytes there will be, None where that is not known."""


@dataclasses.dataclass(frozen=True)
class PublishedModel:
    """A checkpoint on a server of its authors.

    about_mb: roughly, for the person to decide. size: exact bytes, and sha256: the digest or its first digits
    (hexadecimal), both only where known. file_name: what the download is called.
    """

    name: str
    address: str
    file_name: str
    about_mb: int
    licence: str
    source: str
    size: int | None = None
    sha256: str = ""


_NAVER_LICENCE = (
    "for the weights none is stated by their authors (NAVER LABS Europe): ask before other than private use"
)
_CIRTORCH_LICENCE = (
    "code MIT; for the weights none is stated by their authors: ask before other than private use"
)


def _naver(name: str, drive: str, about_mb: int) -> PublishedModel:
    return PublishedModel(
        name=name.lower(),
        address=f"https://drive.usercontent.google.com/download?id={drive}&export=download&confirm=t",
        file_name=f"{name}.zip",
        about_mb=about_mb,
        licence=_NAVER_LICENCE,
        source="https://github.com/naver/deep-image-retrieval",
    )


def _cirtorch(name: str, folder: str, digest: str, about_mb: int) -> PublishedModel:
    return PublishedModel(
        name=name.lower(),
        address=f"https://cmp.felk.cvut.cz/cnnimageretrieval/data/networks/{folder}/{name}-{digest}.pth",
        file_name=f"{name}-{digest}.pth",
        about_mb=about_mb,
        licence=_CIRTORCH_LICENCE,
        source="https://github.com/filipradenovic/cnnimageretrieval-pytorch",
        sha256=digest,
    )


PUBLISHED = (
    _naver("Resnet101-TL-MAC", "13MUGNwn_CYGZvqDBD8FGD8fVYxThsSDg", 200),
    _naver("Resnet101-TL-GeM", "1vhm1GYvn8T3-1C4SPjPNJOuTU9UxKAG6", 200),
    _naver("Resnet50-AP-GeM", "1oPtE_go9tnsiDLkWjN4NMpKjh-_md1G5", 110),
    _naver("Resnet101-AP-GeM", "1UWJGDuHtzaQdFhSMojoYVQjmCXhIwVvy", 590),
    _naver("Resnet101-AP-GeM-LM18", "1r76NLHtJsH-Ybfda4aLkUIoW3EEsi25I", 200),
    _cirtorch("rSfM120k-tl-resnet50-gem-w", "retrieval-SfM-120k", "97bf910", 110),
    _cirtorch("rSfM120k-tl-resnet101-gem-w", "retrieval-SfM-120k", "a155e54", 190),
    _cirtorch("rSfM120k-tl-resnet152-gem-w", "retrieval-SfM-120k", "f39cada", 250),
    _cirtorch("gl18-tl-resnet50-gem-w", "gl18", "83fdc30", 110),
    _cirtorch("gl18-tl-resnet101-gem-w", "gl18", "a4d43db", 190),
    _cirtorch("gl18-tl-resnet152-gem-w", "gl18", "21278d5", 250),
    _cirtorch("retrievalSfM120k-resnet101-gem", "retrieval-SfM-120k", "b80fb85", 200),
)


def find_published(name: str) -> PublishedModel:
    """The published model of that name, in any case. Raises PhotosearchError where none is known."""
    for model in PUBLISHED:
        if model.name == name.lower():
            return model
    names = ", ".join(model.name for model in PUBLISHED)
    raise PhotosearchError(f"There is no published model called {name!r}. Known are: {names}.")


def download(model: PublishedModel, folder: Path, progress: Progress | None = None) -> Path:
    """Fetch a checkpoint into `folder` and return its path; what an earlier call left unfinished is taken up.

    It grows as FILE.part and gets its name only when it is whole and what is known of it agrees. Raises
    PhotosearchError: where the connection ends early the part stays for the next call, where the contents
    are wrong it is deleted.
    """
    target = folder / model.file_name
    part = folder / f"{model.file_name}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            _fetch(model, part, progress or (lambda done, total: None))
            _check(model, part)
            os.replace(part, target)
    except urllib.error.HTTPError as error:
        error.close()
        raise PhotosearchError(f"{_host(model)} does not give {model.name} (HTTP {error.code}).") from error
    except (urllib.error.URLError, TimeoutError, http.client.HTTPException, ConnectionError) as error:
        raise PhotosearchError(
            f"The connection to {_host(model)} failed or ended early ({_reason(error)}). What has come is "
            "kept: call the same command again to go on."
        ) from error
    except OSError as error:
        raise PhotosearchError(f"{target} could not be written ({error.strerror or error}).") from error
    return target


def _fetch(model: PublishedModel, part: Path, progress: Progress) -> None:
    """Make `part` whole, from where it ends if the server can do that."""
    have = part.stat().st_size if part.exists() else 0
    if model.size is not None and have >= model.size:
        if have == model.size:
            return
        have = 0
    request = urllib.request.Request(model.address, headers={"User-Agent": "photosearch"})
    if have:
        request.add_header("Range", f"bytes={have}-")
    try:
        with _open(request) as answer:
            resumed = answer.status == 206 and _starts_at(answer, have)
            if have and answer.status == 206 and not resumed:
                raise http.client.HTTPException("the server sent another part than asked for")
            start = have if resumed else 0
            total = _total(answer, start)
            _expect(model, total, answer)
            with open(part, "ab" if resumed else "wb") as file:
                _copy(answer, file, start, total, progress)
    except urllib.error.HTTPError as error:
        if error.code != 416:  # nothing after what we have: it is whole, or not ours; the check tells
            raise
        error.close()
        if model.size is None and not model.sha256:
            part.unlink()
            raise http.client.HTTPException("the file has changed since it was begun") from error


class _HttpsOnly(urllib.request.HTTPRedirectHandler):
    """A redirection from https to anything else is not followed."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        _check_scheme(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _check_scheme(address: str) -> None:
    if not address.lower().startswith("https://"):
        raise PhotosearchError(f"{address[:200]!r} is no https address: it is not fetched.")


def _open(request: urllib.request.Request) -> http.client.HTTPResponse:
    _check_scheme(request.full_url)
    opener = urllib.request.build_opener(_HttpsOnly)
    return opener.open(request, timeout=_TIMEOUT_S)


def _starts_at(answer: http.client.HTTPResponse, start: int) -> bool:
    return (answer.headers.get("Content-Range") or "").replace(" ", "").startswith(f"bytes{start}-")


def _total(answer: http.client.HTTPResponse, start: int) -> int | None:
    length = answer.headers.get("Content-Length") or ""
    return start + int(length) if length.isdecimal() else None


def _expect(model: PublishedModel, total: int | None, answer: http.client.HTTPResponse) -> None:
    """Stop before the download where it is already plain that it is the wrong thing."""
    if model.size is not None and total is not None and total != model.size:
        raise PhotosearchError(
            f"{_host(model)} has {total:,} bytes for {model.name}, not {model.size:,}: it is another file."
        )
    if (answer.headers.get("Content-Type") or "").startswith("text/html"):
        raise PhotosearchError(
            f"{_host(model)} sent a web page instead of {model.name}. Fetch it by hand from {model.source} "
            "and import it with 'photosearch models import FILE'."
        )


def _copy(
    answer: http.client.HTTPResponse, file: IO[bytes], done: int, total: int | None, progress: Progress
) -> None:
    progress(done, total)
    while chunk := answer.read(_CHUNK):
        done += len(chunk)
        if done > (total or _MAX_BYTES):
            raise PhotosearchError("The server sends more than it said: the download was stopped.")
        file.write(chunk)
        progress(done, total)
    file.flush()
    os.fsync(file.fileno())
    if total is not None and done < total:
        raise http.client.HTTPException(f"{total - done:,} bytes are missing")


def _check(model: PublishedModel, part: Path) -> None:
    """Compare a whole file with what is known; delete it where that does not agree."""
    with open(part, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    size = part.stat().st_size
    wrong = model.size is not None and size != model.size
    if wrong or not digest.startswith(model.sha256.lower()):
        part.unlink()
        raise PhotosearchError(
            f"What came for {model.name} is not the published file ({size:,} bytes, SHA-256 "
            f"{digest[:16]}...): it was deleted. Try again later."
        )


def _host(model: PublishedModel) -> str:
    return model.address.split("/")[2]


def _reason(error: Exception) -> str:
    return str(getattr(error, "reason", "") or error or type(error).__name__)
