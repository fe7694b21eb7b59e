import datetime as dt
import os
import signal
import subprocess
import sys
import textwrap

import pytest

from posecoach.core.events import SetEnded
from posecoach.core.session.status import Update
from posecoach.errors import OutputError
from posecoach.sinks.journal import Journal, left_behind, recovered
from tests.records import movement, stretch, two_sets

WHEN = dt.datetime(2026, 5, 4, 18, 30, tzinfo=dt.UTC)


def written(folder, events, *, keep=True):
    journal = Journal(folder, "0", WHEN)
    for event in events:
        journal.write(None, Update(event.t, None, {}, None, (event,)))
    journal.close(keep=keep)
    return journal.path


def test_a_session_that_ended_leaves_no_journal(tmp_path):
    written(tmp_path, two_sets().events, keep=False)
    assert left_behind(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_what_was_written_comes_back(tmp_path):
    record = two_sets()
    written(tmp_path, record.events)
    (path,) = left_behind(tmp_path)
    told, when = recovered(path)
    assert list(map(str, told.events)) == list(map(str, record.events))
    assert (told.source, when) == ("0", WHEN)
    assert "cut off" in told.notes[0]


def test_holds_come_back_too(tmp_path):
    record = stretch()
    told, _ = recovered(written(tmp_path, record.events))
    assert [each.held for each in told.sets] == [each.held for each in record.sets]


@pytest.mark.parametrize("cut", [1, 20, 200])
def test_a_line_that_was_being_written_costs_itself_alone(tmp_path, cut):
    events = two_sets().events
    path = written(tmp_path, events)
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    kept = "".join(lines[:5]) + lines[5][:-cut]
    path.write_text(kept, encoding="utf-8")
    told, _ = recovered(path)
    assert list(map(str, told.events[:4])) == list(map(str, events[:4]))
    whole = isinstance(told.events[-1], SetEnded)
    assert whole
    assert len(told.sets) == 1


def test_the_set_that_was_under_way_ends_with_its_last_repetition(tmp_path):
    events = two_sets().events
    told, _ = recovered(written(tmp_path, events[:4]))
    (over,) = [event for event in told.events if isinstance(event, SetEnded)]
    assert over.reps == 3
    assert (over.start, over.end) == (0.0, events[3].end), "where it ended, not where that was said"
    assert len(told.sets[0].reps) == 3


def test_a_session_without_a_repetition_is_nothing(tmp_path):
    assert recovered(written(tmp_path, [])) is None
    assert recovered(written(tmp_path / "b", [movement(0.0)])) is None
    (tmp_path / "live-x.journal").write_text("nonsense\n")
    assert recovered(tmp_path / "live-x.journal") is None
    (tmp_path / "live-y.journal").write_text("")
    assert recovered(tmp_path / "live-y.journal") is None


def test_a_journal_that_is_being_written_is_left_alone(tmp_path):
    journal = Journal(tmp_path, "0", WHEN)
    assert left_behind(tmp_path) == []
    journal.close(keep=True)
    assert left_behind(tmp_path) == [journal.path]


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"cannot be written: .*; --no-save trains without the history"):
        Journal(tmp_path / "file" / "journals", "0", WHEN)


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of the Unix kind")
def test_what_has_been_counted_survives_a_kill(tmp_path):
    program = textwrap.dedent("""
        import datetime as dt, pathlib, sys, time
        from posecoach.core.session.status import Update
        from posecoach.sinks.journal import Journal
        from tests.records import two_sets
        journal = Journal(pathlib.Path(sys.argv[1]), "0", dt.datetime(2026, 5, 4, tzinfo=dt.UTC))
        for event in two_sets().events[:5]:
            journal.write(None, Update(event.t, None, {}, None, (event,)))
        print("written", flush=True)
        time.sleep(60)
    """)
    with subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"written\n"
        assert left_behind(tmp_path) == [], "it is still being written"
        os.kill(process.pid, signal.SIGKILL)
    (path,) = left_behind(tmp_path)
    told, _ = recovered(path)
    assert [len(each.reps) for each in told.sets] == [4]


def test_a_folder_that_may_not_be_entered_holds_none(stranger):
    (stranger / "data").mkdir(mode=0o000)
    assert left_behind(stranger / "data" / "journals") == []
