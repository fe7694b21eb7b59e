"""Statistics of a measure over the frames of one movement."""

import math
import statistics
from collections.abc import Mapping, Sequence

import numpy as np

from posecoach.core.pose.measure_registry import Axis
from posecoach.core.pose.measures import MEASURES, place_keys
from posecoach.core.pose.reading import Reading

OUTERMOST = 0.04
"""Share of a measure's values at either end that does not count for how far it moved."""

ENDS = 0.1
"""Share of a movement's frames at either end that tell where the body was before it, and after."""

TREMBLE = 0.04
"""Share of a movement's time, before and after each frame, over which values are averaged to even out trembling."""

PAN_PARTS: Mapping[Axis, tuple[str, ...]] = {
    "x": ("hands_x", "hips_x", "feet_x"),
    "y": ("hands_y", "hips_y", "feet_y"),
}
"""Places of the parts that all move evenly where it is the camera that moves."""

SEEN_POWER, LEAST_WEIGHT = 4, 1e-6
"""Exponent and floor of a side's weight, which is a power of its visibility."""

MIN_SHARE_FRAMES = 4
"""Frames from which it can be told which of two parts moved."""


def values_of(measure: str, samples: Sequence[Reading]) -> list[float]:
    """Return a measure's values over frames, NaN left out."""
    return [v for s in samples if not math.isnan(v := s.raw[measure])]


def median_seen(measure: str, samples: Sequence[Reading]) -> float:
    """Return a verdict measure's median over the frames whose view allows it; NaN where there is none."""
    views = MEASURES[measure].views
    values = [v for s in samples if s.view in views and not math.isnan(v := s.raw[measure])]
    return statistics.median(values) if values else math.nan


def time_weighted_median(measure: str, samples: Sequence[Reading]) -> float:
    """Return `median_seen` over time: a frame that is close to others weighs less."""
    views = MEASURES[measure].views
    times = [samples[0].t, *(s.t for s in samples), samples[-1].t] if samples else []
    spans = [(after - before) / 2.0 for before, after in zip(times, times[2:], strict=False)]
    seen = sorted(
        (v, span)
        for s, span in zip(samples, spans, strict=True)
        if s.view in views and not math.isnan(v := s.raw[measure])
    )
    half, so_far = sum(span for _, span in seen) / 2.0, 0.0
    for value, span in seen:
        so_far += span
        if so_far >= half:
            return value
    return math.nan


def places_of(measure: str, samples: Sequence[Reading]) -> list[float]:
    """Return where a pair of joints is in each frame, in pixels, NaN out of sight.

    Of the two the one that is better seen over the whole movement weighs more: the far hand is often only
    guessed, and wanders.
    """
    keys = place_keys(measure)
    if not keys:
        return [s.raw[measure] for s in samples]
    weights = [
        statistics.fmean(s.raw[seen] for s in samples) ** SEEN_POWER + LEAST_WEIGHT for _, seen in keys
    ]
    (left, _), (right, _) = keys
    share = weights[0] / sum(weights)
    return [share * s.raw[left] + (1.0 - share) * s.raw[right] for s in samples]


def measured_rom(measure: str, samples: Sequence[Reading]) -> float:
    """Return how far a measure moved, its outermost values left out; pixels are given in arm lengths."""
    if not samples:
        return math.nan
    values = sorted(v for v in places_of(measure, samples) if not math.isnan(v))
    if not values:
        return math.nan
    return _spread(values) / _unit(measure, samples)


def _spread(values: Sequence[float]) -> float:
    return quantile(values, 1.0 - OUTERMOST) - quantile(values, OUTERMOST)


def _unit(measure: str, samples: Sequence[Reading]) -> float:
    """Return what one of the units that a measure's way is told in takes: of pixels an arm length."""
    return _scale(samples) if MEASURES[measure].unit == "pixels" else 1.0


def _scale(samples: Sequence[Reading]) -> float:
    """Return the pixels that an arm length takes."""
    return statistics.median(s.scale for s in samples)


def rom_without_pan(measure: str, samples: Sequence[Reading]) -> float:
    """Return `measured_rom` less what a camera that pans adds to it.

    A repetition ends as it began, so that what hands, hips and feet have all moved on by, on the whole and
    to the same side, is the camera's doing. It is taken to have moved evenly.
    """
    moved = measured_rom(measure, samples)
    axis = MEASURES[measure].axis
    if axis is None or math.isnan(moved):
        return moved
    pace, zero = _shared_pace(axis, samples), samples[0].t
    places = zip(samples, places_of(measure, samples), strict=True)
    own = sorted([v - pace * (s.t - zero) for s, v in places if not math.isnan(v)])
    return min(moved, _spread(own) / _scale(samples))


def rom_without_tremble(measure: str, samples: Sequence[Reading]) -> float:
    """Return `measured_rom` of a measure averaged over a moment, so that landmarks that only tremble do not move."""
    places = zip(samples, places_of(measure, samples), strict=True)
    seen = [(s.t, v) for s, v in places if not math.isnan(v)]
    if not seen:
        return math.nan
    t, v = np.array(seen).T
    aside = TREMBLE * (t[-1] - t[0])
    first, past = np.searchsorted(t, t - aside, "left"), np.searchsorted(t, t + aside, "right")
    so_far = np.concatenate([[0.0], np.cumsum(v)])
    calm = sorted(((so_far[past] - so_far[first]) / (past - first)).tolist())
    return _spread(calm) / _unit(measure, samples)


def _shared_pace(axis: Axis, samples: Sequence[Reading]) -> float:
    """Return the least that any part moved on along an axis, pixels a second; 0 where they part ways."""
    paces = [p for part in PAN_PARTS[axis] if not math.isnan(p := _pace(part, samples))]
    return min(paces, key=abs) if paces and min(paces) * max(paces) > 0.0 else 0.0


def _pace(measure: str, samples: Sequence[Reading]) -> float:
    """Return by how much a measure changed from its first values to its last, a second; NaN out of sight."""
    places = zip(samples, places_of(measure, samples), strict=True)
    seen = [(s.t, v) for s, v in places if not math.isnan(v)]
    some = max(1, round(ENDS * len(seen)))
    if len(seen) < 2 * some:
        return math.nan
    took = statistics.median(t for t, _ in seen[-some:]) - statistics.median(t for t, _ in seen[:some])
    return (
        statistics.median(v for _, v in seen[-some:]) - statistics.median(v for _, v in seen[:some])
    ) / took


def moved_share(measure: str, against: str, samples: Sequence[Reading], ground: str = "") -> float:
    """Return the share of the change between two parts that the first one makes.

    1 where the first part moves and the other stays put, 0 the other way round. It is the slope of the
    first part's place over the distance between the two, so that neither a camera that moves nor noise in
    either part alone speaks for the other. NaN where too little is seen.

    Args:
        measure: the first part's place, pixels.
        against: the other's.
        samples: the frames of the movement.
        ground: a third part's, from which places are taken instead of from the picture's edge.
    """
    if len(samples) < MIN_SHARE_FRAMES:
        return math.nan
    parts = [places_of(part, samples) for part in (measure, against)]
    parts.append(places_of(ground, samples) if ground else [0.0] * len(samples))
    places = np.array(parts)
    places = places[:, ~np.isnan(places).any(axis=0)]
    if places.shape[1] < MIN_SHARE_FRAMES:
        return math.nan
    first, other, still = places
    first, other = first - still, other - still
    distance = (first - other) - np.mean(first - other)
    varied = float(distance @ distance)
    return float(distance @ (first - np.mean(first))) / varied if varied > 0.0 else math.nan


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value below which such a share of them lies, interpolated.

    Args:
        values: at least one, in rising order.
        share: 0 for the first, 1 for the last.
    """
    place = share * (len(values) - 1)
    below = math.floor(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (place - below) * (values[above] - values[below])
