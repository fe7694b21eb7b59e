"""A hundred and fifty bad inputs, generated: each is read, with a warning if much is lost, or refused in one line."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.hostile.damage import KINDS, WAYS, bad_inputs

COUNT = 150
"""Bad inputs that are tried here; `python -m tests.bench hostile` tries more."""

MAX_SILENT_SHARE = 0.02
"""Share of them of which nothing may be said, though their count is wrong."""

ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL")}


def test_they_are_of_every_kind_and_damaged_in_every_way():
    bad = bad_inputs(COUNT)
    assert {each.kind for each in bad} == set(KINDS)
    assert {each.way for each in bad} == set(WAYS)
    assert len({(each.kind, each.way) for each in bad_inputs(len(KINDS) * len(WAYS))}) == len(KINDS) * len(
        WAYS
    )


def test_a_number_gives_the_same_file_again():
    good = bytes(range(256)) * 40
    assert [each.content(good) for each in bad_inputs(60) if each.kind != "toml"] == [
        each.content(good) for each in bad_inputs(60) if each.kind != "toml"
    ]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each is tried in a fork")
def test_bad_inputs_are_read_or_refused_and_damage_is_told(tmp_path):
    command = [sys.executable, "-m", "tests.hostile.trial", str(tmp_path), "0", str(COUNT)]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
        env=os.environ | ONE_THREAD,
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == COUNT, done.stderr
    verdicts = Counter(each["verdict"] for each in found)
    silent = verdicts.pop("silent damage", 0)
    bad = [each for each in found if each["verdict"] not in ("right", "warned", "refused in one line")]
    assert set(verdicts) == {"right", "warned", "refused in one line"}, bad
    assert silent <= MAX_SILENT_SHARE * COUNT, bad
