"""Turns a scene into a performance: at every moment a solved figure, and what is counted in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sample_videos.studio.approach import Approached
from sample_videos.studio.bent import dumbbell_row, reverse_fly
from sample_videos.studio.body import Body
from sample_videos.studio.holding import doorframe_course, fold_course, stretch_course
from sample_videos.studio.motion import Course, Rep, Tempo, repetitions
from sample_videos.studio.moves import Move
from sample_videos.studio.pull_up import PullUp
from sample_videos.studio.push_up import PushUp
from sample_videos.studio.scene import Scene
from sample_videos.studio.session import Session
from sample_videos.studio.space import vec
from sample_videos.studio.squat import Squat, SquatStretch
from sample_videos.studio.stance import Figure, Stance, solve
from sample_videos.studio.stretches import DoorframeStretch, spine_stretch
from sample_videos.studio.surface import Surface

MOVES: dict[str, Callable[..., Move]] = {
    "push_up": PushUp,
    "pull_up": PullUp,
    "squat": Squat,
    "squat_stretch": SquatStretch,
    "doorframe_stretch": DoorframeStretch,
    "spine_stretch": spine_stretch,
    "reverse_fly": reverse_fly,
    "dumbbell_row": dumbbell_row,
}
HELD: dict[str, Callable[[dict[str, Any], np.random.Generator], Course]] = {
    "squat_stretch": stretch_course,
    "doorframe_stretch": doorframe_course,
    "spine_stretch": fold_course,
}


@dataclass(frozen=True, slots=True)
class Performance:
    """A body doing a scene."""

    scene: Scene
    body: Body
    move: Move
    course: Course
    others: tuple[Surface, ...] = ()
    """Other people in the room."""
    solved: dict[float, Figure] = field(default_factory=dict)
    """Figures found so far: truth and film ask for the same moments."""

    def figure(self, t: float) -> Figure:
        """The body at `t`."""
        if t not in self.solved:
            stance = self.move.stance(self.course.state(t))
            self.solved[t] = solve(self.body.skeleton, alive(stance, t, self.scene.seed))
        return self.solved[t]

    def spans(self) -> dict[str, list[dict[str, float]]]:
        """Sets and rests, when the scene has several sets."""
        return {
            "sets": [
                {"start_s": round(a, 3), "end_s": round(b, 3), "reps": n} for a, b, n in self.course.sets
            ],
            "rests": [{"start_s": round(a, 3), "end_s": round(b, 3)} for a, b in self.course.rests],
        }

    def moments(self) -> list[float]:
        """The moment of every frame, seconds."""
        return [i / self.scene.fps for i in range(int(self.course.end * self.scene.fps))]


def perform(scene: Scene, body: Body) -> Performance:
    """The performance of `scene`; the same scene gives the same one."""
    chance = np.random.default_rng(scene.seed)
    if "sets" in scene.run:
        session = Session(body, **scene.move)
        return Performance(scene, body, session, session.course(scene.run, chance))
    move = MOVES[scene.exercise](body, **scene.move)
    if "holds" in scene.run:
        return Performance(scene, body, move, HELD[scene.exercise](scene.run, chance))
    run = scene.run
    reps = [
        Rep(
            row["depth"],
            row.get("full", True),
            tuple(row.get("faults", ())),
            row.get("also", {}),
            row.get("back"),
        )
        for row in run["reps"]
    ]
    tempo = Tempo(**run.get("tempo", {}))
    course = repetitions(run["top"], reps, tempo, chance, run.get("lead", 0.8), run.get("tail", 0.8))
    if "approach" in run:
        move, course = Approached(body, move), course.approached(run["approach"], run.get("fetch", 0.0))
    return Performance(scene, body, move, course)


def alive(stance: Stance, t: float, seed: int) -> Stance:
    """The stance with the small unrest of a living body: head and trunk, never hands and feet."""
    phase = np.random.default_rng(seed).uniform(0, 2 * np.pi, 4)
    wave = [np.sin(2 * np.pi * f * t + p) for f, p in zip((0.31, 0.53, 0.23, 0.41), phase, strict=True)]
    stance.head = stance.head + vec(1.4 * wave[0] + 0.7 * wave[1], 1.8 * wave[2])
    return stance
