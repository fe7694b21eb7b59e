"""Shapes into pixels. This alone knows colours.

A film's frames are drawn on as the planes that they are decoded to and coded from: that is a fifth of the
work, and what is not drawn on stays as it was, to the bit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from posecoach.media.yuv_frame import BT601, Pixels
from posecoach.overlay.shapes import Arc, Disc, Ink, Line, Panel, Scrim, Shape, Text
from posecoach.sinks.glyph_cache import FINE, Colour, Stamp, glass, high, measured, words
from posecoach.types import Image

COLOURS: dict[Ink, tuple[int, int, int]] = {
    "text": (244, 247, 246),
    "quiet": (186, 198, 196),
    "accent": (69, 207, 161),
    "amber": (255, 180, 84),
    "grey": (152, 163, 164),
    "shade": (14, 22, 24),
}
"""Red, green, blue: one calm accent, amber for what wants putting right, near-black glass to stand on."""


@dataclass(frozen=True, slots=True)
class Layer:
    """An array that shapes are painted on: a whole picture, or one plane of it.

    Attributes:
        pixels: (h, w), or (h, w, n) where n numbers make a colour.
        coarse: how many of the picture's pixels one of them stands for, each way: 1 or 2.
        colours: what each ink is in it, n numbers.
    """

    pixels: Pixels
    coarse: int
    colours: Mapping[Ink, Colour]

    def at(self, x: float, y: float) -> tuple[int, int]:
        """A point of the picture in this layer, in fractions of its pixels."""
        step = (1 << FINE) / self.coarse
        off = ((1 << FINE) - step) / 2.0
        return round(x * step - off), round(y * step - off)

    def far(self, pixels: float) -> int:
        """A distance in the picture in this layer, in fractions of its pixels."""
        return round(pixels * (1 << FINE) / self.coarse)

    def thick(self, width: float) -> int:
        """A stroke's width in this layer, in its pixels."""
        return max(1, round(width / self.coarse))


Layers = tuple[Layer, ...]


@dataclass(frozen=True, slots=True)
class Planes:
    """A picture as films have it: a brightness for each pixel, two differences of colour for each four."""

    layers: tuple[Layer, Layer]

    @property
    def shape(self) -> tuple[int, ...]:
        """Height and width, as an image has them."""
        return self.layers[0].pixels.shape


Ground = Image | Planes
"""A picture or planes that can be painted on."""


def planes(bright: Pixels, colour: Pixels, weights: tuple[float, float] = BT601) -> Planes:
    """A picture of two planes, (h, w) and (h/2, w/2, 2); `weights` as in `BT601`."""
    red, blue = weights
    first: dict[Ink, Colour] = {}
    second: dict[Ink, Colour] = {}
    for ink, (r, g, b) in COLOURS.items():
        light = red * r + (1.0 - red - blue) * g + blue * b
        first[ink] = (round(16.0 + light * 219.0 / 255.0),)
        less_blue = 128.0 + (b - light) / (1.0 - blue) * 112.0 / 255.0
        less_red = 128.0 + (r - light) / (1.0 - red) * 112.0 / 255.0
        second[ink] = round(less_blue), round(less_red)
    return Planes((Layer(bright, 1, first), Layer(colour, 2, second)))


def paint(ground: Ground, shapes: Iterable[Shape]) -> None:
    """Draw shapes onto a picture, in place; what lies outside is cut off."""
    layers = ground.layers if isinstance(ground, Planes) else (Layer(ground, 1, COLOURS),)
    for shape in shapes:
        match shape:
            case Line():
                _line(layers, shape)
            case Disc():
                _disc(layers, shape)
            case Text():
                _text(layers, shape)
            case Panel():
                _panel(layers, shape)
            case Arc():
                _ring(layers, shape)
            case Scrim():
                _scrim(layers, shape)


def _line(layers: Layers, line: Line) -> None:
    for layer in layers:
        start, end = layer.at(line.x1, line.y1), layer.at(line.x2, line.y2)
        colour, thick = layer.colours[line.ink], layer.thick(line.width)
        cv2.line(layer.pixels, start, end, colour, thick, cv2.LINE_AA, FINE)


def _disc(layers: Layers, disc: Disc) -> None:
    for layer in layers:
        at, radius = layer.at(disc.x, disc.y), layer.far(disc.radius)
        cv2.circle(layer.pixels, at, radius, layer.colours[disc.ink], -1, cv2.LINE_AA, FINE)


def _ring(layers: Layers, arc: Arc) -> None:
    if not arc.share > 0.0:
        return
    turn = 360.0 * min(arc.share, 1.0)
    for layer in layers:
        at, radius = layer.at(arc.x, arc.y), layer.far(arc.radius)
        colour, thick = layer.colours[arc.ink], layer.thick(arc.width)
        cv2.ellipse(layer.pixels, at, (radius, radius), -90.0, 0.0, turn, colour, thick, cv2.LINE_AA, FINE)


def _scrim(layers: Layers, scrim: Scrim) -> None:
    for layer in layers:
        colour = layer.colours["shade"]
        beta = scrim.opacity * sum(colour) / len(colour)
        cv2.convertScaleAbs(layer.pixels, dst=layer.pixels, alpha=1.0 - scrim.opacity, beta=beta)


def _text(layers: Layers, text: Text) -> None:
    if not text.words:
        return
    size = max(1, round(text.size))
    wide = measured(text.words, size, bold=text.bold)
    if wide > text.room > 0.0:
        size = max(1, int(size * text.room / wide))
        wide = measured(text.words, size, bold=text.bold)
    if not wide > 0:
        return
    left = text.x - {"left": 0.0, "centre": 0.5, "right": 1.0}[text.align] * wide
    x, y = _corner(layers, round(left) - size // 4, round(text.y) - high(size) // 2)
    for layer in layers:
        stamp = words(text.words, size, text.bold, layer.colours[text.ink], layer.coarse)
        _lay(layer, stamp, x // layer.coarse, y // layer.coarse)


def _panel(layers: Layers, panel: Panel) -> None:
    wide, tall = round(panel.width), round(panel.height)
    if not (wide > 0 and tall > 0):
        return
    radius = min(round(panel.radius), wide // 2, tall // 2)
    x, y = _corner(layers, round(panel.x), round(panel.y))
    for layer in layers:
        stamp = glass(wide, tall, radius, panel.opacity, layer.colours[panel.ink], layer.coarse)
        _lay(layer, stamp, x // layer.coarse, y // layer.coarse)


def _corner(layers: Layers, x: int, y: int) -> tuple[int, int]:
    """The nearest point, up and left, at which a pixel begins in every layer."""
    grid = max(layer.coarse for layer in layers)
    return x // grid * grid, y // grid * grid


def _lay(layer: Layer, stamp: Stamp, x: int, y: int) -> None:
    """Lay a stamp onto a layer, its top left corner at the layer's (x, y)."""
    through, added = stamp
    height, width = layer.pixels.shape[:2]
    left, top = max(0, x), max(0, y)
    right, bottom = min(width, x + through.shape[1]), min(height, y + through.shape[0])
    if left >= right or top >= bottom:
        return
    ground = layer.pixels[top:bottom, left:right]
    part = np.s_[top - y : bottom - y, left - x : right - x]
    cv2.multiply(ground, through[part], dst=ground, scale=1.0 / 255.0)
    cv2.add(ground, added[part], dst=ground)
