"""Reads posecoach's files with the programs that they are for: OpenSim, ezc3d and LibreOffice.

    python -m tests.bench readers [CLIP ...] [--python PYTHON]

Without clips, the landmarks of the tests are taken, whole and with gaps. PYTHON is one that has OpenSim
(`pip install opensim`), where this one has not. Of each program that is not there the bench says so.
"""

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import numpy as np
import openpyxl

LANDMARKS = Path(__file__).parents[1] / "goldens" / "landmarks"

GAPS = {"first": slice(0, 20), "middle": slice(100, 130), "last": slice(-20, None), "all": slice(None)}
"""Frames of a recording in which nobody is seen."""

LOCALES = {"de-DE": 0, "en-US": 1031}
"""Of each locale the language in which a European table is imported: 0 is the locale's own, 1031 German."""

SYSTEM_LOCALE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{}</value></prop>
</item>
</oor:items>
"""

IN_OPENSIM = """
import json, pathlib, sys
import opensim
opensim.Logger.setLevelString("error")
found = {}
for path in map(str, sorted(pathlib.Path(sys.argv[1]).glob("*.*"))):
    text = open(path, encoding="utf-8").read() if path.endswith((".trc", ".mot")) else ""
    if path.endswith(".trc"):
        head, table = text.split("\\n")[2].split("\\t"), opensim.TimeSeriesTableVec3(path)
        times, markers = table.getIndependentColumn(), opensim.MarkerData(path)
        steps = [after - before for before, after in zip(times, times[1:])]
        even = all(abs(step - 1.0 / float(head[0])) < 1e-4 for step in steps)
        whole = table.getNumRows() == markers.getNumFrames() == int(head[2])
        found[path] = bool(even and whole and table.getNumColumns() == int(head[3]))
    elif path.endswith(".mot"):
        rows = text.split("endheader\\n")[1].strip("\\n").split("\\n")
        table, old = opensim.TimeSeriesTable(path), opensim.Storage(path)
        whole = table.getNumRows() == old.getSize() == len(rows) - 1
        found[path] = bool(whole and table.getNumColumns() == len(rows[0].split("\\t")) - 1 and old.isInDegrees())
print(json.dumps(found))
"""
"""Run by the Python that has OpenSim: whether each file is read whole, by its newer and its older reader."""


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("clips", nargs="*", type=Path)
    parser.add_argument("--python", default=sys.executable)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        clips = given.clips or [LANDMARKS, *gaps(folder / "gaps")]
        command = [sys.executable, "-m", "posecoach", "--no-config", "analyze", *map(str, clips), "--quiet"]
        exports = [word for kind in ("trc", "mot") for word in ("--export", f"{kind}={folder / kind}")]
        tables = ["--xlsx", "sets.xlsx", "--reps", "reps.csv", "--csv-style", "excel-eu"]
        for kind in ("trc", "mot"):
            (folder / kind).mkdir()
        subprocess.run([*command, *exports, *tables], check=True, cwd=folder, env=environment())
        failed = opensim(folder, given.python) + libreoffice(folder)
    return 1 if failed else 0


def environment():
    """Return this process's environment, with this posecoach wherever the command runs."""
    return os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}


def gaps(folder):
    """Write recordings in which nobody is seen for a while, and return their paths."""
    folder.mkdir()
    whole = dict(np.load(LANDMARKS / "squat_side.npz"))
    paths = []
    for name, unseen in GAPS.items():
        part = {key: value.copy() for key, value in whole.items()}
        for key in ("image", "world", "visibility"):
            part[key][unseen] = np.nan
        paths.append(folder / f"{name}.npz")
        np.savez_compressed(paths[-1], **part)
    return paths


def opensim(folder, python):
    """Print how many files OpenSim reads whole; return how many it does not."""
    failed = 0
    for kind in ("trc", "mot"):
        done = subprocess.run(
            [python, "-c", IN_OPENSIM, str(folder / kind)], capture_output=True, text=True, check=False
        )
        if "No module named 'opensim'" in done.stderr:
            print(f"{kind}: {python} has no OpenSim (pip install opensim)")
            continue
        found = json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else {"all of them": False}
        wrong = [Path(path).name for path, whole in found.items() if not whole]
        failed += len(wrong)
        print(f"{kind}: OpenSim reads {len(found) - len(wrong)} of {len(found)} whole", *wrong, done.stderr)
    return failed


def libreoffice(folder):
    """Print how many numbers and dates LibreOffice reads exactly, by locale; return how many it does not."""
    program = shutil.which("soffice")
    if program is None:
        print("xlsx, csv: there is no LibreOffice here")
        return 0
    failed = 0
    for locale, language in LOCALES.items():
        user, out = folder / f"user-{locale}", folder / locale
        (user / "user").mkdir(parents=True)
        (user / "user" / "registrymodifications.xcu").write_text(SYSTEM_LOCALE.format(locale))
        office = [program, f"-env:UserInstallation={user.as_uri()}", "--headless"]
        as_table = [f"--infilter=CSV:59,34,76,1,,{language},false,true,false"]
        for options, form, path in (
            (as_table, "xlsx", folder / "reps.csv"),
            ([], "ods", folder / "sets.xlsx"),
            ([], "xlsx", out / "sets.ods"),
        ):
            convert = ["--convert-to", form, "--outdir", str(out), str(path)]
            subprocess.run([*office, *options, *convert], check=True, capture_output=True)
        for name, pairs in (
            ("csv", european(folder / "reps.csv", out / "reps.xlsx")),
            ("xlsx", cells(folder / "sets.xlsx", out / "sets.xlsx")),
        ):
            wrong = [pair for pair in pairs if pair[0] != pair[1]]
            failed += len(wrong)
            print(
                f"{name}: LibreOffice, {locale}, reads {len(pairs) - len(wrong)} of {len(pairs)}", *wrong[:3]
            )
    return failed


def european(table, book):
    """Return the numbers of a European table, each with what stands in its place in a workbook."""
    with table.open(encoding="utf-8-sig", newline="") as file:
        texts = [cell for row in list(csv.reader(file, delimiter=";"))[1:] for cell in row]
    found = [cell for row in list(rows(book))[1:] for cell in row]
    pairs = zip(texts, found, strict=True)
    return [(number(text), cell) for text, cell in pairs if number(text) is not None]


def number(text):
    """Return the number that a European text is; None where it is none."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def cells(book, again):
    """Return the numbers and dates of a workbook, each with what stands in its place in another."""
    pairs = zip(rows(book), rows(again), strict=True)
    return [
        (was, now)
        for before, after in pairs
        for was, now in zip(before, after, strict=False)
        if isinstance(was, float | int | datetime)
    ]


def rows(book):
    """Yield the rows of all sheets of a workbook."""
    for sheet in openpyxl.load_workbook(book):
        yield from sheet.iter_rows(values_only=True)


if __name__ == "__main__":
    sys.exit(main())
