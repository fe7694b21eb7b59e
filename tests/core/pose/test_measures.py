import math

import numpy as np
import pytest

from posecoach.core.pose.body import Body
from posecoach.core.pose.landmarks import LANDMARK_COUNT, Landmark, Pose
from posecoach.core.pose.measures import MEASURES, VIEWS
from posecoach.core.pose.reading import Measured, Reading
from posecoach.core.pose.view import view_index
from tests import puppet
from tests.puppet import FRONT, OBLIQUE, SIDE

OTHER_SIDE = -SIDE
BACK = 180.0


def value(name, points, azimuth=SIDE, **camera):
    return MEASURES[name].of(Body(puppet.seen(points, azimuth, **camera)))


@pytest.mark.parametrize("azimuth", [SIDE, OTHER_SIDE])
@pytest.mark.parametrize("bend", [60.0, 90.0, 135.0, 170.0])
def test_an_elbow_at_so_many_degrees_measures_so_many_from_either_side(bend, azimuth):
    assert value("elbow", puppet.push_up(bend, hands=1.0), azimuth) == pytest.approx(bend, abs=0.1)


@pytest.mark.parametrize("azimuth", [SIDE, OBLIQUE, FRONT])
def test_forearms_stand_on_the_hands_in_a_push_up_and_lie_in_a_plank_on_them(azimuth):
    points = puppet.push_up(90.0, hands=1.0)
    assert value("forearm_rise", points, azimuth) > 0.3
    for side in ("LEFT", "RIGHT"):
        points[Landmark[f"{side}_ELBOW"], 2] = points[Landmark[f"{side}_WRIST"], 2]
    assert value("forearm_rise", points, azimuth) < 0.1


def leaning(degrees, elbow=120.0):
    """A push-up turned about its feet, as at a table or a counter."""
    points, a = puppet.push_up(elbow, hands=1.0), math.radians(degrees)
    y, z = points[:, 1] - points[Landmark.LEFT_ANKLE, 1], points[:, 2].copy()
    points[:, 1], points[:, 2] = math.cos(a) * y + math.sin(a) * z, math.cos(a) * z - math.sin(a) * y
    return points


def in_dips():
    """Upright, the hands beside the hips."""
    points = puppet.squat(90.0)
    for side in ("LEFT", "RIGHT"):
        shoulder = points[Landmark[f"{side}_SHOULDER"]]
        points[Landmark[f"{side}_ELBOW"]] = shoulder + np.array([0.0, 0.02, -0.27])
        points[Landmark[f"{side}_WRIST"]] = shoulder + np.array([0.0, 0.0, -0.52])
    return points


@pytest.mark.parametrize("azimuth", [SIDE, OBLIQUE, FRONT])
@pytest.mark.parametrize("degrees", [0.0, 20.0, 40.0])
def test_a_press_is_square_to_the_trunk_at_any_incline_and_dips_are_not(degrees, azimuth):
    pressing, dips = (value("upright_on_forearms", each, azimuth) for each in (leaning(degrees), in_dips()))
    assert pressing < 1.2
    assert dips > 1.5


@pytest.mark.parametrize("azimuth", [SIDE, OBLIQUE, FRONT])
def test_who_leans_on_a_counter_is_less_than_upright_and_who_dips_is_not(azimuth):
    assert value("upright_over_hands", leaning(42.0), azimuth) < 46.0
    assert value("upright_over_hands", in_dips(), azimuth) > 55.0


def test_thighs_carry_on_the_trunk_in_a_plank_and_not_on_a_chair():
    assert value("trunk_over_thighs", puppet.push_up(90.0)) == pytest.approx(0.0, abs=0.15)
    assert value("trunk_over_thighs", puppet.seated(on_chair=True)) > 0.7


def test_who_stands_does_not_lie_on_the_forearms():
    points = leaning(60.0)
    for side in ("LEFT", "RIGHT"):
        points[Landmark[f"{side}_ELBOW"], 2] = points[Landmark[f"{side}_WRIST"], 2]
    assert value("forearm_rise", points) > 0.22


@pytest.mark.parametrize("azimuth", [FRONT, BACK])
@pytest.mark.parametrize("bend", [60.0, 90.0, 135.0, 170.0])
def test_a_hanging_elbow_measures_what_it_is_from_front_and_back(bend, azimuth):
    assert value("hanging_elbow", puppet.pull_up(bend), azimuth) == pytest.approx(bend, abs=0.1)


@pytest.mark.parametrize("azimuth", [SIDE, OTHER_SIDE])
@pytest.mark.parametrize("rise", [-10.0, 0.0, 30.0, 80.0])
def test_a_thigh_measures_its_rise_from_either_side(rise, azimuth):
    assert value("thigh", puppet.squat(rise), azimuth) == pytest.approx(rise, abs=0.1)


@pytest.mark.parametrize("azimuth", [SIDE, OTHER_SIDE])
def test_the_knee_of_a_squat_with_level_thighs(azimuth):
    tilt = 85.0 * 0.35
    assert value("knee", puppet.squat(0.0), azimuth) == pytest.approx(90.0 - tilt, abs=0.1)


@pytest.mark.parametrize("azimuth", [SIDE, OTHER_SIDE])
@pytest.mark.parametrize("sag", [-0.08, 0.0, 0.05, 0.1])
def test_sag_is_positive_below_and_negative_above_from_either_side(sag, azimuth):
    assert value("sag", puppet.push_up(120.0, sag=sag), azimuth) == pytest.approx(sag, abs=0.002)


@pytest.mark.parametrize("lean", [0.0, 20.0, 45.0])
def test_the_trunk_leans_as_it_does(lean):
    assert value("trunk_lean", puppet.squat(20.0, lean=lean)) == pytest.approx(lean, abs=0.1)


@pytest.mark.parametrize("azimuth", [FRONT, BACK])
@pytest.mark.parametrize("width", [0.6, 1.0, 1.5])
def test_hands_are_as_wide_as_they_are_from_front_and_back(width, azimuth):
    assert value("hand_width", puppet.push_up(hands=width), azimuth) == pytest.approx(width)
    assert value("hand_width", puppet.pull_up(hands=width), azimuth) == pytest.approx(width)


def test_hands_that_turn_in_bring_the_fingers_closer_than_the_wrists():
    points = puppet.push_up(hands=0.8)
    apart = value("finger_gap", points, FRONT)
    for side, inwards in (("LEFT", 1.0), ("RIGHT", -1.0)):
        points[Landmark[f"{side}_INDEX"]] -= (inwards * 0.1 * puppet.SHOULDERS, 0.0, 0.0)
    assert value("finger_gap", points, FRONT) == pytest.approx(apart - 0.2)
    assert value("hand_width", points, FRONT) == pytest.approx(0.8)


def test_feet_and_knees_are_as_wide_as_they_are():
    points = puppet.squat(0.0, stance=1.6, knees=0.8)
    assert value("knee_width", points, FRONT) == pytest.approx(0.8)
    assert value("stance_width", points, FRONT) == pytest.approx(1.6)


def test_heights_are_in_the_persons_own_arm_lengths():
    arm = puppet.UPPER_ARM + puppet.FOREARM
    straight = value("shoulders_over_hands", puppet.push_up(180.0, hands=1.0))
    bent = value("shoulders_over_hands", puppet.push_up(60.0, hands=1.0))
    assert bent / straight == pytest.approx(puppet.UPPER_ARM / arm, abs=0.01)
    assert value("hips_over_knees", puppet.squat(0.0)) == pytest.approx(0.0, abs=0.01)
    assert value("hips_over_knees", puppet.squat(90.0)) == pytest.approx(1.0, abs=0.03)
    assert value("mouth_over_hands", puppet.pull_up(170.0), FRONT) < -0.5
    assert value("mouth_over_hands", puppet.pull_up(40.0), FRONT) > -0.1


@pytest.mark.parametrize("azimuth", [FRONT, OBLIQUE, SIDE, BACK])
@pytest.mark.parametrize("move", [puppet.push_up, puppet.pull_up, puppet.squat])
def test_no_measure_depends_on_the_pictures_size(move, azimuth):
    pose = puppet.seen(move(), azimuth)
    large, small = Body(pose), Body(puppet.scaled(pose, 0.5))
    for name, measure in MEASURES.items():
        factor = 0.5 if measure.unit == "pixels" else 1.0
        assert measure.of(small) == pytest.approx(factor * measure.of(large), nan_ok=True), name


@pytest.mark.parametrize("name", [name for name, measure in MEASURES.items() if measure.unit != "pixels"])
@pytest.mark.parametrize("azimuth", [FRONT, OBLIQUE, SIDE])
def test_a_mirror_changes_no_measure_but_the_sign_of_those_that_tell_left_from_right(azimuth, name):
    for points in (puppet.push_up(110.0), puppet.pull_up(80.0), puppet.squat(20.0, turn=20.0)):
        points[Landmark.LEFT_WRIST] += (0.0, 0.0, 0.05)  # so that one hand is the higher one
        pose = puppet.seen(points, azimuth)
        plain, mirror = (MEASURES[name].of(Body(each)) for each in (pose, puppet.mirrored(pose)))
        if name in {"trunk_turn", "left_hand_higher", "left_arm_works"}:
            mirror = -mirror
        assert mirror == pytest.approx(plain, abs=1e-6, nan_ok=True)


VERDICTS = {
    "elbow": ("ELBOW", puppet.push_up(), SIDE),
    "hanging_elbow": ("WRIST", puppet.pull_up(), FRONT),
    "pulled_elbow": ("WRIST", puppet.pull_up(), FRONT),
    "seen_elbow": ("ELBOW", puppet.push_up(), SIDE),
    "knee": ("ANKLE", puppet.squat(), SIDE),
    "hip": ("HIP", puppet.squat(), SIDE),
    "thigh": ("KNEE", puppet.squat(), SIDE),
    "sag": ("HIP", puppet.push_up(), SIDE),
    "hand_width": ("WRIST", puppet.push_up(), FRONT),
    "finger_gap": ("INDEX", puppet.push_up(), FRONT),
    "stance_width": ("ANKLE", puppet.squat(), FRONT),
    "knee_width": ("KNEE", puppet.squat(), FRONT),
}


@pytest.mark.parametrize("name", VERDICTS)
def test_what_is_out_of_sight_on_both_sides_is_not_measured(name):
    joint, points, azimuth = VERDICTS[name]
    pose = puppet.seen(points, azimuth)
    rows = (Landmark[f"LEFT_{joint}"], Landmark[f"RIGHT_{joint}"])
    assert not math.isnan(MEASURES[name].of(Body(pose)))
    assert math.isnan(MEASURES[name].of(Body(puppet.hidden(pose, *rows))))


@pytest.mark.parametrize("name", ["elbow", "knee", "hip", "thigh", "sag"])
def test_the_side_in_sight_is_measured_when_the_other_is_hidden(name):
    joint, points, azimuth = VERDICTS[name]
    pose = puppet.seen(points, azimuth)
    image = pose.image.copy()
    far = Landmark[f"RIGHT_{joint}"]
    image[far] += (120.0, -90.0)
    wrong = puppet.hidden(Pose(image, pose.world, pose.visibility), far)
    assert MEASURES[name].of(Body(wrong)) == pytest.approx(MEASURES[name].of(Body(pose)))


@pytest.mark.parametrize("name", MEASURES)
def test_a_verdict_is_given_only_from_views_that_allow_it(name):
    pose = puppet.seen(puppet.squat(40.0), OBLIQUE)
    for view in (*VIEWS, None):
        reading = Reading(0.0, Measured(Body(pose)), view, 1.0)
        if view in MEASURES[name].views:
            assert reading[name] == pytest.approx(reading.raw[name], nan_ok=True)
        else:
            assert math.isnan(reading[name])


@pytest.mark.parametrize("name", MEASURES)
def test_a_body_that_is_nowhere_measures_nothing(name):
    nowhere = Pose(
        np.full((LANDMARK_COUNT, 2), np.nan),
        np.full((LANDMARK_COUNT, 3), np.nan),
        np.full(LANDMARK_COUNT, np.nan),
    )
    found = MEASURES[name].of(Body(nowhere))
    assert math.isnan(found) or math.isinf(found)


@pytest.mark.parametrize("name", MEASURES)
def test_a_body_in_one_point_breaks_nothing(name):
    point = Pose(np.zeros((LANDMARK_COUNT, 2)), np.zeros((LANDMARK_COUNT, 3)), np.ones(LANDMARK_COUNT))
    assert isinstance(MEASURES[name].of(Body(point)), float)


@pytest.mark.parametrize("name", MEASURES)
def test_without_world_landmarks_what_the_picture_tells_still_stands(name):
    for points, azimuth in ((puppet.push_up(), SIDE), (puppet.pull_up(), FRONT), (puppet.squat(), FRONT)):
        known = MEASURES[name].of(Body(puppet.seen(points, azimuth)))
        without = MEASURES[name].of(Body(puppet.seen(points, azimuth, world=False)))
        if name not in {"trunk_turn", "trunk_turned", "toes_out"}:
            assert without == pytest.approx(known, nan_ok=True)


def test_every_measure_says_what_it_is():
    for name, measure in MEASURES.items():
        assert measure.name == name
        assert measure.says
        assert measure.views <= VIEWS


def test_the_trunk_turns_to_the_left_or_the_right():
    left, right = (value("trunk_turn", puppet.squat(20.0, turn=turn), FRONT) for turn in (30.0, -30.0))
    assert left > 10.0
    assert right < -10.0
    assert value("trunk_turn", puppet.squat(20.0), FRONT) == pytest.approx(0.0, abs=2.0)


def test_the_view_index_rises_from_side_to_front():
    indices = [view_index(Body(puppet.seen(puppet.squat(), azimuth))) for azimuth in (SIDE, OBLIQUE, FRONT)]
    assert indices == sorted(indices)
    assert indices[0] < 0.05
    assert indices[2] > 0.7


def moved(name, start, end, azimuth):
    return value(name, start, azimuth) - value(name, end, azimuth)


def test_an_elbow_that_bends_towards_the_camera_is_told_by_its_short_arm():
    up, down = (puppet.push_up(bend, hands=1.0, flare=90.0) for bend in (172.0, 80.0))
    assert abs(moved("elbow_bend", up, down, SIDE)) < 15.0
    assert moved("elbow_fold", up, down, SIDE) > 25.0
    assert value("elbow_fold", puppet.push_up(90.0, hands=1.0)) == pytest.approx(90.0, abs=0.1)


def test_an_arm_that_swings_in_the_picture_or_towards_the_camera_is_not_bent():
    straight, ahead = puppet.squat(), puppet.squat()
    for side in ("LEFT", "RIGHT"):
        shoulder = ahead[Landmark[f"{side}_SHOULDER"]]
        ahead[Landmark[f"{side}_ELBOW"]] = shoulder + np.array([0.0, -0.19, -0.19])
        ahead[Landmark[f"{side}_WRIST"]] = shoulder + np.array([0.0, -0.38, -0.38])
    for azimuth in (SIDE, FRONT):
        assert abs(moved("elbow_fold", straight, ahead, azimuth)) < 10.0


def test_knees_that_bend_towards_the_camera_are_told_by_short_legs():
    up, half = puppet.squat(85.0), puppet.squat(30.0)
    assert moved("knee_fold", up, half, FRONT) > 18.0
    assert moved("knee_fold", up, half, FRONT) > 1.5 * moved("knee_bend", up, half, FRONT)


def test_half_a_squat_goes_nearly_as_far_seen_from_the_front_as_from_the_side():
    up, half = puppet.squat(85.0), puppet.squat(30.0)
    assert moved("hips_over_knees", up, half, FRONT) > 0.6 * moved("hips_over_knees", up, half, SIDE)


@pytest.mark.parametrize("azimuth", [SIDE, OBLIQUE, FRONT])
def test_a_hand_that_taps_the_other_shoulder_does_not_lower_the_body(azimuth):
    up, down, tap = puppet.push_up(172.0), puppet.push_up(80.0), puppet.push_up(172.0)
    tap[Landmark.LEFT_WRIST] = tap[Landmark.RIGHT_SHOULDER] + np.array([0.05, -0.05, -0.03])
    ends = tap[Landmark.LEFT_SHOULDER], tap[Landmark.LEFT_WRIST]
    tap[Landmark.LEFT_ELBOW] = puppet.bent(*ends, puppet.UPPER_ARM, (0.5, 0.0, -1.0))
    as_far = moved("shoulders_over_support", up, down, azimuth)
    assert abs(moved("shoulders_over_support", up, tap, azimuth)) < 0.2 * as_far
    assert moved("shoulders_over_hands", up, tap, azimuth) > 0.8 * as_far
    assert as_far == pytest.approx(moved("shoulders_over_hands", up, down, azimuth))


def test_who_hangs_by_one_hand_is_not_borne_by_the_other():
    hanging = puppet.squat(85.0)
    for joint, up in (("ELBOW", 0.27), ("WRIST", 0.54)):
        hanging[Landmark[f"LEFT_{joint}"]] = hanging[Landmark.LEFT_SHOULDER] + np.array([0.0, 0.0, up])
    assert value("shoulders_over_support", hanging) == pytest.approx(value("shoulders_over_hands", hanging))
