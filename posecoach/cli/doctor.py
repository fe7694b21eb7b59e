"""`posecoach doctor`: prints what is missing on this machine."""

import typer


def doctor() -> None:
    """Say what is missing on this machine, and how to get it."""
    from rich.table import Table

    from posecoach.cli.console import out, words
    from posecoach.doctor import checks

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    found = checks()
    for each in found:
        mark = "[green]ok[/]" if each.ok else "[red]missing[/]" if each.needed else "[yellow]not here[/]"
        remedy = words(f"\n{each.remedy}" if each.remedy else "", "bold")
        table.add_row(mark, words(each.name), words(each.detail) + remedy)
    out.print(table)
    lacking = [each for each in found if not each.ok]
    if any(each.needed for each in lacking):
        out.print("\nInstall what is missing, from the top, and run posecoach doctor again.")
        raise typer.Exit(1)
    if lacking:
        out.print("\nVideos can be counted. Live coaching needs what is not here.")
    else:
        out.print("\nEverything is there.")
