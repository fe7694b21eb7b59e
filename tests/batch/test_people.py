"""Tests for films with several people: who is followed, and counting all of them."""

import math
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from posecoach.batch import Job, each, people
from posecoach.batch.crowd import Crowd
from posecoach.batch.identity import images_in_mirrors, is_alone, left_behind, stays_at, went_to_another
from posecoach.batch.people import analyze_everyone, is_in_doubt
from posecoach.batch.task import run
from posecoach.batch.video_tasks import VideoTasks
from posecoach.batch.workers import Done
from posecoach.core.events import SetEnded
from posecoach.core.pose.landmarks import Pose
from posecoach.core.session.record import Record
from posecoach.errors import SourceError
from posecoach.exercises import load
from posecoach.media.options import ReadOptions
from posecoach.media.video import Video
from posecoach.tracking.landmarks_io import Track
from posecoach.tracking.person_lock import Box
from posecoach.tracking.segments import TrackedSegment
from posecoach.tracking.survey import Looks, Person, Sighting
from tests import puppet
from tests.films import SAMPLES, film
from tests.records import movement

FILM = Path("film.mp4")
JOB = Job(tuple(load(name) for name in ("push_up", "squat", "reverse_fly")))
HEIGHT = 300


def of(*turns, exercise="squat", person=0):
    """A record of one set with these turns."""
    record = Record(person=person)
    reps = [movement(t - 0.6, exercise=exercise) for t in turns]
    over = (
        SetEnded(turns[-1] + 1.0, exercise, 1, turns[0] - 1.0, turns[-1] + 1.0, len(turns)) if turns else None
    )
    record.events = [*reps, *([over] if over else [])]
    return record


def segment(**more):
    rows = np.full((3, 33, 2), np.nan)
    track = Track(np.arange(3.0), rows, np.full((3, 33, 3), np.nan), rows[..., 0], (640, 480))
    return TrackedSegment(track, [], 0.0, math.inf, **more)


@pytest.mark.parametrize(
    ("record", "found", "doubt"),
    [
        (of(1.0), segment(), False),
        (of(1.0), segment(others=True), True),
        (of(), segment(others=True), True),
        (of(1.0, 2.0, 3.0), segment(others=True), False),
        (of(1.0, 2.0, 3.0), segment(others=True, athlete_left=True), True),
    ],
    ids=["alone", "others", "nothing", "exercises", "left"],
)
def test_others_are_looked_at_where_the_one_who_is_followed_may_not_exercise(record, found, doubt):
    assert is_in_doubt(FILM, JOB, record, found) is doubt
    assert not is_in_doubt(Path("film.npz"), JOB, record, found), "a recording has no others"
    asked = Job(JOB.exercises, reading=ReadOptions(person="left"))
    assert not is_in_doubt(FILM, asked, record, found), "it is the one who was asked for"


def moving(by):
    """Somebody's landmarks, 180 px long, whose arms and legs move by so many px."""
    pose = np.column_stack([np.linspace(0.0, 60.0, 33), np.linspace(0.0, 170.0, 33)])
    rows = np.repeat(pose[None], 40, axis=0)
    rows[:, 13:, 1] += by * np.sin(np.arange(40) / 4.0)[:, None]
    return Track(np.arange(40) / 10.0, rows, np.full((40, 33, 3), np.nan), np.ones((40, 33)), (640, 480))


@pytest.mark.parametrize(("by", "doubt"), [(2.0, True), (40.0, False)], ids=["still", "moves"])
def test_others_are_looked_for_where_nothing_counts_and_somebody_stands_still(by, doubt):
    found = TrackedSegment(moving(by), [], 0.0, math.inf)
    assert is_in_doubt(FILM, JOB, of(), found) is doubt
    assert not is_in_doubt(FILM, JOB, of(1.0), found), "something counted"


@pytest.mark.parametrize(
    ("records", "lengths", "images"),
    [
        ([of(1.0, 3.0, 5.0), of(1.05, 2.95, 5.0)], [300.0, 200.0], [1]),
        ([of(1.0, 3.0, 5.0), of(1.05, 2.95, 5.0)], [200.0, 300.0], [0]),
        ([of(1.0, 3.0, 5.0), of(1.3, 3.3, 5.3)], [300.0, 200.0], []),
        ([of(1.0, 3.0, 5.0), of(1.0, 3.0, 5.0, exercise="push_up")], [300.0, 200.0], []),
        ([of(1.0, 3.0), of(1.0, 3.0)], [300.0, 200.0], []),
        ([of(1.0, 3.0, 5.0), of()], [300.0, 200.0], []),
    ],
    ids=["image", "nearer image", "in a class", "another exercise", "too few", "still"],
)
def test_who_turns_when_another_does_is_an_image_in_a_mirror(records, lengths, images):
    assert images_in_mirrors(records, lengths) == images


def test_landmarks_that_went_over_to_another_are_nobody_else_s():
    """Somebody at the edge left after a look; what is found there is then the one beside."""
    track = moving(0.0)
    there = [Sighting(float(t), Box(0.0, 0.0, 60.0, 170.0)) for t in range(4)]
    beside = [Sighting(float(t), Box(50.0, 0.0, 110.0, 170.0)) for t in range(4)]
    left = Person([Sighting(0.0, Box(70.0, 0.0, 130.0, 170.0))])
    assert went_to_another(track, left, [Person(there), left])
    assert not went_to_another(track, left, [Person(beside), left]), "the one beside is not covered"
    assert not went_to_another(track, Person(there), [Person(there), left]), "they are their own"


def looks(*offsets):
    """Pictures a second apart that show the one of `moving(0.0)`, moved to the right by so many px; maybe others."""
    body = moving(0.0).image[0]
    shown = [
        [Pose(body + np.array([x, 0.0]), np.zeros((33, 3)), np.ones(33)) for x in each] for each in offsets
    ]
    return list(enumerate(shown))


@pytest.mark.parametrize(
    ("shown", "alone"),
    [
        (looks([0.0], [], [0.0], [2.0]), True),
        (looks([0.0], [0.0], [0.0, 300.0], [0.0]), False),
        (looks([0.0], [300.0], [0.0], [300.0]), False),
        ([], True),
    ],
    ids=["alone", "another beside", "another by turns", "nobody"],
)
def test_who_is_alone_in_all_pictures_is_alone(shown, alone):
    assert is_alone(shown, moving(0.0)) is alone


def surveyed(*bodies, right):
    """Somebody seen a second apart in these positions, so many px to the right."""
    poses = [replace(pose, image=pose.image + np.array([right, 0.0])) for pose in map(puppet.seen, bodies)]
    return Person([Sighting(float(t), Box.of(pose.image), pose) for t, pose in enumerate(poses)])


def test_of_others_those_are_tried_who_move_as_an_exercise_asks_for_and_nobody_twice():
    angles = (85.0, 20.0, 60.0, 85.0, 10.0)
    stands = surveyed(*[puppet.squat(85.0)] * 5, right=300.0)
    shallow = surveyed(*(puppet.squat(max(angle, 40.0)) for angle in angles), right=600.0)
    deep = surveyed(*map(puppet.squat, angles), right=900.0)
    assert people._likely([stands, shallow, deep], JOB, moving(0.0)) == [2, 1]
    rows = np.array([sight.pose.image for sight in deep.sightings])
    known = Track(np.arange(5.0), rows, np.full((5, 33, 3), np.nan), np.ones((5, 33)), (640, 480))
    assert people._likely([stands, shallow, deep], JOB, known) == [1]


def test_a_video_in_doubt_has_one_more_task_whose_result_is_the_video_s(monkeypatch):
    monkeypatch.setattr(
        "posecoach.batch.task.who_exercises",
        lambda _p, _j, followed, _progress: (of(1.0, 2.0, 3.0), followed[1]),
    )
    video = VideoTasks.plan(0, FILM, JOB, split=True)
    (task,) = video.tasks
    assert video._settled(task, of(), segment(others=True), JOB) is None
    (other,) = video.again
    done = video.take(other, Done(0, result=run(other)))
    assert people.reps(done.record) == 3
    assert [record for record, _ in done.results] == [done.record]


def test_where_the_others_cannot_be_looked_at_there_is_the_one_who_was_followed():
    video = VideoTasks.plan(0, FILM, JOB, split=True)
    video._settled(video.tasks[0], of(1.0), segment(others=True), JOB)
    done = video.take(video.again[0], Done(0, error=SourceError("gone")))
    assert people.reps(done.record) == 1
    assert done.record.notes == ["the other people could not be looked at: gone"]


def pictures(name, every=2):
    """Every so manieth picture of a sample film."""
    return [
        frame.image for n, frame in enumerate(Video(SAMPLES / f"{name}.mp4").frames(480)) if n % every == 0
    ]


def strip(image, height, left=0.0, right=1.0):
    """Part of a picture across, at a height, on the floor of a strip of the film."""
    width = image.shape[1]
    part = image[:, round(left * width) : round(right * width)]
    part = cv2.resize(
        part, (2 * round(part.shape[1] * height / part.shape[0] / 2), height), interpolation=cv2.INTER_AREA
    )
    out = np.full((HEIGHT, part.shape[1], 3), 128, np.uint8)
    out[HEIGHT - height :] = part
    return out


def counts(results):
    return [(record.person, [(s.exercise, len(s.reps)) for s in record.sets]) for record, _ in results]


@pytest.fixture(scope="module")
def spotter(tmp_path_factory):
    """Four squats in half the time, the third too high; one who stands, larger, hides half of the body."""
    path = tmp_path_factory.mktemp("people") / "spotter.mp4"
    stands = strip(pictures("squat_side", 1000)[0], HEIGHT, 0.32, 0.62)
    images = [strip(each, 280, 0.0, 0.95) for each in pictures("squat_side")]
    for image in images:
        image[:, 230 : 230 + stands.shape[1]] = stands
    return film(path, images)


def test_the_one_who_exercises_is_followed_though_another_stands_in_front(spotter):
    (done,) = each([spotter], JOB)
    assert counts(done.results) == [(0, [("squat", 3)])]
    assert "2 people in the picture; following number 1 from the left, who exercises" in done.record.notes


def test_of_everybody_a_still_figure_has_no_row_and_is_said(spotter):
    (done,) = each([spotter], Job(JOB.exercises, everyone=True))
    assert counts(done.results) == [(1, [("squat", 3)])]
    assert done.record.notes == ["2 people in the picture; nothing counted of number 2"]


def test_everybody_is_counted(tmp_path):
    """The first two movements of each, in half the time."""
    pairs = list(zip(pictures("squat_side"), pictures("reverse_fly_front"), strict=False))[:80]
    beside = [
        np.hstack([strip(one, HEIGHT, 0.1, 0.9), strip(other, HEIGHT, 0.1, 0.9)]) for one, other in pairs
    ]
    path = film(tmp_path / "two.mp4", beside)
    results = analyze_everyone(path, JOB)
    assert counts(results) == [(1, [("squat", 2)]), (2, [("reverse_fly", 2)])]
    assert not results[0][0].notes
    (apart,) = each([path], replace(JOB, everyone=True), jobs=2)
    assert counts(apart.results) == counts(results), "each in a process of their own, and no otherwise"
    for (one, _), (other, _) in zip(apart.results, results, strict=True):
        assert list(map(str, one.events)) == list(map(str, other.events))


def sightings(x, length):
    return [Sighting(float(t), Box(x, 0.0, x + 0.6 * length, 0.8 * length)) for t in range(3)]


@pytest.fixture
def crowd(monkeypatch):
    """Three people, the second of whom is the nearest."""
    there = tuple(
        Person(sightings(x, length)) for x, length in ((0.0, 100.0), (200.0, 300.0), (600.0, 200.0))
    )
    monkeypatch.setattr(Looks, "people", there)
    return Crowd(replace(JOB, everyone=True), Looks({}))


def read(number, rotate=0, *turns):
    record = of(*turns, person=number)
    record.rotate = rotate
    return record, segment().track


def numbers(jobs):
    return [(job.reading.person, job.reading.rotate) for job in jobs]


def test_everybody_is_awaited_and_the_result_is_from_left_to_right(crowd):
    assert numbers(crowd.jobs()) == [("2", None), ("3", None), ("1", None)]
    assert crowd.results is None
    for job, turns in zip(crowd.jobs(), ((5.0, 9.0), (2.0, 4.0), (1.0, 2.0)), strict=True):
        assert crowd.take(job, read(int(job.reading.person), 0, *turns)) == []
    assert [record.person for record, _ in crowd.results] == [1, 2, 3]


def test_whichever_way_is_up_for_the_nearest_is_up_for_all(crowd):
    second, third, first = crowd.jobs()
    assert crowd.take(first, read(1, 180)) == []
    assert crowd.take(third, read(3)) == []
    (again,) = crowd.take(second, read(2, 0, 1.0))
    assert numbers([again]) == [("1", 0)]
    assert crowd.results is None
    assert crowd.take(again, read(1, 0, 2.0)) == []
    assert [record.person for record, _ in crowd.results] == [1, 2]


def test_where_the_picture_is_turned_everybody_is_looked_for_again(crowd):
    second, third, first = crowd.jobs()
    crowd.take(first, read(1))
    crowd.take(third, read(3))
    (again,) = crowd.take(second, read(2, 90, 1.0))
    assert (again.reading.rotate, again.reading.person, again.everyone) == (90, "", True)


def went_away(at_home_s, away_s):
    """Landmarks of somebody at 100 px who did a repetition at 1 s, and are at 400 px for some time afterwards."""
    times = np.arange(0.0, 3.0 + at_home_s + away_s, 0.1)
    rows = np.tile(np.linspace(0.0, 80.0, 33)[:, None], (len(times), 1, 2))
    rows[..., 0] += np.where(times < 3.0 + at_home_s, 100.0, 400.0)[:, None]
    return Track(times, rows, np.full((len(times), 33, 3), np.nan), np.ones((len(times), 33)), (640, 480))


@pytest.mark.parametrize(
    ("at_home_s", "away_s", "left"), [(0.0, 4.0, True), (2.0, 1.0, False), (5.0, 0.0, False)]
)
def test_landmarks_that_went_along_with_a_passer_by_leave_somebody_behind(at_home_s, away_s, left):
    home = left_behind(of(1.0), went_away(at_home_s, away_s))
    assert (home is not None) is left
    if home is not None:
        assert (home.left, home.right) == (100.0, 180.0)
        assert stays_at(Person([Sighting(t, Box(110.0, 0.0, 170.0, 80.0)) for t in (0.0, 4.0)]), home)
        assert not stays_at(Person([Sighting(t, Box(400.0, 0.0, 480.0, 80.0)) for t in (3.5, 4.0)]), home)


def test_who_was_left_behind_is_the_likeliest_though_the_survey_saw_them_stand():
    there = (Person(sightings(100.0, 100.0)), Person(sightings(400.0, 100.0)))
    track = went_away(0.0, 4.0)
    assert people._likely(there, JOB, track) == []
    assert people._likely(there, JOB, track, left_behind(of(1.0), track)) == [0]
