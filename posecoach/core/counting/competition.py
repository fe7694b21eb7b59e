"""Lets exercises compete for a recording: no second one is counted in the same seconds, or beside a set by chance."""

from collections.abc import Iterator, Mapping, Sequence

from posecoach.core.counting.movement_series import Candidate, find_series
from posecoach.core.counting.set_judge import Ruling
from posecoach.core.counting.tunables import DEFAULT_TUNABLES, Tunables
from posecoach.core.events import Verdict

A_SET = 3
"""Repetitions of an exercise beside which a single one of another is no set."""

BESIDE = "it was alone beside a set of another exercise ({}), as when something is picked up"
"""The reason of such a movement."""


def compete(
    candidates: Mapping[str, Sequence[Candidate]],
    rulings: Mapping[str, Sequence[Ruling]],
    tunables: Tunables = DEFAULT_TUNABLES,
) -> dict[str, list[Ruling]]:
    """Let exercises compete for the same seconds: the series that explains more of them keeps its movements.

    Args:
        candidates: every movement, by exercise.
        rulings: a verdict on each of them.
        tunables: the numbers that decide.

    Returns:
        The rulings, in which no two exercises count movements of the same time.
    """
    final = {name: list(found) for name, found in rulings.items()}
    all_series = [(name, s) for name, found in candidates.items() for s in find_series(found, tunables)]
    bids = []
    for name, series in all_series:
        counted = _counted(series, final[name])
        support = sum(max(0.0, 1.0 - candidates[name][i].evidence.misses) for i in counted)
        bids.append((support, name, counted))
    taken: list[tuple[str, tuple[float, float]]] = []
    for _, name, counted in sorted(bids, key=lambda bid: -bid[0]):
        mine = [candidates[name][i].span for i in counted]
        rivals = [
            next((other for other, span in taken if other != name and _overlap(span, own)), "")
            for own in mine
        ]
        # Who loses most of a series to another exercise has not done the rest either.
        lost = max(rivals, key=rivals.count) if sum(map(bool, rivals)) * 2 > len(rivals) else ""
        for i, own, rival in zip(counted, mine, rivals, strict=True):
            if winner := rival or lost:
                final[name][i] = Ruling(
                    Verdict.REJECTED, f"it was rather part of a {winner.replace('_', ' ')}"
                )
            else:
                taken.append((name, own))
    left = [(name, _counted(series, final[name])) for name, series in all_series]
    for name, i, neighbour in _alone(candidates, left, tunables.series_gap):
        final[name][i] = Ruling(Verdict.REJECTED, BESIDE.format(neighbour.replace("_", " ")))
    return final


def _counted(series: Sequence[int], rulings: Sequence[Ruling]) -> list[int]:
    """Return those movements of a series that are counted."""
    return [i for i in series if rulings[i].verdict is Verdict.COUNTED]


def _alone(
    candidates: Mapping[str, Sequence[Candidate]],
    series: Sequence[tuple[str, Sequence[int]]],
    most_gap: float,
) -> Iterator[tuple[str, int, str]]:
    """Yield each exercise's single movements beside a set of another one, which is named, too.

    Args:
        candidates: every movement, by exercise.
        series: the counted movements of each series, with its exercise.
        most_gap: s between the movement and the set, at most.
    """
    sets = [(name, candidates[name][s[0]], candidates[name][s[-1]]) for name, s in series if len(s) >= A_SET]
    for name, lone in series:
        if len(lone) != 1:
            continue
        start, end = candidates[name][lone[0]].span
        for other, first, last in sets:
            gap = max(first.span[0] - end, start - last.span[1])
            if other != name and 0.0 <= gap <= most_gap:
                yield name, lone[0], other
                break


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Return whether two times share more than a third of the shorter one."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > min(one[1] - one[0], other[1] - other[0]) / 3.0
