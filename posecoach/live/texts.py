"""Texts of a planned set: its name, its call, and what the rest says of it."""

from collections.abc import Mapping, Sequence

from posecoach.core.exercise import Exercise
from posecoach.core.session.routine import Item, Routine
from posecoach.words import Words

Exercises = Mapping[str, Exercise]

STAND = {"side": "screen.side_on", "front": "screen.face_on", "oblique": "screen.half_on"}


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
