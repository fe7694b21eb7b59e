"""What a first look keeps for a second one."""

import pytest

from posecoach.core.pose.body import Body
from posecoach.core.pose.frame_analysis import FrameAnalyzer
from posecoach.core.pose.measures import MEASURES
from posecoach.core.pose.reading import Measured
from posecoach.core.pose.reading_buffer import BUFFER_S
from posecoach.core.pose.reading_cache import ReadingCache
from tests import puppet

BENT, STRAIGHT = (puppet.seen(puppet.push_up(angle)) for angle in (80.0, 170.0))


def film(pose=BENT, seconds=BUFFER_S + 5.0):
    """Poses at 4 frames a second, of which every fifth one shows nobody."""
    return [(i / 4.0, None if i % 5 == 4 else pose) for i in range(int(seconds * 4.0))]


def kept(poses, *asked):
    """Notes of what these poses show, after these measures were asked for, and the sights themselves."""
    eye, notes = FrameAnalyzer(), ReadingCache()
    analyses = [notes.keep(eye.step(t, pose)) for t, pose in poses]
    for analysis in analyses:
        for name in asked if analysis.reading else ():
            assert analysis.reading.raw[name] is not None
    return notes, analyses


@pytest.mark.parametrize("seconds", [5.0, BUFFER_S + 5.0])
def test_the_same_comes_back(seconds):
    notes, analyses = kept(film(seconds=seconds), "elbow")
    again = list(notes.again(film(seconds=seconds)))
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
    eye, notes = FrameAnalyzer(), ReadingCache()
    for t, pose in film():
        analysis = notes.keep(eye.step(t, pose))
        if analysis.reading:
            assert analysis.reading.raw["elbow"] < 90.0
    first = next(iter(notes.again(film(STRAIGHT)))).reading
    assert first.raw["elbow"] < 90.0
    assert first.raw["hip"] == Measured(Body(STRAIGHT))["hip"]
