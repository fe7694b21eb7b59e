"""The documentation's pages, taken apart: their commands, code blocks, tables and headings."""

import re
from pathlib import Path

import typer.main

from posecoach.cli.app import app

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
EXAMPLES = DOCS / "examples"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *sorted(DOCS.glob("*.md"))]
COMMANDS = typer.main.get_command(app)


def text(path):
    return path.read_text(encoding="utf-8")


def blocks(path, language):
    return re.findall(rf"^```{language}\n(.*?)^```", text(path), re.DOTALL | re.MULTILINE)


def section(page, heading):
    """A page from this heading to the next one of the same level."""
    level = heading.split(" ", 1)[0]
    after = text(DOCS / page).split(f"\n{heading}", 1)[1]
    return re.split(rf"^{level} ", after, maxsplit=1, flags=re.MULTILINE)[0]


def first_cells(markdown):
    """Every `name` that stands in the first cell of a table's row, in order."""
    rows = re.findall(r"^\|([^|]*)\|", markdown, re.MULTILINE)
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row)]


def shell_lines(page):
    for block in blocks(page, "sh"):
        yield from (line for line in block.splitlines() if line.strip() and not line.startswith("#"))


LINES = sorted({line for page in PAGES for line in shell_lines(page)})
OURS = [line for line in LINES if line.startswith("posecoach ")]


def parsed(args):
    """Parse a command line to its end without running it; a wrong option raises."""
    context = COMMANDS.make_context("posecoach", list(args), resilient_parsing=False)
    name, command, rest = COMMANDS.resolve_command(context, [*context._protected_args, *context.args])
    return command.make_context(name, rest, parent=context)
