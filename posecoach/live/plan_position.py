"""The place in a routine: which set is under way or to come, and what is asked of it."""

from collections.abc import Mapping, Sequence

from posecoach.core.exercise import Exercise
from posecoach.core.session.pace import Pace, pace_of
from posecoach.core.session.routine import Item, Range, Routine
from posecoach.core.session.status import Status


class PlanPosition:
    """The place in the planned sets, as the coach has it. There are none where nothing is planned.

    Attributes:
        sets: each planned set's item, and its number within that; in the coach's order.
        index: of the set under way or, between sets, of the one to come; their number once all are done.
    """

    def __init__(self, plan: Routine | None) -> None:
        self.sets: Sequence[tuple[Item, int]] = plan.sets if plan else ()
        self.index = 0

    def follow(self, index: int, sets: Sequence[tuple[Item, int]]) -> tuple[bool, bool]:
        """Take the coach's place and order; return whether each has changed."""
        moved, reordered = index != self.index, bool(sets) and tuple(sets) != tuple(self.sets)
        self.index, self.sets = index, tuple(sets) or self.sets
        return moved, reordered

    @property
    def item(self) -> Item | None:
        """The item of now; None once all is done, and where nothing is planned."""
        return self.sets[self.index][0] if self.index < len(self.sets) else None

    @property
    def number(self) -> int:
        """Number of the set within its item, from 1; 0 where there is no item."""
        return self.sets[self.index][1] if self.index < len(self.sets) else 0

    @property
    def goal_reps(self) -> float:
        """Repetitions of the set; 0 for no number."""
        return self.item.reps[1] if self.item else 0.0

    def seconds(self, status: Status) -> Range:
        """Return the shortest and longest hold on each side: the plan's or, without one, the exercise's own goal."""
        usual = status.exercise.goal if status.exercise else 0.0
        return self.item.seconds if self.item else (usual, usual)

    def goal_held(self, status: Status) -> float:
        """Return the seconds from which a hold is enough on each side; 0 for none."""
        return self.seconds(status)[0]

    def pace(self, exercises: Mapping[str, Exercise]) -> Pace | None:
        """Return the tempo or the breath that the plan asks for now; None for none."""
        item = self.item
        return pace_of(item.tempo, item.breath, exercises[item.exercise].concentric) if item else None

    def coming(self, *, in_set: bool) -> tuple[Item, int] | None:
        """Return the item and number of the set to come; None where there is none."""
        index = self.index + in_set
        return self.sets[index] if index < len(self.sets) else None
