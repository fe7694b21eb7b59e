import math

import pytest

from posecoach.core.events import HoldEnded, HoldStarted, Rep, RestEnded, SetEnded, SetStarted, Verdict
from posecoach.core.session.set_tracker import IDLE, HoldGoal, SetTracker

PAUSE = 6.0


def rep(start, end, verdict=Verdict.COUNTED, exercise="push_up"):
    return Rep(end, exercise, verdict, start, (start + end) / 2.0, end, 1.0, 1.0)


def told(steps):
    """Return the events of (t, in position, events) steps, and how many repetitions were counted at each."""
    tracker = SetTracker()
    said = [event for t, busy, events in steps for event in tracker.step(t, busy, PAUSE, events)]
    return [*said, *tracker.close(steps[-1][0])]


def test_a_set_opens_at_its_first_repetition_and_ends_when_the_position_was_left_for_long():
    steps = [
        (0.0, True, ()),
        (3.0, True, (rep(1.0, 3.0),)),
        (5.0, True, (rep(3.0, 5.0),)),
        (10.9, False, ()),
        (11.0, False, ()),
        (11.1, False, ()),
    ]
    assert told(steps) == [SetStarted(3.0, "push_up", 1, 1.0), SetEnded(11.1, "push_up", 1, 1.0, 5.0, 2)]


def test_without_a_repetition_there_is_no_set():
    assert told([(t, True, ()) for t in range(60)]) == []


def test_partial_repetitions_belong_to_a_set_and_do_not_count():
    steps = [(3.0, True, (rep(1.0, 3.0, Verdict.PARTIAL),)), (5.0, True, (rep(3.0, 5.0),))]
    assert told(steps)[-1] == SetEnded(5.0, "push_up", 1, 1.0, 5.0, 1, partial=1)


@pytest.mark.parametrize(("partial", "rests"), [(0, [47.0]), (2, [47.0]), (3, [17.0, 20.0])])
def test_a_dip_or_two_end_no_rest(partial, rests):
    """One gets up, or down: what looks like a partial repetition is no set, three of them are one."""
    dips = [
        (20.0 + 4.0 * i, True, (rep(20.0 + 4.0 * i, 22.0 + 4.0 * i, Verdict.PARTIAL),))
        for i in range(partial)
    ]
    away = [(t, False, ()) for t in (10.0, 19.0)], [(t, False, ()) for t in (40.0, 49.0)]
    steps = [(3.0, True, (rep(1.0, 3.0),)), *away[0], *dips, *away[1], (52.0, True, (rep(50.0, 52.0),))]
    said = told(steps)
    assert [event.rest for event in said if isinstance(event, RestEnded)] == rests


def test_the_rest_goes_on_through_an_attempt():
    tracker = SetTracker()
    tracker.step(3.0, busy=True, timeout_s=PAUSE, events=(rep(1.0, 3.0),))
    tracker.step(20.0, busy=False, timeout_s=PAUSE, events=())
    tracker.step(22.0, busy=True, timeout_s=PAUSE, events=(rep(20.0, 22.0, Verdict.PARTIAL),))
    assert tracker.state.rest(22.0) == pytest.approx(19.0)
    tracker.step(40.0, busy=False, timeout_s=PAUSE, events=())
    assert tracker.state.rest(40.0) == pytest.approx(37.0)


def test_a_rest_lies_between_sets():
    steps = [
        (3.0, True, (rep(1.0, 3.0),)),
        *((t, False, ()) for t in (5.0, 9.1, 20.0)),
        (33.0, True, (rep(31.0, 33.0),)),
    ]
    assert told(steps) == [
        SetStarted(3.0, "push_up", 1, 1.0),
        SetEnded(9.1, "push_up", 1, 1.0, 3.0, 1),
        SetStarted(33.0, "push_up", 2, 31.0),
        RestEnded(33.0, "push_up", 28.0),
        SetEnded(33.0, "push_up", 2, 31.0, 33.0, 1),
    ]


def test_one_who_stays_in_position_and_does_nothing_has_ended_the_set():
    steps = [(3.0, True, (rep(1.0, 3.0),)), *((float(t), True, ()) for t in range(4, 60))]
    over = [event for event in told(steps) if isinstance(event, SetEnded)]
    assert [event.t for event in over] == [3.0 + IDLE + 1.0]


def test_another_exercise_is_another_set():
    steps = [(3.0, True, (rep(1.0, 3.0),)), (6.0, True, (rep(4.0, 6.0, exercise="squat"),))]
    assert told(steps) == [
        SetStarted(3.0, "push_up", 1, 1.0),
        SetEnded(6.0, "push_up", 1, 1.0, 3.0, 1),
        SetStarted(6.0, "squat", 2, 4.0),
        RestEnded(6.0, "squat", 1.0),
        SetEnded(6.0, "squat", 2, 4.0, 6.0, 1),
    ]


def test_a_hold_makes_a_set():
    steps = [
        (2.0, True, (HoldStarted(2.0, "squat_stretch", 1.0),)),
        (28.0, False, (HoldEnded(28.0, "squat_stretch", 1.0, 27.0),)),
    ]
    assert told(steps) == [
        SetStarted(2.0, "squat_stretch", 1, 1.0),
        SetEnded(28.0, "squat_stretch", 1, 1.0, 28.0, 1),
    ]


def test_a_repetition_that_was_under_way_when_it_came_into_view_starts_the_set_at_its_turn():
    cut = Rep(1.0, "push_up", Verdict.COUNTED, math.nan, 0.4, 1.0, 1.0, 1.0)
    assert told([(1.0, True, (cut,))]) == [
        SetStarted(1.0, "push_up", 1, 0.4),
        SetEnded(1.0, "push_up", 1, 0.4, 1.0, 1),
    ]


def test_of_a_repetition_whose_start_is_not_known_the_set_starts_where_it_was_first_seen():
    cut = Rep(1.0, "push_up", Verdict.COUNTED, math.nan, 0.4, 1.0, 1.0, 1.0, left_start=0.1)
    assert told([(1.0, True, (cut,))])[0] == SetStarted(1.0, "push_up", 1, 0.1)


def test_rest_is_known_only_after_a_set():
    tracker = SetTracker()
    assert math.isnan(tracker.state.rest(1.0))
    tracker.step(3.0, busy=True, timeout_s=PAUSE, events=(rep(1.0, 3.0),))
    assert math.isnan(tracker.state.rest(4.0))
    tracker.step(20.0, busy=False, timeout_s=PAUSE, events=())
    assert tracker.state.rest(20.0) == pytest.approx(17.0)
    assert (tracker.state.number, tracker.state.reps) == (1, 1)


def test_a_set_does_not_end_in_the_midst_of_a_hold():
    """The other side of a stretch is held for longer than one may be idle."""
    left = [(1.0, True, (HoldStarted(1.0, "stretch", 0.0, "left"),))]
    left += [(31.0, True, (HoldEnded(31.0, "stretch", 0.0, 30.0, "left"),))]
    right = [(41.0, True, (HoldStarted(41.0, "stretch", 40.0, "right"),))]
    right += [(float(t), True, ()) for t in range(42, 70)]
    right += [(70.0, True, (HoldEnded(70.0, "stretch", 40.0, 30.0, "right"),))]
    idle = [(float(t), True, ()) for t in range(71, 100)]
    sets = [e for e in told([*left, *right, *idle]) if isinstance(e, SetStarted | SetEnded)]
    assert sets == [
        SetStarted(1.0, "stretch", 1, 0.0),
        SetEnded(71.0 + IDLE, "stretch", 1, 0.0, 70.0, 2),
    ]


@pytest.mark.parametrize(("right", "over"), [(6.0, 29.0), (4.0, 41.0)])
def test_a_planned_hold_is_waited_for_until_both_sides_were_tried(right, over):
    """Without a goal a set in which nothing is held is over after 20 s, though the position is kept."""
    tracker, said = (
        SetTracker(hold_goal=HoldGoal(sides=True, done_s=math.inf, tried_s=5.0, timeout_s=8.0)),
        [],
    )
    for start, side, held in ((0.0, "left", 6.0), (10.0, "right", right)):
        events = (
            HoldStarted(start + 1.0, "stretch", start, side),
            HoldEnded(20.0, "stretch", start, held, side),
        )
        said += [
            e for event in events for e in tracker.step(20.0, busy=True, timeout_s=PAUSE, events=(event,))
        ]
    for t in range(21, 60):
        said += tracker.step(float(t), busy=True, timeout_s=PAUSE, events=())
    assert [event.t for event in said if isinstance(event, SetEnded)] == [over]


def test_a_planned_hold_that_was_long_enough_on_both_sides_ends_its_set_at_once():
    """The next exercise is waited for then, and not only when the position has been left for long."""
    goal = HoldGoal(sides=True, done_s=19.0, tried_s=10.0, timeout_s=8.0)
    tracker, ended = SetTracker(hold_goal=goal), []
    for t, start, side, held in (
        (22.0, 0.0, "left", 12.0),
        (45.0, 23.0, "left", 8.0),
        (71.0, 49.0, "right", 20.5),
    ):
        hold = HoldStarted(start + 1.0, "stretch", start, side), HoldEnded(t, "stretch", start, held, side)
        for event in hold:
            ended += tracker.step(event.t, busy=True, timeout_s=60.0, events=(event,))
        ended += tracker.step(t + 0.1, busy=True, timeout_s=60.0, events=())
    sets = [event for event in ended if isinstance(event, SetEnded)]
    assert sets == [SetEnded(71.1, "stretch", 1, 0.0, 71.0, 3)]


def test_a_set_outlives_a_gap_in_the_pictures_where_that_is_asked_for():
    """As when a camera was unplugged: nobody was seen to leave the position."""
    for outlives, sets in ((True, 1), (False, 2)):
        tracker, begun = SetTracker(outlives_gaps=outlives), 0
        steps = [(3.0, (rep(1.0, 3.0),)), (3.5, ()), (15.0, ()), (17.0, (rep(15.5, 17.0),))]
        for t, events in steps:
            said = tracker.step(t, busy=False, timeout_s=PAUSE, events=events)
            begun += sum(isinstance(event, SetStarted) for event in said)
        assert begun == sets
