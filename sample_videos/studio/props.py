"""Things people exercise with, as surfaces."""

import numpy as np
from numpy.typing import NDArray

from sample_videos.studio import surface as s
from sample_videos.studio.body import Body
from sample_videos.studio.space import Array, X, Y, unit, vec
from sample_videos.studio.stance import hand_axes
from sample_videos.studio.surface import Surface, rigid

STEEL = (52.0, 54.0, 58.0)
CUSHION = (38.0, 40.0, 46.0)


def box_mesh(low: Array, high: Array, *, inwards: bool = False) -> tuple[Array, NDArray[np.int64]]:
    """The twelve triangles of a box, facing out (or in)."""
    points: list[Array] = []
    triangles: list[list[int]] = []
    for axis in range(3):
        a, b = (axis + 1) % 3, (axis + 2) % 3
        for end in (0, 1):
            corners = []
            for i, j in ((0, 0), (1, 0), (1, 1), (0, 1)):
                p = np.zeros(3)
                p[axis], p[a], p[b] = (low, high)[end][axis], (low, high)[i][a], (low, high)[j][b]
                corners.append(p)
            if (end == 0) != inwards:
                corners.reverse()
            k = len(points)
            points += corners
            triangles += [[k, k + 1, k + 2], [k, k + 2, k + 3]]
    return np.array(points), np.array(triangles)


def box(low: Array, high: Array, colour: tuple[float, float, float], material: int = s.PLAIN) -> Surface:
    """A box between two corners."""
    return rigid(*box_mesh(low, high), colour, material)


def rod(
    a: Array,
    b: Array,
    radius: float,
    colour: tuple[float, float, float],
    material: int = s.METAL,
    *,
    bone: int = 0,
) -> Surface:
    """A capped cylinder."""
    along = unit(b - a)
    aside = unit(np.cross(along, X if abs(along[0]) < 0.9 else Y))
    other = np.cross(along, aside)
    n = 18
    ring = [radius * (np.cos(t) * aside + np.sin(t) * other) for t in np.arange(n) * 2 * np.pi / n]
    points = [a + r for r in ring] + [b + r for r in ring]
    triangles = []
    for i in range(n):
        j = (i + 1) % n
        triangles += [[i, j, n + i], [j, n + j, n + i]]
    side = rigid(np.array(points), np.array(triangles), colour, material, bone=bone, smooth=True)
    caps = [[0, i + 1, i] for i in range(1, n - 1)] + [[n, n + i, n + i + 1] for i in range(1, n - 1)]
    return s.joined([side, rigid(np.array(points), np.array(caps), colour, material, bone=bone)])


def mat(middle: Array) -> list[Surface]:
    """An exercise mat, along y."""
    return [box(middle - vec(0.4, 1.05, 0), middle + vec(0.4, 1.05, 0.006), (58, 96, 122), s.MAT)]


def bar(height: float, y: float = 0.0) -> list[Surface]:
    """A bar on a free stand, across the body at `y`: for pull-ups when high, for hands to press on when low."""
    parts = [rod(vec(-0.95, y, height), vec(0.95, y, height), 0.015, STEEL)]
    for x in (-0.95, 0.95):
        parts.append(rod(vec(x, y, 0), vec(x, y, height + 0.03), 0.03, STEEL))
        parts.append(rod(vec(x, y - 0.5, 0.03), vec(x, y + 0.5, 0.03), 0.03, STEEL))
    return parts


def bench(middle: Array, height: float, *, along_x: bool) -> list[Surface]:
    """A flat padded bench whose top is at `height`."""
    half = vec(0.55, 0.16, 0) if along_x else vec(0.16, 0.55, 0)
    top = vec(0, 0, height)
    parts = [box(middle - half + top - vec(0, 0, 0.07), middle + half + top, CUSHION)]
    for i in (-1, 1):
        for j in (-1, 1):
            foot = middle + vec(i * (half[0] - 0.06), j * (half[1] - 0.05), 0)
            parts.append(rod(foot, foot + top - vec(0, 0, 0.07), 0.02, STEEL))
    return parts


def doorway(half: float, middle: Array) -> list[Surface]:
    """A door frame in a short piece of wall; the opening is 2 * `half` wide."""
    wall, frame_ = (202.0, 196.0, 186.0), (122.0, 88.0, 60.0)
    deep = vec(0, 0.06, 0)
    parts = []
    for out in (-1, 1):
        near, far = out * (half - 0.045), out * (half + 0.06)
        low, high = min(near, far), max(near, far)
        parts.append(box(middle + vec(low, 0, 0) - deep, middle + vec(high, 0, 2.1) + deep, frame_, s.WOOD))
        low, high = sorted((out * (half + 0.06), out * (half + 0.75)))
        parts.append(box(middle + vec(low, -0.045, 0), middle + vec(high, 0.045, 2.45), wall, s.PAINT))
    parts.append(
        box(middle + vec(-half - 0.06, -0.06, 2.05), middle + vec(half + 0.06, 0.06, 2.15), frame_, s.WOOD)
    )
    parts.append(
        box(middle + vec(-half - 0.75, -0.045, 2.15), middle + vec(half + 0.75, 0.045, 2.45), wall, s.PAINT)
    )
    return parts


def stool(middle: Array, height: float) -> list[Surface]:
    """A square stool without a back."""
    top = vec(0, 0, height)
    parts = [
        box(middle + top - vec(0.2, 0.17, 0.05), middle + top + vec(0.2, 0.2, 0), (150, 108, 70), s.WOOD)
    ]
    for i in (-1, 1):
        for j in (-1, 1):
            foot = middle + vec(i * 0.17, j * 0.15, 0)
            parts.append(rod(foot, foot + top - vec(0, 0, 0.05), 0.018, (110, 78, 50), s.PLAIN))
    return parts


def dumbbell(body: Body, side: str, at: Array) -> list[Surface]:
    """A dumbbell in the fist of one hand: it moves with the hand's bone; `at` is the rest pose's fist."""
    bones = body.skeleton
    axes = hand_axes(bones, side)
    across = axes[:, 2]
    bone = bones.index[f"hand_{side}"] + 1
    parts = [rod(at - 0.09 * across, at + 0.09 * across, 0.014, (150, 150, 152), bone=bone)]
    heads = [
        rod(at + out * 0.065 * across, at + out * 0.125 * across, 0.05, (30, 30, 33), s.PLAIN, bone=bone)
        for out in (-1, 1)
    ]
    return [*parts, *heads]
