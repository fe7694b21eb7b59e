"""Notices what a video lacks while it is read, and reports it to the user."""

import math

from av.video.frame import VideoFrame

DAMAGED = "the file is damaged; what could be decoded was used"

TIMELESS = "the times in the file do not rise; its frames were taken as evenly spaced"

RUNS_BACK = "the times in the file run back; a piece of it may be there twice"

MAX_BACK_S = 1.0
"""s by which a time may lie before the one ahead of it: more is no single wrong one."""

MIN_READ_SHARE = 0.9
"""Share of the length that a file claims for picture and sound together, below which it is said to be cut off."""

MAX_SOUND_TAIL_S = 1.0
"""s, beside that share, by which sound may go on after the picture."""

MIN_FRAME_SHARE = 0.9
"""Share of the frames that a file claims to have, below which it is said to be cut off.

An edit list hides some at the beginning, which are claimed all the same: of 70 in one clip of the web, 8.
"""

MAX_HOLE_S = 0.5
"""s without a picture that are let pass. In 374 clips of cameras and of the web the longest is 0.16 s."""

HOLE_PERIODS = 5.0
"""Frames that may be missing at one place, where they come slowly."""

HOLES_TOLD = 3
"""Places at which the picture is missing, that are told each."""


class DamageMonitor:
    """Watches the frames of a video go by, and writes down what is missing.

    Args:
        warnings: written into, at once: who has seen enough of a video does not come to its end.
        period: s from one frame to the next.
        start: s from which frames are wanted: what is broken before is for whoever looks there.
        lenient: whether the file may begin in the midst of a picture, as pieces of broadcasts do.
    """

    def __init__(
        self, warnings: list[str], period: float, start: float = 0.0, *, lenient: bool = False
    ) -> None:
        self._warnings, self._period, self._start, self._lenient = warnings, period, start, lenient
        self._max_gap = max(MAX_HOLE_S, HOLE_PERIODS * period)
        self._last = self._stamp = math.nan
        self._holes = self._frames = self._whole = 0

    def broken(self) -> None:
        """Something could not be decoded."""
        if DAMAGED not in self._warnings:
            self._warnings.append(DAMAGED)

    def packet(self, *, corrupt: bool) -> None:
        """Take a packet."""
        if corrupt and self._whole:
            self.broken()

    def frame(self, t: float, frame: VideoFrame) -> None:
        """Take a frame and its moment, s."""
        if t < self._start:
            return
        corrupt = bool(frame.is_corrupt)
        if corrupt and (self._whole or not self._lenient):
            self.broken()
        if t - self._last > self._max_gap:
            self._holes += 1
            if self._holes <= HOLES_TOLD:
                self._warnings.append(f"there is no picture from {self._last:.1f} to {t:.1f} s")
        self._last = t
        # Broadcasts may begin their time anew; other files have no reason to.
        stamp = math.nan if frame.pts is None or self._lenient else float(frame.time)
        if stamp < self._stamp - MAX_BACK_S and not {RUNS_BACK, TIMELESS} & set(self._warnings):
            self._warnings.append(RUNS_BACK)
        self._stamp = stamp
        self._frames += 1
        self._whole += not corrupt

    def end(self, duration: float, total: int, *, of_picture: bool = True) -> None:
        """The video is over.

        Args:
            duration: s that it claims to last; NaN where it does not say.
            total: frames that it claims to have, if all of them were asked for; else 0.
            of_picture: whether that duration is the picture's own, and not that of the sound as well.
        """
        enough = duration - self._max_gap if of_picture else MIN_READ_SHARE * duration - MAX_SOUND_TAIL_S
        if self._start <= self._last < enough:
            self._warnings.append(f"the file is cut off: it ends at {self._last:.1f} s of {duration:.1f} s")
        elif self._frames < MIN_FRAME_SHARE * total - self._max_gap / self._period:
            self._warnings.append(f"the file is cut off: {self._frames} of its {total} frames are there")
