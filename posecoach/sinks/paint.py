"""Shapes into pixels. This alone knows colours and fonts.

The font is the one that OpenCV 5 carries within itself: Rubik, variable in weight, under the SIL Open
Font Licence. Words and panels are made once, as stamps, and then only laid on: two passes over their
area, whatever their form.
"""

import functools
from collections.abc import Iterable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from posecoach.frame import Image
from posecoach.overlay.shapes import CAP, Dot, Ink, Line, Panel, Ring, Shape, Text, Veil

COLOURS: dict[Ink, tuple[int, int, int]] = {
    "text": (244, 247, 246),
    "quiet": (186, 198, 196),
    "accent": (69, 207, 161),
    "amber": (255, 180, 84),
    "grey": (152, 163, 164),
    "shade": (14, 22, 24),
}
"""Red, green, blue: one calm accent, amber for what wants putting right, near-black glass to stand on."""

REGULAR, BOLD = 420, 650
"""Weights of the font."""

FINE = 4
"""Bits of a pixel's fraction that OpenCV draws by."""

Stamp = tuple[NDArray[np.uint8], NDArray[np.uint8]]
"""How much of the ground shows through (255 all of it) and what is added, (h, w, 3) each."""


def paint(image: Image, shapes: Iterable[Shape]) -> None:
    """Draw shapes onto a picture, (h, w, 3) red, green, blue, in place; what lies outside is cut off."""
    for shape in shapes:
        match shape:
            case Text():
                _text(image, shape)
            case Panel():
                wide, high = round(shape.width), round(shape.height)
                if wide > 0 and high > 0:
                    stamp = _panel(
                        wide, high, min(round(shape.radius), wide // 2, high // 2), shape.ink, shape.solid
                    )
                    _lay(image, stamp, round(shape.x), round(shape.y))
            case Veil(solid=solid):
                ground = [solid * part for part in COLOURS["shade"]]
                cv2.convertScaleAbs(image, dst=image, alpha=1.0 - solid, beta=sum(ground) / 3.0)
            case Line(x1=x1, y1=y1, x2=x2, y2=y2, width=width, ink=ink):
                _stroke(image, [(x1, y1), (x2, y2)], width, ink)
            case Dot(x=x, y=y, radius=radius, ink=ink):
                at = round(x * 2**FINE), round(y * 2**FINE)
                cv2.circle(image, at, round(radius * 2**FINE), COLOURS[ink], -1, cv2.LINE_AA, FINE)
            case Ring():
                _ring(image, shape)


def _stroke(image: Image, points: list[tuple[float, float]], width: float, ink: Ink) -> None:
    line = np.rint(np.array(points) * 2**FINE).astype(np.int32)
    cv2.polylines(image, [line], False, COLOURS[ink], max(1, round(width)), cv2.LINE_AA, FINE)  # noqa: FBT003 - not closed


def _ring(image: Image, ring: Ring) -> None:
    if not ring.share > 0.0:
        return
    fine, turn = 2**FINE, 360.0 * min(ring.share, 1.0)
    at, radius = (round(ring.x * fine), round(ring.y * fine)), round(ring.radius * fine)
    thick = max(1, round(ring.width))
    cv2.ellipse(image, at, (radius, radius), -90.0, 0.0, turn, COLOURS[ring.ink], thick, cv2.LINE_AA, FINE)


def _text(image: Image, text: Text) -> None:
    if not text.words:
        return
    size = max(1, round(text.size))
    wide = measured(text.words, size, bold=text.bold)
    if wide > text.room > 0.0:
        size = max(1, int(size * text.room / wide))
        wide = measured(text.words, size, bold=text.bold)
    stamp = _words(text.words, size, text.bold, text.ink)
    left = text.x - {"left": 0.0, "centre": 0.5, "right": 1.0}[text.align] * wide
    _lay(image, stamp, round(left) - size // 4, round(text.y) - stamp[0].shape[0] // 2)


@functools.lru_cache(512)
def measured(words: str, size: int, *, bold: bool) -> int:
    """How wide words are drawn, in pixels."""
    nothing = np.zeros((1, 1), np.uint8)
    end, _ = _put(nothing, words, (0, 0), size, bold=bold)
    return end


def _put(
    mask: NDArray[np.uint8], words: str, at: tuple[int, int], size: int, *, bold: bool
) -> tuple[int, int]:
    # A long line must not be broken at the mask's edge, which is what OpenCV would do.
    wrap = (0, 1_000_000)
    draw: Any = cv2.putText
    end, _ = draw(
        mask, words, at, (255,), _font(), size, BOLD if bold else REGULAR, cv2.PUT_TEXT_ALIGN_LEFT, wrap
    )
    return int(end[0]), int(end[1])


@functools.cache
def _font() -> Any:  # noqa: ANN401 - OpenCV's stubs know no FontFace
    return cv2.FontFace("sans")


@functools.lru_cache(256)
def _words(words: str, size: int, bold: bool, ink: Ink) -> Stamp:  # noqa: FBT001 - a key of the cache
    side, high = size // 4, round(1.6 * size)
    mask = np.zeros((high, measured(words, size, bold=bold) + 2 * side), np.uint8)
    _put(mask, words, (side, round(high / 2.0 + CAP * size / 2.0)), size, bold=bold)
    return _stamp(mask, ink, 1.0)


@functools.lru_cache(128)
def _panel(width: int, height: int, radius: int, ink: Ink, solid: float) -> Stamp:
    mask = np.zeros((height, width), np.uint8)
    fine = 2**FINE
    if radius > 0:
        half = [(radius, radius), (width - 1 - radius, radius), (radius, height - 1 - radius)]
        for x, y in (*half, (width - 1 - radius, height - 1 - radius)):
            cv2.circle(mask, (x * fine, y * fine), radius * fine, 255, -1, cv2.LINE_AA, FINE)
    mask[radius : height - radius, :] = 255
    mask[:, radius : width - radius] = 255
    return _stamp(mask, ink, solid)


def _stamp(mask: NDArray[np.uint8], ink: Ink, solid: float) -> Stamp:
    share = mask[..., np.newaxis].astype(np.float32) * (solid / 255.0)
    through = np.repeat(np.rint(255.0 * (1.0 - share)), 3, axis=2).astype(np.uint8)
    added = np.rint(share * np.array(COLOURS[ink], np.float32)).astype(np.uint8)
    return through, added


def _lay(image: Image, stamp: Stamp, x: int, y: int) -> None:
    """Lay a stamp onto a picture, its top left corner at (x, y)."""
    through, added = stamp
    height, width = image.shape[:2]
    left, top = max(0, x), max(0, y)
    right, bottom = min(width, x + through.shape[1]), min(height, y + through.shape[0])
    if left >= right or top >= bottom:
        return
    ground = image[top:bottom, left:right]
    part = np.s_[top - y : bottom - y, left - x : right - x]
    kept = cv2.multiply(ground, through[part], scale=1.0 / 255.0)
    image[top:bottom, left:right] = cv2.add(kept, added[part])
