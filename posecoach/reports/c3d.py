"""Landmarks as C3D, the binary format of motion capture. Needs the extra `c3d`."""

import tempfile
from pathlib import Path

import ezc3d
import numpy as np

from posecoach.core.pose.landmarks import Landmark
from posecoach.errors import OutputError
from posecoach.reports.landmark_export import Poses, camel_name, marker_rows

MM = 1000.0
"""mm in a metre: the unit that laboratories write."""

UNSEEN = -1.0
"""Residual that says of a point that it was not seen, as the format has it."""


def c3d(poses: Poses) -> bytes:
    """Return landmarks as a C3D file, evenly timed: mm from the middle of the hips, y up, z to the camera.

    Args:
        poses: of every moment that was looked at.

    Raises:
        OutputError: there is no moment at all.
    """
    if not poses:
        raise OutputError("there are no landmarks for a C3D file")
    rows = marker_rows(poses)
    points = MM * rows.values.reshape(len(rows.t), len(Landmark), 3).transpose(2, 1, 0)
    unseen = np.isnan(points).any(axis=0)
    file = ezc3d.c3d()
    parameters = file["parameters"]["POINT"]
    parameters["RATE"]["value"] = [rows.rate]
    parameters["LABELS"]["value"] = [camel_name(landmark.name) for landmark in Landmark]
    parameters["DESCRIPTIONS"]["value"] = [landmark.name.lower().replace("_", " ") for landmark in Landmark]
    parameters["UNITS"]["value"] = ["mm"]
    file["data"]["points"] = np.concatenate([np.where(unseen, 0.0, points), np.ones((1, *unseen.shape))])
    file["data"]["meta_points"]["residuals"] = np.where(unseen, UNSEEN, 0.0)[None]
    # The library writes into files alone.
    with tempfile.TemporaryDirectory(prefix="posecoach-") as folder:
        path = Path(folder, "points.c3d")
        file.write(str(path))
        return path.read_bytes()
