"""The live session: decides what is shown and called out at each moment. It is told the time and draws nothing."""

import dataclasses
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from posecoach.core.events import Event, HoldEnded, HoldStarted, Rep, SetEnded, SetStarted, Verdict, reps_in
from posecoach.core.pose.body import Body
from posecoach.core.session.pace import Pace
from posecoach.core.session.record import SetRecord
from posecoach.core.session.routine import Item, Routine
from posecoach.core.session.status import NOTHING_DONE, Status, Update
from posecoach.live import texts, week_goals
from posecoach.live.announcements import Announcement, Priority, Say
from posecoach.live.frame_rate import FrameRate
from posecoach.live.gesture_control import Action, GestureControl, Phase
from posecoach.live.pacer import Pacer
from posecoach.live.plan_position import PlanPosition
from posecoach.live.rest_control import RestControl
from posecoach.live.set_control import SetControl
from posecoach.live.setup_control import SetupControl
from posecoach.live.view import show_of
from posecoach.overlay.live_view import Show, Summary
from posecoach.words import Words, load

FINISH_AFTER_S = 20.0
"""s that the summary stays before the session ends by itself."""

IDLE_END_S = 180.0
"""s of nothing, after at least one set and without a rest to wait for, after which the summary comes."""

GAP_S = 1.0
"""s without a picture from which what lies on both sides of it is not one movement."""


@dataclass(frozen=True, slots=True)
class LiveOutput:
    """Output of one moment: the screen, the calls, and what the coach is asked to do.

    Attributes:
        set_over: whether the coach is to end the set under way.
        skip: whether it is to give up the planned set to come.
        over: whether the session is done and its summary has been up long enough.
        ahead: whether the set whose number is shown is still to come, and nothing of it is done yet.
    """

    show: Show
    announcements: tuple[Announcement, ...] = ()
    set_over: bool = False
    skip: bool = False
    over: bool = False
    ahead: bool = False


class LiveController:
    """Puts set-up, rest, plan and calls together.

    Args:
        exercises: what may be done, by name.
        plan: what is to be done; None where nothing is planned.
        rest: s of rest where no plan says.
        words: of the user's language.
        previous: earlier sessions, by exercise.
        goals: goals of the week, by exercise, with what was done of them before this session.
    """

    def __init__(
        self,
        exercises: texts.Exercises,
        plan: Routine | None = None,
        rest: float = 60.0,
        words: Words | None = None,
        previous: Mapping[str, texts.Previous] | None = None,
        goals: week_goals.WeekGoals | None = None,
    ) -> None:
        self.rest_control = RestControl()
        self.keys = False
        self.words = words or load()
        self.exercises, self.plan = exercises, plan
        self.place = PlanPosition(plan)
        self.over_at = self.hand_read_at = math.nan
        self.notice = ""
        self._previous, self._goals = previous or {}, goals or {}
        self.set_control = SetControl(exercises, self.words, self._previous)
        self.frame_rate = FrameRate()
        self.setup_control = SetupControl(self.words)
        self.pacer = Pacer(self.words)
        self._status = NOTHING_DONE
        self._usual_rest = rest
        self._set_over = self._asked = self._skip = False
        self._gestures = GestureControl()
        self._t, self._active = math.nan, 0.0
        self._open_setup(0.0)

    def step(
        self,
        update: Update,
        size: tuple[float, float],
        position: int = 0,
        brightness: float = math.nan,
        sets: Sequence[tuple[Item, int]] = (),
    ) -> LiveOutput:
        """Take one update.

        Args:
            update: what followed from a frame.
            size: width and height, px, of the picture that its pose is in.
            position: index of the planned set under way or to come.
            brightness: mean of the picture, 0 to 255; NaN where it was not measured.
            sets: the planned sets in the coach's order, which changes where another exercise was begun.
        """
        t, status = update.t, update.status
        moved, reordered = self.place.follow(position, sets)
        if t - self._t > GAP_S:
            self.rest_control.set_end.gap(t)
        self._t, self._status = t, status
        self.frame_rate.step(t)
        self.set_control.take(update)
        announcements: list[Announcement] = []
        if reordered and self.place.item is not None:
            title = texts.named(self.place.item, self.exercises, self.words)
            announcements.append(Say(self.words("say.instead", exercise=title), Priority.CALL))
        announcements += self._take_events(t, update.events, status)
        if status.is_real_set and not self.set_control.under_way:
            self._on_set_begun(t)
        if status.held > 0.0 or moved or any(_is_activity(event, status) for event in update.events):
            self._active = t
        if moved:
            announcements += self._on_next_item(t)
        body = Body(update.pose) if update.pose is not None else None
        for action in self._gestures.step(t, body, self._phase(t), planned=self.place.item is not None):
            announcements += self._act(t, action, status)
        if self.rest_control.watch(t, status, self.place.goal_reps):
            announcements += self._begin_rest(t, self.rest_control.set_end.last)
        self._set_over = self._set_over or self.rest_control.over(t, status, self.place.goal_reps)
        if not self.resting(t) and math.isnan(self.over_at):
            announcements += self.setup_control.step(t, update, body, size, brightness)
        at_work = not self.rest_control.shown(t) and not 0.0 < self.place.goal_reps <= status.reps
        goal_held = self.place.goal_held(status)
        announcements += self.set_control.follow(t, status, goal_held, at_work=at_work)
        return self._output(t, announcements)

    def tick(self, t: float) -> LiveOutput:
        """Time has passed without a frame."""
        return self._output(t, [])

    def trouble(self, why: str) -> tuple[Announcement, ...]:
        """Say once that the picture is lost, or that it is there again where `why` is empty."""
        if bool(why) == bool(self.notice):
            return ()
        phone = "://" in why
        self.notice = self.words(f"say.picture_lost_{'phone' if phone else 'camera'}") if why else ""
        if why:
            return "alert", Say(self.notice, Priority.NOW)
        return (Say(self.words("say.picture_back"), Priority.CALL),)

    def press(self, t: float, key: str) -> bool:
        """Take a key; True where the coach is to give up the planned set under way or to come."""
        self._active = t
        timer = self.rest_control.timer
        self.rest_control.press(t, key)
        if key == "h":
            self.keys = not self.keys
        if key != "s":
            return False
        if timer.running and timer.left(t) > 0.0:
            timer.skip(t)
            return False
        if self.rest_control.shown(t):
            timer.stop()
            return False
        if self.plan is None:
            self.setup_control.close()
        return self.plan is not None

    def summary(self, t: float, sets: Sequence[SetRecord] | None = None) -> Summary:
        """Return what was done until `t` seconds: of these sets, or of those that have ended so far."""
        done = self.set_control.record.sets if sets is None else sets
        made = texts.summarised(done, self.plan, self.exercises, t, self.words, self._previous)
        return dataclasses.replace(made, week=week_goals.shown(self._this_week(sets), self.words))

    def _this_week(self, sets: Sequence[SetRecord] | None = None) -> tuple[week_goals.Done, ...]:
        """Return the goals of the week; without sets, those of now, with the one under way."""
        if sets is None:
            record = self.set_control.record
            sets = [*record.sets, *([record.set_under_way] if record.set_under_way else [])]
        return week_goals.done_this_week(sets, self._goals, self.exercises)

    @property
    def to_come(self) -> int:
        """Index of the planned set to come."""
        return self.place.index + self.set_control.under_way

    def resting(self, t: float) -> bool:
        """Return whether there is rest left: a position does not end it, a repetition or a sign does."""
        timer = self.rest_control.timer
        return self.rest_control.shown(t) or (timer.running and timer.left(t) > 0.0)

    def _open_setup(self, t: float, *, called: bool = False) -> str:
        """Wait for the next set; return its call."""
        coming = self.place.coming(in_set=self.set_control.under_way)
        if coming is None:
            only = next(iter(self.exercises.values())) if len(self.exercises) == 1 else None
            self.setup_control.open(t, only, "", called=called)
            return ""
        item, number = coming
        call = texts.set_call(item, number, self.exercises, self.words)
        self.setup_control.open(t, self.exercises[item.exercise], call, called=called)
        return call

    def _phase(self, t: float) -> Phase:
        if self.resting(t):
            return "rest"
        return "train" if self.set_control.under_way or not math.isnan(self.over_at) else "wait"

    def _take_events(self, t: float, events: Sequence[Event], status: Status) -> list[Announcement]:
        announcements: list[Announcement] = []
        counted = reps_in(events)
        for event in events:
            match event:
                case Rep(verdict=Verdict.PARTIAL):
                    announcements += self._on_partial(t, event, status)
                case HoldStarted():
                    announcements += self.set_control.on_hold_started(event)
                case HoldEnded():
                    announcements += self._on_hold_ended(t, event, status)
                case SetStarted():
                    self.set_control.begun()
                case SetEnded():
                    announcements += self._on_set_ended(t, event)
                case _:
                    pass
        return [*self._on_reps(t, counted, status), *announcements] if counted else announcements

    def _on_reps(self, t: float, events: Sequence[Rep], status: Status) -> list[Announcement]:
        for event in events:
            self._counted(event.seen_to)
        return self.set_control.on_reps(t, events, status, self.place.goal_reps)

    def _on_partial(self, t: float, event: Rep, status: Status) -> list[Announcement]:
        if self.resting(t):
            return []
        if status.is_real_set:
            self._counted(event.seen_to)
        return self.set_control.on_partial(t, event)

    def _on_hold_ended(self, t: float, event: HoldEnded, status: Status) -> list[Announcement]:
        self._counted(t)
        said = self.set_control.on_hold_ended(event, status, self.place.goal_held(status))
        return [Say(self.words("say.done"), Priority.CALL), *self._begin_rest(t, t)] if said is None else said

    def _counted(self, t: float) -> None:
        self.rest_control.set_end.counted(t, first=not self.set_control.under_way)

    def _on_set_ended(self, t: float, event: SetEnded) -> list[Announcement]:
        if not event.is_real_set:
            self.set_control.attempt_ended()
            if not self.setup_control.is_open and math.isnan(self.over_at):
                self._open_setup(t, called=True)
            return []
        self._set_over = self._asked = False
        said = self.set_control.ended()
        if self.plan and self.place.item is None:
            self.over_at = t
            return said
        if not self.rest_control.timer.running:
            said += self._begin_rest(t, event.end)
        if not self.rest_control.timer.running and not self.setup_control.is_open:
            self._open_setup(t)
        return said

    def _on_set_begun(self, t: float) -> None:
        """A set is under way that is more than an attempt."""
        self.set_control.under_way = True
        self.setup_control.close()
        self._set_over = self._asked = False
        self.over_at = math.nan  # one more than was planned is watched like any other
        self.rest_control.set_begun(t)

    def _act(self, t: float, action: Action, status: Status) -> list[Announcement]:
        """Do what a sign asks for."""
        self._active = t
        words, resting = self.words, self.rest_control.timer.running
        said: list[Announcement] = []
        if action in ("pause", "skip", "keep_up"):
            self.hand_read_at = t
        match action:
            case "longer" | "shorter":
                said = self.rest_control.on_arm(t, "right" if action == "longer" else "left", words)
            case "pause":
                said = self.rest_control.toggle_pause(t, words)
                said += [Say(words("say.keep_up"), Priority.ADVICE)] if self.rest_control.timer.paused else []
            case "keep_up":
                said = [Say(words("say.keep_up"), Priority.CALL)]
            case "skip":
                self.setup_control.skipped(t)
                self._skip, said = True, [Say(words("say.skipped"), Priority.CALL)]
            case "finish":
                said = self._finish(t, "say.all_done")
            case "go_on" if self.set_control.holds.wanted and not resting and not status.held > 0.0:
                self._set_over = self.plan is not None
                said = [Say(words("say.go_on"), Priority.CALL)] if self._set_over else []
            case _:
                said = self.rest_control.on_hands_up(t, words)
        return said

    def _finish(self, t: float, key: str) -> list[Announcement]:
        self.rest_control.timer.stop()
        self.setup_control.close()
        self.over_at = t
        return [
            "done",
            Say(
                f"{self.words(key)} {week_goals.spoken(self._this_week(), self.words)}".strip(), Priority.CALL
            ),
        ]

    def _on_next_item(self, t: float) -> list[Announcement]:
        """The plan has gone on to its next set."""
        if self.place.item is None:
            return self._finish(t, "say.all_done")
        if not self.set_control.under_way and not self.rest_control.timer.running:
            self._open_setup(t)
        return []

    def _begin_rest(self, t: float, end: float) -> list[Announcement]:
        """Rest from `end` on, if more is to come."""
        seconds, coming = self._usual_rest, self.place.coming(in_set=self.set_control.under_way)
        if self.plan:
            if coming is None:
                return []
            # The longest that the plan allows; one who is ready earlier just begins.
            seconds = self.place.sets[max(0, self.to_come - 1)][0].rest[1]
        if not seconds > 0.0 or not seconds > t - end or self.rest_control.followed:
            return []
        self.rest_control.begin(end, seconds)
        self.setup_control.close()
        self.set_control.rests()
        item, number = coming or (None, 0)
        left = self.words("say.rest", seconds=f"{self.rest_control.timer.left(t):.0f}")
        after = texts.next_call(self.plan, item, number, self.exercises, self.words)
        return [Say(f"{left} {after}", Priority.CALL)]

    def _output(self, t: float, announcements: list[Announcement]) -> LiveOutput:
        ticks = self.pacer.step(t, self._pace(t), self._reps)
        sounds = self.rest_control.step(t, self.words)
        announcements = [*ticks, *announcements, *sounds]  # a tick is cut off by what follows it
        if "go" in sounds:  # the rest is over: the set is called
            call = self._open_setup(t, called=True)
            said = self.words("say.call_go", what=call) if call else self.words("say.go")
            announcements.append(Say(said, Priority.NOW))
        if self._idle(t):
            announcements += self._finish(t, "say.ended")
        # Once: it takes some frames until the coach's answer is here.
        ask, skip = self._set_over and not self._asked, self._skip
        self._asked, self._skip = self._asked or ask, False
        ahead = not self.set_control.under_way and (self.plan is not None or self._usual_rest > 0.0)
        over = t - self.over_at >= FINISH_AFTER_S
        return LiveOutput(show_of(self, t), tuple(announcements), ask, skip, over, ahead)

    @property
    def _reps(self) -> int:
        """Repetitions of the set under way; between two sets the coach still has those of the one before."""
        return self._status.reps if self._status.in_set else 0

    def _pace(self, t: float) -> Pace | None:
        """Return the pace that is to be heard: while a set is under way, or someone stands ready for it."""
        status, goal = self._status, self.place.goal_reps
        if self.resting(t) or self.notice or not math.isnan(self.over_at):
            return None
        pace = self.place.pace(self.exercises)
        if status.exercise is None or pace is None:
            return None
        ready = status.in_position is True and self.setup_control.setup() is None
        counting = (self.set_control.under_way or ready) and not 0.0 < goal <= self._reps
        return pace if (status.held > 0.0 if status.exercise.kind == "hold" else counting) else None

    def _idle(self, t: float) -> bool:
        """Return whether nothing has happened for so long that the session is over."""
        if self.resting(t):
            self._active = t
        done = bool(self.set_control.record.sets) or self.set_control.under_way
        return done and math.isnan(self.over_at) and t - self._active >= IDLE_END_S


def _is_activity(event: Event, status: Status) -> bool:
    """Return whether an event is of someone who trains: one who tidies the room makes movements, too."""
    rejected = isinstance(event, Rep) and event.verdict is Verdict.REJECTED
    return not rejected or status.in_position is True
