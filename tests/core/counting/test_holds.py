import math

import pytest

from posecoach.core.counting.holds import Hold, HoldTimer, SideDetector

NAN = math.nan


def told(steps, start=0.0, rate=8):
    """Return the events of a position: letters are eighths of a second, H held, - not, ? out of sight."""
    timer = HoldTimer()
    said = []
    for i, letter in enumerate(steps):
        over = timer.step(start + i / rate, {"H": True, "-": False, "?": None}[letter])
        if over:
            said.append(over)
    over = timer.finish()
    return [*said, over] if over else said


@pytest.mark.parametrize(
    ("steps", "holds"),
    [
        ("-" * 30, []),
        ("H" * 8, []),
        ("H" * 9, [(0.0, 1.0, 1.0)]),
        ("-" * 4 + "H" * 17, [(0.5, 2.5, 2.0)]),
        ("H" * 25 + "-" * 20, [(0.0, 3.0, 3.0)]),
        ("H" * 25 + "?" * 20, [(0.0, 3.0, 3.0)]),
        ("H" * 9 + "---" + "H" * 9, [(0.0, 2.5, 2.5)]),
        ("H" * 9 + "-" * 7 + "H" * 9, [(0.0, 3.0, 2.0)]),
        ("H" * 9 + "?" * 7 + "H" * 9, [(0.0, 3.0, 2.0)]),
        ("H" * 9 + "-" * 15 + "H" * 9, [(0.0, 1.0, 1.0), (3.0, 4.0, 1.0)]),
        ("H" * 6 + "-" * 6 + "H" * 6, []),
        ("?" * 30, []),
    ],
    ids=[
        *("never", "too short", "a second", "starts when taken", "left", "out of sight", "a blink"),
        *("paused", "paused unseen", "left and taken again", "two glimpses", "never seen"),
    ],
)
def test_what_is_held(steps, holds):
    assert [(round(h.start, 6), round(h.end, 6), round(h.held, 6)) for h in told(steps)] == holds


def test_the_origin_of_time_does_not_matter():
    steps = "H" * 9 + "---" + "H" * 9 + "-" * 20
    (plain,), (later,) = told(steps), told(steps, start=512.0)
    assert later == Hold(plain.start + 512.0, plain.end + 512.0, pytest.approx(plain.held))


@pytest.mark.parametrize("rate", [10, 15, 30, 60])
def test_the_frame_rate_does_not_matter(rate):
    (hold,) = told("-" * rate + "H" * (5 * rate + 1) + "-" * (3 * rate), rate=rate)
    assert hold.start == pytest.approx(1.0)
    assert hold.held == pytest.approx(5.0)


def test_the_clock_runs_while_it_is_held_and_is_meant_after_a_second():
    timer = HoldTimer()
    for i in range(8):
        timer.step(i / 8, in_position=True)
    assert timer.held == 0.875
    assert not timer.armed
    timer.step(1.0, in_position=True)
    assert timer.armed
    timer.step(1.25, in_position=False)
    assert timer.held == 1.0


@pytest.mark.parametrize(
    ("values", "switched"),
    [
        ([20.0] * 20, []),
        ([20.0] * 12 + [-20.0] * 12, [12]),
        ([20.0] * 12 + [0.0] * 8 + [-20.0] * 12, [20]),
        ([20.0] * 12 + [-20.0] * 6 + [20.0] * 12, []),
        ([20.0] * 12 + [-9.0, 9.0] * 10, []),
        ([20.0] * 12 + [NAN] * 30 + [-20.0] * 12, [42]),
        ([-20.0] * 6 + [20.0] * 30, []),
        ([20.0] * 12 + [-20.0] * 12 + [20.0] * 12, [12, 24]),
    ],
    ids=[
        *("one side", "the other", "by way of the middle", "a glance", "noise about the middle"),
        *("out of sight", "on the way in", "to and fro"),
    ],
)
def test_sides_are_held_for_a_second_before_they_are_believed(values, switched):
    sides = SideDetector(10.0)
    said = [sides.step(i / 8.0, value) for i, value in enumerate(values)]
    assert [since * 8.0 for since in said if not math.isnan(since)] == switched


def test_a_hold_that_is_split_is_two_that_meet():
    timer = HoldTimer()
    for i in range(41):
        timer.step(i / 8.0, in_position=True)
    first = timer.split(3.0)
    assert first == Hold(0.0, 3.0, 3.0)
    assert (timer.start, timer.held, timer.armed) == (3.0, 2.0, True)
    assert timer.finish() == Hold(3.0, 5.0, 2.0)
