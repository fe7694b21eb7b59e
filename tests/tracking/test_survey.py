"""Tests for telling the people of a video apart in a coarse survey."""

import numpy as np
import pytest

from posecoach.core.pose.landmarks import Pose
from posecoach.media.options import ReadOptions
from posecoach.tracking.person_lock import Box, PersonLock
from posecoach.tracking.survey import Person, Sighting, people, pick


def body(x, y=0.0, width=60.0, height=170.0):
    """Somebody whose landmarks fill a box with its upper left corner at x, y."""
    spread = np.linspace(0.0, 1.0, 33)
    image = np.column_stack([x + width * spread, y + height * spread[::-1]])
    return Pose(image, np.zeros((33, 3)), np.ones(33))


def found(*looks):
    """The number of sightings, and the middle, of everybody in pictures a second apart."""
    there = people([(float(t), look) for t, look in enumerate(looks)])
    return [(len(each.sightings), round(each.middle)) for each in there]


def test_everybody_is_there_once_from_left_to_right():
    twice = body(301, 1, 58, 166)
    assert found(*[[body(600), body(300), twice, body(0)]] * 3) == [(3, 30), (3, 330), (3, 630)]


def test_a_body_cut_by_a_part_s_edge_is_no_second_one():
    assert found(*[[body(300), body(300, 0, 60, 80)]] * 3) == [(3, 330)]


def test_two_who_overlap_are_two():
    assert found(*[[body(300, 0, 100), body(370, 0, 100)]] * 3) == [(3, 350), (3, 420)]


def test_who_is_far_smaller_and_who_passes_by_is_left_out():
    far = body(800, 0, 15, 45)
    assert found([body(0), far], [body(0), far, body(400)], *[[body(0), far]] * 6) == [(8, 30)]


def test_who_moves_is_one_person():
    assert found([body(0)], [body(40)], [body(80)], [body(120)]) == [(4, 90)]


def test_who_is_read_in_two_ways_by_turns_is_one_person():
    """The second body begins beside a misreading of the first one."""
    upper, lower = body(100, 0, 60, 90), body(100, 110, 60, 90)
    assert found([upper, lower], [upper], [lower], [upper], [lower], [upper]) == [(6, 130)]


def test_nobody_is_nobody():
    assert people([]) == people([(0.0, []), (1.0, [])]) == []


A, B, C = (Person([Sighting(0.0, Box(x, 0.0, x + 100.0, 200.0))]) for x in (0.0, 300.0, 600.0))


@pytest.mark.parametrize(
    ("who", "everybody", "person"),
    [
        ("left", [A, B, C], A),
        ("right", [A, B, C], C),
        ("middle", [A, B, C], B),
        ("2", [A, B, C], B),
        ("5", [A, B], B),
        ("right", [A], A),
        ("left", [], None),
    ],
)
def test_the_one_who_is_meant_is_picked_or_the_nearest_to_it(who, everybody, person):
    assert pick(who, everybody) is person


@pytest.mark.parametrize("who", ["nobody", "0", "12", "-1"])
def test_other_words_are_refused(who):
    with pytest.raises(ValueError, match="left, middle, right"):
        ReadOptions(person=who)


def test_who_was_chosen_is_not_given_up():
    athlete = PersonLock()
    a, b = A.sightings[0].box, B.sightings[0].box
    assert athlete.unknown
    athlete.choose(0.0, a)
    assert not athlete.unknown
    for t in (1.0, 100.0):
        box = athlete.search(t)
        assert box is not None
        assert box.left < a.left
        assert box.right < b.left + 50.0
    athlete.forget()
    assert athlete.unknown


def test_who_is_where_the_survey_saw_somebody_has_not_strayed():
    athlete = PersonLock()
    a, b = A.sightings[0].box, B.sightings[0].box
    assert not athlete.strayed(0.0, a, 0.0), "nobody is followed"
    athlete.choose(0.0, a)
    assert not athlete.strayed(0.1, a, 0.0)
    assert athlete.strayed(0.1, b, 0.0)
