"""Texts of a session: the sets that were done, and the one that comes next."""

import dataclasses
import itertools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from posecoach.core.exercise import Exercise
from posecoach.core.form.cue import fault_cue
from posecoach.core.session.record import SetRecord
from posecoach.core.session.routine import Item, Routine, compare
from posecoach.core.session.status import Update
from posecoach.overlay.hud import clock
from posecoach.overlay.live_view import Show, Summary
from posecoach.words import Words

Exercises = Mapping[str, Exercise]

STAND = {"side": "screen.side_on", "front": "screen.face_on", "oblique": "screen.half_on"}


@dataclass(frozen=True, slots=True)
class Previous:
    """An exercise in earlier sessions: the best set of the last one and of all, in repetitions or seconds."""

    last: float
    best: float


PreviousByExercise = Mapping[str, Previous]


def to_come(update: Update, show: Show) -> Update:
    """Return an update as it is shown before a set has begun: the coach's numbers are still of the set before."""
    status = update.status
    rest = math.nan if show.set_number else status.rest
    partial = status.partial if status.in_set else 0
    number = status.set_number + (status.set_number > 0 and not status.in_set)
    ahead = dataclasses.replace(status, reps=0, partial=partial, rest=rest, set_number=number)
    return dataclasses.replace(update, status=ahead)


def named(item: Item, exercises: Exercises, words: Words) -> str:
    """Return an item's exercise and variant, for people."""
    exercise = exercises[item.exercise]
    title = words.title(exercise.name, exercise.title)
    variant = next((v for v in exercise.variants if v.name == item.variant), None)
    return f"{title}, {words.variant(exercise.name, variant.name, variant.title)}" if variant else title


def aim(item: Item, words: Words) -> str:
    """Return what a set of an item is, as the screen shows it: "10 repetitions", "20 to 30 s"."""
    if item.seconds[0]:
        low, high = item.seconds
        span = (
            f"{low:g}" if low == high else words("amount.range", low=f"{low:g}", high=f"{high:g}", plural="")
        )
        return words("screen.aim_seconds", seconds=span.strip())
    low, high = item.reps
    if not high:
        return words("screen.aim_free")
    if low != high:
        return words("screen.aim_range", low=f"{low:g}", high=f"{high:g}")
    return words("screen.aim_rep") if high == 1 else words("screen.aim_reps", number=f"{high:g}")


def amount(item: Item, exercises: Exercises, words: Words) -> str:
    """Return what a set of an item is, as a voice says it: "ten push-ups"."""
    exercise = exercises[item.exercise]
    title, plural = named(item, exercises, words), words.plural(exercise.name, exercise.title)
    if item.seconds[0]:
        key = "amount.hold_sides" if exercise.sides else "amount.hold"
        return words(key, exercise=title, seconds=f"{item.seconds[0]:.0f}")
    variant = title.partition(", ")[2]
    plural = f"{plural}, {variant}" if variant else plural
    low, high = item.reps
    if not high:
        return words("amount.free", plural=plural)
    if high == 1:
        return words("amount.one", exercise=title)
    if low != high:
        return words("amount.range", low=words.number(low), high=words.number(high), plural=plural)
    return words("amount.reps", number=words.number(high), plural=plural)


def set_call(item: Item, number: int, exercises: Exercises, words: Words) -> str:
    """Return the call of a set: "Set 2 of 3: ten push-ups."."""
    what = amount(item, exercises, words)
    if item.sets > 1:
        return words("say.call_set", number=number, sets=item.sets, what=what)
    return words("say.call", what=what[:1].upper() + what[1:])


def next_call(
    plan: Routine | None, item: Item | None, number: int, exercises: Exercises, words: Words
) -> str:
    """Return what the rest's announcement says of what comes next."""
    if plan is None or item is None:
        only = list(exercises.values())
        if len(only) != 1:
            return words("say.next_free")
        return words("say.next", what=words.title(only[0].name, only[0].title))
    what = amount(item, exercises, words)
    if item.sets > 1:
        return words("say.next_set", number=number, sets=item.sets, what=what)
    return words("say.next", what=what)


def following(
    sets: Sequence[tuple[Item, int]], position: int, exercises: Exercises, words: Words
) -> tuple[str, str]:
    """Return what comes next, and more on it: how much of it, and how to stand where that changes.

    Args:
        sets: the planned ones; none where nothing is planned.
        position: index of the planned set to come.
        exercises: what may be done.
        words: of the user's language.
    """
    if not sets:
        only = list(exercises.values())
        if len(only) != 1:
            return words("screen.as_you_like"), ""
        return words.title(only[0].name, only[0].title), words("screen.free_next")
    position = min(position, len(sets) - 1)
    item, number = sets[position]
    detail = aim(item, words)
    if item.sets > 1:
        detail = f"{words('screen.set_of', number=number, sets=item.sets)} · {detail}"
    if position and sets[position - 1][0] is not item:
        detail += f" · {words(STAND[exercises[item.exercise].views[0]])}"
    return named(item, exercises, words), detail


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


MAX_ROWS = 5
"""Sets up to which each has a row: of more, there may be no room for the first ones."""


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


SEPARATOR = " \N{MIDDLE DOT} "


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
