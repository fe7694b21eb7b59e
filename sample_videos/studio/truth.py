"""The exact truth of a film, as the JSON beside it. Its schema is in sample_videos/README.md."""

import json
from typing import Any

import numpy as np

from sample_videos.studio.direct import Performance
from sample_videos.studio.landmarks import INDEX, NAMES
from sample_videos.studio.motion import Hold, Repetition
from sample_videos.studio.push_up import sagittal_line
from sample_videos.studio.space import Array, angle_at
from sample_videos.studio.squat import thigh_angle

SCHEMA = 1
SIDES = ("left", "right")


def truth(performance: Performance) -> dict[str, Any]:
    """Everything that is known about a film."""
    scene, camera = performance.scene, performance.scene.camera
    points = [performance.body.marks.on(performance.figure(t)) for t in performance.moments()]
    course = performance.course
    events: list[Repetition | Hold] = [*course.repetitions, *course.holds]
    return {
        "schema_version": SCHEMA,
        "name": scene.name,
        "says": scene.says,
        "exercise": scene.exercise,
        "variant": scene.variant,
        "view": scene.view,
        "body": scene.body,
        "room": scene.room,
        "seed": scene.seed,
        "fps": scene.fps,
        "size": list(camera.size),
        "frames": len(points),
        "camera": {
            "position": _rounded(camera.position),
            "target": _rounded(camera.target),
            "axes": _rounded(camera.axes, 5),
            "focal": round(camera.focal, 2),
            "centre": [camera.size[0] / 2, camera.size[1] / 2],
        },
        "repetitions": [
            {
                "start_s": round(r.start, 3),
                "turn_s": round(r.turn, 3),
                "end_s": round(r.end, 3),
                "full": r.full,
                "faults": list(r.faults),
            }
            for r in course.repetitions
        ],
        "holds": [
            {
                "start_s": round(h.start, 3),
                "end_s": round(h.end, 3),
                "side": h.side,
                "faults": list(h.faults),
            }
            for h in course.holds
        ],
        "faults": [
            {"fault": fault, "start_s": round(event.start, 3), "end_s": round(event.end, 3)}
            for event in events
            for fault in event.faults
        ],
        **performance.spans(),
        "landmarks": NAMES,
        "t": [round(t, 4) for t in performance.moments()],
        "measures": _columns([measures(p) for p in points]),
        "pixels": [_rounded(camera.project(p), 1) for p in points],
        "joints": [_rounded(p, 3) for p in points],
    }


def measures(p: Array) -> dict[str, float]:
    """The numbers of one moment, from its landmarks (33, 3): degrees, per cent and ratios."""

    def at(side: str, joint: str) -> Array:
        return np.asarray(p[INDEX[f"{side}_{joint}"]])

    found: dict[str, float] = {}
    for side in SIDES:
        shoulder, elbow, wrist = at(side, "shoulder"), at(side, "elbow"), at(side, "wrist")
        hip, knee, ankle = at(side, "hip"), at(side, "knee"), at(side, "ankle")
        found[f"elbow_{side}"] = angle_at(shoulder, elbow, wrist)
        found[f"hip_{side}"] = angle_at(shoulder, hip, knee)
        found[f"knee_{side}"] = angle_at(hip, knee, ankle)
        found[f"thigh_angle_{side}"] = thigh_angle(hip, knee)
        found[f"upper_arm_to_trunk_{side}"] = angle_at(hip, shoulder, elbow)
    middle = {j: (at("left", j) + at("right", j)) / 2 for j in ("shoulder", "hip", "knee", "ankle", "wrist")}
    across = at("left", "hip") - at("right", "hip")
    for name, end in (("body_line", "ankle"), ("body_line_to_knee", "knee")):
        off, angle = sagittal_line(middle["shoulder"], middle["hip"], middle[end], across)
        found[name], found[f"{name}_angle"] = off, angle
    shoulders = at("left", "shoulder") - at("right", "shoulder")
    wrists = at("left", "wrist") - at("right", "wrist")
    ankles = at("left", "ankle") - at("right", "ankle")
    width = float(np.linalg.norm(shoulders))
    found["hand_width"] = float(np.linalg.norm(wrists)) / width
    found["stance_width"] = float(np.linalg.norm(ankles)) / width
    trunk = middle["shoulder"] - middle["hip"]
    found["trunk_lean"] = float(np.degrees(np.arctan2(np.hypot(trunk[0], trunk[1]), trunk[2])))
    yaw = [np.degrees(np.arctan2(line[1], line[0])) for line in (shoulders, across)]
    found["trunk_rotation"] = float((yaw[0] - yaw[1] + 180) % 360 - 180)
    mouth = (p[INDEX["mouth_left"]] + p[INDEX["mouth_right"]]) / 2
    found["mouth_over_wrists"] = float(mouth[2] - middle["wrist"][2])
    return found


def as_text(known: dict[str, Any]) -> str:
    """The JSON of a film: one line a frame."""
    lines = []
    for key, value in known.items():
        if key in {"pixels", "joints", "repetitions", "holds", "faults"}:
            rows = ",\n".join(json.dumps(row, separators=(",", ":")) for row in value)
            lines.append(f'"{key}":[\n{rows}\n]' if value else f'"{key}":[]')
        elif key == "measures":
            rows = ",\n".join(f'"{n}":{json.dumps(c, separators=(",", ":"))}' for n, c in value.items())
            lines.append(f'"measures":{{\n{rows}\n}}')
        else:
            lines.append(f'"{key}":{json.dumps(value, separators=(",", ":"))}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _columns(rows: list[dict[str, float]]) -> dict[str, list[float]]:
    return {name: [float(f"{row[name]:.4g}") for row in rows] for name in rows[0]}


def _rounded(values: Array, places: int = 4) -> list[Any]:
    rounded: list[Any] = (np.round(values, places) + 0.0).tolist()
    return rounded
