"""Records as JSON: all that the tables have, and more.

`session.schema.json`, beside this file, describes each field.
"""

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

from posecoach.core.events import HoldEnded
from posecoach.core.exercise import Direction, Exercise
from posecoach.core.session.record import Record, Rep, SetRecord
from posecoach.reports.effort import effort, efforts, trend
from posecoach.reports.table import VERDICTS, Places
from posecoach.reports.workouts import SetPlace

JSON_VERSION = 1
"""Of the form of the JSON; it rises when a reader of the old form would be misled."""


def summary(
    records: Iterable[Record],
    exercises: Mapping[str, Exercise] | None = None,
    places: Places | None = None,
) -> str:
    """Return the records as one JSON text; unknown values are null.

    Args:
        records: in their order.
        exercises: by name; without them no speed is given, as the concentric phase is not known.
        places: where the sets stand in their workouts; without it these fields are left out.
    """
    known = exercises or {}
    sessions = [_session(record, known, clip, places or {}) for clip, record in enumerate(records)]
    document = {"posecoach": JSON_VERSION, "sessions": sessions}
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _session(record: Record, exercises: Mapping[str, Exercise], clip: int, places: Places) -> dict[str, Any]:
    return {
        "source": record.source,
        "duration_s": _number(record.duration),
        "frames": record.frames,
        "frames_with_pose": record.seen,
        "notes": [*record.warnings, *record.notes],
        "sets": [
            _set(each, _way(each.exercise, exercises)) | _place(places.get((clip, index)))
            for index, each in enumerate(record.sets)
        ],
        "other_movements": [
            _movement(movement, _way(movement.exercise, exercises)) for movement in record.stray
        ],
    }


def _place(place: SetPlace | None) -> dict[str, Any]:
    if place is None:
        return {}
    logged = place.logged
    return {
        "weight_kg": _number(logged.weight_kg),
        "began": logged.began.isoformat(timespec="seconds") if logged.dated else None,
        "workout": place.workout,
        "workout_set": place.number,
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
