"""A record as plain dictionaries: all that the JSON says, in seconds, with None for what is not known.

`reports/session.schema.json` describes every field.
"""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from posecoach.core.events import HoldEnded, Rep
from posecoach.core.exercise import Direction, Exercise
from posecoach.core.session.effort import effort, efforts, trend

if TYPE_CHECKING:
    from posecoach.core.session.record import Record, SetRecord


def record_dict(record: "Record", exercises: Mapping[str, Exercise]) -> dict[str, Any]:
    """Return a record as a dictionary of plain values.

    Args:
        record: the session.
        exercises: by name; they say which phase is concentric, without which no speed is given.
    """
    return {
        "source": record.source,
        "person": record.person or None,
        "duration_s": known_number(record.duration),
        "frames": record.frames,
        "frames_with_pose": record.seen,
        "notes": [*record.warnings, *record.notes],
        "sets": [_set(each, _phase(each.exercise, exercises)) for each in record.sets],
        "other_movements": [
            _movement(movement, _phase(movement.exercise, exercises)) for movement in record.stray
        ],
    }


def _phase(name: str, exercises: Mapping[str, Exercise]) -> Direction | None:
    return exercises[name].concentric if name in exercises else None


def _set(each: "SetRecord", phase: Direction | None) -> dict[str, Any]:
    made = efforts(each, phase or "out")
    return {
        "exercise": each.exercise,
        "variant": each.variant or None,
        "view": each.view or None,
        "number": each.number,
        "start_s": known_number(each.start),
        "end_s": known_number(each.end),
        "rest_before_s": known_number(each.rest_before),
        "reps": len(each.reps),
        "partial_reps": len(each.partial),
        "hold_s": known_number(each.held),
        "faults": each.faults,
        "judged": each.judged,
        "range_loss": _loss([e.range for e in made]),
        "speed_loss": _loss([e.speed for e in made]) if phase else None,
        "movements": [_movement(movement, phase) for movement in each.movements],
        "holds": [_hold(hold) for hold in each.holds],
    }


def _loss(values: list[float]) -> float | None:
    line = trend(values)
    return known_number(line.loss) if line else None


def _movement(movement: Rep, phase: Direction | None) -> dict[str, Any]:
    made = effort(movement, phase or "out")
    return {
        "exercise": movement.exercise,
        "verdict": movement.verdict.value,
        "why": movement.why or None,
        "start_s": known_number(movement.start),
        "turn_s": known_number(movement.turn),
        "end_s": known_number(movement.end),
        "depth": known_number(movement.depth),
        "range": known_number(movement.rom),
        "out_s": known_number(made.out),
        "back_s": known_number(made.back),
        "speed": known_number(made.speed) if phase else None,
        "measures": {name: known_number(value) for name, value in movement.measures},
        "faults": list(movement.faults),
        "judged": list(movement.judged),
    }


def _hold(hold: HoldEnded) -> dict[str, Any]:
    return {
        "start_s": known_number(hold.start),
        "end_s": known_number(hold.seen_to),
        "held_s": known_number(hold.held),
        "side": hold.side or None,
        "measures": {name: known_number(value) for name, value in hold.measures},
        "faults": list(hold.faults),
        "judged": list(hold.judged),
    }


def known_number(value: float) -> float | None:
    """Return a number with 4 decimals; None where it is NaN or infinite."""
    return None if math.isnan(value) or math.isinf(value) else round(value, 4)
