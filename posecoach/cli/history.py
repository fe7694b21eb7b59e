"""`posecoach history`: what was trained, when, and how it came along."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from posecoach.errors import HistoryError
    from posecoach.history import History

history = typer.Typer(
    invoke_without_command=True,
    no_args_is_help=False,
    help="Show what was trained. Sessions come here from live training, and from analyze --save.",
)

Name = Annotated[str, typer.Option("--exercise", "-e", metavar="NAME", help="Of one exercise only.")]
Since = Annotated[
    dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="From this day on.")
]
Until = Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="To this day.")]


def _day(moment: dt.datetime | None) -> dt.date | None:
    return moment.date() if moment else None


def _none_of(exercise: str, book: "History") -> "HistoryError":
    """Why nothing of an exercise is to be shown, and what there is."""
    from posecoach.errors import HistoryError

    done = sorted({each.exercise for each in book.sets()})
    if exercise in done:
        return HistoryError(f"there is no {exercise} in the history in these days")
    known = f"; there is: {', '.join(done)}" if done else ", nor of anything else yet"
    return HistoryError(f"there is no {exercise} in the history{known}")


@history.callback()
def table(
    context: typer.Context,
    exercise: Name = "",
    since: Since = None,
    until: Until = None,
    last: Annotated[int, typer.Option(metavar="N", min=0, help="So many sessions at most; 0: all.")] = 20,
) -> None:
    """Show what was trained, the latest last."""
    if context.invoked_subcommand:
        return
    from posecoach.cli import history_view, live_outputs
    from posecoach.history import History

    live_outputs.recover()
    book = History()
    sets = book.sets(exercise, _day(since), _day(until))
    if exercise and not sets:
        raise _none_of(exercise, book)
    kept = list(dict.fromkeys(each.session for each in sets))
    shown = set(kept[-last:] if last else kept)
    history_view.table([each for each in sets if each.session in shown], len(kept) - len(shown), book.path)


@history.command()
def show(
    number: Annotated[int, typer.Argument(metavar="ID", help="As `posecoach history` numbers them.")],
) -> None:
    """Show one session, repetition by repetition."""
    from posecoach.cli import history_view
    from posecoach.history import History

    book = History()
    repetitions = book.repetitions(number)
    session = next(each for each in book.sessions() if each.id == number)
    history_view.session(session, book.sets(session=number), repetitions)


@history.command()
def plot(
    name: Annotated[str, typer.Argument(metavar="EXERCISE", help="As `posecoach exercises` names them.")],
    since: Since = None,
    until: Until = None,
    report: Annotated[Path | None, typer.Option(metavar="FILE", help="The same as a page (.html).")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
) -> None:
    """Show one exercise week by week: repetitions, range, quality."""
    from posecoach.cli import history_view
    from posecoach.history import History
    from posecoach.history.weeks import weeks
    from posecoach.media import atomic_write
    from posecoach.reports.page import is_ours
    from posecoach.reports.progress import progress_page

    atomic_write.check(report, force=force, own=is_ours)
    sets = History().sets(name, _day(since), _day(until))
    if not sets:
        raise _none_of(name, History())
    gathered = weeks(sets)
    charts = history_view.charts(gathered)
    summary = history_view.summary(sets)
    if report:
        labels = [f"{week.monday.day} {week.monday:%b %y}" for week in gathered]
        today = dt.datetime.now().astimezone()
        made = f"{today.day} {today:%B %Y}"
        atomic_write.write(report, progress_page(history_view.title(name), summary, labels, charts, made))
    if str(report) != "-":
        history_view.bars(history_view.title(name), summary, gathered, charts)


@history.command()
def export(
    csv: Annotated[Path, typer.Option(metavar="FILE", help="One row a set; - is the standard output.")],
    exercise: Name = "",
    since: Since = None,
    until: Until = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
) -> None:
    """Write the history down as CSV."""
    from posecoach.cli import history_view
    from posecoach.history import History
    from posecoach.media import atomic_write

    atomic_write.check(csv, force=force)
    atomic_write.write(csv, history_view.csv(History().sets(exercise, _day(since), _day(until))))


@history.command()
def delete(
    numbers: Annotated[list[int] | None, typer.Argument(metavar="[ID...]", help="Sessions.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every session.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Erase sessions, for good."""
    from posecoach.history import History

    if bool(numbers) == everything:
        raise typer.BadParameter("say which sessions, or --all")
    book = History()
    what = (
        "the whole history" if everything else f"session {', '.join(str(number) for number in numbers or ())}"
    )
    if not yes:
        typer.confirm(f"Erase {what}, for good?", abort=True)
    if everything:
        count = book.delete_all()
        typer.echo(f"erased {count} {'session' if count == 1 else 'sessions'}")
        return
    book.delete(*(numbers or ()))
    for number in dict.fromkeys(numbers or ()):
        typer.echo(f"erased session {number}")


@history.command()
def where() -> None:
    """Say where the history lies."""
    from posecoach.history import default_path

    typer.echo(default_path())
