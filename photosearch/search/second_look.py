"""What a search found, looked at a second time: verified, ranked anew by what is sure, and turned as well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from photosearch.imaging.reading import ReadResult
from photosearch.library.filtering import EVERYTHING, PhotoFilter
from photosearch.search.candidates import candidates, parts, smaller, turned
from photosearch.search.engine import Query, Result, SearchEngine, without_unwanted
from photosearch.search.verification.kinds import Judgement
from photosearch.search.verification.settling import settled
from photosearch.search.verification.verifier import Subject, Verified, Verifier

# A copy that is this share of the query leaves nothing else to look for.
_MOST = 0.5
# So many more are verified of those that come to the front by what is sure.
_MORE = 10


@dataclass(frozen=True)
class Asked:
    """What is searched for: all `queries`, and of the wanted ones the decoded `pictures`, and the `subjects`
    to compare photos with.
    """

    queries: Sequence[Query]
    pictures: Sequence[ReadResult]
    subjects: Sequence[Subject]


class SecondLook:
    """Verifies the results of one search; for one thread."""

    def __init__(self, engine: SearchEngine, verifier: Verifier, asked: Asked) -> None:
        self._engine = engine
        self._verifier = verifier
        self._asked = asked
        self._found: dict[int, Verified] = {}

    def results(
        self, results: Sequence[Result], k: int, verified: int, wanted: PhotoFilter = EVERYTHING
    ) -> list[Result]:
        """The k best of the results and of what is found besides: copies, then the same place, then the rest.

        The best `verified` of the results are verified. What is sure draws the query towards itself for the
        order of the rest, and photos that come to the front by that are verified as well; so are photos that
        may be turned copies, and where no copy is most of the query, those that may be shown within it or
        that it may be cut out of. Raises ReadError where a picture of the query cannot be read any more.
        """
        with ThreadPoolExecutor(1) as thread:
            # The network has time while files are read.
            turning = thread.submit(turned, self._engine, self._asked.pictures)
            self._verify(results[:verified])
            drawn = self._drawn(results, k, wanted)
            limits = without_unwanted(self._asked.queries, wanted)
            lying = candidates(self._engine, turning.result(), self._found, limits)
        fresh = [result for result in drawn[:k] if result.photo_id not in self._found]
        self._verify([*fresh[: _MORE if drawn is not results else 0], *lying])
        shared = self._in_part([*lying, *results], limits)
        sure = {result.photo_id: result for result in (*shared, *lying, *results) if self._is_sure(result)}
        rest = [result for result in drawn if result.photo_id not in sure]
        return settled([*sorted(sure.values(), key=_by_score), *rest], self._found)[:k]

    def _in_part(self, results: Iterable[Result], limits: PhotoFilter) -> list[Result]:
        """Verified photos that the query may show as parts, or be a part of; none where it is mostly one of
        those found.
        """
        if any(self._is_most_of_query(result) for result in results):
            return []
        pictures = self._asked.pictures
        queries = [*parts(self._engine, pictures), *smaller(self._engine, pictures)]
        found = candidates(self._engine, queries, self._found, limits)
        self._verify(found)
        return found

    def _is_most_of_query(self, result: Result) -> bool:
        verified = self._found.get(result.photo_id)
        if verified is None or verified.judgement is None or verified.comparison is None:
            return False
        # What the files themselves say needs no overlap.
        is_copy = verified.judgement.kind == "copy"
        return result.kind == "copy" or (is_copy and verified.comparison.overlap[0] > _MOST)

    def _verify(self, results: Iterable[Result]) -> None:
        photos = [
            Subject(
                result.path, result.content_hash, result.taken, key=result.photo_id, likeness=result.likeness
            )
            for result in results
            if not result.offline
        ]
        if not photos:
            return
        for verified in self._verifier.verify(self._asked.subjects, photos):
            assert isinstance(verified.subject.key, int)
            self._found[verified.subject.key] = verified

    def _drawn(self, results: Sequence[Result], k: int, wanted: PhotoFilter) -> Sequence[Result]:
        """The ranking drawn towards what is sure; the results as they are where nothing is.

        What is said by the person is sure too; another file of the same content draws nowhere.
        """
        confirmed = {}
        for result in results:
            judgement = self._judgement(result)
            if result.said:
                confirmed[result.photo_id] = 1.0
            elif judgement is not None and judgement.kind != "alike" and result.kind != "copy":
                confirmed[result.photo_id] = judgement.probability
        if not confirmed:
            return results
        return self._engine.requery(self._asked.queries, confirmed, max(k, len(results)), wanted)

    def _judgement(self, result: Result) -> Judgement | None:
        verified = self._found.get(result.photo_id)
        return None if verified is None else verified.judgement

    def _is_sure(self, result: Result) -> bool:
        judgement = self._judgement(result)
        return result.said or result.kind == "copy" or (judgement is not None and judgement.kind != "alike")


def _by_score(result: Result) -> tuple[bool, float]:
    """Files that hold the query itself first, as `SearchEngine.search` has them."""
    return result.kind != "copy", -result.score
