"""A film that is cut hard from one person and room to another counts as its parts do."""

from fractions import Fraction
from pathlib import Path

import av
import pytest

import posecoach
from posecoach import batch
from posecoach.core.session.coach import Coach
from posecoach.core.session.loop import recorded, run
from posecoach.exercises import load

SAMPLES = Path(__file__).resolve().parents[1] / "sample_videos"
PARTS = ("push_up_sag_side", "push_up_standard_side")
EACH = 4
"""Push-ups in each part."""


def joined(path):
    """The parts one after the other, without a picture between."""
    with av.open(str(path), "w") as film:
        out = film.add_stream("libx264", rate=30, options={"crf": "20", "preset": "ultrafast"})
        out.width, out.height, out.pix_fmt = 640, 480, "yuv420p"
        index = 0
        for name in PARTS:
            with av.open(str(SAMPLES / f"{name}.mp4")) as part:
                for frame in part.decode(video=0):
                    picture = frame.reformat(out.width, out.height, out.pix_fmt)
                    picture.pts, picture.time_base = index, Fraction(1, 30)
                    film.mux(out.encode(picture))
                    index += 1
        film.mux(out.encode())
    return path


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    return joined(tmp_path_factory.mktemp("cut") / "cut.mp4")


@pytest.fixture(scope="module")
def looked_at(film):
    return batch.track(film, every_frame=True)[0]


def test_afterwards(looked_at):
    record = posecoach.analyze_landmarks(looked_at, exercise="push_up")
    assert sum(len(each.reps) for each in record.sets) == EACH * len(PARTS)


def test_live(looked_at):
    record = run(recorded(looked_at.poses()), Coach([load("push_up")]))
    assert sum(len(each.reps) for each in record.sets) == EACH * len(PARTS)
