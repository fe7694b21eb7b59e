"""Three rooms to film in: walls, floor, furniture and light."""

from collections.abc import Callable

from sample_videos.studio import surface as s
from sample_videos.studio.outfit import ellipsoid
from sample_videos.studio.props import box, box_mesh, rod
from sample_videos.studio.render import Light
from sample_videos.studio.space import vec
from sample_videos.studio.surface import Surface, rigid

Room = tuple[list[Surface], Light]
Colour = tuple[float, float, float]
HALF, HEIGHT = 3.6, 2.75


def _shell(floor: Colour, floor_stuff: int, wall: Colour, wall_stuff: int) -> list[Surface]:
    points, triangles = box_mesh(vec(-HALF, -HALF, 0), vec(HALF, HALF, HEIGHT), inwards=True)
    is_floor, is_ceiling = triangles[8:10], triangles[10:12]
    parts = [
        rigid(points, is_floor, floor, floor_stuff),
        rigid(points, is_ceiling, (236, 236, 232), s.PLAIN),
        rigid(points, triangles[:8], wall, wall_stuff),
    ]
    d = 0.015
    for low, high in (
        (vec(-HALF, HALF - d, 0), vec(HALF, HALF, 0.09)),
        (vec(-HALF, -HALF, 0), vec(HALF, d - HALF, 0.09)),
        (vec(HALF - d, -HALF, 0), vec(HALF, HALF, 0.09)),
        (vec(-HALF, -HALF, 0), vec(d - HALF, HALF, 0.09)),
    ):
        parts.append(box(low, high, (228, 226, 220)))
    return parts


def _window(along: float, wall: str, width: float = 1.3) -> list[Surface]:
    """A window in a wall named by its side: +y, -y, +x, -x."""
    parts = []
    for grow, depth, colour, stuff in (
        (0.07, 0.03, (240, 240, 236), s.PLAIN),
        (0.0, 0.034, (170, 190, 210), s.GLASS),
    ):
        parts.append(_panel(along, wall, width + 2 * grow, 0.95 - grow, 2.15 + grow, depth, colour, stuff))
    parts.append(_panel(along, wall, 0.045, 0.95, 2.15, 0.045, (240, 240, 236), s.PLAIN))
    return parts


def _panel(
    along: float,
    wall: str,
    width: float,
    low: float,
    high: float,
    depth: float,
    colour: Colour,
    stuff: int = s.PLAIN,
) -> Surface:
    sign = 1 if wall[0] == "+" else -1
    near, far = sorted((sign * HALF, sign * (HALF - depth)))
    if wall[1] == "y":
        return box(vec(along - width / 2, near, low), vec(along + width / 2, far, high), colour, stuff)
    return box(vec(near, along - width / 2, low), vec(far, along + width / 2, high), colour, stuff)


def _plant(x: float, y: float) -> list[Surface]:
    parts = [rod(vec(x, y, 0), vec(x, y, 0.32), 0.14, (176, 98, 66), s.PLAIN)]
    for k, (dx, dy, z, r) in enumerate(
        ((0, 0, 0.75, 0.2), (0.14, 0.05, 0.95, 0.15), (-0.12, 0.1, 1.02, 0.16), (0.02, -0.12, 1.15, 0.15))
    ):
        points, triangles = ellipsoid(vec(x + dx, y + dy, z), vec(r, r, r * 1.25), 7)
        parts.append(rigid(points, triangles, (62 + 8 * k, 104 + 6 * k, 58), s.LEAF, smooth=False))
    return parts


def living() -> Room:
    """Boards, pale walls, a sofa, a window and a plant."""
    parts = _shell((150, 116, 86), s.WOOD, (214, 205, 190), s.PAINT)
    parts += _window(-1.3, "+y") + _window(0.6, "-x")
    parts += _plant(2.9, 3.0) + _plant(-3.0, 2.9)
    parts.append(_panel(1.0, "+y", 0.7, 1.25, 2.05, 0.03, (60, 58, 56)))
    parts.append(_panel(1.0, "+y", 0.6, 1.3, 2.0, 0.034, (176, 150, 108)))
    parts.append(_panel(-0.4, "-x", 0.55, 1.3, 2.0, 0.03, (92, 116, 128)))
    sofa: Colour = (104, 118, 122)
    parts.append(box(vec(0.2, 2.75, 0.12), vec(2.2, 3.5, 0.42), sofa, s.CARPET))
    parts.append(box(vec(0.2, 3.3, 0.42), vec(2.2, 3.55, 0.82), sofa, s.CARPET))
    parts += [box(vec(x, 2.75, 0.12), vec(x + 0.2, 3.5, 0.6), sofa, s.CARPET) for x in (0.05, 2.15)]
    parts.append(box(vec(-3.55, -1.9, 0), vec(-3.15, -0.9, 1.9), (138, 98, 66)))
    for k in range(4):
        parts.append(box(vec(-3.17, -1.85, 0.1 + 0.45 * k), vec(-3.13, -0.95, 0.46 + 0.45 * k), (74, 54, 40)))
        for j in range(6):
            shade = 60.0 + 25 * ((j * 7 + k * 3) % 6)
            y = -1.83 + 0.145 * j
            parts.append(
                box(
                    vec(-3.16, y, 0.1 + 0.45 * k),
                    vec(-3.1, y + 0.12, 0.38 + 0.45 * k),
                    (shade, 190 - shade, 90.0),
                )
            )
    return parts, Light(vec(-0.55, -0.65, 1.15), (1.55, 1.4, 1.2), (0.54, 0.56, 0.6), 0.84)


def gym() -> Room:
    """Speckled rubber, a brick wall, racks and weights."""
    parts = _shell((66, 68, 72), s.RUBBER, (196, 196, 192), s.PAINT)
    parts.append(_panel(0.0, "+y", 2 * HALF, 0.09, HEIGHT, 0.01, (150, 92, 70), s.BRICK))
    parts.append(_panel(0.0, "-x", 2 * HALF, 0.09, HEIGHT, 0.01, (150, 92, 70), s.BRICK))
    parts += _window(1.9, "+y", 1.6)
    parts.append(box(vec(-2.9, 3.1, 0.0), vec(-1.1, 3.4, 0.08), (36, 36, 38)))
    for level in (0.35, 0.75):
        parts.append(box(vec(-2.9, 3.05, level), vec(-1.1, 3.4, level + 0.04), (36, 36, 38)))
        for k in range(6):
            x = -2.75 + 0.29 * k
            parts.append(rod(vec(x, 3.08, level + 0.1), vec(x, 3.34, level + 0.1), 0.022, (150, 150, 152)))
            for y in (3.06, 3.26):
                parts.append(rod(vec(x, y, level + 0.1), vec(x, y + 0.1, level + 0.1), 0.06, (28, 28, 30)))
    parts += [rod(vec(x, 3.2, 0), vec(x, 3.2, 0.8), 0.03, (36, 36, 38)) for x in (-2.9, -1.1)]
    parts.append(_panel(-0.8, "-x", 1.4, 0.6, 2.0, 0.03, (46, 70, 92)))
    parts.append(box(vec(-3.5, 0.6, 0), vec(-2.95, 1.2, 0.5), (150, 112, 70), s.WOOD))
    parts.append(box(vec(2.9, 2.2, 0), vec(3.5, 2.9, 0.45), (34, 92, 86)))
    return parts, Light(vec(0.4, -0.7, 1.3), (1.5, 1.48, 1.4), (0.64, 0.66, 0.70), 0.86)


def study() -> Room:
    """Carpet, blue-grey walls, a bed, a wardrobe, a door."""
    parts = _shell((142, 134, 124), s.CARPET, (158, 172, 180), s.PAINT)
    parts += _window(0.9, "+y") + _window(-1.2, "+x")
    parts.append(_panel(-1.6, "+y", 1.0, 0.0, 2.1, 0.04, (236, 234, 228)))
    parts.append(_panel(-1.6, "+y", 0.86, 0.0, 2.03, 0.06, (222, 218, 208)))
    parts.append(box(vec(-2.0, 3.5, 0.98), vec(-1.9, 3.54, 1.02), (120, 112, 90), s.METAL))
    parts.append(box(vec(2.2, 0.4, 0), vec(3.5, 2.6, 0.28), (120, 86, 58)))
    parts.append(box(vec(2.2, 0.4, 0.28), vec(3.5, 2.6, 0.5), (226, 222, 214), s.CARPET))
    parts.append(box(vec(2.25, 2.1, 0.5), vec(3.45, 2.55, 0.62), (200, 206, 216), s.CARPET))
    parts.append(box(vec(-3.5, -0.6, 0), vec(-2.95, 1.0, 2.1), (186, 158, 122), s.WOOD))
    parts.append(box(vec(-2.96, 0.19, 0.05), vec(-2.94, 0.21, 2.05), (90, 72, 50)))
    parts.append(_panel(0.0, "+y", 0.4, 1.4, 1.9, 0.03, (196, 140, 96)))
    return parts, Light(vec(0.6, -0.5, 1.2), (1.45, 1.4, 1.35), (0.62, 0.64, 0.68), 0.88)


ROOMS: dict[str, Callable[[], Room]] = {"living": living, "gym": gym, "study": study}
