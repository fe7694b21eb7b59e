"""Shapes of a layout: texts, panels, lines and rings, in pixels of the canvas, y down.

A shape says what it is for (`Ink`), not which colour that is.
"""

import functools
from dataclasses import dataclass
from typing import Literal

Ink = Literal["text", "quiet", "accent", "amber", "grey", "shade"]
"""Purpose of a shape: `accent` is fine, `amber` wants to be put right, `grey` is not judged."""

Align = Literal["left", "centre", "right"]

CAP = 0.75
"""Height of a capital letter or a digit, in text sizes."""


@dataclass(frozen=True, slots=True)
class Text:
    """A line of words.

    Attributes:
        x: where it begins, has its middle, or ends, as `align` says.
        y: of the middle between its baseline and the top of its capitals.
        size: of the font; a capital is `CAP` times as high.
        room: the width it may take; it is drawn smaller where it would need more.
    """

    words: str
    x: float
    y: float
    size: float
    ink: Ink = "text"
    bold: bool = False
    align: Align = "left"
    room: float = float("inf")


@dataclass(frozen=True, slots=True)
class Panel:
    """A translucent area with round corners. `opacity` is 0 for clear glass, 1 for a wall."""

    x: float
    y: float
    width: float
    height: float
    radius: float = 0.0
    ink: Ink = "shade"
    opacity: float = 0.62


@dataclass(frozen=True, slots=True)
class Scrim:
    """Darkens the whole picture; `opacity` as in a panel."""

    opacity: float = 0.6


@dataclass(frozen=True, slots=True)
class Line:
    """A straight stroke with round ends."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle about (x, y)."""

    x: float
    y: float
    radius: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class Arc:
    """A part of a circle's rim: `share` of it, clockwise from the top."""

    x: float
    y: float
    radius: float
    width: float
    share: float
    ink: Ink


Shape = Text | Panel | Scrim | Line | Disc | Arc

_NARROW = {
    0.27: "'| ",
    0.31: "il.,!:;jI·",
    0.42: "[]`{}°",
    0.48: 'frt"*^',
    0.53: "-<>/\\",
    0.60: "szkx?acevyL~=±\N{EN DASH}",
    0.67: "obdgpqnuhEFTZ+\N{MULTIPLICATION SIGN}\N{MINUS SIGN}",
    0.71: "0123456789KSJPYRX$()",
    0.77: "ABCDGNOQUVH&…",
    0.93: "mMwW@%",
}
_ADVANCE = {letter: wide for wide, letters in _NARROW.items() for letter in letters}
"""Advance of each letter in bold, in text sizes: measured in the font that `sinks.paint` draws with."""


@functools.lru_cache(512)
def text_width(words: str, size: float, *, bold: bool = False) -> float:
    """About how wide a line of words is, in pixels; right to some 5 %."""
    return sum(_ADVANCE.get(letter, 0.7) for letter in words) * size * (1.0 if bold else 0.95)


MARGIN = 3.5
"""Space to the canvas's edge, in units; so everywhere."""

SMALLEST = 5.0
"""Units: what is to be read from three metres, on a laptop, is no smaller."""

TIGHTER = 0.88
"""Share of the intended size down to which words shrink before they take one more line."""


@functools.lru_cache(512)
def wrapped(words: str, size: float, room: float, *, bold: bool = False, joint: str = " ") -> tuple[str, ...]:
    """Words broken into lines that are no wider than `room`, where a single word is not, and much alike.

    Broken are they only where `joint` stands, which no line begins or ends with.
    """
    lines = _filled(words, size, room, bold=bold, joint=joint)
    narrower = lines
    while len(narrower) == len(lines) > 1 and all(text_width(x, size, bold=bold) <= room for x in narrower):
        lines, room = narrower, 0.95 * room
        narrower = _filled(words, size, room, bold=bold, joint=joint)
    return lines


def _filled(words: str, size: float, room: float, *, bold: bool, joint: str) -> tuple[str, ...]:
    lines: list[str] = []
    for word in words.split(None if joint == " " else joint):
        longer = f"{lines[-1]}{joint}{word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


@functools.lru_cache(512)
def fitted(
    words: str,
    size: float,
    room: float,
    *,
    min_size: float,
    max_lines: int = 1,
    bold: bool = False,
    joint: str = " ",
) -> tuple[tuple[str, ...], float]:
    """Words in lines that are no wider than `room`, and the size at which they are.

    Args:
        words: what is to be read.
        size: of the font, where there is room.
        room: px.
        min_size: the size below which they do not go; rather they end in an ellipsis.
        max_lines: how many lines they may take.
        bold: whether they are bold.
        joint: where lines may be broken; between any two words if that is not enough.
    """
    smaller = max(min_size, TIGHTER * size)
    tried = [(count, each) for count in range(1, max_lines + 1) for each in (size, smaller)] + [
        (max_lines, min_size)
    ]
    for count, each in tried:
        lines = wrapped(words, each, room, bold=bold, joint=joint)
        if len(lines) <= count and all(text_width(line, each, bold=bold) <= room for line in lines):
            return lines, each
    if joint != " ":
        return fitted(words, size, room, min_size=min_size, max_lines=max_lines, bold=bold)
    first = _filled(words, min_size, room, bold=bold, joint=joint)
    rest = " ".join(first[max_lines - 1 :])
    return tuple(
        shortened(each, min_size, room, bold=bold) for each in (*first[: max_lines - 1], rest)
    ), min_size


def shortened(words: str, size: float, room: float, *, bold: bool = False) -> str:
    """Words with what there is no room for left out at the end, whole words if they are short, and an ellipsis."""
    if text_width(words, size, bold=bold) <= room:
        return words
    end = len(words)
    while end and text_width(words[:end] + "…", size, bold=bold) > room:
        end -= 1
    space = words.rfind(" ", 0, end + 1)
    return words[: space if space > 0.6 * end else end].rstrip(" ,.:;·") + "…"


@dataclass(frozen=True, slots=True)
class Canvas:
    """The area that is drawn on, and the place of the camera's picture in it.

    Attributes:
        width, height: of the canvas, in pixels.
        size: of the picture that poses are in pixels of.
        mirrored: whether the picture is shown as in a mirror.
    """

    width: float
    height: float
    size: tuple[float, float]
    mirrored: bool = False

    @property
    def unit(self) -> float:
        """A hundredth of the canvas's shorter side: the measure of all that is drawn."""
        return min(self.width, self.height) / 100.0

    @property
    def picture(self) -> tuple[float, float, float, float]:
        """x, y, width and height of the camera's picture: as large as it can be, in the middle."""
        scale = min(self.width / self.size[0], self.height / self.size[1])
        wide, high = self.size[0] * scale, self.size[1] * scale
        return (self.width - wide) / 2.0, (self.height - high) / 2.0, wide, high

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return the place of a point of the camera's picture on the canvas."""
        left, top, wide, high = self.picture
        across = x / self.size[0]
        return left + wide * (1.0 - across if self.mirrored else across), top + high * y / self.size[1]
