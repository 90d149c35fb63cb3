"""The groups of copies of an open library: its parts put together for `Grouping`."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack

from photosearch.imaging.workers import DecoderPool
from photosearch.library.descriptors import DescriptorStore
from photosearch.library.filtering import EVERYTHING, PhotoFilter
from photosearch.library.marks import Pair
from photosearch.search.groups.agreement import Judge
from photosearch.search.groups.grouping import KINDS, Group, Grouping
from photosearch.search.groups.members import members_of
from photosearch.search.groups.pair_verification import PairVerifier
from photosearch.search.groups.verdicts import VerdictCache
from photosearch.search.verification.feature_cache import FeatureCache


def find_groups(
    connection: sqlite3.Connection,
    store: DescriptorStore,
    pool: DecoderPool | None,
    *,
    wanted: PhotoFilter = EVERYTHING,
    kinds: Collection[str] = KINDS,
    different: Collection[Pair] = (),
    progress: Callable[[str, int, int], object] = lambda phase, done, total: None,
) -> Iterator[Group]:
    """The groups among the photos that pass, as `Grouping.run` tells them; `current` says which still stand.

    `store`: the descriptors of the network that answers. `pool` reads photos to verify them; without one the
    descriptors alone decide, which takes seconds, and finds little but resized and recompressed copies.
    `different`: pairs of contents that the person told apart. `progress` may raise to end it; what was
    verified until then is not verified again.
    """
    last = ("verifying", 0, 0)

    def noted(phase: str, done: int, total: int) -> None:
        nonlocal last
        last = phase, done, total
        progress(*last)

    def check() -> None:
        # While pictures are read, too, somebody may lose patience.
        progress(*last)

    with ExitStack() as stack:
        judge: Judge | None = None
        if pool is not None:
            features, verdicts = stack.enter_context(FeatureCache()), stack.enter_context(VerdictCache())
            judge = stack.enter_context(PairVerifier(pool, features, verdicts, check)).judge
        yield from Grouping(store.of_contents, judge, different, noted).run(
            members_of(connection, wanted), kinds
        )
