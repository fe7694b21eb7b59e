"""The live session: decides what is shown and called out at each moment. It is told the time and draws nothing."""

import math
from collections.abc import Mapping, Sequence

from posecoach.core.events import Event, HoldEnded, HoldStarted, Rep, SetEnded, SetStarted, Verdict, reps_in
from posecoach.core.exercise import Exercise
from posecoach.core.pose.body import Body
from posecoach.core.pose.people import PersonSeen
from posecoach.core.session.pace import Pace
from posecoach.core.session.record import SetRecord
from posecoach.core.session.routine import Item, Routine
from posecoach.core.session.status import NOTHING_DONE, Status, Update
from posecoach.live import texts, week_goals
from posecoach.live.action_control import ActionControl
from posecoach.live.announcements import Announcement, Priority, Say
from posecoach.live.blackout import Blackout
from posecoach.live.fallen_camera import FallenCamera
from posecoach.live.frame_rate import FrameRate
from posecoach.live.gesture_control import GestureControl
from posecoach.live.output import LiveOutput
from posecoach.live.pacer import Pacer
from posecoach.live.people_control import PeopleControl
from posecoach.live.session_end import SessionEnd
from posecoach.live.session_flow import SessionFlow
from posecoach.live.set_control import SetControl
from posecoach.live.summary_texts import Previous
from posecoach.live.turn_control import TurnControl
from posecoach.live.unplanned import Unplanned
from posecoach.live.view import show_of
from posecoach.overlay.live_view import Summary
from posecoach.words import Words, load

PACE_OUT_S = 1.0
"""s out of position from which nobody follows a tempo: where a repetition goes furthest, some leave theirs."""

GAP_S = 1.0
"""s without a picture from which what lies on both sides of it is not one movement."""


class LiveController:
    """Puts set-up, rest, plan and calls together.

    Args:
        exercises: what may be done, by name.
        plan: what is to be done; None where nothing is planned.
        rest: s of rest where no plan says.
        words: of the user's language.
        previous: earlier sessions, by exercise.
        goals: goals of the week, by exercise, with what was done of them before this session.
        auto_turn: whether a picture that lies on its side or upside down is to be turned.
    """

    def __init__(
        self,
        exercises: texts.Exercises,
        plan: Routine | None = None,
        rest: float = 60.0,
        words: Words | None = None,
        previous: Mapping[str, Previous] | None = None,
        goals: week_goals.WeekGoals | None = None,
        *,
        auto_turn: bool = False,
    ) -> None:
        self.words = words or load()
        self.exercises = exercises
        self.notice = ""
        previous = previous or {}
        self.set_control = SetControl(exercises, self.words, previous)
        self.end = SessionEnd(exercises, plan, self.words, previous, goals or {}, self.set_control.record)
        self.flow = SessionFlow(exercises, plan, rest, self.words, self.set_control, self.end)
        self.place, self.rest_control = self.flow.place, self.flow.rest_control
        self.setup_control = self.flow.setup_control
        self.actions = ActionControl(
            self.flow, self.set_control, self.end, self.words, planned=plan is not None
        )
        self.frame_rate, self.pacer = FrameRate(), Pacer(self.words)
        self.blackout, self._gestures = Blackout(self.words), GestureControl()
        self.fallen_camera, self.unplanned = FallenCamera(self.words), Unplanned(exercises, self.words)
        self.people_control = PeopleControl(self.words)
        self.turn_control = TurnControl(self.words, auto=auto_turn)
        self._t, self._status = math.nan, NOTHING_DONE

    def step(
        self,
        update: Update,
        size: tuple[float, float],
        position: int = 0,
        brightness: float = math.nan,
        sets: Sequence[tuple[Item, int]] = (),
        *,
        unplanned: Exercise | None = None,
        camera_moved: bool = False,
        people: Sequence[PersonSeen] = (),
        turned: int = 0,
    ) -> LiveOutput:
        """Take one update.

        Args:
            update: what followed from a frame.
            size: width and height, px, of the picture that its pose is in.
            position: index of the planned set under way or to come.
            brightness: mean of the picture, 0 to 255; NaN where it was not measured.
            sets: the planned sets in the coach's order, which changes where another exercise was begun.
            unplanned: what turned out to be done though the plan does not know it.
            camera_moved: whether the camera is not where the set under way began.
            people: all who are in the picture, from left to right.
            turned: degrees clockwise by which a picture that lies on its side is to be turned.
        """
        t, status = update.t, update.status
        moved, reordered = self.place.follow(position, sets)
        self.blackout.step(t, brightness, seen=update.pose is not None)
        body = Body(update.pose) if update.pose is not None else None
        self.fallen_camera.step(update, body, moved=camera_moved)
        if t - self._t > GAP_S or self.blackout.dark or self.fallen_camera.down:
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
            self.flow.on_set_begun(t)
        self.end.watch(t, status, update.events)
        if moved:
            self.end.active(t)
            announcements += self.flow.on_next_item(t)
        phase = self.flow.phase(t)
        for action in self._gestures.step(t, body, phase, planned=self.place.item is not None):
            announcements += self.actions.act(t, action, status)
        announcements += self.people_control.step(t, people, phase)
        announcements += self.unplanned.step(t, unplanned, self.place.item if phase == "wait" else None)
        if self.rest_control.watch(t, status, self.place.goal_reps):
            announcements += self.flow.begin_rest(t, self.rest_control.set_end.last)
        if self.rest_control.over(t, status, self.place.goal_reps):
            self.flow.requests.set_over = True
        if not self.flow.resting(t) and not self.end.reached:
            announcements += self.setup_control.step(t, update, body, size, brightness)
        if self.set_control.under_way and not self.flow.resting(t):
            announcements += self.blackout.announced(t) or self.fallen_camera.announced(t)
        at_work = not self.rest_control.shown(t) and not 0.0 < self.place.goal_reps <= status.reps
        seconds = self.place.seconds(status)
        announcements += self.set_control.follow(t, status, seconds, at_work=at_work)
        turn, said = self.turn_control.step(t, body, turned, phase)
        return self._output(t, [*announcements, *said], turn)

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
        return self.actions.press(t, key)

    def summary(self, t: float, sets: Sequence[SetRecord] | None = None) -> Summary:
        """Return what was done until `t` seconds: of these sets, or of those that have ended so far."""
        return self.end.summary(t, sets)

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
                    announcements += self.flow.on_set_ended(t, event)
                case _:
                    pass
        return [*self._on_reps(t, counted, status), *announcements] if counted else announcements

    def _on_reps(self, t: float, events: Sequence[Rep], status: Status) -> list[Announcement]:
        for event in events:
            self._counted(event.seen_to)
        return self.set_control.on_reps(t, events, status, self.place.goal_reps)

    def _on_partial(self, t: float, event: Rep, status: Status) -> list[Announcement]:
        if self.flow.resting(t):
            return []
        if status.is_real_set:
            self._counted(event.seen_to)
        return self.set_control.on_partial(t, event)

    def _on_hold_ended(self, t: float, event: HoldEnded, status: Status) -> list[Announcement]:
        self._counted(t)
        said = self.set_control.on_hold_ended(event, status, self.place.goal_held(status))
        return (
            [Say(self.words("say.done"), Priority.CALL), *self.flow.begin_rest(t, t)]
            if said is None
            else said
        )

    def _counted(self, t: float) -> None:
        self.rest_control.set_end.counted(t, first=not self.set_control.under_way)

    def _output(self, t: float, announcements: list[Announcement], turn: int = 0) -> LiveOutput:
        ticks = self.pacer.step(t, self._pace(t), self._reps)
        # A tick is cut off by what follows it.
        announcements = [*ticks, *announcements, *self.flow.rest_goes_on(t)]
        paused, under_way = self.rest_control.timer.paused, self.set_control.under_way
        if self.flow.resting(t) and not paused:
            self.end.active(t)
        announcements += self.end.warning(t, under_way=under_way, paused=paused)
        if self.end.idle(t, under_way=under_way, paused=paused):
            announcements += self.flow.finish(t, "say.ended")
        set_over, skip = self.flow.requests.take()
        show, over = show_of(self, t), self.end.seen(t)
        return LiveOutput(show, tuple(announcements), set_over, skip, over, self.flow.ahead, turn)

    @property
    def _reps(self) -> int:
        """Repetitions of the set under way; between two sets the coach still has those of the one before."""
        return self._status.reps if self._status.in_set else 0

    def _pace(self, t: float) -> Pace | None:
        """Return the pace that is to be heard: while a set is under way, or someone stands ready for it."""
        exercise, pace = self._status.exercise, self.place.pace(self.exercises)
        if exercise is None or pace is None or self.flow.resting(t) or self.notice or self.end.reached:
            return None
        wanted = self._status.held > 0.0 if exercise.kind == "hold" else self._follows_tempo(t)
        return pace if wanted else None

    def _follows_tempo(self, t: float) -> bool:
        """Return whether someone repeats in time, or stands ready to; not beyond the goal, nor long out of position."""
        if 0.0 < self.place.goal_reps <= self._reps:
            return False
        guided = self.setup_control.setup() is not None
        if self._status.in_position is True and not guided:
            return True
        begun = self.set_control.under_way or (self.pacer.leads and not guided)
        return begun and not self.rest_control.set_end.out_for(t) >= PACE_OUT_S
