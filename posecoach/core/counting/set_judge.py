"""Judges movements by the series they belong to.

Two questions are kept apart. Is this series the exercise? It is asked once, of all that is seen in it. How
many repetitions has it? All its movements, but for those that are plainly something else, with less patience
for the first and the last.
"""

import dataclasses
import itertools
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from posecoach.core.counting.evidence import DURATION, Evidence, pool
from posecoach.core.counting.movement_series import Candidate, find_series
from posecoach.core.counting.tunables import DEFAULT_TUNABLES, Tunables
from posecoach.core.events import Verdict

WITH_SET = " (refused with its set)"
"""The end of the reason for a movement that was refused with its series."""

BRISKEST = 0.55
"""Shortest usual gap of a set, s; the fastest twentieth of annotated repetitions follow each other in 0.57 s (RepCount-A)."""

EVEN = 0.6
"""Shortest gap of an even rhythm, as a share of the usual one; the longest is 1 / EVEN times as long."""

NEAR_MISSES = 2.0
"""Misses from which a movement was nothing like the exercise."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict, and why it is not `counted`; or with what else it was counted."""

    verdict: Verdict
    why: str = ""


def judge_set(candidates: Sequence[Candidate], tunables: Tunables = DEFAULT_TUNABLES) -> list[Ruling]:
    """Rule on movements of one exercise, in the order of time.

    Args:
        candidates: in the order of time.
        tunables: the numbers that decide.

    Returns:
        One ruling for each candidate.
    """
    rulings = [Ruling(Verdict.REJECTED, each.incomplete) for each in candidates]
    for series in find_series(candidates, tunables):
        for i, ruling in zip(series, _judge_series([candidates[i] for i in series], tunables), strict=True):
            rulings[i] = ruling
    _thin_out(candidates, rulings, tunables)
    _mark_partial(candidates, rulings, tunables)
    return rulings


def _judge_series(members: Sequence[Candidate], tunables: Tunables) -> list[Ruling]:
    """Rule on the members of one series."""
    gaps = [after.turn - before.turn for before, after in itertools.pairwise(members)]
    if _rhythm_is_even(gaps, tunables):
        members = [dataclasses.replace(each, evidence=each.evidence.without(DURATION)) for each in members]
    own = [each.evidence.misses for each in members]
    leniency = _leniency(statistics.median(min(each.depth, each.rom) for each in members), tunables)
    pooled = pool(each.evidence for each in members)
    # The more movements are alike, the less it is chance; but one of them at least has to be right by itself.
    sure = len(members) / (len(members) + 1.0)
    usual_misses = tunables.series_tolerance / 2.0
    if pooled.misses > tunables.series_tolerance * leniency * sure or min(own) > usual_misses:
        refused = _refused(pooled, tunables)
        why = refused.why + (WITH_SET if len(members) > 1 else "")
        partial = refused.verdict is Verdict.PARTIAL
        return [Ruling(refused.verdict, (partial and each.shallow) or why) for each in members]
    rulings = []
    for i, (each, misses) in enumerate(zip(members, own, strict=True)):
        tolerance = _tolerance(gaps, i, tunables)
        if misses > pooled.misses + tolerance * leniency:
            rulings.append(_refused(each.evidence, tunables))
        elif misses > usual_misses:
            like = sum(other <= usual_misses for other in own)
            rulings.append(Ruling(Verdict.COUNTED, f"counted with its set: {like} of {len(members)} like it"))
        else:
            rulings.append(Ruling(Verdict.COUNTED))
    return rulings


def _rhythm_is_even(gaps: Sequence[float], tunables: Tunables) -> bool:
    """Return whether movements follow each other so evenly that their rhythm tells more of their time than each does."""
    if len(gaps) < tunables.rhythm_gaps:
        return False
    usual = statistics.median(gaps)
    return usual >= BRISKEST and all(EVEN < gap / usual < 1.0 / EVEN for gap in gaps)


def _tolerance(gaps: Sequence[float], i: int, tunables: Tunables) -> float:
    """Return what a member may miss beyond its series: least where it is out of the rhythm."""
    inner = 0 < i < len(gaps)
    tolerance = tunables.member_tolerance if inner else tunables.edge_tolerance
    if len(gaps) < tunables.rhythm_gaps:
        return tolerance
    nearest = gaps[0] if i == 0 else gaps[-1]
    off_beat = not inner and nearest > tunables.off_beat * statistics.median(gaps)
    return tunables.series_tolerance / 2.0 if off_beat else tolerance


def _thin_out(candidates: Sequence[Candidate], rulings: list[Ruling], tunables: Tunables) -> None:
    """Refuse the worse one of two movements that follow each other much faster than all others.

    A tracker that slips in mid-movement makes two of one.
    """
    counted = [i for i, ruling in enumerate(rulings) if ruling.verdict is Verdict.COUNTED]
    gaps = [candidates[j].turn - candidates[i].turn for i, j in itertools.pairwise(counted)]
    if len(gaps) < tunables.rhythm_gaps:
        return
    usual = statistics.median(gaps)
    kept = counted[0]
    for i in counted[1:]:
        if (candidates[i].turn - candidates[kept].turn) * tunables.off_beat < usual:
            worse = max((kept, i), key=lambda j: (candidates[j].evidence.misses, -candidates[j].rom))
            rulings[worse] = Ruling(Verdict.REJECTED, "it came too close to another one to be a repetition")
            kept = i if worse == kept else kept
        else:
            kept = i


def _refused(evidence: Evidence, tunables: Tunables) -> Ruling:
    """Rule on what cannot be counted: it may still be a partial repetition."""
    rest = evidence.misses_if_partial
    partial = rest < evidence.misses and rest <= tunables.series_tolerance / 2.0
    why = evidence.worst.why if evidence.worst else ""
    return Ruling(Verdict.PARTIAL if partial else Verdict.REJECTED, why)


def _leniency(depth: float, tunables: Tunables) -> float:
    """Return the share of a tolerance that movements of such a depth have, 0 to 1."""
    span = tunables.lenient_to - tunables.lenient_from
    return min(1.0, max(0.0, (depth - tunables.lenient_from) / span))


def _mark_partial(candidates: Sequence[Candidate], rulings: list[Ruling], tunables: Tunables) -> None:
    """Make partial what was counted and is short of the standard, or of the person's own range.

    The standard comes first. The own range is that of the neighbours in time: people tire, and the camera's
    view may change within a set.
    """
    counted = [i for i, ruling in enumerate(rulings) if ruling.verdict is Verdict.COUNTED]
    for i in counted:
        each = candidates[i]
        if each.shallow:
            rulings[i] = Ruling(Verdict.PARTIAL, each.shallow)
        elif not each.deep and min(each.depth, each.rom) < tunables.standard_depth:
            near = sorted(counted, key=lambda j: abs(candidates[j].turn - each.turn))
            usual = statistics.median(candidates[j].rom for j in near[: 2 * tunables.neighbours + 1])
            if each.rom < tunables.min_rom_share * usual:
                rulings[i] = Ruling(Verdict.PARTIAL, f"only {each.rom / usual:.0%} of your usual range")


def usual_rom(candidates: Sequence[Candidate], rulings: Sequence[Ruling]) -> float:
    """Return the median range of motion of what was counted; NaN where nothing was."""
    counted = [
        each.rom
        for each, ruling in zip(candidates, rulings, strict=True)
        if ruling.verdict is Verdict.COUNTED
    ]
    return statistics.median(counted) if counted else math.nan


def in_doubt(
    candidates: Sequence[Candidate], rulings: Sequence[Ruling], tunables: Tunables = DEFAULT_TUNABLES
) -> list[tuple[float, float]]:
    """Return the times, in s, of movements whose count could change if they were seen better.

    These are what just fell short, and what the view's end cuts about where a repetition is complete. What
    misses much, or went far too little, would not count at any look.
    """
    return [
        each.span
        for each, ruling in zip(candidates, rulings, strict=True)
        if (each.cut or (ruling.verdict is not Verdict.COUNTED and not each.incomplete))
        and each.evidence.misses <= tunables.near_miss
        and min(each.depth, each.rom) >= tunables.near_depth
    ]


def nearness(candidates: Sequence[Candidate], rulings: Sequence[Ruling]) -> tuple[float, str]:
    """Return how near movements came to counting, 0 for not at all, and the commonest reason why not.

    Args:
        candidates: movements of one exercise.
        rulings: a verdict on each.
    """
    reasons: dict[str, float] = {}
    for each, ruling in zip(candidates, rulings, strict=True):
        near = max(0.0, NEAR_MISSES - each.evidence.misses)
        if ruling.why and not each.incomplete and near > 0.0:
            why = ruling.why.removesuffix(WITH_SET)
            reasons[why] = reasons.get(why, 0.0) + near
    return sum(reasons.values()), max(reasons, key=lambda why: reasons[why], default="")
