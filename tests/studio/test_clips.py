"""The films and truths in sample_videos: complete, small, and what their names promise."""

import json
from pathlib import Path

import av
import numpy as np
import pytest

FOLDER = Path(__file__).parents[2] / "sample_videos"
TRUTHS = sorted(FOLDER.glob("*.json"))


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def of(exercise):
    return [pytest.param(load(p), id=p.stem) for p in TRUTHS if load(p)["exercise"] == exercise]


def at(known, measure, moment):
    return float(np.interp(moment, known["t"], known["measures"][measure]))


def test_every_scene_has_its_film_and_its_truth():
    scenes = {p.stem for p in (FOLDER / "studio" / "scenes").glob("*.toml")}
    assert scenes
    assert {p.stem for p in TRUTHS} == scenes
    assert {p.stem for p in FOLDER.glob("*.mp4")} == scenes


@pytest.mark.parametrize("path", TRUTHS, ids=lambda p: p.stem)
def test_a_film_is_small_plays_everywhere_and_has_a_truth_for_every_frame(path):
    film, known = path.with_suffix(".mp4"), load(path)
    data = film.read_bytes()
    assert len(data) < 2_000_000
    assert data.index(b"moov") < data.index(b"mdat")
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        times = [
            packet.pts * float(stream.time_base)
            for packet in container.demux(stream)
            if packet.pts is not None
        ]
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert [stream.width, stream.height] == known["size"]
    assert np.sort(times) == pytest.approx(known["t"], abs=1e-3)
    assert np.shape(known["pixels"]) == (known["frames"], 33, 2)
    assert np.shape(known["joints"]) == (known["frames"], 33, 3)
    assert {len(column) for column in known["measures"].values()} == {known["frames"]}


@pytest.mark.parametrize("path", TRUTHS, ids=lambda p: p.stem)
def test_the_camera_projects_the_joints_to_the_pixels(path):
    known = load(path)
    camera, joints = known["camera"], np.array(known["joints"])
    seen = (joints - camera["position"]) @ np.array(camera["axes"]).T
    pixels = camera["centre"] + camera["focal"] * seen[..., :2] / -seen[..., 2:] * [1, -1]
    assert pixels == pytest.approx(np.array(known["pixels"]), abs=0.6)


@pytest.mark.parametrize("known", of("push_up"))
def test_push_ups_are_as_deep_as_they_say(known):
    assert known["repetitions"]
    for rep in known["repetitions"]:
        low, high = (75, 86) if rep["full"] else (113, 122)
        for side in ("left", "right"):
            assert low < at(known, f"elbow_{side}", rep["turn_s"]) < high
            assert at(known, f"elbow_{side}", rep["start_s"]) > 165
            assert at(known, f"elbow_{side}", rep["end_s"]) > 165
        off = at(known, "body_line_to_knee" if known["variant"] == "knees" else "body_line", rep["turn_s"])
        assert (off > 8) if "sag" in rep["faults"] else (abs(off) < 0.5)


@pytest.mark.parametrize("known", of("push_up"))
def test_hands_are_as_wide_as_the_variant_says(known):
    low, high = {"wide": (1.5, 2.1), "narrow": (0.55, 1.0), "diamond": (0.2, 0.55)}.get(
        known["variant"], (1.0, 1.45)
    )
    for rep in known["repetitions"]:
        assert low < at(known, "hand_width", rep["turn_s"]) < high


@pytest.mark.parametrize("known", of("pull_up"))
def test_pull_ups_hang_and_bring_the_chin_over_the_bar(known):
    assert known["repetitions"]
    for rep in known["repetitions"]:
        assert at(known, "elbow_left", rep["start_s"]) > 165
        over = at(known, "mouth_over_wrists", rep["turn_s"])
        assert (over > 0.13) if rep["full"] else (over < -0.1)


@pytest.mark.parametrize("known", of("squat"))
def test_squats_reach_parallel_or_stop_high(known):
    for rep in known["repetitions"]:
        thigh = at(known, "thigh_angle_left", rep["turn_s"])
        assert (thigh <= 5) if rep["full"] else (35 <= thigh <= 40)


@pytest.mark.parametrize("known", of("squat_stretch"))
def test_stretches_are_held_turned_to_their_side(known):
    for hold in known["holds"]:
        middle = (hold["start_s"] + hold["end_s"]) / 2
        assert 6 <= round(hold["end_s"] - hold["start_s"], 3) <= 7
        assert (at(known, "thigh_angle_left", middle) > 40) == ("too_high" in hold["faults"])
        turned = at(known, "trunk_rotation", middle)
        assert (turned > 25) if hold["side"] == "left" else (turned < -25)


@pytest.mark.parametrize("path", TRUTHS, ids=lambda p: p.stem)
def test_nobody_sinks_into_the_floor(path):
    # On the floor a heel's skin gives by some millimetres.
    assert np.array(load(path)["joints"])[..., 2].min() > -0.01


def test_the_session_has_two_sets_and_a_rest_between():
    known = load(FOLDER / "session_side.json")
    assert [s["reps"] for s in known["sets"]] == [4, 3]
    (rest,) = known["rests"]
    assert rest["start_s"] == known["sets"][0]["end_s"]
    assert rest["end_s"] == known["sets"][1]["start_s"]
    assert rest["end_s"] - rest["start_s"] > 10
