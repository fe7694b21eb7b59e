"""Counts on the tuning half and the check half of the sources, beside plain prominence."""

from collections.abc import Iterator, Sequence

from posecoach.core.events import reps_in
from tests.bench.material import NONE
from tests.bench.scoring import Outcome, counted

SETS = ("real", "real2")
"""The sets with sources enough to be halved."""

NEAR = 0.5
"""s within which a counted repetition is the labelled one."""

Table = tuple[str, tuple[str, ...], list[tuple[str, ...]]]


def tables(outcomes: Sequence[Outcome]) -> Iterator[Table]:
    """Yield title, heads and rows of each table; none where no clip of these sets was read."""
    some = [o for o in outcomes if o.clip.group in SETS and not o.trouble]
    done = [o for o in some if o.clip.exercise != NONE]
    other = [o for o in some if o.clip.exercise == NONE]
    yield (
        "real clips by half of their sources",
        (
            "exercise",
            "half",
            "clips",
            "exact",
            "within 1",
            "recall",
            "precision",
            "plain exact",
            "plain within 1",
        ),
        [
            (exercise, half, *_counts(part))
            for exercise in dict.fromkeys(sorted(o.clip.exercise for o in done))
            for half in ("tune", "check")
            if (part := [o for o in done if o.clip.exercise == exercise and o.clip.half == half])
        ],
    )
    yield (
        "real clips of other movements by half",
        ("read as", "half", "clips", "minutes", "false", "a minute", "plain false"),
        [
            (asked, half, *_false(part))
            for asked in dict.fromkeys(sorted(o.asked for o in other))
            for half in ("tune", "check")
            if (part := [o for o in other if o.asked == asked and o.clip.half == half])
        ],
    )


def _counts(part: Sequence[Outcome]) -> tuple[str, ...]:
    errors = [o.clip.error(counted(o.record, o.clip.exercise)) for o in part]
    plain = [o.clip.error(o.plain) for o in part]
    hits = sum(_hits(o) for o in part)
    labelled = sum(len(o.clip.turns) for o in part)
    found = sum(counted(o.record, o.clip.exercise) for o in part if o.clip.turns)
    asked = part[0].asked != "auto"
    return (
        str(len(part)),
        *(f"{share:.3f}" for share in _shares(errors)),
        f"{hits / labelled:.3f}" if labelled else "-",
        f"{hits / found:.3f}" if found else "-",
        *((f"{share:.3f}" for share in _shares(plain)) if asked else ("-", "-")),
    )


def _shares(errors: Sequence[float]) -> tuple[float, float]:
    return (
        sum(error == 0 for error in errors) / len(errors),
        sum(abs(error) <= 1 for error in errors) / len(errors),
    )


def _hits(outcome: Outcome) -> int:
    """Return how many labelled turning points were counted, each counted repetition used once."""
    free = sorted(e.turn for e in reps_in(outcome.record.events) if e.exercise == outcome.clip.exercise)
    hits = 0
    for turn in outcome.clip.turns:
        near = min(free, key=lambda t, turn=turn: abs(t - turn), default=float("inf"))
        if abs(near - turn) <= NEAR:
            free.remove(near)
            hits += 1
    return hits


def _false(part: Sequence[Outcome]) -> tuple[str, ...]:
    minutes = sum(o.seconds for o in part) / 60.0
    false = sum(
        counted(o.record, name)
        for o in part
        for name in {s.exercise for s in o.record.sets}
        if name == o.asked or (o.asked == "auto" and (not o.clip.never or name in o.clip.never))
    )
    return (
        str(len(part)),
        f"{minutes:.1f}",
        str(false),
        f"{false / minutes:.2f}" if minutes else "-",
        str(sum(o.plain for o in part)) if part[0].asked != "auto" else "-",
    )
