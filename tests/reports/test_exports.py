import csv
import dataclasses
import io
import math
from datetime import datetime, timedelta

import numpy as np
import pytest

from posecoach.core.events import SetEnded
from posecoach.core.pose.landmarks import LANDMARK_COUNT, Pose
from posecoach.core.session.record import Record
from posecoach.errors import OutputError
from posecoach.reports import exports, landmark_export
from posecoach.reports.workouts import TimedRecord, logged_sets, workouts
from tests.puppet import seen, squat
from tests.records import movement, stretch, two_sets

WHEN = datetime(2026, 3, 2, 18, 5, 7).astimezone()


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def logs(*records, weights=None, dated=True):
    """Workouts of records that begin at their own moment; without one, at the same."""
    timed = [
        TimedRecord(*(each if isinstance(each, tuple) else (each, WHEN)), dated=dated) for each in records
    ]
    return workouts(logged_sets(timed, weights))


def evening():
    """Three clips of one evening, with two sets of push-ups each, ten minutes apart."""
    return [(two_sets(f"{i}.mp4"), WHEN + timedelta(minutes=10 * i)) for i in range(3)]


def morning():
    return (two_sets("early.mp4"), WHEN.replace(hour=7))


def test_strong():
    found = rows(exports.strong(logs(two_sets(), stretch())))
    assert tuple(found[0]) == exports.STRONG
    assert sorted(row["Set Order"] for row in found) == ["1", "1", "2"]
    push_up = [row for row in found if row["Exercise Name"] == "Push Up"]
    (hold,) = (row for row in found if row["Exercise Name"] == "Squat Stretch")
    assert push_up[0] | {"Notes": ""} == {
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
    assert push_up[0]["Notes"] == "wide, 1 partial, depth x1"
    assert push_up[1]["Notes"] == "wide, after 20 s rest, sag x1"
    assert (hold["Reps"], hold["Seconds"]) == ("0", "20")


def test_hevy():
    found = rows(exports.hevy(logs(two_sets())))
    assert tuple(found[0]) == exports.HEVY
    assert found[0]["start_time"] == "2 Mar 2026, 18:05"
    assert found[0]["end_time"] == "2 Mar 2026, 18:05"
    assert [row["set_index"] for row in found] == ["0", "1"]
    assert [row["reps"] for row in found] == ["4", "2"]
    assert {row["set_type"] for row in found} == {"normal"}
    assert {row["weight_kg"] for row in found} == {""}
    (hold,) = rows(exports.hevy(logs(stretch())))
    assert (hold["reps"], hold["duration_seconds"], hold["exercise_notes"]) == ("", "20", "upright x1")


def test_fitnotes():
    found = rows(exports.fitnotes(logs(two_sets())))
    assert tuple(found[0]) == exports.FITNOTES
    assert found[0] | {"Comment": ""} == {
        "Date": "2026-03-02",
        "Exercise": "Push Up",
        "Category": "",
        "Weight": "0",
        "Weight Unit": "kgs",
        "Reps": "4",
        "Distance": "",
        "Distance Unit": "",
        "Time": "",
        "Comment": "",
    }
    (hold,) = rows(exports.fitnotes(logs(stretch())))
    assert (hold["Weight"], hold["Reps"], hold["Time"]) == ("", "", "0:00:20")


def strong_key(row):
    return (row["Date"], row["Exercise Name"], row["Set Order"])


def day_key(row):
    return (row["Date"][:10], row["Exercise Name"], row["Set Order"])


def hevy_key(row):
    return (row["start_time"], row["exercise_title"], row["set_index"])


@pytest.mark.parametrize(
    ("form", "key"), [(exports.strong, strong_key), (exports.strong, day_key), (exports.hevy, hevy_key)]
)
def test_no_set_is_lost_or_doubled_by_what_tells_sets_apart(form, key):
    """Whole evenings and pieces of them, imported in any order, one over the other."""
    whole = rows(form(logs(morning(), *evening())))
    assert len(whole) == len({key(row) for row in whole}) == 8
    stored = {}
    for part in (logs(morning()), logs(morning(), *evening()[:1]), logs(morning(), *evening())):
        for row in rows(form(part)):
            stored[key(row)] = row
    assert len(stored) == 8


def test_an_evening_of_three_clips_is_one_workout():
    found = rows(exports.strong(logs(*evening())))
    assert {row["Date"] for row in found} == {"2026-03-02 18:05:07"}
    assert {row["Duration"] for row in found} == {"21m"}
    assert [row["Set Order"] for row in found] == ["1", "2", "3", "4", "5", "6"]
    assert "after 565 s rest" in found[2]["Notes"], "the rest between two clips"
    assert {row["start_time"] for row in rows(exports.hevy(logs(*evening())))} == {"2 Mar 2026, 18:05"}
    undated = rows(exports.strong(logs(*evening(), dated=False)))
    assert "rest" not in undated[2]["Notes"], "a file's time is not the clip's"


def test_a_morning_and_an_evening_are_two_workouts_of_a_day():
    found = rows(exports.strong(logs(morning(), *evening())))
    assert len({row["Date"] for row in found}) == 2
    assert [row["Set Order"] for row in found] == list("12345678")
    assert {row["Date"] for row in rows(exports.fitnotes(logs(morning(), *evening())))} == {"2026-03-02"}


def test_weights():
    for unit, weight in (("kgs", "12.5"), ("lbs", "27.56")):
        lifted = logs(two_sets(), weights={"push_up": 12.5})
        (first, _) = rows(exports.fitnotes(lifted, unit))
        assert (first["Weight"], first["Weight Unit"]) == (weight, unit)
        assert rows(exports.strong(lifted, unit))[0]["Weight"] == weight
        assert rows(exports.hevy(lifted, unit))[0]["weight_kg" if unit == "kgs" else "weight_lbs"] == weight


@pytest.mark.parametrize(
    ("exercise", "variant", "strong", "hevy", "fitnotes"),
    [
        ("push_up", "on_knees", "Push Up (Knees)", "Kneeling Push Up", "Kneeling Push Up"),
        ("push_up", "decline", "Decline Push Up", "Decline Push Up", "Decline Push Up"),
        ("push_up", "standard", "Push Up", "Push Up", "Push Up"),
        ("pull_up", "chin_up", "Chin Up", "Chin Up", "Chin Up"),
        ("pull_up", "wide", "Pull Up", "Wide Pull Up", "Pull Up"),
        ("dumbbell_row", "", "Bent Over Row (Dumbbell)", "Dumbbell Row", "Dumbbell Row"),
    ],
)
def test_names_in_each_log(exercise, variant, strong, hevy, fitnotes):
    record = two_sets()
    record.events = [
        dataclasses.replace(e, exercise=exercise, **({"variant": variant} if hasattr(e, "variant") else {}))
        for e in record.events
    ]
    assert rows(exports.strong(logs(record)))[0]["Exercise Name"] == strong
    assert rows(exports.hevy(logs(record)))[0]["exercise_title"] == hevy
    assert rows(exports.fitnotes(logs(record)))[0]["Exercise"] == fitnotes


def test_a_variant_that_the_name_says_is_not_noted_again():
    wide, diamond = two_sets(), two_sets()
    diamond.events = [
        dataclasses.replace(each, variant="diamond") if isinstance(each, SetEnded) else each
        for each in diamond.events
    ]
    notes = [rows(exports.strong(logs(record)))[0]["Notes"] for record in (wide, diamond)]
    assert notes == ["wide, 1 partial, depth x1", "1 partial, depth x1"]


@pytest.mark.parametrize(("seconds", "said"), [(5.0, "1m"), (59 * 60.0, "59m"), (65 * 60.0, "1h 5m")])
def test_a_workout_lasts_a_minute_at_least(seconds, said):
    record = Record(source="a.mp4", events=[movement(1.0), SetEnded(seconds, "push_up", 1, 0.0, seconds, 1)])
    assert rows(exports.strong(logs(record)))[0]["Duration"] == said


def test_an_empty_note_is_a_dash():
    record = Record()
    record.events = [movement(0.0), SetEnded(9.0, "push_up", 1, 0.0, 1.4, 1)]
    assert rows(exports.strong(logs(record)))[0]["Notes"] == "-"
    assert rows(exports.hevy(logs(record)))[0]["exercise_notes"] == "-"
    assert rows(exports.fitnotes(logs(record)))[0]["Comment"] == "-"


@pytest.mark.parametrize("form", [exports.strong, exports.hevy, exports.fitnotes])
@pytest.mark.parametrize("name", ["=1+2", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\t=1"])
def test_nothing_is_a_formula(form, name):
    """An exercise file of one's own may bear any name."""
    record = two_sets()
    record.events = [
        type(e)(**{f: getattr(e, f) for f in e.__dataclass_fields__} | {"exercise": name})
        for e in record.events
    ]
    for row in rows(form(logs(record))):
        assert not any(
            cell != "-" and cell.startswith(("=", "+", "@", "\t", "-")) for cell in row.values()
        ), row


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


def table(text):
    lines = text.split("\n")
    cells = [line.split("\t") for line in lines]
    return lines, cells, dict(zip(cells[1], cells[2], strict=True))


def test_trc():
    lines, cells, head = table(landmark_export.trc(list(poses()), "a\tb.trc", (25.0, 90)))
    assert cells[0] == ["PathFileType", "4", "(X/Y/Z)", "a b.trc"]
    assert head["NumFrames"] == "3"
    assert head["NumMarkers"] == "33"
    assert head["Units"] == "m"
    assert (head["DataRate"], head["OrigDataRate"], head["OrigNumFrames"]) == ("23", "25", "90")
    assert cells[3][:5] == ["Frame#", "Time", "Nose", "", ""]
    assert [name for name in cells[3][2:] if name][11:13] == ["LShoulder", "RShoulder"]
    assert cells[4][:5] == ["", "", "X1", "Y1", "Z1"]
    assert lines[5] == ""
    assert {len(row) for row in cells[6:-1]} == {2 + 3 * 33}


def steady(count, rate, missing=()):
    for i in range(count):
        world = np.full((LANDMARK_COUNT, 3), i / rate)
        pose = Pose(np.ones((LANDMARK_COUNT, 2)), world, np.ones(LANDMARK_COUNT))
        yield i / rate, None if i in missing else pose


def test_c3d(tmp_path):
    ezc3d = pytest.importorskip("ezc3d", reason="ezc3d is not installed (the c3d extra)")
    from posecoach.reports.c3d import c3d

    path = tmp_path / "a.c3d"
    path.write_bytes(c3d(list(steady(90, 30.0, missing=(0, 5, 6, 89)))))
    found = ezc3d.c3d(str(path))
    point = found["parameters"]["POINT"]
    assert point["RATE"]["value"][0] == pytest.approx(30.0)
    assert point["UNITS"]["value"] == ["mm"]
    assert point["LABELS"]["value"][11:13] == ["LShoulder", "RShoulder"]
    points = found["data"]["points"]
    assert points.shape == (4, 33, 90)
    assert points[:3, 7, 60].tolist() == [2000.0, -2000.0, -2000.0]
    unseen = np.isnan(points[0, 7])
    assert np.flatnonzero(unseen).tolist() == [0, 5, 6, 89]
    assert (found["data"]["meta_points"]["residuals"][0, 7, unseen] == -1.0).all()
    with pytest.raises(OutputError, match="no landmarks"):
        c3d([])


def test_an_even_track_stays_as_it_is():
    _, cells, head = table(landmark_export.trc(list(steady(90, 29.97, missing=(3,))), "a.trc"))
    assert (head["DataRate"], head["NumFrames"], head["OrigDataRate"]) == ("29.97", "90", "29.97")
    assert set(cells[9][2:]) == {"nan"}, "nobody there"
    assert cells[10][:5] == ["5", "0.133467", "0.13347", "-0.13347", "-0.13347"], "y up, z to the camera"
    assert "" not in {cell for row in cells[6:-1] for cell in row}


def test_an_uneven_track_is_interpolated_to_an_even_rate():
    kept = [pose for i, pose in enumerate(steady(60, 30.0)) if i % 4 in (0, 2, 3) and not 30 < i < 52]
    rows_ = landmark_export.marker_rows(kept)
    assert rows_.resampled
    assert np.diff(rows_.t) == pytest.approx(1.0 / rows_.rate)
    known = ~np.isnan(rows_.values[:, 0])
    assert rows_.values[known, 0] == pytest.approx(rows_.t[known]), "on the straight line"
    gap = (rows_.t > 30 / 30.0 + 0.01) & (rows_.t < 52 / 30.0 - 0.01)
    assert not known[gap].any(), "nobody knows what was in between"
    assert known[~gap].all()


def test_times_that_leap_make_no_endless_table():
    """A day without a picture would be two million rows at 25 a second."""
    t = np.concatenate([np.arange(50) / 25, 86400.0 + np.arange(50) / 25])
    with pytest.raises(OutputError, match="the times leap by 86398 s; choose a part with --from and --to"):
        landmark_export.evenly(t, t[:, None])


def test_angles_have_their_unit_in_the_header():
    puppet = [(i / 30.0, pose) for i, pose in enumerate([seen(squat())] * 40)]
    found = rows(landmark_export.angles(puppet))
    assert len(found) == 40
    assert {name.rpartition("_")[2] for name in found[0] if name != "t_s"} <= {"deg", "ratio", "lengths"}
    assert "knees_over_ankles_arm_lengths" in found[0]
    lines = landmark_export.mot(puppet, "a.mot").splitlines()
    assert lines[1:6] == ["version=1", "nRows=40", lines[3], "inDegrees=yes", "endheader"]
    columns = lines[6].split("\t")
    assert lines[3] == f"nColumns={len(columns)}"
    assert columns[0] == "time"
    assert {len(line.split("\t")) for line in lines[7:]} == {len(columns)}


def test_a_motion_file_has_no_gaps():
    """OpenSim's `Storage` stops at the first `nan`."""
    puppet = [(i / 30.0, None if i in (0, 7, 8, 39) else seen(squat(85.0 - i))) for i in range(40)]
    lines = landmark_export.mot(puppet, "a.mot").splitlines()
    assert len(lines) == 7 + 40
    assert len(lines[6].split("\t")) > 2
    assert "nan" not in "".join(lines[7:])
