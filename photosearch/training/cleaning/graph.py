"""Which photos of a class hang together."""

from collections.abc import Callable, Iterable


def components(count: int, edges: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Connected components of the nodes 0 .. count - 1, largest first (then by first node), each sorted."""
    parent = list(range(count))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in edges:
        parent[root(one)] = root(other)
    groups: dict[int, list[int]] = {}
    for node in range(count):
        groups.setdefault(root(node), []).append(node)
    return sorted(groups.values(), key=lambda group: (-len(group), group[0]))


def kept_components(
    groups: list[list[int]], others_from: int | None, count: Callable[[list[int]], int] = len
) -> list[list[int]]:
    """The largest component (of two at least), and the others with `others_from` or more.

    count: of a component, by which they are told; groups: the largest by that first.
    """
    found = [group for group in groups[:1] if count(group) > 1]
    if others_from is not None:
        found += [group for group in groups[1:] if count(group) >= max(others_from, 2)]
    return found
