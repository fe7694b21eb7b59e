import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import posecoach
from posecoach import routines
from posecoach.core.session.coach import Coach
from posecoach.core.session.two_pass import watch
from tests import puppet
from tests.films import PERSON
from tests.landmarks import push_ups


def python(code, *arguments):
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_costs_next_to_nothing():
    loaded = json.loads(python("import json, sys, posecoach; print(json.dumps(sorted(sys.modules)))"))
    heavy = {"numpy", "cv2", "av", "mediapipe", "jinja2", "rich", "typer", "sqlite3", "posecoach.core"}
    assert not heavy.intersection(loaded)


def test_every_public_name_is_there():
    for name in posecoach.__all__:
        assert getattr(posecoach, name) is not None
        assert name in dir(posecoach)
    assert set(posecoach.__all__) == set(posecoach._HOMES)


def test_other_names_are_not():
    with pytest.raises(AttributeError, match="no attribute 'analyse'"):
        _ = posecoach.analyse


def test_analyze_a_recording(tmp_path):
    path = push_ups(tmp_path / "a.npz", count=5)
    moments = []
    record = posecoach.analyze(path, "push_up", on_progress=moments.append)
    assert [len(each.reps) for each in record.sets] == [5]
    assert record.source == str(path)
    assert isinstance(record, posecoach.Record)


@pytest.mark.parametrize("how", [str, Path, posecoach.load_exercise], ids=["text", "path", "exercise"])
def test_an_exercise_of_ones_own_is_given_as_one_has_it(tmp_path, how):
    mine = tmp_path / "mine.toml"
    mine.write_text(
        (Path(posecoach.__file__).parent / "exercises" / "push_up.toml").read_text(encoding="utf-8")
    )
    record = posecoach.analyze(str(push_ups(tmp_path / "a.npz", count=2)), how(mine), "wide")
    assert [each.exercise for each in record.sets] == ["mine"]
    with pytest.raises(posecoach.PosecoachError, match="no variant 'wde'"):
        posecoach.analyze(tmp_path / "a.npz", how(mine), "wde")


def test_the_history_may_be_named_by_a_text(tmp_path):
    assert posecoach.History(str(tmp_path / "history.db")).sessions() == []


def test_analyze_says_what_is_wrong(tmp_path):
    with pytest.raises(posecoach.PosecoachError, match="did you mean 'push_up'"):
        posecoach.analyze(tmp_path / "a.mp4", "pushup")
    with pytest.raises(posecoach.PosecoachError, match="no such file"):
        posecoach.analyze(tmp_path / "a.mp4")


def test_streaming(tmp_path):
    coach = posecoach.Coach([posecoach.load_exercise("push_up")])
    seen = np.load(push_ups(tmp_path / "a.npz", count=5))
    counts = []
    for t, *parts in zip(seen["t"], seen["image"], seen["world"], seen["visibility"], strict=True):
        update = coach.step(float(t), posecoach.Pose(*(np.asarray(part, np.float64) for part in parts)))
        counts.append(update.status.reps)
    assert counts == sorted(counts)
    assert counts[-1] == 5


EXAMPLES = PERSON.parents[1] / "docs" / "examples"


def test_the_documented_routine_asks_for_what_it_says(tmp_path):
    path = tmp_path / "mine.toml"
    table = (EXAMPLES / "legs.toml").read_text(encoding="utf-8")
    path.write_text(table, encoding="utf-8")
    plan = routines.load(str(path))
    assert (plan.title, [each.aim() for each in plan.items]) == ("Legs", ["8 to 12 repetitions", "20 s"])
    (tmp_path / "good_morning.toml").write_bytes((EXAMPLES / "good_morning.toml").read_bytes())
    path.write_text(table.replace('"squat" ', '"good_morning.toml" '), encoding="utf-8")
    assert routines.load(str(path)).items[0].exercise == "good_morning"


def test_the_documented_exercise_counts():
    """As it stands there, word for word: bending forward with a straight back, twice."""
    path = EXAMPLES / "good_morning.toml"
    lean, duration = puppet.repeated(0.0, 65.0, reps=2)
    poses = puppet.film(lambda t: puppet.squat(lean=lean(t)), duration)
    record = watch(poses, Coach([posecoach.load_exercise(str(path))]))
    (found,) = record.sets
    assert found.exercise == "good_morning"
    assert len(found.reps) == 2
    assert all(dict(rep.measures)["trunk_lean"] == pytest.approx(65.0, abs=5.0) for rep in found.reps)
    assert not found.faults

    shallow, duration = puppet.repeated(0.0, 42.0, reps=2)
    poses = puppet.film(lambda t: puppet.squat(lean=shallow(t)), duration)
    (found,) = watch(poses, Coach([posecoach.load_exercise(str(path))])).sets
    assert found.faults == {"depth": 2}
