"""The whole coach: what it reads and says does not depend on the camera."""

import dataclasses
import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecoach.core.events import (
    FaultStarted,
    HoldEnded,
    HoldStarted,
    NotJudgeable,
    Rep,
    SetEnded,
    SetStarted,
    Verdict,
    reps_in,
)
from posecoach.core.pose.landmarks import LANDMARK_COUNT, Pose
from posecoach.core.pose.measures import MEASURES
from posecoach.core.session.coach import Coach
from posecoach.core.session.loop import recorded, run
from posecoach.core.session.status import unseen
from posecoach.exercises import load, names
from tests import puppet
from tests.puppet import FRONT, OBLIQUE, SIDE

REPS = 3
MOVES = {
    "push_up": (lambda v: puppet.push_up(v, hands=1.1), 170.0, 70.0, 130.0, SIDE),
    "pull_up": (puppet.pull_up, 172.0, 35.0, 110.0, FRONT),
    "squat": (lambda v: puppet.squat(v, lean=(85.0 - v) / 3.0), 85.0, -2.0, 55.0, SIDE),
}
"""For each exercise how it is posed, from where to where it goes, how far not enough is, and its best view."""

TOLD_BY_SIDE = {"trunk_turn", "left_hand_higher", "feet_apart"}


def exercise(name, rate=30.0, azimuth=None, *, partial=False, reps=REPS, period=2.0):
    """Poses of so many repetitions."""
    pose, start, target, short, view = MOVES[name]
    value, duration = puppet.repeated(start, short if partial else target, reps=reps, period=period)
    return puppet.film(lambda t: pose(value(t)), duration, rate, azimuth=view if azimuth is None else azimuth)


def updates(name, poses, **how):
    coach = Coach([load(name)], **how)
    return [coach.step(t, pose) for t, pose in poses]


def events(name, poses, **how):
    return run(recorded(poses), Coach([load(name)], **how)).events


def said(name, poses, **how):
    """The repetitions and sets among what a coach says of poses."""
    labels = ("RepCompleted", "RepPartial", "SetStarted", "SetEnded")
    return [event for event in events(name, poses, **how) if event.label in labels]


def told(event, later=0.0):
    """An event as plain values: moments by themselves, measures by themselves, and the rest."""
    fields = {field.name: getattr(event, field.name) for field in dataclasses.fields(event)}
    moments = [
        fields.pop(key, math.nan) - later
        for key in ("t", "start", "turn", "end", "left_start")
        if key in fields
    ]
    measures = dict(fields.pop("measures", ()))
    numbers = {key: fields.pop(key) for key in ("depth", "rom") if key in fields}
    return moments, measures, numbers, (event.label, fields)


def assert_alike(plain, changed, *, seconds=1e-6, degrees=1e-6, ratio=1e-6, later=0.0):
    """See that events say the same, as exactly as is asked for; `later`: s by which the changed ones are."""
    assert [told(event)[3] for event in changed] == [told(event)[3] for event in plain]
    for one, other in zip(plain, changed, strict=True):
        (moments, measures, numbers, _), (there, found, same, _) = told(one), told(other, later)
        assert there == pytest.approx(moments, abs=seconds, nan_ok=True)
        assert same == pytest.approx(numbers, abs=ratio)
        assert list(found) == list(measures)
        for name, value in measures.items():
            slack = degrees if MEASURES[name].unit == "degrees" else ratio
            assert found[name] == pytest.approx(value, abs=slack, nan_ok=True), name


@pytest.mark.parametrize("name", MOVES)
class TestEachExercise:
    @pytest.mark.parametrize("rate", [10.0, 15.0, 24.0, 30.0, 60.0])
    def test_repetitions_are_counted_and_turn_when_they_do(self, name, rate):
        reps = reps_in(events(name, exercise(name, rate)))
        turns = [1.5 + i * 2.5 + 1.0 for i in range(REPS)]
        assert [rep.turn for rep in reps] == pytest.approx(turns, abs=0.1)
        assert not reps_in(events(name, exercise(name, rate)), Verdict.PARTIAL)

    def test_each_has_a_start_and_an_end(self, name):
        reps = reps_in(events(name, exercise(name), wait_for_end=True))
        assert [rep.start for rep in reps[1:]] == pytest.approx(
            [1.5 + i * 2.5 for i in range(1, REPS)], abs=0.4
        )
        assert [rep.end for rep in reps[:-1]] == pytest.approx(
            [3.5 + i * 2.5 for i in range(REPS - 1)], abs=0.4
        )

    def test_a_set_holds_them(self, name):
        sets = [e for e in said(name, exercise(name)) if isinstance(e, SetStarted | SetEnded)]
        assert [type(e) for e in sets] == [SetStarted, SetEnded]
        assert sets[1].reps == REPS

    def test_half_way_is_not_counted(self, name):
        assert not reps_in(events(name, exercise(name, partial=True)))

    @pytest.mark.parametrize("rate", [15.0, 60.0])
    def test_another_frame_rate_reads_the_same(self, name, rate):
        plain = {round(u.t, 6): u for u in updates(name, exercise(name, 30.0))}
        shared = [u for u in updates(name, exercise(name, rate)) if round(u.t, 6) in plain]
        assert len(shared) > 100
        for update in shared:
            # The view is averaged over the first frames, and allows more or less until it has settled.
            for measure in MEASURES:
                one, other = plain[round(update.t, 6)].reading.raw[measure], update.reading.raw[measure]
                assert other == pytest.approx(one, abs=1e-5, nan_ok=True), measure

    @pytest.mark.parametrize("rate", [15.0, 60.0])
    def test_another_frame_rate_says_the_same(self, name, rate):
        assert_alike(
            said(name, exercise(name, 30.0)),
            said(name, exercise(name, rate)),
            seconds=0.15,
            degrees=8.0,
            ratio=0.08,
        )

    @pytest.mark.parametrize("wait_for_end", [False, True])
    def test_a_mirror_says_the_same(self, name, wait_for_end):
        poses = exercise(name)
        mirror = [(t, puppet.mirrored(pose)) for t, pose in poses]
        assert_alike(
            said(name, poses, wait_for_end=wait_for_end), said(name, mirror, wait_for_end=wait_for_end)
        )

    def test_a_mirror_reads_the_same(self, name):
        poses = exercise(name)
        mirror = [(t, puppet.mirrored(pose)) for t, pose in poses]
        for one, other in zip(updates(name, poses), updates(name, mirror), strict=True):
            assert one.status.progress == pytest.approx(other.status.progress, nan_ok=True)
            for measure in load(name).measures:
                if MEASURES[measure].unit != "pixels" and measure not in TOLD_BY_SIDE:
                    assert other.reading[measure] == pytest.approx(
                        one.reading[measure], abs=1e-6, nan_ok=True
                    )

    @pytest.mark.parametrize("factor", [0.25, 0.5, 3.0])
    def test_a_picture_of_another_size_says_and_reads_the_same(self, name, factor):
        poses = exercise(name)
        resized = [(t, puppet.scaled(pose, factor)) for t, pose in poses]
        assert_alike(said(name, poses), said(name, resized))
        for one, other in zip(updates(name, poses), updates(name, resized), strict=True):
            for measure in MEASURES:
                if MEASURES[measure].unit != "pixels":
                    assert other.reading[measure] == pytest.approx(
                        one.reading[measure], abs=1e-5, nan_ok=True
                    )

    @pytest.mark.parametrize("pace", [(64.0, 0.0), (-64.0, 0.0), (40.0, 30.0), (-40.0, -30.0)])
    @pytest.mark.parametrize("wait_for_end", [False, True])
    def test_a_camera_that_pans_counts_the_same(self, name, pace, wait_for_end):
        poses = exercise(name)
        moved = [(t, puppet.panned(pose, t, pace)) for t, pose in poses]
        assert_alike(
            [
                e
                for e in said(name, poses, wait_for_end=wait_for_end)
                if isinstance(e, Rep) and e.verdict is not Verdict.REJECTED
            ],
            [
                e
                for e in said(name, moved, wait_for_end=wait_for_end)
                if isinstance(e, Rep) and e.verdict is not Verdict.REJECTED
            ],
        )

    @pytest.mark.parametrize("later", [3600.0, 1.75e9])
    @pytest.mark.parametrize("wait_for_end", [False, True])
    def test_the_origin_of_time_does_not_matter(self, name, later, wait_for_end):
        poses = exercise(name, 32.0)  # frames/s whose moments are exact in binary, then and now
        shifted = [(t + later, pose) for t, pose in poses]
        plain, moved = (
            said(name, poses, wait_for_end=wait_for_end),
            said(name, shifted, wait_for_end=wait_for_end),
        )
        assert_alike(plain, moved, later=later)

    @settings(max_examples=8, deadline=None)
    @given(st.integers(0, 2**32), st.floats(0.0, 0.4), st.floats(0.0, 0.012))
    def test_dropped_and_jittered_frames_do_not_matter(self, name, seed, dropped, jitter):
        chance = random.Random(seed)
        kept = [
            (t + chance.uniform(0.0, jitter), pose)
            for t, pose in exercise(name)
            if chance.random() >= dropped
        ]
        plain = reps_in(events(name, exercise(name)))
        found = reps_in(events(name, kept))
        assert [e.turn for e in found] == pytest.approx([e.turn for e in plain], abs=0.3)

    def test_equal_poses_at_equal_times_give_equal_events(self, name):
        assert repr(events(name, exercise(name))) == repr(events(name, exercise(name)))

    def test_without_world_landmarks_the_count_is_the_same(self, name):
        poses = [
            (t, Pose(p.image, np.full((LANDMARK_COUNT, 3), math.nan), p.visibility))
            for t, p in exercise(name)
        ]
        assert len(reps_in(events(name, poses))) == REPS

    def test_nobody_in_sight_no_event(self, name):
        coach = Coach([load(name)])
        for i in range(300):
            update = coach.step(i / 30, None)
            assert update.events == ()
            assert math.isnan(update.status.progress)
            assert all(math.isnan(value) for value in dict(update.reading).values())
        assert coach.finish() == ()

    def test_one_who_stands_still_in_position_does_nothing(self, name):
        pose, start, *_, view = MOVES[name]
        poses = puppet.film(lambda _: pose(start), 20.0, azimuth=view)
        assert said(name, poses) == []

    def test_time_backwards_is_refused_and_equal_time_is_not(self, name):
        coach = Coach([load(name)])
        coach.step(5.0, None)
        coach.step(5.0, None)
        with pytest.raises(ValueError, match="backwards"):
            coach.step(4.99, None)

    def test_one_who_leaves_and_comes_back_has_done_two_sets(self, name):
        poses = exercise(name)
        gone = [(poses[-1][0] + i / 30, None) for i in range(1, 600)]
        again = [(gone[-1][0] + 1 / 30 + t, pose) for t, pose in poses]
        sets = [e for e in events(name, [*poses, *gone, *again]) if isinstance(e, SetEnded)]
        assert [(e.number, e.reps) for e in sets] == [(1, REPS), (2, REPS)]


@pytest.mark.parametrize(
    ("name", "azimuth"), [("push_up", OBLIQUE), ("pull_up", OBLIQUE), ("squat", OBLIQUE), ("squat", FRONT)]
)
def test_they_are_counted_from_other_sides_too(name, azimuth):
    assert len(reps_in(events(name, exercise(name, azimuth=azimuth)))) == REPS


@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("other", MOVES)
def test_no_exercise_is_taken_for_another(name, other):
    if name != other:
        assert not reps_in(events(other, exercise(name)))


def test_a_single_frame_without_a_body_changes_nothing():
    poses = exercise("push_up")
    holes = [(t, None if i % 7 == 3 else pose) for i, (t, pose) in enumerate(poses)]
    assert_alike(said("push_up", poses), said("push_up", holes), seconds=0.1, degrees=5.0, ratio=0.05)


def test_a_repetition_is_reported_while_it_is_news():
    """The live coach says it by the time that the start is reached again, give or take the smoothing."""
    for event in events("push_up", exercise("push_up")):
        if isinstance(event, Rep) and event.verdict is Verdict.COUNTED:
            assert event.t - event.turn < 1.1


@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("period", [1.5, 4.0])
def test_a_repetition_told_on_the_way_back_ends_when_it_will(name, period):
    """The rest of a live session begins with that."""
    poses = exercise(name, period=period)
    live, after = (reps_in(events(name, poses, wait_for_end=wait_for_end)) for wait_for_end in (False, True))
    for one, other in zip(live, after, strict=True):
        assert one.t < other.end, "it is told before it is over"
        assert one.end == pytest.approx(other.end, abs=0.15)


def test_the_status_counts_along():
    counts = [update.status.reps for update in updates("push_up", exercise("push_up"))]
    assert counts == sorted(counts)
    assert (counts[0], counts[-1]) == (0, REPS)
    progress = [update.status.progress for update in updates("push_up", exercise("push_up"))]
    assert progress[40] == pytest.approx(progress[0], abs=0.02)
    assert max(progress) > 0.8


def test_a_body_without_size_is_nobody():
    point = Pose(np.zeros((LANDMARK_COUNT, 2)), np.zeros((LANDMARK_COUNT, 3)), np.ones(LANDMARK_COUNT))
    update = Coach([load("push_up")]).step(0.0, point)
    assert update.events == ()
    assert math.isnan(update.status.progress)


def test_a_held_stretch_is_timed():
    holds = [
        e for e in events("squat_stretch", puppet.stretching(30.0, lasts=12.0)) if isinstance(e, HoldEnded)
    ]
    assert len(holds) == 1
    assert holds[0].held == pytest.approx(12.0, abs=1.2)
    assert holds[0].end == pytest.approx(14.0, abs=0.1), "when it was left, not when that was sure"


def test_who_leaves_a_stretch_is_corrected_no_more():
    """The hold goes on for a moment, in case they are back in it; what they look like meanwhile is no fault."""
    coach = Coach([load("squat_stretch")])
    seen = [(coach.step(t, pose), t) for t, pose in puppet.stretching(30.0, lasts=12.0)]
    left = next(t for update, t in seen if t > 10.0 and not update.status.in_position)
    late = [update for update, t in seen if left <= t]
    assert any(update.status.held > 0.0 for update in late), "it goes on for a moment"
    assert not any(update.status.cues for update in late)
    assert not any(isinstance(event, FaultStarted) for update in late for event in update.events)


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize(
    ("turns", "sides"),
    [
        ((30.0, -30.0), ["left", "right"]),
        ((-30.0, 30.0, -30.0), ["right", "left", "right"]),
    ],
)
def test_who_turns_to_the_other_side_without_standing_up_holds_anew(turns, sides, named):
    exercises = [load("squat_stretch"), *([] if named else [load("spine_stretch"), load("squat")])]
    found = run(recorded(puppet.stretching(*turns)), Coach(exercises)).events
    holds = [event for event in found if isinstance(event, HoldEnded)]
    assert [hold.side for hold in holds] == sides
    assert sum(hold.held for hold in holds) == pytest.approx(6.0 * len(turns), abs=1.2)
    assert [event.side for event in found if isinstance(event, HoldStarted)][1:] == sides[1:]
    (over,) = [event for event in found if isinstance(event, SetEnded)]
    assert over.end == holds[-1].end
    if len(sides) > 1:
        assert all(hold.held == pytest.approx(6.0, abs=1.2) for hold in holds)


def squats(reps=2):
    value, duration = puppet.repeated(85.0, 5.0, reps=reps, period=2.0)
    return puppet.film(lambda t: puppet.squat(value(t)), duration, 30)


def said_of(poses):
    coach = Coach([load("squat")])
    said = [event for t, pose in poses for event in coach.step(t, pose).events]
    return [*said, *coach.finish()]


def test_landmarks_that_leap_away_and_back_are_no_repetition():
    """The hips on the floor for four frames, as a tracker sees them whose athlete's legs leave the picture."""
    standing = puppet.film(lambda _t: puppet.squat(85.0), 6.0, 30)
    deep = puppet.seen(puppet.squat(5.0))
    leap = [(t, deep if 3.0 <= t < 3.13 else pose) for t, pose in standing]
    slow = [(t, deep if 3.0 <= t < 3.7 else pose) for t, pose in standing]
    assert any("only" in e.why for e in reps_in(said_of(leap), Verdict.REJECTED))
    assert not reps_in(said_of(leap))
    assert len(reps_in(said_of(slow))) == 1, "the same for longer is one"


def test_what_was_hardly_seen_is_no_repetition():
    poses = squats(2)
    _, rep = reps_in(said_of(poses))
    ways = (rep.start + 0.15, rep.turn - 0.1), (rep.turn + 0.1, rep.end - 0.15)
    hidden = [(t, None if any(a < t < b for a, b in ways) else pose) for t, pose in poses]
    (refused,) = reps_in(said_of(hidden), Verdict.REJECTED)
    assert "out of sight" in refused.why
    glimpse = [(t, None if ways[0][0] < t < ways[0][0] + 0.4 else pose) for t, pose in poses]
    assert len(reps_in(said_of(glimpse))) == 2, "less than half of it may be hidden"


def test_nobody_is_asked_to_turn_away_from_the_best_view():
    push_up = load("push_up")
    assert push_up.views[0] == "side"
    assert unseen(push_up, "side") == ("Not seen from the side: elbow flare",)
    assert "Turn side-on to check" in " ".join(unseen(push_up, "front"))
    assert unseen(push_up, None) == ()
    assert not any("Turn" in words for name in names() for words in unseen(load(name), load(name).views[0]))


@pytest.mark.parametrize(("azimuth", "hidden"), [(SIDE, "elbow"), (OBLIQUE, "sag")])
def test_a_set_says_once_what_cannot_be_judged_and_what_would_help(azimuth, hidden):
    bend, duration = puppet.repeated(170.0, 70.0, reps=3)
    coach = Coach([load("push_up")])
    poses = puppet.film(lambda t: puppet.push_up(bend(t)), duration, azimuth=azimuth)
    said = [event for t, pose in poses for event in coach.step(t, pose).events]
    blind = [event for event in said if isinstance(event, NotJudgeable)]
    assert any(hidden in event.what for event in blind)
    (start,) = [event for event in said if isinstance(event, SetStarted)]
    assert {event.t for event in blind} == {start.t}
    assert all(bool(event.remedy) == (azimuth == OBLIQUE) for event in blind), (
        "from its best view none is asked for"
    )


@pytest.mark.parametrize("gap", ["cut", "gone", "end"])
@pytest.mark.parametrize("wait_for_end", [True, False])
def test_a_repetition_that_was_over_counts_whatever_comes_after_it(gap, wait_for_end):
    """Hindsight waits for a repetition's end to be settled: a cut film's end of scene settles it, too."""
    value, duration = puppet.repeated(170.0, 70.0, reps=REPS, pause=0.3)
    poses = puppet.film(lambda t: puppet.push_up(value(t), hands=1.1), duration, azimuth=SIDE)
    elsewhere = puppet.film(lambda _t: puppet.squat(88.0), 3.0, azimuth=FRONT, size=(4000, 3000))
    nobody = [(i / 30.0, None) for i in range(90)]
    follows = {"cut": elsewhere, "gone": nobody, "end": []}[gap]
    poses += [(duration + 1.0 / 30.0 + t, pose) for t, pose in follows]
    found = said("push_up", poses, wait_for_end=wait_for_end)
    assert len(reps_in(found)) == REPS
    assert [event.reps for event in found if isinstance(event, SetEnded)] == [REPS]


@pytest.mark.parametrize("period", [0.8, 1.2, 2.0])
def test_what_was_at_the_turning_point_is_told_and_not_what_came_after_it(period):
    value, duration = puppet.repeated(170.0, 70.0, reps=REPS, period=period, pause=0.3)
    poses = puppet.film(lambda t: puppet.push_up(value(t), hands=1.1), duration, azimuth=SIDE)
    found = [dict(event.measures) for event in reps_in(said("push_up", poses))]
    assert len(found) == REPS
    assert all(each["elbow"] == pytest.approx(70.0, abs=5.0) for each in found)


def test_another_scene_is_seen_from_where_it_is_seen_from_at_once():
    lying = puppet.film(lambda _t: puppet.push_up(170.0, hands=1.1), 3.0, azimuth=SIDE)
    elsewhere = puppet.film(lambda _t: puppet.squat(88.0), 1.0, azimuth=FRONT, size=(4000, 3000))
    coach = Coach([load("push_up")])
    assert {coach.step(t, pose).status.view for t, pose in lying} == {"side"}
    views = [coach.step(3.05 + t, pose).status.view for t, pose in elsewhere]
    assert set(views[views.index("front") :]) == {"front"}
    assert views.index("front") / len(views) < 0.5
    assert "oblique" not in views


@pytest.mark.parametrize(("azimuth", "praise"), [(SIDE, "Good depth"), (FRONT, "Good depth")])
def test_depth_is_praised_where_it_can_be_judged(azimuth, praise):
    heard = {update.status.praise for update in updates("squat", exercise("squat", azimuth=azimuth))}
    assert heard == {"", praise}


def test_who_pauses_at_the_bottom_of_a_squat_has_not_left():
    value, duration = puppet.repeated(85.0, -2.0, reps=1, lead=2.0, pause=0.0)
    down = puppet.film(lambda t: puppet.squat(value(t), lean=(85.0 - value(t)) / 3.0), duration, azimuth=SIDE)
    middle = next(i for i, (t, _) in enumerate(down) if t >= 3.0)
    still = [(down[middle][0] + i / 30.0, down[middle][1]) for i in range(1, 240)]
    up = [(t + 8.0, pose) for t, pose in down[middle + 1 :]]
    again = [(t + up[-1][0] + 0.05, pose) for t, pose in down]
    coach = Coach([load("squat")])
    seen = [coach.step(t, pose) for t, pose in [*down[: middle + 1], *still, *up, *again]]
    in_position = {update.status.in_position for update in seen if 1.0 < update.t < up[-1][0]}
    assert in_position == {True}
    assert sum(isinstance(e, SetStarted) for update in seen for e in update.events) == 1


@pytest.mark.parametrize("wait_for_end", [True, False])
@pytest.mark.parametrize(("period", "quick"), [(0.7, True), (0.95, False), (1.5, False)])
def test_only_who_is_quicker_than_a_third_of_the_cadence_is_told_so(period, quick, wait_for_end):
    """Of a smooth repetition a fifth of either way passes before it is told from rest, live even more."""
    poses = puppet.film(
        lambda t: puppet.push_up(120.0 + 50.0 * math.cos(2.0 * math.pi * t / period), hands=1.1),
        8.0 * period,
        60.0,
        azimuth=SIDE,
    )
    reps = [e for e in reps_in(said("push_up", poses, wait_for_end=wait_for_end)) if e.start > 0.1]
    assert len(reps) >= 5
    told = ["tempo" in rep.faults for rep in reps if "tempo" in rep.judged][:-1]
    assert told == [quick] * len(told)
    assert told


@pytest.mark.parametrize("period", [0.9, 1.2])
def test_quick_squats_count_while_they_are_done_as_they_do_afterwards(period):
    """Live, one is told at six tenths of the way back: what is still to come of it counts for how long it took."""
    value, duration = puppet.repeated(85.0, -2.0, reps=6, period=period, pause=0.0)
    poses = puppet.film(
        lambda t: puppet.squat(value(t), lean=(85.0 - value(t)) / 3.0), duration, 30.0, azimuth=puppet.SIDE
    )
    live = run(recorded(poses), Coach([load("squat")]))
    assert len(reps_in(live.events)) == 6
