"""Gestures as actions: what each sign does depends on whether someone rests, waits or trains."""

from dataclasses import dataclass, field
from typing import Literal

from posecoach.core.form.gestures import Arm, ArmOut, HandRaised, HandsUp
from posecoach.core.pose.body import Body

PAUSE_AFTER_S, SKIP_AFTER_S, FINISH_AFTER_S = 1.0, 2.0, 5.0
"""s that one hand must be up: to pause a rest, to skip the set to come, to finish the session."""

Action = Literal["go_on", "longer", "shorter", "pause", "skip", "keep_up", "finish"]
Phase = Literal["rest", "wait", "train"]
"""Phase of a session: someone rests, waits for a set to begin, or is in one."""

ARMS: dict[Arm, Action] = {"right": "longer", "left": "shorter"}


@dataclass(slots=True)
class GestureControl:
    """Sees the signs, and gives each action once."""

    _hands: HandsUp = field(default_factory=HandsUp)
    _arm: ArmOut = field(default_factory=ArmOut)
    _raised: HandRaised = field(default_factory=HandRaised)
    _given: set[str] = field(default_factory=set)

    def step(self, t: float, body: Body | None, phase: Phase, *, planned: bool) -> list[Action]:
        """Take a body at `t` seconds; return what its signs ask for.

        Args:
            t: s.
            body: None where nobody is seen.
            phase: what someone is doing.
            planned: whether there is a set to skip.
        """
        actions: list[Action] = []
        # Every detector sees every frame: what it remembers must not have holes.
        hands, arm, up = self._hands.step(t, body), self._arm.step(t, body), self._raised.step(t, body)
        if hands:
            actions.append("go_on")
        if arm and phase == "rest":
            actions.append(ARMS[arm])
        if not up:
            self._given.clear()
        elif phase != "train":
            actions += self._hand(up, phase, planned=planned)
        return actions

    def _hand(self, up: float, phase: Phase, *, planned: bool) -> list[Action]:
        steps: list[tuple[str, float, Action]] = [("last", FINISH_AFTER_S, "finish")]
        if phase == "rest":
            steps.append(("first", PAUSE_AFTER_S, "pause"))
        else:
            steps.append(("first", SKIP_AFTER_S, "skip" if planned else "keep_up"))
        found = [action for name, after, action in steps if up >= after and name not in self._given]
        self._given |= {name for name, after, _ in steps if up >= after}
        return found
