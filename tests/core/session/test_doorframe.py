"""Tests for the doorframe stretch: it is held while the forearm is on the frame, whatever the body does there."""

import numpy as np
import pytest

from posecoach.core.pose.landmarks import Landmark
from posecoach.core.session.two_pass import review
from posecoach.exercises import load
from tests import puppet

PLACED, STEPPED, LEFT_AT = 1.0, 2.5, 6.0
"""s: the forearm is on the frame; the step through it is done; the forearm leaves it."""

WAY = 0.15
"""m that the body moves on in the step."""


def stretched(t, hand_goes):
    """The body at `t`; the forearm stays on the frame, or goes along with the body."""
    share = min(1.0, max(0.0, (t - PLACED) / (STEPPED - PLACED)))
    points = puppet.squat(85.0) + np.array([WAY * share, 0.0, 0.0])
    if PLACED <= t <= LEFT_AT:
        shoulder = points[Landmark.LEFT_SHOULDER]
        frame = shoulder if hand_goes else shoulder - np.array([WAY * share, 0.0, 0.0])
        wrist = frame + np.array([0.3, 0.0, 0.25])
        points[Landmark.LEFT_WRIST] = wrist
        points[Landmark.LEFT_ELBOW] = wrist - np.array([0.0, 0.0, 0.25])
        for finger in ("PINKY", "INDEX", "THUMB"):
            points[Landmark[f"LEFT_{finger}"]] = wrist + np.array([0.0, 0.0, 0.08])
    return points


@pytest.mark.parametrize(("hand_goes", "start"), [(False, PLACED), (True, STEPPED)])
def test_the_hold_begins_when_the_forearm_rests_and_not_when_the_body_does(hand_goes, start):
    film = puppet.film(lambda t: stretched(t, hand_goes), 8.0, azimuth=puppet.FRONT)
    (done,) = review(lambda: iter(film), (load("doorframe_stretch"),)).sets
    (hold,) = done.holds
    assert hold.side == "left"
    assert hold.start == pytest.approx(start, abs=1.0)
    assert hold.seen_to == pytest.approx(LEFT_AT, abs=0.5)
