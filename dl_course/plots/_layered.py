"""Where the nodes of a computational graph stand: in columns from inputs to result, chains straight, few crossings."""

import functools
import itertools

import numpy as np

_SWEEPS = 60
_HEAVY = 1e4  # how much more a node that was computed keeps its line than an input


def place(parents: list[list[int]], column_gap: float, row_gap: float):
    """Places the nodes of a graph without cycles.

    Args:
        parents: For each node the nodes that it is computed from, each of them earlier in the list.
        column_gap: Distance of two columns.
        row_gap: Smallest distance of two nodes in a column.

    Returns:
        The places, shape (n, 2), and for each edge (parent, child, which of the child's parents) the points between
        which it is drawn: it passes the columns between its ends where there is room.
    """
    return _place(tuple(map(tuple, parents)), column_gap, row_gap)


@functools.lru_cache(maxsize=16)  # a widget draws the same graph again at every step
def _place(parents, column_gap, row_gap):
    chains, column, above = _with_passages(parents, _columns(parents))
    rows = _ordered(column, above)
    y = _heights(rows, above, row_gap, real=len(parents))
    points = np.column_stack([np.array(column) * column_gap, y])
    points[:, 1] -= (points[:, 1].max() + points[:, 1].min()) / 2
    return points[: len(parents)], {edge: points[chain] for edge, chain in chains.items()}


def _columns(parents) -> list[int]:
    """Each node stands right before the first that needs it, the results in the last column."""
    earliest = []
    for above in parents:
        earliest.append(1 + max((earliest[p] for p in above), default=-1))
    column = [max(earliest)] * len(parents)
    for child in reversed(range(len(parents))):
        for p in parents[child]:
            column[p] = min(column[p], column[child] - 1)
    return column


def _with_passages(parents, column):
    """Gives an edge that skips columns a place to pass in each of them; returns edges, columns, parents of all places."""
    column, above, chains = list(column), [[] for _ in parents], {}
    for child, its in enumerate(parents):
        for k, parent in enumerate(its):
            chain = [parent]
            for between in range(column[parent] + 1, column[child]):
                above.append([chain[-1]])
                column.append(between)
                chain.append(len(above) - 1)
            above[child].append(chain[-1])
            chains[parent, child, k] = [*chain, child]
    return chains, column, above


def _ordered(column, above) -> list[list[int]]:
    """The nodes of each column from top to bottom: first as a formula is read, then as few crossings as sweeps find."""
    rows, seen = [[] for _ in range(max(column) + 1)], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            rows[column[node]].append(node)
            for parent in above[node]:
                visit(parent)

    used = {parent for its in above for parent in its}
    for result in [node for node in range(len(above)) if node not in used]:
        visit(result)
    below = _children(above)
    best, least = [list(row) for row in rows], _crossings(rows, above)
    for sweep in range(8):
        if least == 0:
            break
        near = above if sweep % 2 else below
        for row in rows if sweep % 2 else reversed(rows):
            rank = {node: i for other in rows for i, node in enumerate(other)}
            middle = {n: np.mean([rank[m] for m in near[n]]) if near[n] else rank[n] for n in row}
            row.sort(key=middle.__getitem__)
        if (now := _crossings(rows, above)) < least:
            best, least = [list(row) for row in rows], now
    return best


def _heights(rows, above, row_gap, real) -> np.ndarray:
    below = _children(above)
    computed = np.array([bool(its) for its in above])
    pulls = [_pulls(node, above, below, computed) for node in range(len(above))]
    y = np.zeros(len(above))
    for row in rows:
        y[row] = -row_gap * (np.arange(len(row)) - (len(row) - 1) / 2)
    for sweep in range(_SWEEPS):
        for row in rows if sweep % 2 else reversed(rows):
            wanted = np.array([np.average(y[near], weights=weights) if near else 0.0 for near, weights in
                               (pulls[node] for node in row)])  # fmt: skip
            narrow = [0.55 if max(pair) >= real else 1.0 for pair in itertools.pairwise(row)]
            y[row] = -_spread(-wanted, np.where(computed[row], _HEAVY, 1.0), row_gap * np.array(narrow))
    return y


def _pulls(node, above, below, computed):
    """Who draws a node to its height: a computed one its computed neighbours, the first of all its two or more inputs."""
    near = [*above[node], *below[node]]
    start = not any(computed[parent] for parent in above[node])
    return near, [
        _HEAVY if computed[other] or not computed[node] or (start and other in above[node]) else 1e-6 for other in near
    ]


def _spread(wanted, weights, gaps) -> np.ndarray:
    """The places nearest to the wanted ones, in their order and at least `gaps` apart (least squares)."""
    shift = np.concatenate([[0.0], np.cumsum(gaps)])
    blocks = []  # mean, weight, members: neighbours that would come too close move together
    for value, weight in zip(wanted - shift, weights, strict=True):
        blocks.append([value, weight, 1])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            value, weight, count = blocks.pop()
            last = blocks[-1]
            last[0] = (last[0] * last[1] + value * weight) / (last[1] + weight)
            last[1], last[2] = last[1] + weight, last[2] + count
    return np.repeat([b[0] for b in blocks], [b[2] for b in blocks]) + shift


def _children(above) -> list[list[int]]:
    below = [[] for _ in above]
    for child, its in enumerate(above):
        for parent in its:
            below[parent].append(child)
    return below


def _crossings(rows, above) -> int:
    rank = {node: i for row in rows for i, node in enumerate(row)}
    count = 0
    for row in rows:
        edges = [(rank[parent], rank[node]) for node in row for parent in above[node]]
        count += sum((a[0] - b[0]) * (a[1] - b[1]) < 0 for a, b in itertools.combinations(edges, 2))
    return count
