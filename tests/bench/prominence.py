"""A yardstick for counting: plain prominence, with no condition at all.

It knows the exercise, looks at the clip's own range of one signal, and counts its peaks. A counter that
asks more than this has to be more often right on the exercise, and far quieter on everything else.
"""

import numpy as np
from scipy.ndimage import uniform_filter1d
from scipy.signal import find_peaks

from posecoach.core.pose.frame_analysis import FrameAnalyzer
from posecoach.exercises import load
from posecoach.tracking.landmarks_io import Track

RATE = 15.0
"""Frames a second to which the signal is resampled."""

FRAMES = 3
"""Frames over which it is averaged."""

SHARE = 0.4
"""Prominence of a peak, as a share of the signal's range between its 5th and 95th percentile."""


def peaks(track: Track, exercise: str) -> list[float]:
    """Return the turning points that plain prominence finds, in s.

    Args:
        track: a clip's landmarks.
        exercise: the exercise whose signal is looked at.
    """
    what = load(exercise)
    if what.signal is None:
        return []
    analyzer = FrameAnalyzer()
    seen = []
    for t, pose in track.poses():
        reading = analyzer.step(t, pose).reading
        if reading is not None:
            seen.append((t, what.progress(reading.raw[what.signal.measure])))
    known = np.array([pair for pair in seen if not np.isnan(pair[1])])
    if len(known) < FRAMES:
        return []
    times = np.arange(known[0, 0], known[-1, 0], 1.0 / RATE)
    if len(times) < FRAMES:
        return []
    signal = uniform_filter1d(np.interp(times, known[:, 0], known[:, 1]), FRAMES)
    low, high = np.percentile(signal, (5, 95))
    if not high > low:
        return []
    found, _ = find_peaks(signal, prominence=SHARE * (high - low))
    return [float(times[i]) for i in found]
