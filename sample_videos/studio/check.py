"""Errors of MediaPipe on the sample videos: `python -m sample_videos.studio.check [NAME...]`.

Prints for each film the share of frames in which a person was found and how far the joints of arms and legs
lie from the true ones, in per cent of the picture's height.
"""

import json
import sys
from pathlib import Path

import av
import mediapipe
import numpy as np
from mediapipe.tasks.python import BaseOptions, vision

HERE = Path(__file__).parents[1]
MODEL = HERE.parent / "models" / "pose_landmarker_full.task"
JOINTS = [*range(11, 17), *range(23, 29)]  # shoulders, elbows, wrists; hips, knees, ankles
MIRRORED = [12, 11, 14, 13, 16, 15, 24, 23, 26, 25, 28, 27]
SWAPPED = 0.8  # how much better left and right must fit exchanged to count as mistaken


def check(path: Path) -> str:
    """One line about one film."""
    known = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    width, height = known["size"]
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(MODEL)), running_mode=vision.RunningMode.VIDEO
    )
    errors, swaps, frames = [], 0, 0
    with vision.PoseLandmarker.create_from_options(options) as tracker, av.open(str(path)) as container:
        for frame in container.decode(video=0):
            pixels = np.ascontiguousarray(frame.to_ndarray(format="rgb24"))
            image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=pixels)
            found = tracker.detect_for_video(image, int(1000 * frames / known["fps"])).pose_landmarks
            true = np.array(known["pixels"][frames])
            frames += 1
            if found:
                seen = np.array([(mark.x * width, mark.y * height) for mark in found[0]])
                off = np.linalg.norm(seen[JOINTS] - true[JOINTS], axis=1).mean()
                crossed = np.linalg.norm(seen[JOINTS] - true[MIRRORED], axis=1).mean()
                swaps += int(crossed < SWAPPED * off)
                errors.append(100 * off / height)
    share = 100 * len(errors) / frames
    return (
        f"{path.stem:26} {frames:5} {width}x{height} {share:6.1f} {swaps:4} {np.mean(errors):6.2f} "
        f"{np.percentile(errors, 95):6.2f}"
    )


if __name__ == "__main__":
    print(f"{'film':26} frames size    found% swaps  off%  p95%")
    for film in [HERE / f"{name}.mp4" for name in sys.argv[1:]] or sorted(HERE.glob("*.mp4")):
        print(check(film), flush=True)
