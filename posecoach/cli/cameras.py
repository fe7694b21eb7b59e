"""`posecoach cameras`: what `live --source` can name."""

import typer


def cameras() -> None:
    """List the cameras of this machine."""
    from posecoach.capture.devices import devices
    from posecoach.cli.console import err, out

    found = devices()
    for each in found:
        out.print(f"{each.index}  {each.name}", highlight=False, markup=False)
    if not found:
        err.print(
            "no camera here; a phone's will do: live --source http://..., or a film: live --source FILE"
        )
        raise typer.Exit(1)
