"""The stretches: what is held, from when until when, on which side; and what is none."""

import math

import pytest

from posecoach.core.events import HoldEnded
from posecoach.core.session.coach import Coach
from posecoach.exercises import load, names
from tests import puppet
from tests.puppet import FRONT, OBLIQUE, SIDE

RATE = 15.0
TO, HOLD, LEAD = 1.5, 8.0, 3.0
"""s of a movement into or out of a position, of the hold, and of what comes before."""


def share(t):
    """0 before and after, 1 while the position is held."""
    since = t - LEAD
    x = min(since, 2.0 * TO + HOLD - since, TO) / TO
    return max(x, 0.0) ** 2 * (3.0 - 2.0 * x)


def holds(exercise, points_at, azimuth=SIDE, *, above=0.0):
    """Return the events of a stretch, with the exercise named, or on `auto`."""
    coach = Coach([load(name) for name in (names() if exercise == "auto" else [exercise])])
    film = puppet.film(points_at, 2.0 * LEAD + 2.0 * TO + HOLD, RATE, azimuth=azimuth, above=above)
    said = [event for t, pose in film for event in coach.step(t, pose).events]
    return [event for event in (*said, *coach.finish()) if isinstance(event, HoldEnded)]


class TestSpineStretch:
    @pytest.mark.parametrize("exercise", ["spine_stretch", "auto"])
    @pytest.mark.parametrize("azimuth", [SIDE, -SIDE, OBLIQUE, -OBLIQUE, FRONT])
    @pytest.mark.parametrize("bend", [0.0, 25.0])
    def test_a_fold_on_the_floor_is_found_from_every_side(self, exercise, azimuth, bend):
        (hold,) = holds(exercise, lambda t: puppet.seated(55.0 * share(t), bend=bend), azimuth, above=15.0)
        assert hold.exercise == "spine_stretch"
        assert hold.start == pytest.approx(LEAD + TO, abs=1.0)
        assert hold.end == pytest.approx(LEAD + TO + HOLD, abs=1.0)
        assert dict(hold.measures)["trunk_fold"] == pytest.approx(55.0, abs=16.0)

    def test_legs_together_are_found_and_told(self):
        (hold,) = holds("spine_stretch", lambda t: puppet.seated(55.0 * share(t), apart=0.0), SIDE)
        assert "feet_together" not in hold.judged
        (hold,) = holds(
            "spine_stretch", lambda t: puppet.seated(55.0 * share(t), apart=0.0), FRONT, above=25.0
        )
        assert "feet_together" in hold.faults

    def test_on_a_chair_it_is_found_too(self):
        (hold,) = holds("auto", lambda t: puppet.seated(45.0 * share(t), on_chair=True))
        assert hold.exercise == "spine_stretch"

    @pytest.mark.parametrize("exercise", ["spine_stretch", "auto"])
    @pytest.mark.parametrize("azimuth", [SIDE, -OBLIQUE, FRONT])
    def test_who_leans_or_lies_back_folds_nothing(self, exercise, azimuth):
        for fold in (-35.0, -88.0):
            assert not holds(exercise, lambda t, to=fold: puppet.seated(to * share(t)), azimuth, above=15.0)

    def test_who_sits_upright_holds_nothing(self):
        assert not holds("spine_stretch", lambda _t: puppet.seated(0.0))

    def test_who_rocks_holds_nothing(self):
        assert not holds("spine_stretch", lambda t: puppet.seated(45.0 + 25.0 * math.sin(3.0 * t)))


class TestSquatStretch:
    def held(self, turn, azimuth=FRONT):
        coach = Coach([load("squat_stretch")])
        film = puppet.stretching(*turn, lasts=8.0, rate=RATE, azimuth=azimuth)
        said = [event for t, pose in film for event in coach.step(t, pose).events]
        return [event for event in (*said, *coach.finish()) if isinstance(event, HoldEnded)]

    def test_without_the_turn_nothing_is_held_where_the_turn_shows(self):
        assert not self.held((0.0,))
        assert not self.held((6.0,))

    def test_only_what_is_turned_counts(self):
        (hold,) = self.held((0.0, 30.0))
        assert hold.side == "left"
        assert hold.start == pytest.approx(10.0, abs=1.0)
        assert hold.held == pytest.approx(8.0, abs=1.0)

    def test_turned_again_to_the_same_side_is_held_anew(self):
        assert [hold.side for hold in self.held((30.0, 0.0, 30.0))] == ["left", "left"]

    def test_where_the_turn_does_not_show_the_rest_is_held(self):
        assert len(self.held((30.0,), SIDE)) == 1

    @pytest.mark.parametrize("azimuth", [FRONT, OBLIQUE, SIDE])
    def test_the_thighs_angle_is_told_from_every_side(self, azimuth):
        (hold,) = self.held((30.0,), azimuth)
        assert dict(hold.measures)["thigh"] == pytest.approx(5.0, abs=5.0)
