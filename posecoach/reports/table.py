"""Records as CSV: one row a set, or one row a movement."""

import csv
import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence

from posecoach.core.events import Rep, Verdict
from posecoach.core.session.record import Record, SetRecord
from posecoach.reports.workouts import SetPlace

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
    "weight_kg",
    "began",
    "workout",
    "workout_set",
    "warnings",
    "person",
)

REP_COLUMNS = ("video", "exercise", "variant", "set", "rep", "full", "start_s", "turn_s", "end_s", "depth")
"""Columns that come first; the exercise's own measures follow, then `REP_ENDING`."""

REP_ENDING = ("faults", "verdict", "why", "range", "tempo_s", "side", "person")

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that make a text a formula to a spreadsheet."""

Places = Mapping[tuple[int, int], SetPlace]
"""Places of sets in their workouts, by the record's place and the set's place in it, from 0."""


def sets_table(
    records: Iterable[Record],
    rules: Mapping[str, Sequence[str]] | None = None,
    places: Places | None = None,
) -> str:
    """Return one row a set; a record without any has one row, with 0 repetitions.

    Args:
        records: in the order of the rows.
        rules: names of each exercise's form rules, to name those not judged.
        places: where the sets stand in their workouts; without it these columns are empty.
    """
    return csv_text(SET_COLUMNS, set_rows(records, rules or {}, places or {}))


def set_rows(
    records: Iterable[Record], rules: Mapping[str, Sequence[str]], places: Places
) -> list[dict[str, str]]:
    """Return the rows of `sets_table`; empty cells are left out."""
    rows: list[dict[str, str]] = []
    for clip, record in enumerate(records):
        made = [
            _set_row(record.source, each, rules.get(each.exercise, ())) | _place(places.get((clip, index)))
            for index, each in enumerate(record.sets)
        ]
        made = made or [{"video": record.source, "reps": "0", "partial_reps": "0"}]
        rows += [row | {"warnings": "; ".join(record.warnings)} | _person(record) for row in made]
    return rows


def _person(record: Record) -> dict[str, str]:
    return {"person": str(record.person)} if record.person else {}


def _place(place: SetPlace | None) -> dict[str, str]:
    if place is None:
        return {}
    logged = place.logged
    return {
        "weight_kg": number(logged.weight_kg),
        "began": logged.began.isoformat(timespec="seconds") if logged.dated else "",
        "workout": str(place.workout),
        "workout_set": str(place.number),
    }


def reps_table(records: Iterable[Record]) -> str:
    """Return one row a movement, counted or not: the ledger."""
    return csv_text(*rep_rows(list(records)))


def rep_rows(records: Sequence[Record]) -> tuple[list[str], list[dict[str, str]]]:
    """Return the columns and rows of `reps_table`."""
    measures = list(
        dict.fromkeys(
            name
            for record in records
            for parts in (*(each.parts for each in record.sets), record.stray)
            for part in parts
            for name, _ in part.measures
        )
    )
    rows = [row | _person(record) for record in records for row in _rep_rows(record)]
    return [*REP_COLUMNS, *measures, *REP_ENDING], rows


def seconds(value: float) -> str:
    """Return seconds to the hundredth; empty where they are not known."""
    return "" if math.isnan(value) else f"{value:.2f}"


def number(value: float) -> str:
    """Return a number to four digits; empty where it is NaN."""
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
            full = movement.verdict is Verdict.COUNTED
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


def _movement_row(video: str, movement: Rep) -> dict[str, str]:
    return {
        "video": video,
        "exercise": movement.exercise,
        "full": "1" if movement.verdict is Verdict.COUNTED else "0",
        "start_s": seconds(movement.start),
        "turn_s": seconds(movement.turn),
        "end_s": seconds(movement.end),
        "depth": number(movement.depth),
        "faults": ";".join(movement.faults),
        "verdict": movement.verdict.value,
        "why": movement.why,
        "range": number(movement.rom),
        "tempo_s": seconds(movement.end - movement.start),
        **{name: number(value) for name, value in movement.measures},
    }


def plain(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; a lone `-` is none."""
    text = text.replace("\r", "\\x0d")  # unquoted it would end the row
    return f"'{text}" if text.startswith(RISKY) and text != "-" and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def csv_text(columns: Sequence[str], rows: Iterable[dict[str, str]]) -> str:
    """Return rows as CSV; missing cells are empty, and no cell is a formula."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: plain(value) for key, value in row.items()} for row in rows)
    return out.getvalue()


DECIMAL = re.compile(r"-?\d+\.\d+(?:e[-+]?\d+)?")

NAME_COLUMNS = frozenset(("video", "exercise", "variant", "view", "source", "why", "note", "Exercise Name"))
"""Columns of names, which stay as they are though they look like numbers."""


def european(text: str) -> str:
    """Return CSV as Excel and LibreOffice read it in most of Europe: BOM, semicolons, decimal commas."""
    rows = list(csv.reader(io.StringIO(text)))
    header = rows[0] if rows else []
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    for row in rows:
        writer.writerow(
            cell.replace(".", ",") if column not in NAME_COLUMNS and DECIMAL.fullmatch(cell) else cell
            for column, cell in zip(header, row, strict=False)
        )
    return "\ufeff" + out.getvalue()
