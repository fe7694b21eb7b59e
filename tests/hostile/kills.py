"""Kills posecoach in the middle of its work, as a power cut does, and sees what is left.

Each trial has a folder with its films, its results, its data and its temporary files. A command is killed at a
moment by chance; then everything in the folder is whole or absent, no process goes on, and the same command
once more completes, without a trace of the first.
"""

import csv
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from posecoach.errors import PosecoachError
from posecoach.media.atomic_write import OLD_PART_S, PART
from posecoach.media.video import Video
from posecoach.media.video_writer import INCOMPLETE
from posecoach.tracking import landmarks_io

ROOT = Path(__file__).parents[2]

ORPHAN_GRACE_S = 20.0
"""s after which processes that a killed one has left must have ended."""

MAX_S = 300.0
"""s that a command may take."""

ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL")}

STUBBED = (
    "import sys; from tests.hostile.good import replace_mediapipe; replace_mediapipe();"
    "from posecoach.__main__ import main; main()"
)
"""posecoach with the tracker that reads numbers."""

TOLD = """
import sys
from tests.hostile.good import replace_mediapipe
replace_mediapipe()
from posecoach.sinks.journal import Journal
note = Journal.note
def noted(self, events):
    events = list(events)
    note(self, events)
    for event in events:
        print(event, flush=True)
Journal.note = noted
from posecoach.__main__ import main
main()
"""
"""The same, which says what is in the journal."""

SAVING = """
import datetime, sys
from posecoach.history import History
from tests.records import two_sets
book, who = History(sys.argv[1]), int(sys.argv[2])
for i in range(int(sys.argv[3])):
    when = datetime.datetime(2026, 3, 12, 18, tzinfo=datetime.UTC) + datetime.timedelta(minutes=100 * who + i)
    book.save(two_sets(), when=when, kind="file")
    print(i, flush=True)
"""
"""One of several writers of a history: says of each session that it is saved."""


@dataclass(slots=True)
class Trial:
    """One kill.

    Attributes:
        killed: whether the command was still at work.
        defects: what is wrong, in words.
    """

    killed: bool = True
    defects: list[str] = field(default_factory=list)

    def check(self, fine: object, defect: str) -> None:
        """Note a defect down where something is not fine."""
        if not fine:
            self.defects.append(defect)

    def completes(self, command: list[str], folder: Path) -> None:
        """See that a command ends well."""
        try:
            _complete(command, folder)
        except (RuntimeError, subprocess.TimeoutExpired) as error:
            self.defects.append(f"it does not complete: {str(error)[-500:]}")


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a command whose data and temporary files lie in a folder."""
    for each in ("data", "tmp"):
        (folder / each).mkdir(exist_ok=True)
    own = {"XDG_DATA_HOME": str(folder / "data"), "TMPDIR": str(folder / "tmp"), "PYTHONPATH": str(ROOT)}
    return os.environ | own | ONE_THREAD


def start(command: list[str], folder: Path, out: IO[str] | int = subprocess.PIPE) -> "subprocess.Popen[str]":
    """Start a command in a session of its own, by which its processes are known."""
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(folder),
        stdout=out,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def duration(command: list[str], folder: Path) -> float:
    """Return the s that a command takes if it is left alone.

    Raises:
        RuntimeError: it fails.
    """
    began = time.monotonic()
    _complete(command, folder)
    return time.monotonic() - began


def _complete(command: list[str], folder: Path) -> str:
    """Run a command to its end, and return what it said on standard error.

    Raises:
        RuntimeError: it fails.
        subprocess.TimeoutExpired: it does not end.
    """
    process = start(command, folder)
    try:
        _, said = process.communicate(timeout=MAX_S)
    finally:
        process.kill()
    if process.returncode:
        raise RuntimeError(said)
    return said


def kill(command: list[str], folder: Path, after: float, out: IO[str] | int = subprocess.PIPE) -> Trial:
    """Start a command, kill its first process after so many seconds, and wait for the others to end."""
    process = start(command, folder, out)
    trial = Trial()
    try:
        process.communicate(timeout=after)
        trial.killed = False
    except subprocess.TimeoutExpired:
        process.kill()
        # Others that hold its pipes must not be waited for.
        process.wait()
    for pipe in (process.stdout, process.stderr):
        if pipe:
            pipe.close()
    deadline = time.monotonic() + ORPHAN_GRACE_S
    while (left := session(process.pid)) and time.monotonic() < deadline:
        time.sleep(0.05)
    trial.check(not left, f"{len(left)} processes go on")
    for each in left:
        os.kill(each, signal.SIGKILL)
    return trial


def session(leader: int) -> list[int]:
    """Return the living processes of a session."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, sid = place.read_text().rpartition(")")[2].split()[:4]
        except OSError:  # it has ended meanwhile
            continue
        if int(sid) == leader and state not in "ZX":
            found.append(int(place.parent.name))
    return found


def whole(folder: Path, film: "Callable[[Path], object] | None" = None) -> Iterator[str]:
    """Yield the results in a folder that are not whole, under their own names; `film` looks at films."""
    for path in sorted(folder.rglob("*")):
        look = film if film and path.suffix == ".mp4" else LOOKS.get(path.suffix)
        if look and path.is_file() and not PART.fullmatch(path.name):
            try:
                fine = look(path)
            except (PosecoachError, ValueError, OSError, csv.Error) as error:
                yield f"{path.name}: {error}"
            else:
                if not fine:
                    yield f"{path.name} is not whole"


def _table(path: Path) -> bool:
    text = path.read_text(encoding="utf-8")
    return text.endswith("\n") and len({len(row) for row in csv.reader(text.splitlines())}) == 1


def _film(path: Path) -> bool:
    film = Video(path)
    return sum(1 for _ in film.stills(64)) > 0 and not film.warnings


def _camera_film(path: Path) -> bool:
    """Look at a film of live training: where coding does not keep up, pictures are left out, and counted."""
    if INCOMPLETE in path.name:
        return True
    film = Video(path)
    pictures = sum(1 for _ in film.stills(64))
    return pictures > 0 and all(warning.startswith("there is no picture") for warning in film.warnings)


LOOKS: dict[str, Callable[[Path], object]] = {
    ".csv": _table,
    ".json": lambda path: json.loads(path.read_text(encoding="utf-8")),
    ".html": lambda path: path.read_text(encoding="utf-8").rstrip().endswith("</html>"),
    ".mp4": _film,
    ".npz": landmarks_io.load,
}


def parts(folder: Path) -> list[Path]:
    """Return the parts of files that a killed program has left."""
    return [path for path in folder.rglob(".*") if PART.fullmatch(path.name)]


def grow_old(paths: list[Path]) -> None:
    """Make files look as if they had been written long ago."""
    ago = time.time() - 2 * OLD_PART_S
    for path in paths:
        os.utime(path, (ago, ago))


def sessions(book: Path) -> list[tuple[int, int]]:
    """Return the sets and repetitions of each session in a history.

    Raises:
        sqlite3.Error: the file is damaged.
    """
    if not book.exists():
        return []
    with closing(sqlite3.connect(book)) as db:
        ((state,),) = db.execute("PRAGMA integrity_check").fetchall()
        if state != "ok":
            raise sqlite3.DatabaseError(state)
        if not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return []
        return db.execute(
            "SELECT (SELECT count(*) FROM sets WHERE session = s.id), (SELECT count(*) FROM repetitions r"
            " JOIN sets t ON r.set_id = t.id WHERE t.session = s.id) FROM sessions s"
        ).fetchall()


def try_command(
    command: list[str], folder: Path, after: float, clips: int, results: tuple[str, ...]
) -> Trial:
    """Kill a command that writes results and a history, look, and run it again to its end.

    Args:
        command: with `--save`, for so many clips.
        folder: the trial's.
        after: s until it is killed.
        clips: clips that it is to save.
        results: files, under the folder, that are there in the end.
    """
    trial = kill(command, folder, after)
    for defect in whole(folder):
        trial.check(False, defect)  # noqa: FBT003 - it is the answer
    book = folder / "data" / "posecoach" / "history.db"
    trial.check(
        len(sessions(book)) in (0, clips), f"{len(sessions(book))} of {clips} sessions are in the history"
    )
    left = list((folder / "tmp").iterdir())
    trial.check(not left, f"left in the temporary folder: {[each.name for each in left]}")
    grow_old(parts(folder))
    trial.completes(command, folder)
    trial.check(not parts(folder), "a part that a kill has left is still there after the rerun")
    missing = [name for name in results if not (folder / name).exists()]
    trial.check(not missing, f"missing after the rerun: {missing}")
    for defect in whole(folder):
        trial.check(False, f"after the rerun: {defect}")  # noqa: FBT003 - as above
    saved = sessions(book)
    trial.check(len(saved) == clips, f"{len(saved)} of {clips} sessions after the rerun")
    return trial


def try_live(folder: Path, film: Path, after: float) -> Trial:
    """Kill live training: what was told is in the history afterwards, and no journal is left."""
    command = [
        sys.executable,
        "-c",
        TOLD,
        "live",
        "--source",
        str(film),
        "--no-window",
        "--fast",
        "-e",
        "push_up",
    ]
    command += ["--quiet", "--video", str(folder / "live.mp4"), "--csv", str(folder / "live.csv")]
    out = folder / "told.txt"
    with out.open("w", encoding="utf-8") as told:
        trial = kill(command, folder, after, told)
    said = out.read_text(encoding="utf-8").count("RepCompleted")
    for defect in whole(folder, _camera_film):
        trial.check(False, defect)  # noqa: FBT003 - it is the answer
    trial.completes([sys.executable, "-c", STUBBED, "history"], folder)
    saved = sum(reps for _, reps in sessions(folder / "data" / "posecoach" / "history.db"))
    trial.check(saved >= said, f"{said} repetitions were told, {saved} are in the history")
    trial.check(not list((folder / "data").rglob("*.journal")), "a journal is left")
    return trial


def try_history(folder: Path, chance: random.Random, writers: int, each: int) -> Trial:
    """Kill writers of one history at moments by chance: what they said is saved is there, and whole."""
    trial = Trial()
    book = folder / "history.db"
    processes = [
        start([sys.executable, "-c", SAVING, str(book), str(i), str(each)], folder) for i in range(writers)
    ]
    began = time.monotonic()
    for moment, process in sorted(
        ((chance.uniform(0.5, 5.0), process) for process in processes), key=lambda e: e[0]
    ):
        time.sleep(max(0.0, began + moment - time.monotonic()))
        process.kill()
    said = sum(len(process.communicate()[0].splitlines()) for process in processes)
    found = sessions(book)
    trial.check(len(found) >= said, f"{said} sessions were said to be saved; {len(found)} are there")
    trial.check(len(set(found)) <= 1, f"sessions differ: {set(found)}")
    trial.completes([sys.executable, "-c", SAVING, str(book), str(writers), "1"], folder)
    trial.check(len(sessions(book)) == len(found) + 1, "the rerun is not saved")
    return trial
