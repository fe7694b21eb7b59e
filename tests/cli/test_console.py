"""Names and tables in a terminal: just as things are called, and whole enough to be of use."""

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from posecoach import words
from posecoach.cli import console, exercise_view, history_view, result_files, routines, set_table
from posecoach.core.session.record import Record
from posecoach.core.session.routine import Item, Routine
from posecoach.exercises import load, names
from tests.records import stretch, two_sets

MINE = """
title = "Push-up [heavy]"
kind = "reps"
about = "Slowly [/]."
views = ["side"]
[signal]
measure = "elbow"
start = 170.0
target = 90.0
min_prominence = 20.0
[[position]]
measure = "knees_over_ankles"
why = "[bold]no[/]"
[[variant]]
name = "wide"
title = "Wide [as a gate]"
measure = "hand_width"
min = 1.0
[[rule]]
name = "depth"
measure = "elbow"
max = 95.0
when = "turn"
cue = "[red]Deeper"
source = "a book [3]"
"""


@pytest.fixture
def shown(monkeypatch):
    """Gives what was printed so far on a terminal of 80 letters a line."""
    terminal = Console(width=80, file=io.StringIO(), force_terminal=True, color_system=None)
    for module in (console, exercise_view, history_view):
        monkeypatch.setattr(module, "out", terminal)
    return terminal.file.getvalue


@pytest.mark.parametrize(("width", "columns"), [(80, "form"), (120, "seen from")])
def test_a_long_name_leaves_room_for_the_counts(shown, width, columns):
    console.out.width = width
    long = two_sets("".join(f"{i:02d}_part_" for i in range(10)) + "end.mp4")
    long.notes = []
    set_table.show([long])
    head, *lines = shown().splitlines()
    assert {"clip", "exercise", "set", "reps", *columns.split()} <= set(head.split())
    assert "push up" in lines[0]
    assert "end.mp4" in "".join(line.split("  ")[0] for line in lines)
    assert len(lines) < 10
    assert max(map(len, lines)) <= width


def test_short_names_stand_in_one_line_each(shown):
    set_table.show([two_sets("a.mp4"), two_sets("b.mp4")])
    assert len(shown().splitlines()) == 1 + 4 + 2


@pytest.mark.parametrize("name", ["push [v2].mp4", "[b].mp4", "[bold]x.mp4", "训练[red].mp4"])
def test_brackets_in_names_are_no_markup(shown, name):
    record = two_sets(f"films/{name}")
    set_table.show([record])
    assert shown().count(name) == 2, "in the table, and with its note"


def test_brackets_in_an_exercise_of_ones_own(shown, tmp_path):
    (tmp_path / "push [v2].toml").write_text(MINE, encoding="utf-8")
    mine = load(str(tmp_path / "push [v2].toml"))
    exercise_view.every([mine])
    exercise_view.one(mine)
    for part in (mine.title, mine.name, mine.about, "Wide [as a gate]", "[red]Deeper", "a book [3]"):
        assert part in shown()


def test_brackets_in_a_routine_of_ones_own(shown):
    plan = Routine("mine [2]", "Back [/]", (Item("push_up", "wide"),), "As [usual]")
    routines.one(plan)
    routines.compare_plan(plan, two_sets().sets)
    for part in (plan.title, plan.name, plan.about):
        assert part in shown()


def test_what_a_terminal_would_obey_is_shown(shown, capsys):
    set_table.show([two_sets("a\x1b[31mb\x9bc\udce9.mp4")])
    assert shown().count("a\\x1b[31mb\\x9bc\\udce9.mp4") == 2
    assert "\x1b" not in shown()
    console.complain(ValueError("a\x1b]0;b\x07.mp4\nis none"))
    said = capsys.readouterr().err
    assert said == "posecoach: a\\x1b]0;b\\x07.mp4\nis none\n"


@pytest.mark.parametrize(("seen", "said"), [(0, "nobody was seen"), (5, "nothing counted")])
def test_whether_anybody_was_seen(shown, seen, said):
    set_table.show([Record(source="wall.mp4", frames=9, seen=seen)])
    assert said in shown()
    assert ("--reps -" in shown()) is (seen > 0)


def test_names_that_have_to_be_typed_are_whole(shown):
    exercise_view.every([load(name) for name in names()])
    found = {line.split()[0] for line in shown().splitlines() if line[:1].strip()}
    assert set(names()) <= found


def test_a_hold_is_set_beside_its_goal(shown):
    console.out.width = 160
    set_table.show([stretch()], goals={"squat_stretch": 20.0})
    assert "short: left 10 s, right 10 s of 20 s" in shown()
    set_table.show([stretch("long.mp4")], goals={"squat_stretch": 10.0})
    assert "short" not in shown().partition("long.mp4")[2]


def test_a_film_in_the_page_or_beside_it(tmp_path, monkeypatch):
    film, page, record = tmp_path / "a.mp4", tmp_path / "a.html", Record()
    film.write_bytes(b"film")
    assert result_files.film_address(page, film, record, embed=False) == "a.mp4"
    assert result_files.film_address(page, film, record, embed=True) == "data:video/mp4;base64,ZmlsbQ=="
    monkeypatch.setattr(result_files, "MAX_EMBEDDED", 3)
    assert result_files.film_address(page, film, record, embed=True) == "a.mp4"
    assert record.notes == ["the video is too large for the page: 0 MB; it lies beside it"]


def test_several_clips_have_a_total_and_one_clip_has_none(shown):
    set_table.show([two_sets("a.mp4"), Record(source="b.mp4", frames=9, seen=9), stretch("c.mp4")])
    total = next(line for line in shown().splitlines() if line.startswith("Together"))
    held = round(sum(each.held for each in stretch().sets))
    assert total == f"Together: 3 clips, 3 sets, 6 repetitions, {held} s held, 1 with nothing counted"


def test_one_clip_is_its_own_total(shown):
    set_table.show([two_sets("a.mp4")])
    assert "Together" not in shown()


def test_what_is_said_of_several_clips_is_said_once(shown):
    records = [two_sets(f"{letter}.mp4") for letter in "abcde"]
    records[0].notes = ["--person left picks"]
    for record in records[1:]:
        record.notes = ["--person left picks", "dark"]
    set_table.show(records)
    lines = shown().splitlines()
    assert "a.mp4, b.mp4, c.mp4 and 2 more: --person left picks" in lines
    assert "b.mp4, c.mp4, d.mp4 and 1 more: dark" in lines


def test_files_that_were_written_are_named_where_somebody_reads_along(monkeypatch):
    for terminal, said in ((True, "wrote sets.csv, films\n"), (False, "")):
        err = Console(width=80, file=io.StringIO(), force_terminal=terminal, color_system=None)
        monkeypatch.setattr(console, "err", err)
        console.wrote([Path("sets.csv"), Path("-"), Path("films")])
        assert err.file.getvalue() == said


GERMAN = words.load("de")


def test_the_table_speaks_the_users_language(shown):
    console.out.width = 160
    record = two_sets("a.mp4")
    set_table.show([record, stretch()], goals={"squat_stretch": 20.0}, words=GERMAN)
    head, first, *others = shown().splitlines()
    assert " ".join(head.split()) == "Film Übung Satz Wdh. halb Zeit Pause davor gesehen von Haltung"
    assert "Liegestütz" in first
    assert "der Seite" in first
    assert any("zu kurz: links 10 s, rechts 10 s von 20 s" in line for line in others)
    faults = {name for each in record.sets for name in each.faults}
    assert faults
    for name in faults:
        assert f"{GERMAN.short_cue('push_up', name, '')} x" in shown()


def test_the_plan_beside_it_speaks_it_too(shown):
    console.out.width = 160
    plan = Routine("mine", "Mine", (Item("push_up", sets=3, reps=(4.0, 6.0)),))
    routines.compare_plan(plan, [*two_sets().sets, *stretch().sets], GERMAN)
    cells = [re.split(r"  +", line.strip()) for line in shown().splitlines()[1:]]
    assert cells[0] == ["geplant", "Satz", "getan", "Pause davor"]
    assert cells[1] == ["Liegestütz", "1 von 3", "4 von 4 bis 6", "geschafft"]
    assert cells[3] == ["Liegestütz", "3 von 3", "nicht getan", "ausgelassen"]
    assert cells[4][:3] == [
        "Dehnung in der Hocke",
        "darüber hinaus",
        "links 10 s, rechts 10 s, nicht geplant",
    ]


def test_of_everybody_each_row_says_whose_it_is(shown):
    first, second = two_sets("a.mp4"), stretch("a.mp4")
    first.person, second.person = 1, 3
    first.notes = second.notes = ["dark"]
    set_table.show([first, second])
    lines = shown().splitlines()
    assert [line.split()[:2] for line in lines if line.startswith("a.mp4") and "dark" not in line] == [
        ["a.mp4", "1"],
        ["a.mp4", "3"],
    ]
    assert any(line.startswith("Together: 1 clip, 2 people, 3 sets") for line in lines)
    assert "a.mp4: dark" in lines


def test_of_one_who_was_followed_there_is_no_number(shown):
    set_table.show([two_sets("a.mp4")])
    assert "person" not in shown()
