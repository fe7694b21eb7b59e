"""The command line: opens, runs, writes, says. It alone prints and exits."""

import contextlib
import sys

import typer

from posecoach.commands.analyze import analyze
from posecoach.commands.cameras import cameras
from posecoach.commands.doctor import doctor
from posecoach.commands.exercises import check, exercises
from posecoach.commands.history import history
from posecoach.commands.live import live
from posecoach.commands.routines import routines
from posecoach.errors import PosecoachError

app = typer.Typer(
    name="posecoach",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Counts repetitions and checks form, from a video or a camera, on this machine alone.",
)
app.command()(analyze)
app.command()(live)
app.command()(exercises)
app.command()(routines)
app.command()(cameras)
app.command()(check)
app.command()(doctor)
app.add_typer(history, name="history")


def main() -> None:
    """Run a command; what a user can put right is one line on stderr and exit code 1."""
    try:
        app()
    except PosecoachError as error:
        from posecoach.commands.screen import visible

        sys.stderr.write(f"posecoach: {visible(str(error))}\n")
        sys.exit(1)
    except BrokenPipeError:
        # Whoever read our output has gone: nothing is left to say, and nobody to say it to.
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:
        # The disk is full that the standard output goes to, say.
        sys.stderr.write(f"posecoach: {error}\n")
        with contextlib.suppress(OSError):
            sys.stdout.close()
        sys.exit(1)
