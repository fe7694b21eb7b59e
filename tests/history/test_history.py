import contextlib
import multiprocessing
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from posecoach.cli import history_view
from posecoach.cli.training_logs import logged, trends
from posecoach.core.events import SetEnded
from posecoach.core.session.record import Record
from posecoach.errors import HistoryError
from posecoach.history import Correction, History, default_path, migrations
from posecoach.history.store import opened
from posecoach.history.weeks import folded, streak, weeks
from posecoach.reports.workouts import TimedRecord, logged_sets, workouts
from tests.records import movement, stretch, two_sets

WHEN = datetime(2026, 3, 12, 18, 5).astimezone()


def noon(day):
    return datetime(2026, 3, day, 12).astimezone()


@pytest.fixture
def book(tmp_path):
    return History(tmp_path / "deep" / "history.db")


def test_it_lies_in_the_users_data_folder(monkeypatch, tmp_path):
    if sys.platform == "linux":
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
        assert default_path() == tmp_path / "posecoach" / "history.db"
    assert History().path == default_path()


def test_nothing_is_made_by_looking(book):
    assert (book.sessions(), book.sets(), book.delete_all()) == ([], [], 0)
    assert not book.path.exists()


def test_what_is_saved_is_there(book):
    number = book.save(two_sets(), when=WHEN, kind="file")
    (session,) = book.sessions()
    assert (session.id, session.began, session.kind, session.source) == (number, WHEN, "file", "clip.mp4")
    assert session.notes == ("tracked by hand",)
    assert session.duration == 40.0
    first, second = book.sets()
    assert (first.exercise, first.variant, first.view, first.reps, first.partial) == (
        "push_up",
        "wide",
        "side",
        4,
        1,
    )
    assert (first.judged, first.clean, first.faults) == (5, 4, (("depth", 1),))
    assert (first.range, second.rest_before) == (1.0, 20.0)
    assert first.rest_before != first.rest_before
    assert second.faults == (("sag", 1),)
    reps = book.repetitions(number)
    assert [rep.verdict for rep in reps] == ["counted"] * 4 + ["partial", "rejected"] + ["counted"] * 2
    assert reps[0].measures == (("elbow", 85.0),)
    assert reps[4].why == "bottom 118 degrees, needs 95"
    assert reps[7].faults == ("sag",)
    assert reps[0].turn == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("judged", "faults", "found"),
    [(("tempo",), (), (0, 0)), (("tempo",), ("tempo",), (1, 0)), (("sag", "tempo"), (), (1, 1))],
)
def test_a_good_tempo_alone_is_no_form_that_was_judged(book, judged, faults, found):
    record = Record()
    record.events = [
        movement(0.0, judged=judged, faults=faults),
        SetEnded(9.0, "push_up", 1, 0.0, 1.4, 1),
    ]
    book.save(record, when=WHEN, kind="file")
    (each,) = book.sets()
    assert (each.judged, each.clean) == found


def test_holds(book):
    number = book.save(stretch(), when=WHEN, kind="live")
    (each,) = book.sets()
    assert (each.reps, each.held) == (2, 20.5)
    assert [(rep.verdict, rep.held, rep.side) for rep in book.repetitions(number)] == [
        ("held", 10.0, "left"),
        ("held", 10.5, "right"),
    ]


def test_the_same_session_is_kept_once(book):
    first = book.save(two_sets(), when=WHEN, kind="file")
    assert book.save(two_sets(), when=WHEN, kind="file") == first
    assert book.save(two_sets(), when=WHEN + timedelta(days=1), kind="file") != first
    assert book.save(two_sets("other.mp4"), when=WHEN, kind="file") != first
    assert len(book.sessions()) == 3


def test_time_zones(book):
    there = timezone(timedelta(hours=9))
    book.save(two_sets(), when=datetime(2026, 3, 12, 23, 30, tzinfo=there), kind="live")
    assert book.sessions()[0].began == datetime(2026, 3, 12, 23, 30, tzinfo=there)


def test_filters(book):
    for day in (1, 2, 3):
        book.save(two_sets(), when=noon(day), kind="file")
    book.save(stretch(), when=noon(2) + timedelta(hours=1), kind="file")

    def days(**asked):
        return [each.began.day for each in book.sets(**asked) if each.number == 1]

    assert days() == [1, 2, 2, 3]
    assert days(exercise="squat_stretch") == [2]
    assert days(since=date(2026, 3, 2)) == [2, 2, 3]
    assert days(until=date(2026, 3, 2)) == [1, 2, 2]
    assert days(since=date(2026, 3, 2), until=date(2026, 3, 2), exercise="push_up") == [2]
    assert [each.began.day for each in book.sessions()] == [3, 2, 2, 1]


def test_erased_is_erased(book):
    first = book.save(two_sets("very_private_clip.mp4"), when=WHEN, kind="file")
    second = book.save(stretch(), when=WHEN, kind="file")
    book.delete(first)
    assert [session.id for session in book.sessions()] == [second]
    left = b"".join(path.read_bytes() for path in book.path.parent.iterdir())
    assert b"very_private_clip" not in left
    with contextlib.closing(sqlite3.connect(book.path)) as db:
        for table, count in (("sets", 1), ("repetitions", 2), ("measures", 2)):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (count,)
    with pytest.raises(HistoryError, match=f"no session {first}"):
        book.delete(first)
    assert book.delete_all() == 1
    assert book.sets() == []
    assert book.save(two_sets(), when=WHEN, kind="file") > second, "a number is not given twice"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights otherwise")
def test_only_the_user_may_read_it(book):
    book.save(two_sets(), when=WHEN, kind="file")
    assert stat.S_IMODE(book.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(book.path.parent.stat().st_mode) == 0o700


def test_all_that_are_named_are_erased_or_none(book):
    first, second = (book.save(two_sets(name), when=WHEN, kind="file") for name in "ab")
    with pytest.raises(HistoryError, match="no session 99"):
        book.delete(first, 99, second)
    assert {session.id for session in book.sessions()} == {first, second}
    book.delete(first, second, first)
    assert book.sessions() == []


@pytest.fixture
def read_only(stranger):
    """A history that may only be read, and what gives its rights back."""
    book = History(stranger / "data" / "history.db")
    book.save(two_sets(), when=WHEN, kind="file")
    book.path.chmod(0o400)
    book.path.parent.chmod(0o500)
    yield book
    book.path.parent.chmod(0o700)


def test_what_may_only_be_read_is_read(read_only):
    assert len(read_only.sets()) == 2
    assert len(read_only.sessions()) == 1
    assert len(read_only.repetitions(1)) == 8
    with pytest.raises(HistoryError, match="cannot be used"):
        read_only.check()
    with pytest.raises(HistoryError, match="cannot be used"):
        read_only.delete(1)


def test_what_another_process_has_not_put_into_the_file_yet_is_not_left_out(read_only):
    """It lies beside it; SQLite cannot read it without noting that down, which must not be done here."""
    read_only.path.parent.chmod(0o700)
    Path(f"{read_only.path}-wal").write_bytes(b"changes")
    read_only.path.parent.chmod(0o500)
    with pytest.raises(HistoryError, match="cannot be used"):
        read_only.sets()


@pytest.fixture
def full_disk(book, monkeypatch):
    """A history of one session on a disk without room for the locks that SQLite writes beside it."""
    book.save(two_sets(), when=WHEN, kind="file")
    lock = book.path.with_name(f"{book.path.name}-shm")
    lock.unlink(missing_ok=True)
    lock.mkdir()  # as little can be written there
    usage = shutil.disk_usage(book.path.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=0))
    return book


def test_a_full_disk_lets_it_be_read(full_disk):
    assert len(full_disk.sessions()) == 1
    assert len(full_disk.sets()) == 2


def test_what_cannot_be_saved_on_a_full_disk_says_why(full_disk):
    with pytest.raises(HistoryError, match="the disk is full; make room on it, and try again"):
        full_disk.save(two_sets(), when=WHEN + timedelta(days=1), kind="file")


def test_a_folder_that_may_not_be_entered_is_no_empty_history(stranger):
    (stranger / "data").mkdir(mode=0o000)
    book = History(stranger / "data" / "history.db")
    for look in (book.sets, book.sessions, book.delete_all, book.check):
        with pytest.raises(HistoryError, match=r"history\.db: the history cannot be used: Permission denied"):
            look()


def test_a_check_leaves_an_empty_history(book):
    book.check()
    assert book.sessions() == []


def test_the_faults_view(book):
    book.save(two_sets(), when=WHEN, kind="file")
    with contextlib.closing(sqlite3.connect(book.path)) as db:
        assert db.execute("SELECT rule, count(*) FROM faults GROUP BY rule ORDER BY rule").fetchall() == [
            ("depth", 1),
            ("sag", 1),
        ]
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert db.execute("PRAGMA user_version").fetchone() == (len(migrations.MIGRATIONS),)


def test_an_older_form_is_brought_up_to_date(book, monkeypatch):
    book.save(two_sets(), when=WHEN, kind="file")
    newer = (*migrations.MIGRATIONS, ("ALTER TABLE sessions ADD COLUMN mood TEXT NOT NULL DEFAULT 'good'",))
    monkeypatch.setattr("posecoach.history.store.MIGRATIONS", newer)
    assert len(book.sessions()) == 1
    with contextlib.closing(sqlite3.connect(book.path)) as db:
        assert db.execute("SELECT mood FROM sessions").fetchall() == [("good",)]
        assert db.execute("PRAGMA user_version").fetchone() == (len(newer),)
    monkeypatch.undo()
    with pytest.raises(HistoryError, match="newer posecoach"):
        book.sessions()


def test_a_migration_that_fails_changes_nothing(book, monkeypatch):
    book.save(two_sets(), when=WHEN, kind="file")
    broken = (*migrations.MIGRATIONS, ("ALTER TABLE sessions ADD COLUMN mood TEXT", "nonsense"))
    monkeypatch.setattr("posecoach.history.store.MIGRATIONS", broken)
    with pytest.raises(HistoryError, match="cannot be used"):
        book.sessions()
    monkeypatch.undo()
    assert len(book.sessions()) == 1
    with contextlib.closing(sqlite3.connect(book.path)) as db:
        assert "mood" not in [row[1] for row in db.execute("PRAGMA table_info(sessions)")]


@pytest.mark.parametrize(
    "content", [b"this is no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 4000]
)
def test_a_damaged_file_is_said(book, content):
    book.path.parent.mkdir()
    book.path.write_bytes(content)
    with pytest.raises(HistoryError, match=r"history\.db: the history cannot be used"):
        book.sessions()
    with pytest.raises(HistoryError, match="cannot be used"):
        book.save(two_sets(), when=WHEN, kind="file")
    assert book.path.read_bytes()[:20] == content[:20]


WRITERS, EACH = 8, 12


def _write(path, writer, start):
    start.wait()
    book = History(path)
    for i in range(EACH):
        book.save(two_sets(f"{writer}-{i}"), when=WHEN, kind="live")


def test_many_writers_lose_nothing(book):
    """All begin at once with a file that is not there yet, so that setting it up is part of the race."""
    context = multiprocessing.get_context("spawn")
    start = context.Event()
    writers = [context.Process(target=_write, args=(book.path, n, start)) for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    time.sleep(1.0)
    start.set()
    for writer in writers:
        writer.join(120)
        assert writer.exitcode == 0
    assert {session.source for session in book.sessions()} == {
        f"{w}-{i}" for w in range(WRITERS) for i in range(EACH)
    }
    assert len(book.sets()) == 2 * WRITERS * EACH
    with contextlib.closing(sqlite3.connect(book.path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("SELECT count(*) FROM repetitions").fetchone() == (8 * WRITERS * EACH,)


ENDLESS = """
import sys, itertools
from datetime import datetime
from pathlib import Path
from posecoach.history import History
from tests.records import two_sets
book = History(Path(sys.argv[1]))
for i in itertools.count():
    book.save(two_sets(f"{sys.argv[2]}-{i}"), when=datetime(2026, 3, 12), kind="live")
    print(i, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
@pytest.mark.parametrize("run", range(3))
def test_killed_in_the_middle(book, run):
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", ENDLESS, str(book.path), str(run)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        for _ in range(4 + 3 * run):
            assert process.stdout.readline()
        time.sleep(0.003 * run)
        process.send_signal(signal.SIGKILL)
        said = 4 + 3 * run + len(process.stdout.read().splitlines())
    with contextlib.closing(sqlite3.connect(book.path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    sessions = book.sessions()
    assert said <= len(sessions) <= said + 1, "all that were said to be kept, and at most the one under way"
    assert len(book.sets()) == 2 * len(sessions)
    assert all(len(book.repetitions(session.id)) == 8 for session in sessions), "each whole"
    book.save(stretch(), when=WHEN, kind="live")


def test_a_correction_stands_and_the_count_stays_on_record(book):
    number = book.save(two_sets(), when=WHEN, kind="file", weights={"push_up": 5.0})
    book.edit(number, Correction(reps=12, exercise="squat", note="felt light"), number=1, made=WHEN)
    book.edit(number, Correction(reps=13, weight_kg=20.0), number=1, made=WHEN)
    first, second = book.sets()
    assert (first.reps, first.exercise, first.note, first.weight_kg) == (13, "squat", "felt light", 20.0)
    assert first.corrections == (("reps", "4"), ("exercise", "push_up"))
    assert (second.reps, second.exercise, second.weight_kg, second.corrections) == (2, "push_up", 5.0, ())
    assert len(book.repetitions(number)) == 8, "every repetition stays as it was seen"
    assert book.save(two_sets(), when=WHEN, kind="file") == number, "saved again, the correction stays"
    assert book.sets()[0].reps == 13
    book.edit(number, Correction(reps=4, exercise="push_up", weight_kg=0.0), number=1, made=WHEN)
    assert (book.sets()[0].corrections, book.sets()[0].reps) == ((), 4)
    assert book.sets()[0].weight_kg != book.sets()[0].weight_kg


def test_a_set_must_be_named_where_there_are_several(book):
    number = book.save(two_sets(), when=WHEN, kind="file")
    for wanted in (0, 9):
        with pytest.raises(HistoryError, match="has the sets 1, 2; name one with --set"):
            book.edit(number, Correction(reps=1), number=wanted, made=WHEN)
    with pytest.raises(HistoryError, match="no session 9"):
        book.edit(9, Correction(reps=1), made=WHEN)
    holds = book.save(stretch(), when=WHEN, kind="file")
    book.edit(holds, Correction(held=25.0), made=WHEN)
    assert [(each.held, each.corrections) for each in book.sets(session=holds)] == [
        (25.0, (("held", "20.5"),))
    ]


def test_merged_sessions_are_one_workout(book):
    first, second, third = (
        book.save(two_sets(), when=noon(day) + timedelta(hours=3 * day), kind="file") for day in (1, 2, 3)
    )
    assert len(workouts(logged(book.sets()))) == 3
    book.merge(first, second)
    assert [len(each.sets) for each in workouts(logged(book.sets()))] == [4, 2]
    book.merge(second, third)
    assert [len(each.sets) for each in workouts(logged(book.sets()))] == [6]
    with pytest.raises(HistoryError, match="no session 9"):
        book.merge(first, 9)


def test_a_report_compares_with_the_last_three_workouts(book, monkeypatch):
    monkeypatch.setattr("posecoach.history.default_path", lambda: book.path)
    for day, reps in ((1, 9), (2, 5), (3, 6), (4, 7), (20, 99)):
        number = book.save(two_sets(), when=noon(day), kind="file")
        book.edit(number, Correction(reps=reps), number=1, made=WHEN)
    now = logged_sets([TimedRecord(two_sets(), noon(10)), TimedRecord(stretch(), noon(10))])
    assert trends(now) == {"push_up": "Best set 4; in the 3 workouts before: 5, 6, 7."}


def test_a_report_does_not_compare_a_workout_with_itself(book, monkeypatch):
    monkeypatch.setattr("posecoach.history.default_path", lambda: book.path)
    book.save(two_sets(), when=noon(4), kind="file")
    begins = noon(5) + timedelta(seconds=0.9)  # of which the history keeps whole seconds
    book.save(two_sets(), when=begins - timedelta(minutes=20), kind="file")
    book.save(two_sets(), when=begins, kind="file")
    now = logged_sets([TimedRecord(two_sets(), begins)])
    assert trends(now) == {"push_up": "Best set 4; in the workout before: 4."}


def test_goals(book):
    assert book.goals() == {}
    book.set_goal("push_up", 100)
    book.set_goal("push_up", 120)
    book.set_goal("squat", 50)
    assert book.goals() == {"push_up": 120.0, "squat": 50.0}
    book.set_goal("squat", 0)
    assert book.goals() == {"push_up": 120.0}


def test_what_the_first_form_held_is_kept(book, monkeypatch):
    monkeypatch.setattr("posecoach.history.store.MIGRATIONS", migrations.MIGRATIONS[:1])
    with opened(book.path, write=True) as db:
        db.execute(
            "INSERT INTO sessions (mark, began, kind, source, duration_s, frames, seen, notes)"
            " VALUES ('m', '2026-03-12T18:05:00+01:00', 'live', 'a', 9.0, 9, 9, '[]')"
        )
        db.execute(
            "INSERT INTO sets (session, number, exercise, variant, view, start_s, end_s, held_s)"
            " VALUES (1, 1, 'push_up', '', '', 0, 5, 0)"
        )
    monkeypatch.undo()
    (each,) = book.sets()
    assert (each.exercise, each.reps, each.note, each.dated, each.joined) == ("push_up", 0, "", True, 0)


def test_streaks_and_folded_weeks(book):
    for day in (2, 9, 30):
        book.save(two_sets(), when=noon(day), kind="file")
    book.save(two_sets(), when=datetime(2026, 1, 5, 12).astimezone(), kind="file")
    gathered = weeks(book.sets("push_up"))
    shown = [row if isinstance(row, int) else row.monday.isoformat() for row in folded(gathered)]
    assert shown == ["2026-03-30", "2026-03-23", "2026-03-16", "2026-03-09", "2026-03-02", 7, "2026-01-05"]
    assert streak(gathered, date(2026, 3, 11)) == 2
    assert streak(gathered, date(2026, 3, 18)) == 2, "this week may still come"
    assert streak(gathered, date(2026, 3, 25)) == 0


def test_weeks(book):
    for day in (2, 4, 18):
        book.save(two_sets(), when=noon(day), kind="file")
    first, empty, last = weeks(book.sets("push_up"))
    assert (first.monday, first.sets, first.reps, first.best) == (date(2026, 3, 2), 4, 12, 4)
    assert first.quality == pytest.approx(10 / 14)
    assert first.range == 1.0
    assert (empty.monday, empty.sets, empty.reps) == (date(2026, 3, 9), 0, 0)
    assert empty.quality != empty.quality
    assert (last.monday, last.reps) == (date(2026, 3, 16), 6)
    assert weeks([]) == []


@pytest.mark.parametrize(
    ("left_out", "said"), [(0, ""), (1, "1 earlier session is not"), (2, "2 earlier sessions are")]
)
def test_the_table_says_how_many_sessions_it_leaves_out(book, capsys, left_out, said):
    book.save(two_sets(), when=WHEN, kind="file")
    history_view.table(book.sets(), left_out, book.path)
    printed = capsys.readouterr().out
    assert said in printed
    assert ("earlier" in printed) == bool(said)
