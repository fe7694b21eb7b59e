"""Analyses a recording in passes: a file is not a camera, its end is known.

The same coach goes through the poses three times. First, as if live, it learns how far this person moves.
Then it finds every movement with that in mind, and each set is judged as a whole. Last, it reports what
happened. What was measured the first time is not measured again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from posecoach.core.counting.exercise_classifier import FirstPassStats
from posecoach.core.counting.set_judge import (
    Candidate,
    compete,
    in_doubt,
    judge_set,
    nearness,
    usual_rom,
)
from posecoach.core.counting.tunables import DEFAULT_TUNABLES, Tunables
from posecoach.core.events import Verdict
from posecoach.core.exercise import Exercise
from posecoach.core.pose.frame_analysis import FrameAnalysis, FrameAnalyzer
from posecoach.core.pose.landmarks import Pose
from posecoach.core.pose.reading_cache import ReadingCache
from posecoach.core.session.coach import Coach
from posecoach.core.session.record import Record

Poses = Iterable[tuple[float, Pose | None]]


def watch(poses: Poses, coach: Coach) -> Record:
    """Return the record of a coach that sees these poses as they come."""
    record = Record()
    for t, pose in poses:
        record.add(coach.step(t, pose))
    record.close(coach.finish())
    return record


def review(
    poses: Callable[[], Poses],
    exercises: Sequence[Exercise],
    variant: str = "",
    tunables: Tunables = DEFAULT_TUNABLES,
) -> Record:
    """Return the record of a recording, made with hindsight.

    Args:
        poses: called for each pass, gives the same (t, pose) pairs each time.
        exercises: what may be done in it; one, where it is known.
        variant: the variant asked for, whose rules then apply.
        tunables: the numbers that counting depends on.
    """
    analyzer, cache = FrameAnalyzer(), ReadingCache()
    seen: Iterable[FrameAnalysis] = (cache.keep(analyzer.step(t, pose)) for t, pose in poses())
    known = FirstPassStats()
    for _ in range(2):
        coach = Coach(exercises, variant, wait_for_end=True, first_pass=known, tunables=tunables)
        for analysis in seen:
            coach.follow(analysis)
        coach.finish()
        known = judge_sets(coach.candidates, tunables, final=bool(known.median_rom))
        seen = cache.again(poses())
    last = Coach(exercises, variant, wait_for_end=True, first_pass=known, tunables=tunables)
    record = _coached(seen, last)
    record.doubtful = list(known.doubtful)
    if not record.sets:
        record.nearest = _nearest(exercises, last, known)
    return record


LIKELY = 1.0
"""Nearness from which it is worth saying: one movement that just fell short, or two that did by more."""

MANY_FRAMES = 30
"""Frames from which a hold that lacked one condition came near."""


def _nearest(exercises: Sequence[Exercise], coach: Coach, known: FirstPassStats) -> tuple[str, str]:
    """Return the title of the exercise that came nearest to counting, and why it did not."""
    best = (0.0, "", "")
    for exercise in exercises:
        found = coach.candidates[exercise.name]
        rulings = known.rulings.get(exercise.name, {})
        judged = [(c, rulings[c.turn]) for c in found if c.turn in rulings]
        near, why = nearness([c for c, _ in judged], [r for _, r in judged])
        best = max(best, (near, exercise.title, why))
        alone = coach.missed_alone[exercise.name]
        if exercise.kind == "hold" and alone and len(exercises) == 1:
            why = max(alone, key=lambda reason: alone[reason])
            best = max(best, (alone[why] / MANY_FRAMES, exercise.title, why))
    return (best[1], best[2]) if best[0] >= LIKELY else ("", "")


def _coached(analyses: Iterable[FrameAnalysis], coach: Coach) -> Record:
    record = Record()
    for analysis in analyses:
        events = coach.follow(analysis)
        record.note(analysis.t, coach.progress, events, seen=analysis.pose is not None)
    record.close(coach.finish())
    return record


def judge_sets(
    candidates: Mapping[str, Sequence[Candidate]],
    tunables: Tunables = DEFAULT_TUNABLES,
    *,
    final: bool = True,
) -> FirstPassStats:
    """Judge all movements of a recording, set by set, for the next pass.

    Args:
        candidates: every movement of a recording, by exercise.
        tunables: the numbers that counting depends on.
        final: whether the verdicts stand; otherwise only what was learned of the person is passed on.
    """
    rulings = {name: judge_set(found, tunables) for name, found in candidates.items()}
    if final:
        rulings = compete(candidates, rulings, tunables)
    turns: dict[Verdict, dict[str, list[float]]] = {
        verdict: {
            name: [c.turn for c, r in zip(found, rulings[name], strict=True) if r.verdict is verdict]
            for name, found in candidates.items()
        }
        for verdict in Verdict
    }
    usual = {name: usual_rom(found, rulings[name]) for name, found in candidates.items()}
    return FirstPassStats(
        usual,
        turns[Verdict.COUNTED] if final else {},
        turns[Verdict.REJECTED] if final else {},
        {
            name: {c.turn: r for c, r in zip(found, rulings[name], strict=True)}
            for name, found in candidates.items()
        }
        if final
        else {},
        [span for name, found in candidates.items() for span in in_doubt(found, rulings[name], tunables)],
    )
