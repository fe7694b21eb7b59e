"""The history as CSV: one row a set, or one row a repetition."""

from collections.abc import Sequence

from posecoach.cli.training_logs import logged
from posecoach.history import History, SetEntry
from posecoach.reports.table import csv_text, number, seconds
from posecoach.reports.workouts import SetPlace, places, workouts

HISTORY_COLUMNS = (
    "session",
    "began",
    "kind",
    "source",
    "set",
    "exercise",
    "variant",
    "view",
    "reps",
    "partial_reps",
    "hold_s",
    "start_s",
    "end_s",
    "rest_before_s",
    "range",
    "judged",
    "clean",
    "faults",
    "weight_kg",
    "note",
    "workout",
    "workout_set",
    "counted",
)

HISTORY_REP_COLUMNS = (
    *("session", "began", "exercise", "variant", "set", "rep", "verdict", "start_s", "turn_s", "end_s"),
    *("range", "held_s", "side", "why", "faults"),
)


def sets_csv(sets: Sequence[SetEntry]) -> str:
    """Return one row a set."""
    placed = places(workouts(logged(sets)))
    return csv_text(HISTORY_COLUMNS, [_csv_row(each, placed[each.session, each.number]) for each in sets])


def reps_csv(book: History, sets: Sequence[SetEntry]) -> str:
    """Return one row a repetition, hold or movement of these sets, with a column for each measure."""
    chosen = {(each.session, each.number): each for each in sets}
    rows: list[dict[str, str]] = []
    measures: dict[str, None] = {}
    for session_id in dict.fromkeys(each.session for each in sets):
        count: dict[int, int] = {}
        for rep in book.repetitions(session_id):
            each = chosen.get((session_id, rep.set_number))
            if each is None:
                continue
            done = rep.verdict in ("counted", "held")
            count[rep.set_number] = count.get(rep.set_number, 0) + done
            measures |= dict.fromkeys(name for name, _ in rep.measures)
            rows.append(
                {
                    "session": str(session_id),
                    "began": each.began.isoformat(timespec="seconds"),
                    "exercise": each.exercise,
                    "variant": each.variant,
                    "set": str(rep.set_number),
                    "rep": str(count[rep.set_number]) if done else "",
                    "verdict": rep.verdict,
                    "start_s": seconds(rep.start),
                    "turn_s": seconds(rep.turn),
                    "end_s": seconds(rep.end),
                    "range": number(rep.range),
                    "held_s": seconds(rep.held),
                    "side": rep.side,
                    "why": rep.why,
                    "faults": ";".join(rep.faults),
                    **{name: number(value) for name, value in rep.measures},
                }
            )
    return csv_text((*HISTORY_REP_COLUMNS, *measures), rows)


def _csv_row(each: SetEntry, place: SetPlace) -> dict[str, str]:
    was = dict(each.corrections)
    return {
        "session": str(each.session),
        "began": each.began.isoformat(timespec="seconds"),
        "kind": each.kind,
        "source": each.source,
        "set": str(each.number),
        "exercise": each.exercise,
        "variant": each.variant,
        "view": each.view,
        "reps": str(each.reps),
        "partial_reps": str(each.partial),
        "hold_s": seconds(each.held) if each.held else "",
        "start_s": seconds(each.start),
        "end_s": seconds(each.end),
        "rest_before_s": seconds(each.rest_before),
        "range": number(each.range),
        "judged": str(each.judged),
        "clean": str(each.clean),
        "faults": ";".join(f"{name}:{count}" for name, count in each.faults),
        "weight_kg": number(each.weight_kg),
        "note": each.note,
        "workout": str(place.workout),
        "workout_set": str(place.number),
        "counted": was.get("reps") or was.get("held") or "",
    }
