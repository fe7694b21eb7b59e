import datetime as dt

import pytest
import typer

from posecoach.cli import amounts

KNOWN = ("push_up", "pull_up", "dumbbell_row")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("60min", 3600), ("90m", 5400), ("2h", 7200), ("1h30", 5400), ("45", 2700), ("0", 0)],
)
def test_a_span_of_time(text, seconds):
    assert amounts.gap(text) == seconds


@pytest.mark.parametrize("text", ["", " ", "soon", "-5min", "5 days"])
def test_no_span_of_time(text):
    with pytest.raises(typer.BadParameter, match="write 60min or 2h"):
        amounts.gap(text)


def test_weights():
    assert amounts.weights(["12.5"], "kgs", KNOWN) == {"": 12.5}
    assert amounts.weights(["row=12,5"], "kgs", KNOWN) == {"dumbbell_row": 12.5}
    assert amounts.weights(["27.5lb", "pull_up=10"], "kgs", KNOWN) == pytest.approx(
        {"": 12.4738, "pull_up": 10}
    )
    assert amounts.weights(["55"], "lbs", KNOWN) == pytest.approx({"": 24.9476}, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "says"), [("heavy", "no weight"), ("up=5", "push_up, pull_up"), ("9999", "more than anybody")]
)
def test_no_weight(text, says):
    with pytest.raises(typer.BadParameter, match=says):
        amounts.weights([text], "kgs", KNOWN)


def test_days():
    today = dt.datetime.now().astimezone().date()
    assert amounts.day("2026-03-12") == dt.date(2026, 3, 12)
    assert amounts.day("today") == today
    assert amounts.day("Yesterday") == today - dt.timedelta(days=1)
    assert amounts.day("2w") == today - dt.timedelta(days=14)
    monday = amounts.day("monday")
    assert monday.weekday() == 0
    assert dt.timedelta() <= today - monday < dt.timedelta(days=7)


@pytest.mark.parametrize("text", ["someday", "2026-13-01", "", "12.3.2026"])
def test_no_day(text):
    with pytest.raises(typer.BadParameter, match="write 2026-03-12, yesterday, monday, 3d or 2w"):
        amounts.day(text)


def test_weekly_goals():
    assert amounts.weekly_goal("100/week") == 100.0
    assert amounts.weekly_goal("300s/week") == 300.0
    with pytest.raises(typer.BadParameter, match="write 100/week"):
        amounts.weekly_goal("many")
