"""Records as CSV: one row a set, or one row a movement."""

import csv
import io
import math
from collections.abc import Iterable, Sequence

from posecoach.core.session.record import Record, Rep, SetRecord

SET_COLUMNS = (
    "video",
    "exercise",
    "variant",
    "view",
    "set",
    "reps",
    "partial_reps",
    "hold_s",
    "start_s",
    "end_s",
    "rest_before_s",
    "faults",
    "judged",
    "not_judged",
)

REP_COLUMNS = ("video", "exercise", "variant", "set", "rep", "full", "start_s", "turn_s", "end_s", "depth")
"""What stands first in every row; the exercise's own measures follow, then `REP_ENDING`."""

REP_ENDING = ("faults", "verdict", "why", "range", "tempo_s", "side")

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so is a formula to a spreadsheet."""


def sets_table(records: Iterable[Record], rules: dict[str, Sequence[str]] | None = None) -> str:
    """One row a set; a record without any has one row, with 0 repetitions.

    Args:
        records: in the order that the rows shall have.
        rules: the names of each exercise's form rules, by which those not judged are told.
    """
    rows = []
    for record in records:
        made = [_set_row(record.source, each, (rules or {}).get(each.exercise, ())) for each in record.sets]
        rows += made or [{"video": record.source, "reps": "0", "partial_reps": "0"}]
    return csv_text(SET_COLUMNS, rows)


def reps_table(records: Iterable[Record]) -> str:
    """One row a movement, counted or not: the ledger."""
    records = list(records)
    measures = list(
        dict.fromkeys(
            name
            for record in records
            for parts in (*((*each.movements, *each.holds) for each in record.sets), record.stray)
            for part in parts
            for name, _ in part.measures
        )
    )
    rows = [row for record in records for row in _rep_rows(record)]
    return csv_text((*REP_COLUMNS, *measures, *REP_ENDING), rows)


def seconds(value: float) -> str:
    """Seconds to the hundredth; empty where they are not known."""
    return "" if math.isnan(value) else f"{value:.2f}"


def number(value: float) -> str:
    """A measure to four digits; empty where it could not be judged."""
    return "" if math.isnan(value) else f"{value:.4g}"


def _set_row(video: str, each: SetRecord, rules: Sequence[str]) -> dict[str, str]:
    return {
        "video": video,
        "exercise": each.exercise,
        "variant": each.variant,
        "view": each.view,
        "set": str(each.number),
        "reps": str(len(each.reps) or len(each.holds)),
        "partial_reps": str(len(each.partial)),
        "hold_s": seconds(each.held) if each.holds else "",
        "start_s": seconds(each.start),
        "end_s": seconds(each.end),
        "rest_before_s": seconds(each.rest_before),
        "faults": ";".join(f"{name}:{count}" for name, count in each.faults.items()),
        "judged": ";".join(each.judged),
        "not_judged": ";".join(name for name in rules if name not in each.judged),
    }


def _rep_rows(record: Record) -> Iterable[dict[str, str]]:
    for each in record.sets:
        counted = 0
        for movement in each.movements:
            full = type(movement).__name__ == "RepCompleted"
            counted += full
            place = {"variant": each.variant, "set": str(each.number), "rep": str(counted) if full else ""}
            yield _movement_row(record.source, movement) | place
        for index, hold in enumerate(each.holds, start=1):
            yield {
                "video": record.source,
                "exercise": each.exercise,
                "variant": each.variant,
                "set": str(each.number),
                "rep": str(index),
                "full": "1",
                "start_s": seconds(hold.start),
                "turn_s": seconds(hold.start),
                "end_s": seconds(hold.seen_to),
                "faults": ";".join(hold.faults),
                "verdict": "held",
                "tempo_s": seconds(hold.held),
                "side": hold.side,
                **{name: number(value) for name, value in hold.measures},
            }
    for movement in record.stray:
        yield _movement_row(record.source, movement)


VERDICTS = {"RepCompleted": "counted", "RepPartial": "partial", "RepRejected": "rejected"}


def _movement_row(video: str, movement: Rep) -> dict[str, str]:
    verdict = VERDICTS[type(movement).__name__]
    return {
        "video": video,
        "exercise": movement.exercise,
        "full": "1" if verdict == "counted" else "0",
        "start_s": seconds(movement.start),
        "turn_s": seconds(movement.turn),
        "end_s": seconds(movement.end),
        "depth": number(movement.depth),
        "faults": ";".join(movement.faults),
        "verdict": verdict,
        "why": movement.why,
        "range": number(movement.rom),
        "tempo_s": seconds(movement.end - movement.start),
        **{name: number(value) for name, value in movement.measures},
    }


def plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(RISKY) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def csv_text(columns: Sequence[str], rows: Iterable[dict[str, str]]) -> str:
    """Rows as CSV; what is missing is empty, and nothing in it is a formula."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: plain(value) for key, value in row.items()} for row in rows)
    return out.getvalue()
