"""The command line: what goes wrong is one line, never a traceback, never half a file."""

import csv
import json
import os
import subprocess
import sys
from importlib import metadata

import numpy as np
import pytest

from tests.command import command
from tests.films import PERSON, card, film, song
from tests.landmarks import push_ups

ROOT = PERSON.parents[1]


def run(*args):
    """Run a command as a process, which tells what libraries write to the standard error too."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "posecoach", *map(str, args)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
        timeout=120,
    )


def rows(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def assert_one_line(done, *words):
    """See that what went wrong is said in one line, which names what matters."""
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, done.stderr
    for word in words:
        assert str(word) in lines[0]


def left_behind(folder):
    """Files in a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def recording(tmp_path):
    return push_ups(tmp_path / "set.npz")


def test_a_recording_is_counted_and_written(recording, tmp_path):
    out = {name: tmp_path / f"{name}.txt" for name in ("csv", "reps", "json")}
    options = [part for name, path in out.items() for part in (f"--{name}", path)]
    done = run("analyze", recording, "-e", "push_up", "-q", *options)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "")
    (only,) = rows(out["csv"])
    assert (only["exercise"], only["reps"], only["partial_reps"]) == ("push_up", "4", "0")
    assert [row["full"] for row in rows(out["reps"])].count("1") == 4
    assert json.loads(out["json"].read_text())["sessions"][0]["sets"][0]["reps"] == 4
    assert left_behind(tmp_path) == ["csv.txt", "json.txt", "reps.txt", "set.npz"]


def test_the_standard_output_takes_a_table_and_nothing_else(recording):
    done = command("analyze", recording, "-e", "push_up", "--csv", "-")
    assert done.returncode == 0
    assert done.stdout.splitlines()[0].startswith("video,exercise,variant,view,set,reps")
    assert len(done.stdout.splitlines()) == 2


def test_a_table_for_people(recording):
    done = command("analyze", recording, "-e", "push_up")
    assert done.returncode == 0
    assert "set.npz" in done.stdout.replace("\n", "")
    assert "4" in done.stdout


@pytest.mark.parametrize("exercise", ["auto", "pull_up"])
def test_where_nothing_was_counted_it_says_how_to_learn_why(recording, exercise):
    push_ups(recording, count=0)
    done = command("analyze", recording, "-e", exercise)
    assert "nothing counted" in done.stdout
    assert ("--exercise NAME" in done.stdout) is (exercise == "auto")
    assert "--reps -" in done.stdout


@pytest.mark.parametrize("name", ["a b.npz", 'it\'s "this".npz', "Übung ü 训练.npz", "-dash.npz", "=1+1.npz"])
def test_any_path_is_taken(tmp_path, name):
    push_ups(tmp_path / "plain.npz")
    (tmp_path / "plain.npz").rename(tmp_path / name)
    done = command("analyze", "-e", "push_up", "-q", "--csv", "out.csv", "--", name, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    (only,) = rows(tmp_path / "out.csv")
    assert only["reps"] == "4"
    assert only["video"].endswith(name)


def damaged(tmp_path, kind):
    """A path that cannot be analysed."""
    path = tmp_path / f"bad.{'npz' if kind.startswith('npz') else 'mp4'}"
    match kind:
        case "missing":
            pass
        case "empty folder":
            path = tmp_path / "folder"
            path.mkdir()
        case "text":
            path.write_text("this is no video\n" * 50)
        case "zero length":
            path.touch()
        case "truncated":
            path.write_bytes(PERSON.read_bytes()[:3000])
        case "only sound":
            song(path)
        case "npz damaged":
            path.write_bytes(push_ups(tmp_path / "whole.npz").read_bytes()[:5000])
            (tmp_path / "whole.npz").unlink()
        case "npz of something else":
            np.savez(path, a=np.zeros(3))
        case "npz text":
            path.write_text("hello")
    return path


BAD = (
    *("missing", "empty folder", "text", "zero length", "truncated", "only sound"),
    *("npz damaged", "npz of something else", "npz text"),
)


@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_be_read_is_said_in_one_line(tmp_path, kind):
    path = damaged(tmp_path, kind)
    done = run("analyze", path, "-q", "--landmarks", tmp_path / "out.npz")
    assert_one_line(done, path)
    assert "out.npz" not in left_behind(tmp_path)
    assert not any(name.endswith(".part") for name in left_behind(tmp_path))


def test_in_a_batch_the_others_are_still_done(tmp_path, recording):
    bad = damaged(tmp_path, "text")
    done = run("analyze", bad, recording, "-e", "push_up", "-q", "--csv", tmp_path / "out.csv")
    assert_one_line(done, bad)
    assert [(row["reps"], row["exercise"]) for row in rows(tmp_path / "out.csv")] == [("4", "push_up")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
@pytest.mark.parametrize("name", ["pipe.mp4", "pipe.npz"])
def test_nobody_waits_for_a_pipe_to_be_written_to(tmp_path, recording, name):
    os.mkfifo(tmp_path / name)
    more = ("--jobs", 2, "--cache", tmp_path / "kept")
    done = run("analyze", tmp_path / name, recording, "-e", "push_up", "-q", *more)
    assert_one_line(done, name, "is no ordinary file")


def test_a_video_without_a_person_has_a_row_that_says_nought(tmp_path):
    path = film(tmp_path / "wall.mp4", [card() for _ in range(10)])
    done = run("analyze", path, "-q", "--csv", tmp_path / "out.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert [(row["exercise"], row["reps"]) for row in rows(tmp_path / "out.csv")] == [("", "0")]


def test_a_video_of_one_frame(tmp_path):
    path = film(tmp_path / "one.mp4", [card()])
    done = run("analyze", path, "-q", "--csv", tmp_path / "out.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert [row["reps"] for row in rows(tmp_path / "out.csv")] == ["0"]


@pytest.mark.parametrize("option", ["--csv", "--reps", "--json"])
@pytest.mark.parametrize("place", ["no/such/folder/out.csv", "."])
def test_an_output_that_cannot_be_written_is_said_before_the_work(recording, option, place):
    assert_one_line(command("analyze", recording, option, place, folder=recording.parent))


def test_an_unknown_exercise_is_answered_with_the_one_that_was_meant(recording):
    assert_one_line(command("analyze", recording, "-e", "pushup"), "pushup", "did you mean 'push_up'")


def test_an_exercise_file_with_a_typo(tmp_path, recording):
    path = tmp_path / "mine.toml"
    path.write_text(
        'title = "A"\nkind = "reps"\nviews = ["side"]\n[signal]\nmeasure = "elbw"\nstart = 1\ntarget = 0\nmin_prominence = 0.1\n'
    )
    line = "mine.toml: [signal]: measure: no measure 'elbw'; did you mean 'elbow'?"
    assert_one_line(command("analyze", recording, "-e", path), line)
    assert_one_line(command("check", path), line)


def test_a_routine_is_checked_as_one(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('title = "Mine"\n[[item]]\nexercise = "push_up"\nreps = 2\n', encoding="utf-8")
    done = command("check", path)
    assert done.returncode == 0, done.stderr
    assert "2 repetitions" in done.stdout
    path.write_text('title = "Mine"\n[[item]]\nexercise = "push_ups"\n', encoding="utf-8")
    assert_one_line(command("check", path), "mine.toml: [[item]] 1: no exercise 'push_ups'")


def test_which_posecoach_it_is():
    done = command("--version")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["posecoach", metadata.version("posecoach")]


def test_an_unknown_variant(recording):
    assert_one_line(command("analyze", recording, "-e", "push_up", "--variant", "wde"), "wde")


def test_a_missing_model(tmp_path):
    done = run("analyze", PERSON, "--model", tmp_path / "none.task", "-q")
    assert_one_line(done, "none.task", "no such model")


@pytest.mark.parametrize("args", [("analyze",), ("analyse", "a.mp4"), ("analyze", "--no-such-option")])
def test_wrong_usage_is_exit_code_2(args):
    done = command(*args)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_an_empty_path_is_not_the_current_folder(recording):
    done = command("analyze", "", folder=recording.parent)
    assert done.returncode == 2
    assert "the current folder is called ." in done.stderr


@pytest.mark.parametrize(
    "args", [("--help",), ("analyze", "--help"), ("exercises", "--help"), ("check", "--help")]
)
def test_help_is_quick_because_it_loads_neither_tracker_nor_pictures(args):
    script = (
        "import sys\nsys.argv = ['posecoach', *sys.argv[1:]]\nimport posecoach.cli.app\n"
        "try:\n    posecoach.cli.app.main()\nfinally:\n"
        "    heavy = {'mediapipe', 'cv2', 'av', 'numpy'} & set(sys.modules)\n"
        "    assert heavy <= {'numpy'}, heavy\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script, *args], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Usage" in done.stdout
    assert "AssertionError" not in done.stderr


def test_every_exercise_is_listed_and_explained():
    done = command("exercises")
    assert done.returncode == 0
    names = [line.split()[0] for line in done.stdout.splitlines()[1:] if line.strip()]
    assert {"push_up", "pull_up", "squat", "squat_stretch"} <= set(names)
    for name in ("push_up", "squat_stretch"):
        told = command("exercises", name)
        assert told.returncode == 0
        assert "Seen best from" in told.stdout
    assert_one_line(command("exercises", "burpee"), "burpee")


@pytest.mark.parametrize(
    ("asked", "begins", "clips"), [("--reps", b"video,", 24), ("--json", b"{", 4), ("--csv", b"video,", 30)]
)
def test_a_reader_that_goes_away_is_no_error(tmp_path, asked, begins, clips):
    recording = push_ups(tmp_path / "set.npz", count=1)
    for i in range(clips):  # more than the pipe holds
        (tmp_path / f"{i}.npz").write_bytes(recording.read_bytes())
    with subprocess.Popen(
        [sys.executable, "-m", "posecoach", "analyze", str(tmp_path), "-e", "push_up", "-q", asked, "-"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        pipesize=4096,
    ) as process:
        assert process.stdout.read(8).startswith(begins)
        process.stdout.close()
        said = process.stderr.read()
    assert said == b""


def test_a_video_and_its_recording_give_the_same_byte_for_byte(tmp_path):
    whole = [tmp_path / f"whole.{ending}" for ending in ("csv", "reps", "json")]
    again = [tmp_path / f"again.{ending}" for ending in ("csv", "reps", "json")]
    options = ("--csv", "--reps", "--json")
    kept = tmp_path / PERSON.with_suffix(".npz").name
    asked = [part for pair in zip(options, whole, strict=True) for part in pair]
    assert run("analyze", PERSON, "-e", "push_up", "-q", "--landmarks", kept, *asked).returncode == 0
    asked = [part for pair in zip(options, again, strict=True) for part in pair]
    assert run("analyze", kept, "-e", "push_up", "-q", *asked).returncode == 0
    for one, other in zip(whole, again, strict=True):
        text = one.read_text().replace(str(PERSON), "SOURCE")
        assert other.read_text().replace(str(kept), "SOURCE") == text


def test_what_was_planned_stands_beside_what_was_done(tmp_path):
    plan = tmp_path / "mine.toml"
    plan.write_text('title = "Mine"\n[[item]]\nexercise = "push_up"\nsets = 2\nreps = 2\n', encoding="utf-8")
    clip = push_ups(tmp_path / "set.npz", count=2)
    done = command("analyze", clip, "--routine", plan)
    assert done.returncode == 0, done.stderr
    assert ["1", "of", "2", "2", "of", "2", "done"] in [line.split()[2:] for line in done.stdout.splitlines()]
    assert ["2", "of", "2", "not", "done", "missed"] in [
        line.split()[2:] for line in done.stdout.splitlines()
    ]
    assert_one_line(command("analyze", clip, "--routine", "nonsense"), "nonsense", "back_toning")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
@pytest.mark.parametrize(("soft", "hard", "code"), [(9, 9, 1), (9, 64, 0)], ids=["forbidden", "raised"])
def test_few_files_may_be_open(recording, soft, hard, code):
    """Each of two workers alone has more than nine."""
    import resource

    done = subprocess.run(
        [sys.executable, "-m", "posecoach", "analyze", str(recording), "-q"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard)),
    )
    assert done.returncode == code, done.stderr
    if code:
        assert_one_line(done, "only 9 files may be open at once", "ulimit -n 256")
