"""The metronome and the rhythm of the breath: what is heard when."""

import pytest

from posecoach.core.session.pace import pace_of
from posecoach.live.pacer import Pacer
from posecoach.words import load

SQUAT = pace_of((2.0, 0.0, 1.0, 0.0), (), "back")
BREATH = pace_of((), (4.0, 6.0), "out")


def heard(pacer, pace, start, end, reps=0):
    """Return (s, tone) of what sounds, looked at ten times a second."""
    times = [i / 10.0 for i in range(round(10 * start), round(10 * end))]
    return [(t, tone) for t in times for tone in pacer.step(t, pace, reps)]


def test_it_ticks_each_second_and_tells_each_turn():
    assert heard(Pacer(load()), SQUAT, 5.0, 11.0) == [
        (5.0, "turn"),
        (6.0, "tick"),
        (7.0, "turn"),
        (8.0, "turn"),
        (9.0, "tick"),
        (10.0, "turn"),
    ]


def test_a_breath_has_no_ticks():
    assert heard(Pacer(load()), BREATH, 0.0, 15.0) == [
        (0.0, "inhale"),
        (4.0, "exhale"),
        (10.0, "inhale"),
        (14.0, "exhale"),
    ]


def test_it_is_silent_where_nothing_is_asked_for_and_begins_anew_after_that():
    pacer = Pacer(load())
    heard(pacer, SQUAT, 0.0, 2.5)
    assert heard(pacer, None, 2.5, 4.5) == []
    assert pacer.shown(4.5, "squat") is None
    assert heard(pacer, SQUAT, 4.5, 6.0) == [(4.5, "turn"), (5.5, "tick")]


def test_it_waits_for_who_is_late_and_not_for_who_is_nearly_in_time():
    pacer = Pacer(load())
    heard(pacer, SQUAT, 0.0, 3.3)
    assert heard(pacer, SQUAT, 3.3, 5.1, reps=1) == [(4.0, "tick"), (5.0, "turn")], "0.3 s late is in time"
    assert heard(pacer, SQUAT, 5.1, 7.5, reps=1) == [(6.0, "turn"), (7.0, "tick")]
    assert heard(pacer, SQUAT, 7.5, 10.0, reps=2) == [(7.5, "turn"), (8.5, "tick"), (9.5, "turn")]


@pytest.mark.parametrize(
    ("pace", "tones"),
    [(SQUAT, ["turn", "tick", "turn", "turn", "tick"]), (BREATH, ["inhale", "exhale"])],
)
def test_a_frame_older_than_the_moment_before_it_repeats_nothing(pace, tones):
    pacer = Pacer(load())
    times = [t for i in range(45) for t in (i / 10.0, i / 10.0 - 0.06)]
    assert [tone for t in times for tone in pacer.step(t, pace)] == tones


def test_the_screen_says_what_to_do_in_the_words_of_the_exercise():
    pacer = Pacer(load())
    heard(pacer, SQUAT, 0.0, 1.1)
    assert (pacer.shown(1.0, "squat").words, pacer.shown(1.0, "squat").reach) == ("Down", 0.5)
    assert pacer.shown(1.0, "reverse_fly").words == "In"
