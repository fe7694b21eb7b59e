"""Defaults of options from posecoach.toml: which file wins, and what is refused at the door."""

import csv
import io
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecoach.config import Kind, file_beside, settings, user_file
from posecoach.errors import ConfigError
from tests.films import PERSON
from tests.landmarks import push_ups

ROOT = PERSON.parents[1]

OPTIONS = {
    "analyze": {
        "exercise": Kind.TEXT,
        "weight": Kind.LIST,
        "save": Kind.FLAG,
        "jobs": Kind.NUMBER,
        "model": Kind.TEXT,
    },
    "live": {"exercise": Kind.TEXT, "rest": Kind.NUMBER, "lang": Kind.TEXT},
}


@pytest.fixture(autouse=True)
def own(tmp_path, monkeypatch):
    """The user's file, which is not there yet."""
    if sys.platform == "win32":
        pytest.skip("the folder is found otherwise there")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    file = user_file()
    assert tmp_path in file.parents
    file.parent.mkdir(parents=True)
    return file


@pytest.fixture
def beside(tmp_path):
    (tmp_path / "clips").mkdir()
    return tmp_path / "clips" / "posecoach.toml"


def values(command="analyze", file=None):
    return {name: each.value for name, each in settings(command, OPTIONS, file).items()}


def test_without_a_file_nothing_is_set():
    assert values() == {}


def test_a_section_is_for_its_command_and_comes_before_what_is_for_all(own):
    own.write_text('exercise = "squat"\n[analyze]\nexercise = "pull_up"\n[live]\nrest = 45\n')
    assert values("analyze") == {"exercise": "pull_up"}
    assert values("live") == {"exercise": "squat", "rest": 45}


def test_what_lies_beside_the_clips_comes_before_the_users_own(own, beside):
    own.write_text('[analyze]\nexercise = "squat"\nsave = true\n')
    beside.write_text('exercise = "pull_up"\n')
    found = settings("analyze", OPTIONS, beside)
    assert {name: (each.value, each.file) for name, each in found.items()} == {
        "exercise": ("pull_up", beside),
        "save": (True, own),
    }


def test_the_file_beside_is_that_of_the_first_clip_or_folder(beside):
    assert file_beside([beside.parent]) is None
    beside.write_text("")
    assert file_beside([beside.parent]) == file_beside([beside.parent / "a.mp4", "b.mp4"]) == beside
    assert file_beside(["b.mp4", beside.parent]) is None


def test_values_are_as_the_command_line_takes_them(own):
    own.write_text('weight = [12.5, "dumbbell_row=20"]\n[live]\nlang = "de"\n')
    assert values() == {"weight": ["12.5", "dumbbell_row=20"]}
    own.write_text("weight = 20\n")
    assert values() == {"weight": ["20"]}


def test_an_exercise_of_ones_own_lies_beside_the_file_that_names_it(beside):
    beside.write_text('exercise = "mine.toml"\n')
    assert values(file=beside) == {"exercise": str(beside.parent / "mine.toml")}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("exercize = 1", "no option 'exercize'; did you mean 'exercise'?"),
        ("[analyse]", "no command 'analyse'; did you mean 'analyze'?"),
        ("[live]\njobs = 1", r"\[live\]: no option 'jobs'; it is one of"),
        ('[analyze]\nsave = "yes"', r"\[analyze\] save: is true or false, not 'yes'"),
        ("jobs = true", "jobs: is a number, not 'True'"),
        ("rest = nan", "rest: is a number, not 'nan'"),
        ("exercise = [1]", "exercise: is a text, not"),
        ("weight = [[1]]", "weight: is a list of texts, not"),
        ("live = 1", r"live: is a command; its options stand below \[live\]"),
        ("exercise =", "not TOML"),
        ('name = "mine"', "no option 'name'"),
    ],
)
def test_mistakes_are_told_in_one_line_that_names_the_file(own, text, said):
    """Those of other commands too: nobody finds out by chance."""
    own.write_text(text)
    with pytest.raises(ConfigError, match=said) as caught:
        values("analyze")
    assert str(caught.value).startswith(str(own))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("option", ["model"])
def test_a_folder_of_clips_does_not_say_what_is_run_or_asked(beside, option):
    beside.write_text(f'{option} = "x"\n')
    with pytest.raises(ConfigError, match=f"{option}: is set in .* only"):
        values(file=beside)


@given(st.text(max_size=80))
def test_whatever_a_file_says_it_is_read_or_refused(tmp_path_factory, text):
    file = tmp_path_factory.mktemp("any") / "posecoach.toml"
    file.write_text(text, encoding="utf-8", errors="replace")
    try:
        settings("analyze", OPTIONS, file)
    except ConfigError as error:
        assert "\n" not in str(error).strip()  # noqa: PT017 - most are read


def run(*args):
    done = subprocess.run(
        [sys.executable, "-m", "posecoach", *map(str, args)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def counted(*args):
    (row,) = csv.DictReader(io.StringIO(run(*args, "--csv", "-")))
    return row["exercise"], row["weight_kg"]


def test_the_command_line_comes_before_both_files(own, beside):
    own.write_text('exercise = "squat"\nweight = [10, "squat=20"]\n')
    clip = push_ups(beside.parent / "a.npz", count=2, rate=10.0)
    assert counted("analyze", clip)[0] == ""
    assert counted("analyze", clip, "-e", "push_up") == ("push_up", "10")
    beside.write_text('exercise = "push_up"\nweight = 15\n')
    assert counted("analyze", beside.parent) == ("push_up", "15")
    assert counted("--no-config", "analyze", clip) == ("push_up", "")


def test_config_shows_what_is_in_force_and_where_it_comes_from(own, beside):
    own.write_text('[live]\nlang = "de"\n')
    beside.write_text("save = true\n")
    lines = [line.split() for line in run("config", beside.parent).splitlines()]
    assert ["live", "lang", "de", str(own)] in lines
    assert ["analyze", "save", "true", str(beside)] in lines
    assert ["analyze", "unit", "kgs"] in lines
    assert run("config", "--path").strip() == str(own)
