"""Options that several commands have, and what their values mean."""

import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from posecoach.analysis import AUTO

if TYPE_CHECKING:
    from posecoach.media.options import ReadOptions

ModelOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Another pose landmarker bundle (.task).")
]


def csv_option(panel: str) -> Any:  # noqa: ANN401 - as typer.Option
    """Return the option of the table of sets, under a heading of the command's help."""
    return typer.Option(
        metavar="FILE", help="One row a set; - is the standard output.", rich_help_panel=panel
    )


def json_option(panel: str) -> Any:  # noqa: ANN401
    """Return the option of the JSON file."""
    return typer.Option(metavar="FILE", help="Everything, as JSON.", rich_help_panel=panel)


def weight_option(panel: str) -> Any:  # noqa: ANN401
    """Return the option of the weights lifted."""
    return typer.Option(
        metavar="[NAME=]N",
        help="Weight lifted: 12.5, or dumbbell_row=12.5. May be given several times.",
        rich_help_panel=panel,
    )


def unit_option(panel: str) -> Any:  # noqa: ANN401
    """Return the option of the unit of weights."""
    return typer.Option(metavar="UNIT", help="kgs or lbs, of weights.", rich_help_panel=panel)


def place(text: str) -> Path:
    """Return a path argument. An empty one is an error, most often of an empty shell variable."""
    if not text:
        raise typer.BadParameter("is empty; the current folder is called .")
    if re.match(r"[a-z][a-z0-9+.-]+://", text, re.IGNORECASE):
        raise typer.BadParameter(f"{text} is an address: download the video, and name the file")
    return Path(text)


def reading_options(
    *,
    start: str = "",
    end: str = "",
    speed: float | None = None,
    rotate: str = AUTO,
    mirror: bool = False,
    track: int | None = None,
    person: str = "",
) -> "ReadOptions":
    """Return how videos are read, from what the command line says."""
    from posecoach.media.options import ReadOptions, seconds

    if rotate != AUTO and rotate not in ("0", "90", "180", "270"):
        raise typer.BadParameter(f"--rotate {rotate}: it is auto, 0, 90, 180 or 270")
    try:
        begin, finish = seconds(start) if start else 0.0, seconds(end) if end else math.inf
        degrees = None if rotate == AUTO else int(rotate)
        return ReadOptions(begin, finish, speed, degrees, mirror, track, person)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
