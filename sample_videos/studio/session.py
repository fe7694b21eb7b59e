"""A whole session in one film: in, down, a set of push-ups, a rest on the heels, a second set, up and out."""

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import numpy as np

from sample_videos.studio.body import Body
from sample_videos.studio.motion import Channel, Course, Rep, Repetition, Tempo, eased, repetitions
from sample_videos.studio.moves import Move, State, planted_foot, standing
from sample_videos.studio.push_up import TOES_AT, PushUp
from sample_videos.studio.skeleton import OUT, SIDES
from sample_videos.studio.space import X, turn, vec
from sample_videos.studio.stance import End, Stance, between, hand_turn, hip_joint
from sample_videos.studio.surface import Surface

TOP = 169.0
STRIDE = 0.52


@dataclass(frozen=True, slots=True)
class Key:
    """A stance on the way, and how it is reached: in so many seconds, at an even pace or gently."""

    stance: Stance
    seconds: float
    even: bool = False


class Session(Move):
    """Push-ups with everything around them. State: `way` (which key, and how far to the next), `depth`."""

    def __init__(self, body: Body, *, width: float = 1.3) -> None:
        """Prepare the keys of the way."""
        self._body = body
        self._push_up = PushUp(body, width=width)
        self.props: list[Surface] = self._push_up.props
        plank = self._push_up.stance({"depth": TOP})
        self._plank = plank
        up = self._walk(1.45, self._standing_at(), 3)
        stand, crouch = self._stand(), self._crouch()
        one_back = between(crouch, plank, 0.45)
        one_back.feet = {"l": deepcopy(crouch.feet["l"]), "r": deepcopy(plank.feet["r"])}
        one_back.hands = deepcopy(plank.hands)
        fours, heels = self._fours(), self._heels()
        down = [Key(stand, 0.5), Key(crouch, 1.5), Key(one_back, 0.8), Key(plank, 0.8)]
        self.keys = [*up, *down]
        self.first = len(self.keys) - 1
        self.keys += [Key(fours, 0.9), Key(heels, 1.3)]
        self.resting = len(self.keys) - 1
        self.keys += [Key(fours, 1.3), Key(plank, 0.9)]
        self.second = len(self.keys) - 1
        self.keys += [Key(one_back, 0.8), Key(crouch, 0.8), Key(stand, 1.5)]
        out = self._walk(self._standing_at(), self._standing_at() - 1.1, 3)[1:]
        self.keys += [*out, Key(standing(body, vec(0, self._standing_at() - 1.1, 0)), 0.6)]

    def stance(self, state: State) -> Stance:
        """The body on its way, or in a push-up."""
        way = state["way"]
        i = min(int(way), len(self.keys) - 1)
        if way - i < 1e-9:
            if i in (self.first, self.second):
                return self._push_up.stance({"depth": state["depth"]})
            return deepcopy(self.keys[i].stance)
        key = self.keys[i + 1]
        share = way - i if key.even else eased(way - i)
        a, b = self.keys[i].stance, key.stance
        mixed = between(a, b, share)
        arc = float(np.sin(np.pi * share))
        for side in SIDES:
            for ours, first, second in (
                (mixed.hands[side], a.hands[side], b.hands[side]),
                (mixed.feet[side], a.feet[side], b.feet[side]),
            ):
                moved = float(np.linalg.norm(second.at - first.at))
                ours.at = ours.at + vec(0, 0, min(0.12, 0.16 * moved) * arc)
        return mixed

    def course(self, run: dict[str, Any], chance: np.random.Generator) -> Course:
        """The times of everything."""
        way = Channel([(0.0, 0.0)])
        depth = Channel([(0.0, TOP)])
        done: list[Repetition] = []
        sets = []
        tempo = Tempo(**run.get("tempo", {}))
        counts = run["sets"]
        rest_from = 0.0
        rests = []
        for i, key in enumerate(self.keys[1:], start=1):
            way.moments.append((way.moments[-1][0] + key.seconds, float(i)))
            now = way.moments[-1][0]
            if i in (self.first, self.second):
                depths = counts[0 if i == self.first else 1]
                part = repetitions(TOP, [Rep(d) for d in depths], tempo, chance, lead=0.7, tail=0.5)
                depth.hold(now)
                depth.moments += [(now + t, v) for t, v in part.channels["depth"].moments]
                reps = [
                    Repetition(now + r.start, now + r.turn, now + r.end, r.full) for r in part.repetitions
                ]
                sets.append((reps[0].start, reps[-1].end, len(reps)))
                done += reps
                if i == self.second:
                    rests.append((rest_from, reps[0].start))
                rest_from = reps[-1].end
                way.hold(now + part.end)
            elif i == self.resting:
                way.hold(now + run.get("rest", 9.0))
        return Course(
            {"way": _Straight(way.moments), "depth": depth}, done, [], way.moments[-1][0] + 0.2, sets, rests
        )

    def _stand(self) -> Stance:
        return standing(self._body, vec(0, self._standing_at(), 0))

    def _standing_at(self) -> float:
        return float(self._plank.hands["l"].at[1]) + 0.42

    def _walk(self, start: float, goal: float, steps: int) -> list[Key]:
        """Mid-stride stances from `start` to before `goal`, along y."""
        bones = self._body.skeleton
        count = steps + 1
        places = np.linspace(start, goal, count)
        keys = []
        base = float(bones.at("foot_l")[1])
        for k, y in enumerate(places[:-1]):
            stance = standing(self._body, vec(0, y, 0))
            stride = (start - goal) / (count - 1)
            ahead, behind = ("l", "r") if k % 2 == 0 else ("r", "l")
            for side, dy in ((ahead, -stride / 2), (behind, stride / 2)):
                stance.feet[side] = planted_foot(bones, side, vec(OUT[side] * 0.08, y + dy + base, 0), 6)
                stance.hands[side].at = stance.hands[side].at + vec(0, -0.25 * dy / STRIDE * 1.4, 0.02)
            stance.feet[behind].turned = stance.feet[behind].turned @ turn(X, 22.0)
            stance.feet[behind].at = stance.feet[behind].at + vec(0, -0.03, 0.05)
            stance.hip = stance.hip - vec(0, 0, 0.035)
            stance.pelvis = turn(X, 3.0)
            keys.append(Key(stance, 0.55, even=True))
        return keys

    def _crouch(self) -> Stance:
        bones = self._body.skeleton
        hands = self._plank.hands
        y = self._standing_at()
        stance = Stance(vec(0, y + 0.15, 0.74), turn(X, 99.0), deepcopy(hands), {}, spine=vec(22.0, 0, 0))
        stance.head = vec(-30.0, 0)
        for side in SIDES:
            foot = planted_foot(bones, side, vec(OUT[side] * 0.12, y + 0.02, 0), 8)
            foot.turned = foot.turned @ turn(X, 28.0)
            foot.at = foot.at + vec(0, -0.03, 0.055)
            foot.curl = 28.0
            stance.feet[side] = foot
        return stance

    def _fours(self) -> Stance:
        stance = Stance(
            vec(0, 0.42, 0.46), turn(X, 72.0), deepcopy(self._plank.hands), {}, spine=vec(8.0, 0, 0)
        )
        stance.head = vec(-10.0, 0)
        self._tucked(stance)
        return stance

    def _heels(self) -> Stance:
        stance = Stance(vec(0, TOES_AT - 0.17, 0.36), turn(X, 6.0), {}, {}, spine=vec(8.0, 0, 0))
        stance.head = vec(6.0, 0)
        self._tucked(stance)
        bones = self._body.skeleton
        for side in SIDES:
            out = OUT[side]
            knee = vec(out * 0.12, TOES_AT - 0.42, 0.12)
            hip = hip_joint(bones, stance, side)
            spot = hip + (knee - hip) * 0.62 + vec(0, 0, 0.10)
            stance.hands[side] = End(
                spot,
                hand_turn(bones, side, vec(-0.2 * out, -1, -0.45), vec(0, 0, -1)),
                vec(out * 0.8, 0.6, 0.1),
                10.0,
                5.0,
            )
        return stance

    def _tucked(self, stance: Stance) -> None:
        """Feet on their tucked toes as in the plank, knees on the floor."""
        for side in SIDES:
            foot = deepcopy(self._plank.feet[side])
            foot.pole = vec(0, -1, -0.35)
            foot.turned = turn(X, 62.0)
            foot.curl = 62.0 - 22.0
            bones = self._body.skeleton
            ball = self._plank.feet[side].at + self._plank.feet[side].turned @ (
                bones.at(f"ball_{side}") - bones.at(f"foot_{side}")
            )
            foot.at = ball - foot.turned @ (bones.at(f"ball_{side}") - bones.at(f"foot_{side}"))
            stance.feet[side] = foot


class _Straight(Channel):
    """A channel that goes evenly: the easing is the keys' own business."""

    __slots__ = ()

    def at(self, t: float) -> float:
        """The value at `t`."""
        times, values = zip(*self.moments, strict=True)
        return float(np.interp(t, times, values))
