"""Records as JSON: everything that the tables say, and what they leave out."""

import json
import math
from collections.abc import Iterable
from typing import Any

from posecoach.core.events import HoldEnded
from posecoach.core.record import Cycle, Record, SetRecord
from posecoach.reports.table import VERDICTS

VERSION = 1
"""Of the form of the JSON; it rises when a reader of the old form would be misled."""


def summary(records: Iterable[Record]) -> str:
    """The records as one JSON text; what is not known is null."""
    document = {"posecoach": VERSION, "sessions": [_session(record) for record in records]}
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _session(record: Record) -> dict[str, Any]:
    return {
        "source": record.source,
        "duration_s": _number(record.duration),
        "frames": record.frames,
        "frames_with_pose": record.seen,
        "notes": record.notes,
        "sets": [_set(each) for each in record.sets],
        "other_movements": [_cycle(cycle) for cycle in record.stray],
    }


def _set(each: SetRecord) -> dict[str, Any]:
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
        "movements": [_cycle(cycle) for cycle in each.cycles],
        "holds": [_hold(hold) for hold in each.holds],
    }


def _cycle(cycle: Cycle) -> dict[str, Any]:
    return {
        "exercise": cycle.exercise,
        "verdict": VERDICTS[type(cycle).__name__],
        "why": cycle.why or None,
        "start_s": _number(cycle.start),
        "turn_s": _number(cycle.turn),
        "end_s": _number(cycle.end),
        "depth": _number(cycle.depth),
        "range": _number(cycle.travel),
        "measures": {name: _number(value) for name, value in cycle.measures},
        "faults": list(cycle.faults),
        "judged": list(cycle.judged),
    }


def _hold(hold: HoldEnded) -> dict[str, Any]:
    return {
        "start_s": _number(hold.start),
        "end_s": _number(hold.t),
        "held_s": _number(hold.held),
        "side": hold.side or None,
        "measures": {name: _number(value) for name, value in hold.measures},
        "faults": list(hold.faults),
        "judged": list(hold.judged),
    }


def _number(value: float) -> float | None:
    return None if math.isnan(value) or math.isinf(value) else round(value, 4)
