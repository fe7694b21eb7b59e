"""The push-up: a plank that turns about the toes (or knees), hands planted."""

import numpy as np

from sample_videos.studio import props
from sample_videos.studio.body import Body
from sample_videos.studio.moves import Move, State, arm_lengths, hip_middle, shoulder_width
from sample_videos.studio.skeleton import OUT, SIDES
from sample_videos.studio.space import Array, X, reach, root_between, turn, unit, vec
from sample_videos.studio.stance import End, Stance, hand_turn, shoulder_from_hip
from sample_videos.studio.surface import Surface

TOES_AT = 0.95  # where the balls of the feet are, along y
TOE_PITCH = 22.0  # how far the toes stand up from the floor, degrees
KNEE_HEIGHT = 0.06  # from the floor to the knee's joint when kneeling
BAR_TO_WRIST = 0.085  # from a bar's middle up to the wrists above it
BAR_AHEAD = 0.035  # from the wrists forward to the bar's middle
STRAIGHT = 172.0  # the elbow by which the hands are set under the shoulders


class PushUp(Move):
    """Push-ups of one body. State: `depth` (elbow, degrees), `sag` (hip below the line, per cent of it)."""

    def __init__(
        self,
        body: Body,
        *,
        width: float = 1.35,
        flare: float = 50.0,
        fingers_in: float = -4.0,
        hands_height: float = 0.0,
        feet_height: float = 0.0,
        hands_back: float = 0.04,
        on_knees: bool = False,
        on_bar: bool = False,
    ) -> None:
        """Set the hands down.

        Args:
            body: Who does it.
            width: Wrist distance over shoulder distance.
            flare: How far the elbows point away from the trunk, degrees.
            fingers_in: How far the fingers are turned inwards, degrees.
            hands_height: The height of what the hands are on, metres.
            feet_height: The height of what the feet are on, metres.
            hands_back: How far the wrists are towards the feet from below the shoulders, metres.
            on_knees: Whether the knees are on the floor.
            on_bar: Whether the hands close round a bar instead of lying flat.
        """
        self._body, self._knees, self._bar = body, on_knees, on_bar
        self._flare, self._in = flare, fingers_in
        self._feet_height = feet_height
        self._legs: dict[float, float] = {}
        plank = self._plank(10.0, 0.0)
        self._half = width * shoulder_width(body.skeleton, plank) / 2
        above = BAR_TO_WRIST if on_bar else body.palm
        self._wrist = hands_height + above + (0.006 if hands_height < 0.1 else 0.0)

        def too_low(pitch: float) -> float:
            shoulder = self._shoulder(pitch, 0.0)
            rise = shoulder[2] - self._wrist
            gap = np.hypot(np.hypot(rise, shoulder[0] - self._half), hands_back)
            return float(gap - reach(*arm_lengths(body.skeleton), STRAIGHT))

        self._lowest = root_between(-50.0, 60.0, lambda p: self._shoulder(p, 0.0)[2] - self._wrist)
        top = root_between(self._lowest, 70.0, too_low)
        forward = self._shoulder(top, 0.0)[1] + hands_back
        self._hand_y = float(forward)
        self.props: list[Surface] = []
        if on_bar:
            self.props += props.bar(hands_height, self._hand_y - BAR_AHEAD)
        elif hands_height > 0.1:
            self.props += props.bench(vec(0, self._hand_y - 0.02, 0), hands_height, along_x=True)
        elif feet_height > 0.1:
            self.props += props.bench(vec(0, TOES_AT + 0.08, 0), feet_height, along_x=True)
        if feet_height < 0.1:
            self.props += props.mat(vec(0, 0.1, 0))

    def stance(self, state: State) -> Stance:
        """The plank whose left elbow has the angle `depth`."""
        bones = self._body.skeleton
        sag = state.get("sag", 0.0)
        length = reach(*arm_lengths(bones), state["depth"])
        wrist = vec(self._half, self._hand_y, self._wrist)
        pitch = root_between(
            self._lowest, 75.0, lambda p: float(np.linalg.norm(self._shoulder(p, sag) - wrist)) - length
        )
        stance = self._plank(pitch, sag)
        stance.head = stance.head + vec(state.get("nod", 0.0), 0)
        down = 0.9 if self._bar else 0.0
        curl, thumb = (60.0, 40.0) if self._bar else (0.0, -6.0)
        for side in SIDES:
            out = OUT[side]
            inwards = np.radians(self._in)
            fingers = vec(-out * np.sin(inwards), -np.cos(inwards), -down)
            flare = np.radians(self._flare)
            stance.hands[side] = End(
                vec(out * self._half, self._hand_y, self._wrist),
                hand_turn(bones, side, fingers, vec(0, down, -1)),
                vec(out * np.sin(flare), np.cos(flare), 0.25),
                curl,
                thumb,
            )
        return stance

    def _shoulder(self, pitch: float, sag: float) -> Array:
        plank = self._plank(pitch, sag)
        return np.asarray(plank.hip + shoulder_from_hip(self._body.skeleton, plank, "l"))

    def _plank(self, pitch: float, sag: float) -> Stance:
        """The body without arms, its line raised by about `pitch` degrees, toes or knees planted."""
        bones = self._body.skeleton
        pelvis = turn(X, 90.0 - pitch)
        stance = Stance(
            vec(0, 0, 0), pelvis, {}, {}, spine=vec(-1.3 * max(sag, 0.0) + 0.6 * max(-sag, 0), 0, 0)
        )
        stance.head = vec(-22.0 + 0.6 * max(sag, 0.0), 0)
        stance.forward = {"l": 8.0, "r": 8.0}
        leg = self._leg_angle(sag)
        leg_turn = pelvis @ turn(X, leg)
        ends = {}
        contact = ground = vec(0, 0, 0)
        for side in SIDES:
            joint = pelvis @ (bones.at(f"thigh_{side}") - hip_middle(bones))
            if self._knees:
                knee = joint + leg_turn @ (bones.at(f"calf_{side}") - bones.at(f"thigh_{side}"))
                shin = turn(X, 58.0) @ leg_turn
                ankle = knee + shin @ (bones.at(f"foot_{side}") - bones.at(f"calf_{side}"))
                ends[side] = End(ankle, turn(X, 40.0) @ shin, leg_turn @ vec(0, -1, 0), -10.0)
                contact = knee
                ground = vec(0, TOES_AT - 0.42, KNEE_HEIGHT)
            else:
                ankle = joint + leg_turn @ (bones.at(f"foot_{side}") - bones.at(f"thigh_{side}"))
                foot = leg_turn @ turn(X, -6.0)
                sole = 90.0 - pitch + leg - 6.0
                ends[side] = End(ankle, foot, leg_turn @ vec(0, -1, 0), sole - TOE_PITCH)
                contact = ankle + foot @ (bones.at(f"ball_{side}") - bones.at(f"foot_{side}"))
                tip = 0.07 * np.sin(np.radians(TOE_PITCH))
                ground = vec(0, TOES_AT, self._feet_height + bones.at("ball_l")[2] + tip)
        shift = ground - contact * vec(0, 1, 1)
        stance.hip = shift
        for end in ends.values():
            end.at = end.at + shift
        stance.feet = ends
        return stance

    def _leg_angle(self, sag: float) -> float:
        """Return the turn of the legs, back at the hips, that puts the hips `sag` per cent below the line."""
        if sag not in self._legs:
            bones = self._body.skeleton
            flat = Stance(
                vec(0, 0, 0), np.eye(3), {}, {}, spine=vec(-1.3 * max(sag, 0.0) + 0.6 * max(-sag, 0), 0, 0)
            )
            flat.forward = {"l": 8.0, "r": 8.0}
            shoulder = shoulder_from_hip(bones, flat, "l")[1:]
            lower = bones.at("calf_l" if self._knees else "foot_l") - hip_middle(bones)

            def beyond(leg: float) -> float:
                foot = (turn(X, leg) @ lower)[1:]
                line = foot - shoulder
                share = (-shoulder @ line) / (line @ line)
                below = (shoulder + share * line)[0] / float(np.linalg.norm(line))
                return float(100 * below - sag)

            self._legs[sag] = root_between(-60.0, 60.0, beyond)
        return self._legs[sag]


def sagittal_line(shoulder: Array, hip: Array, end: Array, across: Array) -> tuple[float, float]:
    """The hip's distance below the shoulder-end line in per cent of it, and the angle there, seen from the side.

    `across` points from the right to the left of the body; what lies along it is left out.
    """
    a, h, e = (p - unit(across) * (p @ unit(across)) for p in (shoulder, hip, end))
    line = e - a
    foot = a + line * ((h - a) @ line) / (line @ line)
    off = h - foot
    front = unit(np.cross(unit(line), unit(across)))
    angle = float(np.degrees(np.arccos(np.clip(unit(a - h) @ unit(e - h), -1, 1))))
    return float(100 * (off @ front) / np.linalg.norm(line)), angle
