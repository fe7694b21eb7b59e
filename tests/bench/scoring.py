"""Scores by the given `score.py`, run as a program on the product's own tables."""

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from posecoach.core.session.record import Record
from posecoach.reports import table
from tests.bench.material import Clip


@dataclass(frozen=True, slots=True)
class Outcome:
    """The product's result for a clip.

    Attributes:
        asked: the exercise it was told to look for, or `auto`.
        causal: the record of the live coach on the same poses, where that was wanted.
        seconds: the clip's length.
        trouble: what went wrong, in a line; empty mostly.
        plain: what plain prominence counts, where it was asked.
    """

    clip: Clip
    asked: str
    record: Record
    causal: Record | None
    seconds: float
    trouble: str = ""
    plain: int = 0


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of a group of clips, as `score.py` gives them; `f1` and `late` are None without labelled turns."""

    clips: int
    exact: float
    within_one: float
    mae: float
    extra: float
    f1: float | None = None
    late: float | None = None


def counted(record: Record, exercise: str) -> int:
    """Return the number of times that an exercise was counted."""
    return sum(len(each.reps) or len(each.holds) for each in record.sets if each.exercise == exercise)


def score(script: Path, outcomes: Sequence[Outcome], *, causal: bool = False) -> Score:
    """The score of clips that share one label."""
    records = [o.causal if causal and o.causal else o.record for o in outcomes]
    with tempfile.TemporaryDirectory() as folder:
        labels, sets, reps = (Path(folder, f"{name}.csv") for name in ("labels", "sets", "reps"))
        with labels.open("w", newline="", encoding="utf-8") as file:
            rows = [outcome.clip.label for outcome in outcomes]
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        sets.write_text(table.sets_table(records), encoding="utf-8")
        reps.write_text(table.reps_table(records), encoding="utf-8")
        command = [sys.executable, str(script), str(labels), str(sets), "--reps", str(reps), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{script}: {done.stderr.strip()}")
    figures = json.loads(done.stdout)
    whole, single = figures["all"], figures.get("repetitions", {})
    return Score(
        clips=whole["clips"],
        exact=whole["exact"],
        within_one=whole["OBO"],
        mae=whole["MAE"],
        extra=whole["extra"],
        f1=single.get("F1"),
        late=single.get("median_error_s"),
    )
