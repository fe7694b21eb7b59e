"""The body, drawn: every limb coloured by whether what is judged on it is as it should be."""

import math
from collections.abc import Iterable, Iterator

from posecoach.core.pose.body import IN_SIGHT
from posecoach.core.pose.landmarks import Landmark, Pose
from posecoach.core.pose.measures import MEASURES
from posecoach.core.session.status import Status
from posecoach.overlay.shapes import Canvas, Disc, Ink, Line, Shape

ARMS = ((Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW), (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW))
FOREARMS = ((Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST), (Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST))
FLANKS = ((Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP), (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_HIP))
SHOULDER_LINE = ((Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),)
HIP_LINE = ((Landmark.LEFT_HIP, Landmark.RIGHT_HIP),)
THIGHS = ((Landmark.LEFT_HIP, Landmark.LEFT_KNEE), (Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE))
SHINS = ((Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE), (Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE))
FEET = ((Landmark.LEFT_ANKLE, Landmark.LEFT_FOOT_INDEX), (Landmark.RIGHT_ANKLE, Landmark.RIGHT_FOOT_INDEX))
BONES = (*FEET, *SHINS, *THIGHS, *HIP_LINE, *FLANKS, *SHOULDER_LINE, *ARMS, *FOREARMS)
DRAWN_JOINTS = tuple(
    sorted({end for bone in BONES for end in bone} - {Landmark.LEFT_FOOT_INDEX, Landmark.RIGHT_FOOT_INDEX})
)

Bone = tuple[Landmark, Landmark]

WHOLE_ARMS, TRUNK, LEGS = (*ARMS, *FOREARMS), (*FLANKS, *SHOULDER_LINE, *HIP_LINE), (*THIGHS, *SHINS)
TOUCHES: dict[str, tuple[Bone, ...]] = {
    "elbow": WHOLE_ARMS,
    "seen_elbow": WHOLE_ARMS,
    "hanging_elbow": WHOLE_ARMS,
    "raised_elbow": WHOLE_ARMS,
    "pulled_elbow": WHOLE_ARMS,
    "elbow_bend": WHOLE_ARMS,
    "elbow_fold": WHOLE_ARMS,
    "square_arm": WHOLE_ARMS,
    "mouth_over_hands": WHOLE_ARMS,
    "shoulders_over_hands": WHOLE_ARMS,
    "shoulders_over_support": WHOLE_ARMS,
    "press_height": WHOLE_ARMS,
    "hands_over_shoulders": WHOLE_ARMS,
    "hands_apart": WHOLE_ARMS,
    "hands_uneven": WHOLE_ARMS,
    "hand_width": FOREARMS,
    "finger_gap": FOREARMS,
    "thumbs_out": FOREARMS,
    "hands_to_knees": FOREARMS,
    "elbow_width": ARMS,
    "raised_arm": ARMS,
    "elbow_over_back": ARMS,
    "chin_tuck": SHOULDER_LINE,
    "trunk_turn": TRUNK,
    "trunk_turned": TRUNK,
    "trunk_lean": TRUNK,
    "trunk_fold": TRUNK,
    "shoulders_y": TRUNK,
    "shoulders_over_hips": TRUNK,
    "hips_x": (*FLANKS, *HIP_LINE, *THIGHS),
    "hips_y": (*FLANKS, *HIP_LINE, *THIGHS),
    "hip": (*FLANKS, *THIGHS),
    "sag": (*FLANKS, *HIP_LINE, *LEGS),
    "knee": LEGS,
    "knee_bend": LEGS,
    "knee_fold": LEGS,
    "knee_width": LEGS,
    "knee_drop": LEGS,
    "thigh": THIGHS,
    "thigh_height": THIGHS,
    "hips_over_knees": THIGHS,
    "hips_above_knees": THIGHS,
    "feet_from_hips": LEGS,
    "stance_width": SHINS,
    "toes_out": FEET,
}
"""The bones that a measure is about; one that is not here colours none."""


def inks(status: Status) -> dict[Bone, Ink]:
    """Each bone's ink: amber for a broken rule, accent where something can be judged, grey elsewhere."""
    colours: dict[Bone, Ink] = dict.fromkeys(BONES, "grey")
    if status.exercise is None:
        return colours
    rules = status.exercise.rules
    judged = (
        rule.measure for rule in rules if not rule.variant and status.view in MEASURES[rule.measure].views
    )
    colours.update(dict.fromkeys(_bones(judged), "accent"))
    if status.in_set or status.in_position:
        broken = (rule.measure for rule in status.broken if rule.severity == "fault")
        colours.update(dict.fromkeys(_bones(broken), "amber"))
    return colours


def _bones(measures: Iterable[str]) -> Iterator[Bone]:
    for measure in measures:
        yield from TOUCHES.get(measure, ())


def skeleton(pose: Pose, status: Status, canvas: Canvas) -> list[Shape]:
    """The pose as lines and dots, the farther limbs first; what is only guessed is thinner."""
    colours = inks(status)
    # Plain numbers: what is drawn many times a second is reckoned with several times as fast.
    points, seen = pose.image.tolist(), pose.visibility.tolist()
    at = {mark: canvas.place(*points[mark]) for mark in Landmark}
    wide = width(pose, canvas)
    shapes: list[Shape] = []
    for a, b in sorted(BONES, key=lambda bone: min(seen[bone[0]], seen[bone[1]])):
        if not all(map(math.isfinite, (*at[a], *at[b]))):
            continue
        sure = min(seen[a], seen[b]) >= IN_SIGHT
        thick = wide if sure else 0.45 * wide
        shapes.append(Line(*at[a], *at[b], thick + 0.4 * wide, "shade"))
        shapes.append(Line(*at[a], *at[b], thick, colours[a, b] if sure else "grey"))
    shapes += [
        Disc(*at[mark], 0.48 * wide, "text")
        for mark in DRAWN_JOINTS
        if seen[mark] >= IN_SIGHT and all(map(math.isfinite, at[mark]))
    ]
    return shapes


def width(pose: Pose, canvas: Canvas) -> float:
    """Return the width of a bone, px: by the body's own size, within what suits the canvas."""
    shoulder, hip = ((pose.image[a] + pose.image[b]) / 2.0 for a, b in (*SHOULDER_LINE, *HIP_LINE))
    trunk = math.dist(shoulder, hip) * canvas.picture[2] / canvas.size[0]
    min_size, max_lines = 0.7 * canvas.unit, 1.6 * canvas.unit
    return min(max(trunk * 0.06, min_size), max_lines) if math.isfinite(trunk) else min_size
