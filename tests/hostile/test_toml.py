"""Exercise and routine files that mean harm, or were made in error: refused in one line, at once."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecoach import exercises, routines
from posecoach.core.exercise import Rule
from posecoach.core.exercise_schema import exercise
from posecoach.errors import ExerciseError
from posecoach.toml_files import MAX_BYTES

PUSH_UP = (Path(exercises.__file__).parent / "push_up.toml").read_text(encoding="utf-8")
WHY = 'why = "bottom {value} degrees, needs {full}"'


def saved(folder, text, name="mine.toml"):
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def refused(path, load=exercises.load):
    with pytest.raises(ExerciseError) as error:
        load(path)
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.mark.parametrize(
    "cue",
    [
        "{value.nope}",
        "{value.__class__}",
        "{value[0]}",
        "{value:>300000000}",
        "{value:1000000000000000000}",
        "{value:.7f}",
        "{value:x}",
        "{value!r}",
        "{0}",
        "{}",
        "{zz}",
        "{value",
        "value}",
        "{{value}}",
        "{value:{over}}",
    ],
)
@pytest.mark.parametrize("where", ["cue", "why"])
def test_texts_hold_numbers_and_nothing_else(tmp_path, cue, where):
    text = (
        PUSH_UP.replace(WHY, f'why = "{cue}"')
        if where == "why"
        else re.sub(r"(?m)^cue = .*$", f'cue = "{cue}"', PUSH_UP)
    )
    assert text != PUSH_UP
    assert "only {value}, {over} and {full} may stand in braces" in refused(saved(tmp_path, text))


@pytest.mark.parametrize(
    ("cue", "said"),
    [
        ("{value} of {full}", "12 of 10"),
        ("{value:.1f}", "12.3"),
        ("{over:.6f}", "2.345600"),
        ("50 %", "50 %"),
    ],
)
def test_numbers_are_put_in_as_asked(cue, said):
    assert Rule("r", "elbow", cue, "s", max=10.0).say(12.3456) == said


@given(st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_whatever_is_accepted_can_be_said(cue):
    body = {"name": "depth", "measure": "elbow", "cue": cue, "source": "x", "min": 1.0}
    table = {"title": "T", "kind": "reps", "views": ["side"], "rule": [body]}
    table |= {"signal": {"measure": "elbow", "start": 1, "target": 0, "min_prominence": 0.1}}
    table |= {"position": [{"measure": "elbow", "why": "w", "min": 0}]}
    try:
        made = exercise("mine", table)
    except ExerciseError:
        assert set(cue) & set("{}")
        return
    assert len(made.rules[0].say(0.5)) < 200


@pytest.mark.parametrize(
    "key", [".".join("a" * 20_000), ". ".join(['"a"'] * 500), "[" + ".".join("a" * 99) + "]\nb"]
)
def test_deep_keys_take_no_time(tmp_path, key):
    assert "a key has more than 16 parts" in refused(saved(tmp_path, f"{key} = 1\n"))


def test_large_files_are_not_read(tmp_path):
    assert "at most" in refused(saved(tmp_path, "#" * (MAX_BYTES + 1)))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_only_ordinary_files_are_read(tmp_path):
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "loop.toml").symlink_to(tmp_path / "loop.toml")
    (tmp_path / "zero.toml").symlink_to("/dev/zero")
    assert "no ordinary file" in refused(tmp_path / "pipe.toml")
    assert "a folder" in refused(tmp_path / "folder.toml")
    assert "cannot be" in refused(tmp_path / "loop.toml")
    assert "no ordinary file" in refused(tmp_path / "zero.toml")


@pytest.mark.parametrize(
    "line",
    [
        'name = ""',
        'name = "  "',
        'name = ".."',
        'name = "../x"',
        'name = "a\\\\b"',
        'name = "a\\u202eb"',
        'name = "a\\nb"',
        'name = "' + "x" * 65 + '"',
        "name = 3",
        "min_rep_s = -1",
        "set_timeout_s = -0.1",
    ],
)
def test_names_and_times_that_cannot_be(tmp_path, line):
    refused(
        saved(
            tmp_path,
            f"{line}\n{PUSH_UP}" if line.startswith("name") else PUSH_UP.replace("\n[", f"\n{line}\n[", 1),
        )
    )


def test_a_routine_names_no_file_that_cannot_be(tmp_path):
    path = saved(tmp_path, 'title = "Legs"\n[[item]]\nexercise = "sq\\u0000uat.toml"\n')
    assert "cannot be the name of a file" in refused(path, routines.load)


def test_our_own_files_are_accepted():
    for name in exercises.names():
        assert exercises.load(name).name == name
