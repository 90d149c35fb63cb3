"""Components and which of them are kept."""

import random

from photosearch.training.cleaning.graph import components, kept_components


def plain_components(count: int, edges: list[tuple[int, int]]) -> list[list[int]]:
    found: list[list[int]] = []
    seen: set[int] = set()
    for start in range(count):
        if start in seen:
            continue
        group, grown = {start}, True
        while grown:
            size = len(group)
            group |= {b for a, b in edges if a in group} | {a for a, b in edges if b in group}
            grown = len(group) > size
        seen |= group
        found.append(sorted(group))
    return sorted(found, key=lambda group: (-len(group), group[0]))


def test_components_are_those_of_plain_loops() -> None:
    chance = random.Random(4)
    for count in (0, 1, 2, 12, 40):
        for density in (0, 0.3, 0.6, 2):
            edges = [(chance.randrange(count), chance.randrange(count)) for _ in range(int(density * count))]
            assert components(count, edges) == plain_components(count, edges)


def test_the_largest_is_kept_and_others_on_request() -> None:
    groups = [[0, 3, 4, 5], [1, 2, 6], [7, 8], [9]]
    assert kept_components(groups, None) == groups[:1]
    assert kept_components(groups, 3) == groups[:2]
    assert kept_components(groups, 1) == groups[:3]
    assert kept_components([[0], [1]], None) == []
    assert kept_components([], 2) == []
