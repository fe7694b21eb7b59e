"""`posecoach doctor`: prints what is missing on this machine."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from posecoach.doctor import Requirement


def doctor(
    camera: Annotated[
        bool,
        typer.Option(
            "--camera", help="Look through a camera for some seconds: its rate, the light, and you."
        ),
    ] = False,
    source: Annotated[
        str, typer.Option(metavar="SOURCE", help="Which camera: its number, name or address.")
    ] = "0",
) -> None:
    """Say what is missing on this machine, and how to get it."""
    from posecoach.cli.console import out
    from posecoach.doctor import checks

    if camera:
        _look_through(source)
        return
    found = checks()
    _show(found)
    lacking = [each for each in found if not each.ok]
    if any(each.needed for each in lacking):
        out.print("\nInstall what is missing, from the top, and run posecoach doctor again.")
        raise typer.Exit(1)
    if lacking:
        out.print("\nVideos can be counted. Live coaching needs what is not here.")
    else:
        out.print("\nEverything is there.")


def _look_through(source: str) -> None:
    """Look through a camera, and say what is seen."""
    from posecoach.camera_check import look_through
    from posecoach.cli.console import out
    from posecoach.tracking.mediapipe import MediaPipeTracker

    with MediaPipeTracker() as tracker:
        found = look_through(source, tracker)
    _show(found)
    if not all(each.ok for each in found):
        raise typer.Exit(1)
    out.print("\nYou are seen: posecoach live can begin.")


def _show(found: "Sequence[Requirement]") -> None:
    """Print the results of checks, with the way out of each that fails."""
    from rich.table import Table

    from posecoach.cli.console import print_table, words

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for each in found:
        mark = "[green]ok[/]" if each.ok else "[red]missing[/]" if each.needed else "[yellow]not here[/]"
        remedy = words(f"\n{each.remedy}" if each.remedy else "", "bold")
        table.add_row(mark, words(each.name), words(each.detail) + remedy)
    print_table(table)
