"""Movements, and the series that they belong to: those of like range that follow each other."""

import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from posecoach.core.counting.evidence import Evidence
from posecoach.core.counting.tunables import DEFAULT_TUNABLES, Tunables

A_RUN = 2
"""Movements that are no chance among others that are something else."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A movement to be judged.

    Attributes:
        turn: s, its turning point.
        depth: 0 at the exercise's usual start, 1 at its usual target, at the turning point.
        rom: range of motion, as a share of the way from start to target.
        evidence: what is seen in it.
        span: s, from where it was first seen to where it ended or was seen last; NaN where nobody asks.
        incomplete: why too little of it was seen; empty where enough was.
        shallow: why it is short of the exercise's standard depth; empty where it is not, or nobody can tell.
        deep: whether it plainly reached that standard.
        cut: whether the view ended where it could as well have been complete as not.
    """

    turn: float
    depth: float
    rom: float
    evidence: Evidence
    span: tuple[float, float] = (math.nan, math.nan)
    incomplete: str = ""
    shallow: str = ""
    deep: bool = False
    cut: bool = False


def find_series(candidates: Sequence[Candidate], tunables: Tunables = DEFAULT_TUNABLES) -> list[list[int]]:
    """Group movements of like range that follow each other; smaller ones between them are passed over.

    The largest movement left begins a series, which grows to both sides.
    """
    left = {i for i, each in enumerate(candidates) if not each.incomplete}
    found: list[list[int]] = []
    for seed in sorted(left, key=lambda i: -candidates[i].rom):
        if seed not in left:
            continue
        members = [seed]
        for step in (1, -1):
            members += _grow(candidates, left - set(members), seed, step, tunables)
        left -= set(members)
        found += _told_apart(candidates, sorted(members), tunables)
    return found


def _told_apart(
    candidates: Sequence[Candidate], series: list[int], tunables: Tunables
) -> Iterator[list[int]]:
    """Yield the movements of a series that are plainly something else apart from the rest.

    What somebody does before a set does not speak against it. A single good movement among others is chance.
    """
    misses = [candidates[i].evidence.misses for i in series]
    limit = min(misses) + tunables.alike_misses
    alike = [i for i, missed in zip(series, misses, strict=True) if missed <= limit]
    if A_RUN <= len(alike) < len(series):
        yield alike
        yield [i for i in series if i not in alike]
    else:
        yield series


def _grow(
    candidates: Sequence[Candidate], left: set[int], seed: int, step: int, tunables: Tunables
) -> list[int]:
    """Find the members of a series to one side of its seed."""
    members = [seed]
    i, last = seed + step, candidates[seed].turn
    while 0 <= i < len(candidates) and abs(candidates[i].turn - last) <= tunables.series_gap:
        if i in left:
            usual = statistics.median(candidates[j].rom for j in members[-tunables.neighbours :])
            if tunables.alike_min <= candidates[i].rom / usual <= tunables.alike_max:
                members.append(i)
                last = candidates[i].turn
        i += step
    return members[1:]
