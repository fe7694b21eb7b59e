import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from posecoach.errors import OutputError
from posecoach.media import atomic_write
from tests.landmarks import push_ups


def test_written_whole(tmp_path):
    atomic_write.write(tmp_path / "a.csv", "a\n")
    assert (tmp_path / "a.csv").read_text() == "a\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_standard_output(capsys):
    atomic_write.write(atomic_write.Path("-"), "a\n")
    assert capsys.readouterr().out == "a\n"


def test_a_failure_leaves_what_was_there(tmp_path):
    target = tmp_path / "a.mp4"
    target.write_bytes(b"old")

    def fail():
        with atomic_write.atomic_writer(target) as part:
            part.write_bytes(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]


def test_a_full_disk_is_an_error_that_names_the_file(tmp_path):
    with (
        pytest.raises(OutputError, match=r"a\.mp4: cannot be written: No space"),
        atomic_write.atomic_writer(tmp_path / "a.mp4"),
    ):
        raise OSError(28, "No space left on device")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_who_may_read_it_stays_as_it_was(tmp_path):
    old, new = tmp_path / "old.csv", tmp_path / "new.csv"
    old.touch(mode=0o600)
    before = os.umask(0o027)
    try:
        atomic_write.write(old, "a\n")
        atomic_write.write(new, "a\n")
        with atomic_write.atomic_writer(old) as part:
            assert stat.S_IMODE(part.stat().st_mode) == 0o600, "nor may others read it meanwhile"
    finally:
        os.umask(before)
    assert stat.S_IMODE(old.stat().st_mode) == 0o600
    assert stat.S_IMODE(new.stat().st_mode) == 0o640


KILLED = """
import sys, time
from pathlib import Path
from posecoach.media import atomic_write
with atomic_write.atomic_writer(Path(sys.argv[1])) as part:
    with part.open("wb") as file:
        file.write(b"half")
        file.flush()
        print("writing", flush=True)
        time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
@pytest.mark.parametrize("before", [None, b"old"])
def test_killed_in_the_middle(tmp_path, before):
    target = tmp_path / "a.mp4"
    if before:
        target.write_bytes(before)
    with subprocess.Popen([sys.executable, "-c", KILLED, str(target)], stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"writing\n"
        process.send_signal(signal.SIGKILL)
    assert (target.read_bytes() if target.exists() else None) == before
    atomic_write.write(target, "new")
    assert target.read_text() == "new"


def test_readers_never_see_half_a_file(tmp_path):
    """While one process writes over and over, every look finds one whole text."""
    target = tmp_path / "a.txt"
    code = (
        "import sys; from pathlib import Path; from posecoach.media import atomic_write\n"
        "for i in range(300): atomic_write.write(Path(sys.argv[1]), str(i % 10) * 100_000)"
    )
    atomic_write.write(target, "0" * 100_000)
    with subprocess.Popen([sys.executable, "-c", code, str(target)]) as process:
        looks = 0
        while process.poll() is None:
            text = target.read_text()
            assert len(text) == 100_000
            assert len(set(text)) == 1
            looks += 1
            time.sleep(0.001)
    assert process.returncode == 0
    assert looks > 3


@pytest.mark.parametrize(
    ("name", "complaint"),
    [("", "is a folder"), ("no/a.csv", "there is no folder"), ("old.csv", "--force replaces it")],
)
def test_checked_before_the_work(tmp_path, name, complaint):
    (tmp_path / "old.csv").write_text("old")
    with pytest.raises(OutputError, match=complaint):
        atomic_write.check(tmp_path / name, force=False)


def test_the_longest_name_that_can_be_written_is_written(tmp_path):
    longest = tmp_path / ("a" * 251 + ".csv")
    atomic_write.check(longest)
    atomic_write.write(longest, "a\n")
    assert longest.read_text() == "a\n"
    with pytest.raises(OutputError, match="cannot be written"):
        atomic_write.check(tmp_path / ("a" * 252 + ".csv"))


def test_what_may_be_written(tmp_path):
    (tmp_path / "old.csv").write_text("old")
    (tmp_path / "empty.csv").touch()
    atomic_write.check(tmp_path / "new.csv", force=False)
    atomic_write.check(tmp_path / "empty.csv", force=False)
    atomic_write.check(tmp_path / "old.csv", force=True)
    atomic_write.check(atomic_write.Path("-"), force=False)
    atomic_write.check(None)


def test_a_folder_is_made(tmp_path):
    assert atomic_write.folder(tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be made a folder"):
        atomic_write.folder(tmp_path / "file")


def test_a_link_stays_one_and_what_it_leads_to_is_written(tmp_path):
    real = tmp_path / "real.csv"
    real.write_text("old\n")
    link = tmp_path / "link.csv"
    link.symlink_to(real)
    atomic_write.write(link, "new\n")
    assert link.is_symlink()
    assert real.read_text() == "new\n"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_what_is_no_ordinary_file_is_not_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OutputError, match="no ordinary file"):
        atomic_write.check(tmp_path / "pipe", force=True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("told", [["--csv", "-"], []], ids=["csv", "table"])
def test_a_full_disk_behind_the_standard_output_is_said_in_a_line(tmp_path, told):
    command = [sys.executable, "-m", "posecoach", "analyze", str(push_ups(tmp_path / "a.npz")), *told]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("posecoach: ")
    assert "No space left on device" in done.stderr
    assert done.stderr.count("\n") == 1


def test_parts_that_a_kill_left_go_when_they_are_old(tmp_path):
    old, young, theirs = (
        tmp_path / name
        for name in (f".posecoach-{'0' * 16}.part", f".posecoach-{'1' * 16}.part", ".posecoach-notes.part")
    )
    for each in (old, young, theirs):
        each.write_text("half")
    hours_ago = time.time() - 2 * atomic_write.OLD_PART_S
    for each in (old, theirs):
        os.utime(each, (hours_ago, hours_ago))
    atomic_write.write(tmp_path / "a.csv", "a\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([young.name, theirs.name, "a.csv"])
