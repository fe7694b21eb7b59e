"""From a performance to a video file: pictures, a camera's noise, H.264."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from sample_videos.studio.direct import Performance
from sample_videos.studio.render import Picture, bone_matrices
from sample_videos.studio.rooms import ROOMS
from sample_videos.studio.surface import joined

QUALITY = "23"  # x264's constant rate factor: clean faces at under 60 kB a second


def pictures(performance: Performance, moments: list[float]) -> Iterator[NDArray[np.uint8]]:
    """The picture (height, width, 3) at each of `moments`."""
    parts, light = ROOMS[performance.scene.room]()
    body = performance.body
    surface = joined([body.surface, *parts, *performance.move.props, *performance.others])
    hair = np.array(body.look.hair_colour) / 255
    scene = performance.scene
    light = replace(light, exposure=light.exposure * scene.exposure)
    picture = Picture(surface, scene.camera, light, body.eye, hair, draft=scene.draft)
    chance = np.random.default_rng(scene.seed)
    width, height = scene.camera.size
    grain = chance.normal(0, scene.grain, (height + 64, width + 64, 1)).astype(np.float32)
    for t in moments:
        figure = performance.figure(t)
        matrices = np.array([*bone_matrices(figure), *performance.move.moved(figure)])
        clean = picture.take(matrices, figure.places)
        y, x = chance.integers(0, 64, 2)
        noisy = clean + grain[y : y + height, x : x + width]
        yield np.clip(noisy, 0, 255).astype(np.uint8)


def film(performance: Performance, path: Path) -> None:
    """Writes the video file, which plays everywhere: H.264, 4:2:0, its index first."""
    scene = performance.scene
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
        stream = container.add_stream("libx264", rate=scene.fps)
        stream.width, stream.height = scene.camera.size
        stream.pix_fmt = "yuv420p"
        stream.options = {"crf": QUALITY, "preset": "medium"}
        for i, image in enumerate(pictures(performance, performance.moments())):
            frame = av.VideoFrame.from_ndarray(image, format="rgb24")
            frame.pts, frame.time_base = i, Fraction(1, scene.fps)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
