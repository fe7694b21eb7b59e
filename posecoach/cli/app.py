"""The command line: the only part that prints and exits."""

import contextlib
import sys
from typing import Annotated

import typer

from posecoach.cli.analyze import analyze
from posecoach.cli.cameras import cameras
from posecoach.cli.config import ConfiguredCommand, config
from posecoach.cli.doctor import doctor
from posecoach.cli.exercises import check, exercises
from posecoach.cli.history import history
from posecoach.cli.live import live
from posecoach.cli.routines import routines
from posecoach.errors import PosecoachError

EXAMPLES = """[bold]Examples[/]

posecoach analyze set.mp4 --reps reps.csv

posecoach analyze clips/ --csv sets.csv --report report.html

posecoach live --exercise push_up --reps 10 --sets 3 --rest 45

posecoach exercises push_up"""
"""Blank lines between them: Typer joins what stands in one paragraph."""

app = typer.Typer(
    name="posecoach",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Counts repetitions and checks form, from a video or a camera, on this machine alone.",
    epilog=EXAMPLES,
)


def _print_version(asked: bool) -> None:  # noqa: FBT001 - Typer calls it so
    if asked:
        import posecoach

        typer.echo(f"posecoach {posecoach.__version__}")
        raise typer.Exit


@app.callback()
def before(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version."),
    ] = False,
    no_config: Annotated[bool, typer.Option("--no-config", help="Leave posecoach.toml out.")] = False,
) -> None:
    """Options that stand before a command."""
    del version, no_config  # the one has been printed, commands look at the other


app.command(cls=ConfiguredCommand)(analyze)
app.command(cls=ConfiguredCommand)(live)
app.command()(exercises)
app.command()(routines)
app.command()(cameras)
app.command()(check)
app.command()(config)
app.command()(doctor)
app.add_typer(history, name="history")


def main() -> None:
    """Run a command; an error that the user can fix is one line on stderr and exit code 1."""
    try:
        app()
    except PosecoachError as error:
        from posecoach.cli.console import escape_control_chars

        sys.stderr.write(f"posecoach: {escape_control_chars(str(error))}\n")
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
