"""What was done and what comes next, in a few words."""

import dataclasses
import math
from collections.abc import Mapping, Sequence

from posecoach.core.exercise import Exercise
from posecoach.core.form.setup_check import STAND
from posecoach.core.session.coach import Update
from posecoach.core.session.record import SetRecord
from posecoach.core.session.routine import Item, Routine, compare
from posecoach.overlay.hud import clock
from posecoach.overlay.live_view import Show, Summary

Exercises = Mapping[str, Exercise]


def to_come(update: Update, show: Show) -> Update:
    """An update as it is shown before a set has begun: the coach's numbers are still those of the one before."""
    status = update.status
    rest = math.nan if show.set_number else status.rest
    partial = status.partial if status.in_set else 0
    return dataclasses.replace(update, status=dataclasses.replace(status, reps=0, partial=partial, rest=rest))


def named(item: Item, exercises: Exercises) -> str:
    """An item's exercise and variant, for people."""
    exercise = exercises[item.exercise]
    way = next((v.title.split(",")[0] for v in exercise.variants if v.name == item.variant), "")
    return f"{exercise.title}, {way}" if way else exercise.title


def following(plan: Routine | None, position: int, exercises: Exercises) -> tuple[str, str]:
    """What comes next, and more on it: how much of it, and how to stand where that changes.

    Args:
        plan: None where nothing is planned.
        position: index of the planned set to come.
        exercises: what may be done.
    """
    if plan is None:
        only = list(exercises.values())
        return (only[0].title, "the next set, when you are ready") if len(only) == 1 else ("as you like", "")
    sets = plan.sets
    position = min(position, len(sets) - 1)
    item, number = sets[position]
    detail = f"set {number} of {item.sets} · {item.aim()}" if item.sets > 1 else item.aim()
    if position and sets[position - 1][0] is not item:
        view = exercises[item.exercise].views[0]
        detail += f" · {STAND[view].removesuffix(' to the camera').lower()}"
    return named(item, exercises), detail


def summarised(sets: Sequence[SetRecord], plan: Routine | None, exercises: Exercises, t: float) -> Summary:
    """Finished sets, beside the plan where there is one, and the whole in a line; `t`: s of the session."""
    rows: list[tuple[str, str, str]] = []
    if plan is None:
        rows = [(exercises[each.exercise].title, _much(each, None), _remark(each)) for each in sets]
    else:
        for line in compare(plan, sets):
            if line.done is None:
                rows += [(named(line.item, exercises), "-", "not done")] if line.item else []
                continue
            title = named(line.item, exercises) if line.item else exercises[line.done.exercise].title
            rows.append((title, _much(line.done, line.item), _remark(line.done)))
    reps = sum(len(each.reps) for each in sets)
    held = sum(each.held for each in sets)
    rest = sum(each.rest_before for each in sets if not math.isnan(each.rest_before))
    parts = (
        clock(t),
        f"{reps} repetition{'s' if reps != 1 else ''}" if reps or not held else "",
        f"{held:.0f} s held" if held else "",
        f"{clock(rest)} at rest" if rest else "",
    )
    return Summary(tuple(rows), " · ".join(part for part in parts if part))


def _much(each: SetRecord, item: Item | None) -> str:
    if each.holds:
        return str(each.sides)
    goal = f" of {item.reps[1]:.0f}" if item and item.reps[1] else ""
    return f"{len(each.reps)}{goal}"


def _remark(each: SetRecord) -> str:
    faults = each.faults
    if not faults:
        return "good" if each.good else ""
    worst = max(faults, key=lambda name: faults[name])
    return f"{worst.replace('_', ' ')} {faults[worst]}\N{MULTIPLICATION SIGN}"
