"""Readings that a first pass keeps for a second one."""

import pytest

from posecoach.core.pose.body import Body
from posecoach.core.pose.measures import MEASURES
from posecoach.core.pose.reading import Measured
from posecoach.core.pose.reading_buffer import BUFFER_S
from posecoach.core.pose.reading_cache import CachedAnalyzer
from tests import puppet

BENT, STRAIGHT = (puppet.seen(puppet.push_up(angle)) for angle in (80.0, 170.0))


def film(pose=BENT, seconds=BUFFER_S + 5.0):
    """Poses at 4 frames a second, of which every fifth one shows nobody."""
    return [(i / 4.0, None if i % 5 == 4 else pose) for i in range(int(seconds * 4.0))]


def kept(poses, *asked):
    """An analyzer that has seen these poses, after these measures were asked for, and its analyses."""
    analyzer = CachedAnalyzer()
    analyses = [analyzer.step(t, pose) for t, pose in poses]
    for analysis in analyses:
        for name in asked if analysis.reading else ():
            assert analysis.reading.raw[name] is not None
    analyzer.rewind()
    return analyzer, analyses


@pytest.mark.parametrize("seconds", [5.0, BUFFER_S + 5.0])
def test_the_same_comes_back(seconds):
    analyzer, analyses = kept(film(seconds=seconds), "elbow")
    again = [analyzer.step(t, pose) for t, pose in film(seconds=seconds)]
    assert [(s.t, s.pose, s.view, s.cut) for s in again] == [(s.t, s.pose, s.view, s.cut) for s in analyses]
    for one, other in zip(analyses, again, strict=True):
        if one.reading is None:
            assert other.reading is None
        else:
            assert (other.reading.t, other.reading.scale) == (one.reading.t, one.reading.scale)
            assert [other.reading[name] for name in MEASURES] == pytest.approx(
                [one.reading[name] for name in MEASURES], rel=0, abs=0, nan_ok=True
            )


def test_what_is_noted_down_is_not_measured_again_and_the_rest_is():
    analyzer = CachedAnalyzer()
    for t, pose in film():
        analysis = analyzer.step(t, pose)
        if analysis.reading:
            assert analysis.reading.raw["elbow"] < 90.0
    analyzer.rewind()
    first = analyzer.step(0.0, STRAIGHT).reading
    assert first.raw["elbow"] < 90.0
    assert first.raw["hip"] == Measured(Body(STRAIGHT))["hip"]
