"""The coach for programs of your own: exercises are named, or given as their files or objects."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from posecoach.analysis import AUTO, resolve_exercises
from posecoach.core.session import coach

if TYPE_CHECKING:
    from posecoach.analysis import ExerciseLike


class Coach(coach.Coach):
    """Follows one exercise, or several of which one is done at a time, from pose to pose.

        coach = posecoach.Coach("push_up")
        update = coach.step(t, pose)

    It knows nothing of what comes later, as in a live session. `analyze` goes through a recording more than once, and may
    count otherwise at its edges; `analyze_landmarks` does the same with landmarks that you have.

    Args:
        exercises: an exercise's name, a TOML file of your own, an `Exercise`, several of these, or `auto`.
        variant: the variant asked for, whose rules are then checked as well.
        wait_for_end: report a repetition only when its end is sure: for recordings, not for people waiting.

    Raises:
        ExerciseError: there is no such exercise or variant.
    """

    def __init__(
        self,
        exercises: "ExerciseLike | Sequence[ExerciseLike]" = AUTO,
        variant: str = "",
        *,
        wait_for_end: bool = False,
    ) -> None:
        super().__init__(resolve_exercises(exercises, variant), variant, wait_for_end=wait_for_end)
