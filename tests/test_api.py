import json
import os
import subprocess
import sys
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import posecoach
from posecoach import errors, routines
from posecoach.cli.app import app
from posecoach.core import events
from posecoach.core.session.coach import Coach
from posecoach.core.session.loop import recorded, run
from posecoach.reports.registry import SESSION_WRITERS, TRACK_WRITERS
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


PUBLIC = """
    MEASURES Analysis Camera Coach ConfigError Event Exercise ExerciseError FaultEnded FaultStarted Frame History
    HistoryError HoldEnded HoldStarted Landmark Measure MediaPipeTracker NotJudgeable OutputError Pose
    PosecoachError Record Rep RestEnded Routine SetEnded SetRecord
    SetStarted SourceError Status Track TrackerError Update Verdict Video __version__ analyze analyze_each
    analyze_landmarks compare_routine exercise_names load_exercise load_landmarks load_routine
    measure_landmarks open_camera parse_event resolve_exercises routine_names run_pipeline save_landmarks
    track_landmarks write_annotated_video write_results write_track
"""


def test_the_public_names_are_these_and_sorted():
    """Taking one away breaks somebody's program: say so in the changelog. The linter has them sorted so."""
    assert posecoach.__all__ == PUBLIC.split()


def test_every_public_name_is_there():
    for name in posecoach.__all__:
        assert getattr(posecoach, name) is not None
        assert name in dir(posecoach)


def test_every_error_is_exported():
    """Each is a `PosecoachError`, and can be named where it is to be caught."""
    kinds = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)}
    assert kinds == {getattr(posecoach, name) for name in posecoach.__all__ if name.endswith("Error")}
    assert all(issubclass(kind, posecoach.PosecoachError) for kind in kinds)


def test_every_event_is_exported():
    kinds = events.Event.__args__
    assert {getattr(posecoach, kind.__name__) for kind in kinds} == set(kinds)


def test_other_names_are_not():
    with pytest.raises(AttributeError, match="no attribute 'analyse'"):
        _ = posecoach.analyse


def test_analyze_a_recording(tmp_path):
    path = push_ups(tmp_path / "a.npz", count=5)
    shares = []
    record = posecoach.analyze(path, "push_up", on_progress=shares.append)
    assert [len(each.reps) for each in record.sets] == [5]
    assert shares[-1] == 1.0
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


def test_several_paths_give_a_list_in_their_order(tmp_path):
    paths = [push_ups(tmp_path / f"{count}.npz", count=count) for count in (3, 1, 2)]
    shares = []
    records = posecoach.analyze(paths, "push_up", on_progress=shares.append)
    assert [len(each.reps) for record in records for each in record.sets] == [3, 1, 2]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert [r.source for r in posecoach.analyze([tmp_path], "push_up")] == sorted(map(str, paths))


def test_of_several_a_broken_one_is_told_and_left_out_or_raised(tmp_path):
    (tmp_path / "broken.npz").write_bytes(b"no recording")
    paths = [str(tmp_path / "broken.npz"), str(push_ups(tmp_path / "a.npz", count=2))]
    failed = []
    records = posecoach.analyze(paths, "push_up", on_error=failed.append)
    assert [record.source for record in records] == paths[1:]
    assert [type(error) for error in failed] == [posecoach.SourceError]
    with pytest.raises(posecoach.SourceError, match=r"broken\.npz"):
        posecoach.analyze(paths, "push_up")
    with pytest.raises(posecoach.SourceError, match=r"broken\.npz"):
        posecoach.analyze(paths[0], "push_up", on_error=failed.append)


def test_each_comes_with_its_landmarks_or_its_error(tmp_path):
    (tmp_path / "broken.npz").write_bytes(b"no recording")
    path = push_ups(tmp_path / "a.npz", count=2)
    found = {each.path.name: each for each in posecoach.analyze_each([tmp_path], "push_up")}
    record, track = found["a.npz"].result
    assert record.exercises.keys() == {"push_up"}
    assert track.t.tolist() == posecoach.load_landmarks(path).t.tolist()
    with pytest.raises(posecoach.SourceError, match=r"broken\.npz"):
        _ = found["broken.npz"].result


def test_a_routine_brings_its_own_exercises(tmp_path):
    for name in ("legs.toml", "good_morning.toml"):
        text = (EXAMPLES / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace('"squat" ', '"good_morning.toml" '), encoding="utf-8")
    path = push_ups(tmp_path / "a.npz", count=1)
    for routine in (tmp_path / "legs.toml", posecoach.load_routine(tmp_path / "legs.toml")):
        assert "good_morning" in posecoach.analyze(path, routine=routine).exercises
    assert "good_morning" not in posecoach.analyze(path, "push_up", routine=routine).exercises
    (line, *_) = posecoach.compare_routine(routine, ())
    assert line.verdict == "missed"


def test_options_go_where_the_command_lines_go(monkeypatch, tmp_path):
    asked = []

    def each(*given, **named):
        asked.append((given[1:3], named))
        yield from ()

    monkeypatch.setattr("posecoach.batch.each", each)
    options = {"every_frame": True, "model": "m.task", "cache": str(tmp_path)}
    posecoach.analyze([push_ups(tmp_path / "a.npz")], "push_up", "wide", jobs=3, cluster="x:1", **options)
    (((job, jobs), named),) = asked
    assert (jobs, named) == (3, {"cluster": "x:1"})
    assert (job.variant, job.every_frame, job.model, job.cache) == ("wide", True, Path("m.task"), tmp_path)


def test_landmarks_are_counted_like_those_of_a_video(tmp_path):
    path = push_ups(tmp_path / "a.npz", count=3)
    track = posecoach.load_landmarks(path)
    record = posecoach.analyze_landmarks(track, "push_up")
    assert record.events == posecoach.analyze(path, "push_up").events
    posecoach.save_landmarks(track, tmp_path / "b.npz")
    assert posecoach.track_landmarks(tmp_path / "b.npz").image.tolist() == track.image.tolist()


def test_every_frame_is_measured(tmp_path):
    track = posecoach.load_landmarks(push_ups(tmp_path / "a.npz", count=2))
    found = posecoach.measure_landmarks(track, ["elbow", "knee"])
    assert list(found) == ["t", "elbow", "knee"]
    assert found["elbow"].shape == found["t"].shape == track.t.shape
    assert np.nanmax(found["elbow"]) == pytest.approx(170.0, abs=5.0)
    assert np.nanmin(found["elbow"]) == pytest.approx(75.0, abs=5.0)
    assert set(posecoach.measure_landmarks(track)) == {"t", *posecoach.MEASURES}
    with pytest.raises(posecoach.ExerciseError, match="did you mean 'elbow'"):
        posecoach.measure_landmarks(track, ["elbw"])


@pytest.mark.parametrize(
    "exercises", ["push_up", ["push_up", "squat"], [posecoach.load_exercise("push_up")], "auto"], ids=str
)
def test_a_coach_takes_exercises_as_one_has_them(tmp_path, exercises):
    coach = posecoach.Coach(exercises)
    for t, pose in posecoach.load_landmarks(push_ups(tmp_path / "a.npz", count=4)).poses():
        status = coach.step(t, pose).status
    assert (status.exercise.name, status.reps) == ("push_up", 4)


def test_a_coach_says_which_exercises_there_are():
    with pytest.raises(posecoach.ExerciseError, match="did you mean 'push_up'"):
        posecoach.Coach("pushup")
    with pytest.raises(posecoach.ExerciseError, match="no variant 'wde'"):
        posecoach.Coach("push_up", "wde")


def test_what_one_looks_at_in_a_console_is_short(tmp_path):
    path = push_ups(tmp_path / "a.npz", count=2)
    record, track = posecoach.analyze(path, "push_up"), posecoach.load_landmarks(path)
    pose = next(pose for _, pose in track.poses())
    exercise = posecoach.load_exercise("push_up")
    shown = [
        repr(each) for each in (record, track, pose, exercise, posecoach.Frame(1.0, np.zeros((2, 3, 3))))
    ]
    assert "push_up" in shown[0]
    assert "2 reps" in shown[0]
    assert shown[1] == "<Track 180 frames to 6.0 s, somebody in 180, 800x700>"
    assert shown[4] == "<Frame at 1.000 s, 3x2>"
    assert all(len(text) < 200 for text in shown)


def test_the_version_is_the_packages():
    assert posecoach.__version__ == metadata.version("posecoach")


def test_the_version_of_a_copy_that_is_not_installed(monkeypatch):
    def missing(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.delitem(vars(posecoach), "__version__", raising=False)
    monkeypatch.setattr(metadata, "version", missing)
    assert posecoach.__version__ == "unknown"
    monkeypatch.delitem(vars(posecoach), "__version__")


def test_what_is_written_is_what_the_command_line_writes(tmp_path):
    clip = push_ups(tmp_path / "set.npz", count=3)
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.mkdir()
    done = CliRunner().invoke(app, ["analyze", str(clip), "-e", "push_up", "--out", str(theirs), "-q"])
    assert done.exit_code == 0, done.output
    (found,) = posecoach.analyze_each([clip], "push_up")
    record, track = found.result
    for kind, writer in SESSION_WRITERS.items():
        if (theirs / writer.name).is_file():
            posecoach.write_results(found, ours / writer.name, kind)
    for kind, export in TRACK_WRITERS.items():
        if (theirs / f"set{export.ending}").is_file():
            posecoach.write_track(track, ours / f"set{export.ending}", kind)
    assert {path.name for path in theirs.iterdir()} == {path.name for path in ours.iterdir()}
    for path in ours.iterdir():
        if path.suffix != ".xlsx":  # it bears the time at which it was written
            assert path.read_bytes() == (theirs / path.name).read_bytes(), path.name
    posecoach.write_results(record, ours / "alone.csv", "csv")
    assert (ours / "alone.csv").read_bytes() == (ours / "sets.csv").read_bytes()
    with pytest.raises(posecoach.OutputError, match=r"it is one of csv, reps, json"):
        posecoach.write_results(record, ours / "a.csv", "cvs")
    with pytest.raises(posecoach.OutputError, match=r"it is one of tidy, angles"):
        posecoach.write_track(track, ours / "a.csv", "cvs")
    with pytest.raises(posecoach.OutputError, match="there is no picture to draw on"):
        posecoach.write_annotated_video(clip, record, track, ours / "a.mp4")


def test_the_history_may_be_named_by_a_text(tmp_path):
    assert posecoach.History(str(tmp_path / "history.db")).sessions() == []


def test_analyze_says_what_is_wrong(tmp_path):
    with pytest.raises(posecoach.PosecoachError, match="did you mean 'push_up'"):
        posecoach.analyze(tmp_path / "a.mp4", "pushup")
    with pytest.raises(posecoach.PosecoachError, match="no such file"):
        posecoach.analyze(tmp_path / "a.mp4")


def test_streaming(tmp_path):
    coach = posecoach.Coach("push_up")
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
    record = run(recorded(poses), Coach([posecoach.load_exercise(str(path))]))
    (found,) = record.sets
    assert found.exercise == "good_morning"
    assert len(found.reps) == 2
    assert all(dict(rep.measures)["trunk_lean"] == pytest.approx(65.0, abs=5.0) for rep in found.reps)
    assert not found.faults

    shallow, duration = puppet.repeated(0.0, 42.0, reps=2)
    poses = puppet.film(lambda t: puppet.squat(lean=shallow(t)), duration)
    (found,) = run(recorded(poses), Coach([posecoach.load_exercise(str(path))])).sets
    assert found.faults == {"depth": 2}


def test_of_everybody_there_is_a_list_also_of_one_video(tmp_path):
    clip = push_ups(tmp_path / "a.npz")
    (record,) = posecoach.analyze(clip, "push_up", everyone=True)
    assert (record.person, len(record.sets)) == (1, 1)
    assert record.notes == ["--everyone is for videos: a recording is of one person"]
    with pytest.raises(ValueError, match="leave out everyone, or person"):
        posecoach.analyze(clip, everyone=True, person="left")


def test_results_of_everybody_are_written_one_after_the_other(tmp_path):
    (found,) = posecoach.analyze_each([push_ups(tmp_path / "a.npz")], "push_up")
    record, track = found.result
    both = [(replace(record, person=n), track) for n in (1, 2)]
    posecoach.write_results(replace(found, results=both), tmp_path / "sets.csv", "csv")
    rows = (tmp_path / "sets.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [row.rpartition(",")[2] for row in rows] == ["1", "2"]
