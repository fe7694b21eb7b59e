"""The part of a video that is read, at what speed it plays, and how its picture lies."""

import math
import re
from dataclasses import dataclass, field, replace

from posecoach.errors import SourceError

PLACES = ("left", "middle", "right")
"""Places, as the camera sees them, by which one of several people is named."""

NUMBER_FROM_LEFT = re.compile("[1-9]")
"""The number of one of several people, counted from the left."""

ROTATIONS = (0, 90, 180, 270)
"""Degrees clockwise by which a picture can be turned."""

CLOCK_TIME = re.compile(r"(-)?(?:(?:(\d{1,4}):)?(\d{1,4}):)?(\d{1,9}(?:\.\d{1,9})?)")
"""A time as people write it: 80, 1:20, 1:02:03, 12.5; a minus sign counts from the end."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """The part of a video to read, and how to read it.

    Attributes:
        start: s of the file's own time from which it is read; a negative one counts from the end.
        end: s of the file's own time up to which it is read; a negative one counts from the end.
        speed: how fast the video plays: 0.25 where it shows one second in four; None for what the file says.
        rotate: degrees clockwise by which the picture is turned after all that the file says; None leaves it
            to be found out.
        mirror: whether the picture is mirrored, left for right, and has to be put right.
        track: number of the video track, from 0; None for the best one.
        person: who is followed where there are several: "left", "middle", "right", or a number from the left,
            "1" for the first; empty for the one who exercises.

    Raises:
        ValueError: one of them cannot be.
    """

    start: float = 0.0
    end: float = math.inf
    speed: float | None = None
    rotate: int | None = None
    mirror: bool = False
    track: int | None = None
    person: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if math.isnan(self.start) or math.isnan(self.end):
            raise ValueError("start and end are numbers of seconds")
        if self.speed is not None and not 0.0 < self.speed < math.inf:
            raise ValueError(f"speed is a number above 0, not {self.speed:g}")
        if self.rotate is not None and self.rotate not in ROTATIONS:
            raise ValueError(f"rotate is 0, 90, 180 or 270 degrees, not {self.rotate}")
        if self.track is not None and self.track < 0:
            raise ValueError(f"video tracks are counted from 0: there is no {self.track}")
        if self.person and self.person not in PLACES and not NUMBER_FROM_LEFT.fullmatch(self.person):
            raise ValueError(f"a person is left, middle, right, or a number from the left, not {self.person}")

    def turned(self, rotate: int) -> "ReadOptions":
        """The same, with the picture turned by so many degrees clockwise."""
        return replace(self, rotate=rotate)

    def part(self, duration: float) -> tuple[float, float]:
        """Start and end of the part that is read, in s of the file's own time.

        Args:
            duration: s that the whole lasts; NaN where that is not known.

        Raises:
            SourceError: there is no such part. The text does not name the file.
        """
        if (self.start < 0.0 or self.end < 0.0) and not math.isfinite(duration):
            raise SourceError("its length is not known: count --from and --to from the start")
        start, end = (max(t + duration, 0.0) if t < 0.0 else t for t in (self.start, self.end))
        if not start < end:
            raise SourceError(f"there is nothing between {start:g} and {end:g} s: --from comes before --to")
        if start >= duration:
            raise SourceError(f"there is nothing from {start:g} s on: it lasts {duration:.1f} s")
        return start, end


WHOLE = ReadOptions()
"""All of a video, as its file says."""


def seconds(text: str) -> float:
    """Return the seconds of a time such as `1:20`, `80` or `-30`.

    Raises:
        ValueError: it is no time.
    """
    found = CLOCK_TIME.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is no time: write seconds (80), minutes (1:20), or -30 from the end")
    sign, hours, minutes, rest = found.groups()
    total = int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(rest)
    return -total if sign else total
