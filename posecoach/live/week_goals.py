"""Goals of the week, and how far a session has come towards them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from posecoach.core.exercise import Exercise
from posecoach.core.session.record import SetRecord
from posecoach.words import Words


@dataclass(frozen=True, slots=True)
class WeekGoal:
    """A goal of the week, and what this week's earlier sessions did of it, in repetitions or seconds held."""

    goal: float
    earlier: float


WeekGoals = Mapping[str, WeekGoal]
"""By exercise."""

Done = tuple[Exercise, float, float]
"""An exercise, what was done of it this week, and its goal."""


def done_this_week(
    sets: Sequence[SetRecord], goals: WeekGoals, exercises: Mapping[str, Exercise]
) -> tuple[Done, ...]:
    """Return what was done this week, with these sets, of each of their exercises that has a goal."""
    done = {each.exercise: 0.0 for each in sets if each.exercise in goals}
    for each in sets:
        if each.exercise in done:
            done[each.exercise] += each.held if _is_hold(exercises[each.exercise]) else len(each.reps)
    return tuple(
        (exercises[name], goals[name].earlier + amount, goals[name].goal)
        for name, amount in done.items()
        if amount
    )


def spoken(week: Sequence[Done], words: Words) -> str:
    """Return a sentence for each goal, as a voice says it: "Push-ups this week: 84 of 100."."""
    sentences: list[str] = []
    for exercise, done, goal in week:
        key = "week.seconds" if _is_hold(exercise) else "week.reps"
        begin = _name(exercise, words)
        sentences.append(
            words(key, exercise=begin[:1].upper() + begin[1:], done=f"{done:.0f}", goal=f"{goal:.0f}")
        )
        sentences += [words("week.reached")] if done >= goal else []
    return " ".join(sentences)


def shown(week: Sequence[Done], words: Words) -> str:
    """Return the goals as the screen shows them: "This week: push-ups 84 of 100"; empty where there are none."""
    amounts = (
        words(
            "week.shown_seconds" if _is_hold(exercise) else "week.shown",
            exercise=_name(exercise, words),
            done=f"{done:.0f}",
            goal=f"{goal:.0f}",
        )
        for exercise, done, goal in week
    )
    return words("week.all", goals=" · ".join(amounts)) if week else ""


def _name(exercise: Exercise, words: Words) -> str:
    return words.plural(exercise.name, exercise.title)


def _is_hold(exercise: Exercise) -> bool:
    return exercise.kind == "hold"
