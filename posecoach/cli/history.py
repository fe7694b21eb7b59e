"""`posecoach history`: shows, corrects and exports what was trained."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from posecoach.cli import amounts

if TYPE_CHECKING:
    from posecoach.errors import HistoryError
    from posecoach.history import History

history = typer.Typer(
    invoke_without_command=True,
    no_args_is_help=False,
    help="Show what was trained. Sessions come here from live training, and from analyze --save.",
)

Name = Annotated[str, typer.Option("--exercise", "-e", metavar="NAME", help="Of one exercise only.")]
DAY_HELP = "2026-03-12, yesterday, monday, or 2w for two weeks ago."

Since = Annotated[
    dt.date | None, typer.Option(parser=amounts.day, metavar="DAY", help=f"From this day on: {DAY_HELP}")
]
Until = Annotated[
    dt.date | None, typer.Option(parser=amounts.day, metavar="DAY", help=f"Up to this day: {DAY_HELP}")
]
Gap = Annotated[
    str, typer.Option(metavar="TIME", help="Sessions within this time of each other are one workout.")
]
Unit = Annotated[str, typer.Option(metavar="UNIT", help="kgs or lbs, of weights.")]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")]
Id = Annotated[int, typer.Argument(metavar="ID", help="As `posecoach history` numbers them.")]


def _none_of(exercise: str, book: "History") -> "HistoryError":
    """Return the error for an exercise without sets, which names those that have some."""
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
    gap: Gap = "60min",
) -> None:
    """Show what was trained, the latest last."""
    if context.invoked_subcommand:
        return
    from posecoach.cli import history_view, live_outputs
    from posecoach.history import History

    live_outputs.recover()
    book = History()
    sets = book.sets(exercise, since, until)
    if exercise and not sets:
        raise _none_of(exercise, book)
    kept = list(dict.fromkeys(each.session for each in sets))
    shown = set(kept[-last:] if last else kept)
    chosen = [each for each in sets if each.session in shown]
    history_view.table(chosen, len(kept) - len(shown), book.path, amounts.gap(gap))
    history_view.goals(book)


@history.command()
def show(
    number: Id,
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
    force: Force = False,
) -> None:
    """Show one exercise week by week, the latest first: repetitions, range, quality, personal bests."""
    from posecoach.cli import history_view
    from posecoach.cli.output_plan import check_page
    from posecoach.history import History
    from posecoach.history.weeks import weeks
    from posecoach.media import atomic_write
    from posecoach.reports.page import is_ours
    from posecoach.reports.progress import progress_page

    atomic_write.check(report, force=force, own=is_ours)
    check_page(report)
    book = History()
    sets = book.sets(name, since, until)
    if not sets:
        raise _none_of(name, book)
    today = dt.datetime.now().astimezone()
    goal = book.goals().get(name, 0.0)
    gathered = weeks(sets)
    charts = history_view.charts(gathered)
    facts = [history_view.summary(sets), *history_view.records(sets, gathered, goal, today.date())]
    if report:
        labels = [f"{week.monday.day} {week.monday:%b %y}" for week in gathered]
        made = f"{today.day} {today:%B %Y}"
        atomic_write.write(
            report, progress_page(history_view.title(name), facts, labels, charts, made, goal=goal)
        )
    if str(report) != "-":
        history_view.bars(history_view.title(name), facts, gathered, charts, goal)


@history.command()
def export(
    csv: Annotated[
        Path | None, typer.Option(metavar="FILE", help="One row a set; - is the standard output.")
    ] = None,
    reps: Annotated[Path | None, typer.Option(metavar="FILE", help="One row a repetition.")] = None,
    log: Annotated[
        list[str] | None,
        typer.Option(
            "--export",
            metavar="KIND[=FILE]",
            help="strong, hevy, liftlog, fitnotes: whole workouts for these logs. May be given several times.",
        ),
    ] = None,
    exercise: Name = "",
    since: Since = None,
    until: Until = None,
    gap: Gap = "60min",
    unit: Unit = "kgs",
    csv_style: Annotated[
        str, typer.Option(metavar="STYLE", help="excel-eu: semicolons and decimal commas.")
    ] = "",
    force: Force = False,
) -> None:
    """Write the history as CSV, or as training logs with whole days."""
    from posecoach.cli import history_csv
    from posecoach.cli.training_logs import logged, targets
    from posecoach.history import History
    from posecoach.media import atomic_write
    from posecoach.reports.exports import LOGS
    from posecoach.reports.workouts import workouts
    from posecoach.results import put

    if not (csv or reps or log):
        raise typer.BadParameter("say what to write: --csv FILE, --reps FILE or --export strong")
    settings = amounts.log_settings((), unit, gap, csv_style, ())
    logs = targets(log or ())
    for path in (csv, reps, *logs.values()):
        atomic_write.check(path, force=force)
    book = History()
    sets = book.sets(exercise, since, until)
    if csv:
        put(csv, history_csv.sets_csv(sets), csv_style)
    if reps:
        put(reps, history_csv.reps_csv(book, sets), csv_style)
    gathered = workouts(logged(sets), settings.gap_s)
    for kind, path in logs.items():
        put(path, LOGS[kind](gathered, settings.unit))


@history.command()
def edit(
    number: Id,
    set_number: Annotated[
        int, typer.Option("--set", metavar="N", min=0, help="The set, where a session has several.")
    ] = 0,
    reps: Annotated[int | None, typer.Option(metavar="N", min=0, help="Full repetitions.")] = None,
    seconds: Annotated[float | None, typer.Option(metavar="S", min=0, help="Seconds held.")] = None,
    exercise: Annotated[str | None, typer.Option("--exercise", "-e", metavar="NAME")] = None,
    variant: Annotated[str | None, typer.Option(metavar="NAME", help='"" for none.')] = None,
    weight: Annotated[str | None, typer.Option(metavar="N", help="Weight lifted: 12.5; 0 for none.")] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help='Your own words; "" for none.')] = None,
    unit: Unit = "kgs",
) -> None:
    """Correct a set: its count, exercise, variant, weight or note. What was counted stays on record."""
    from posecoach.cli import history_view
    from posecoach.exercises import load, names
    from posecoach.history import Correction, History

    if (reps, seconds, exercise, variant, weight, note) == (None,) * 6:
        raise typer.BadParameter(
            "say what to correct: --reps, --seconds, --exercise, --variant, --weight, --note"
        )
    if exercise is not None and exercise not in names():
        exercise = load(exercise).name
    lifted = amounts.weights([weight], amounts.unit_of(unit), ()).get("") if weight is not None else None
    book = History()
    correction = Correction(reps, seconds, exercise, variant, lifted, note)
    book.edit(number, correction, number=set_number, made=dt.datetime.now().astimezone())
    session = next(each for each in book.sessions() if each.id == number)
    history_view.session(session, book.sets(session=number), ())


@history.command()
def merge(
    numbers: Annotated[list[int], typer.Argument(metavar="ID ID...", help="Sessions.")],
) -> None:
    """Join sessions into one workout, however far apart they are."""
    from posecoach.history import History

    if len(set(numbers)) < 2:  # noqa: PLR2004 - one alone joins nothing
        raise typer.BadParameter("name two sessions or more")
    History().merge(*dict.fromkeys(numbers))
    typer.echo(f"sessions {', '.join(str(number) for number in dict.fromkeys(numbers))} are one workout")


@history.command()
def goal(
    name: Annotated[
        str, typer.Argument(metavar="EXERCISE", help="As `posecoach exercises` names them.")
    ] = "",
    amount: Annotated[
        str, typer.Argument(metavar="N/week", help="100/week, 300s/week for a hold, 0 for none.")
    ] = "",
) -> None:
    """Set a weekly goal; without arguments, show the goals."""
    from posecoach.cli import history_view
    from posecoach.exercises import load
    from posecoach.history import History

    book = History()
    if not name:
        history_view.goals(book, say_none=True)
        return
    if not amount:
        raise typer.BadParameter("say how many: posecoach history goal push_up 100/week")
    known = name if name in {each.exercise for each in book.sets()} else load(name).name
    weekly = amounts.weekly_goal(amount)
    book.set_goal(known, weekly)
    history_view.goals(book, say_none=True)


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
    """Print the path of the history."""
    from posecoach.history import default_path

    typer.echo(default_path())
