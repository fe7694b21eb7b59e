"""Scenes by a seed: the stick body moves in front of a camera that stands anywhere, seen as a tracker sees it.

The camera sees in perspective, stands crooked, and runs at its own rate; landmarks tremble, those of the far side
more, with less visibility. The truth is exact, so that a hundred ways to film an exercise cost a minute. What it
proves is geometry and timing: no clothes, no light and no tracker that slips are in it.
"""

import math
import zlib
from dataclasses import dataclass

import numpy as np

from posecoach.core.pose.landmarks import LANDMARK_COUNT, Landmark, Pose
from posecoach.core.session.two_pass import review
from posecoach.exercises import load
from tests.stick_moves import COUNTED, OTHERS

SIZE = (1280, 960)
FOCAL = 1.1 * max(SIZE)
BODY_M = 1.7

AIMS = {"pull_up": (0.0, 1.5), "push_up": (0.55, 0.3)}
"""The point the camera looks at, m: along the body and up."""

AIM = (0.2, 0.75)
"""The same for every other exercise."""

AROUND = {"push_up": 125.0, "dumbbell_row": 135.0}
"""Degrees from the front within which the camera stands; all round where not named."""


@dataclass(frozen=True)
class Scene:
    """A filmed set.

    Attributes:
        name: the exercise or other movement.
        seed: from which everything follows.
        reps: the truth.
        poses: (t, pose) of all frames.
        camera: azimuth in degrees, height and distance in m, frames a second.
    """

    name: str
    seed: int
    reps: int
    poses: list[tuple[float, Pose]]
    camera: tuple[float, float, float, float]

    def __str__(self) -> str:
        azimuth, height, distance, rate = self.camera
        return f"{self.name} {self.seed}: {azimuth:+.0f} degrees, {height:.1f} m up, {distance:.1f} m away, {rate:.0f}/s"


def scene(name: str, seed: int) -> Scene:
    """Return the scene of an exercise, or of another movement, with this seed."""
    rng = np.random.default_rng((seed, zlib.crc32(name.encode())))
    builders = COUNTED.get(name) or (OTHERS[name],)
    points = builders[rng.integers(len(builders))](rng)
    reps, period, pause = int(rng.integers(3, 11)), rng.uniform(1.0, 3.2), rng.uniform(0.0, 0.6)
    lead, rate = rng.uniform(0.4, 2.0), float(rng.choice([15, 24, 30, 30]))
    camera = draw_camera(name, rng)
    noise, roll, deep = rng.uniform(0.003, 0.01), rng.normal(0.0, 3.0), rng.uniform(0.9, 1.0, reps)

    def body_at(t):
        rep, within = divmod(t - lead, period + pause)
        if 0 <= rep < reps and within < period:
            return points(deep[int(rep)] * (0.5 - 0.5 * math.cos(2.0 * math.pi * within / period)))
        return points(0.0)

    times = [i / rate for i in range(int((2.0 * lead + reps * (period + pause)) * rate))]
    poses = filmed(body_at, times, camera, AIMS.get(name, AIM), roll, noise, rng)
    return Scene(name, seed, reps, poses, (*camera, rate))


def filmed(body_at, times, camera, aim, roll, noise, rng):
    """Return (t, pose) of a body whose points `body_at(t)` gives, as a tracker sees it.

    `noise`: how much landmarks tremble, as a share of the body's height in the picture. `roll`: degrees.
    """
    poses, tremble = [], np.zeros((LANDMARK_COUNT, 2))
    visibility, unsteady = far_side(camera[0])
    pixels = noise * FOCAL * BODY_M / camera[2]
    for t in times:
        tremble = 0.8 * tremble + 0.6 * rng.normal(0.0, 1.0, tremble.shape)
        image = project(body_at(t), camera, aim, roll) + tremble * unsteady[:, None] * pixels
        poses.append((t, Pose(image, np.full((LANDMARK_COUNT, 3), np.nan), visibility)))
    return poses


def counted(film: Scene, exercise: str) -> int:
    """Return the number of repetitions that are counted in a scene, the exercise named."""
    record = review(lambda: iter(film.poses), (load(exercise),))
    return sum(len(each.reps) for each in record.sets)


def draw_camera(name, rng):
    """Draw where a camera stands: azimuth in degrees, height and distance in m."""
    most = AROUND.get(name, 180.0)
    azimuth = rng.uniform(-most, most)
    if name == "reverse_fly":  # from the chest's side or from the back
        azimuth = rng.choice([0.0, 180.0]) + rng.uniform(-50.0, 50.0)
    height = rng.uniform(0.5, 1.9) if name == "pull_up" else rng.uniform(0.2, 1.6)
    return azimuth, height, rng.uniform(2.2, 4.5)


def far_side(azimuth):
    """Return the visibility of all landmarks, and how much they tremble."""
    visibility, unsteady = np.full(LANDMARK_COUNT, 0.97), np.ones(LANDMARK_COUNT)
    sideways = math.sin(math.radians(azimuth))
    for landmark in Landmark:
        far = (
            "RIGHT" in landmark.name
            if sideways > 0.35
            else "LEFT" in landmark.name
            if sideways < -0.35
            else False
        )
        if far and not landmark.name.endswith(("SHOULDER", "HIP")):
            visibility[landmark] = 0.45 + 0.3 * (1.0 - abs(sideways))
            unsteady[landmark] = 2.5
    return visibility, unsteady


def project(points, camera, aim, roll):
    """Return where the picture shows points (33, 3), px (33, 2); `aim` is looked at, `roll` in degrees."""
    azimuth, height, distance = camera
    a = math.radians(azimuth)
    target = np.array([0.0, *aim])
    place = target + np.array([math.sin(a) * distance, -math.cos(a) * distance, height - aim[1]])
    look = (target - place) / np.linalg.norm(target - place)
    right = np.cross(look, (0.0, 0.0, 1.0))
    right /= np.linalg.norm(right)
    off = points - place
    depth = off @ look
    x, y = off @ right / depth, off @ np.cross(right, look) / depth
    c, s = math.cos(math.radians(roll)), math.sin(math.radians(roll))
    return np.stack([SIZE[0] / 2 + FOCAL * (c * x - s * y), SIZE[1] / 2 - FOCAL * (s * x + c * y)], axis=1)
