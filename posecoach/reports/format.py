"""Formats names and numbers for people."""

import math
from collections.abc import Sequence

from posecoach.core.pose.measures import MEASURES
from posecoach.core.session.record import Record

UNKNOWN_TEXT = "\N{EN DASH}"


def plain_name(name: str) -> str:
    """Return an id without its underscores."""
    return name.replace("_", " ")


def clips_and_people(records: Sequence[Record]) -> str:
    """Return how many clips records are of; and of how many people, where a clip has several."""
    clips = len({record.source for record in records})
    people = "" if clips == len(records) else f", {len(records)} people"
    return f"{clips} clip{'s' * (clips != 1)}{people}"


def column_title(measure: str) -> str:
    """Return what a measure is, in a line; its name where it is not known."""
    known = MEASURES.get(measure)
    return f"{known.says}, {known.unit}" if known else plain_name(measure)


def shown(value: float, kind: str) -> str:
    """Return a number with its significant digits; a dash where it is not known.

    Args:
        value: NaN where it is not known.
        kind: a measure's name, `s` or `share`.
    """
    if math.isnan(value):
        return UNKNOWN_TEXT
    known = MEASURES.get(kind)
    if known and known.unit == "degrees":
        return f"{value:.0f}°"
    if kind == "s":
        return f"{value:.1f} s"
    if kind == "share":
        return f"{100.0 * value:.0f} %"
    return f"{value:.2f}".replace("-0.00", "0.00")
