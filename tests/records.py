"""Records made by hand, whose numbers are known."""

import math

from posecoach.core.events import (
    FaultEnded,
    FaultStarted,
    HoldEnded,
    HoldStarted,
    Rep,
    RestEnded,
    SetEnded,
    SetStarted,
    Verdict,
)
from posecoach.core.session.record import Record
from posecoach.core.session.status import Status
from posecoach.exercises import load

NAN = math.nan


def movement(start, out=0.6, back=0.8, verdict=Verdict.COUNTED, exercise="push_up", **more):
    """A movement that starts at `start`, turns after `out` and is back after `back` seconds."""
    given = {
        "depth": 1.0,
        "rom": 1.0,
        "measures": (("elbow", 85.0), ("hand_width", NAN)),
        "judged": ("depth", "sag"),
    }
    return Rep(
        verdict=verdict,
        t=start + out + back + 0.2,
        exercise=exercise,
        start=start,
        turn=start + out,
        end=start + out + back,
        **(given | more),
    )


def wave(duration, period=2.0, rate=20.0):
    """A trace that goes from 0 to 1 and back once a period."""
    count = int(duration * rate)
    return [(i / rate, 0.5 - 0.5 * math.cos(2 * math.pi * i / rate / period)) for i in range(count + 1)]


def two_sets(source="clip.mp4"):
    """Two sets of push-ups with 20 s of rest: 4 full, 1 partial, 1 rejected; then 2 full, one sagging."""
    first = [movement(2.0 * i) for i in range(4)]
    partial = movement(
        8.0,
        verdict=Verdict.PARTIAL,
        why="bottom 118 degrees, needs 95",
        rom=0.6,
        depth=0.6,
        faults=("depth",),
    )
    none = movement(10.0, verdict=Verdict.REJECTED, why="the hands moved", judged=(), measures=())
    second = [movement(31.4), movement(33.4, faults=("sag",))]
    record = Record(source=source, frames=800, seen=780, notes=["tracked by hand"])
    record.events = [
        SetStarted(0.5, "push_up", 1, 0.0),
        *first,
        partial,
        none,
        SetEnded(15.0, "push_up", 1, 0.0, 11.4, 4, "wide", "side"),
        RestEnded(31.5, "push_up", 20.0),
        SetStarted(31.5, "push_up", 2, 31.4),
        second[0],
        FaultStarted(33.6, "push_up", "sag"),
        FaultEnded(34.5, "push_up", "sag"),
        second[1],
        SetEnded(40.0, "push_up", 2, 31.4, 34.8, 2, "wide", "side"),
    ]
    record.trace = wave(40.0)
    return record


def hundred(source="hundred.mp4"):
    """One set of a hundred push-ups; every second one sags."""
    reps = [movement(2.0 * i, faults=("sag",) if i % 2 else ()) for i in range(100)]
    record = Record(source=source, frames=6000, seen=6000)
    record.events = [
        SetStarted(0.5, "push_up", 1, 0.0),
        *reps,
        SetEnded(205.0, "push_up", 1, 0.0, 199.4, 100, "wide", "side"),
    ]
    record.trace = wave(205.0)
    return record


def stretch(source="stretch.mp4"):
    """Two holds of a squat stretch, one to each side."""
    record = Record(source=source, frames=800, seen=800)
    record.events = [
        HoldStarted(2.0, "squat_stretch", 1.0, "left"),
        SetStarted(2.0, "squat_stretch", 1, 1.0),
        HoldEnded(13.0, "squat_stretch", 1.0, 10.0, "left", (("elbow", 170.0),), (), ("upright",)),
        HoldEnded(
            26.0, "squat_stretch", 14.0, 10.5, "right", (("elbow", 171.0),), ("upright",), ("upright",)
        ),
        SetEnded(30.0, "squat_stretch", 1, 1.0, 26.0, 2, "", "front"),
    ]
    record.trace = [(i / 20, NAN) for i in range(601)]
    return record


def status(exercise="push_up", **given):
    """A status in the middle of a set, seen from the side."""
    usual = {"reps": 7, "progress": 0.5, "in_position": True, "set_number": 2, "in_set": True, "view": "side"}
    known = load(exercise) if exercise and isinstance(exercise, str) else exercise or None
    return Status(known, **(usual | given))
