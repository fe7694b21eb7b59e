"""`posecoach config`: shows the defaults of options; and commands that have such defaults."""

import inspect
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

import typer
from typer.core import TyperCommand

from posecoach.analysis import AUTO

if TYPE_CHECKING:
    from posecoach.config import Kind, Setting

PER_RUN = frozenset(
    [
        "help",
        "force",
        "from",
        "to",
        "variant",
        "routine",
        "reps",
        "seconds",
        "sets",
        "embed",
        "out",
        "csv",
        "json",
        "xlsx",
        "report",
        "video",
        "landmarks",
        "export",
        "fast",
        "fullscreen",
    ]
)
"""Options that belong to one run: what is done in it, where its results go, what they may replace."""

GIVES_WAY = {"routine": ("exercise", "rest")}
"""Options that are left out where another one stands on the command line, which says what they would."""


class ConfiguredCommand(TyperCommand):
    """A command whose options may have defaults in `posecoach.toml`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - Typer brings its own Click
        """Parse the command line, with these defaults."""
        if not ctx.resilient_parsing and not ctx.parent.params.get("no_config"):
            given, _, _ = self.make_parser(ctx).parse_args(args=list(args))
            if not given.get("help"):
                ctx.default_map = self._defaults(ctx, given)
        return super().parse_args(ctx, args)

    def _defaults(self, ctx: Any, given: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - as above
        from posecoach.config import file_beside

        clips = given.get("paths") or ()
        found = in_force(ctx.parent.command, ctx.info_name, file_beside(clips))
        for option in given:
            for other in GIVES_WAY.get(option, ()):
                found.pop(other, None)
        values = {name: setting.value for name, setting in found.items()}
        if "weight" in values:
            exercise = str(given.get("exercise", values.get("exercise", AUTO)))
            values["weight"] = _lifted(values["weight"], exercise)
        return {_named(self)[name].name: value for name, value in values.items()}


def _lifted(weights: Any, exercise: str) -> list[str]:  # noqa: ANN401 - as above
    """Return the default weights that can be lifted where one exercise is named: those of others do not matter."""
    parted = [(each, *each.partition("=")[:2]) for each in weights]
    return [
        each for each, name, equals in parted if not equals or exercise == AUTO or name in Path(exercise).stem
    ]


def in_force(group: Any, command: str, beside: Path | None) -> "dict[str, Setting]":  # noqa: ANN401 - as above
    """Return the defaults of a command of the program, by option."""
    from posecoach.config import settings

    kinds = {
        name: {option: _kind(each.callback, param.name) for option, param in _named(each).items()}
        for name, each in group.commands.items()
        if isinstance(each, ConfiguredCommand)
    }
    return settings(command, kinds, beside)


def _named(command: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    """Return the parameters that may have defaults, by the option's name as it stands in a file."""
    found = {}
    for param in command.params:
        if param.param_type_name == "option":
            name = max(param.opts, key=len).lstrip("-").replace("-", "_")
            if name not in PER_RUN and not param.hidden:
                found[name] = param
    return found


def _kind(callback: Any, name: str) -> "Kind":  # noqa: ANN401 - as above
    """Return the kind of value that a parameter of a command takes, by its annotation."""
    from posecoach.config import Kind

    taken = get_args(inspect.signature(callback).parameters[name].annotation)[0]
    types = get_args(taken) if isinstance(taken, UnionType) else (taken,)
    if bool in types:
        return Kind.FLAG
    if any(get_origin(each) is list for each in types):
        return Kind.LIST
    return Kind.NUMBER if int in types or float in types else Kind.TEXT


def config(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="[PATH]", help="Clips, beside which a posecoach.toml may lie.")
    ] = None,
    *,
    path: Annotated[bool, typer.Option("--path", help="Print where your own file is, or would be.")] = False,
) -> None:
    """Show the defaults of the options, and where each comes from.

    They stand in posecoach.toml, in your configuration folder or beside the clips.
    """
    from posecoach.cli import console
    from posecoach.config import file_beside, user_file
    from posecoach.media.clips import display_path

    if path:
        typer.echo(display_path(user_file()))
        return
    group: Any = context.parent.command if context.parent else None
    beside = file_beside([folder]) if folder else None
    table = console.list_table()
    for name in ("command", "option", "value", "from"):
        table.add_column(name)
    for command, each in group.commands.items():
        if isinstance(each, ConfiguredCommand):
            found = in_force(group, command, beside)
            for option, param in _named(each).items():
                setting = found.get(option)
                value = setting.value if setting else param.default
                source = display_path(setting.file) if setting else ""
                table.add_row(command, option, console.words(_shown(value)), console.words(source))
    console.print_table(table)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return " ".join(str(each) for each in value)
    return "" if value is None else str(value)
