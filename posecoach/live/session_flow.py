"""The flow of a live session: from getting ready to the set, to the rest, and to the next set."""

from posecoach.core.events import SetEnded
from posecoach.core.session.routine import Routine
from posecoach.live import texts
from posecoach.live.announcements import Announcement, Priority, Say
from posecoach.live.gesture_control import Phase
from posecoach.live.output import Requests
from posecoach.live.plan_position import PlanPosition
from posecoach.live.rest_control import RestControl
from posecoach.live.session_end import SessionEnd
from posecoach.live.set_control import SetControl
from posecoach.live.setup_control import SetupControl
from posecoach.words import Words


class SessionFlow:
    """Leads from one phase to the next.

    Args:
        exercises: what may be done, by name.
        plan: what is to be done; None where nothing is planned.
        usual_rest: s of rest where no plan says.
        words: of the user's language.
        set_control: takes the repetitions and holds of a set.
        end: knows when the session is over.

    Attributes:
        place: where in the plan the session is.
        rest_control: the rest.
        setup_control: the way into a set.
        requests: what the coach is to be asked.
    """

    def __init__(
        self,
        exercises: texts.Exercises,
        plan: Routine | None,
        usual_rest: float,
        words: Words,
        set_control: SetControl,
        end: SessionEnd,
    ) -> None:
        self.place = PlanPosition(plan)
        self.rest_control, self.setup_control = RestControl(), SetupControl(words)
        self.requests = Requests()
        self._exercises, self._plan, self._words = exercises, plan, words
        self._usual_rest = usual_rest
        self._set_control, self._end = set_control, end
        self.open_setup(0.0)

    @property
    def to_come(self) -> int:
        """Index of the planned set to come."""
        return self.place.index + self._set_control.under_way

    @property
    def ahead(self) -> bool:
        """True where the set whose number is shown is still to come."""
        return not self._set_control.under_way and (self._plan is not None or self._usual_rest > 0.0)

    def resting(self, t: float) -> bool:
        """Return whether there is rest left: a position does not end it, a repetition or a sign does."""
        timer = self.rest_control.timer
        return self.rest_control.shown(t) or (timer.running and timer.left(t) > 0.0)

    def phase(self, t: float) -> Phase:
        """Return what someone is doing, as signs are read by it."""
        if self.resting(t):
            return "rest"
        return "train" if self._set_control.under_way or self._end.reached else "wait"

    def open_setup(self, t: float, *, called: bool = False) -> str:
        """Wait for the next set, and return its call; `called` where that is said, with "Go", by now."""
        coming = self.place.coming(in_set=self._set_control.under_way)
        if coming is None:
            only = next(iter(self._exercises.values())) if len(self._exercises) == 1 else None
            self.setup_control.open(t, only, "", called=called)
            return ""
        item, number = coming
        call = texts.set_call(item, number, self._exercises, self._words)
        self.setup_control.open(t, self._exercises[item.exercise], call, called=called)
        return call

    def on_set_begun(self, t: float) -> None:
        """A set is under way that is more than an attempt."""
        self._set_control.under_way = True
        self.setup_control.close()
        self.requests.set_changed()
        self._end.reopen()  # one more than was planned is watched like any other
        self.rest_control.set_begun(t)

    def on_set_ended(self, t: float, event: SetEnded) -> list[Announcement]:
        """A set, or an attempt, is over: rest, or wait for the next one."""
        if not event.is_real_set:
            self._set_control.attempt_ended()
            if not self.setup_control.is_open and not self._end.reached:
                self.open_setup(t, called=True)
            return []
        self.requests.set_changed()
        said = self._set_control.ended()
        if self._plan and self.place.item is None:
            self._end.at = t
            return said
        if not self.rest_control.timer.running:
            said += self.begin_rest(t, event.end)
        if not self.rest_control.timer.running and not self.setup_control.is_open:
            self.open_setup(t)
        return said

    def on_next_item(self, t: float) -> list[Announcement]:
        """The plan has gone on to its next set."""
        if self.place.item is None:
            return self.finish(t, "say.all_done")
        if not self._set_control.under_way and not self.rest_control.timer.running:
            self.open_setup(t)
        return []

    def begin_rest(self, t: float, end: float) -> list[Announcement]:
        """Rest from `end` on, if more is to come."""
        seconds, coming = self._usual_rest, self.place.coming(in_set=self._set_control.under_way)
        if self._plan:
            if coming is None:
                return []
            # The longest that the plan allows; one who is ready earlier just begins.
            seconds = self.place.sets[max(0, self.to_come - 1)][0].rest[1]
        if not seconds > 0.0 or not seconds > t - end or self.rest_control.followed:
            return []
        self.rest_control.begin(end, seconds)
        self.setup_control.close()
        self._set_control.rests()
        item, number = coming or (None, 0)
        left = self._words("say.rest", seconds=f"{self.rest_control.timer.left(t):.0f}")
        after = texts.next_call(self._plan, item, number, self._exercises, self._words)
        return [Say(f"{left} {after}", Priority.CALL)]

    def rest_goes_on(self, t: float) -> list[Announcement]:
        """Return what sounds in the rest at `t` seconds; where it is over, the next set is called."""
        sounds = self.rest_control.step(t, self._words)
        if "go" not in sounds:
            return sounds
        call = self.open_setup(t, called=True)
        said = self._words("say.call_go", what=call) if call else self._words("say.go")
        return [*sounds, Say(said, Priority.NOW)]

    def finish(self, t: float, key: str) -> list[Announcement]:
        """End the session at `t` seconds, with the text of this key."""
        self.rest_control.timer.stop()
        self.setup_control.close()
        return self._end.finish(t, key)
