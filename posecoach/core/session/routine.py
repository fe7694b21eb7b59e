"""Routines: what is to be done, set by set; and beside it, what was."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from posecoach.core.exercise import Exercise
from posecoach.core.exercise_schema import check_name
from posecoach.core.known_names import one_of
from posecoach.core.session.pace import read_breath, read_tempo
from posecoach.core.session.record import SetRecord
from posecoach.errors import ExerciseError

Range = tuple[float, float]

HOLD_SLACK_S = 1.0
"""s by which a hold may be short of its goal: a clock's last second."""

HARDLY = 0.25
"""Share of its seconds below which a hold was none of the plan's, but passing through."""

MAX_AMOUNT = 1_000_000
"""Sets, repetitions or seconds that a routine may ask for: nobody does more, and the numbers stay at hand."""

PlanVerdict = Literal["done", "short", "more", "missed"]


@dataclass(frozen=True, slots=True)
class Item:
    """One exercise of a routine.

    Attributes:
        exercise: its name.
        variant: the way of doing it, where one is asked for.
        sets: how many.
        reps: the fewest and the most of a set; (0, 0) for a hold or where no number is asked for.
        seconds: the shortest and the longest of a hold, on each side; (0, 0) where it is not a hold.
        rest: s of rest after each set, the shortest and the longest.
        tempo: s down, of the pause there, up and perhaps of the pause at the top of each repetition; empty for any.
        breath: s in and out while it is held; empty for any.
    """

    exercise: str
    variant: str = ""
    sets: int = 1
    reps: Range = (0.0, 0.0)
    seconds: Range = (0.0, 0.0)
    rest: Range = (60.0, 60.0)
    tempo: tuple[float, ...] = ()
    breath: tuple[float, ...] = ()

    @property
    def goal(self) -> float:
        """The goal of a set: repetitions, or seconds of a hold; 0 for no number."""
        return self.seconds[0] or self.reps[1]

    def aim(self) -> str:
        """Return the goal of a set in words."""
        if self.seconds[0]:
            return f"{_span(self.seconds)} s"
        if not self.reps[1]:
            return "as many as you like"
        return "1 repetition" if self.reps == (1.0, 1.0) else f"{_span(self.reps)} repetitions"

    def paced(self) -> str:
        """Return its tempo or its breath in words; empty for none."""
        if self.breath:
            return "breathe in {:g} s, out {:g} s".format(*self.breath)
        numbers = self.tempo if self.tempo[3:] != (0.0,) else self.tempo[:3]
        return f"tempo {'-'.join(f'{each:g}' for each in numbers)}" if numbers else ""


def _span(pair: Range) -> str:
    low, high = pair
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


@dataclass(frozen=True, slots=True)
class Routine:
    """Exercises in their order.

    Attributes:
        exercises: those that its items name, each once; none where a plan was not read from a table.
    """

    name: str
    title: str
    items: tuple[Item, ...]
    about: str = ""
    exercises: tuple[Exercise, ...] = ()

    @property
    def sets(self) -> tuple[tuple[Item, int], ...]:
        """Every set in order, as its item and its number there, which counts from 1."""
        return tuple((item, number) for item in self.items for number in range(1, item.sets + 1))


def routine(name: str, table: Mapping[str, Any], exercises: Mapping[str, Exercise]) -> Routine:
    """The routine that a table (of a TOML file) declares.

    Args:
        name: of the file.
        table: what it declares.
        exercises: those that it may ask for, by what it calls them.

    Raises:
        ExerciseError: the table lacks something, or asks for what there is not.
    """
    rows = table.get("item", ())
    unknown = [key for key in table if key not in ("name", "title", "about", "item")]
    if unknown:
        raise ExerciseError(f"{name}: no field {unknown[0]!r}; it is one of title, about, [[item]]")
    if not isinstance(rows, list | tuple) or not rows:
        raise ExerciseError(f"{name}: a routine needs an [[item]]: an exercise to do")
    items = tuple(_item(f"{name}: [[item]] {i}", row, exercises) for i, row in enumerate(rows, 1))
    given = check_name(f"{name}: name", table.get("name", name))
    used = {id(each): each for each in (exercises[str(row["exercise"])] for row in rows)}.values()
    shared = [each.name for each in used if sum(other.name == each.name for other in used) > 1]
    if shared:
        raise ExerciseError(f"{name}: two exercises are called {shared[0]!r}; give yours another name")
    return Routine(given, str(table.get("title", given)), items, str(table.get("about", "")), tuple(used))


def _item(where: str, row: Any, exercises: Mapping[str, Exercise]) -> Item:  # noqa: ANN401 - whatever TOML holds
    if not isinstance(row, Mapping):
        raise ExerciseError(f"{where}: a table is wanted here, not {row!r}")
    known = ("exercise", "variant", "sets", "reps", "seconds", "rest", "tempo", "breath")
    for key in row:
        one_of(where, "field", key, known)
    if "exercise" not in row:
        raise ExerciseError(f"{where}: exercise is missing")
    one_of(where, "exercise", str(row["exercise"]), exercises)
    exercise = exercises[str(row["exercise"])]
    variant = str(row.get("variant", ""))
    if variant:
        one_of(where, "variant", variant, [v.name for v in exercise.variants])
    sets = row.get("sets", 1)
    if isinstance(sets, bool) or not isinstance(sets, int) or not 1 <= sets <= MAX_AMOUNT:
        raise ExerciseError(f"{where}: sets: a whole number from 1 is wanted, not {sets!r}")
    timed = exercise.kind == "hold"
    if timed and "reps" in row:
        raise ExerciseError(f"{where}: {exercise.name} is held; say for how many seconds, not reps")
    if not timed and "seconds" in row:
        raise ExerciseError(f"{where}: {exercise.name} is counted; say how many reps, not seconds")
    if timed and "tempo" in row:
        raise ExerciseError(f"{where}: {exercise.name} is held; it has a breath, no tempo")
    if not timed and "breath" in row:
        raise ExerciseError(f"{where}: {exercise.name} is counted; it has a tempo, no breath")
    hold = exercise.goal if timed else 0.0
    return Item(
        exercise.name,
        variant,
        sets,
        reps=_range(where, "reps", row.get("reps", 0.0)),
        seconds=_range(where, "seconds", row.get("seconds", hold)),
        rest=_range(where, "rest", row.get("rest", 60.0)),
        tempo=_paced(where, "tempo", row, read_tempo),
        breath=_paced(where, "breath", row, read_breath),
    )


def _paced(
    where: str, key: str, row: Mapping[str, Any], read: Callable[[object], tuple[float, ...]]
) -> tuple[float, ...]:
    try:
        return read(row[key]) if key in row else ()
    except ValueError as error:
        raise ExerciseError(f"{where}: {key}: {error}") from None


def _range(where: str, key: str, value: Any) -> Range:  # noqa: ANN401 - whatever TOML holds
    pair = tuple(value) if isinstance(value, list | tuple) else (value, value)
    fine = len(pair) == len(("low", "high")) and all(
        isinstance(each, int | float) and not isinstance(each, bool) and 0 <= each <= MAX_AMOUNT
        for each in pair
    )
    if not fine or pair[0] > pair[1]:
        raise ExerciseError(f"{where}: {key}: a number or [fewest, most] is wanted, not {value!r}")
    return float(pair[0]), float(pair[1])


@dataclass(frozen=True, slots=True)
class ComparisonLine:
    """One set of the plan beside what was done of it; or one that was done beyond the plan.

    Attributes:
        item: the plan's; None for what was not planned.
        number: of the set within its item, from 1; 0 for what was not planned.
        done: the set; None where there was none.
        verdict: whether it was enough.
    """

    item: Item | None
    number: int
    done: SetRecord | None
    verdict: PlanVerdict


def compare(plan: Routine, sets: Sequence[SetRecord]) -> tuple[ComparisonLine, ...]:
    """A plan beside what was done: each planned set in order, then what was done beyond them.

    A planned set is met by the first set not yet taken of its exercise and variant; failing that, of its
    exercise whose variant could not be seen; failing that, of its exercise done another way.
    """
    free = list(sets)
    taken: dict[int, SetRecord] = {}
    wanted = list(plan.sets)
    for strict in ("same", "unseen", "any"):
        for i, (item, _) in enumerate(wanted):
            if i in taken:
                continue
            # What came to nothing is no planned set while there is another.
            fit = sorted((each for each in free if _meets(item, each, strict)), key=lambda e: _vain(item, e))
            if fit:
                found = fit[0]
                free.remove(found)
                taken[i] = found
    lines = [_line(item, number, taken.get(i)) for i, (item, number) in enumerate(wanted)]
    return (*lines, *(ComparisonLine(None, 0, each, "more") for each in free))


def _meets(item: Item, each: SetRecord, strict: str) -> bool:
    if each.exercise != item.exercise:
        return False
    if strict == "any" or not item.variant:
        return True
    return each.variant == item.variant if strict == "same" else not each.variant


def _vain(item: Item, each: SetRecord) -> bool:
    return each.sides.max_held < HARDLY * item.seconds[0] or not (each.reps or each.holds)


def _line(item: Item, number: int, done: SetRecord | None) -> ComparisonLine:
    if done is None:
        return ComparisonLine(item, number, None, "missed")
    if item.seconds[1]:
        short = not done.sides.min_held >= item.seconds[0] - HOLD_SLACK_S
        return ComparisonLine(item, number, done, "short" if short else "done")
    count = len(done.reps)
    verdict: PlanVerdict = "done"
    if item.reps[1]:
        verdict = "short" if count < item.reps[0] else "more" if count > item.reps[1] else "done"
    return ComparisonLine(item, number, done, verdict)
