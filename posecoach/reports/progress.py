"""Progress over weeks as one HTML file that stands on its own."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from posecoach.reports.page import render

MAX_LABELS = 6
"""Labels for which there is room, on a phone."""


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
    title: str, summary: str, labels: Sequence[str], charts: Sequence[Chart], made: str = ""
) -> str:
    """The page on one exercise.

    Args:
        title: the exercise's.
        summary: what it comes to, in a sentence.
        labels: the weeks, oldest first, as day, month and year; as many as every chart has values.
        charts: in the order they shall have.
        made: when the page was made, in words.
    """
    drawn = [_drawn(chart, labels) for chart in charts]
    return render("progress.html", title=title, summary=summary, charts=drawn, labels=list(labels), made=made)


def _drawn(chart: Chart, labels: Sequence[str]) -> dict[str, Any]:
    top = max((value for value in chart.values if not math.isnan(value)), default=0.0)
    count = len(labels)
    every = math.ceil(count / MAX_LABELS)
    return {
        "title": chart.title,
        "texts": chart.texts,
        "bars": [
            {
                "left": round(100.0 * (i + 0.15) / count, 3),
                "width": round(70.0 / count, 3),
                "middle": round(100.0 * (i + 0.5) / count, 3),
                "height": 0.0 if math.isnan(value) or not top > 0.0 else round(86.0 * value / top, 2),
                "text": text,
                "label": label.rpartition(" ")[0] if (count - 1 - i) % every == 0 else "",
            }
            for i, (value, text, label) in enumerate(zip(chart.values, chart.texts, labels, strict=True))
        ],
    }
