"""Which exercise is being done."""

from collections.abc import Mapping, Sequence

from posecoach.core.events import CycleRejected, Event, HoldEnded, HoldStarted, RepCompleted, RepMissed
from posecoach.core.exercise import Exercise
from posecoach.core.follower import Follower


class Recogniser:
    """Lets through what the exercise that is being done has to say, and nothing of the others.

    Attributes:
        current: the exercise that is being done, or was done last; empty before the first.
    """

    def __init__(self, exercises: Sequence[Exercise]) -> None:
        self.current = exercises[0].name if len(exercises) == 1 else ""
        self._only = len(exercises) == 1

    def step(self, t: float, said: Sequence[Event], followers: Mapping[str, Follower]) -> list[Event]:
        """Take what the followers said at `t` seconds, and pass on what is believed."""
        del t, followers
        if self._only:
            return list(said)
        for event in said:
            if isinstance(event, RepCompleted | HoldStarted):
                self.current = event.exercise
        kept = (RepCompleted, RepMissed, HoldStarted, HoldEnded, CycleRejected)
        return [e for e in said if e.exercise == self.current and isinstance(e, kept)]

    def finish(self, t: float, said: Sequence[Event], followers: Mapping[str, Follower]) -> list[Event]:
        """Take what the followers said at the end."""
        return self.step(t, said, followers)
