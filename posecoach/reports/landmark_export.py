"""Landmarks and measures over time in the forms that other software reads: CSV, TRC and MOT.

TRC is the marker file of OpenSim and Sports2D, MOT its motion file. Both are tab-separated and evenly timed.
"""

import csv
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecoach.core.pose.frame_analysis import FrameAnalyzer
from posecoach.core.pose.landmarks import Landmark, Pose
from posecoach.core.pose.measures import MEASURES
from posecoach.errors import OutputError

Poses = Sequence[tuple[float, Pose | None]]
Floats = NDArray[np.float64]

TIDY = ("t", "landmark", "x_px", "y_px", "x_m", "y_m", "z_m", "visibility")

EVEN = 0.02
"""Share by which steps of an even rate may differ: containers round times to the millisecond."""

MAX_RATE = 240.0
"""Rows a second at most."""

MAX_GAP_S = 0.5
"""s between two poses up to which the body is taken to move straight from one to the other."""

MAX_ROWS, MAX_ROWS_PER_POSE = 10_000, 10
"""Rows that are written at most: so many, and so many more for each pose."""

MIN_KNOWN = 0.5
"""Share of the time for which an angle must be known to stand in a motion file."""

UNITS = {"degrees": "deg", "ratio": "ratio", "arms": "arm_lengths"}
"""Units as headers name them; measures in pixels are left out."""


@dataclass(frozen=True, slots=True)
class EvenRows:
    """Rows at an even rate.

    Attributes:
        rate: rows a second.
        t: (N,) s.
        values: (N, M), NaN where unknown.
        resampled: whether they were interpolated.
    """

    rate: float
    t: Floats
    values: Floats
    resampled: bool


def evenly(t: Floats, values: Floats, max_gap: float = MAX_GAP_S) -> EvenRows:
    """Put rows on an even grid of time, by straight lines between neighbours.

    Args:
        t: (N,) s, rising.
        values: (N, M), NaN where unknown.
        max_gap: s between neighbours beyond which nothing is known between them.

    Raises:
        OutputError: the times leap so far that nearly all rows would be empty.
    """
    if len(t) < 2:  # noqa: PLR2004 - one row has no rate
        return EvenRows(30.0, t, values, resampled=False)
    steps = np.diff(t)
    middle = float(np.median(steps))
    if np.abs(steps - middle).max() <= max(EVEN * middle, 1.1e-3):
        rate = (len(t) - 1) / float(t[-1] - t[0])
        return EvenRows(rate, t[0] + np.arange(len(t)) / rate, values, resampled=False)
    rate = min(float(max(1, round(1.0 / max(float(np.percentile(steps, 10)), 1e-6)))), MAX_RATE)
    count = (float(t[-1]) - float(t[0])) * rate
    if count > MAX_ROWS + MAX_ROWS_PER_POSE * len(t):
        raise OutputError(f"the times leap by {steps.max():.0f} s; choose a part with --from and --to")
    grid = t[0] + np.arange(int(count + 1e-6) + 1) / rate
    right = np.clip(np.searchsorted(t, grid), 1, len(t) - 1)
    left = right - 1
    share = ((grid - t[left]) / (t[right] - t[left]))[:, None]
    made = (1.0 - share) * values[left] + share * values[right]
    made[t[right] - t[left] > max_gap] = math.nan
    for near, at in ((left, 0.0), (right, 1.0)):
        exact = np.abs(share[:, 0] - at) < 1e-6  # noqa: PLR2004 - a neighbour may be NaN
        made[exact] = values[near[exact]]
    return EvenRows(rate, grid, made, resampled=True)


def tidy(poses: Iterable[tuple[float, Pose | None]]) -> str:
    """Return landmarks as CSV, one row a landmark and moment; empty cells for what is not known."""
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


def marker_rows(poses: Poses) -> EvenRows:
    """Return landmarks as rows of `x, y, z`: metres from the middle of the hips, y up, z to the camera."""
    empty = np.full(3 * len(Landmark), math.nan)
    turn = np.array([1.0, -1.0, -1.0])
    rows = [empty if pose is None else (pose.world * turn).ravel() for _, pose in poses]
    return evenly(np.array([t for t, _ in poses]), np.array(rows).reshape(len(poses), len(empty)))


def trc(poses: Poses, name: str, original: tuple[float, int] | None = None) -> str:
    """Return landmarks as an OpenSim marker file, evenly timed; `nan` where nobody was seen.

    Args:
        poses: of every moment that was looked at.
        name: the file's own, for its first line.
        original: the clip's frames a second and number of frames; those looked at where it is not known.
    """
    rows = marker_rows(poses)
    span = poses[-1][0] - poses[0][0] if poses else 0.0
    seen_rate = (len(poses) - 1) / span if span > 0.0 else rows.rate
    original_rate, original_count = original or (seen_rate, len(poses))
    rate, markers = f"{rows.rate:.6g}", [camel_name(landmark.name) for landmark in Landmark]
    lines: list[Sequence[str]] = [
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
        (
            *(rate, rate, str(len(rows.t)), str(len(markers)), "m"),
            *(f"{original_rate:.6g}", "1", str(original_count)),
        ),
        ("Frame#", "Time", *(cell for marker in markers for cell in (marker, "", ""))),
        ("", "", *(f"{axis}{i}" for i in range(1, len(markers) + 1) for axis in "XYZ")),
        (),
    ]
    lines += [
        (str(i), f"{t:.6f}", *(f"{v:.5f}" for v in row))
        for i, (t, row) in enumerate(zip(rows.t.tolist(), rows.values.tolist(), strict=True), start=1)
    ]
    return "\n".join("\t".join(line) for line in lines) + "\n"


def measured(poses: Poses) -> tuple[list[str], Floats, Floats]:
    """Measure every pose.

    Returns:
        The columns with their units, (N,) s, and (N, M) values: NaN where the view or the body does not allow one.
    """
    names = [name for name, measure in MEASURES.items() if measure.unit in UNITS]
    analyzer = FrameAnalyzer()
    rows = np.full((len(poses), len(names)), math.nan)
    for i, (t, pose) in enumerate(poses):
        reading = analyzer.step(t, pose).reading
        if reading is not None:
            rows[i] = [reading[name] for name in names]
    columns = [f"{name}_{UNITS[MEASURES[name].unit]}" for name in names]
    known = ~np.isnan(rows).all(axis=0)
    kept = [column for column, there in zip(columns, known, strict=True) if there]
    return kept, np.array([t for t, _ in poses]), rows[:, known]


def angles(poses: Poses) -> str:
    """Return every measure at every moment as CSV, its unit in the header; empty cells for what is not known."""
    columns, times, rows = measured(poses)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("t_s", *columns))
    for t, row in zip(times.tolist(), rows.tolist(), strict=True):
        writer.writerow((f"{t:.4f}", *("" if math.isnan(v) else f"{v:.5g}" for v in row)))
    return out.getvalue()


def mot(poses: Poses, name: str) -> str:
    """Return the measured angles as an OpenSim motion file, in degrees, evenly timed.

    OpenSim's older reader stops at a `nan`. So an angle that is known most of the time is carried on over
    its gaps in straight lines, and any other is left out.
    """
    columns, times, values = measured(poses)
    share = (~np.isnan(values)).mean(axis=0) if len(values) else np.zeros(len(columns))
    chosen = [i for i, column in enumerate(columns) if column.endswith("_deg") and share[i] >= MIN_KNOWN]
    rows = evenly(times, _bridged(times, values[:, chosen]), max_gap=math.inf)
    head = [
        _one_line(name),
        "version=1",
        f"nRows={len(rows.t)}",
        f"nColumns={len(chosen) + 1}",
        "inDegrees=yes",
        "endheader",
        "\t".join(("time", *(columns[i].removesuffix("_deg") for i in chosen))),
    ]
    body = [
        "\t".join((f"{t:.6f}", *(f"{v:.4f}" for v in row)))
        for t, row in zip(rows.t.tolist(), rows.values.tolist(), strict=True)
    ]
    return "\n".join((*head, *body)) + "\n"


def _bridged(t: Floats, values: Floats) -> Floats:
    """Return values without gaps: straight lines between neighbours, the nearest value at both ends."""
    made = values.copy()
    for column in made.T:
        known = ~np.isnan(column)
        column[~known] = np.interp(t[~known], t[known], column[known])
    return made


def camel_name(name: str) -> str:
    """Return a landmark's name as Sports2D and OpenSim write it: RShoulder, LKnee, Nose."""
    words = name.split("_")
    side = next((word for word in ("LEFT", "RIGHT") if word in words), "")
    return side[:1] + "".join(word.capitalize() for word in words if word != side)


def _one_line(name: str) -> str:
    return " ".join(name.split())
