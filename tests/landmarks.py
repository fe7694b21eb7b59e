"""Landmark recordings made by hand: a stick figure that does push-ups, seen from the side."""

import math
from pathlib import Path

import numpy as np

from posecoach.core.pose.landmarks import LANDMARK_COUNT, Landmark

ARM, TRUNK, LEG = 120.0, 160.0, 260.0
"""Pixels: half an arm, the trunk, the leg."""


def figure(depth):
    """Landmarks at a depth between 0, arms straight, and 1, upper arms level."""
    bend = math.radians(170.0 - 95.0 * depth)
    reach = 2.0 * ARM * math.sin(bend / 2.0)
    hand = np.array([200.0, 600.0])
    shoulder = hand - np.array([0.0, reach])
    foot = np.array([200.0 + math.sqrt((TRUNK + LEG) ** 2 - 200.0**2), 600.0])
    along = (foot - shoulder) / np.linalg.norm(foot - shoulder)
    hip = shoulder + along * TRUNK
    knee = hip + along * LEG / 2.0
    middle = (shoulder + hand) / 2.0
    elbow = middle + np.array([math.sqrt(max(0.0, ARM**2 - (reach / 2.0) ** 2)), 0.0])
    head = shoulder - along * 50.0
    points = np.tile(head, (LANDMARK_COUNT, 1))
    for name, place in (
        ("SHOULDER", shoulder),
        ("ELBOW", elbow),
        ("WRIST", hand),
        ("PINKY", hand),
        ("INDEX", hand),
        ("THUMB", hand),
        ("HIP", hip),
        ("KNEE", knee),
        ("ANKLE", foot),
        ("HEEL", foot),
        ("FOOT_INDEX", foot),
    ):
        points[Landmark[f"LEFT_{name}"]] = place
        points[Landmark[f"RIGHT_{name}"]] = place + 2.0
    return points


def push_ups(path: Path, count: int = 4, rate: float = 30.0, period: float = 2.0) -> Path:
    """A recording of so many push-ups, with a second's stillness before and after."""
    t = np.arange(int((count * period + 2.0) * rate)) / rate
    inside = (t >= 1.0) & (t <= 1.0 + count * period)
    depth = np.where(inside, 0.5 - 0.5 * np.cos(2.0 * math.pi * (t - 1.0) / period), 0.0)
    image = np.array([figure(each) for each in depth])
    world = np.full((len(t), LANDMARK_COUNT, 3), np.nan)
    world[..., :2] = (image - image[:, 23:25].mean(axis=1, keepdims=True)) / 450.0
    world[..., 2] = 0.0
    np.savez(
        path,
        t=t,
        image=image,
        world=world,
        visibility=np.full((len(t), LANDMARK_COUNT), 0.99),
        size=np.array([800, 700]),
        version=np.array(1),
    )
    return path
