"""A person: skeleton and dressed surface in the rest pose, built from the CC0 body data and a look."""

import tomllib
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np

from sample_videos.studio import outfit
from sample_videos.studio.bodydata import BODY_VERTICES, base_mesh, load_json, mask, morph
from sample_videos.studio.landmarks import Marks, find_marks
from sample_videos.studio.skeleton import Skeleton, read_skeleton
from sample_videos.studio.space import Array
from sample_videos.studio.stance import hand_axes
from sample_videos.studio.surface import Surface, joined

SOLE = 0.012
"""Thickness of a shoe's sole below the foot, metres."""


@dataclass(frozen=True, slots=True)
class Body:
    """One person at rest, standing on z = 0."""

    name: str
    skeleton: Skeleton
    surface: Surface
    marks: Marks
    eye: Array
    """The middle of the left eye in the rest pose."""
    palm: float
    """Distance of the palm below the wrist joint when the hand is flat, metres."""
    look: outfit.Look


def looks() -> dict[str, outfit.Look]:
    """The people in `bodies.toml`, by name."""
    table = tomllib.loads(Path(__file__).with_name("bodies.toml").read_text(encoding="utf-8"))
    return {name: outfit.Look(**row) for name, row in table.items()}


def build_body(data: Traversable, name: str, look: outfit.Look | None = None) -> Body:
    """The person `name` of `bodies.toml`, or one with this `look`.

    Raises:
        KeyError: There is no such person.
    """
    look = look or looks()[name]
    mesh = base_mesh(data)
    moved = morph(data, mesh.vertices, look.targets)
    vertices = np.stack([moved[:, 0], -moved[:, 2], moved[:, 1]], axis=1) * 0.1
    vertices[:, 2] -= vertices[:BODY_VERTICES, 2].min() - SOLE
    skeleton, weights = read_skeleton(data, vertices)
    masks = {
        part: mask(data, part, mesh.uv) for part in ("lips", "eyelids", "ears", "fingernails", "inside-mouth")
    }
    groups = load_json(data, "mesh_metadata/basemesh_vertex_groups.json")
    first, last = groups["joint-l-eye"][0]  # type: ignore[index]
    eye = np.asarray(vertices[first : last + 1].mean(0))
    person = outfit.Person(vertices, mesh.faces, weights, skeleton, masks, eye, look)
    surface = joined([*outfit.layers(person)])
    marks = find_marks(vertices[:BODY_VERTICES], weights[:BODY_VERTICES], skeleton, masks, eye)
    return Body(name, skeleton, surface, marks, eye, _palm(vertices, weights, skeleton), look)


def _palm(vertices: Array, weights: Array, skeleton: Skeleton) -> float:
    axes = hand_axes(skeleton, "l")
    near = weights[:BODY_VERTICES, skeleton.index["hand_l"]] > 0.9
    return float(np.percentile((vertices[:BODY_VERTICES][near] - skeleton.at("hand_l")) @ axes[:, 1], 97))
