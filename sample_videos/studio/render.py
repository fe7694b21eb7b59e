"""Pictures of posed bodies in rooms, by OpenGL (EGL: a software driver will do)."""

from dataclasses import dataclass
from pathlib import Path

import moderngl
import numpy as np
from numpy.typing import NDArray

from sample_videos.studio.camera import Camera
from sample_videos.studio.space import Array, X, Y, unit
from sample_videos.studio.stance import Figure
from sample_videos.studio.surface import HAIR, SHIRT, SHOE, SOCK, TROUSERS, Surface

CLOTH = (SHIRT, TROUSERS, SOCK, SHOE)  # what shows its inside
SAMPLES = 4
SHADOW_PIXELS = 1536
SKY_PIXELS = 512
MATRICES = 80  # as many as the shaders declare
ALPHA_TO_COVERAGE = 0x809E
REACH = 0.24  # how far flesh, cloth and things held go beyond the bones' starts, metres
SHADERS = Path(__file__).with_name("shaders")


@dataclass(frozen=True, slots=True)
class Light:
    """A sun and a sky: directions and linear colours."""

    towards: Array
    sun: tuple[float, float, float]
    sky: tuple[float, float, float]
    exposure: float = 1.0


@dataclass(frozen=True, slots=True)
class _Part:
    """The triangles of one material: where they are in the buffers, and how they are drawn."""

    array: moderngl.VertexArray
    first: int
    count: int
    open: bool
    """True where its back can be seen."""
    casts: bool
    """True where it throws a shadow; shells of hair hardly would."""


class Picture:
    """Draws one surface, moved by bones, as one camera sees it."""

    def __init__(
        self,
        surface: Surface,
        camera: Camera,
        light: Light,
        face: Array,
        brow: Array,
        *,
        draft: bool = False,
    ) -> None:
        """Prepare the graphics memory; `face` is the left eye at rest and `brow` the hair's colour, 0 to 1.

        A `draft` has plainer surfaces, hard edges, and only the sun's shadows, at a quarter of the cost.
        """
        self._size = camera.size
        self._context = context = moderngl.create_context(standalone=True, require=330, backend="egl")  # type: ignore[arg-type]
        text = {p.name: p.read_text(encoding="utf-8") for p in SHADERS.iterdir()}
        material = surface.material[surface.triangles[:, 0]].astype(int)
        stuffs, counts = np.unique(material, return_counts=True)
        defined = "#define DRAFT\n" if draft else ""
        self._paints = [
            context.program(
                vertex_shader=text["body.vert"],
                fragment_shader=text["body.frag"].replace(
                    "330\n", f"330\n{defined}#define STUFF {stuff}\n", 1
                ),
            )
            for stuff in stuffs
        ]
        self._cast = context.program(vertex_shader=text["shadow.vert"], fragment_shader=text["shadow.frag"])
        columns = (
            surface.points,
            surface.normals,
            surface.colours,
            surface.origin,
            np.column_stack([surface.edge, surface.shell, surface.material]),
            surface.bones,
            surface.weights,
        )
        triangles = surface.triangles[np.argsort(material, kind="stable")]
        corners = context.buffer(np.hstack(columns).astype("f4").tobytes())
        order = context.buffer(triangles.astype("i4").tobytes())
        layout = "3f 3f 3f 3f 3f 4f 4f"
        names = ("point", "normal", "colour", "origin", "cut", "bones", "weights")
        firsts = 3 * (np.cumsum(counts) - counts)
        self._seen = [
            _Part(
                context.vertex_array(paint, [(corners, layout, *names)], order, skip_errors=True),
                int(first),
                3 * int(count),
                stuff in CLOTH,
                stuff != HAIR,
            )
            for paint, first, count, stuff in zip(self._paints, firsts, counts, stuffs, strict=True)
        ]
        self._thrown = context.vertex_array(
            self._cast, [(corners, "3f 36x 3f 4f 4f", "point", "cut", "bones", "weights")], order
        )
        samples = 0 if draft else SAMPLES
        self._canvas = context.framebuffer(
            [context.renderbuffer(self._size, 4, samples=samples)],
            context.depth_renderbuffer(self._size, samples=samples),
        )
        self._plain = context.framebuffer([context.renderbuffer(self._size, 4)])
        self._lights = {
            "sun": (
                _light_matrix(unit(light.towards), camera.target, 2.4),
                SKY_PIXELS if draft else SHADOW_PIXELS,
            ),
            "sky": (_light_matrix(unit(np.array([0.02, 0.03, 1.0])), camera.target, 2.4), SKY_PIXELS),
        }
        if draft:
            del self._lights["sky"]
        self._depths = {}
        for unit_number, (name, (matrix, pixels)) in enumerate(self._lights.items()):
            depth = context.depth_texture((pixels, pixels))
            depth.compare_func = "<="
            self._depths[name] = context.framebuffer(depth_attachment=depth)
            depth.use(unit_number)
            self._set(f"{name}_depth", unit_number)
            self._set(name, matrix)
        self._camera, self._sun = camera, unit(light.towards)
        self._changed: tuple[int, int, int, int] | None = None
        self._set("camera", camera.matrix())
        self._set("towards_sun", unit(light.towards))
        self._set("sun_colour", np.array(light.sun))
        self._set("sky_colour", np.array(light.sky))
        self._set("exposure", light.exposure)
        self._set("eye", camera.position)
        self._set("face", face)
        self._set("brow", np.asarray(brow) ** 2.2)

    def _set(self, name: str, value: Array | float) -> None:
        for paint in self._paints:
            if name not in paint:
                continue
            if isinstance(value, int):
                paint[name].value = value  # type: ignore[union-attr]
            else:
                data = np.asarray(value, dtype="f4")
                paint[name].write(np.ascontiguousarray(data.T).tobytes())  # type: ignore[union-attr]

    def take(self, matrices: Array, points: Array) -> NDArray[np.uint8]:
        """The picture (height, width, 3) when the bones are moved by `matrices` (n, 4, 4).

        `points` (k, 3) are the ends of what moves; only the part of the picture where they and their shadows
        are, or were in the picture before, is painted anew.
        """
        padded = np.tile(np.eye(4), (MATRICES, 1, 1))
        padded[: len(matrices)] = matrices
        bones = np.ascontiguousarray(padded.transpose(0, 2, 1)).astype("f4").tobytes()
        context = self._context
        context.enable(moderngl.DEPTH_TEST)
        context.disable_direct(ALPHA_TO_COVERAGE)
        self._cast["pose"].write(bones)  # type: ignore[union-attr]
        context.enable(moderngl.CULL_FACE)  # walls face inwards: light from outside passes them
        for name, (matrix, _) in self._lights.items():
            self._cast["light"].write(np.ascontiguousarray(matrix.T).astype("f4").tobytes())  # type: ignore[union-attr]
            self._depths[name].use()
            self._depths[name].clear(depth=1.0)
            for seen in self._seen:
                if seen.casts:
                    self._thrown.render(vertices=seen.count, first=seen.first)
        for paint in self._paints:
            paint["pose"].write(bones)  # type: ignore[union-attr]
        self._canvas.use()
        part = self._part(points)
        whole = (0, 0, *self._size)
        self._canvas.scissor = whole if self._changed is None else _both(part, self._changed)
        self._changed = part
        self._canvas.clear(0.6, 0.62, 0.64, 1.0, depth=1.0, viewport=self._canvas.scissor)
        context.enable_direct(ALPHA_TO_COVERAGE)
        for seen in self._seen:
            if seen.open:
                context.disable(moderngl.CULL_FACE)
            else:
                context.enable(moderngl.CULL_FACE)
            seen.array.render(vertices=seen.count, first=seen.first)
        context.copy_framebuffer(self._plain, self._canvas)
        width, height = self._size
        data = np.frombuffer(self._plain.read(components=3, alignment=1), dtype=np.uint8)
        return np.asarray(data.reshape(height, width, 3)[::-1])

    def _part(self, points: Array) -> tuple[int, int, int, int]:
        """The part of the picture (left, bottom, width, height) that `points` and their shadows may touch."""
        below = points * np.array([1, 1, 0])
        shaded = points - self._sun * (points[:, 2:] / self._sun[2])
        around = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)])
        flat = around * np.array([REACH, REACH, 0])
        reached = [points[:, None] + REACH * around, shaded[:, None] + flat, below[:, None] + 1.5 * flat]
        cloud = np.concatenate([r.reshape(-1, 3) for r in reached])
        near = (cloud - self._camera.position) @ -self._camera.axes[2]
        width, height = self._size
        if (near < 0.3).any():
            return (0, 0, width, height)
        pixels = self._camera.project(cloud)
        left, top = np.clip(np.floor(pixels.min(0)), 0, self._size)
        right, bottom = np.clip(np.ceil(pixels.max(0)), 0, self._size)
        return (int(left), int(height - bottom), int(right - left), int(bottom - top))


def bone_matrices(figure: Figure) -> Array:
    """Return each bone's matrix from rest to the figure (bones + 1, 4, 4); the first is the room's."""
    count = len(figure.places)
    matrices = np.tile(np.eye(4), (count + 1, 1, 1))
    matrices[1:, :3, :3] = figure.turns
    moved = np.einsum("bij,bj->bi", figure.turns, figure.skeleton.heads)
    matrices[1:, :3, 3] = figure.places - moved
    return matrices


def _both(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """The smallest part that holds two parts of a picture."""
    left, bottom = min(a[0], b[0]), min(a[1], b[1])
    right, top = max(a[0] + a[2], b[0] + b[2]), max(a[1] + a[3], b[1] + b[3])
    return (left, bottom, right - left, top - bottom)


def _light_matrix(towards: Array, target: Array, half: float) -> Array:
    right = unit(np.cross(towards, X if abs(towards[0]) < 0.9 else Y))
    rows = np.stack([right, np.cross(towards, right), towards])
    view = np.eye(4)
    view[:3, :3] = rows
    view[:3, 3] = -rows @ target
    return np.asarray(np.diag([1 / half, 1 / half, -1 / 5.0, 1.0]) @ view)
