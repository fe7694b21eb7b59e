"""Tries bad inputs: `posecoach analyze` on each beside a good recording, in a process of its own.

    python -m tests.hostile.trial FOLDER FIRST AFTER

tries those from one number to another, made from good inputs that are put into the folder if they are not there,
and prints a line of JSON for each.
"""

import contextlib
import csv
import dataclasses
import io
import json
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from posecoach.cli import app
from tests.hostile.damage import BadInput, bad_inputs
from tests.hostile.good import make, replace_mediapipe

MAX_S, MAX_BYTES = 20, 1_500_000_000
"""Seconds and bytes of memory that a trial may take."""

HARD_BYTES = 6_000_000_000
"""Bytes of addresses that it is given, lest it takes all of the machine's memory."""

EVERYTHING_EVERY = 15
"""Trials of which one also writes the report, the drawn film and everything else."""

RIGHT, WARNED, REFUSED, SILENT = "right", "warned", "refused in one line", "silent damage"
FAILED = ("traceback", "hang", "crash", "memory", "wrong exit", "other row", "left over")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one bad input.

    Attributes:
        number, kind, way: of the input.
        verdict: `RIGHT`, `WARNED`, `REFUSED`, `SILENT` or one of `FAILED`.
        told: what was said, or the difference.
        seconds: it took.
        bytes: of memory, at most.
    """

    number: int
    kind: str
    way: str
    verdict: str
    told: str
    seconds: float = 0.0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Rows:
    """The table of results: repetitions and warnings of the bad input, the whole row of the good one beside it."""

    reps: int
    warnings: str
    beside: tuple[str, ...]


def try_each(good: Path, bad: Sequence[BadInput], tell: Callable[[Outcome], object]) -> list[Outcome]:
    """Try bad inputs made from the good ones in a folder, and tell what came of each.

    Raises:
        SystemExit: a good input is not read as it should be.
    """
    replace_mediapipe()
    _warm_up(good)
    beside = (good / "good.npz").read_bytes()
    expected: dict[str, Rows | None] = {}
    for kind in sorted({each.kind for each in bad}):
        expected[kind], outcome = _tried(BadInput(-1, kind, ""), _good(good, kind), beside)
        if outcome.verdict != RIGHT:
            raise SystemExit(f"the good {kind}: {outcome.verdict}: {outcome.told}")
    found = []
    for each in bad:
        content = each.content(_good(good, each.kind))
        found.append(_tried(each, content, beside, expected[each.kind])[1])
        tell(found[-1])
    return found


def _print(outcome: Outcome) -> None:
    sys.stdout.write(json.dumps(dataclasses.asdict(outcome)) + "\n")
    sys.stdout.flush()


def _good(folder: Path, kind: str) -> bytes:
    return (folder / f"good.{kind}").read_bytes()


def _warm_up(good: Path) -> None:
    """Do all that an analysis does once here, so that its forks need not import anything."""
    with tempfile.TemporaryDirectory() as name, contextlib.redirect_stdout(io.StringIO()):
        (Path(name) / "bad.mp4").write_bytes(_good(good, "mp4"))
        (Path(name) / "beside.npz").write_bytes(_good(good, "npz"))
        sys.argv = _command(Path(name), "mp4", everything=True)
        with contextlib.suppress(SystemExit):
            app.main()


def _tried(
    bad: BadInput, content: bytes, beside: bytes, expected: Rows | None = None
) -> tuple[Rows | None, Outcome]:
    with tempfile.TemporaryDirectory(prefix="hostile-") as name:
        folder = Path(name)
        (folder / f"bad.{bad.kind}").write_bytes(content)
        (folder / "beside.npz").write_bytes(beside)
        (folder / "tmp").mkdir()
        everything = bad.number >= 0 and bad.number % EVERYTHING_EVERY == 0 and bad.kind != "toml"
        began = time.monotonic()
        status, usage = _run(_command(folder, bad.kind, everything=everything), folder)
        seconds = time.monotonic() - began
        said = (folder / "err.txt").read_text(encoding="utf-8", errors="replace")
        verdict, told, rows = _judged(folder, bad, status, said, expected, everything=everything)
        peak = usage.ru_maxrss * 1024
        if peak > MAX_BYTES and verdict not in FAILED:
            verdict, told = "memory", f"{peak / 1e9:.1f} GB"
        return rows, Outcome(bad.number, bad.kind, bad.way, verdict, told, round(seconds, 2), peak)


def _command(folder: Path, kind: str, *, everything: bool) -> list[str]:
    bad, beside = str(folder / f"bad.{kind}"), str(folder / "beside.npz")
    what = [beside, "--exercise", bad] if kind == "toml" else [bad, beside, "--exercise", "push_up"]
    tables = ["--csv", str(folder / "sets.csv"), *(["--out", str(folder / "out")] if everything else ())]
    return ["posecoach", "analyze", *what, *tables, "--jobs", "1"]


def _run(command: list[str], folder: Path) -> tuple[int, resource.struct_rusage]:
    """Run a command in a fork of this process; gives how it ended, and what it used."""
    child = os.fork()
    if child == 0:
        _be(command, folder)
    _, status, usage = os.wait4(child, 0)
    return status, usage


def _be(command: list[str], folder: Path) -> None:
    """Be a process that runs a command, and end."""
    code = 99
    try:
        for name, number in (("out.txt", 1), ("err.txt", 2)):
            os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT), number)
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_AS, (HARD_BYTES, HARD_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(MAX_S)
        tempfile.tempdir, os.environ["TMPDIR"] = str(folder / "tmp"), str(folder / "tmp")
        sys.argv = command
        app.main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - told as what it is
        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _judged(  # noqa: C901, PLR0911 - one for each verdict
    folder: Path, bad: BadInput, status: int, said: str, expected: Rows | None, *, everything: bool
) -> tuple[str, str, Rows | None]:
    lines = [line for line in said.splitlines() if line.strip()]
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return (
            ("hang" if number == signal.SIGALRM else "crash"),
            f"{signal.Signals(number).name} {said[-300:]}",
            None,
        )
    if "Traceback" in said or "please report this" in said:
        return "traceback", said[-2000:], None
    code = os.WEXITSTATUS(status)
    left = _left_over(folder, everything=everything)
    if left:
        return "left over", " ".join(left), None
    rows = _rows(folder / "sets.csv", bad.kind)
    if expected and rows and rows.beside != expected.beside and bad.kind != "toml":
        return "other row", f"{rows.beside} for {expected.beside}", rows
    match code:
        case 0 if rows is None:
            return "wrong exit", "there is no table", rows
        case 0 if rows.warnings:
            return WARNED, rows.warnings, rows
        case 0 if expected is None or rows.reps == expected.reps or bad.kind == "toml":
            return RIGHT, said, rows
        case 0:
            return SILENT, f"{rows.reps} reps for {expected.reps}; {said}", rows
        case 1 if len(lines) == 1 and (rows or bad.kind == "toml"):
            return REFUSED, said.strip(), rows
        case 1 if rows and rows.warnings and len(lines) <= 2:
            return WARNED, said.strip(), rows
    return "wrong exit", f"{code}: {said[-1000:]}", rows


def _rows(table: Path, kind: str) -> Rows | None:
    if not table.exists():
        return None
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    mine = [row for row in rows if row["video"].endswith(f"bad.{kind}")] if kind != "toml" else rows
    # When files were written is another matter.
    dated = ("began", "video", "workout", "workout_set")
    beside = tuple(
        ",".join(v for k, v in row.items() if k not in dated)
        for row in rows
        if row["video"].endswith("beside.npz")
    )
    return Rows(
        sum(int(row["reps"] or 0) for row in mine),
        ";".join(row["warnings"] for row in mine).strip(";"),
        beside,
    )


def _left_over(folder: Path, *, everything: bool) -> list[str]:
    known = {"beside.npz", "tmp", "out.txt", "err.txt", "sets.csv", *(("out",) if everything else ())}
    there = [each.name for each in folder.iterdir() if each.name not in known and each.stem != "bad"]
    there += [each.name for each in (folder / "tmp").iterdir()]
    return there + [
        each.name for each in folder.rglob("*") if ".part" in each.name or each.name.startswith(".")
    ]


if __name__ == "__main__":
    inputs, first, after = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    if not (inputs / "good.toml").exists():
        make(inputs)
    try_each(inputs, bad_inputs(after)[first:], _print)
