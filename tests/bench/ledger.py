"""Reasons of miscounts, in the product's own words."""

import math
from collections.abc import Iterator, Sequence

from posecoach.core.events import Rep, Verdict, reps_in
from posecoach.core.session.record import Record
from tests.bench.material import NONE
from tests.bench.scoring import Outcome, counted

NEAR = 0.5
"""s within which a counted repetition is the labelled one, as in `score.py`."""


def wrong(outcome: Outcome) -> float:
    """Return the number of repetitions too many or too few; 0 where the clip is right."""
    clip, record = outcome.clip, outcome.record
    done = {each.exercise for each in record.sets}
    if clip.exercise == NONE:
        never = (clip.label.get("never") or "").split()
        return sum(counted(record, name) for name in done if not never or name in never)
    return abs(clip.error(counted(record, clip.exercise))) + sum(
        counted(record, name) for name in done if name != clip.exercise
    )


def worst(outcomes: Sequence[Outcome], most: int) -> Iterator[str]:
    """The clips that are most wrong, each with its ledger, as lines of text."""
    bad = sorted((o for o in outcomes if wrong(o) or o.trouble), key=lambda o: (-wrong(o), o.clip.name))
    for outcome in bad[:most]:
        clip = outcome.clip
        found = {each.exercise: counted(outcome.record, each.exercise) for each in outcome.record.sets}
        said = ", ".join(f"{name} {count}" for name, count in found.items()) or "nothing"
        truth = clip.label["reps"] + (
            f" to {m}" if (m := clip.label.get("reps_max", "")) > clip.label["reps"] else ""
        )
        yield f"{clip.group}/{clip.name} (as {outcome.asked}): {clip.exercise} {truth}, counted {said}" + (
            f"; {outcome.trouble}" if outcome.trouble else ""
        )
        yield from (f"    {line}" for line in reasons(outcome))
        if note := clip.label.get("note") or clip.label.get("notes"):
            yield f"    label's note: {note}"
    if len(bad) > most:
        yield f"... and {len(bad) - most} more"


def reasons(outcome: Outcome) -> Iterator[str]:
    """Yield what was counted and what was not, and why, beside the labelled turns."""
    record, turns = outcome.record, outcome.clip.turns
    times = sorted(e.turn for e in reps_in(record.events))
    if turns:
        free = list(times)
        missed = []
        for turn in turns:
            near = min(free, key=lambda t, turn=turn: abs(t - turn), default=math.inf)
            if abs(near - turn) <= NEAR:
                free.remove(near)
            else:
                missed.append(turn)
        for what, which in (("labelled, not counted", missed), ("counted, not labelled", free)):
            if which:
                yield f"{what}: {moments(which)}"
    elif times:
        yield f"counted: {moments(times)}"
    tally: dict[tuple[str, str, str], list[float]] = {}
    for event in uncounted(record):
        tally.setdefault((event.verdict, event.exercise, event.why), []).append(event.turn)
    for (verdict, exercise, why), when in tally.items():
        yield f"{verdict} ({exercise}): {why}: {moments(when)}"


def uncounted(record: Record) -> Iterator[Rep]:
    """The movements that were not counted."""
    return (
        event for event in record.events if isinstance(event, Rep) and event.verdict is not Verdict.COUNTED
    )


def moments(times: Sequence[float], most: int = 12) -> str:
    """Some times, in seconds."""
    return " ".join(f"{t:.1f}" for t in times[:most]) + (
        f" and {len(times) - most} more" if len(times) > most else ""
    )
