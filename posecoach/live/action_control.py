"""Actions that signs and keys ask for."""

import math

from posecoach.core.session.status import Status
from posecoach.live.announcements import Announcement, Priority, Say
from posecoach.live.gesture_control import Action
from posecoach.live.session_end import SessionEnd
from posecoach.live.session_flow import SessionFlow
from posecoach.live.set_control import SetControl
from posecoach.words import Words


class ActionControl:
    """Does what signs and keys ask for.

    Args:
        flow: leads from one phase to the next.
        set_control: takes the repetitions and holds of a set.
        end: knows when the session is over.
        words: of the user's language.
        planned: whether there is a plan.

    Attributes:
        keys: whether the keys are shown.
        hand_read_at: s, when a raised hand was last understood; NaN before the first.
    """

    def __init__(
        self, flow: SessionFlow, set_control: SetControl, end: SessionEnd, words: Words, *, planned: bool
    ) -> None:
        self.keys = False
        self.hand_read_at = math.nan
        self._flow, self._set_control, self._end = flow, set_control, end
        self._words, self._planned = words, planned

    def act(self, t: float, action: Action, status: Status) -> list[Announcement]:
        """Do what a sign asks for."""
        warned = self._end.warned
        self._end.active(t)
        words, rest, requests = self._words, self._flow.rest_control, self._flow.requests
        said: list[Announcement] = []
        if action in ("pause", "skip", "keep_up"):
            self.hand_read_at = t
        match action:
            case "longer" | "shorter":
                said = rest.on_arm(t, "right" if action == "longer" else "left", words)
            case "pause":
                said = rest.toggle_pause(t, words)
                said += [Say(words("say.keep_up"), Priority.ADVICE)] if rest.timer.paused else []
            case "keep_up":
                said = [Say(words("say.keep_up"), Priority.CALL)]
            case "skip":
                self._flow.setup_control.skipped(t)
                requests.skip, said = True, [Say(words("say.skipped"), Priority.CALL)]
            case "finish":
                said = self._flow.finish(t, "say.all_done")
            case "go_on" if (
                self._set_control.holds.wanted and not rest.timer.running and not status.held > 0.0
            ):
                requests.set_over, said = True, [Say(words("say.go_on"), Priority.CALL)]
            case _:
                said = rest.on_hands_up(t, words)
                said = said or ([Say(words("say.go_on"), Priority.CALL)] if warned else [])
        return said

    def press(self, t: float, key: str) -> bool:
        """Take a key; True where the coach is to give up the planned set under way or to come."""
        self._end.active(t)
        rest = self._flow.rest_control
        rest.press(t, key)
        if key == "h":
            self.keys = not self.keys
        if key != "s":
            return False
        if rest.timer.running and rest.timer.left(t) > 0.0:
            rest.timer.skip(t)
            return False
        if rest.shown(t):
            rest.timer.stop()
            return False
        if not self._planned:
            self._flow.setup_control.close()
        return self._planned
