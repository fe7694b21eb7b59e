"""Skin, clothes, shoes and hair as layers over the body.

A cloth is the body's helper surface, blown up a little. Where it ends is not a row of faces but a smooth
field over the surface (positive inside the cloth, in metres) which the renderer cuts pixel by pixel, so hems
and hairlines are lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sample_videos.studio import surface as s
from sample_videos.studio.bodydata import BODY_VERTICES
from sample_videos.studio.skeleton import Skeleton
from sample_videos.studio.space import Array, unit, vec
from sample_videos.studio.surface import Surface, corner_normals, halved

EVERYWHERE = 1.0  # a field value far inside a cloth
HAIR_SHELLS = 8


@dataclass(frozen=True, slots=True)
class Look:
    """A row of `bodies.toml`."""

    targets: dict[str, float]
    skin: list[int]
    hair_colour: list[int]
    shirt: list[int]
    trousers: list[int]
    shoes: list[int]
    socks: list[int]
    sleeve: float
    leg: float
    hair: float
    bun: bool
    stubble: float


@dataclass(frozen=True, slots=True)
class Person:
    """The cloth that the layers are cut from: the morphed mesh, its weights and masks."""

    vertices: Array
    faces: dict[str, Array]
    weights: Array
    skeleton: Skeleton
    masks: dict[str, Array]
    eye: Array
    look: Look

    def share(self, *bones: str) -> Array:
        """Return how much each vertex belongs to bones whose names start so (n,), 0 to 1."""
        columns = [i for i, name in enumerate(self.skeleton.names) if name.startswith(bones)]
        return np.asarray(self.weights[:, columns].sum(1))

    def along(self, first: str, second: str) -> Array:
        """Return how far each vertex lies along the line of two bones of its own side (n,), metres."""
        far = np.zeros(len(self.vertices))
        for side, where in (("l", self.vertices[:, 0] >= 0), ("r", self.vertices[:, 0] < 0)):
            start = self.skeleton.at(f"{first}_{side}")
            axis = unit(self.skeleton.at(f"{second}_{side}") - start)
            far[where] = (self.vertices[where] - start) @ axis
        return far


@dataclass(frozen=True, slots=True)
class Fields:
    """The cloths' fields over all vertices (n,)."""

    shirt: Array
    trousers: Array
    shoe: Array
    sock: Array
    hair: Array


def layers(person: Person) -> Iterator[Surface]:
    """Skin, clothes, eyes, lashes and hair."""
    fields = cloth_fields(person)
    body = halved(person.faces["body"].astype(np.int64))
    tights = halved(person.faces["helper-tights"].astype(np.int64))
    whole = np.concatenate([body, tights])
    normals = corner_normals(person.vertices, whole)
    covered = np.maximum(np.maximum(fields.shirt, fields.trousers), fields.shoe)
    inside = np.where(person.masks["inside-mouth"] > 0.5, -EVERYWHERE, 0.02 - covered)
    yield _cut(person, body, person.vertices, normals, _skin(person, fields), inside, s.SKIN)
    yield from _clothes(person, fields, tights, normals)
    for side in "lr":
        eye = halved(person.faces[f"helper-{side}-eye"].astype(np.int64))
        yield _cut(
            person,
            eye,
            person.vertices,
            corner_normals(person.vertices, eye),
            _flat(person, [236, 233, 228]),
            np.ones(len(person.vertices)),
            s.EYE,
        )
    yield from _hair(person, fields, body, normals)


def cloth_fields(person: Person) -> Fields:
    """Return the place of each cloth."""
    v, bone, look = person.vertices, person.skeleton, person.look
    arm = person.share("upperarm", "lowerarm", "hand") > 0.5
    limb = arm | (person.share("hand", "index", "middle", "ring", "pinky", "thumb") > 0.3)
    leg = person.share("thigh", "calf", "foot", "ball") > 0.5
    head = person.share("head") > 0.5
    hip, neck = bone.at("thigh_l")[2], bone.at("neck_01")
    collar = -((v - neck - vec(0, 0, 0.012)) @ unit(vec(0, -0.55, 1.0)))
    sleeve_end = look.sleeve * bone.length("upperarm_l", "lowerarm_l")
    sleeve = np.where(limb, sleeve_end - person.along("upperarm", "lowerarm"), EVERYWHERE)
    hem = np.where(limb, EVERYWHERE, v[:, 2] - (hip + 0.0))
    shirt = np.minimum(np.minimum(collar, sleeve), hem)
    shirt[head] = -EVERYWHERE

    waist = np.where(limb, -EVERYWHERE, bone.at("spine_01")[2] + 0.03 - v[:, 2])
    whole_leg = bone.length("thigh_l", "foot_l")
    leg_end = np.where(leg, look.leg * whole_leg - person.along("thigh", "foot"), EVERYWHERE)
    trousers = np.minimum(waist, leg_end)

    ankle = bone.at("foot_l")
    low = np.where(limb, -EVERYWHERE, ankle[2] + 0.012 - 0.25 * (v[:, 1] - ankle[1]) - v[:, 2])
    shoe = low
    sock = np.minimum(np.where(limb, -EVERYWHERE, ankle[2] + 0.075 - v[:, 2]), 0.03 - low)
    return Fields(shirt, trousers, shoe, sock, _hairline(person, head))


def _hairline(person: Person, head: NDArray[np.bool_]) -> Array:
    v, eye = person.vertices, person.eye
    skull = v[:BODY_VERTICES][head[:BODY_VERTICES]]
    front, back = skull[:, 1].min(), skull[:, 1].max()
    depth = (v[:, 1] - front) / (back - front)
    line = eye[2] + np.interp(
        depth,
        [0.0, 0.22, 0.34, 0.42, 0.5, 0.58, 0.66, 1.0],
        [0.07, 0.058, 0.045, 0.0, -0.022, -0.02, -0.03, -0.085],
    )
    near_ear = person.masks["ears"]
    field = v[:, 2] - line - 0.05 * near_ear
    belongs = person.share("head", "neck") > 0.5
    return np.asarray(np.where(belongs, field, -EVERYWHERE))


def _flat(person: Person, colour: list[int]) -> Array:
    return np.tile(np.array(colour) / 255, (len(person.vertices), 1))


def _skin(person: Person, fields: Fields) -> Array:
    v, look = person.vertices, person.look
    colour = _flat(person, look.skin)
    lips = person.masks["lips"][:, None]
    colour = colour * (1 - 0.45 * lips) + 0.45 * lips * colour * vec(0.95, 0.52, 0.52)
    colour = colour * (1 - 0.18 * person.masks["eyelids"][:, None])
    nails = person.masks["fingernails"][:, None]
    colour = colour * (1 - 0.3 * nails) + 0.3 * nails * np.array([0.95, 0.8, 0.76])
    head = person.share("head") > 0.5
    jaw = head & (v[:, 2] < person.eye[2] - 0.045) & (v[:, 1] < person.eye[1] + 0.075)
    amount = look.stubble * np.clip((person.eye[2] - 0.045 - v[:, 2]) / 0.02, 0, 1) * jaw * (1 - lips[:, 0])
    dark = np.array(look.hair_colour) / 255
    colour = colour * (1 - amount[:, None]) + amount[:, None] * dark
    scalp = np.clip(fields.hair / 0.012 + 0.2, 0, 1)[:, None]
    return np.asarray(colour * (1 - scalp) + scalp * dark)


def _clothes(person: Person, fields: Fields, tights: NDArray[np.int64], normals: Array) -> Iterator[Surface]:
    v, bone, look = person.vertices, person.skeleton, person.look
    chest = bone.at("spine_03")[2]
    loose = np.clip((chest + 0.05 - v[:, 2]) / 0.3, 0, 1) * (person.share("upperarm", "lowerarm") < 0.5)
    cuff = np.clip(person.along("upperarm", "lowerarm") / 0.2, 0, 1) * (person.share("upperarm") > 0.5)
    shirt = v + normals * (0.007 + 0.011 * loose + 0.012 * cuff)[:, None]
    yield _cut(person, tights, shirt, normals, _flat(person, look.shirt), fields.shirt, s.SHIRT)
    wide = 0.004 if look.leg > 0.6 else 0.02
    thigh = np.clip(person.along("thigh", "calf") / 0.3, 0, 1) * (person.share("thigh", "calf") > 0.5)
    trousers = v + normals * (0.005 + wide * thigh)[:, None]
    yield _cut(person, tights, trousers, normals, _flat(person, look.trousers), fields.trousers, s.TROUSERS)
    sock = v + normals * 0.003
    yield _cut(person, tights, sock, normals, _flat(person, look.socks), fields.sock, s.SOCK)
    shoe = v + normals * 0.007
    low = np.clip((0.05 - v[:, 2]) / 0.03, 0, 1)[:, None]
    flat = normals * vec(1, 1, 0)
    shoe = shoe + flat * 0.007 * low
    shoe[:, 2] = np.interp(v[:, 2], [0.022, 0.07, 0.3], [0.0, 0.07, 0.3])
    made = _cut(person, tights, shoe, normals, _flat(person, look.shoes), fields.shoe, s.SHOE)
    yield replace(made, origin=made.points)


def _hair(person: Person, fields: Fields, body: NDArray[np.int64], normals: Array) -> Iterator[Surface]:
    look, v = person.look, person.vertices
    scalp = body[(fields.hair[body] > -0.01).all(1)]
    colour = _flat(person, look.hair_colour)
    full = np.clip(fields.hair / 0.05, 0.12, 1.0)
    crown = np.clip((v[:, 2] - person.eye[2] - 0.03) / 0.07, 0, 1)
    length = look.hair * full * (0.45 + 0.55 * crown)
    combed = unit(vec(0.0, 1.0, -0.25))
    for k in range(HAIR_SHELLS):
        height = (k + 1) / HAIR_SHELLS
        raised = normals * (length * height)[:, None] + combed * (0.5 * length * height**2)[:, None]
        part = _cut(person, scalp, v + raised, normals, colour, fields.hair - 0.006 * height, s.HAIR)
        yield replace(part, shell=np.full(len(part.points), height))
    if look.bun:
        back = v[:BODY_VERTICES][person.share("head")[:BODY_VERTICES] > 0.5]
        at = vec(0.0, back[:, 1].max() + 0.018, person.eye[2] + 0.055)
        ball, triangles = ellipsoid(at, vec(0.036, 0.032, 0.034))
        yield s.rigid(
            ball,
            triangles,
            (look.hair_colour[0], look.hair_colour[1], look.hair_colour[2]),
            s.HAIR,
            bone=person.skeleton.index["head"] + 1,
            smooth=True,
        )


def ellipsoid(at: Array, radii: Array, rings: int = 12) -> tuple[Array, NDArray[np.int64]]:
    """A ball around `at`: points and outward triangles."""
    turns = 2 * rings
    points = [
        at + radii * vec(np.sin(a) * np.cos(b), np.sin(a) * np.sin(b), np.cos(a))
        for a in np.linspace(0, np.pi, rings + 1)
        for b in np.arange(turns) * 2 * np.pi / turns
    ]
    triangles = []
    for i in range(rings):
        for j in range(turns):
            a, b = i * turns + j, i * turns + (j + 1) % turns
            triangles += [[a, a + turns, b], [b, a + turns, b + turns]]
    return np.array(points), np.array(triangles)


def _cut(
    person: Person,
    triangles: NDArray[np.int64],
    points: Array,
    normals: Array,
    colours: Array,
    edge: Array,
    material: int,
) -> Surface:
    """The triangles of a layer that its field touches, with only the corners they use."""
    kept = triangles[(edge[triangles] > 0).any(1)]
    used, renumbered = np.unique(kept, return_inverse=True)
    weights = person.weights[used]
    bones = np.argsort(-weights, axis=1)[:, :4]
    strongest = np.take_along_axis(weights, bones, axis=1)
    strongest /= np.maximum(strongest.sum(1, keepdims=True), 1e-9)
    n = len(used)
    return Surface(
        points[used],
        normals[used],
        colours[used],
        person.vertices[used],
        edge[used],
        np.zeros(n),
        np.full(n, float(material)),
        bones + 1,
        strongest,
        renumbered.reshape(kept.shape),
    )
