"""The first page of a report: totals by exercise, and what to work on, with the frames that show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from posecoach.core.events import Verdict
from posecoach.core.exercise import Exercise
from posecoach.reports.format import plain_name

MAX_REMARKS = 3
"""Things to work on at once: nobody minds more."""

SPEED_LOSS = 30
"""% of speed lost in a set from which it is worth a remark: beyond 20 to 40 % sets are near failure."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to work on.

    Attributes:
        says: what to do, a cue.
        count: in how many repetitions or holds it was seen.
        total: of how many; 0 where it is about a whole set.
        places: links to the sets that show it, as (anchor, name) pairs.
        still: a picture of it, as an address; empty where there is none.
        seen_in: what the picture shows.
    """

    says: str
    count: int
    total: int
    places: tuple[tuple[str, str], ...]
    still: str
    seen_in: str


def totals(
    sets: Sequence[Mapping[str, Any]], exercises: Mapping[str, Exercise], trends: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return one row an exercise: sets, repetitions, partial ones, seconds held, and the best set."""
    rows = []
    for name in dict.fromkeys(each["exercise"] for each in sets):
        own = [each for each in sets if each["exercise"] == name]
        held = sum(each["held"] for each in own)
        best = max(own, key=lambda each: each["held"] or each["reps"])
        rows.append(
            {
                "title": own[0]["title"],
                "sets": len(own),
                "reps": sum(each["reps"] for each in own),
                "partial": sum(each["partial"] for each in own),
                "faulty": sum(row.kind == "faulty" for each in own for row in each["rows"]),
                "held": round(held),
                "goal": exercises[name].goal if held and name in exercises else 0.0,
                "best": best,
                "best_text": f"{best['held']:.0f} s" if held else str(best["reps"]),
                "trend": trends.get(name, ""),
            }
        )
    return rows


def remarks(sets: Sequence[Mapping[str, Any]]) -> list[Remark]:
    """Return what to work on, the most frequent first, at most `MAX_REMARKS`."""
    found: dict[str, list[tuple[int, int, Mapping[str, Any], str, str]]] = {}

    def note(says: str, count: int, total: int, each: Mapping[str, Any], still: tuple[str, str]) -> None:
        found.setdefault(says, []).append((count, total, each, *still))

    for each in sets:
        for check in each["checks"]:
            if check.broken:
                cue = check.cue or plain_name(check.name)
                note(cue, check.broken, check.judged, each, _still(each, check.cue))
        short = [hold for hold in each["holds"] if hold["short"]]
        if short:
            says = f"Hold for {each['goal']:.0f} s{' on each side' if short[0]['side'] else ''}."
            note(says, len(short), len(each["holds"]), each, (short[0]["still"], "short of its goal"))
        partial = [row for row in each["rows"] if row.kind == Verdict.PARTIAL]
        if partial and not any(row.faults for row in partial):
            total = each["reps"] + each["partial"]
            row = next((row for row in partial if row.still), partial[0])
            note("Go all the way.", len(partial), total, each, (row.still, row.reasons))
        loss = (each["fatigue"] or {"loss": {}})["loss"].get("speed")
        if loss is not None and loss >= SPEED_LOSS:
            note(
                "Rest longer, or end the set sooner: it became much slower.", 1, each["reps"], each, ("", "")
            )
    made = [
        Remark(
            says=says if says.endswith((".", "!")) else f"{says}.",
            count=sum(count for count, *_ in parts),
            total=sum(total for _, total, *_ in parts),
            places=tuple((each["anchor"], each["short_name"]) for _, _, each, *_ in parts),
            still=next((still for *_, still, _ in parts if still), ""),
            seen_in=next((seen for *_, still, seen in parts if still), ""),
        )
        for says, parts in found.items()
    ]
    return sorted(made, key=lambda one: (-one.count, -one.count / max(one.total, 1)))[:MAX_REMARKS]


def _still(each: Mapping[str, Any], cue: str) -> tuple[str, str]:
    """Return a picture of a fault and what it shows."""
    words = cue.partition(":")[0]
    for row in each["rows"]:
        if row.still and any(fault.partition(":")[0] == words for fault in row.faults):
            return row.still, f"repetition {row.number}" if row.number else "a partial repetition"
    for hold in each["holds"]:
        if hold["still"] and any(fault.partition(":")[0] == words for fault in hold["faults"]):
            return hold["still"], f"hold {hold['number']}"
    return "", ""
