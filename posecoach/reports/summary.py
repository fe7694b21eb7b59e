"""Records as JSON: everything that the tables say, and what they leave out.

`session.schema.json`, beside this file, says what each field is.
"""

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

from posecoach.core.events import HoldEnded
from posecoach.core.exercise import Direction, Exercise
from posecoach.core.session.record import Record, Rep, SetRecord
from posecoach.reports.effort import effort, efforts, trend
from posecoach.reports.table import VERDICTS

JSON_VERSION = 1
"""Of the form of the JSON; it rises when a reader of the old form would be misled."""


def summary(records: Iterable[Record], exercises: Mapping[str, Exercise] | None = None) -> str:
    """The records as one JSON text; what is not known is null.

    Args:
        records: in the order they shall have.
        exercises: by name; they say which way of a repetition is the effort, without which no speed is told.
    """
    known = exercises or {}
    document = {"posecoach": JSON_VERSION, "sessions": [_session(record, known) for record in records]}
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _session(record: Record, exercises: Mapping[str, Exercise]) -> dict[str, Any]:
    return {
        "source": record.source,
        "duration_s": _number(record.duration),
        "frames": record.frames,
        "frames_with_pose": record.seen,
        "notes": record.notes,
        "sets": [_set(each, _way(each.exercise, exercises)) for each in record.sets],
        "other_movements": [
            _movement(movement, _way(movement.exercise, exercises)) for movement in record.stray
        ],
    }


def _way(name: str, exercises: Mapping[str, Exercise]) -> Direction | None:
    return exercises[name].concentric if name in exercises else None


def _set(each: SetRecord, way: Direction | None) -> dict[str, Any]:
    made = efforts(each, way or "out")
    return {
        "exercise": each.exercise,
        "variant": each.variant or None,
        "view": each.view or None,
        "number": each.number,
        "start_s": _number(each.start),
        "end_s": _number(each.end),
        "rest_before_s": _number(each.rest_before),
        "reps": len(each.reps),
        "partial_reps": len(each.partial),
        "hold_s": _number(each.held),
        "faults": each.faults,
        "judged": each.judged,
        "range_loss": _loss([e.range for e in made]),
        "speed_loss": _loss([e.speed for e in made]) if way else None,
        "movements": [_movement(movement, way) for movement in each.movements],
        "holds": [_hold(hold) for hold in each.holds],
    }


def _loss(values: list[float]) -> float | None:
    line = trend(values)
    return _number(line.loss) if line else None


def _movement(movement: Rep, way: Direction | None) -> dict[str, Any]:
    made = effort(movement, way or "out")
    return {
        "exercise": movement.exercise,
        "verdict": VERDICTS[type(movement).__name__],
        "why": movement.why or None,
        "start_s": _number(movement.start),
        "turn_s": _number(movement.turn),
        "end_s": _number(movement.end),
        "depth": _number(movement.depth),
        "range": _number(movement.rom),
        "out_s": _number(made.out),
        "back_s": _number(made.back),
        "speed": _number(made.speed) if way else None,
        "measures": {name: _number(value) for name, value in movement.measures},
        "faults": list(movement.faults),
        "judged": list(movement.judged),
    }


def _hold(hold: HoldEnded) -> dict[str, Any]:
    return {
        "start_s": _number(hold.start),
        "end_s": _number(hold.seen_to),
        "held_s": _number(hold.held),
        "side": hold.side or None,
        "measures": {name: _number(value) for name, value in hold.measures},
        "faults": list(hold.faults),
        "judged": list(hold.judged),
    }


def _number(value: float) -> float | None:
    return None if math.isnan(value) or math.isinf(value) else round(value, 4)
