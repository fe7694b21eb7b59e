"""Goals of the week: from the history, with what this session adds, in a sentence."""

import datetime as dt
import math

import pytest

from posecoach.cli import live_outputs
from posecoach.core.events import HoldEnded
from posecoach.core.session.record import Record, SetRecord
from posecoach.exercises import load
from posecoach.history import History
from posecoach.live.week_goals import WeekGoal, done_this_week, shown, spoken
from posecoach.words import load as load_words
from tests import records
from tests.records import movement

SHELF = {name: load(name) for name in ("push_up", "squat", "squat_stretch")}


def done(exercise, reps=0, holds=()):
    held = tuple(HoldEnded(20.0, exercise, 0.0, seconds, "left") for seconds in holds)
    return SetRecord(exercise, 1, 0.0, 20.0, "", "side", (movement(0.0),) * reps, held, math.nan)


def told(sets, goals, language="en"):
    """Return what is said, and what is shown."""
    week, words = done_this_week(sets, goals, SHELF), load_words(language)
    return spoken(week, words), shown(week, words)


def test_the_sets_of_a_session_are_added_to_the_week():
    sets = [done("push_up", 10), done("squat", 5), done("push_up", 8)]
    goals = {"push_up": WeekGoal(100.0, 46.0), "squat_stretch": WeekGoal(300.0, 0.0)}
    said = ("Push-ups this week: 64 of 100.", "This week: push-ups 64 of 100")
    assert told(sets, goals) == said, "squats have no goal, stretches were not done"


def test_a_goal_that_is_reached_is_said_to_be():
    said, _ = told([done("push_up", 10)], {"push_up": WeekGoal(100.0, 90.0)})
    assert said == "Push-ups this week: 100 of 100. Goal reached."


def test_holds_are_in_seconds_and_each_goal_has_its_words():
    goals = {"squat_stretch": WeekGoal(300.0, 60.0), "push_up": WeekGoal(50.0, 0.0)}
    assert told([done("squat_stretch", holds=(20.0, 21.4)), done("push_up", 9)], goals) == (
        "Squat stretch this week: 101 of 300 seconds. Push-ups this week: 9 of 50.",
        "This week: squat stretch 101 of 300 s · push-ups 9 of 50",
    )


def test_a_set_of_nothing_is_no_progress():
    assert told([done("push_up", 0)], {"push_up": WeekGoal(100.0, 40.0)}) == ("", "")


def test_in_german():
    said, seen = told([done("push_up", 4)], {"push_up": WeekGoal(10.0, 6.0)}, "de")
    assert said.endswith("diese Woche: 10 von 10. Ziel erreicht.")
    assert seen.startswith("Diese Woche: ")


@pytest.fixture
def book(monkeypatch, tmp_path):
    monkeypatch.setattr("posecoach.history.default_path", lambda: tmp_path / "history.db")
    return History()


def save(book, days_ago):
    """Save a session of six push-ups."""
    when = dt.datetime.now().astimezone() - dt.timedelta(days=days_ago)
    record: Record = records.two_sets()
    return book.save(record, when=when, kind="live")


def test_the_history_gives_the_goals_with_what_was_done_since_monday(book):
    book.set_goal("push_up", 100.0)
    book.set_goal("pull_up", 20.0)
    save(book, 0)
    save(book, 8)
    assert live_outputs.week_goals(SHELF) == {"push_up": WeekGoal(100.0, 6.0)}


def test_without_a_history_there_are_no_goals(book):
    assert not book.path.exists()
    assert live_outputs.week_goals(SHELF) == {}
    book.path.write_bytes(b"this is no history" * 100)
    assert live_outputs.week_goals(SHELF) == {}
