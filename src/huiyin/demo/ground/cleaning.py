"""Regions made fit to be drawn: no necks, no stray pieces, no corners where a region touches itself."""

from __future__ import annotations

import numpy as np

from huiyin.demo.ground.frame import MOVES, NX, Ints, Mask, window


def tidy(owner: Ints, within: Ints | None = None, rounds: int = 2) -> Ints:
    """Take away necks and teeth one cell wide and corner contacts; give stray pieces to the neighbour they touch most.

    `within` names larger regions whose borders must stay where they are. Cells of -1 belong to nobody and stay so.
    """
    outer = (owner >= 0).astype(np.int64) if within is None else within
    for _ in range(rounds):
        owner = _majority(owner, outer)
    for _ in range(12):
        stray, corners = strays(owner), _corners(owner)
        if not stray.any() and not corners:
            return owner
        owner = _reassign(owner, stray, outer)
        for cell, other in _corners(owner):
            _close(owner.ravel(), outer.ravel(), cell, other)
    raise ValueError("these regions cannot be made simple")


def _majority(owner: Ints, outer: Ints) -> Ints:
    """Each cell goes to the owner of most of the nine cells around it; ties stay."""
    around = [owner]
    for dx, dy, _ in MOVES:
        here, there = window(dx, dy)
        shifted = np.full_like(owner, -1)
        shifted[here] = np.where(outer[here] == outer[there], owner[there], -1)
        around.append(shifted)
    best, votes = owner.copy(), sum((other == owner).astype(np.int64) for other in around)
    for candidate in around[1:]:
        count = sum((other == candidate).astype(np.int64) for other in around)
        better = (count > votes) & (candidate >= 0) & (owner >= 0)
        best, votes = np.where(better, candidate, best), np.where(better, count, votes)
    return np.asarray(best)


def _corners(owner: Ints) -> list[tuple[int, int]]:
    """Pairs of diagonal neighbours of one owner whose other two neighbours both belong to others."""
    south_west, south_east, north_west, north_east = owner[:-1, :-1], owner[:-1, 1:], owner[1:, :-1], owner[1:, 1:]
    rising = (south_west == north_east) & (south_east != south_west) & (north_west != south_west)
    falling = (south_east == north_west) & (south_west != south_east) & (north_east != south_east)
    found = [(int(r) * NX + int(c), NX + 1) for r, c in np.argwhere(rising)]
    found += [(int(r) * NX + int(c) + 1, NX - 1) for r, c in np.argwhere(falling)]
    return found


def _close(owner: Ints, outer: Ints, cell: int, diagonal: int) -> None:
    """Fill one of the two cells between a cell and its diagonal neighbour."""
    beside = (cell + 1 if diagonal == NX + 1 else cell - 1, cell + NX)
    for other in beside:
        if outer[other] == outer[cell]:
            owner[other] = owner[cell]
            return


def pieces(owner: Ints) -> Ints:
    """A number for every set of cells of one owner that hang together by their sides."""
    begins = np.ones(owner.shape, dtype=bool)
    begins[:, 1:] = owner[:, 1:] != owner[:, :-1]
    runs = np.cumsum(begins.ravel()).reshape(owner.shape) - 1
    touching = owner[1:] == owner[:-1]
    pairs = np.stack([runs[:-1][touching], runs[1:][touching]], axis=1)
    pairs = pairs[np.any(np.diff(pairs, axis=0, prepend=-1) != 0, axis=1)]
    root = list(range(int(runs[-1, -1]) + 1))

    def find(run: int) -> int:
        while root[run] != run:
            root[run] = root[root[run]]
            run = root[run]
        return run

    for a, b in pairs.tolist():
        low, high = sorted((find(a), find(b)))
        root[high] = low
    return np.asarray(np.array([find(run) for run in range(len(root))])[runs])


def strays(owner: Ints) -> Mask:
    """Cells outside the largest piece of their owner; nobody's cells are never astray."""
    piece = pieces(owner)
    sizes = np.bincount(piece.ravel())
    whose = np.zeros_like(sizes)
    whose[piece.ravel()] = owner.ravel()
    largest: dict[int, tuple[int, int]] = {}
    for number in np.flatnonzero(sizes).tolist():
        who, rank = int(whose[number]), (int(sizes[number]), -number)
        largest[who] = max(largest.get(who, rank), rank)
    kept = np.zeros(len(sizes), dtype=bool)
    kept[[-number for _, number in largest.values()]] = True
    return np.asarray(~kept[piece] & (owner >= 0))


def _reassign(owner: Ints, stray: Mask, outer: Ints) -> Ints:
    """Give each stray piece to the neighbour in the same larger region that it shares most sides with."""
    flat, lost, group, piece = owner.ravel().copy(), stray.ravel(), outer.ravel(), pieces(owner).ravel()
    votes: dict[int, dict[int, int]] = {}
    for cell in np.flatnonzero(lost).tolist():
        tally = votes.setdefault(int(piece[cell]), {})
        for near in (cell + 1, cell - 1, cell + NX, cell - NX):
            if not lost[near] and group[near] == group[cell]:
                tally[int(flat[near])] = tally.get(int(flat[near]), 0) + 1
    for number, tally in votes.items():
        if tally:
            flat[piece == number] = max(sorted(tally), key=lambda key: tally[key])
    return flat.reshape(owner.shape)
