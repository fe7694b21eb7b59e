"""Getting ready: one advice at a time, and it goes when the starting position is held."""

import dataclasses
import itertools
import math

import numpy as np
import pytest

from posecoach.core.form.picture_check import camera, distance, look, orientation
from posecoach.core.form.setup_check import CALM, LIGHT_S, READY_S, SEEN_S, SetupGuide
from posecoach.core.pose.body import Body
from posecoach.exercises import load
from tests import puppet

SIZE = (1280, 960)


def body(points=None, azimuth=puppet.FRONT, *, factor=1.0, shift=(0.0, 0.0)):
    pose = puppet.seen(puppet.squat(88.0) if points is None else points, azimuth, size=SIZE)
    middle = np.array(SIZE) / 2.0
    image = (pose.image - pose.image[[23, 24]].mean(axis=0)) * factor + middle + np.array(shift)
    return Body(dataclasses.replace(pose, image=image))


def verdicts(*args):
    return {check.name: check.good for check in look(*args)}


def advice(*args):
    return next((check.advice for check in look(*args) if check.good is False), "")


def test_all_is_well():
    assert verdicts(body(), SIZE, 120.0) == {
        "whole_body": True,
        "distance": True,
        "camera": True,
        "light": True,
    }


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((None, SIZE, 120.0), "nobody"),
        ((body(shift=(0, 380)), SIZE, 120.0), "cut_feet"),
        ((body(factor=2.4), SIZE, 120.0), "too_near"),
        ((body(shift=(700, 0)), SIZE, 120.0), "to_middle"),
        ((body(factor=0.4), SIZE, 120.0), "too_small"),
        ((body(), SIZE, 20.0), "too_dark"),
        ((body(), SIZE, 245.0), "too_bright"),
    ],
)
def test_one_thing_is_to_be_put_right(given, words):
    assert advice(*given) == words


def test_light_that_was_not_measured_is_not_judged():
    assert verdicts(body(), SIZE, math.nan)["light"] is None


def turned(degrees):
    pose = puppet.seen(puppet.squat(88.0), puppet.FRONT, size=SIZE)
    angle = math.radians(degrees)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    return Body(dataclasses.replace(pose, image=(pose.image - 500.0) @ turn.T + 500.0))


@pytest.mark.parametrize(("degrees", "good"), [(0, True), (4, True), (12, False), (-12, False)])
def test_a_tilted_camera(degrees, good):
    assert camera(turned(degrees)).good is good


def test_a_camera_that_looks_down_steeply():
    pose = puppet.seen(puppet.squat(88.0), puppet.FRONT, size=SIZE)
    hips = pose.image[[23, 24]].mean(axis=0)
    image = pose.image.copy()
    legs = slice(25, None)
    image[legs, 1] = hips[1] + (image[legs, 1] - hips[1]) * 0.6
    assert camera(Body(dataclasses.replace(pose, image=image))).advice == "steep"


def test_a_squat_with_the_knees_outwards_is_no_camera_that_looks_down():
    """The middles of hips, knees and ankles lie in one line; neither leg is straight."""
    image = puppet.seen(puppet.squat(88.0), puppet.FRONT, size=SIZE).image.copy()
    hips, ankles = image[[23, 24]].mean(axis=0), image[[27, 28]].mean(axis=0)
    image[25:, 1] = hips[1] + (image[25:, 1] - hips[1]) * 0.6
    apart = 0.5 * (ankles[1] - hips[1])
    image[25, 0], image[26, 0] = hips[0] + apart, hips[0] - apart
    pose = dataclasses.replace(puppet.seen(puppet.squat(88.0), puppet.FRONT, size=SIZE), image=image)
    assert camera(Body(pose)).advice == ""


def test_who_is_near_enough_standing_is_so_in_a_push_up_towards_the_camera():
    """It takes little of the picture, and the body is as large as before."""
    for points, factor, good in (
        (puppet.squat(88.0), 0.8, True),
        (puppet.push_up(), 0.8, True),
        (puppet.squat(88.0), 0.35, False),
        (puppet.push_up(), 0.35, False),
    ):
        assert distance(body(points, puppet.FRONT, factor=factor), SIZE).good is good


def test_a_camera_is_not_judged_by_one_who_stands_side_on_or_lies():
    assert camera(body(azimuth=puppet.SIDE)).good is None
    assert camera(body(puppet.push_up(), puppet.SIDE)).good is None


PUSH_UP = body(puppet.push_up(), puppet.SIDE)


def guided(phases, exercise="push_up", rate=20.0):
    """(t, guidance) for phases of (seconds, what `step` is given)."""
    guide, t, told = SetupGuide(load(exercise) if exercise else None), 0.0, []
    for seconds, given in phases:
        for _ in range(round(seconds * rate)):
            told.append(
                (
                    t,
                    guide.step(
                        t, given.get("body", PUSH_UP), SIZE, **{k: v for k, v in given.items() if k != "body"}
                    ),
                )
            )
            t += 1.0 / rate
    return told


HELD = {"in_position": True, "progress": 0.05, "view": "side", "brightness": 120.0}


def start(told):
    return next((t for t, guidance in told if guidance.go), None)


def test_it_goes_when_the_starting_position_has_been_held():
    told = guided([(1.0, {"in_position": False}), (3.0, HELD)])
    assert start(told) == pytest.approx(1.0 + READY_S, abs=0.06)
    readies = [guidance.ready for _, guidance in told]
    assert readies == sorted(readies), "the ring only fills"
    assert told[-1][1].advice == "go"


def test_a_position_that_is_not_held_does_not_go():
    assert start(guided([(1.2, HELD), (0.6, HELD | {"in_position": False})] * 5)) is None


def test_nor_one_at_the_turning_point():
    assert start(guided([(5.0, HELD | {"progress": 0.9})])) is None


def test_a_blink_is_forgiven():
    told = guided([(1.0, HELD), (0.2, HELD | {"in_position": None}), (1.0, HELD)])
    assert start(told) == pytest.approx(READY_S, abs=0.06)


def test_with_any_exercise_to_be_seen_whole_is_enough():
    told = guided([(2.0, {"body": None}), (3.0, {"body": body()})], exercise="")
    assert start(told) == pytest.approx(2.0 + READY_S, abs=0.06)


def test_the_view_is_judged_in_position_only():
    waiting = guided([(1.0, {"in_position": False, "view": "front"})])[-1][1]
    ready = guided([(1.2, HELD | {"view": "front"})])[-1][1]
    fine = guided([(1.0, HELD)])[-1][1]
    assert [g.checks[-1].good for g in (waiting, ready, fine)] == [None, False, True]
    assert ready.checks[-1].advice == "turn_side"


def test_advice_stays_long_enough_to_be_heeded():
    flicker = [(0.3, {"body": None}), (0.3, {"body": body(factor=0.4)})] * 20
    told = guided(flicker)
    changes = [t for (t, one), (_, other) in zip(told[1:], told, strict=False) if one.advice != other.advice]
    assert all(later - earlier >= CALM - 0.06 for earlier, later in itertools.pairwise(changes))
    assert len(changes) >= 2


def test_who_has_stepped_into_the_picture_is_told_what_comes_next_at_once():
    """Not only once the advice to step into it has stood for long enough."""
    told = guided([(0.5, {"body": None}), (SEEN_S + 0.2, {"body": body()})])
    assert (told[0][1].advice, told[-1][1].advice) == ("nobody", "take_position")


def test_someone_seen_obliquely_for_a_moment_is_not_sent_round():
    """A view flickers in one who hangs facing the camera."""
    told = guided([(0.5, HELD | {"view": "front"}), (0.1, HELD), (0.5, HELD | {"view": "front"})])
    assert False not in [guidance.checks[-1].good for _, guidance in told]
    assert guided([(1.4, HELD | {"view": "oblique"})])[-1][1].checks[-1].good is True


def test_one_black_frame_asks_for_no_light():
    light = HELD | {"in_position": False, "body": body()}
    dark = light | {"brightness": 5.0}
    told = guided([(1.0, light), (0.05, dark), (1.0, light)])
    assert "too_dark" not in [guidance.advice for _, guidance in told]
    lasting = guided([(LIGHT_S + CALM + 0.5, dark)])
    assert lasting[-1][1].advice == "too_dark"


def test_in_the_dark_nobody_is_asked_to_step_into_the_picture_first():
    told = guided([(6.0, {"body": None, "brightness": 5.0})])
    assert told[-1][1].advice == "too_dark"


def walking_by(seconds, speed, rate=20.0):
    """Someone who stands upright and moves sideways, px a second."""
    return [
        (1.0 / rate, {"body": body(shift=(-400.0 + speed * i / rate, 0.0))})
        for i in range(round(seconds * rate))
    ]


def test_it_does_not_go_for_someone_who_walks_by():
    assert start(guided(walking_by(4.0, 200.0), exercise="")) is None
    assert start(guided(walking_by(4.0, 5.0), exercise="")) is not None


def test_a_set_does_not_start_for_someone_who_shifts_about_in_its_position():
    moving = [(0.05, HELD | {"body": body(shift=(200.0 * i / 20.0 - 300.0, 0.0))}) for i in range(60)]
    assert start(guided(moving, exercise="squat")) is None


def rotated(points, azimuth, degrees):
    pose = puppet.seen(points, azimuth, size=SIZE)
    angle, middle = math.radians(degrees), np.array(SIZE) / 2.0
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    return Body(dataclasses.replace(pose, image=(pose.image - middle) @ turn.T + middle))


@pytest.mark.parametrize(
    ("degrees", "turned"),
    [(0, ""), (20, ""), (90, "on_its_side"), (-90, "on_its_side"), (180, "upside_down")],
)
def test_a_turned_picture_is_recognised_by_someone_who_stands(degrees, turned):
    assert orientation(rotated(puppet.squat(88.0), puppet.FRONT, degrees)) == turned


@pytest.mark.parametrize(
    "points", [puppet.push_up(), puppet.push_up(70.0), puppet.pull_up(60.0), puppet.squat(5.0)]
)
@pytest.mark.parametrize("azimuth", [puppet.SIDE, puppet.FRONT, puppet.OBLIQUE])
def test_no_exercise_looks_like_a_turned_picture(points, azimuth):
    assert orientation(body(points, azimuth)) == ""
