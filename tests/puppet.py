"""A stick body that can be posed and filmed from anywhere: its angles and widths are known by construction.

Lengths are metres. The person's left is +x, they face -y, z is up; lying face down, the head points to -y.
"""

import dataclasses
import math

import numpy as np

from posecoach.core.pose.landmarks import LANDMARK_COUNT, Landmark, Pose

UPPER_ARM = FOREARM = 0.27
THIGH, SHIN, TRUNK = 0.43, 0.42, 0.50
SHOULDERS, HIPS = 0.36, 0.24
LEFT, RIGHT = 1.0, -1.0

FRONT, SIDE, OBLIQUE = 0.0, 90.0, 45.0
"""Degrees by which the camera stands towards the person's left from straight ahead."""


def push_up(elbow=170.0, *, sag=0.0, hands=1.3, lift=0.0, flare=0.0):
    """On hands and toes; the upper arms lie along the trunk's side, as seen from there.

    Args:
        elbow: degrees.
        sag: how far the hips hang below the line from shoulders to ankles, in its length.
        hands: their distance over that of the shoulders.
        lift: m, how high the hands stand.
        flare: degrees by which the elbows point away from the trunk.
    """
    reach = _chord(elbow, UPPER_ARM, FOREARM)
    half = SHOULDERS / 2.0
    out = (hands - 1.0) * half
    shoulder_z = lift + math.sqrt(reach**2 - out**2)
    ankle_z, length = 0.08, TRUNK + THIGH + SHIN
    along = math.sqrt(length**2 - (shoulder_z - ankle_z) ** 2)
    shoulder, ankle = np.array([0.0, 0.0, shoulder_z]), np.array([0.0, along, ankle_z])
    line = (ankle - shoulder) / length
    below = np.array([0.0, line[2], -line[1]])
    hip = shoulder + line * TRUNK + below * sag * length
    knee = (hip + ankle) / 2.0
    p = body()
    for side in (LEFT, RIGHT):
        at = np.array([side * half, 0.0, 0.0])
        wrist = np.array([side * (half + out), 0.0, lift])
        top = shoulder + at
        out_and_back = (side * math.sin(math.radians(flare)), math.cos(math.radians(flare)), 0.0)
        arm = {"SHOULDER": top, "ELBOW": bent(top, wrist, UPPER_ARM, out_and_back), "WRIST": wrist}
        narrow = np.array([side * HIPS / 2.0, 0.0, 0.0])
        leg = {"HIP": hip + narrow, "KNEE": knee + narrow, "ANKLE": ankle + narrow}
        put(p, side, arm | leg, hand=(0.0, -0.08, 0.0), foot=(0.0, 0.03, -0.07))
    return head(p, shoulder, -line, (0.0, 0.0, -1.0))


def pull_up(elbow=170.0, *, hands=1.5, bar=2.3):
    """Hanging from a bar, facing the camera at 0; the elbows go out to the sides."""
    reach = _chord(elbow, UPPER_ARM, FOREARM)
    half = SHOULDERS / 2.0
    out = (hands - 1.0) * half
    z = bar - math.sqrt(max(reach**2 - out**2, 1e-4))
    p = body()
    for side in (LEFT, RIGHT):
        top, wrist = np.array([side * half, 0.0, z]), np.array([side * (half + out), 0.0, bar])
        elbow_at = bent(top, wrist, UPPER_ARM, (side, 0.0, -0.3))
        x = side * HIPS / 2.0
        leg = {
            "HIP": (x, 0.0, z - TRUNK),
            "KNEE": (x, 0.0, z - TRUNK - THIGH),
            "ANKLE": (x, 0.02, z - TRUNK - THIGH - SHIN),
        }
        put(
            p,
            side,
            {"SHOULDER": top, "ELBOW": elbow_at, "WRIST": wrist} | leg,
            hand=(0.0, 0.0, 0.08),
            foot=(0.0, -0.1, -0.1),
        )
    return head(p, np.array([0.0, 0.0, z]), np.array([0.0, 0.0, 1.0]), (0.0, -1.0, 0.0))


def squat(thigh=85.0, *, stance=1.2, knees=1.0, lean=0.0, turn=0.0):
    """Standing or squatting with the arms hanging.

    Args:
        thigh: degrees that the thigh rises from knee to hip above level.
        stance: distance between the ankles over that between the shoulders.
        knees: distance between the knees over that between the ankles.
        lean: degrees that the trunk leans forward from upright.
        turn: degrees that the shoulders are turned to the left.
    """
    gap = stance * SHOULDERS / 2.0
    rise = math.radians(thigh)
    tilt = math.radians(max(0.0, 85.0 - thigh) * 0.35)
    knee_z, knee_y = 0.08 + SHIN * math.cos(tilt), -SHIN * math.sin(tilt)
    hip_z, hip_y = knee_z + THIGH * math.sin(rise), knee_y + THIGH * math.cos(rise)
    forward = math.radians(lean)
    shoulder = np.array([0.0, hip_y - TRUNK * math.sin(forward), hip_z + TRUNK * math.cos(forward)])
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    p = body()
    for side in (LEFT, RIGHT):
        top = shoulder + np.array([side * c, side * s, 0.0]) * SHOULDERS / 2.0
        arm = {
            "SHOULDER": top,
            "ELBOW": top - (0, 0.01, UPPER_ARM),
            "WRIST": top - (0, 0.02, UPPER_ARM + FOREARM),
        }
        leg = {
            "HIP": (side * HIPS / 2.0, hip_y, hip_z),
            "KNEE": (side * gap * knees, knee_y, knee_z),
            "ANKLE": (side * gap, 0.0, 0.08),
        }
        put(p, side, arm | leg, hand=(0.0, 0.0, -0.08), foot=(side * 0.03, -0.12, -0.07))
    up = np.array([0.0, -math.sin(forward), math.cos(forward)])
    return head(p, shoulder, up, (s, -c, 0.0))


def seated(fold=0.0, *, apart=20.0, bend=0.0, on_chair=False):
    """Sitting on the floor, the legs stretched out; or on a chair.

    Args:
        fold: degrees that the trunk is bent forward from upright; negative leans back.
        apart: degrees that each leg points outwards.
        bend: degrees that each knee is bent, and so raised.
        on_chair: whether the shins stand.
    """
    hip_z = 0.5 if on_chair else 0.1
    lean = math.radians(fold)
    hip = np.array([0.0, 0.0, hip_z])
    shoulder = hip + TRUNK * np.array([0.0, -math.sin(lean), math.cos(lean)])
    out, rise = math.radians(apart), math.radians(bend / 2.0)
    p = body()
    for side in (LEFT, RIGHT):
        ahead = np.array([side * math.sin(out), -math.cos(out), 0.0])
        top = shoulder + np.array([side * SHOULDERS / 2.0, 0.0, 0.0])
        joint = hip + np.array([side * HIPS / 2.0, 0.0, 0.0])
        knee = joint + THIGH * (math.cos(rise) * ahead + np.array([0.0, 0.0, math.sin(rise)]))
        ankle = knee + SHIN * (math.cos(rise) * ahead - np.array([0.0, 0.0, math.sin(rise)]))
        if on_chair:
            ankle = knee - np.array([0.0, 0.0, SHIN])
        wrist = knee + np.array([0.0, 0.0, 0.05])
        arm = {"SHOULDER": top, "ELBOW": (top + wrist) / 2.0, "WRIST": wrist}
        put(
            p,
            side,
            arm | {"HIP": joint, "KNEE": knee, "ANKLE": ankle},
            hand=0.08 * ahead,
            foot=(0.0, -0.05, 0.1),
        )
    return head(p, shoulder, (shoulder - hip) / TRUNK, (0.0, -math.cos(lean), -math.sin(lean)))


def seen(points, azimuth=SIDE, *, size=(1280, 960), metre=300.0, visibility=1.0, world=True, above=0.0):
    """The pose that a far camera at this azimuth sees of points (33, 3).

    Args:
        points: metres.
        azimuth: degrees; 0 looks at the face or, lying, at the head; 90 at the left side.
        size: of the picture, in pixels.
        metre: how many pixels a metre takes.
        visibility: of every landmark.
        world: whether world landmarks are known.
        above: degrees by which the camera looks down.
    """
    a, down = math.radians(azimuth), math.radians(above)
    look = np.array([-math.sin(a), math.cos(a), 0.0])
    right = np.array([look[1], -look[0], 0.0])
    x, far, high = points @ right, points @ look, points[:, 2]
    up = high * math.cos(down) + far * math.sin(down)
    depth = far * math.cos(down) - high * math.sin(down)
    image = np.stack([size[0] / 2.0 + metre * x, 0.9 * size[1] - metre * up], axis=1)
    space = np.stack([x, -up, depth], axis=1)
    space -= space[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0)
    return Pose(
        image,
        space if world else np.full((LANDMARK_COUNT, 3), np.nan),
        np.full(LANDMARK_COUNT, float(visibility)),
    )


def hidden(pose, *landmarks):
    """The pose with these landmarks out of sight."""
    visibility = pose.visibility.copy()
    visibility[list(landmarks)] = 0.1
    return Pose(pose.image, pose.world, visibility)


def mirrored(pose, width=1280):
    """The pose as a mirror shows it."""
    swap = np.arange(LANDMARK_COUNT)
    for row in Landmark:
        if "LEFT" in row.name:
            other = Landmark[row.name.replace("LEFT", "RIGHT")]
            swap[row], swap[other] = other, row
    image, world = pose.image[swap].copy(), pose.world[swap].copy()
    image[:, 0], world[:, 0] = width - image[:, 0], -world[:, 0]
    return Pose(image, world, pose.visibility[swap])


def scaled(pose, factor):
    """The pose in a picture of another size."""
    return Pose(pose.image * factor, pose.world, pose.visibility)


def panned(pose, t, pace):
    """Return the pose as seen by a camera that turns evenly: the picture moves on by so many pixels a second."""
    return dataclasses.replace(pose, image=pose.image + np.multiply(pace, t))


def repeated(start, target, *, reps=3, period=2.0, pause=0.5, lead=1.5):
    """A value that goes from start to target and back `reps` times: a function of t, and how long it takes."""

    def value(t):
        since = t - lead
        index = math.floor(since / (period + pause))
        within = since - index * (period + pause)
        if not 0 <= index < reps or within >= period:
            return start
        return start + (target - start) * (0.5 - 0.5 * math.cos(2.0 * math.pi * within / period))

    return value, 2.0 * lead + reps * (period + pause)


def film(points_at, duration, rate=30.0, **camera):
    """(t, pose) of what `points_at(t)` shows, at so many frames a second."""
    return [(i / rate, seen(points_at(i / rate), **camera)) for i in range(round(duration * rate) + 1)]


def stretching(*turns, lasts=6.0, rate=30.0, azimuth=FRONT):
    """The squat stretch after 2 s of standing, turned to the left by so many degrees for so long each; upright."""

    def points(t):
        at = math.floor((t - 2.0) / lasts)
        down = 0 <= at < len(turns)
        p = squat(5.0 if down else 85.0, stance=1.8, lean=20.0, turn=turns[at] if down else 0.0)
        if down:  # hands on the knees
            for side in ("LEFT", "RIGHT"):
                p[Landmark[f"{side}_WRIST"]] = p[Landmark[f"{side}_KNEE"]] + (0.0, 0.0, 0.06)
        return p

    return film(points, 2.0 + lasts * len(turns) + 6.0, rate, azimuth=azimuth)


def _chord(angle, a, b):
    return math.sqrt(a * a + b * b - 2.0 * a * b * math.cos(math.radians(angle)))


def bent(top, end, length, towards):
    """The joint between two points of a limb with two equal parts, bent towards a direction."""
    line = end - top
    half = np.linalg.norm(line) / 2.0
    away = np.array(towards) - line * (np.array(towards) @ line) / (line @ line)
    away = away / np.linalg.norm(away)
    return top + line / 2.0 + away * math.sqrt(max(length**2 - half**2, 0.0))


def body():
    return np.full((LANDMARK_COUNT, 3), np.nan)


def put(p, side, joints, *, hand, foot):
    name = "LEFT" if side == LEFT else "RIGHT"
    for joint, place in joints.items():
        p[Landmark[f"{name}_{joint}"]] = place
    for finger, spread in (("PINKY", 0.02), ("INDEX", -0.01), ("THUMB", -0.03)):
        p[Landmark[f"{name}_{finger}"]] = np.add(joints["WRIST"], np.add(hand, (side * spread, 0.0, 0.0)))
    p[Landmark[f"{name}_HEEL"]] = np.add(joints["ANKLE"], (0.0, 0.04, -0.06))
    p[Landmark[f"{name}_FOOT_INDEX"]] = np.add(joints["ANKLE"], foot)


def head(p, shoulder, up, ahead):
    ahead = np.array(ahead)
    left = np.cross(up, ahead)
    left = -left / np.linalg.norm(left) * np.sign(-left[0] or 1.0)
    ears = shoulder + up * 0.22
    p[Landmark.NOSE] = ears + ahead * 0.11
    for side, name in ((LEFT, "LEFT"), (RIGHT, "RIGHT")):
        p[Landmark[f"{name}_EAR"]] = ears + left * side * 0.07
        for part, far in (("EYE_INNER", 0.015), ("EYE", 0.03), ("EYE_OUTER", 0.045)):
            p[Landmark[f"{name}_{part}"]] = ears + ahead * 0.09 + up * 0.03 + left * side * far
        p[Landmark[f"MOUTH_{name}"]] = shoulder + up * 0.17 + ahead * 0.1 + left * side * 0.025
    return p
