"""Bodies, poses and pictures: where the body data and the renderer are there."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sample_videos.studio.bodydata import BodyDataError, find_body_data

FOLDER = Path(__file__).parents[2] / "sample_videos"


@pytest.fixture(scope="module")
def data():
    try:
        return find_body_data(None)
    except BodyDataError as error:
        pytest.skip(f"the studio's body data is not here: {error}")


@pytest.fixture(scope="module")
def daniel(data):
    from sample_videos.studio.body import build_body

    return build_body(data, "daniel")


def test_no_body_data_says_what_to_do(tmp_path):
    with pytest.raises(BodyDataError, match="--body-data"):
        find_body_data(str(tmp_path))


def test_a_body_stands_on_the_floor_and_is_as_wide_left_as_right(daniel):
    points = daniel.surface.points
    assert points[:, 2].min() == pytest.approx(0, abs=0.01)
    assert 1.5 < points[:, 2].max() < 2.0
    assert points[:, 0].min() == pytest.approx(-points[:, 0].max(), abs=0.01)
    assert daniel.surface.weights.sum(1) == pytest.approx(1)


@pytest.mark.parametrize("elbow", [80, 120, 168])
def test_a_push_up_has_the_elbow_it_is_asked_for_and_its_hands_do_not_move(daniel, elbow):
    from sample_videos.studio.push_up import PushUp
    from sample_videos.studio.stance import solve
    from sample_videos.studio.truth import measures

    move = PushUp(daniel, width=1.5)
    top, now = (solve(daniel.skeleton, move.stance({"depth": d})) for d in (165, elbow))
    for bone in ("hand_l", "hand_r", "ball_l", "ball_r"):
        assert now.at(bone) == pytest.approx(top.at(bone), abs=1e-6)
    found = measures(daniel.marks.on(now))
    assert found["elbow_left"] == pytest.approx(elbow, abs=0.01)
    assert found["hand_width"] == pytest.approx(1.5, abs=1e-3)
    assert found["body_line"] == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("name", ["push_up_standard_side", "pull_up_close_back", "squat_stretch_high_front"])
def test_a_scene_gives_the_truth_that_lies_beside_its_film(data, name):
    from sample_videos.studio.body import build_body
    from sample_videos.studio.direct import perform
    from sample_videos.studio.scene import FOLDER as SCENES
    from sample_videos.studio.scene import read_scene
    from sample_videos.studio.truth import as_text, truth

    scene = read_scene(SCENES / f"{name}.toml")
    once_a_second = replace(scene, fps=1)
    made = json.loads(as_text(truth(perform(once_a_second, build_body(data, scene.body)))))
    kept = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    per_frame = {"joints", "pixels", "measures", "camera", "t", "fps", "frames"}
    assert {k: v for k, v in made.items() if k not in per_frame} == {
        k: v for k, v in kept.items() if k not in per_frame
    }
    seconds = slice(None, scene.fps * made["frames"], scene.fps)
    assert made["t"] == kept["t"][seconds]
    assert np.array(made["joints"]) == pytest.approx(np.array(kept["joints"][seconds]), abs=0.0011)
    assert np.array(made["pixels"]) == pytest.approx(np.array(kept["pixels"][seconds]), abs=0.11)


def test_the_body_is_in_the_picture_where_the_camera_projects_it(daniel):
    pytest.importorskip("moderngl", reason="the studio's renderer (extra studio) is not installed")
    from sample_videos.studio.camera import Camera
    from sample_videos.studio.moves import standing
    from sample_videos.studio.render import Light, Picture, bone_matrices
    from sample_videos.studio.space import vec
    from sample_videos.studio.stance import solve

    camera = Camera(vec(0, -3, 1), vec(0, 0, 0.9), 50, (160, 120))
    figure = solve(daniel.skeleton, standing(daniel, vec(0, 0, 0)))
    try:
        picture = Picture(
            daniel.surface, camera, Light(vec(0, -1, 1), (1, 1, 1), (1, 1, 1)), daniel.eye, np.ones(3)
        )
    except Exception as error:  # noqa: BLE001  every driver fails in its own way
        pytest.skip(f"no OpenGL here: {error}")
    image = picture.take(bone_matrices(figure), figure.places)
    background = image[0, 0]
    for bone in ("spine_02", "head", "calf_l"):
        x, y = camera.project(figure.at(bone)[None])[0].astype(int)
        assert (image[y, x] != background).any(), bone
    assert (image[:, :20] == background).all()


@pytest.mark.parametrize("move", [{"lean": 50, "pad": True, "bar": False}, {"lean": 66}])
def test_both_hands_row_alike_and_the_bar_stays_level(daniel, move):
    from sample_videos.studio.bent import BentRow
    from sample_videos.studio.stance import solve
    from sample_videos.studio.truth import measures

    row = BentRow(daniel, **move)
    low, high = (solve(daniel.skeleton, row.stance({"depth": d})) for d in (0.0, 1.0))
    for figure in (low, high):
        assert figure.at("hand_l") * [-1, 1, 1] == pytest.approx(figure.at("hand_r"), abs=1e-3)
    assert measures(daniel.marks.on(low))["elbow_left"] > 165
    assert measures(daniel.marks.on(high))["elbow_left"] < 110
    assert high.at("foot_l") == pytest.approx(low.at("foot_l"), abs=1e-6)


def test_a_bent_fly_opens_the_arms_by_its_depth(daniel):
    from sample_videos.studio.bent import BentFly
    from sample_videos.studio.stance import solve

    fly = BentFly(daniel)
    apart = [solve(daniel.skeleton, fly.stance({"depth": d})) for d in (4.0, 85.0)]
    reach = [figure.at("hand_l")[0] - figure.at("hand_r")[0] for figure in apart]
    assert reach[0] < 0.5
    assert reach[1] > 1.2


def test_who_gets_in_stands_first_and_then_does_the_move(daniel):
    from sample_videos.studio.approach import Approached
    from sample_videos.studio.stance import solve
    from sample_videos.studio.weights import DumbbellRow

    row = DumbbellRow(daniel)
    coming = Approached(daniel, row)
    standing, doing = (solve(daniel.skeleton, coming.stance({"depth": 0, "ready": r})) for r in (0, 1))
    assert standing.at("head")[2] > doing.at("head")[2] + 0.3
    assert doing.places == pytest.approx(solve(daniel.skeleton, row.stance({"depth": 0})).places)


def test_a_bystander_stands_upright_where_he_is_put_and_does_not_move(daniel):
    pytest.importorskip("moderngl", reason="the studio's renderer (extra studio) is not installed")
    from sample_videos.studio.bystander import bystander
    from sample_videos.studio.space import vec

    shown = bystander(daniel, vec(1.0, 2.0, 0), 90.0)
    assert shown.points[:, 2].min() == pytest.approx(0, abs=0.02)
    assert shown.points.mean(axis=0)[:2] == pytest.approx([1.0, 2.0], abs=0.15)
    assert np.ptp(shown.points[:, 1]) > np.ptp(shown.points[:, 0])  # turned by 90 degrees: broad along y
    assert not shown.bones.any()
