"""A record as pandas tables: sets, repetitions, measures.

The columns are those of the CSV files (`posecoach/reports/table.py`) that the record alone can tell.
"""

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from posecoach.core.events import HoldEnded, Rep, Verdict
from posecoach.core.pose.measures import MEASURES
from posecoach.errors import PosecoachError

if TYPE_CHECKING:
    import pandas as pd

    from posecoach.core.session.record import Record, SetRecord

Row = dict[str, Any]

SET_COLUMNS = (
    *("video", "exercise", "variant", "view", "set", "reps", "partial_reps", "hold_s"),
    *("start_s", "end_s", "rest_before_s", "faults", "judged", "person"),
)
REP_COLUMNS = (
    *("video", "exercise", "variant", "set", "rep", "full", "start_s", "turn_s", "end_s", "depth"),
    *("range", "tempo_s", "side", "verdict", "why", "faults", "person"),
)
MEASURE_COLUMNS = ("video", "exercise", "set", "rep", "verdict", "turn_s", "measure", "value", "unit")


def sets_frame(record: "Record") -> "pd.DataFrame":
    """Return one row a set."""
    person = {"person": record.person or None}
    return _frame([_set(record.source, each) | person for each in record.sets], SET_COLUMNS)


def reps_frame(record: "Record") -> "pd.DataFrame":
    """Return one row a movement or hold, with a column for each measure behind the others."""
    person = {"person": record.person or None}
    rows = [row | person | dict(part.measures) for row, part in _parts(record)]
    measures = dict.fromkeys(name for row in rows for name in row if name not in REP_COLUMNS)
    return _frame(rows, (*REP_COLUMNS, *measures))


def measures_frame(record: "Record") -> "pd.DataFrame":
    """Return one row for each measure of each movement or hold, with its unit."""
    rows = [
        {
            **{key: row[key] for key in MEASURE_COLUMNS[:6]},
            "measure": name,
            "value": value,
            "unit": MEASURES[name].unit,
        }
        for row, part in _parts(record)
        for name, value in part.measures
    ]
    return _frame(rows, MEASURE_COLUMNS)


def _frame(rows: Sequence[Row], columns: Sequence[str]) -> "pd.DataFrame":
    try:
        import pandas as pd  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        raise PosecoachError("tables need pandas: pip install pandas") from None
    return pd.DataFrame(rows, columns=list(columns))


def _set(video: str, each: "SetRecord") -> Row:
    return {
        "video": video,
        "exercise": each.exercise,
        "variant": each.variant,
        "view": each.view,
        "set": each.number,
        "reps": len(each.reps) or len(each.holds),
        "partial_reps": len(each.partial),
        "hold_s": each.held if each.holds else math.nan,
        "start_s": each.start,
        "end_s": each.end,
        "rest_before_s": each.rest_before,
        "faults": each.faults,
        "judged": tuple(each.judged),
    }


def _parts(record: "Record") -> Iterator[tuple[Row, Rep | HoldEnded]]:
    """Yield the row, and the event, of every movement and hold: set by set, then those outside of all sets."""
    for each in record.sets:
        place = {"video": record.source, "exercise": each.exercise, "variant": each.variant}
        counted = 0
        for movement in each.movements:
            counted += movement.verdict is Verdict.COUNTED
            number = counted if movement.verdict is Verdict.COUNTED else None
            yield place | {"set": each.number, "rep": number} | _movement(movement), movement
        for number, hold in enumerate(each.holds, start=1):
            yield place | {"set": each.number, "rep": number} | _hold(hold), hold
    for movement in record.stray:
        place = {"video": record.source, "exercise": movement.exercise, "variant": ""}
        yield place | {"set": None, "rep": None} | _movement(movement), movement


def _movement(movement: Rep) -> Row:
    return {
        "full": movement.verdict is Verdict.COUNTED,
        "start_s": movement.start,
        "turn_s": movement.turn,
        "end_s": movement.end,
        "depth": movement.depth,
        "range": movement.rom,
        "tempo_s": movement.end - movement.start,
        "side": "",
        "verdict": movement.verdict.value,
        "why": movement.why,
        "faults": movement.faults,
    }


def _hold(hold: HoldEnded) -> Row:
    return {
        "full": True,
        "start_s": hold.start,
        "turn_s": hold.start,
        "end_s": hold.seen_to,
        "depth": math.nan,
        "range": math.nan,
        "tempo_s": hold.held,
        "side": hold.side,
        "verdict": "held",
        "why": "",
        "faults": hold.faults,
    }
