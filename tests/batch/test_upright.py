"""Tests for finding out which way up a picture is, on recorded landmarks that are turned."""

import math
from pathlib import Path

import numpy as np
import pytest

from posecoach.analysis import resolve_exercises
from posecoach.batch import Job
from posecoach.batch.job import build_upright
from posecoach.batch.upright import rotation
from posecoach.core.pose.landmarks import Landmark
from posecoach.core.session.two_pass import review
from posecoach.media.options import ReadOptions
from posecoach.tracking.landmarks_io import turned
from posecoach.tracking.segments import TrackedSegment
from tests import goldens

EXERCISES = resolve_exercises()
FILM = Path("film.mp4")
TURNS = (90, 180, 270)


def found(name, degrees=0, reading=None):
    """Analyze a film whose picture is turned clockwise by so many degrees."""
    track = turned(goldens.landmarks(name), degrees)
    job = Job(EXERCISES, reading=reading or ReadOptions())
    return build_upright(FILM, job, TrackedSegment(track, ["as read"], 0.0, math.inf))


def counts(record):
    return [(each.exercise, len(each.reps), len(each.partial)) for each in record.sets]


@pytest.mark.parametrize("name", goldens.CLIPS)
def test_an_upright_film_stays_as_it_is(name):
    record, segment, job = found(name)
    assert (record.rotate, job.reading.rotate, segment.notes) == (0, None, ["as read"])


@pytest.mark.parametrize("degrees", TURNS)
@pytest.mark.parametrize("name", ["push_up_sag_side", "pull_up_wide_front", "squat_side"])
def test_a_turned_film_is_counted_as_the_upright_one(name, degrees):
    upright, whole, _ = found(name)
    record, segment, job = found(name, degrees)
    assert counts(record) == counts(upright) != []
    assert record.rotate == job.reading.rotate == 360 - degrees
    assert segment.track.size == whole.track.size
    assert np.allclose(segment.track.image, whole.track.image, atol=1e-3, equal_nan=True)
    assert np.allclose(segment.track.world, whole.track.world, atol=1e-3, equal_nan=True)
    (note,) = segment.notes[1:]
    assert ("upside down" if degrees == 180 else f"by {360 - degrees} degrees") in note
    assert "--rotate 0" in note


def test_who_is_seen_from_the_front_in_a_push_up_does_no_pull_ups_upside_down():
    record, _, _ = found("push_up_diamond_front", 180)
    assert {exercise for exercise, _, _ in counts(record)} == {"push_up"}


def test_behind_a_mirror_the_turn_goes_the_other_way():
    _, _, job = found("push_up_sag_side", 90, ReadOptions(mirror=True))
    assert job.reading.rotate == 90


def test_what_the_user_says_is_believed():
    record, segment, _ = found("push_up_sag_side", 180, ReadOptions(rotate=0))
    assert segment.notes == ["as read"]
    assert record.rotate == 0
    assert "push_up" not in {exercise for exercise, _, _ in counts(record)}, "it was not turned"


def test_head_down_throughout_is_upside_down_though_nothing_counts():
    still = goldens.landmarks("squat_side")
    rows = still.t < 1.0
    standing = type(still)(
        still.t[rows], still.image[rows], still.world[rows], still.visibility[rows], still.size
    )
    other = turned(standing, 180)
    assert rotation(other, review(other.poses, EXERCISES), EXERCISES) == 180
    assert rotation(standing, review(standing.poses, EXERCISES), EXERCISES) == 0


def test_nobody_in_sight_says_nothing():
    track = goldens.landmarks("squat_side")
    empty = type(track)(track.t, track.image * np.nan, track.world, track.visibility, track.size)
    assert rotation(empty, review(empty.poses, EXERCISES), EXERCISES) == 0


@pytest.mark.parametrize(("slower", "turn"), [(1.0, 90), (3.0, 0)])
def test_who_moves_slowly_in_a_picture_on_its_side_may_as_well_lean_in_an_upright_one(slower, turn):
    track = turned(goldens.landmarks("push_up_sag_side"), 270)
    slow = type(track)(slower * track.t, track.image, track.world, track.visibility, track.size)
    exercises = resolve_exercises(["push_up"])
    assert rotation(slow, review(slow.poses, exercises), exercises) == turn


@pytest.mark.parametrize(("reach", "turn"), [(1.0, 180), (0.5, 0)])
def test_arms_that_are_never_straight_do_no_push_ups_upside_down(reach, turn):
    track = turned(goldens.landmarks("push_up_sag_side"), 180)
    image = track.image.copy()
    for side in ("LEFT", "RIGHT"):
        shoulder = image[:, [Landmark[f"{side}_SHOULDER"]]]
        arm = [Landmark[f"{side}_{joint}"] for joint in ("ELBOW", "WRIST", "INDEX", "PINKY", "THUMB")]
        image[:, arm] = shoulder + reach * (image[:, arm] - shoulder)
    other = type(track)(track.t, image, track.world, track.visibility, track.size)
    exercises = resolve_exercises(["push_up"])
    assert rotation(other, review(other.poses, exercises), exercises) == turn
