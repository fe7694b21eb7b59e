"""The numbers that counting depends on, in one place, so that a benchmark can sweep them.

Unless another source is named, a value was chosen on the tuning half of the labelled sources, where a wide
range about it counts alike, and checked on the other half: `python -m tests.bench accuracy --sweep NAME`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tunables:
    """Thresholds that decide whether movements are repetitions.

    Margins are in softness units: 1 is plainly met, -1 plainly missed.

    Attributes:
        soft_length: arm lengths, or ratios, that make a margin of 1 for a position.
        soft_angle: degrees that do.
        soft_motion: share of a motion's limit that does.
        soft_share: of who moved, for the share of a movement that a part makes.
        soft_time: natural logarithm of a ratio of times that does: 0.4 is a factor of 1.5.
        soft_baseline: share of the range of motion that does, for where a movement begins and ends.
        soft_unseen: share of frames out of sight that does.
        max_miss: how badly one condition can be missed at most, so that one glitch does not outweigh all.
        plausible_rom: range of motion beyond which landmarks have leapt; from the usual start, 99 % of labelled
            push-ups stay below 2.12, squats and pull-ups below 1.93.
        soft_rom: by how much more makes a margin of -1.
        hidden_below, seen_above: visibilities between which a condition's weight rises from `guessed` to 1.
        ground_seen: weight from which a part is seen well enough to tell what the camera does.
        guessed: weight of a condition whose landmarks are only guessed.
        alike_min, alike_max: range of motion over that of its neighbours within which a movement is like them.
        alike_misses: pooled misses by which it may differ from theirs: what went before a set does not speak against it.
        neighbours: how many neighbours it is compared with.
        series_gap: s between neighbours of one series, at most.
        series_tolerance: pooled misses that a long and deep series may have; a single movement half of it.
        member_tolerance: misses beyond the series' own that a movement within it may have.
        edge_tolerance: the same for the first and the last, which may be getting in and getting up.
        rhythm_gaps: gaps between movements from which a series has a rhythm.
        off_beat: times the usual gap, or its inverse, from which a movement is out of the rhythm.
        lenient_from, lenient_to: depth at the turning point between which tolerances rise from none to full:
            what is shallow has to be right in all else.
        near_miss: misses up to which a movement that did not count might, at a closer look.
        near_depth: depth and range of motion from which it might.
        min_rom_share: share of the usual range of motion below which a repetition is partial.
        standard_depth: depth from which it is full all the same, whatever the person's own range.
    """

    soft_length: float = 0.25
    soft_angle: float = 20.0
    soft_motion: float = 0.5
    soft_share: float = 0.2
    soft_time: float = 0.4
    soft_baseline: float = 0.3
    soft_unseen: float = 0.2
    max_miss: float = 1.5
    plausible_rom: float = 2.2
    soft_rom: float = 0.3
    hidden_below: float = 0.3
    seen_above: float = 0.7
    ground_seen: float = 0.75
    guessed: float = 0.25
    alike_min: float = 0.62
    alike_max: float = 1.6
    alike_misses: float = 4.0
    neighbours: int = 4
    series_gap: float = 12.0
    series_tolerance: float = 0.4
    member_tolerance: float = 1.6
    edge_tolerance: float = 0.8
    rhythm_gaps: int = 3
    off_beat: float = 2.5
    lenient_from: float = 0.4
    lenient_to: float = 0.9
    near_miss: float = 0.6
    near_depth: float = 0.45
    min_rom_share: float = 0.55
    standard_depth: float = 0.6


DEFAULT_TUNABLES = Tunables()
