"""The one family of errors a person may see: each message says what happened and what to do about it."""


class PhotosearchError(Exception):
    """Something the person can understand and act on; shown without a traceback."""


class UsageError(PhotosearchError):
    """The request itself was wrong (exit code 2)."""
