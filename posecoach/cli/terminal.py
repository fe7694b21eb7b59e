"""Live training without a window: a status line in the terminal, and its keys."""

import contextlib
import os
import re
import select
import sys
from types import TracebackType
from typing import Any, Self

from rich.console import Console
from rich.text import Text

from posecoach.cli.console import escape_control_chars
from posecoach.core.session.status import Update
from posecoach.overlay.hud import clock
from posecoach.overlay.live_view import Show
from posecoach.types import Frame
from posecoach.words import Words, load

WINDOW_S = ("f",)
"""Keys that only a window has."""

MAX_KEY_BYTES = 64
"""Bytes of keys read at a time."""

ESCAPES = re.compile(r"\x1b(?:[\[O][0-9;]*[A-Za-z~])?")
"""Sequences that arrow and function keys send."""

BAR_LETTERS = 20
"""Letters of the bar that shows the progress of a repetition."""


class Terminal:
    """Shows what happens in one line, which is written anew where the output is a terminal, and else by change.

    It takes the window's keys where the input is a terminal too.
    """

    closed = False

    def __init__(self, console: Console | None = None, words: Words | None = None) -> None:
        self._words = words or load()
        self._console = console or Console(stderr=True)
        self._last = self._pressed = ""
        self._restore: Any = None

    def __enter__(self) -> Self:
        # Keys are to arrive one by one, which only the systems of the Unix kind know how to ask for.
        with contextlib.suppress(ImportError, OSError, ValueError):
            import termios
            import tty

            handle = sys.stdin.fileno()
            if sys.stdin.isatty():
                self._restore = (handle, termios.tcgetattr(handle))
                tty.setcbreak(handle)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._restore is not None:
            import termios

            termios.tcsetattr(self._restore[0], termios.TCSADRAIN, self._restore[1])
        if self._console.is_terminal:
            self._console.print()

    def show(self, frame: Frame, update: Update, show: Show) -> None:
        """Write the status line."""
        del frame
        words = escape_control_chars(line(update, show))
        if words == self._last:
            return
        if self._console.is_terminal:
            self._last = words
            text = Text(words)
            text.truncate(max(10, self._console.width - 1))
            self._console.file.write(f"\r\x1b[2K{text.plain}")
            self._console.file.flush()
        elif steady(words) != steady(self._last):
            self._last = words
            self._console.print(steady(words), highlight=False, markup=False, soft_wrap=True)

    def tell_keys(self) -> None:
        """Print the keys and the arm signs above the line."""
        if self._console.is_terminal:
            self._console.file.write("\r\x1b[2K")
        keys = (each for each in self._words.listed("key") if each[0] not in WINDOW_S)
        for key, says in (*keys, *self._words.listed("gesture")):
            self._console.print(f"{key:>10}  {says}", highlight=False, markup=False)
        self._last = ""

    def key(self) -> str:
        """Return the key that was pressed; empty where none was."""
        if self._restore is None:
            return ""
        handle = self._restore[0]
        # All that is there: what Python's own buffer kept back, no `select` would ever tell of. Keys that are
        # no letters, such as arrows, come as sequences of several, and are none here.
        if select.select([handle], [], [], 0.0)[0]:
            self._pressed += ESCAPES.sub("", os.read(handle, MAX_KEY_BYTES).decode(errors="ignore"))
        key, self._pressed = self._pressed[:1], self._pressed[1:]
        return key


def line(update: Update, show: Show) -> str:
    """Return one moment as a line."""
    status = update.status
    # Without a camera there are no updates, and time goes on.
    parts = [clock(max(update.t, show.elapsed)), show.notice]
    words = show.words
    title = show.title or (
        words.title(status.exercise.name, status.exercise.title) if status.exercise else ""
    )
    if show.summary:
        parts += [f"{words('screen.done').lower()} · {show.summary.total}", show.summary.week]
    elif show.rest and not show.rest.corner:
        state = words("screen.paused" if show.rest.paused else "screen.rest")
        coming = f"{words('screen.next').lower()}: {show.rest.next_up}, {show.rest.detail}"
        parts.append(f"{state} {show.rest.left:.0f} s · {coming}")
    elif show.setup:
        parts.append(show.setup.advice)
    elif not show.notice:
        number = show.set_number or status.set_number
        which = words("screen.set_of" if show.sets else "screen.set", number=number, sets=show.sets)
        timed = status.exercise is not None and status.exercise.kind == "hold"
        count = f"{status.held:.0f} s" if timed else str(status.reps)
        goal = f" {words('screen.of', goal=f'{show.goal:.0f}')}" if show.goal else ""
        parts += [title, which if number else "", f"{count}{goal}"]
        parts.append(words("screen.partial", number=status.partial) if status.partial else "")
        filled = round(BAR_LETTERS * min(max(status.progress, 0.0), 1.0)) if status.progress > 0.0 else 0
        parts.append("█" * filled + "░" * (BAR_LETTERS - filled))
        parts.append(show.cue.words if show.cue else "")
    return "  ".join(part for part in parts if part)


def steady(words: str) -> str:
    """Return a line without its clock and its bar, which change all the time."""
    return words.partition("  ")[2].replace("█", "").replace("░", "").strip()
