"""Progress over weeks as one HTML file that stands on its own."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from posecoach.reports.page import render

MAX_LABELS = 4
"""Labels, with their year, that fit on a phone."""

MAX_EMPTY = 3
"""Weeks in a row without anything that are drawn; more become one gap."""

GAP_LABEL = "…"


@dataclass(frozen=True, slots=True)
class Chart:
    """A row of bars.

    Attributes:
        title: what they show.
        values: one a week; NaN where nothing is known.
        texts: what each says, in words.
    """

    title: str
    values: tuple[float, ...]
    texts: tuple[str, ...]


def progress_page(
    title: str,
    facts: Sequence[str],
    labels: Sequence[str],
    charts: Sequence[Chart],
    made: str = "",
    goal: float = 0.0,
) -> str:
    """Return the page on one exercise.

    Args:
        title: the exercise's.
        facts: totals, personal bests, goals; a sentence each.
        labels: the weeks, oldest first, as day, month and year; as many as every chart has values.
        charts: in their order; the weekly goal is drawn in the first.
        made: when the page was made, in words.
        goal: the weekly goal; 0 for none.
    """
    kept = _weeks_to_draw(charts, len(labels))
    shown = [_at(labels, i) for i in kept]
    drawn = [
        _drawn(_picked(chart, kept), shown, goal if place == 0 else 0.0) for place, chart in enumerate(charts)
    ]
    return render("progress.html", title=title, facts=list(facts), charts=drawn, labels=shown, made=made)


def _weeks_to_draw(charts: Sequence[Chart], count: int) -> list[int]:
    """Return the weeks to draw: where more than `MAX_EMPTY` in a row have nothing, -1 stands for them."""
    empty = [all(math.isnan(c.values[i]) or c.values[i] == 0.0 for c in charts) for i in range(count)]
    kept: list[int] = []
    for is_empty, run in itertools.groupby(range(count), key=empty.__getitem__):
        weeks = list(run)
        kept += [-1] if is_empty and len(weeks) > MAX_EMPTY else weeks
    return kept


def _at(labels: Sequence[str], index: int) -> str:
    return labels[index] if index >= 0 else GAP_LABEL


def _picked(chart: Chart, kept: Sequence[int]) -> Chart:
    values = tuple(chart.values[i] if i >= 0 else math.nan for i in kept)
    return Chart(chart.title, values, tuple(chart.texts[i] if i >= 0 else "" for i in kept))


def _drawn(chart: Chart, labels: Sequence[str], goal: float) -> dict[str, Any]:
    top = max((*(value for value in chart.values if not math.isnan(value)), goal), default=0.0)
    count = len(labels)
    every = math.ceil(count / MAX_LABELS)
    return {
        "title": chart.title,
        "texts": chart.texts,
        "goal": round(100.0 - 86.0 * goal / top, 2) if goal > 0.0 else None,
        "goal_text": f"{goal:.0f}",
        "bars": [
            {
                "left": round(100.0 * (i + 0.15) / count, 3),
                "width": round(70.0 / count, 3),
                "middle": round(100.0 * (i + 0.5) / count, 3),
                "height": 0.0 if math.isnan(value) or not top > 0.0 else round(86.0 * value / top, 2),
                "text": text,
                "label": label if (count - 1 - i) % every == 0 else "",
            }
            for i, (value, text, label) in enumerate(zip(chart.values, chart.texts, labels, strict=True))
        ],
    }
