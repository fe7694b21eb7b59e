import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecoach.core.pose.landmarks import Pose
from posecoach.tracking.person_lock import HAND_OVER_S, Box, PersonLock, apart, people_note, people_seen


def body(x, y=0.0, width=60.0, height=170.0):
    """Somebody whose landmarks fill a box with its upper left corner at x, y."""
    spread = np.linspace(0.0, 1.0, 33)
    points = np.column_stack([x + width * spread, y + height * spread[::-1]])
    return Pose(points, np.zeros((33, 3)), np.ones(33))


def told(poses, step=0.1, athlete=None):
    """Return which of the poses are taken for the athlete's: A where they are, . where not."""
    athlete = athlete or PersonLock()
    return "".join(
        "." if athlete.step(n * step, pose) is None else "A" for n, pose in enumerate(poses)
    ), athlete


HERE, THERE = body(100), body(400)


def test_one_alone_is_followed_through_gaps():
    said, athlete = told([HERE] * 10 + [None] * 10 + [HERE] * 10)
    assert said == "A" * 10 + "." * 10 + "A" * 10
    assert (athlete.jumps_refused, athlete.changes) == (0, [])


def test_somebody_else_is_refused_until_the_athlete_is_back():
    said, athlete = told([HERE] * 40 + [THERE] * 20 + [HERE] * 5)
    assert said == "A" * 40 + "." * 20 + "A" * 5
    assert (athlete.jumps_refused, athlete.changes) == (1, [])


def test_after_three_seconds_of_nobody_the_next_one_is_the_athlete():
    said, athlete = told([HERE] * 40 + [THERE] * 40)
    assert said == "A" * 40 + "." * 29 + "A" * 11
    assert athlete.changes == pytest.approx([6.9])


def test_who_came_is_then_the_one_who_is_waited_for():
    said, athlete = told([HERE] * 40 + [THERE] * 80 + [HERE] * 10)
    assert said == "A" * 40 + "." * 29 + "A" * 51 + "." * 10
    assert athlete.jumps_refused == 2


def test_what_was_seen_for_an_instant_is_not_waited_for():
    assert told([HERE] * 3 + [THERE] * 5)[0] == "AAA.AAAA"
    assert told([HERE] + [THERE] * 5)[0] == "AAAAAA"


def test_a_new_athlete_s_time_begins_when_they_are_taken():
    assert told([HERE] * 40 + [THERE] * 30 + [HERE] * 3)[0][-4:] == "AAAA"


def test_refusals_that_are_one_are_counted_once():
    assert told([HERE] * 40 + [THERE, None, THERE] * 3)[1].jumps_refused == 1
    assert told([HERE] * 40 + [THERE, HERE, THERE])[1].jumps_refused == 2


@pytest.mark.parametrize("step", [1 / 60, 0.1, 1 / 8])
def test_who_runs_across_the_picture_is_one_person(step):
    """Three body lengths a second, faster than anybody exercises; a body standing is a third as wide as tall."""
    lengths = np.hypot(60, 170) * 3 * step
    said, _ = told([body(50 + n * lengths) for n in range(int(2 / step))], step)
    assert "." not in said


def test_misread_limbs_lie_on_the_athlete():
    arm, whole = body(150, 0, 20, 60), body(100, 0, 120, 300)
    assert told([arm] * 30 + [whole] * 3 + [arm] * 3)[0] == "A" * 36


def test_lying_down_and_getting_up_is_one_person():
    assert told([body(100)] * 20 + [body(90, 120, 170, 50)] * 20 + [body(100)] * 5)[0] == "A" * 45


def test_after_a_cut_whoever_is_there_is_followed():
    _, athlete = told([HERE] * 40)
    athlete.forget()
    assert athlete.step(4.0, THERE) is THERE
    assert athlete.jumps_refused == 0


def test_the_athlete_is_looked_for_where_they_were_and_nowhere_else():
    _, athlete = told([HERE] * 40)
    assert athlete.search(4.0) is None, "nobody else was found: the whole picture is looked at"
    athlete.step(4.0, THERE)
    near, later = athlete.search(4.1), athlete.search(6.0)
    assert near.left < 100
    assert 160 < near.right < 400, "the other is not in it"
    assert later.left < near.left
    assert later.right < 400, "nor later"
    assert athlete.search(3.9 + HAND_OVER_S) is None
    athlete.step(6.0, HERE)
    assert athlete.search(6.1) is None


@given(
    st.lists(
        st.none()
        | st.tuples(st.floats(-500, 500), st.floats(-500, 500), st.floats(0, 300), st.floats(0, 300)),
        max_size=60,
    ),
    st.floats(0.01, 1),
)
def test_nobody_is_waited_for_longer_than_three_seconds(bodies, step):
    poses = [None if each is None else body(*each) for each in bodies]
    said, _ = told(poses, step)
    refused = 0.0
    for one, pose in zip(said, poses, strict=True):
        if one == "." and pose is not None:
            refused += step
            assert refused <= HAND_OVER_S
        elif one == "A":
            refused = 0.0


@given(st.tuples(*[st.floats(0, 1000)] * 4), st.tuples(*[st.floats(0, 1000)] * 4))
def test_shares(one, other):
    boxes = [Box(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in (one, other)]
    assert boxes[0].shared(boxes[1]) == boxes[1].shared(boxes[0])
    assert 0 <= boxes[0].shared(boxes[1]) <= 1 + 1e-9


def test_a_line_is_not_apart_from_itself():
    line = Box(100, 50, 100, 250)
    assert not apart(line, line, 0.0)
    assert apart(line, Box(300, 50, 300, 250), 0.0)


BOX = Box(400, 0, 500, 200)


@pytest.mark.parametrize(
    ("bodies", "seen"),
    [
        ([], (1, "")),
        ([BOX], (1, "")),
        ([BOX, Box(405, 5, 480, 190)], (1, "")),
        ([BOX, Box(100, 0, 200, 200)], (2, "on the right")),
        ([BOX, Box(700, 0, 800, 200)], (2, "on the left")),
        ([BOX, Box(100, 0, 200, 200), Box(700, 0, 800, 200)], (3, "in the middle")),
        ([BOX, Box(700, 0, 800, 200), Box(701, 1, 799, 190)], (2, "on the left")),
        ([BOX, Box(700, 0, 720, 50)], (1, "")),
    ],
    ids=["none found", "alone", "seen twice", "left", "right", "both", "other seen twice", "far away"],
)
def test_people_seen(bodies, seen):
    assert people_seen(BOX, bodies) == seen


def test_notes():
    alone = PersonLock()
    assert people_note(0, "", alone) == people_note(1, "", alone) == ""
    assert people_note(2, "on the left", alone) == "2 people in the picture; following the one on the left"
    _, athlete = told([HERE] * 40 + [THERE] * 2)
    assert (
        people_note(1, "", athlete) == "somebody else was found once in the athlete's stead, and not followed"
    )
    _, athlete = told([HERE] * 40 + [THERE] * 80)
    assert "the athlete left, and somebody else was followed" in people_note(1, "", athlete)
