"""A live session: what is shown and called out at each moment. It is told the time and draws nothing."""

import dataclasses
import math
from collections.abc import Sequence
from dataclasses import dataclass

from posecoach.core.events import Event, HoldEnded, HoldStarted, RepCompleted, RepPartial, SetEnded
from posecoach.core.form.gestures import ArmsOut, HandsUp
from posecoach.core.form.setup_check import Guidance, SetupGuide
from posecoach.core.pose.body import Body
from posecoach.core.session.coach import Status, Update
from posecoach.core.session.record import Record, SetRecord
from posecoach.core.session.routine import Item, Routine
from posecoach.live.announcements import Announcement, Announcer, Say, spoken
from posecoach.live.hold_progress import HoldProgress
from posecoach.live.rest_control import RestControl
from posecoach.live.texts import Exercises, following, named, summarised
from posecoach.overlay.hud import first_cue
from posecoach.overlay.live_view import Cue, Rest, Setup, Show, Summary

CUE_SHOWN = 1.5
"""s that a cue stays at least: shorter, and nobody has read it."""

COUNT_FLASH_S = 0.35
"""s that a new count stands out."""

FINISH_AFTER_S = 20.0
"""s after which a finished plan ends the session by itself."""

ADVICE_GAP = 5.0
"""s between two spoken advices on how to get ready."""


@dataclass(frozen=True, slots=True)
class LiveOutput:
    """What is shown and called out now.

    Attributes:
        set_over: whether the coach is to end the set under way.
        over: whether the plan is done and its summary has been up long enough.
        ahead: whether the set is still to come whose number is shown, and nothing of it is done yet.
    """

    show: Show
    announcements: tuple[Announcement, ...] = ()
    set_over: bool = False
    over: bool = False
    ahead: bool = False


class LiveController:
    """Puts the guide, the rest, the plan and the calls together.

    Args:
        exercises: what may be done, by name.
        plan: what is to be done; None where nothing is planned.
        rest: s of rest where no plan says.
    """

    def __init__(self, exercises: Exercises, plan: Routine | None = None, rest: float = 60.0) -> None:
        self.rest_control = RestControl()
        self.keys = False
        self._exercises = exercises
        self._plan = plan
        self._sets = plan.sets if plan else ()
        self._usual_rest = rest
        self._position = 0
        self._in_set = False
        self._set_over = self._asked = False
        self._record = Record()
        self._hands, self._arms = HandsUp(), ArmsOut()
        self._announcer = Announcer()
        self._guide: SetupGuide | None = self._new_guide()
        self._guidance: Guidance | None = None
        self._cue, self._cue_at = Cue(""), -math.inf
        self._counted = -math.inf
        self._over_at = math.nan
        self._advice, self._advised = "", -math.inf
        self._hold_progress = HoldProgress()

    def step(
        self, update: Update, size: tuple[float, float], position: int = 0, brightness: float = math.nan
    ) -> LiveOutput:
        """Take one update.

        Args:
            update: what followed from a frame.
            size: width and height, px, of the picture that its pose is in.
            position: index of the planned set under way or to come.
            brightness: mean of the picture, 0 to 255; NaN where it was not measured.
        """
        t, status = update.t, update.status
        moved, self._position = position != self._position, position
        self._record.events += update.events
        announcements: list[Announcement] = []
        for event in update.events:
            announcements += self._heard(t, event, status)
        if status.is_real_set and not self._in_set:
            self._begin(t)
        if moved:
            announcements += self._moved_on(t)
        body = Body(update.pose) if update.pose is not None else None
        if self._hands.step(t, body):
            announcements += self._on_hands_up(t, status)
        arms = self._arms.step(t, body)
        if arms and self.rest_control.shown(t):
            announcements += self.rest_control.on_arm_gesture(t, arms)
        if self.rest_control.watch(t, status, self._goal_reps):
            announcements += self._rest(t, self.rest_control.last)
        self._set_over = self._set_over or self.rest_control.over(t, status, self._goal_reps)
        if self._guide is not None and not self._resting(t):
            announcements += self._get_ready(t, self._guide, update, body, size, brightness)
        announcements += self._correct(t, status)
        return self._moment(t, announcements)

    def tick(self, t: float) -> LiveOutput:
        """Time has passed without a frame."""
        return self._moment(t, [])

    def press(self, t: float, key: str) -> bool:
        """Take a key; True where the coach is to give up the planned set under way or to come."""
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
        self._guide = self._guide if self._plan else None
        return self._plan is not None

    def summary(self, t: float, sets: Sequence[SetRecord] | None = None) -> Summary:
        """What was done until `t` seconds: of these sets, or of those that have ended so far."""
        done = self._record.sets if sets is None else sets
        return summarised(done, self._plan, self._exercises, t)

    @property
    def _item(self) -> Item | None:
        return self._sets[self._position][0] if self._position < len(self._sets) else None

    @property
    def _goal_reps(self) -> float:
        return self._item.reps[1] if self._item else 0.0

    def _goal_held(self, status: Status) -> float:
        usual = status.exercise.goal if status.exercise else 0.0
        return self._item.seconds[0] if self._item else usual

    def _new_guide(self) -> SetupGuide:
        if self._item is not None:
            return SetupGuide(self._exercises[self._item.exercise])
        return SetupGuide(next(iter(self._exercises.values())) if len(self._exercises) == 1 else None)

    def _heard(self, t: float, event: Event, status: Status) -> list[Announcement]:
        match event:
            case RepCompleted():
                self.rest_control.counted(event.seen_to, first=not self._in_set)
                self._counted = t
                announcements: list[Announcement] = ["rep", Say(spoken(status.reps), urgent=True)]
                return (
                    [*announcements, "done", Say("Set done")]
                    if status.reps == self._goal_reps
                    else announcements
                )
            case RepPartial():
                return self._missed(t, event, status)
            case HoldStarted():
                return self._hold_progress.begun(event)
            case HoldEnded():
                return self._held(t, event, status)
            case SetEnded():
                return self._ended(t, event)
            case _:
                return []

    def _missed(self, t: float, event: RepPartial, status: Status) -> list[Announcement]:
        if self._resting(t):
            return []
        if status.is_real_set:
            self.rest_control.counted(event.seen_to, first=not self._in_set)
        if event.why:
            self._cue, self._cue_at = Cue(f"Partial: {event.why}"), t
        return ["partial"]

    def _ended(self, t: float, event: SetEnded) -> list[Announcement]:
        self._hold_progress = HoldProgress()
        if not event.is_real_set:
            if self._guide is None and math.isnan(self._over_at):
                self._guide = self._new_guide()
            return []
        self._in_set = self._set_over = self._asked = False
        if self._plan and self._item is None:
            self._over_at = t
        return [] if self.rest_control.timer.running else self._rest(t, event.end)

    def _begin(self, t: float) -> None:
        """A set is under way that is more than an attempt."""
        self._in_set, self._guide, self._guidance = True, None, None
        self._set_over = self._asked = False
        self._over_at = math.nan  # one more than was planned is watched like any other
        self.rest_control.timer.stop()
        if self.rest_control.last == self.rest_control.rested:
            self.rest_control.last = t

    def _on_hands_up(self, t: float, status: Status) -> list[Announcement]:
        """The sign to go on was given: from the rest, or from what is still to come of a stretch."""
        if self._hold_progress.wanted and not self.rest_control.timer.running and not status.held > 0.0:
            self._set_over = self._plan is not None
            return [Say("Go on")] if self._set_over else []
        return self.rest_control.on_hands_up(t) if self.rest_control.timer.running or not self._in_set else []

    def _held(self, t: float, event: HoldEnded, status: Status) -> list[Announcement]:
        self.rest_control.counted(t, first=not self._in_set)
        if not self._hold_progress.ended(event, self._exercises[event.exercise], self._goal_held(status)):
            # Who has gone on to it already need not be told.
            wanted = "" if status.held > 0.0 else self._hold_progress.wanted
            return [Say(wanted, urgent=True)] if wanted else []
        # Nobody waits for the next exercise until it is sure that this one's position has been left for good.
        self._set_over = self._plan is not None
        return [Say("Done", urgent=True), *self._rest(t, t)]

    def _resting(self, t: float) -> bool:
        """Whether there is rest left: taking a position does not end it, a repetition does, or a sign."""
        timer = self.rest_control.timer
        return self.rest_control.shown(t) or (timer.running and timer.left(t) > 0.0)

    def _moved_on(self, t: float) -> list[Announcement]:
        """The plan has gone on to its next set."""
        if self._item is None:
            self.rest_control.timer.stop()
            self._over_at, self._guide = t, None
            return ["done", Say("Well done. That was all.")]
        if self._item is not self._sets[self._position - 1][0]:
            self._guide, self._guidance = self._new_guide(), None
        return []

    @property
    def _to_come(self) -> int:
        """Index of the planned set to come."""
        return self._position + self._in_set

    def _rest(self, t: float, end: float) -> list[Announcement]:
        """Rest from `end` on, if more is to come."""
        seconds = self._usual_rest
        if self._plan:
            if self._to_come >= len(self._sets):
                return []
            # The longest that the plan allows; one who is ready earlier just begins.
            seconds = self._sets[max(0, self._to_come - 1)][0].rest[1]
        if not seconds > 0.0 or not seconds > t - end or self.rest_control.last == self.rest_control.rested:
            return []
        self.rest_control.begin(end, seconds)
        next_up, _ = following(self._plan, self._to_come, self._exercises)
        return [Say(f"Rest, {self.rest_control.timer.left(t):.0f} seconds. Next: {next_up}")]

    def _get_ready(
        self,
        t: float,
        guide: SetupGuide,
        update: Update,
        body: Body | None,
        size: tuple[float, float],
        brightness: float,
    ) -> list[Announcement]:
        status = update.status
        doing = status.exercise.name if status.exercise else ""
        known = guide.exercise is None or doing == guide.exercise.name
        guidance = guide.step(
            t,
            body,
            size,
            in_position=status.in_position if known else None,
            progress=status.progress,
            view=status.view,
            brightness=brightness,
        )
        self._guidance = guidance
        if guidance.go:
            self._guide = None
            self.rest_control.timer.stop()
            return ["go", Say("Go", urgent=True)]
        if guidance.advice == self._advice or t - self._advised < ADVICE_GAP:
            return []
        self._advice, self._advised = guidance.advice, t
        return [Say(guidance.advice)]

    def _correct(self, t: float, status: Status) -> list[Announcement]:
        """Choose the cue that is shown, and say it now and then."""
        cue = first_cue(status) if status.in_set else None
        stood = t - self._cue_at >= CUE_SHOWN
        urgent = cue is not None and cue.tone == "fault" and self._cue.tone != "fault"
        if cue is None and stood:
            self._cue = Cue("")
        elif cue is not None and cue != self._cue and (stood or urgent):
            self._cue, self._cue_at = cue, t
        announcements: list[Announcement] = []
        if cue is not None:
            praised = cue.tone == "praise"
            announcements += (
                self._announcer.praise(t, cue.words) if praised else self._announcer.cue(t, cue.words)
            )
        return [*announcements, *self._hold_progress.goes_on(status, self._goal_held(status))]

    def _moment(self, t: float, announcements: list[Announcement]) -> LiveOutput:
        announcements += self.rest_control.step(t)
        ask = (
            self._set_over and not self._asked
        )  # once: it takes some frames until the coach's answer is here
        self._asked = self._asked or ask
        ahead = not self._in_set and (self._plan is not None or self._usual_rest > 0.0)
        return LiveOutput(
            self._show(t), tuple(announcements), ask, over=t - self._over_at >= FINISH_AFTER_S, ahead=ahead
        )

    def _show(self, t: float) -> Show:
        item = self._item
        show = Show(
            title=named(item, self._exercises) if item else "",
            goal=item.goal if item else 0.0,
            set_number=self._sets[self._position][1] if item else 0,
            sets=item.sets if item else 0,
            elapsed=t,
            cue=self._cue if self._cue.words else Cue(self._hold_progress.wanted),
            flash=max(0.0, 1.0 - (t - self._counted) / COUNT_FLASH_S),
            keys=self.keys,
        )
        if not math.isnan(self._over_at):
            return dataclasses.replace(show, summary=self.summary(self._over_at))
        timer = self.rest_control.timer
        if self.rest_control.shown(t):
            next_up, detail = following(self._plan, self._to_come, self._exercises)
            rest = Rest(timer.left(t), timer.total, timer.paused, next_up, detail)
            return dataclasses.replace(show, rest=rest)
        if self._guide is not None and self._guidance is not None:
            seen = tuple((check.name, check.good) for check in self._guidance.checks)
            setup = Setup(self._guidance.advice, seen, self._guidance.ready)
            return dataclasses.replace(show, setup=setup)
        return show
