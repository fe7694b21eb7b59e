"""`posecoach cameras`: lists the cameras for `live --source`."""

import typer


def cameras() -> None:
    """List the cameras of this machine."""
    from posecoach.capture.devices import devices
    from posecoach.cli.console import err, out

    found = devices()
    for each in found:
        out.print(f"{each.index}  {each.name}", highlight=False, markup=False)
    if not found:
        said = "No camera found. Use a phone's: live --source http://..., or a video: live --source FILE"
        err.print(said, highlight=False, soft_wrap=True)
        raise typer.Exit(1)
