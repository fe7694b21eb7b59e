import csv
import io
import math
from datetime import datetime

import numpy as np
import pytest

from posecoach.core.pose.landmarks import LANDMARK_COUNT, Pose
from posecoach.reports import exports, landmark_export
from posecoach.reports.exports import Workout
from tests.records import stretch, two_sets

WHEN = datetime(2026, 3, 2, 18, 5, 7).astimezone()


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def workouts(*records):
    return [Workout(record, WHEN) for record in records]


def test_strong():
    found = rows(exports.strong(workouts(two_sets(), stretch())))
    assert tuple(found[0]) == exports.STRONG
    assert [row["Set Order"] for row in found] == ["1", "2", "1"]
    assert found[0] | {"Notes": ""} == {
        "Date": "2026-03-02 18:05:07",
        "Workout Name": "posecoach",
        "Duration": "1m",
        "Exercise Name": "Push Up",
        "Set Order": "1",
        "Weight": "0",
        "Reps": "4",
        "Distance": "0",
        "Seconds": "0",
        "Notes": "",
        "Workout Notes": "",
        "RPE": "",
    }
    assert found[0]["Notes"] == "wide, 1 partial, depth x1"
    assert found[1]["Notes"] == "wide, after 20 s rest, sag x1"
    assert (found[2]["Reps"], found[2]["Seconds"]) == ("0", "20")


def test_hevy():
    found = rows(exports.hevy(workouts(two_sets(), stretch())))
    assert tuple(found[0]) == exports.HEVY
    assert found[0]["start_time"] == "2 Mar 2026, 18:05"
    assert found[0]["end_time"] == "2 Mar 2026, 18:05"
    assert [row["set_index"] for row in found] == ["0", "1", "0"]
    assert [row["reps"] for row in found] == ["4", "2", ""]
    assert [row["duration_seconds"] for row in found] == ["", "", "20"]
    assert {row["set_type"] for row in found} == {"normal"}
    assert {row["weight_kg"] for row in found} == {""}


def test_liftlog():
    found = rows(exports.liftlog(workouts(two_sets(), stretch())))
    assert tuple(found[0]) == exports.LIFTLOG
    assert found[0] | {"Comment": ""} == {
        "Date": "2026-03-02",
        "Exercise": "Push Up",
        "Category": "",
        "Weight": "0",
        "Weight Unit": "kg",
        "Reps": "4",
        "Distance": "",
        "Distance Unit": "",
        "Time": "",
        "Comment": "",
    }
    assert (found[2]["Weight"], found[2]["Reps"], found[2]["Time"]) == ("", "", "0:00:20")


@pytest.mark.parametrize("form", [exports.strong, exports.hevy, exports.liftlog])
@pytest.mark.parametrize("name", ["=1+2", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\t=1"])
def test_nothing_is_a_formula(form, name):
    """An exercise file of one's own may bear any name."""
    record = two_sets()
    record.events = [
        type(e)(**{f: getattr(e, f) for f in e.__dataclass_fields__} | {"exercise": name})
        for e in record.events
    ]
    for row in rows(form(workouts(record))):
        assert not any(cell.startswith(("=", "+", "@", "\t", "-")) for cell in row.values()), row


def poses():
    for i, t in enumerate((0.0, 0.04, 0.12)):
        if i == 1:
            yield t, None
            continue
        world = np.zeros((LANDMARK_COUNT, 3))
        world[0] = (0.1, -0.5, -0.2)
        yield (
            t,
            Pose(
                np.full((LANDMARK_COUNT, 2), 10.0 + i),
                world if i else world * math.nan,
                np.ones(LANDMARK_COUNT),
            ),
        )


def test_tidy():
    found = rows(landmark_export.tidy(poses()))
    assert tuple(found[0]) == landmark_export.TIDY
    assert len(found) == 2 * LANDMARK_COUNT
    assert found[0] == {
        "t": "0.0000",
        "landmark": "nose",
        "x_px": "10",
        "y_px": "10",
        "x_m": "",
        "y_m": "",
        "z_m": "",
        "visibility": "1",
    }
    assert found[LANDMARK_COUNT]["y_m"] == "-0.5"


def test_trc():
    lines = landmark_export.trc(list(poses()), "a\tb.trc").split("\n")
    cells = [line.split("\t") for line in lines]
    assert cells[0] == ["PathFileType", "4", "(X/Y/Z)", "a b.trc"]
    head = dict(zip(cells[1], cells[2], strict=True))
    assert head["NumFrames"] == "3"
    assert head["NumMarkers"] == "33"
    assert head["Units"] == "m"
    assert cells[3][:5] == ["Frame#", "Time", "Nose", "", ""]
    assert [name for name in cells[3][2:] if name][11:13] == ["LShoulder", "RShoulder"]
    assert cells[4][:5] == ["", "", "X1", "Y1", "Z1"]
    assert lines[5] == ""
    assert [row[:2] for row in cells[6:9]] == [["1", "0.000000"], ["2", "0.040000"], ["3", "0.120000"]]
    assert set(cells[7][2:]) == {""}, "nobody there"
    assert cells[8][2:5] == ["0.10000", "0.50000", "0.20000"], "y up, z to the camera"
    assert {len(row) for row in cells[6:9]} == {2 + 3 * 33}
