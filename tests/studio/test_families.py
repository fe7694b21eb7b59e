"""Films drawn at random: a seed gives one scene, its figure is in the picture, its truth is moved with it."""

import numpy as np
import pytest

pytest.importorskip("moderngl", reason="the studio's renderer (extra studio) is not installed")

from sample_videos.studio.bystander import WITHIN, place_behind
from sample_videos.studio.camera import Camera
from sample_videos.studio.families import draw, seeds, view_of
from sample_videos.studio.framing import BEYOND, CUTS, Framing, frame
from sample_videos.studio.landmarks import INDEX
from sample_videos.studio.motion import Rep, Tempo, repetitions
from sample_videos.studio.people import random_look
from sample_videos.studio.routines import ROUTINES
from sample_videos.studio.space import vec

EXERCISES = pytest.mark.parametrize("exercise", list(ROUTINES))


@pytest.fixture
def cloud():
    """A figure (frames, 33, 3) that stands upright and bends its knees."""
    heights = np.linspace(1.7, 0.05, 33)
    aside = np.where(np.arange(33) % 2, 0.2, -0.2)
    standing = np.stack([aside, np.zeros(33), heights], axis=1)
    return np.stack([standing, standing * vec(1, 1, 0.6)])


def framing(**changed):
    settings = {"azimuth": 40, "height": 1.0, "distance": 2.5, "roll": 6, "share": 0.8, "portrait": True}
    return Framing(**{**settings, **changed})


@EXERCISES
def test_a_seed_gives_the_same_scene_each_time_and_another_seed_another(exercise):
    first, again, other = draw(exercise, 3), draw(exercise, 3), draw(exercise, 4)
    assert repr(first) == repr(again)
    assert first[0].run != other[0].run
    assert first[0].look != other[0].look


@EXERCISES
def test_sets_are_short_and_partial_repetitions_are_marked(exercise):
    for seed in range(30):
        scene, _, hard = draw(exercise, seed)
        rows = scene.run.get("reps", [])
        assert ("partial" in hard) == any(not row.get("full", True) for row in rows)
        assert not rows or 3 <= len(rows) <= 8
        assert rows or 1 <= len(scene.run["holds"]) <= 2


def test_faces_are_not_of_one_colour_and_builds_sum_to_a_whole_person():
    looks = [random_look(np.random.default_rng(seed)) for seed in range(20)]
    assert np.ptp([look.skin[0] for look in looks]) > 50
    for look in looks:
        builds = sum(weight for name, weight in look.targets.items() if "universal" in name)
        peoples = sum(weight for name, weight in look.targets.items() if name.count("-") == 2)
        assert (builds, peoples) == (pytest.approx(1), pytest.approx(1))


@pytest.mark.parametrize("portrait", [True, False])
def test_the_whole_figure_fills_its_share_of_the_picture(cloud, portrait):
    camera = frame(cloud, framing(portrait=portrait))
    off = np.abs(camera.project(cloud.reshape(-1, 3)) / np.array(camera.size) - 0.5).max()
    assert off == pytest.approx(0.4, abs=0.01)


@pytest.mark.parametrize("cut", list(CUTS))
def test_what_is_cut_off_lies_beyond_the_edge_where_it_is_farthest_and_the_rest_is_mostly_seen(cloud, cut):
    camera = frame(cloud, framing(cut=cut, roll=0))
    names, edge = CUTS[cut]
    rows = np.array([camera.project(figure)[:, 1] / camera.size[1] for figure in cloud])
    gone = rows[:, [INDEX[name] for name in names]]
    out = gone > 1 + BEYOND / 2 if edge > 0 else gone < -BEYOND / 2
    assert out.all(axis=1).any()
    assert ((rows > 0) & (rows < 1)).sum(axis=1).max() >= 16


def test_a_camera_stays_inside_the_room(cloud):
    camera = frame(cloud + vec(2.0, 0, 0), framing(azimuth=90, distance=3.0))
    assert np.abs(camera.position[:2]).max() < 3.4


def test_a_camera_turned_clockwise_sees_the_picture_turned_the_other_way():
    level, rolled = (Camera(vec(0, -3, 1), vec(0, 0, 1), 50.0, (480, 270), roll) for roll in (0.0, 10.0))
    points = np.array([[0, 0, 1.0], [0, 0, 1.5]])
    middle, above = rolled.project(points) - level.project(points)
    assert middle == pytest.approx([0, 0], abs=1e-9)
    assert above[0] < -5
    assert above[1] > 0


def test_getting_in_moves_the_truth_and_the_set_together():
    course = repetitions(170, [Rep(80)] * 2, Tempo(), np.random.default_rng(1))
    later = course.approached(1.5, fetch=2.0)
    for before, after in zip(course.repetitions, later.repetitions, strict=True):
        assert after.turn == pytest.approx(before.turn + 3.5)
        assert later.state(after.turn) == {**course.state(before.turn), "ready": 1.0, "stoop": 0.0}
    assert later.state(0.0)["ready"] == later.state(later.end)["ready"] == 0.0
    assert later.state(1.0) == {**course.state(0.0), "ready": 0.0, "stoop": 1.0}


def test_who_tires_slows_down_and_who_falls_short_does_not_go_back_all_the_way():
    reps = [Rep(80, back=160), Rep(80)]
    course = repetitions(170, reps, Tempo(jitter=0, tiring=0.5), np.random.default_rng(1))
    first, second = course.repetitions
    assert course.state(first.end + 0.2)["depth"] == pytest.approx(160, abs=0.5)
    assert course.state(course.end)["depth"] == 170
    assert second.turn - second.start == pytest.approx(1.5 * (first.turn - first.start))


def test_a_bystander_stands_behind_and_beside_and_in_the_room():
    camera = Camera(vec(2.5, -1, 1), vec(0, 0, 0.8), 50.0, (480, 270))
    for seed in range(20):
        place = place_behind(camera, np.random.default_rng(seed))
        assert place[2] == 0
        assert np.abs(place).max() <= WITHIN
        assert np.linalg.norm(place - camera.position) > np.linalg.norm(camera.target - camera.position) + 0.3
        assert np.linalg.norm(place) > 0.7


def test_views_are_named_from_where_the_camera_stands():
    assert [view_of(a) for a in (0, -20, 45, -90, 140, 180, -175)] == [
        "front", "front", "oblique", "side", "back oblique", "back", "back",
    ]  # fmt: skip


def test_seeds_are_given_as_ranges_and_lists():
    assert seeds("0-2,7") == [0, 1, 2, 7]
