"""The progress bar of a batch, and the time that is left."""

import contextlib
import math
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, Task, TextColumn
from rich.text import Text

from posecoach.cli import console

DRAWING, DRAWING_A_MEGAPIXEL = 0.2, 0.4
"""Time to draw a film, as a share of the time to scan it: this much, and so much more for each million of pixels.

Measured on two cores: 0.3 at 640x480; at 1080p 0.7, and 1.6 while others keep the cores busy.
"""

NO_FILMS: Mapping[Path, int] = {}
"""Films of a batch that draws none."""

OF_KNOWN_S = 0.5
"""Seconds of scanning that count for a clip whose landmarks are known, or whose length is not."""

SURE_S = 1.0
"""Seconds of work from which its pace tells how long the rest takes."""


class TimeLeft:
    """Tells from its pace how long some work still takes; the pace counts from when it first moves."""

    def __init__(self) -> None:
        self._begun: tuple[float, float] | None = None
        self._end = math.nan

    def reached(self, now: float, share: float) -> None:
        """Take the share of the work that is done, 0 to 1, at a moment in seconds."""
        if self._begun is None and share > 0.0:
            self._begun = now, share
        if self._begun is None:
            return
        since, before = now - self._begun[0], share - self._begun[1]
        if since >= SURE_S and before > 0.0:
            self._end = now + since * (1.0 - share) / before

    def at(self, now: float) -> float:
        """Return the seconds left at a moment; NaN while that is not known."""
        return self._end if math.isnan(self._end) else max(self._end - now, 0.0)


class Bar:
    """Progress of a batch: clips done, and how far those under way have come.

    Args:
        shown: shows it; None shows nothing.
        clips: those to scan.
        films: the pixels of the pictures of those that are drawn as well; 0 where that is not known.
    """

    def __init__(
        self, shown: Progress | None, clips: Sequence[Path], films: Mapping[Path, int] = NO_FILMS
    ) -> None:
        self._shown = shown
        self._lengths: Mapping[Path, float] = {}
        self._scanned = dict.fromkeys(clips, 0.0)
        self._drawn = {clip: 0.0 for clip in clips if clip in films}
        self._drawing = {clip: DRAWING + DRAWING_A_MEGAPIXEL * films[clip] / 1e6 for clip in self._drawn}
        self._left, self._left_of_drawing = TimeLeft(), TimeLeft()
        name = console.escape_control_chars(clips[0].name) if len(clips) == 1 else "clips"
        done = f"0/{len(clips)}"
        self._task = shown.add_task(name, total=1.0, clips=done, left=self._left) if shown else None

    def lengths(self, seconds: Mapping[Path, float]) -> None:
        """Take how many seconds of each clip are to be scanned: a long clip moves the bar more than a short one."""
        self._lengths = seconds

    def scanned(self, path: Path, share: float) -> None:
        """Show how far the scan of a clip has come, 0 to 1."""
        self._scanned[path] = share
        self._show()

    def drawn(self, path: Path, share: float) -> None:
        """Show how far the drawing of a clip has come, 0 to 1; passed over where none is drawn."""
        if path in self._drawn:
            self._drawn[path] = share
            self._show()

    def _show(self) -> None:
        if self._shown is None or self._task is None:
            return
        done = sum(min(share, self._drawn.get(path, share)) >= 1.0 for path, share in self._scanned.items())
        share = self._work(self._scanned, self._drawn) / self._work(
            dict.fromkeys(self._scanned, 1.0), dict.fromkeys(self._drawn, 1.0)
        )
        now = time.monotonic()
        if len(self._scanned) > 1 or not self._is_scanned():
            self._left.reached(now, share)
            left = self._left
        else:
            # The drawing of the one clip comes after its scan, at a pace of its own.
            left = self._left_of_drawing
            left.reached(now, sum(self._drawn.values()))
        known = left if not math.isnan(left.at(now)) else self._left
        self._shown.update(self._task, completed=share, clips=f"{done}/{len(self._scanned)}", left=known)

    def _is_scanned(self) -> bool:
        return all(share >= 1.0 for share in self._scanned.values())

    def _work(self, scanned: Mapping[Path, float], drawn: Mapping[Path, float]) -> float:
        """Return the work behind shares of clips that are scanned and drawn, in seconds of film that are scanned."""
        scanning = sum(share * self._length(path) for path, share in scanned.items())
        return scanning + sum(
            self._drawing[path] * share * self._length(path) for path, share in drawn.items()
        )

    def _length(self, path: Path) -> float:
        return max(self._lengths.get(path, 0.0), OF_KNOWN_S)


class _TimeLeftColumn(ProgressColumn):
    """The time that is left, in minutes and seconds."""

    def render(self, task: Task) -> Text:
        left = task.fields["left"].at(time.monotonic())
        return Text("" if math.isnan(left) else console.clock(left), style="progress.remaining")


@contextlib.contextmanager
def progress(clips: Sequence[Path], films: Collection[Path] = (), *, quiet: bool) -> Iterator[Bar]:
    """Show a progress bar on stderr until the block ends; `films` are the clips that are drawn as well."""
    if quiet or not console.err.is_terminal:
        yield Bar(None, clips)
        return
    from posecoach.media.video import pixels_of

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[clips]}"),
        _TimeLeftColumn(),
    )
    with Progress(
        *columns, console=console.err, transient=True, redirect_stdout=False, redirect_stderr=False
    ) as shown:
        yield Bar(shown, clips, {clip: pixels_of(clip) for clip in films})
