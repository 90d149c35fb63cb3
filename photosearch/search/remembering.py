"""Searching with what the person said in mind: no match is left out, the same place comes in, however far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from photosearch.library.filtering import EVERYTHING, PhotoFilter
from photosearch.library.marks import DIFFERENT, SAME
from photosearch.search.engine import Query, Result, SearchEngine


@dataclass(frozen=True)
class Memory:
    """What was said of other contents (hashes) together with a picture of the query: each word is between two
    contents, and is not passed on from one photo to the next.
    """

    same: frozenset[bytes] = frozenset()
    different: frozenset[bytes] = frozenset()

    def narrowed(self, wanted: PhotoFilter) -> PhotoFilter:
        """The filter that leaves out, besides, what is no match; also for all that is searched for later."""
        return replace(wanted, without=(*wanted.without, *sorted(self.different)))


def memory(said: Mapping[bytes, str]) -> Memory:
    """What `Marks.about` tells of the contents of a query."""
    return Memory(
        frozenset(content for content, says in said.items() if says == SAME),
        frozenset(content for content, says in said.items() if says == DIFFERENT),
    )


def wanted_contents(queries: Sequence[Query]) -> set[bytes]:
    """The contents of the pictures that are looked for."""
    return {query.content_hash for query in queries if query.weight > 0 and query.content_hash}


def search(
    engine: SearchEngine,
    said: Memory,
    queries: Sequence[Query],
    k: int,
    wanted: PhotoFilter = EVERYTHING,
) -> tuple[list[Result], int]:
    """The k photos that `SearchEngine.search` finds among those that may be a match, and how many it would
    have found that the person said are none.

    What was said to be the same comes right behind the copies of a picture, of the kind same with `said`.
    """
    results = engine.search(queries, k, said.narrowed(wanted))
    results = with_said(engine.holding(said.same, queries, wanted), results)[:k]
    away = engine.holding(said.different, queries, wanted)
    found_last = min((result.score for result in results if not result.said), default=-1.0)
    hidden = [result for result in away if len(results) < k or result.score >= found_last]
    return results, len(hidden)


def with_said(same: Sequence[Result], results: Sequence[Result]) -> list[Result]:
    """`results` with the photos that were said to be the same; copies of a picture stay before them."""
    marked = {result.photo_id: replace(result, kind="same", probability=1.0, said=True) for result in same}
    copies = [result for result in results if result.kind == "copy" and result.photo_id not in marked]
    others = [result for result in results if result.kind != "copy" and result.photo_id not in marked]
    return [*copies, *marked.values(), *others]
