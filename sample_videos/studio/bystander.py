"""Somebody else in the room, who stands still and does nothing."""

from dataclasses import replace

import numpy as np

from sample_videos.studio.body import Body
from sample_videos.studio.camera import Camera
from sample_videos.studio.moves import standing
from sample_videos.studio.render import bone_matrices
from sample_videos.studio.space import Array, unit, vec
from sample_videos.studio.stance import solve
from sample_videos.studio.surface import Surface

WITHIN = 3.0  # how far from the room's middle anybody stands, metres


def bystander(body: Body, place: Array, facing: float) -> Surface:
    """A body at ease at `place`, turned left by `facing` degrees, as a thing of the room."""
    matrices = bone_matrices(solve(body.skeleton, standing(body, place, facing)))
    shown = body.surface
    moved = np.einsum("nk,nkij->nij", shown.weights, matrices[shown.bones])
    points = np.einsum("nij,nj->ni", moved[:, :3, :3], shown.points) + moved[:, :3, 3]
    normals = np.einsum("nij,nj->ni", moved[:, :3, :3], shown.normals)
    still = np.zeros_like(shown.weights)
    still[:, 0] = 1
    return replace(shown, points=points, normals=normals, bones=np.zeros_like(shown.bones), weights=still)


def place_behind(camera: Camera, chance: np.random.Generator) -> Array:
    """A place farther from `camera` than what it looks at, and beside that."""
    ahead = unit((camera.target - camera.position) * vec(1, 1, 0))
    aside = vec(ahead[1], -ahead[0], 0) * float(chance.choice([-1, 1]))
    spot = camera.target + ahead * chance.uniform(0.7, 1.8) + aside * chance.uniform(0.7, 1.2)
    return np.clip(spot * vec(1, 1, 0), -WITHIN, WITHIN)
