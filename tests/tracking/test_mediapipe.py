import os
import subprocess
import sys
from dataclasses import replace
from itertools import islice
from types import SimpleNamespace

import numpy as np
import pytest

from posecoach.core.pose.landmarks import Landmark
from posecoach.errors import TrackerError
from posecoach.media.video import Video
from posecoach.tracking import landmarker, people_search, survey
from posecoach.tracking.landmarks_io import TrackBuilder, load, save
from posecoach.tracking.mediapipe import MediaPipeTracker, ready
from posecoach.types import Frame
from tests.films import PERSON, SAMPLES

pytestmark = pytest.mark.skipif(not PERSON.exists(), reason=f"needs {PERSON.name}")


@pytest.fixture(scope="module")
def frames():
    return list(islice(Video(PERSON).frames(), 8))


@pytest.fixture(scope="module")
def poses(frames):
    return found(frames)


def found(frames):
    with MediaPipeTracker() as tracker:
        return [tracker.find(frame) for frame in frames]


def test_a_body_is_found_in_pixels_and_metres(poses, frames):
    width, height = frames[0].size
    for pose in poses:
        assert (pose.image[:, 0] > 0).all()
        assert (pose.image[:, 0] < width).all()
        assert (pose.image[:, 1] < height).all()
        assert np.ptp(pose.image[:, 0]) > 0.3 * width, "someone lies across the picture"
        assert np.ptp(pose.world[:, 0]) > 1.0
        hips = pose.world[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0)
        assert np.abs(hips).max() < 0.05
        assert pose.visibility[Landmark.NOSE] > 0.8


def test_numbers_are_those_of_a_recording(poses, frames, tmp_path):
    builder = TrackBuilder(frames[0].size)
    for frame, pose in zip(frames, poses, strict=True):
        builder.add(frame.t, pose)
    save(builder.build(), tmp_path / "a.npz")
    for (_, read), pose in zip(load(tmp_path / "a.npz").poses(), poses, strict=True):
        assert np.array_equal(read.image, pose.image)
        assert np.array_equal(read.world, pose.world)
        assert np.array_equal(read.visibility, pose.visibility)


def test_the_same_frames_give_the_same_numbers(poses, frames):
    for one, other in zip(found(frames), poses, strict=True):
        assert np.array_equal(one.image, other.image)


def test_pixels_are_those_of_the_source(poses):
    """Half the picture, the same answer: to 2 % of its width."""
    small = list(islice(Video(PERSON).frames(longest=320), len(poses)))
    assert small[0].image.shape[1] == 320
    for one, other in zip(found(small), poses, strict=True):
        assert np.abs(one.image - other.image)[list(islice(Landmark, 11, 17))].max() < 0.02 * small[0].size[0]


def test_rows_with_gaps_between_them_are_seen_too(poses, frames):
    """MediaPipe reads past the stride of such an array, sees a skewed picture, and nobody in it."""
    padded = []
    for frame in frames:
        height, width, _ = frame.image.shape
        wide = np.zeros((height, width + 22, 3), np.uint8)
        wide[:, :width] = frame.image
        padded.append(Frame(frame.t, wide[:, :width]))
    assert not padded[0].image.flags.c_contiguous
    for one, other in zip(found(padded), poses, strict=True):
        assert np.array_equal(one.image, other.image)


def test_frames_made_ready_beforehand_give_the_same_numbers(poses, frames):
    made = [ready(replace(frame, image=frame.image.copy())) for frame in frames]
    for frame in made:
        frame.image[:] = 0  # what is looked at is the copy
    again = [replace(frame, t=frame.t) for frame in made]
    for some in (made, again):
        for one, other in zip(found(some), poses, strict=True):
            assert np.array_equal(one.image, other.image)


def test_nobody_in_an_empty_room():
    empty = np.full((120, 160, 3), 128, np.uint8)
    assert found([Frame(n / 30, empty) for n in range(3)]) == [None] * 3


def test_time_in_steps_of_less_than_a_millisecond(frames):
    assert all(found([Frame(n * 1e-4, frames[0].image) for n in range(4)]))


def test_closing_twice_is_as_good_as_once(frames):
    tracker = MediaPipeTracker()
    tracker.close()
    tracker.close()
    with pytest.raises(TrackerError, match="has been closed"):
        tracker.find(frames[0])


def test_a_model_that_is_none(tmp_path):
    with pytest.raises(TrackerError, match="no such model file"):
        MediaPipeTracker(tmp_path / "x.task")


SCRIPT = """
import sys
from pathlib import Path
from posecoach.media.video import Video
from posecoach.tracking import mediapipe
from posecoach.tracking.mediapipe import MediaPipeTracker
tracker = MediaPipeTracker()
for frame, _ in zip(Video(Path(sys.argv[1])).frames(), range(3)):
    print(tracker.find(frame) is not None)
"""


@pytest.mark.parametrize(
    "ending", ["", "tracker.close()", "del tracker", "keep = [tracker]; keep.append(keep)"]
)
def test_nothing_is_said_on_standard_error(ending):
    """Neither by MediaPipe at work, nor by its finalizer when nobody closed it."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT + ending, str(PERSON)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, ["True"] * 3, "")


def test_a_log_line_that_comes_late_is_held_back_too(frames, monkeypatch, capfd):
    class Noisy:
        def detect_for_video(self, _picture, _ms):
            os.write(
                2, b"W0000 00:00:17.0 1 inference_runner_litert.cc:1433] Input tensor memory is not aligned\n"
            )
            marks = [SimpleNamespace(x=0.1 + i / 50, y=0.5, z=0.0, visibility=1.0) for i in range(33)]
            return SimpleNamespace(pose_landmarks=[marks], pose_world_landmarks=[marks])

        def close(self):
            pass

    monkeypatch.setattr(landmarker, "create", lambda *_: Noisy())
    with MediaPipeTracker() as tracker:
        assert all(tracker.find(frame) for frame in frames[:3])
    assert capfd.readouterr().err == ""


def beside(names, count, hidden=()):
    """Two films side by side, ten frames a second; in some frames whoever is in the first one is gone."""
    left, right = (
        [frame.image[:, 100:-100] for frame in islice(Video(SAMPLES / name).frames(640), 25, 25 + 3 * count)][
            ::3
        ]
        for name in names
    )
    for n, (one, other) in enumerate(zip(left, right, strict=True)):
        shown = one[:, :1].repeat(one.shape[1], axis=1) if n in hidden else one
        yield Frame(n / 10, np.concatenate([shown, other], axis=1))


def sides(poses, middle=440):
    return "".join(
        "-" if pose is None else "L" if pose.image[:, 0].mean() < middle else "R" for pose in poses
    )


def needs(*names):
    return pytest.mark.skipif(not all((SAMPLES / each).exists() for each in names), reason=f"needs {names}")


@needs("squat_side.mp4")
def test_another_is_not_taken_for_the_athlete_who_is_hidden_for_a_second():
    """The landmarker alone goes over to the other one, and stays there."""
    names, hidden = ("squat_side.mp4", PERSON.name), range(20, 30)
    with MediaPipeTracker() as tracker:
        where = sides([tracker.find(frame) for frame in beside(names, 45, hidden)])
    assert where[:20] == "L" * 20
    assert set(where[20:30]) == {"-"}
    assert where[32:] == "L" * 13
    assert tracker.jumps_refused == 1
    assert "somebody else was found once in the athlete's stead" in tracker.notes[0]


@needs("squat_side.mp4")
def test_who_never_comes_back_is_waited_for_three_seconds():
    names = "squat_side.mp4", PERSON.name
    with MediaPipeTracker() as tracker:
        where = sides([tracker.find(frame) for frame in beside(names, 70, range(30, 70))])
    assert where[:30] == "L" * 30
    assert set(where[30:57]) == {"-"}
    assert where[62:] == "R" * 8
    assert "somebody else was followed from then on" in tracker.notes[0]


@needs("squat_side.mp4", "squat_stretch_front.mp4")
def test_it_says_which_of_several_people_is_followed():
    with MediaPipeTracker() as tracker:
        where = sides(
            [tracker.find(frame) for frame in beside(("squat_side.mp4", "squat_stretch_front.mp4"), 42)]
        )
    assert len(set(where)) == 1, "one and the same throughout"
    side = {"L": "left", "R": "right"}[where[0]]
    assert tracker.people == 2
    assert tracker.notes == [f"2 people in the picture; following the one on the {side}"]


@needs("squat_side.mp4")
@pytest.mark.parametrize(("who", "side"), [("left", "L"), ("right", "R"), ("2", "R")])
def test_the_one_who_is_asked_for_is_followed(who, side):
    pictures = list(beside(("squat_side.mp4", PERSON.name), 12))
    there = survey.people((each.t, people_search.poses(each, survey.SURVEY_TILES)) for each in pictures[::6])
    person = survey.pick(who, there)
    with MediaPipeTracker(whom=person.sightings) as tracker:
        where = sides([tracker.find(frame) for frame in pictures])
    assert where == side * 12


@needs("squat_side.mp4")
def test_who_strayed_to_another_comes_back_where_the_survey_saw_them():
    """The first sighting is of the wrong one, as where two cross."""
    pictures = list(beside(("squat_side.mp4", PERSON.name), 12))
    left, right = (
        each.sightings
        for each in survey.people(
            (each.t, people_search.poses(each, survey.SURVEY_TILES)) for each in pictures[::6]
        )
    )
    with MediaPipeTracker(whom=[left[0], right[1]]) as tracker:
        where = sides([tracker.find(frame) for frame in pictures])
    assert where[:2] == "LL"
    assert where[-4:] == "RRRR"


def test_nothing_is_loaded_while_a_prepared_tracker_looks_around(frames, monkeypatch):
    with MediaPipeTracker() as tracker:
        tracker.prepare()
        monkeypatch.setattr(landmarker, "create", lambda *_: pytest.fail("it is loaded now"))
        tracker.find(frames[0])
        late = Frame(people_search.FIRST_LOOK + 0.1, frames[1].image, frames[1].size)
        tracker.find(late)
    assert tracker.people == 1


def test_others_are_searched_for_from_the_moment_on_that_is_given(frames, monkeypatch):
    looked = []
    monkeypatch.setattr(people_search, "_people", lambda _m, frame, _a: (looked.append(frame.t), (1, ""))[1])
    with MediaPipeTracker(first_look=14.0) as tracker:
        for t, frame in zip((5.0, 13.9, 14.1), frames, strict=False):
            tracker.find(replace(frame, t=t))
        assert tracker.people == 1
    assert looked == [14.1]


def test_a_look_around_that_fails_is_a_note_and_costs_nothing_else(frames, monkeypatch):
    def broken(_model):
        raise RuntimeError("no graph\nand more")

    monkeypatch.setattr(people_search, "_detector", broken)
    with MediaPipeTracker() as tracker:
        tracker.find(frames[0])
        assert tracker.notes == [], "nobody has looked yet"
        tracker.find(replace(frames[1], t=people_search.FIRST_LOOK + 0.1))
        assert tracker.notes == ["others may be there unseen: MediaPipe failed at 4.10 s: no graph"]
        assert tracker.people == 0
