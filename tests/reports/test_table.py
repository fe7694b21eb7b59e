import csv
import io
import math

import pytest

from posecoach.core.events import Verdict
from posecoach.core.session.record import Record
from posecoach.reports.table import REP_COLUMNS, SET_COLUMNS, plain, reps_table, sets_table
from tests.records import movement, stretch, two_sets

FIXED = (
    *("video", "exercise", "variant", "view", "set", "reps", "partial_reps"),
    *("hold_s", "start_s", "end_s", "rest_before_s", "faults"),
)
FIXED_REPS = ("video", "exercise", "variant", "set", "rep", "full", "start_s", "turn_s", "end_s", "depth")


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_columns_are_the_published_ones_and_more_may_follow():
    assert SET_COLUMNS[: len(FIXED)] == FIXED
    assert REP_COLUMNS[: len(FIXED_REPS)] == FIXED_REPS
    header = reps_table([two_sets()]).splitlines()[0].split(",")
    assert tuple(header[:10]) == FIXED_REPS
    assert header[10:12] == ["elbow", "hand_width"]
    assert "faults" in header[12:]


def test_one_row_a_set():
    first, second = rows(sets_table([two_sets()]))
    assert {key: first[key] for key in FIXED} == {
        "video": "clip.mp4",
        "exercise": "push_up",
        "variant": "wide",
        "view": "side",
        "set": "1",
        "reps": "4",
        "partial_reps": "1",
        "hold_s": "",
        "start_s": "0.00",
        "end_s": "11.40",
        "rest_before_s": "",
        "faults": "depth:1",
    }
    assert (second["reps"], second["rest_before_s"], second["faults"]) == ("2", "20.00", "sag:1")


def test_what_was_not_judged_is_said():
    (first, _) = rows(sets_table([two_sets()], {"push_up": ["depth", "sag", "lockout"]}))
    assert (first["judged"], first["not_judged"]) == ("depth;sag", "lockout")


def test_a_hold_counts_as_one():
    (only,) = rows(sets_table([stretch()]))
    assert (only["reps"], only["hold_s"], only["faults"]) == ("2", "20.50", "upright:1")


def test_a_video_without_a_set_has_a_row():
    only = rows(sets_table([Record(source="walk.mp4")]))
    assert len(only) == 1
    assert (only[0]["video"], only[0]["exercise"], only[0]["reps"], only[0]["partial_reps"]) == (
        "walk.mp4",
        "",
        "0",
        "0",
    )


def test_videos_stand_in_the_order_given():
    found = rows(sets_table([two_sets("b.mp4"), Record(source="a.mp4"), stretch("c.mp4")]))
    assert [row["video"] for row in found] == ["b.mp4", "b.mp4", "a.mp4", "c.mp4"]


def test_one_row_a_movement_counted_or_not():
    found = rows(reps_table([two_sets()]))
    assert [row["verdict"] for row in found] == ["counted"] * 4 + ["partial", "rejected"] + ["counted"] * 2
    assert [row["full"] for row in found] == list("11110011")
    assert [row["rep"] for row in found] == ["1", "2", "3", "4", "", "", "1", "2"]
    assert (found[1]["start_s"], found[1]["turn_s"], found[1]["end_s"]) == ("2.00", "2.60", "3.40")
    assert (found[4]["why"], found[4]["faults"]) == ("bottom 118 degrees, needs 95", "depth")
    assert (found[0]["elbow"], found[0]["hand_width"]) == ("85", "")
    assert found[7]["faults"] == "sag"
    assert found[0]["tempo_s"] == "1.40"


def test_a_movement_outside_all_sets_is_in_the_ledger_too():
    record = Record(source="x.mp4")
    record.events = [movement(1.0, verdict=Verdict.REJECTED, why="the body was upright")]
    (only,) = rows(reps_table([record]))
    assert (only["set"], only["full"], only["verdict"], only["why"]) == (
        "",
        "0",
        "rejected",
        "the body was upright",
    )


def test_what_is_not_known_is_empty_not_nan():
    record = two_sets()
    record.events[1] = movement(0.0, exercise="push_up", depth=math.nan)
    text = reps_table([record]) + sets_table([record])
    assert "nan" not in text.lower()
    assert "inf" not in text.lower()


@pytest.mark.parametrize("name", ['a,"b"\nc.mp4', "übung 1.mp4", "a;b.mp4", "it's.mp4"])
def test_any_name_reads_back(name):
    assert {row["video"] for row in rows(sets_table([two_sets(name)]))} == {name}


@pytest.mark.parametrize("risky", ["=1+1.mp4", "+a.mp4", "-a.mp4", "@a.mp4", "\ta.mp4"])
def test_no_name_is_a_formula(risky):
    assert rows(sets_table([two_sets(risky)]))[0]["video"] == "'" + risky


@pytest.mark.parametrize("number", ["-0.5", "+3", "-1e5"])
def test_a_number_is_left_as_it_is(number):
    assert plain(number) == number


def test_lines_end_the_same_everywhere():
    assert "\r" not in sets_table([two_sets()])
    assert sets_table([]).count("\n") == 1


def test_of_everybody_each_row_ends_in_whose_it_is():
    first, second = two_sets(), Record(source="walk.mp4", person=2)
    first.person = 1
    for table in (sets_table([first, second]), reps_table([first, second])):
        assert table.splitlines()[0].endswith(",person")
    assert [row["person"] for row in rows(sets_table([first, second]))] == ["1", "1", "2"]
    assert {row["person"] for row in rows(reps_table([first]))} == {"1"}
    assert {row["person"] for row in rows(sets_table([two_sets()]) + reps_table([two_sets()])[:0])} == {""}
