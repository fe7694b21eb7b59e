"""Recorded landmarks give the same events, tables and JSON as before, to the last line."""

import json

import pytest

from posecoach.core.events import parse
from posecoach.exercises import names
from tests import goldens

AGAIN = "; if that is meant, run `python -m tests.goldens` and look at the difference"


@pytest.fixture(scope="module")
def found():
    return dict(goldens.expected())


PLACES = [*(f"events/{name}.txt" for name in goldens.CLIPS), "sets.csv", "reps.csv", "sessions.json"]


@pytest.mark.parametrize("place", PLACES)
def test_what_follows_from_the_landmarks_is_as_it_was(found, place):
    before = (goldens.FOLDER / place).read_text(encoding="utf-8").splitlines()
    now = found[place].splitlines()
    different = [pair for pair in zip(before, now, strict=False) if pair[0] != pair[1]]
    assert not different, f"{place}: {len(different)} lines differ{AGAIN}"
    assert len(before) == len(now), f"{place}: {len(before)} lines were {len(now)}{AGAIN}"


def test_there_is_a_golden_for_all_that_is_written_and_for_nothing_else(found):
    assert set(found) == set(PLACES)
    there = {path.stem for path in (goldens.FOLDER / "events").iterdir()}
    assert there == {path.stem for path in (goldens.FOLDER / "landmarks").iterdir()} == set(goldens.CLIPS)


def test_every_exercise_has_one():
    assert set(goldens.CLIPS.values()) == set(names())


@pytest.mark.parametrize("name", goldens.CLIPS)
def test_the_goldens_are_right_about_what_is_known_of_the_video(name):
    """A golden that was written anew without a look still has to count what was filmed."""
    known = json.loads((goldens.SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    lines = (goldens.FOLDER / "events" / f"{name}.txt").read_text(encoding="utf-8")
    section = lines.split("# two passes, named\n")[1].split("\n\n")[0]
    events = [parse(line) for line in section.splitlines()]
    kinds = [event.label for event in events]
    assert kinds.count("RepCompleted") == sum(rep["full"] for rep in known["repetitions"])
    assert kinds.count("HoldEnded") == len(known["holds"])


def test_a_difference_in_the_last_digits_is_none():
    assert goldens.rounded("1.2345678901 -0.00000001 7 NaN 1e-09") == "1.234568 0.0 7 NaN 1e-09"
    assert goldens.rounded("1.234567") != goldens.rounded("1.234569")
