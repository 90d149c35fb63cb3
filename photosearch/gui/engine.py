"""Asking the library: every method returns a job at once, answered by the engine process."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from photosearch.gui.jobs import Job, Service
from photosearch.gui.service_words import translated
from photosearch.services.act_records import ActInfo, FileStep, GroupChoice, GroupInfo, PlanInfo
from photosearch.services.records import (
    Alignment,
    FailureInfo,
    Filters,
    Mark,
    ModelInfo,
    Overview,
    Photo,
    Picture,
    Proof,
    QueryPart,
    Result,
    StoredPart,
    Verification,
    from_json,
    to_json,
)


class Engine(QObject):
    """Searches, lists and decodes. `changed`: the catalogue holds more or other photos than before; comes at
    most once a second. `marked`: something was said of photos or taken back, by whoever; has a notice for the
    person, mostly empty. `acted`: something was done with files or taken back, by whoever.
    `crashed` has a Problem; the next request starts the process anew.
    """

    changed = Signal()
    marked = Signal(str)
    acted = Signal()
    crashed = Signal(object)

    def __init__(self, library: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._service = Service("engine", [library], self)
        self._service.told.connect(self._heard)
        self._service.crashed.connect(self.crashed)

    def start(self) -> None:
        """Start the process before the first request, to have it warm."""
        self._service.start()

    def leave(self) -> None:
        """Ask the process to end, without waiting for it."""
        self._service.leave()

    def stop(self) -> None:
        """End the process."""
        self._service.stop()

    def search(self, parts: Sequence[QueryPart], count: int, filters: Filters) -> Job:
        """The nearest photos; a list of Result, copies first, best first."""
        return self._service.call(
            "search",
            lambda value: [from_json(Result, item) for item in value],
            parts=[to_json(part) for part in parts],
            count=count,
            filters=to_json(filters),
        )

    def requery(
        self,
        parts: Sequence[QueryPart],
        confirmed: Iterable[tuple[int, float]],
        count: int,
        filters: Filters,
    ) -> Job:
        """The nearest photos once more, nearest to the query and to what is verified of it: `confirmed` are
        photos (by id) that are copies or the same place, with the probability; a list of Result.
        """
        return self._service.call(
            "requery",
            lambda value: [from_json(Result, item) for item in value],
            parts=[to_json(part) for part in parts],
            confirmed=list(confirmed),
            count=count,
            filters=to_json(filters),
        )

    def besides(self, parts: Sequence[QueryPart], verified: Iterable[int], filters: Filters) -> Job:
        """Photos that may be copies turned by 90, 180 or 270 degrees, be shown within the query or contain
        it, without those `verified`; mostly a few. A list of Result, of which one counts once it is verified
        as a copy or the same place.
        """
        return self._service.call(
            "besides",
            lambda value: [from_json(Result, item) for item in value],
            parts=[to_json(part) for part in parts],
            verified=list(verified),
            filters=to_json(filters),
        )

    def verify(
        self, parts: Sequence[QueryPart], ids: Iterable[int], likeness: Iterable[float | None] = ()
    ) -> Job:
        """Compare photos with the pictures of a query, in their order; a list of Verification, without photos
        that cannot be read. Each comes as progress as well, its values as a dict. `likeness` of the photos as
        results, in the same order: what is alike is sooner believed.
        """
        return self._service.call(
            "verify",
            lambda value: [from_json(Verification, item) for item in value],
            parts=[to_json(part) for part in parts],
            ids=list(ids),
            likeness=list(likeness),
        )

    def proof(self, parts: Sequence[QueryPart], photo_id: int, likeness: float | None = None) -> Job:
        """What a photo and the pictures of a query have in common; a Proof. `likeness` of the photo as a
        result.
        """
        return self._service.call(
            "proof",
            lambda value: from_json(Proof, value),
            parts=[to_json(part) for part in parts],
            photo_id=photo_id,
            likeness=likeness,
        )

    def aligned(self, part: QueryPart, photo_id: int, size: int) -> Job:
        """A photo laid onto the picture of a query, its longer side at most `size` pixels; an Alignment, None
        where what they have in common is no plane.
        """
        return self._service.call(
            "aligned",
            lambda value: None if value is None else from_json(Alignment, value),
            part=to_json(part),
            photo_id=photo_id,
            size=size,
        )

    def groups(self, below: str | None, kinds: Iterable[str], verify: bool) -> Job:
        """The groups of copies below a folder, or in the whole library, of some kinds (exact, copy, burst); a
        list of GroupInfo. Without `verify` it takes seconds, and finds copies alone that differ very little.

        Progress is {"group": the values of a GroupInfo} as it is found, and {"phase", "done", "total"}, phase
        being comparing or verifying. A group takes the place of earlier ones that it shares a photo with;
        bursts and others do not touch each other.
        """
        return self._service.call(
            "groups",
            lambda value: [from_json(GroupInfo, item) for item in value],
            below=below,
            kinds=list(kinds),
            verify=verify,
        )

    def choose(self, groups: Sequence[GroupInfo], rules: Sequence[Any] | None) -> Job:
        """Which photos of groups to keep, by rules as `keep_rules` gives them (None: those); a list of
        GroupChoice, in the language of the window.

        Progress is a list of (number of the group, values of its GroupChoice): at once all of them, later
        those that hang on photos that were read.
        """
        return self._service.call("choose", _choices, groups=_given(groups), rules=rules)

    def plan(
        self,
        groups: Sequence[GroupInfo],
        keeps: Sequence[Sequence[int]],
        do: str,
        target: str,
        rules: Sequence[Any] | None,
        keep_metadata: bool,
    ) -> Job:
        """What it takes to trash, move (to the folder `target`) or link what is not kept of groups: `keeps`
        has the numbers of the members that are, for each group, the best first; a PlanInfo. Nothing is done.
        """
        return self._service.call(
            "plan",
            _plan,
            groups=_given(groups),
            keeps=[list(keep) for keep in keeps],
            do=do,
            target=target,
            rules=rules,
            keep_metadata=keep_metadata,
        )

    def keep_rules(self) -> Job:
        """The rules that decide for those who made none; a list of {"rule", "value", "reverse"}."""
        return self._service.call("keep_rules")

    def browse(self, filters: Filters) -> Job:
        """The ids of all photos that pass, newest taken first, those without a date last; a list of int."""
        return self._service.call("browse", filters=to_json(filters))

    def photos(self, ids: Iterable[int]) -> Job:
        """Some hundreds of photos by id; a list of Photo, without those that are gone."""
        return self._service.call("photos", _photos, ids=list(ids))

    def photos_at(self, paths: Iterable[str]) -> Job:
        """Photos by path; a list of Photo, without paths that are not in the library."""
        return self._service.call("photos_at", _photos, paths=list(paths))

    def overview(self) -> Job:
        """What is in the library; an Overview."""
        return self._service.call("overview", lambda value: from_json(Overview, value))

    def failures(self, below: str | None = None) -> Job:
        """What could not be read; a list of FailureInfo."""
        return self._service.call(
            "failures",
            lambda value: [FailureInfo(item["path"], translated(item["reason"])) for item in value],
            below=below,
        )

    def months(self, filters: Filters) -> Job:
        """How many photos were taken when; a list of (month as YYYY-MM, count), oldest first."""
        return self._service.call("months", _tuples, filters=to_json(filters))

    def places(self, filters: Filters) -> Job:
        """Where photos were taken; a list of (photo id, latitude, longitude)."""
        return self._service.call("places", _tuples, filters=to_json(filters))

    def picture(self, path: str, size: int) -> Job:
        """Decode a file upright, its longer side at most `size` pixels; a Picture."""
        return self._service.call("picture", lambda value: from_json(Picture, value), path=path, size=size)

    def thumbnail(self, path: str) -> Job:
        """Make the thumbnail of a file where none lies in the cache; PNG as bytes."""
        return self._service.call("thumbnail", _base64, path=path)

    def fetch(self, url: str) -> Job:
        """Fetch the picture at a web address (http or https), because the person asked for it; the path of
        the file it is kept in.
        """
        return self._service.call("fetch", url=url)

    def metadata(self, path: str) -> Job:
        """What a file says of itself, for showing; a list of (name, value), both text."""
        return self._service.call("metadata", _tuples, path=path)

    def act(self, steps: Sequence[FileStep]) -> Job:
        """Act on files; an ActInfo, where the steps that failed say why. Each step comes as progress as soon
        as it was taken, the values of a FileStep as a dict. What belongs to a photo goes where that goes.
        """
        return self._service.call("act", _act, steps=[to_json(step) for step in steps])

    def undo_act(self, id: int) -> Job:
        """Take an act back; an ActInfo, where what could not be says why. Progress as with `act`."""
        return self._service.call("undo_act", _act, id=id)

    def acts(self) -> Job:
        """What was done and can be undone, or was; a list of ActInfo, newest first."""
        return self._service.call("acts", lambda value: [_act(item) for item in value])

    def companions(self, paths: Sequence[str]) -> Job:
        """The files that belong to photos and go where these go: a dict of lists by the photo's path."""
        return self._service.call("companions", paths=list(paths))

    def mark(self, paths: Sequence[str], others: Sequence[str], says: str) -> Job:
        """Remember that each of `paths` is the "same" as each of `others`, or "different" from it."""
        return self._service.call("mark", paths=list(paths), others=list(others), says=says)

    def unmark(self, paths: Sequence[str], others: Sequence[str]) -> Job:
        """Forget what was said of each of `paths` and each of `others`; of how many pairs that was."""
        return self._service.call("unmark", paths=list(paths), others=list(others))

    def forget_marks(self, marks: Iterable[Mark]) -> Job:
        """Forget marks; how many there were."""
        pairs = [(mark.one.content, mark.other.content) for mark in marks]
        return self._service.call("forget_marks", pairs=pairs)

    def marks(self) -> Job:
        """What was said of photos, the last word first; a list of Mark."""
        return self._service.call("marks", lambda value: [from_json(Mark, item) for item in value])

    def models(self) -> Job:
        """The networks at hand; a list of ModelInfo."""
        return self._service.call("models", lambda value: [from_json(ModelInfo, item) for item in value])

    def import_model(self, path: str) -> Job:
        """Import a checkpoint or a model folder; the new model's name."""
        return self._service.call("import_model", path=path)

    def use_model(self, name: str) -> Job:
        """Choose the network; the former one answers until the library is described with it."""
        return self._service.call("use_model", name=name)

    def remove_model(self, name: str) -> Job:
        """Delete one of the person's own networks, and what the library holds of it is dropped later."""
        return self._service.call("remove_model", name=name)

    def storage(self) -> Job:
        """What Photosearch keeps on disk, and how much of it; a list of StoredPart."""
        return self._service.call("storage", lambda value: [from_json(StoredPart, item) for item in value])

    def clear(self, name: str) -> Job:
        """Throw a part away that is made anew when it is needed."""
        return self._service.call("clear", name=name)

    def export_data(self, path: str) -> Job:
        """Write library, settings and networks of one's own into a ZIP file; progress: bytes done, in all."""
        return self._service.call("export_data", path=path)

    def _heard(self, name: str, value: Any) -> None:
        if name == "changed":
            self.changed.emit()
        elif name == "marked":
            self.marked.emit(translated(value))
        elif name == "acted":
            self.acted.emit()


def _photos(value: Any) -> list[Photo]:
    return [from_json(Photo, item) for item in value]


def _act(value: Any) -> ActInfo:
    act = from_json(ActInfo, value)
    return replace(act, steps=tuple(replace(step, reason=translated(step.reason)) for step in act.steps))


def _given(groups: Sequence[GroupInfo]) -> list[dict[str, Any]]:
    """Groups as far as the engine does not know them."""
    return [
        {
            "kind": group.kind,
            "members": [{"photo": item.photo.id, "files": list(item.files)} for item in group.members],
        }
        for group in groups
    ]


def _choices(value: Any) -> list[GroupChoice]:
    found = [from_json(GroupChoice, item) for item in value]
    return [
        replace(choice, reasons=tuple(tuple(map(translated, reasons)) for reasons in choice.reasons))
        for choice in found
    ]


def _plan(value: Any) -> PlanInfo:
    plan = from_json(PlanInfo, value)
    staying = (replace(file, reason=translated(file.reason)) for file in plan.staying)
    return replace(plan, staying=tuple(staying))


def _tuples(value: Any) -> list[tuple[Any, ...]]:
    return [tuple(item) for item in value]


def _base64(value: str) -> bytes:
    import base64

    return base64.b64decode(value)
