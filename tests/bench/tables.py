"""Tables on the standard output, as text or as Markdown."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Printer:
    """Prints tables and lists under a title; nothing where there is nothing in them."""

    markdown: bool = False

    def table(self, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Print rows of texts."""
        if rows:
            self._title(title)
            sys.stdout.write(text(heads, rows, markdown=self.markdown))

    def lines(self, title: str, lines: Iterable[str]) -> None:
        """Print lines as they are."""
        self._title(title)
        fence = "```\n" if self.markdown else ""
        sys.stdout.write(fence + "".join(f"{line}\n" for line in lines) + fence)

    def _title(self, title: str) -> None:
        sys.stdout.write(f"\n### {title}\n\n" if self.markdown else f"\n{title}\n")


def text(heads: Sequence[str], rows: Sequence[Sequence[str]], *, markdown: bool = False) -> str:
    """A table whose columns stand below each other; numbers to the right."""
    widths = [max(len(cell) for cell in column) for column in zip(heads, *rows, strict=True)]
    right = [all(cell[:1] in "-+.0123456789" for cell in column) for column in zip(*rows, strict=True)]
    between, edge = (" | ", "|") if markdown else ("  ", "")
    lines = [
        between.join(c.rjust(w) if r else c.ljust(w) for c, w, r in zip(row, widths, right, strict=True))
        for row in (heads, *rows)
    ]
    if markdown:
        lines = [f"| {line} |" for line in lines]
        rule = "|".join("-" * (w + 1) + (":" if r else "-") for w, r in zip(widths, right, strict=True))
        lines.insert(1, f"{edge}{rule}{edge}")
    return "".join(f"{line.rstrip()}\n" for line in lines)
