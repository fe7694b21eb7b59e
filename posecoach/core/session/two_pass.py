"""Analyses a recording in passes: a file is not a camera, its end is known.

The same coach goes through the poses three times. First, as if live, it learns how far this person moves.
Then it finds every movement with that in mind, and each set is judged as a whole. Last, it reports what
happened. What was measured the first time is not measured again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from posecoach.core.counting.competition import compete
from posecoach.core.counting.exercise_classifier import FirstPassStats
from posecoach.core.counting.movement_series import Candidate
from posecoach.core.counting.set_judge import (
    in_doubt,
    judge_set,
    nearness,
    usual_rom,
)
from posecoach.core.counting.tracker_group import TrackerGroup
from posecoach.core.counting.tunables import DEFAULT_TUNABLES, Tunables
from posecoach.core.events import Event, Verdict
from posecoach.core.exercise import Exercise
from posecoach.core.pose.frame_analysis import Analyzer
from posecoach.core.pose.landmarks import Pose
from posecoach.core.pose.reading_cache import CachedAnalyzer
from posecoach.core.session.coach import Coach
from posecoach.core.session.loop import recorded, run
from posecoach.core.session.record import Record
from posecoach.core.session.status import NOTHING_DONE, Update

Poses = Iterable[tuple[float, Pose | None]]
"""(t, pose) pairs, t in seconds."""

LIKELY = 1.0
"""Nearness from which it is worth saying: one movement that just fell short, or two that did by more."""

MANY_FRAMES = 30
"""Frames from which a hold that lacked one condition came near."""


class MovementFinder:
    """Finds the movements of a recording, before anybody is coached by them. The loop takes it for a coach.

    Args:
        exercises: what may be done.
        analyzer: turns poses into readings.
        known: what an earlier pass has shown.
        tunables: the numbers that counting depends on.
    """

    def __init__(
        self, exercises: Sequence[Exercise], analyzer: Analyzer, known: FirstPassStats, tunables: Tunables
    ) -> None:
        self._analyzer = analyzer
        self._trackers = TrackerGroup(
            exercises, wait_for_end=True, first_pass=known, report_reps=False, tunables=tunables
        )
        self._t = 0.0

    def step(self, t: float, pose: Pose | None) -> Update:
        """Take the pose at `t` seconds. The update says nothing: there is nobody to show it to."""
        self._t = t
        self._trackers.step(self._analyzer.step(t, pose))
        return Update(t, pose, {}, NOTHING_DONE, ())

    def finish(self) -> tuple[Event, ...]:
        """End the movement under way; returns no events."""
        self._trackers.finish(self._t)
        return ()

    @property
    def candidates(self) -> Mapping[str, Sequence[Candidate]]:
        """Every movement so far with its evidence, by exercise."""
        return self._trackers.candidates


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
    analyzer, known = CachedAnalyzer(), FirstPassStats()
    for _ in range(2):
        finder = MovementFinder(exercises, analyzer, known, tunables)
        run(recorded(poses()), finder)
        known = judge_sets(finder.candidates, tunables, final=bool(known.median_rom))
        analyzer.rewind()
    last = Coach(
        exercises, variant, wait_for_end=True, first_pass=known, tunables=tunables, analyzer=analyzer
    )
    record = run(recorded(poses()), last)
    record.doubtful = list(known.doubtful)
    if not record.sets:
        record.nearest = _nearest(exercises, last, known)
    return record


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
    by_turn = {
        name: {c.turn: r for c, r in zip(found, rulings[name], strict=True)}
        for name, found in candidates.items()
    }
    return FirstPassStats(
        median_rom={name: usual_rom(found, rulings[name]) for name, found in candidates.items()},
        counted=turns[Verdict.COUNTED] if final else {},
        refused=turns[Verdict.REJECTED] if final else {},
        rulings=by_turn if final else {},
        doubtful=[
            span for name, found in candidates.items() for span in in_doubt(found, rulings[name], tunables)
        ],
    )
