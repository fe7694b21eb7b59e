"""Courses of exercises that are held: into the position, turned to a side, held, out again."""

from typing import Any

import numpy as np

from sample_videos.studio.motion import Channel, Course, Hold


def stretch_course(run: dict[str, Any], chance: np.random.Generator) -> Course:
    """The squat stretch: from standing down, hands to the knees, trunk turned, held, and up again, per side."""
    depth = Channel([(0.0, run["top"])])
    twist = Channel([(0.0, 0.0)])
    hands = Channel([(0.0, 0.0)])
    holds = []
    t = run.get("lead", 1.0)
    for row in run["holds"]:
        down, turned = 1.7 * _about(chance), 1.0 * _about(chance)
        sign = 1.0 if row["side"] == "left" else -1.0
        for channel in (depth, twist, hands):
            channel.hold(t)
        depth.go(down, row["depth"])
        hands.go(down, 1.0)
        at_knees = t + down * 0.8 + run.get("settle", 0.0)
        twist.hold(at_knees)
        twist.go(turned, sign * row["twist"])
        start = at_knees + turned
        end = start + row["seconds"]
        for channel in (depth, twist, hands):
            channel.hold(end)
        twist.go(0.8, 0.0)
        up = end + run.get("linger", 0.5)
        for channel in (depth, hands):
            channel.hold(up)
        depth.go(1.5, run["top"])
        hands.go(1.3, 0.0)
        holds.append(Hold(start, end, row["side"], tuple(row.get("faults", ()))))
        t = up + 1.5 + run.get("between", 0.8)
    return Course({"depth": depth, "twist": twist, "hands": hands}, [], holds, t)


def doorframe_course(run: dict[str, Any], chance: np.random.Generator) -> Course:
    """The doorframe stretch: forearm to the post, a step through, held, and back, per side.

    It is held for as long as the forearm is on the post.
    """
    channels = {name: Channel([(0.0, 0.0)]) for name in ("left", "right", "step")}
    holds = []
    t = run.get("lead", 1.0)
    for row in run["holds"]:
        up, through = 1.5 * _about(chance), 1.0 * _about(chance)
        arm, step = channels[row["side"]], channels["step"]
        for channel in channels.values():
            channel.hold(t)
        arm.go(up, 1.0)
        step.hold(t + up)
        step.go(through, 1.0)
        end = t + up + through + row["seconds"]
        step.hold(end)
        off = end + 0.8
        arm.hold(off)
        step.go(0.8, 0.0)
        arm.go(1.3, 0.0)
        holds.append(Hold(t + up, off, row["side"]))
        t = off + 1.3 + run.get("between", 0.7)
    return Course(channels, [], holds, t)


def fold_course(run: dict[str, Any], chance: np.random.Generator) -> Course:
    """The seated spine stretch: folded forward, held, and up again, as often as there are holds.

    With `nod`, the chin is drawn in for so many seconds before the fold begins.
    """
    lean, nod = Channel([(0.0, 0.0)]), Channel([(0.0, 0.0)])
    holds = []
    t = run.get("lead", 1.0)
    for row in run["holds"]:
        down = 2.0 * _about(chance)
        first = run.get("nod", 0.0)
        nod.hold(t)
        nod.go(first, 1.0)
        lean.hold(t + first)
        lean.go(down, row.get("lean", 1.0))
        start = t + first + down
        end = start + row["seconds"]
        for channel in (lean, nod):
            channel.hold(end)
            channel.go(1.8, 0.0)
        holds.append(Hold(start, end, row.get("side", "both")))
        t = end + 1.8 + run.get("between", 0.8)
    return Course({"lean": lean, "nod": nod}, [], holds, t)


def _about(chance: np.random.Generator) -> float:
    return float(np.clip(1 + 0.1 * chance.standard_normal(), 0.75, 1.3))
