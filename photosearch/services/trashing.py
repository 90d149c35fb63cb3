"""Moving the person's files to the trash and back, one after the other."""

import os
from collections.abc import Mapping, Sequence
from typing import Any

from photosearch.library.trash import TrashError, move_to_trash, restore
from photosearch.services.records import Trashed, to_json
from photosearch.services.serving import Call


class TrashRequests:
    """Answers on one thread; every file that was moved is told as progress."""

    def trash(self, call: Call, paths: Sequence[str]) -> list[dict[str, Any]]:
        """Move files to the trash. Raises TrashError at the first that cannot be moved."""
        moved: list[dict[str, Any]] = []
        for path in paths:
            call.check()
            kept_at = move_to_trash(os.fsencode(path))
            values = to_json(Trashed(path, os.fsdecode(kept_at)))
            call.progress(values)
            moved.append(values)
        return moved

    def restore(self, call: Call, trashed: Sequence[Mapping[str, str]]) -> list[dict[str, Any]]:
        """Put files back; one that cannot be does not keep the others from it.

        Raises TrashError where there was such a one, after all others.
        """
        restored: list[dict[str, Any]] = []
        problems: list[str] = []
        for item in trashed:
            call.check()
            try:
                restore(os.fsencode(item["path"]), os.fsencode(item["kept_at"]))
            except TrashError as error:
                problems.append(str(error))
                continue
            values = to_json(Trashed(item["path"], item["kept_at"]))
            call.progress(values)
            restored.append(values)
        if problems:
            raise TrashError("\n".join(problems))
        return restored
