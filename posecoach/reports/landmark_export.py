"""Landmarks in the forms that other software reads: tidy CSV, and TRC.

TRC is the marker file of OpenSim and Sports2D: tab-separated, metres, y up.
"""

import csv
import io
import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from posecoach.core.pose.landmarks import Landmark, Pose

TIDY = ("t", "landmark", "x_px", "y_px", "x_m", "y_m", "z_m", "visibility")


def tidy(poses: Iterable[tuple[float, Pose | None]]) -> str:
    """Landmarks as one row a landmark and moment; empty cells for what is not known."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(TIDY)
    names = [landmark.name.lower() for landmark in Landmark]
    for t, pose in poses:
        if pose is None:
            continue
        numbers = np.hstack([pose.image, pose.world, pose.visibility[:, None]])
        for name, row in zip(names, numbers.tolist(), strict=True):
            writer.writerow((f"{t:.4f}", name, *("" if math.isnan(v) else f"{v:.5g}" for v in row)))
    return out.getvalue()


def trc(poses: Sequence[tuple[float, Pose | None]], name: str) -> str:
    """Landmarks as an OpenSim marker file: metres, x as the camera sees it, y up, z to the camera.

    The form has room for one frame rate, so the middle one stands there; every row has its own true time.
    Where nobody was seen the cells are empty. Positions are relative to the middle of the hips, which is
    where the model's metres begin.

    Args:
        poses: of every moment.
        name: the file's own, which stands in its first line.
    """
    times = [t for t, _ in poses]
    steps = np.diff(times) if len(times) > 1 else np.array([1.0 / 30.0])
    rate = f"{1.0 / float(np.median(steps)):.3f}"
    markers = [_camel(landmark.name) for landmark in Landmark]
    count, total = str(len(poses)), str(len(markers))
    lines = [
        ("PathFileType", "4", "(X/Y/Z)", _one_line(name)),
        (
            "DataRate",
            "CameraRate",
            "NumFrames",
            "NumMarkers",
            "Units",
            "OrigDataRate",
            "OrigDataStartFrame",
            "OrigNumFrames",
        ),
        (rate, rate, count, total, "m", rate, "1", count),
        ("Frame#", "Time", *(cell for marker in markers for cell in (marker, "", ""))),
        ("", "", *(f"{axis}{i}" for i in range(1, len(markers) + 1) for axis in "XYZ")),
        (),
    ]
    lines += [(str(i), f"{t:.6f}", *_row(pose)) for i, (t, pose) in enumerate(poses, start=1)]
    return "\n".join("\t".join(line) for line in lines) + "\n"


def _row(pose: Pose | None) -> list[str]:
    if pose is None:
        return [""] * (3 * len(Landmark))
    upright: NDArray[np.float64] = pose.world * np.array([1.0, -1.0, -1.0])
    return ["" if math.isnan(v) else f"{v:.5f}" for v in upright.ravel().tolist()]


def _camel(name: str) -> str:
    """A landmark as Sports2D and OpenSim name their markers: RShoulder, LKnee, Nose."""
    words = name.split("_")
    side = next((word for word in ("LEFT", "RIGHT") if word in words), "")
    return side[:1] + "".join(word.capitalize() for word in words if word != side)


def _one_line(name: str) -> str:
    return " ".join(name.split())
