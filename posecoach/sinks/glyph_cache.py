"""Words and panels as stamps: made once, and then only laid on, in two passes over their area.

The font is the one that OpenCV 5 carries within itself: Rubik, variable in weight, under the SIL Open
Font Licence.
"""

import functools
import threading
from typing import Any

import cv2
import numpy as np

from posecoach.media.yuv_frame import Pixels
from posecoach.overlay.shapes import CAP

REGULAR, BOLD = 420, 650
"""Weights of the font."""

LARGE = 90
"""Size of a font from which words are few on a picture, and their stamps large."""

FINE = 4
"""Bits of a pixel's fraction that OpenCV draws by."""

_PEN = threading.Lock()
"""Held while the font is written with: its weight is set in it, and window, film and shared page draw in threads."""

Colour = tuple[int, ...]
"""An ink's value where a stamp is laid: three numbers in a picture, one in a plane."""

Stamp = tuple[Pixels, Pixels]
"""Share of the ground that shows through (255 is all of it), and what is added; both of one size."""


@functools.lru_cache(512)
def measured(words: str, size: int, *, bold: bool) -> int:
    """Return the width of words, px."""
    nothing = np.zeros((1, 1), np.uint8)
    end, _ = _put(nothing, words, (0, 0), size, bold=bold)
    return end


def high(size: int) -> int:
    """Return the height of a line of words, ascenders and all, px."""
    return round(1.6 * size)


def _put(mask: Pixels, words: str, at: tuple[int, int], size: int, *, bold: bool) -> tuple[int, int]:
    # The font's own zero is slashed; its O is as high, and plain.
    words = words.replace("0", "O")
    # A long line must not be broken at the mask's edge, which is what OpenCV would do.
    wrap = (0, 1_000_000)
    draw: Any = cv2.putText
    weight = BOLD if bold else REGULAR
    with _PEN:
        end, _ = draw(mask, words, at, (255,), _font(), size, weight, cv2.PUT_TEXT_ALIGN_LEFT, wrap)
    return int(end[0]), int(end[1])


@functools.cache
def _font() -> Any:  # noqa: ANN401 - OpenCV's stubs know no FontFace
    return cv2.FontFace("sans")


def words(text: str, size: int, bold: bool, colour: Colour, coarse: int) -> Stamp:  # noqa: FBT001 - a key of the cache
    """A line of words, with a quarter of its size to spare at the left; `coarse` as in a layer."""
    return (_large if size >= LARGE else _small)(text, size, bold, colour, coarse)


def _written(text: str, size: int, bold: bool, colour: Colour, coarse: int) -> Stamp:  # noqa: FBT001 - likewise
    side, tall = size // 4, high(size)
    mask = np.zeros((tall, measured(text, size, bold=bold) + 2 * side), np.uint8)
    _put(mask, text, (side, round(tall / 2.0 + CAP * size / 2.0)), size, bold=bold)
    return _stamp(mask, 1.0, colour, coarse)


# A clock and a count make a new stamp each second: of the large ones, a megabyte each, only those are kept
# that one picture may have, else an hour's session would hold hundreds.
_small = functools.lru_cache(256)(_written)
_large = functools.lru_cache(8)(_written)


@functools.lru_cache(64)
def glass(width: int, height: int, radius: int, opacity: float, colour: Colour, coarse: int) -> Stamp:
    """A translucent area with round corners; `coarse` as in a layer."""
    mask = np.zeros((height, width), np.uint8)
    fine = 2**FINE
    if radius > 0:
        half = [(radius, radius), (width - 1 - radius, radius), (radius, height - 1 - radius)]
        for x, y in (*half, (width - 1 - radius, height - 1 - radius)):
            cv2.circle(mask, (x * fine, y * fine), radius * fine, 255, -1, cv2.LINE_AA, FINE)
    mask[radius : height - radius, :] = 255
    mask[:, radius : width - radius] = 255
    return _stamp(mask, opacity, colour, coarse)


def _stamp(mask: Pixels, opacity: float, colour: Colour, coarse: int) -> Stamp:
    if coarse > 1:
        height, width = (-(-side // coarse) for side in mask.shape)
        whole = np.zeros((height * coarse, width * coarse), np.uint8)
        whole[: mask.shape[0], : mask.shape[1]] = mask
        mask = np.asarray(cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    share = mask.astype(np.float32) * (opacity / 255.0)
    if len(colour) > 1:
        share = np.repeat(share[..., np.newaxis], len(colour), axis=2)
    through = np.rint(255.0 * (1.0 - share)).astype(np.uint8)
    added = np.rint(share * np.array(colour, np.float32)).astype(np.uint8)
    return through, added
