"""`posecoach live`, as a user runs it."""

import csv
import datetime as dt
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import numpy as np
import pytest
import typer

from posecoach.cli.live import parse_reps
from posecoach.cli.live_outputs import Files
from posecoach.core.session.coach import Coach
from posecoach.core.session.loop import recorded, run
from posecoach.core.session.record import Record
from posecoach.exercises import load
from posecoach.media import video_writer
from posecoach.tracking import landmarks_io
from posecoach.types import Frame
from tests.films import thinned
from tests.screens import ask_to_close, hand, needs_a_screen, until, xvfb

CLIP = Path(__file__).parents[2] / "sample_videos" / "push_up_standard_side.mp4"
REPS = 4


def environment(tmp_path, **more):
    """One in which there is no display, no sound, and a history of its own."""
    env = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    return env | {"XDG_DATA_HOME": str(tmp_path / "data"), "COLUMNS": "200", "NO_COLOR": "1"} | more


def posecoach(tmp_path, *words, **more):
    return subprocess.run(
        [sys.executable, "-m", "posecoach", *words],
        env=environment(tmp_path, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def rehearsal(tmp_path, clip, *words):
    return posecoach(tmp_path, "live", "--source", str(clip), "--no-window", "--fast", "--quiet", *words)


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    """The clip at half its frame rate: the same push-ups in half the time."""
    return thinned(tmp_path_factory.mktemp("live") / "push_ups.mp4", CLIP)


def test_a_rehearsal_counts_says_and_keeps_it(tmp_path):
    names = {
        "csv": "sets.csv",
        "reps": "reps.csv",
        "json": "all.json",
        "landmarks": "a.npz",
        "video": "a.mp4",
    }
    files = {kind: tmp_path / name for kind, name in names.items()}
    posecoach(tmp_path, "history", "goal", "push_up", "100/week")
    told = rehearsal(
        tmp_path,
        CLIP,
        "-e",
        "push_up",
        *(word for kind, path in files.items() for word in (f"--{kind}", str(path))),
        *("--export", f"strong={tmp_path / 'strong.csv'}", "--weight", "10"),
    )
    assert told.returncode == 0, told.stderr
    assert "push up" in told.stdout
    assert "set 1" in told.stderr
    assert f"This week: push-ups {REPS} of 100" in told.stderr
    with files["csv"].open() as file:
        (row,) = csv.DictReader(file)
    assert (row["exercise"], row["reps"]) == ("push_up", str(REPS))
    with files["reps"].open() as file:
        assert sum(row["full"] == "1" for row in csv.DictReader(file)) == REPS
    with (tmp_path / "strong.csv").open() as file:
        (row,) = csv.DictReader(file)
    assert (row["Reps"], row["Weight"]) == (str(REPS), "10")
    assert len(json.loads(files["json"].read_text())["sessions"][0]["sets"]) == 1
    assert files["video"].stat().st_size > 10_000
    # The counts are those of a coach that is shown the very same poses.
    track = landmarks_io.load(files["landmarks"])
    record = run(recorded(track.poses()), Coach([load("push_up")]))
    assert len(record.sets[0].reps) == REPS
    kept = posecoach(tmp_path, "history")
    assert "push up" in kept.stdout.replace("_", " ")
    journals = tmp_path / "data" / "posecoach" / "journals"
    assert not list(journals.iterdir())


def test_a_file_that_cannot_be_written_costs_nothing_but_itself(tmp_path, clip):
    """A stick that is pulled out while one trains."""
    stick, script = tmp_path / "stick", tmp_path / "script.py"
    stick.mkdir()
    script.write_text(
        "import shutil, sys\n"
        "from posecoach.cli.app import app\n"
        "from posecoach.live.app import LiveApp\n"
        "run = LiveApp.run\n"
        f"LiveApp.run = lambda self: (run(self), shutil.rmtree({str(stick)!r}))\n"
        "app(sys.argv[1:])\n"
    )
    words = ("live", "--source", str(clip), "--no-window", "--fast", "--quiet", "-e", "push_up")
    files = ("--csv", str(stick / "a.csv"), "--landmarks", str(tmp_path / "a.npz"))
    told = subprocess.run(
        [sys.executable, str(script), *words, *files],
        env=environment(tmp_path, PYTHONPATH=os.pathsep.join(sys.path)),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert told.returncode == 1
    assert "a.csv: cannot be written" in told.stderr
    assert "push up" in told.stdout
    assert (tmp_path / "a.npz").is_file()
    assert "push up" in posecoach(tmp_path, "history").stdout.replace("_", " ")


def test_its_own_film_is_made_anew(tmp_path, clip):
    film = ("--video", str(tmp_path / "a.mp4"), "-e", "push_up", "--no-save")
    assert rehearsal(tmp_path, clip, *film).returncode == 0
    again = rehearsal(tmp_path, clip, *film)
    assert again.returncode == 0, again.stderr


def test_frames_that_the_film_lacks_are_told(tmp_path, monkeypatch):
    class Hurried(video_writer.VideoWriter):
        def write(self, *_given):
            self.dropped += 1

    monkeypatch.setattr(video_writer, "VideoWriter", Hurried)
    files = Files("a camera", dt.datetime.now(dt.UTC), None, tmp_path / "a.mp4", journal=False)
    update = Coach([load("push_up")]).step(0.0, None)
    for sink in files.sinks:
        sink.write(Frame(0.0, np.zeros((48, 64, 3), np.uint8)), update)
    record = Record()
    files.close(record, save=False)
    assert record.notes == ["1 frame is missing in the video"]


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ([], ((0, 0), None)),
        (["10"], ((10, 10), None)),
        (["8-12"], ((8, 12), None)),
        (["reps.csv", "8-12"], ((8, 12), Path("reps.csv"))),
    ],
)
def test_reps_is_a_number_a_file_or_both(given, meant):
    assert parse_reps(given) == meant


@pytest.mark.parametrize("given", [["12-8"], ["8", "9"], ["a", "b"], ["-5"], ["12345"], ["2.5"], ["0"]])
def test_what_reps_is_not(given):
    with pytest.raises(typer.BadParameter):
        parse_reps(given)


def test_a_plan_is_set_beside_what_was_done(tmp_path, clip):
    asked = ("-e", "push_up", "--reps", "6", "--sets", "2", "--rest", "30", "--no-save")
    told = rehearsal(tmp_path, clip, *asked)
    assert told.returncode == 0, told.stderr
    assert f"{REPS} of 6" in told.stdout
    assert "not done" in told.stdout
    assert not (tmp_path / "data").exists(), "nothing was to be kept"


SESSION = ["live", "-e", "push_up", "--no-window", "--quiet", "--source"]

UNHURRIED = """
import time
from posecoach.cli.app import main
from posecoach.cli import live_outputs

write = live_outputs.write

def unhurried(*arguments, **more):
    time.sleep(1.0)
    return write(*arguments, **more)

live_outputs.write = unhurried
main()
"""
"""Posecoach where keeping a session takes long enough to be disturbed."""


@pytest.mark.parametrize("by", ["live", "history"])
def test_a_session_that_was_cut_off_is_found_again(tmp_path, clip, by):
    process = subprocess.Popen(
        [sys.executable, "-m", "posecoach", *SESSION, str(clip)],
        env=environment(tmp_path),
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        for line in process.stderr:
            if "set 1  3" in line:
                process.send_signal(signal.SIGKILL)
                break
    told = rehearsal(tmp_path, clip, "-e", "push_up") if by == "live" else posecoach(tmp_path, "history")
    assert "was cut off; what it counted is in the history" in told.stderr
    listed = posecoach(tmp_path, "history")
    assert listed.stdout.replace("_", " ").count("push up") >= 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent the Unix way")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_who_asks_it_to_end_gets_the_summary_and_may_ask_twice(tmp_path, clip, name):
    """Ctrl-C, a system that shuts down, a terminal that is closed."""
    with subprocess.Popen(
        [sys.executable, "-c", UNHURRIED, *SESSION, str(clip)],
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        for line in process.stderr:
            if "set 1  2" in line:
                process.send_signal(getattr(signal, name))
                break
        for _ in range(3):
            time.sleep(0.03)
            process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "Traceback" not in err
    assert "push up" in out
    assert "kept in the history" in err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("-e", "push_ups"), "no exercise 'push_ups'; did you mean 'push_up'?"),
        (("-e", "push_up", "--variant", "wid"), "did you mean 'wide'?"),
        (("--reps", "10"), "--reps, --seconds and --sets need an --exercise that they are of"),
        (("-e", "squat_stretch", "--reps", "10"), "squat_stretch is held; say for how many --seconds"),
        (("-e", "push_up", "--seconds", "10"), "push_up is counted; say how many --reps"),
        (("--routine", "back_tonning"), "did you mean 'back_toning'?"),
        (("--routine", "back_toning", "-e", "squat"), "--routine says what is to be done"),
        (("--routine", "back_toning", "--rest", "45"), "--routine says what is to be done"),
        (("--csv", "a", "--reps", "a"), "a: is named for two results"),
        (("--video", __file__), "is already there, and not by posecoach; choose another name"),
        (("--source", "no such thing"), "no such thing: neither a file nor a camera"),
        (("--csv", "/no/such/folder/a.csv"), "there is no folder"),
        (("--source", __file__, "--csv", __file__), "is used in this session"),
        (("--video", "-"), "--video -: this is nothing for a terminal; name a file"),
    ],
)
def test_a_mistake_is_one_line(tmp_path, words, says):
    told = posecoach(tmp_path, "live", "--no-window", "--quiet", *words)
    assert told.returncode == 1
    assert says in told.stderr.replace("\n", " ")
    assert len(told.stderr.strip().splitlines()) == 1


def test_without_a_display_it_says_so_and_what_to_do(tmp_path):
    told = posecoach(tmp_path, "live", "--source", str(CLIP))
    assert told.returncode == 1
    assert "there is no display here; --no-window trains in the terminal" in told.stderr


def test_a_camera_that_is_not_there_is_one_line_and_no_table(tmp_path):
    sets = tmp_path / "sets.csv"
    words = ("--no-window", "--quiet", "--source", "97", "--csv", str(sets))
    told = posecoach(tmp_path, "live", *words)
    assert told.returncode == 1
    (line,) = told.stderr.splitlines()
    assert line.startswith("posecoach: camera 97: there is no")
    assert not told.stdout
    assert not sets.exists()


def test_a_shared_session_prints_its_address_and_is_seen_there_until_it_ends(tmp_path, clip):
    command = [sys.executable, "-m", "posecoach", "live", "--source", str(clip), "-e", "push_up"]
    with subprocess.Popen(
        [*command, "--no-window", "--quiet", "--no-save", "--share"],
        env=environment(tmp_path),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as live:
        try:
            line = next(line for line in live.stderr if line.startswith("shared at "))
            url = line.removeprefix("shared at ").strip()
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{8,}/", url)
            titles, picture = set(), b""
            began = time.monotonic()
            while "Well done" not in titles and time.monotonic() - began < 60.0:
                with urllib.request.urlopen(f"{url}state.json", timeout=5) as answer:
                    titles.add(json.loads(answer.read())["title"])
                time.sleep(0.1)
            with urllib.request.urlopen(f"{url}screen.jpg", timeout=5) as answer:
                picture = answer.read()
            assert {"Push-up", "Well done"} <= titles
            assert picture.startswith(b"\xff\xd8")
        finally:
            live.send_signal(signal.SIGINT)
            live.stderr.read()
        assert live.wait(30) == 0
    with pytest.raises(OSError, match=r"refused|10061"):
        urllib.request.urlopen(url, timeout=2)


def test_routines_and_cameras(tmp_path):
    assert "back_toning" in posecoach(tmp_path, "routines").stdout
    table = posecoach(tmp_path, "routines", "back_toning").stdout
    assert "12 to 15 repetitions" in table
    assert "30 to 60 s" in table
    assert posecoach(tmp_path, "cameras").returncode in (0, 1)


@pytest.fixture
def shown(tmp_path):
    """A rehearsal in a window: its process, and the environment of the screen."""
    with xvfb() as screen:
        env = environment(tmp_path, DISPLAY=screen["DISPLAY"])
        command = [
            sys.executable,
            "-m",
            "posecoach",
            "live",
            "-e",
            "push_up",
            "--source",
            str(CLIP),
            "--quiet",
        ]
        with subprocess.Popen(
            command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process:
            until(lambda: hand(env, "search", "--name", "^posecoach$") or process.poll() is not None)
            assert process.poll() is None, process.stderr.read()
            yield process, env
            process.kill()


@needs_a_screen
def test_the_key_q_ends_it(shown):
    process, env = shown
    window = hand(env, "search", "--name", "^posecoach$").splitlines()[0]
    hand(env, "windowfocus", window)
    until(lambda: hand(env, "key", "--window", window, "q") or process.poll() is not None, 30.0)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "clip" in out
    assert "Traceback" not in err


@needs_a_screen
def test_closing_the_window_ends_it(shown):
    process, env = shown
    ask_to_close(env, hand(env, "search", "--name", "^posecoach$").splitlines()[0])
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "clip" in out
    table = [line for line in out.split("clip")[1].splitlines() if "to keep up" not in line]
    assert f" {REPS} " not in "\n".join(table), "it did not just run to the film's end"
    assert "Traceback" not in err


def test_skipped_frames_are_told_with_what_that_means():
    from posecoach.cli.live_session import dropped_note

    assert dropped_note(30, 70) == "30 of 100 frames were skipped, to keep up"
    assert dropped_note(80, 20).endswith("too busy to count quick repetitions; close other programs")
