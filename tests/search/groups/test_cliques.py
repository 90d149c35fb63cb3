"""Only what all agree on comes together."""

import random
from collections.abc import Collection
from itertools import combinations

from photosearch.search.groups.cliques import MOST, Cliques


def cliques_of(alike: Collection[tuple[int, int]]) -> Cliques:
    return Cliques(lambda one, other: all((min(a, b), max(a, b)) in alike for a in one for b in other))


def test_chain_does_not_join_its_ends() -> None:
    alike = {(1, 2), (2, 3)}
    cliques = cliques_of(alike)
    assert cliques.join(1, 2) and not cliques.join(2, 3)
    assert sorted(map(sorted, cliques.groups())) == [[1, 2]]
    alike.add((1, 3))
    assert cliques.join(2, 3)
    assert sorted(map(sorted, cliques.groups())) == [[1, 2, 3]]


def test_every_two_of_a_group_agree_whatever_the_graph() -> None:
    for seed in range(30):
        chance = random.Random(seed)
        alike = {pair for pair in combinations(range(20), 2) if chance.random() < 0.6}
        cliques = cliques_of(alike)
        for pair in chance.sample(sorted(alike), len(alike)):
            cliques.join(*pair)
        groups = cliques.groups()
        assert groups and all(pair in alike for group in groups for pair in combinations(sorted(group), 2))
        members = [number for group in groups for number in group]
        assert len(members) == len(set(members)), "nothing is in two groups"
        for first, second in combinations(groups, 2):
            assert any((min(a, b), max(a, b)) not in alike for a in first for b in second), "none could join"


def test_groups_stay_small_enough_to_look_through() -> None:
    cliques = Cliques(lambda one, other: True)
    for number in range(3 * MOST):
        cliques.join(number, number + 1)
    assert max(map(len, cliques.groups())) == MOST
