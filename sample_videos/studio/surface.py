"""Surfaces: triangles with everything the renderer wants to know about each corner."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sample_videos.studio.space import Array

SKIN, SHIRT, TROUSERS, SHOE, EYE, HAIR, SOCK, LASH = range(8)
WOOD, PAINT, PLAIN, METAL, RUBBER, BRICK, CARPET, GLASS, MAT, LEAF = range(10, 20)
"""Materials, as the fragment shader numbers them."""


@dataclass(frozen=True, slots=True)
class Surface:
    """Triangles (t, 3) over n corners."""

    points: Array
    """Place of each corner at rest (n, 3)."""
    normals: Array
    colours: Array
    """sRGB, 0 to 1 (n, 3)."""
    origin: Array
    """The point whose texture a corner shows (n, 3): all shells of hair share that of the scalp."""
    edge: Array
    """The cloth ends where this passes below zero (n,), metres."""
    shell: Array
    """The height of a corner in the hair, 0 to 1 (n,)."""
    material: Array
    bones: NDArray[np.int64]
    """The four bones that move each corner (n, 4), and by how much (n, 4)."""
    weights: Array
    triangles: NDArray[np.int64]


def corner_normals(points: Array, triangles: NDArray[np.int64]) -> Array:
    """Smooth unit normals (n, 3), outwards for counter-clockwise triangles."""
    a, b, c = (points[triangles[:, k]] for k in range(3))
    flat = np.cross(b - a, c - a)
    normals = np.zeros_like(points)
    for k in range(3):
        np.add.at(normals, triangles[:, k], flat)
    return np.asarray(normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12))


def halved(quads: NDArray[np.int64]) -> NDArray[np.int64]:
    """Four-cornered faces (q, 4) as triangles; a face whose last corner repeats gives one."""
    both = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    return np.asarray(both[(both[:, 0] != both[:, 2]) & (both[:, 1] != both[:, 2])])


def rigid(
    points: Array,
    triangles: NDArray[np.int64],
    colour: tuple[float, float, float],
    material: int,
    *,
    bone: int = 0,
    smooth: bool = False,
) -> Surface:
    """A thing that moves as one with `bone` (0 is the room); `colour` is 0 to 255."""
    if not smooth:
        points = points[triangles].reshape(-1, 3)
        triangles = np.arange(len(points)).reshape(-1, 3)
    n = len(points)
    bones = np.zeros((n, 4), dtype=np.int64)
    bones[:, 0] = bone
    weights = np.zeros((n, 4))
    weights[:, 0] = 1
    return Surface(
        points,
        corner_normals(points, triangles),
        np.tile(np.array(colour) / 255, (n, 1)),
        points,
        np.ones(n),
        np.zeros(n),
        np.full(n, float(material)),
        bones,
        weights,
        triangles,
    )


def joined(parts: list[Surface]) -> Surface:
    """Several surfaces as one."""
    starts = np.cumsum([0, *(len(p.points) for p in parts[:-1])])
    together = {
        name: np.concatenate([getattr(p, name) for p in parts])
        for name in Surface.__slots__
        if name != "triangles"
    }
    return Surface(
        **together,
        triangles=np.concatenate([p.triangles + s for p, s in zip(parts, starts, strict=True)]),
    )
