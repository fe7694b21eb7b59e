import dataclasses
import io
import math
import os
import sys

import pytest
from rich.console import Console

from posecoach.cli.terminal import Terminal, line, steady
from posecoach.core.session.coach import Coach
from posecoach.core.session.status import Update
from posecoach.exercises import load
from posecoach.overlay import Cue, Rest, Setup, Show, Summary


def update(t=65.0, progress=0.5, reps=3, **more):
    import dataclasses

    base = Coach([load("push_up")]).step(0.0, None).status
    return Update(
        t, None, {}, dataclasses.replace(base, progress=progress, reps=reps, set_number=1, **more), ()
    )


def test_a_line_says_what_the_window_would():
    told = line(update(partial=1), Show(title="Push-up, wide", goal=10, sets=3, cue=Cue("Hips sagging")))
    assert told == "1:05  Push-up, wide  set 1 of 3  3 of 10  1 partial  ██████████░░░░░░░░░░  Hips sagging"
    assert "12 s of 20" in line(Update(1.0, None, {}, _held(), ()), Show(title="Squat stretch", goal=20))


def _held():
    import dataclasses

    base = Coach([load("squat_stretch")]).step(0.0, None).status
    return dataclasses.replace(base, held=12.4)


def test_the_other_screens_in_a_line():
    rest = Show(rest=Rest(23.4, 60.0, next_up="Squat", detail="set 1 of 3"))
    assert line(update(), rest) == "1:05  rest 23 s · next: Squat, set 1 of 3"
    assert line(update(), Show(setup=Setup("Step back"))) == "1:05  Step back"
    assert line(update(), Show(notice="camera 0 has gone")) == "1:05  camera 0 has gone"
    gone = dataclasses.replace(rest, notice="camera 0 has gone", elapsed=70.0)
    assert line(update(), gone) == "1:10  camera 0 has gone  rest 23 s · next: Squat, set 1 of 3"
    assert line(update(), Show(summary=Summary((), "3 repetitions"))) == "1:05  done · 3 repetitions"


def test_a_progress_that_cannot_be_seen_is_an_empty_bar():
    assert "█" not in line(update(progress=math.nan), Show())


def test_in_a_file_only_changes_are_written():
    out = io.StringIO()
    with Terminal(Console(file=out, width=200)) as terminal:
        for i in range(50):
            terminal.show(None, update(t=float(i), progress=i / 50.0), Show())
        terminal.show(None, update(t=51.0, reps=4), Show())
        assert terminal.key() == ""
    assert len(out.getvalue().splitlines()) == 2


def test_in_a_terminal_the_line_is_written_anew_and_never_too_long():
    out = io.StringIO()
    with Terminal(Console(file=out, width=30, force_terminal=True)) as terminal:
        terminal.show(None, update(), Show(cue=Cue("A very long cue that does not fit into it")))
        terminal.show(None, update(), Show(cue=Cue("A very long cue that does not fit into it")))
    assert out.getvalue().count("\r") == 1
    assert len(out.getvalue().strip().rpartition("K")[2]) <= 29


def test_the_clock_and_the_bar_are_not_steady():
    assert steady("1:05  Push-up  3  ███░░") == steady("1:06  Push-up  3  █░░░░")


@pytest.mark.skipif(sys.platform == "win32", reason="keys come one by one the Unix way only")
def test_keys_come_one_by_one_and_arrows_are_none(monkeypatch):
    """An arrow sends three letters: they must not stay behind and become the next keys."""
    import pty

    ours, theirs = pty.openpty()
    with os.fdopen(theirs, closefd=True) as keyboard, os.fdopen(ours, "wb", buffering=0) as fingers:
        monkeypatch.setattr(sys, "stdin", keyboard)
        with Terminal(Console(file=io.StringIO())) as terminal:
            fingers.write(b"\x1b[A")
            assert terminal.key() == ""
            fingers.write(b"+s\x1bOBq")
            assert [terminal.key() for _ in range(4)] == ["+", "s", "q", ""]
