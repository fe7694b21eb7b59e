import csv
import io
from datetime import datetime, timedelta

import pytest

from posecoach.core.session.record import Record
from posecoach.reports.table import european, reps_table, sets_table
from posecoach.reports.workouts import TimedRecord, logged_sets, places, workouts
from tests.records import stretch, two_sets

WHEN = datetime(2026, 3, 2, 18, 5, 7).astimezone()


@pytest.fixture(scope="module")
def book():
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed (the dev extra)")
    pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed (the xlsx extra)")
    from posecoach.reports.spreadsheet import workbook

    records = [two_sets("=1+2.mp4"), stretch("1.5"), Record(source="empty.mp4")]
    timed = [TimedRecord(record, WHEN + timedelta(minutes=5 * i)) for i, record in enumerate(records)]
    placed = places(workouts(logged_sets(timed, {"push_up": 12.5})))
    return openpyxl.load_workbook(io.BytesIO(workbook(records, {}, placed)))


def cells(sheet):
    header, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(header, line, strict=True)) for line in lines]


def test_numbers_and_dates_are_true_ones(book):
    first, second, hold, empty = cells(book["Sets"])
    assert first["reps"] == 4
    assert first["start_s"] == 0.0
    assert second["end_s"] == 34.8
    assert second["weight_kg"] == 12.5
    assert hold["hold_s"] == 20.5
    assert first["began"] == WHEN.replace(tzinfo=None)
    assert [row["workout_set"] for row in (first, second, hold)] == [1, 2, 1]
    assert (empty["video"], empty["reps"], empty["exercise"]) == ("empty.mp4", 0, None)


def test_a_name_is_neither_a_formula_nor_a_number(book):
    names = [row["video"] for row in cells(book["Sets"])]
    assert names == ["=1+2.mp4", "=1+2.mp4", "1.5", "empty.mp4"]
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_every_decimal_of_the_table_is_in_the_sheet(book):
    lines = list(csv.DictReader(io.StringIO(reps_table([two_sets("=1+2.mp4"), stretch("1.5"), Record()]))))
    for told, line in zip(cells(book["Repetitions"]), lines, strict=True):
        for name in ("start_s", "turn_s", "end_s", "depth", "range", "tempo_s", "elbow"):
            assert told[name] == (float(line[name]) if line[name] else None), name


def test_a_summary_with_charts(book):
    push_up, held = cells(book["Summary"])
    assert (push_up["exercise"], push_up["sets"], push_up["repetitions"], push_up["best set"]) == (
        "push up",
        2,
        6,
        4,
    )
    assert held["held, s"] == 20.5
    assert len(book["Summary"]._charts) == 2


def test_the_charts_of_the_summary_lie_side_by_side_and_on_one_page(book):
    first, second = (chart.anchor for chart in book["Summary"]._charts)
    assert first.to.col < second._from.col
    assert second._from.row == first._from.row
    assert book["Summary"].sheet_properties.pageSetUpPr.fitToPage
    assert {sheet.page_setup.orientation for sheet in book} == {"landscape"}


@pytest.mark.parametrize("table", [sets_table, reps_table])
def test_european_csv_has_the_same_numbers(table):
    record = two_sets("1.5")
    text = european(table([record]))
    assert text.startswith("\ufeffvideo;exercise;")
    told = list(csv.DictReader(io.StringIO(text[1:]), delimiter=";"))
    for one, other in zip(told, csv.DictReader(io.StringIO(table([record]))), strict=True):
        assert one["video"] == "1.5"
        assert {
            name: cell if name in ("video", "why") else cell.replace(",", ".") for name, cell in one.items()
        } == other
        assert not any("." in cell for name, cell in one.items() if name.endswith("_s"))
