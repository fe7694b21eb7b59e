"""Records as an Excel workbook: true numbers and dates, a summary with charts. Needs the extra `xlsx`."""

import io
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime  # noqa: TID251 - a type; no clock is asked
from typing import Any

import xlsxwriter

from posecoach.core.pose.measures import MEASURES
from posecoach.core.session.record import Record
from posecoach.reports.format import column_title, plain_name
from posecoach.reports.table import SET_COLUMNS, Places, rep_rows, set_rows

TEXT = ("video", "exercise", "variant", "view", "faults", "judged", "not_judged", "verdict", "why", "side")
"""Columns that stay text whatever they hold."""

MAX_WIDTH = 40
"""Letters of the widest column."""


def workbook(
    records: Sequence[Record],
    rules: Mapping[str, Sequence[str]] | None = None,
    places: Places | None = None,
) -> bytes:
    """Return the workbook: a summary with charts, the sets, the repetitions, and the measures explained.

    Args:
        records: in the order of the rows.
        rules: names of each exercise's form rules, to name those not judged.
        places: where the sets stand in their workouts.
    """
    out = io.BytesIO()
    # Cells get their type from `_cell`: no text of a user becomes a formula, a link or a number.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        bold = book.add_format({"bold": True})
        date = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sets = set_rows(records, rules or {}, places or {})
        reps_columns, reps = rep_rows(records)
        _summary(book, bold, [row for row in sets if row.get("exercise")])
        _sheet(book, "Sets", SET_COLUMNS, sets, bold, date)
        _sheet(book, "Repetitions", reps_columns, reps, bold, date)
        measures = [name for name in reps_columns if name in MEASURES]
        rows = [
            {"measure": name, "what it is": column_title(name), "unit": MEASURES[name].unit}
            for name in measures
        ]
        _sheet(book, "Measures", ("measure", "what it is", "unit"), rows, bold, date)
        for sheet in book.worksheets():
            sheet.set_landscape()
        # The columns of the other sheets would be too small to read.
        book.get_worksheet_by_name("Summary").fit_to_pages(1, 0)
    return out.getvalue()


def _sheet(
    book: Any,  # noqa: ANN401 - the library carries no types
    title: str,
    columns: Sequence[str],
    rows: Iterable[Mapping[str, str]],
    bold: object,
    date: object,
) -> None:
    sheet = book.add_worksheet(title)
    widths = [len(column) for column in columns]
    for i, column in enumerate(columns):
        sheet.write_string(0, i, column, bold)
    last = 0
    for last, row in enumerate(rows, start=1):
        for i, column in enumerate(columns):
            value = _cell(column, row.get(column, ""))
            if isinstance(value, datetime):
                sheet.write_datetime(last, i, value, date)
            elif isinstance(value, float):
                sheet.write_number(last, i, value)
            elif value:
                sheet.write_string(last, i, value)
            widths[i] = max(widths[i], len(row.get(column, "")))
    for i, width in enumerate(widths):
        sheet.set_column(i, i, min(width, MAX_WIDTH) + 2)
    sheet.freeze_panes(1, 0)
    if last:
        sheet.autofilter(0, 0, last, len(columns) - 1)


def _cell(column: str, text: str) -> str | float | datetime:
    """Return a cell's value with its true type; Excel knows no time zones, so dates lose theirs."""
    if column == "began" and text:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    if column in TEXT:
        return text
    try:
        value = float(text)
    except ValueError:
        return text
    return value if math.isfinite(value) else text


def _summary(book: Any, bold: object, sets: Sequence[Mapping[str, str]]) -> None:  # noqa: ANN401
    """Write totals by exercise and chart them."""
    sheet = book.add_worksheet("Summary")
    columns = ("exercise", "sets", "repetitions", "partial", "held, s", "best set")
    right = book.add_format({"bold": True, "align": "right"})
    for i, heading in enumerate(columns):
        sheet.write_string(0, i, heading, right if i else bold)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, len(columns) - 1, 12)
    names = list(dict.fromkeys(row["exercise"] for row in sets))
    for line, name in enumerate(names, start=1):
        own = [row for row in sets if row["exercise"] == name]
        held = [float(row["hold_s"]) for row in own if row.get("hold_s")]
        counts = [0 if row.get("hold_s") else int(row["reps"]) for row in own]
        best = max(held) if held else max(counts)
        sheet.write_string(line, 0, plain_name(name))
        numbers = (len(own), sum(counts), sum(int(row["partial_reps"]) for row in own), sum(held), best)
        for i, number in enumerate(numbers, start=1):
            sheet.write_number(line, i, number)
    if names:
        for column, title, place in ((2, "Repetitions", "A"), (4, "Seconds held", "F")):
            chart = book.add_chart({"type": "column"})
            chart.add_series(
                {
                    "name": title,
                    "categories": ["Summary", 1, 0, len(names), 0],
                    "values": ["Summary", 1, column, len(names), column],
                    "data_labels": {"value": True},
                }
            )
            chart.set_title({"name": title})
            chart.set_legend({"none": True})
            sheet.insert_chart(f"{place}{len(names) + 4}", chart)
