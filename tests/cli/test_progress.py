"""Tests of the progress bar and the time that is left."""

import io
import math
from pathlib import Path

import pytest
from rich.console import Console

from posecoach.cli import console, progress
from posecoach.cli.progress import Bar, TimeLeft

A, B = Path("a.mp4"), Path("b.mp4")


class Shown:
    """Stands for rich's Progress; keeps what was shown last."""

    def add_task(self, name, **fields):
        self.name, self.fields = name, fields

    def update(self, _task, **fields):
        self.fields |= fields


@pytest.fixture
def shown(monkeypatch):
    screen = Shown()
    monkeypatch.setattr(
        screen, "add_task", lambda name, **fields: Shown.add_task(screen, name, **fields) or 0
    )
    return screen


def test_a_long_clip_moves_the_bar_more_than_a_short_one(shown):
    bar = Bar(shown, [A, B])
    bar.lengths({A: 90.0, B: 10.0})
    bar.scanned(A, 1.0)
    assert shown.fields["completed"] == pytest.approx(0.9)
    assert shown.fields["clips"] == "1/2"


def test_drawing_a_film_is_part_of_the_work(shown):
    bar = Bar(shown, [A], {A: 307_200})
    bar.lengths({A: 60.0})
    bar.scanned(A, 1.0)
    before = shown.fields["completed"]
    assert before < 0.8
    assert shown.fields["clips"] == "0/1"
    bar.drawn(A, 0.5)
    assert before < shown.fields["completed"] < 1.0
    bar.drawn(A, 1.0)
    assert shown.fields["completed"] == pytest.approx(1.0)
    assert shown.fields["clips"] == "1/1"


def test_a_clip_of_which_no_film_is_made_is_over_when_it_is_scanned(shown):
    bar = Bar(shown, [A, B], {B: 0})
    bar.scanned(A, 1.0)
    bar.drawn(A, 0.5)
    assert shown.fields["clips"] == "1/2"


def test_a_large_picture_takes_longer_to_draw(shown):
    shares = []
    for pixels in (640 * 480, 1920 * 1080):
        bar = Bar(shown, [A], {A: pixels})
        bar.scanned(A, 1.0)
        shares.append(shown.fields["completed"])
    assert shares[1] < shares[0] - 0.1


def test_drawing_the_one_clip_has_a_pace_of_its_own(shown, monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: clock[0])
    bar = Bar(shown, [A], {A: 307_200})
    for clock[0], share in ((1.0, 0.1), (5.0, 0.5), (10.0, 1.0)):
        bar.scanned(A, share)
    for clock[0], share in ((11.0, 0.01), (21.0, 0.11)):
        bar.drawn(A, share)
    assert shown.fields["left"].at(21.0) == pytest.approx(89.0), "10 % in 10 s"


def test_recordings_alone_move_the_bar_too(shown):
    bar = Bar(shown, [A, B])
    bar.lengths({A: 0.0, B: 0.0})
    bar.scanned(A, 1.0)
    assert shown.fields["completed"] == pytest.approx(0.5)


def test_the_time_left_follows_from_the_pace_since_work_began_to_move():
    left = TimeLeft()
    left.reached(10.0, 0.0)
    assert math.isnan(left.at(10.0))
    left.reached(12.0, 0.1)
    left.reached(12.5, 0.15)
    assert math.isnan(left.at(12.5)), "half a second is no pace"
    left.reached(14.0, 0.3)
    assert left.at(14.0) == pytest.approx(7.0)
    assert left.at(16.0) == pytest.approx(5.0)
    assert left.at(99.0) == 0.0


def test_a_batch_says_at_once_how_much_there_is_to_do(monkeypatch):
    err = Console(width=80, file=io.StringIO(), force_terminal=True, color_system=None)
    monkeypatch.setattr(console, "err", err)
    with progress.progress([A, B], quiet=False):
        pass
    assert "clips" in err.file.getvalue()
    assert "0/2" in err.file.getvalue()


@pytest.mark.parametrize(("quiet", "terminal"), [(True, True), (False, False)])
def test_no_bar_is_shown_where_nobody_reads_along(monkeypatch, quiet, terminal):
    err = Console(width=80, file=io.StringIO(), force_terminal=terminal, color_system=None)
    monkeypatch.setattr(console, "err", err)
    with progress.progress([A], [A], quiet=quiet) as bar:
        bar.scanned(A, 0.5)
        bar.drawn(A, 1.0)
    assert not err.file.getvalue()
