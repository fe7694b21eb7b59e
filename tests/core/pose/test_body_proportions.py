import dataclasses
import math

import numpy as np
import pytest

from posecoach.core.pose.body import Body
from posecoach.core.pose.body_proportions import ProportionsEstimator
from posecoach.core.pose.frame_analysis import FrameAnalyzer
from posecoach.core.pose.landmarks import Landmark
from posecoach.core.pose.measures import MEASURES
from posecoach.core.pose.reading_buffer import BUFFER_S
from posecoach.core.pose.reading_cache import CachedAnalyzer
from tests import puppet
from tests.puppet import FRONT, OBLIQUE, SIDE

FPS = 25.0


def pressed(elbow, flare=45.0, azimuth=SIDE, metre=300.0):
    return puppet.seen(puppet.push_up(elbow, hands=1.0, flare=flare), azimuth, metre=metre)


def learned(watch, t, pose):
    body = Body(pose)
    return watch.step(
        t, body, *(MEASURES[name].of(body) for name in ("elbow_bend", "knee_bend")), view="side"
    ).arm


def elbows(poses):
    eye = FrameAnalyzer()
    return [eye.step(i / FPS, pose).reading["elbow"] for i, pose in enumerate(poses)]


@pytest.mark.parametrize("azimuth", [SIDE, -SIDE])
@pytest.mark.parametrize("bend", [70.0, 95.0, 120.0])
def test_elbows_that_point_at_the_camera_are_as_bent_as_they_are(bend, azimuth):
    alone = MEASURES["elbow"].of(Body(pressed(bend, azimuth=azimuth)))
    assert alone > bend + 8.0
    after = elbows([pressed(170.0, azimuth=azimuth)] * 25 + [pressed(bend, azimuth=azimuth)])[-1]
    assert after == pytest.approx(bend, abs=3.0)


def test_without_a_straight_arm_the_elbow_is_what_it_looks():
    bent = pressed(110.0)
    assert elbows([bent] * 25) == [MEASURES["elbow"].of(Body(bent))] * 25


def test_straight_arms_stay_straight_and_a_lock_out_that_is_missed_is_told():
    found = elbows([pressed(170.0)] * 25 + [pressed(130.0)] * 25)
    assert found[:25] == pytest.approx([170.0] * 25, abs=4.0)
    assert found[25:] == pytest.approx([130.0] * 25, abs=3.0)


def test_one_frame_of_a_longer_arm_is_not_the_arms_length():
    watch = ProportionsEstimator()
    for i in range(50):
        known = learned(watch, i / FPS, pressed(170.0))
    wild = learned(watch, 2.0, pressed(170.0, metre=330.0))
    assert wild == pytest.approx(known, rel=0.01)
    for i in range(60):
        after = learned(watch, 2.04 + i / FPS, pressed(170.0, metre=330.0))
    assert after == pytest.approx(1.1 * known, rel=0.01)


def test_bent_arms_leave_the_length_as_it_is():
    watch = ProportionsEstimator()
    known = learned(watch, 0.0, pressed(165.0))
    assert [learned(watch, 1.0 + i, pressed(90.0, azimuth=OBLIQUE)) for i in range(5)] == [known] * 5


def test_another_scene_has_other_arms():
    eye = FrameAnalyzer()
    elsewhere = dataclasses.replace(pressed(90.0), image=pressed(90.0).image + np.array([1500.0, -300.0]))
    poses = [pressed(170.0)] * 25 + [elsewhere] * 25
    analyses = [eye.step(i / FPS, pose) for i, pose in enumerate(poses)]
    assert analyses[0].reading.raw.proportions.arm > 0.0
    cut = next(i for i, analysis in enumerate(analyses) if analysis.cut)
    assert all(math.isnan(analysis.reading.raw.proportions.arm) for analysis in analyses[cut:])


def test_who_looks_again_sees_the_same_elbow():
    poses = [(i / FPS, pressed(170.0 if i < 50 else 90.0)) for i in range(round((BUFFER_S + 5.0) * FPS))]
    analyzer = CachedAnalyzer()
    analyses = [analyzer.step(t, pose) for t, pose in poses]
    analyzer.rewind()
    again = [analyzer.step(t, pose) for t, pose in poses]
    assert [s.reading["elbow"] for s in again] == [s.reading["elbow"] for s in analyses]


def test_thighs_that_point_at_the_camera_are_as_high_as_they_are():
    level = puppet.seen(puppet.squat(0.0, stance=1.2), FRONT)
    high = puppet.seen(puppet.squat(30.0, stance=1.2), FRONT)
    assert MEASURES["thigh_height"].of(Body(high)) > 0.65
    eye = FrameAnalyzer()
    for i in range(25):
        eye.step(i / FPS, puppet.seen(puppet.squat(88.0, stance=1.2), FRONT))
    found = [eye.step(1.0 + i / FPS, pose).reading["thigh_height"] for i, pose in enumerate((high, level))]
    assert found == pytest.approx([0.5, 0.0], abs=0.05)


def turned(turn, **camera):
    return puppet.seen(puppet.squat(10.0, stance=1.8, turn=turn), FRONT, **camera)


def stretched(turn, before=0.0):
    """Return the reading of a squat stretch that is turned so far, by one who stood turned by `before`."""
    eye = FrameAnalyzer()
    for i in range(25):
        eye.step(i / FPS, puppet.seen(puppet.squat(88.0, stance=1.8, turn=before), FRONT))
    return eye.step(1.0, turned(turn, world=False)).reading


@pytest.mark.parametrize("turn", [-40.0, -25.0, 25.0, 40.0])
def test_shoulders_have_turned_as_far_as_they_look_narrower(turn):
    reading = stretched(turn)
    assert reading["trunk_turn"] == pytest.approx(turn, abs=3.0)
    assert reading["trunk_turned"] == pytest.approx(abs(turn), abs=3.0)
    assert reading["stance_width"] == pytest.approx(1.8, abs=0.05)


def test_shoulders_that_never_faced_the_camera_have_no_known_width():
    assert math.isnan(stretched(0.0, before=60.0).raw.proportions.shoulders)


def test_raised_arms_do_not_tell_how_wide_the_shoulders_are():
    eye = FrameAnalyzer()
    analyses = [eye.step(i / FPS, puppet.seen(puppet.pull_up(170.0), FRONT)) for i in range(25)]
    assert math.isnan(analyses[-1].reading.raw.proportions.shoulders)
    assert analyses[-1].reading.raw.proportions.arm > 0.0


@pytest.mark.parametrize("azimuth", [SIDE, 60.0, OBLIQUE])
def test_thighs_that_point_past_the_camera_are_no_steeper_than_their_length_allows(azimuth):
    squat = puppet.seen(puppet.squat(20.0, stance=1.8), azimuth)
    eye = FrameAnalyzer()
    for i in range(25):
        eye.step(i / FPS, puppet.seen(puppet.squat(88.0, stance=1.8), azimuth))
    assert eye.step(1.0, squat).reading["thigh"] == pytest.approx(20.0, abs=1.0)


def test_shoulders_that_hide_each_other_tell_no_width():
    standing = puppet.seen(puppet.squat(88.0), SIDE)
    image = standing.image.copy()
    image[Landmark.NOSE, 0] = image[Landmark.LEFT_SHOULDER, 0]
    reading = FrameAnalyzer().step(0.0, dataclasses.replace(standing, image=image)).reading
    assert math.isnan(reading.raw.proportions.shoulders)
    assert not math.isnan(reading.raw["trunk_turn"])


def held(poses, bent, measure):
    """Return the reading after a second on the way and half a second held, bent to `bent` of 1."""
    eye = FrameAnalyzer()
    course = [0.0] * 25 + [i / 25 for i in range(25)] + [1.0] * 13
    return [eye.step(i / FPS, poses(bent * share)).reading[measure] for i, share in enumerate(course)][-1]


@pytest.mark.parametrize("flare", [60.0, 75.0, 85.0])
def test_a_bent_arm_that_looks_straight_is_not_taken_for_a_short_one(flare):
    found = held(lambda share: pressed(170.0 - 80.0 * share, flare), 1.0, "elbow")
    assert found == pytest.approx(90.0, abs=8.0)


def test_nor_is_a_thigh_that_points_at_the_camera():
    low = held(
        lambda share: puppet.seen(puppet.squat(88.0 - 68.0 * share, stance=0.9), FRONT), 1.0, "thigh_height"
    )
    assert low == pytest.approx(math.sin(math.radians(20.0)), abs=0.06)


@pytest.mark.parametrize("gone", [0.0, 3.0])
def test_who_comes_back_farther_away_is_measured_afresh(gone):
    eye = FrameAnalyzer()
    for i in range(25):
        eye.step(i / FPS, pressed(170.0))
    for i in range(25):
        eye.step(1.0 + gone + i / FPS, pressed(170.0, metre=200.0))
    assert eye.step(2.0 + gone, pressed(120.0, metre=200.0)).reading["elbow"] == pytest.approx(120.0, abs=4.0)


def test_after_an_absence_nothing_is_known():
    eye = FrameAnalyzer()
    for i in range(25):
        eye.step(i / FPS, pressed(170.0))
    bent = pressed(120.0)
    assert eye.step(4.0, bent).reading["elbow"] == MEASURES["elbow"].of(Body(bent))


def test_limbs_out_of_sight_tell_no_length():
    standing = puppet.seen(puppet.squat(88.0), FRONT)
    legs = [Landmark[f"{side}_{joint}"] for side in ("LEFT", "RIGHT") for joint in ("KNEE", "ANKLE")]
    proportions = FrameAnalyzer().step(0.0, puppet.hidden(standing, *legs)).reading.raw.proportions
    assert math.isnan(proportions.leg)
    assert proportions.arm > 0.0


def test_a_face_that_looks_at_the_camera_over_turned_shoulders_is_not_facing_it():
    oblique = puppet.seen(puppet.squat(88.0), OBLIQUE)
    image = oblique.image.copy()
    image[Landmark.NOSE, 0] = image[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER], 0].mean()
    proportions = FrameAnalyzer().step(0.0, dataclasses.replace(oblique, image=image)).reading.raw.proportions
    assert math.isnan(proportions.shoulders)


def test_who_turned_and_lay_down_farther_away_has_arms_measured_afresh():
    eye = FrameAnalyzer()
    for i in range(75):
        eye.step(i / FPS, puppet.seen(puppet.squat(88.0), FRONT))
    for i in range(75):
        eye.step(3.0 + i / FPS, pressed(170.0, metre=250.0))
    assert eye.step(6.0, pressed(90.0, metre=250.0)).reading["elbow"] == pytest.approx(90.0, abs=5.0)
