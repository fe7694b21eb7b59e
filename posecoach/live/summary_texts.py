"""Texts of what was done: the summary of a session, and the best set of all."""

import itertools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from posecoach.core.form.cue import fault_cue
from posecoach.core.session.record import SetRecord
from posecoach.core.session.routine import Item, Routine, compare
from posecoach.live.texts import Exercises, named
from posecoach.overlay.hud import clock
from posecoach.overlay.live_view import Summary
from posecoach.words import Words

MAX_ROWS = 5
"""Sets up to which each has a row: of more, there may be no room for the first ones."""

SEPARATOR = " \N{MIDDLE DOT} "


@dataclass(frozen=True, slots=True)
class Previous:
    """An exercise in earlier sessions: the best set of the last one and of all, in repetitions or seconds."""

    last: float
    best: float


PreviousByExercise = Mapping[str, Previous]


def summarised(
    sets: Sequence[SetRecord],
    plan: Routine | None,
    exercises: Exercises,
    t: float,
    words: Words,
    previous: PreviousByExercise,
) -> Summary:
    """Return finished sets, beside the plan where there is one, and the whole in a line; `t`: s of the session."""
    lines: list[tuple[str, Item | None, SetRecord | None]] = []
    if plan is None:
        lines = [(_title(each, exercises, words), None, each) for each in sets]
    else:
        for line in compare(plan, sets):
            if line.item:
                lines.append((named(line.item, exercises, words), line.item, line.done))
            elif line.done:
                lines.append((_title(line.done, exercises, words), None, line.done))
    rows = _rows(lines, exercises, words, best_sets(sets), previous)
    reps = sum(len(each.reps) for each in sets)
    held = sum(each.held for each in sets)
    rest = sum(each.rest_before for each in sets if not math.isnan(each.rest_before))
    parts = (
        clock(t),
        words(f"screen.repetition{'s' * (reps != 1)}", number=reps) if reps or not held else "",
        words("screen.held", seconds=f"{held:.0f}") if held else "",
        words("screen.at_rest", time=clock(rest)) if rest else "",
    )
    return Summary(tuple(rows), SEPARATOR.join(part for part in parts if part))


def best_sets(sets: Sequence[SetRecord]) -> dict[str, SetRecord]:
    """Return the best set of each exercise."""
    bests: dict[str, SetRecord] = {}
    for each in sets:
        best = bests.get(each.exercise)
        bests[each.exercise] = each if best is None or _amount(each) > _amount(best) else best
    return bests


def best_yet(each: SetRecord, words: Words, previous: PreviousByExercise) -> str:
    """Return what is said of a set that beats all earlier sessions; empty where it does not."""
    before = previous.get(each.exercise)
    if before is None or not _amount(each) > before.best:
        return ""
    return words("say.best_yet", last=f"{before.last:.0f}", today=f"{_amount(each):.0f}")


def _amount(each: SetRecord) -> float:
    return float(each.sides.min_held) if each.holds else float(len(each.reps))


def _title(each: SetRecord, exercises: Exercises, words: Words) -> str:
    return words.title(each.exercise, exercises[each.exercise].title)


def _rows(
    lines: Sequence[tuple[str, Item | None, SetRecord | None]],
    exercises: Exercises,
    words: Words,
    bests: Mapping[str, SetRecord],
    previous: PreviousByExercise,
) -> list[tuple[str, str, str]]:
    """Return what was done, how much, and a remark, for each of (title, what was planned, what was done).

    Where there are many, alike ones that follow each other share a row.
    """
    groups = [list(alike) for _, alike in itertools.groupby(lines, key=lambda line: line[:2])]
    if len(lines) <= MAX_ROWS:
        groups = [[line] for line in lines]
    rows: list[tuple[str, str, str]] = []
    for group in groups:
        title, item, _ = group[0]
        done = [each for _, _, each in group if each is not None]
        much = SEPARATOR.join(_much(each, words) if each else "-" for _, _, each in group)
        if not done:
            much, remark = "-", words("screen.not_done")
        else:
            remark = _remark(done, exercises, words, bests, previous)
        if done and item and item.reps[1]:
            low, high = item.reps
            span = f"{high:.0f}" if low == high else words("plan.span", low=f"{low:.0f}", high=f"{high:.0f}")
            much = words("screen.amount_of", number=much, goal=span)
        rows.append((title, much, remark))
    return rows


def _much(each: SetRecord, words: Words) -> str:
    if each.holds:
        sides = each.sides
        if not sides.sided:
            return words("screen.aim_seconds", seconds=f"{sides.max_held:.0f}")
        return words("screen.sides_held", left=f"{sides.on('left'):.0f}", right=f"{sides.on('right'):.0f}")
    return str(len(each.reps))


def _remark(
    done: Sequence[SetRecord],
    exercises: Exercises,
    words: Words,
    bests: Mapping[str, SetRecord],
    previous: PreviousByExercise,
) -> str:
    """Return the most that can be said of sets of one exercise: the best yet, the usual fault, or that all was good."""
    exercise = done[0].exercise
    before, best = previous.get(exercise), bests.get(exercise)
    if before is not None and any(each is best and _amount(each) > before.best for each in done):
        return words("screen.best_yet", last=f"{before.last:.0f}")
    faults = Counter[str]()
    for each in done:
        faults.update(each.faults)
    if not faults:
        return words("screen.good") if all(each.good for each in done) else ""
    worst = max(faults, key=lambda name: faults[name])
    text = fault_cue(exercises.get(exercise), worst, {})
    return f"{words.short_cue(exercise, worst, text)} {faults[worst]}\N{MULTIPLICATION SIGN}"
