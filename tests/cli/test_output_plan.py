"""Analyses, and the files that they leave."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import av
import pytest

from posecoach.cli import console, output_plan
from posecoach.cli.output_plan import OutputPlan
from posecoach.errors import OutputError
from tests.command import command
from tests.films import PERSON, card, film, thinned
from tests.landmarks import push_ups

ONCE = [
    "clip.angles.csv",
    "clip.annotated.mp4",
    "clip.c3d",
    "clip.landmarks.csv",
    "clip.landmarks.npz",
    "clip.mot",
    "clip.trc",
    "hevy.csv",
    "liftlog.csv",
    "repetitions.csv",
    "report.html",
    "sessions.json",
    "sessions.xlsx",
    "sets.csv",
    "strong.csv",
]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A user's folders, empty."""
    for name in ("XDG_DATA_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return tmp_path / "home"


def recording(folder, name="a.npz", **more):
    return push_ups(folder / name, **more)


def visible(folder):
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


TRACKED = ("analyze", "-e", "push_up", "--jobs", "1")
"""Analyze a film of push-ups, in this process."""


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    """A film of one who does push-ups, with all that can be made of it."""
    folder = tmp_path_factory.mktemp("all")
    clip = thinned(folder / "clip.mp4", PERSON)
    done = command(*TRACKED, clip, "--cache", folder / "cache", "--out", folder / "out")
    assert done.returncode == 0, done.stderr
    return folder


def test_a_folder_of_everything(everything):
    assert visible(everything / "out") == ONCE


def test_all_of_it_agrees(everything):
    out = everything / "out"
    (session,) = json.loads((out / "sessions.json").read_text())["sessions"]
    sets, strong = (
        list(csv.DictReader((out / name).read_text().splitlines())) for name in ("sets.csv", "strong.csv")
    )
    (one,) = session["sets"]
    assert len(sets) == len(strong) == 1
    assert sets[0]["reps"] == strong[0]["Reps"] == str(one["reps"])
    html = (out / "report.html").read_text()
    pictured = re.findall(r"<figure><img|<figure><button[^>]*><img", html)
    assert len(pictured) == len(one["movements"]), "each once, shown or folded away"
    assert html.count('<svg class="mark ') == len(one["movements"])
    assert 'src="clip.annotated.mp4"' in html
    with av.open(str(out / "clip.annotated.mp4")) as made, av.open(str(everything / "clip.mp4")) as clip:
        assert [f.time for f in made.decode(video=0)] == [f.time for f in clip.decode(video=0)]
    trc = (out / "clip.trc").read_text().splitlines()
    head = dict(zip(trc[1].split("\t"), trc[2].split("\t"), strict=True))
    assert len(trc) == 6 + int(head["NumFrames"])
    assert (float(head["OrigDataRate"]), int(head["OrigNumFrames"])) == (12.5, 150)


def test_the_report_is_no_larger_than_it_need_be(everything):
    assert (everything / "out" / "report.html").stat().st_size < 150_000


@pytest.mark.parametrize("option", ["--report", "--video"])
def test_what_posecoach_made_is_made_anew_where_it_is_named(everything, tmp_path, option):
    made = "report.html" if option == "--report" else "clip.annotated.mp4"
    target = tmp_path / made
    target.write_bytes((everything / "out" / made).read_bytes())
    os.utime(target, (0, 0))
    done = command(*TRACKED, everything / "clip.mp4", "--cache", everything / "cache", option, target)
    assert done.returncode == 0, done.stderr
    assert target.stat().st_mtime > 0


@pytest.mark.parametrize("option", ["--report", "--video"])
@pytest.mark.parametrize("foreign", ["letter", "film"])
def test_what_somebody_else_made_is_kept(tmp_path, option, foreign):
    target = tmp_path / ("theirs.html" if option == "--report" else "theirs.mp4")
    target.write_bytes(PERSON.read_bytes() if foreign == "film" else b"<html>A letter</html>")
    before = target.read_bytes()
    done = command("analyze", PERSON, "-e", "push_up", option, target)
    assert done.returncode == 1
    assert f"{target.name}: is already there; --force replaces it" in done.stderr
    assert target.read_bytes() == before


def test_a_second_time_needs_force(everything):
    again = everything / "clip.landmarks.npz"
    again.write_bytes((everything / "out" / "clip.landmarks.npz").read_bytes())
    before = (everything / "out" / "sets.csv").stat().st_mtime_ns
    done = command("analyze", again, "-e", "push_up", "--out", everything / "out")
    assert done.returncode == 1
    assert re.search(r"out.*is already there; --force replaces it", done.stderr)
    assert (everything / "out" / "sets.csv").stat().st_mtime_ns == before
    done = command("analyze", again, "-e", "push_up", "--out", everything / "out", "--force")
    assert done.returncode == 0, done.stderr
    assert (everything / "out" / "sets.csv").stat().st_mtime_ns > before


def test_a_recording_has_no_film(home, tmp_path):
    done = command("analyze", recording(tmp_path), "-e", "push_up", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert visible(tmp_path / "out") == [
        "a.angles.csv",
        "a.c3d",
        "a.landmarks.csv",
        "a.mot",
        "a.trc",
        *(name for name in ONCE if not name.startswith("clip.")),
    ]
    done = command("analyze", tmp_path / "a.npz", "-e", "push_up", "--video", tmp_path / "a.mp4")
    assert done.returncode == 1
    assert "there is no picture to draw on" in done.stderr
    assert not (tmp_path / "a.mp4").exists()
    assert not home.exists(), "nothing is kept unasked"


def test_two_clips_of_one_name(tmp_path):
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        recording(tmp_path / name, count=3 if name == "x" else 4)
    done = command("analyze", tmp_path / "x", tmp_path / "y", "-e", "push_up", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert {"a.trc", "a-2.trc"} <= set(visible(tmp_path / "out"))
    assert (tmp_path / "out" / "report.html").read_text().count("<h1") == 1


def test_exports_by_name(tmp_path):
    clip = recording(tmp_path)
    arguments = ["--export", "strong", "--export", "trc", "--export", f"tidy={tmp_path / 'points.csv'}"]
    done = command("analyze", clip, "-e", "push_up", *arguments, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert visible(tmp_path) == ["a.npz", "a.trc", "points.csv", "strong.csv"]
    done = command("analyze", clip, "-e", "push_up", "--export", "hevy=-", "-q")
    assert done.stdout.startswith("title,start_time")
    done = command("analyze", clip, "--export", "stronk")
    assert done.returncode == 1
    assert (
        "no kind 'stronk'; it is one of strong, hevy, liftlog, fitnotes, tidy, angles, trc, mot"
        in done.stderr
    )


@pytest.mark.parametrize("option", ["--report", "--video", "--export"])
def test_what_is_there_stays(tmp_path, option):
    clip = film(tmp_path / "a.mp4", [card()] * 3)
    (tmp_path / "old").write_text("precious")
    value = f"strong={tmp_path / 'old'}" if option == "--export" else tmp_path / "old"
    done = command("analyze", clip, "-e", "push_up", option, value)
    assert done.returncode == 1
    assert "old: is already there; --force replaces it" in done.stderr
    assert (tmp_path / "old").read_text() == "precious"


@pytest.mark.parametrize("option", ["--csv", "--video", "--landmarks"])
def test_the_clip_itself_is_never_written_over(tmp_path, option):
    clip = film(tmp_path / "a.mp4", [card()] * 3)
    content = clip.read_bytes()
    (tmp_path / "link").symlink_to(tmp_path)
    done = command("analyze", clip, "-e", "push_up", option, tmp_path / "link" / "a.mp4", "--force")
    assert done.returncode == 1
    assert "is the clip itself" in done.stderr
    assert clip.read_bytes() == content


def test_named_tables_are_replaced(tmp_path):
    clip = recording(tmp_path)
    for _ in range(2):
        done = command(
            "analyze", clip, "-e", "push_up", "--csv", tmp_path / "a.csv", "--json", tmp_path / "a.json"
        )
        assert done.returncode == 0, done.stderr


def test_one_file_for_two_results(tmp_path):
    same = tmp_path / "a.out"
    done = command("analyze", recording(tmp_path), "--csv", same, "--report", same)
    assert done.returncode == 1
    assert "named for two results" in done.stderr


def test_no_images(everything, tmp_path):
    more = ("--cache", everything / "cache", "--report", tmp_path / "a.html", "--no-images")
    done = command(*TRACKED, everything / "clip.mp4", *more)
    assert done.returncode == 0, done.stderr
    assert "<img" not in (tmp_path / "a.html").read_text()
    assert '<svg class="mark ' in (tmp_path / "a.html").read_text()


def test_markup_in_a_path_stays_text(tmp_path):
    folder = tmp_path / "<script>alert(1)<"
    folder.mkdir()
    clip = recording(folder, "script>=1+2.npz")
    done = command("analyze", clip, "-e", "push_up", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    html = (tmp_path / "out" / "report.html").read_text()
    assert html.count("<script>") == 1
    assert "script&gt;=1+2.npz" in html


def test_a_path_that_begins_with_an_equals_sign_is_no_formula(tmp_path):
    recording(tmp_path, "=1+2.npz")
    done = command("analyze", "=1+2.npz", "-e", "push_up", "--csv", "-", folder=tmp_path)
    (row,) = csv.DictReader(done.stdout.splitlines())
    assert row["video"] == "'=1+2.npz"


KILLED = """
import os, signal
from posecoach.cli.app import main
from posecoach.sinks import annotate_video

left, write = [20], annotate_video._write

def killed(*arguments):
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    write(*arguments)

annotate_video._write = killed
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_killed_while_the_film_is_written(everything, tmp_path, monkeypatch):
    """Nothing half done lies under a name that was asked for."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    out = tmp_path / "out"
    more = ("--cache", everything / "cache", "--out", out, "--save", "-q")
    arguments = map(str, (*TRACKED, everything / "clip.mp4", *more))
    done = subprocess.run([sys.executable, "-c", KILLED, *arguments], timeout=300, check=False)
    assert done.returncode == -signal.SIGKILL
    assert list(out.glob(".posecoach-*.part"))
    tracks = {
        f"clip.{ending}" for ending in ("landmarks.npz", "landmarks.csv", "trc", "mot", "angles.csv", "c3d")
    }
    assert not set(visible(out)) - tracks
    done = command("history")
    assert "The history is empty" in done.stdout


def test_history_from_the_command_line(tmp_path):
    clip = recording(tmp_path, count=5)
    for _ in range(2):
        done = command("analyze", clip, "-e", "push_up", "--save", "-q")
        assert done.returncode == 0, done.stderr
        assert "kept in the history as 1" in done.stderr
    assert command("history", "where").stdout.strip().endswith("history.db")
    table = command("history").stdout
    assert re.search(r"1\s+\d{4}-\d\d-\d\d \d\d:\d\d\s+push up.*\s5\s", table)
    assert "no squat in the history; there is: push_up" in command("history", "-e", "squat").stderr
    assert "in these days" in command("history", "plot", "push_up", "--until", "2001-01-01").stderr
    assert "empty" in command("history", "--until", "2001-01-01").stdout
    assert "Push-up, 5 repetitions" in command("history", "show", "1").stdout
    assert command("history", "show", "7").stderr == "posecoach: no session 7; see: posecoach history\n"
    shown = command("history", "plot", "push_up", "--report", tmp_path / "a.html").stdout
    assert "5 repetitions in 1 set and 1 session; best set 5." in shown
    assert "<h1>Push-up</h1>" in (tmp_path / "a.html").read_text()
    assert command("history", "plot", "push_up", "--report", tmp_path / "a.html").returncode == 0
    (tmp_path / "a.html").write_text("precious")
    assert "is already there" in command("history", "plot", "push_up", "--report", tmp_path / "a.html").stderr
    assert "there is: push_up" in command("history", "plot", "squat").stderr
    (row,) = csv.DictReader(command("history", "export", "--csv", "-").stdout.splitlines())
    assert (row["exercise"], row["reps"], row["source"]) == ("push_up", "5", str(clip))


def test_the_history_writes_logs_and_takes_corrections(tmp_path):
    command("analyze", recording(tmp_path, count=5), "-e", "push_up", "--save", "-q", "--weight", "10")
    done = command("history", "edit", "1", "--reps", "7", "--note", "with a vest")
    assert done.returncode == 0, done.stderr
    assert "corrected by you: reps was 5" in done.stdout
    assert "7*" in command("history").stdout
    done = command("history", "export", "--export", "strong=-", "--since", "2w")
    (row,) = csv.DictReader(done.stdout.splitlines())
    assert (row["Reps"], row["Weight"]) == ("7", "10")
    assert row["Notes"].startswith("with a vest")
    done = command("history", "export", "--export", "liftlog", "--unit", "lbs", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    (row,) = csv.DictReader((tmp_path / "liftlog.csv").read_text().splitlines())
    assert (row["Weight"], row["Weight Unit"]) == ("22.05", "lbs")
    assert command("history", "export", "--reps", "-").stdout.count("\n") >= 6
    assert "this week 7 of 100" in command("history", "goal", "push_up", "100/week").stdout
    done = command("history", "--since", "someday")
    assert done.returncode == 2
    assert "is no day" in done.stderr
    assert "Traceback" not in done.stderr


def test_erasing_asks_first(tmp_path):
    command("analyze", recording(tmp_path), "-e", "push_up", "--save", "-q")
    done = command("history", "delete", "1", answer="n\n")
    assert done.returncode == 1
    assert command("history", "delete", "--all", answer="").returncode == 1
    assert command("history", "delete").returncode == 2
    assert command("history", "delete", "1", "--all").returncode == 2
    assert "push up" in command("history").stdout
    assert "erased session 1" in command("history", "delete", "1", answer="y\n").stdout
    assert "empty" in command("history").stdout
    assert "erased 0 sessions" in command("history", "delete", "--all", "--yes").stdout


def test_a_history_that_cannot_be_written_is_told_before_the_work(home, tmp_path):
    clip = recording(tmp_path)
    home.write_text("a file, and no folder")
    done = command("analyze", clip, "--save", "--csv", tmp_path / "a.csv")
    assert (done.returncode, done.stdout) == (1, "")
    assert "the history cannot be used" in done.stderr
    assert not (tmp_path / "a.csv").exists()


def test_where_nothing_came_of_a_clip_its_earlier_results_stay(tmp_path):
    clip, table = recording(tmp_path), tmp_path / "sets.csv"
    assert command("analyze", clip, "--csv", table).returncode == 0
    before = table.read_bytes()
    done = command("analyze", tmp_path / "tpyo.mp4", "--csv", table)
    assert (done.returncode, table.read_bytes()) == (1, before)
    assert "no such file" in done.stderr


def test_an_output_that_fails_costs_nothing_but_itself(tmp_path):
    """A recording has no film; its row, its landmarks and its place in the history are there all the same."""
    clip, table = recording(tmp_path), tmp_path / "sets.csv"
    more = ("--video", tmp_path / "film.mp4", "--landmarks", tmp_path / "copy.npz", "--save")
    done = command("analyze", clip, "--csv", table, *more)
    assert done.returncode == 1
    assert "there is no picture to draw on" in done.stderr
    assert len(table.read_text(encoding="utf-8").splitlines()) == 2
    assert "push up" in done.stdout
    assert (tmp_path / "copy.npz").is_file()
    assert "kept in the history as 1" in done.stderr


def test_a_table_that_cannot_be_written_leaves_the_others(tmp_path, monkeypatch):
    from posecoach.cli import output_plan, result_files
    from posecoach.errors import OutputError
    from posecoach.media import atomic_write

    wrote = []

    def write(path, text):
        if path.name == "sets.csv":
            raise OutputError(f"{path}: cannot be written: No space left on device")
        wrote.append((path.name, bool(text)))

    monkeypatch.setattr(atomic_write, "write", write)
    plan = output_plan.OutputPlan(tables={"csv": tmp_path / "sets.csv", "reps": tmp_path / "reps.csv"})
    written, (error,) = result_files.session_files(plan, [], {}, {})
    assert [path.name for path in written] == ["reps.csv"]
    assert "No space left" in str(error)
    assert wrote == [("reps.csv", True)]


def test_a_disk_that_is_full_is_told_of_the_film_and_not_of_its_part(tmp_path):
    resource = pytest.importorskip("resource")
    from posecoach.errors import OutputError
    from posecoach.media import atomic_write
    from posecoach.sinks.annotate_video import annotate

    clip, target = film(tmp_path / "clip.mp4", [card()] * 99), tmp_path / "film.mp4"

    def write():
        with atomic_write.atomic_writer(target) as part:
            list(annotate(clip, part, lambda t: t, lambda _ground, _update: None))

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500, before[1]))  # a file may be no larger
    try:
        with pytest.raises(OutputError) as told:
            write()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert str(told.value) == f"{target}: cannot be written: File too large"
    assert visible(tmp_path) == ["clip.mp4"]


def test_a_film_is_not_called_what_it_is_not(tmp_path):
    clip = film(tmp_path / "a.mp4", [card()] * 3)
    for asked in (("analyze", clip), ("live", "--source", clip, "--no-window", "--no-save")):
        done = command(*asked, "--video", tmp_path / "q.avi")
        assert done.returncode == 1
        assert "films are written as MP4; name it q.mp4" in done.stderr
    assert visible(tmp_path) == ["a.mp4"]


def test_a_result_is_named_as_what_it_is(tmp_path):
    clip = recording(tmp_path)
    for option, name, way_out in (
        ("--report", "out.txt", "a report is a web page; name it out.html"),
        ("--xlsx", "out.csv", "a spreadsheet ends in .xlsx; name it out.xlsx"),
    ):
        done = command("analyze", clip, option, tmp_path / name)
        assert (done.returncode, done.stdout) == (1, "")
        assert way_out in done.stderr
    assert visible(tmp_path) == ["a.npz"]


def test_piped_tables_are_not_folded(tmp_path, monkeypatch):
    monkeypatch.setattr(console.out, "width", 60)
    name = "a_clip_with_a_name_that_is_longer_than_the_terminal_is_wide.npz"
    done = command("analyze", recording(tmp_path, name), "-e", "push_up")
    assert name in done.stdout
    assert all(line == line.rstrip() for line in done.stdout.splitlines())
    done = command("analyze", tmp_path / "none.mp4")
    assert (done.returncode, done.stdout) == (1, "")


def test_two_results_cannot_share_the_standard_output(tmp_path):
    clip = recording(tmp_path)
    done = command("analyze", clip, "--csv", "-", "--reps", "-")
    assert (done.returncode, done.stdout) == (1, "")
    assert "named for two results" in done.stderr
    planned = command("analyze", clip, "--csv", "-", "--routine", "back_toning").stdout
    assert planned == command("analyze", clip, "--csv", "-").stdout
    european = command("analyze", clip, "--csv", "-", "--csv-style", "excel-eu").stdout
    assert european.startswith("\ufeffvideo;exercise;")


def test_what_lies_in_a_folder_because_of_an_analysis_is_no_clip_of_it(tmp_path, monkeypatch):
    """The second time finds the films, recordings and landmarks in the cache that the first time made."""
    folder = tmp_path / "clips"
    folder.mkdir()
    film(folder / "clip.mp4", [card()] * 12)
    monkeypatch.setattr("posecoach.batch.track_segment.close_up_of", lambda *_: None)  # it takes long
    more = ("--out", folder / "out", "--cache", folder / "cache", "--no-images", "--csv")
    assert command("analyze", folder, "--jobs", "1", *more, tmp_path / "a.csv").returncode == 0
    assert (folder / "out" / "clip.landmarks.npz").is_file()
    assert list((folder / "cache").glob("*.npz"))
    assert command("analyze", folder, "--jobs", "1", "--csv", tmp_path / "b.csv").returncode == 0
    assert (tmp_path / "b.csv").read_bytes() == (tmp_path / "a.csv").read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="there every name is Unicode")
def test_a_name_that_is_no_unicode(tmp_path):
    clip = recording(tmp_path)
    try:
        odd = clip.rename(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.npz"))
    except OSError:
        pytest.skip("this file system takes only Unicode")
    out = tmp_path / "out"
    done = command("analyze", tmp_path, "--out", out, "--save", "--csv", tmp_path / "a.csv")
    assert (done.returncode, done.stderr.count("\n")) == (0, 1), done.stderr
    assert "caf\\xe9.npz" in (tmp_path / "a.csv").read_text(encoding="utf-8")
    assert command("analyze", odd.with_suffix(".mp4")).returncode == 1


def test_a_cache_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("no folder")
    done = command("analyze", film(tmp_path / "clip.mp4", [card()] * 12), "--cache", tmp_path / "file")
    assert (done.returncode, done.stdout) == (1, "")
    assert "cannot be made a folder" in done.stderr


def test_a_cache_that_is_full_costs_no_count(tmp_path, monkeypatch):
    from posecoach.batch import job
    from posecoach.errors import OutputError
    from posecoach.tracking import cache

    def full(*_):
        raise OutputError("cache: cannot be written: No space left on device")

    monkeypatch.setattr(cache.CacheEntry, "keep", full)
    track, notes = job.track(film(tmp_path / "clip.mp4", [card()] * 12), cache=tmp_path / "cache")
    assert len(track.t) == 12
    assert notes == ["the landmarks are not in the cache: cache: cannot be written: No space left on device"]


def test_brackets_in_a_name_are_no_markup(tmp_path):
    assert "set [red].npz" in command("analyze", recording(tmp_path, "set [red].npz")).stdout


@pytest.mark.parametrize("name", ["out.mp4", "OUT.NPZ"])
def test_several_clips_go_into_no_folder_that_is_called_like_a_file(tmp_path, name):
    from posecoach.cli import output_plan
    from posecoach.errors import OutputError

    clips = [Path("a.mp4"), Path("b.mp4")]
    with pytest.raises(OutputError, match=r"2 clips need a folder; name one, such as (out|OUT)/"):
        output_plan.per_clip(tmp_path / name, clips, output_plan.FILM)
    assert not (tmp_path / name).exists()
    (tmp_path / name).mkdir()
    assert len(output_plan.per_clip(tmp_path / name, clips, output_plan.FILM)) == len(clips)
    assert output_plan.per_clip(tmp_path / "one.mp4", clips[:1], output_plan.FILM)


@pytest.mark.parametrize(
    "more",
    [
        ("--person", "left"),
        ("--video", "a.mp4"),
        ("--save",),
        ("--export", "strong"),
        ("--routine", "back_toning"),
    ],
    ids=lambda more: more[0],
)
def test_what_is_of_one_person_is_refused_beside_everyone(tmp_path, more):
    clip = film(tmp_path / "clip.mp4", [card()] * 3)
    done = command("analyze", clip, "--everyone", *more, folder=tmp_path)
    assert done.returncode == 1
    assert f"{more[0]} is of one person: leave out --everyone, or {more[0]}" in " ".join(done.stderr.split())


def test_a_folder_for_everything_of_everybody_has_tables_and_a_report(tmp_path):
    recorded = recording(tmp_path)
    assert (
        command("analyze", recorded, "-e", "push_up", "--everyone", "--out", tmp_path / "out").returncode == 0
    )
    names = {each.name for each in (tmp_path / "out").iterdir()} - {"sessions.xlsx"}
    assert names == {"sets.csv", "repetitions.csv", "sessions.json", "report.html"}


def test_c3d_says_what_it_needs(tmp_path, monkeypatch):
    clip = tmp_path / "a.npz"
    with pytest.raises(OutputError, match="name a file"):
        output_plan.add_export(OutputPlan(), "c3d=-", [clip], tmp_path)
    monkeypatch.setattr(output_plan, "find_spec", lambda _name: None)
    with pytest.raises(OutputError, match="pip install ezc3d"):
        output_plan.add_export(OutputPlan(), "c3d", [clip], tmp_path)
    everything = OutputPlan()
    output_plan.everything(everything, tmp_path, [clip])
    assert "c3d" not in everything.tracks
    assert "trc" in everything.tracks
