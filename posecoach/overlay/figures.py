"""Figures: small bodies that show how to stand, and how a repetition went.

Those of the exercises are as seen from each one's best view in the sample videos.
"""

import functools
from collections.abc import Sequence

from posecoach.core.pose.landmarks import Landmark, Pose
from posecoach.overlay.shapes import Canvas, Disc, Ink, Line, Shape

Figure = tuple[tuple[float, float], ...]
"""x and y of each of `JOINTS`, y down."""

JOINTS = (
    Landmark.NOSE,
    Landmark.LEFT_SHOULDER,
    Landmark.RIGHT_SHOULDER,
    Landmark.LEFT_ELBOW,
    Landmark.RIGHT_ELBOW,
    Landmark.LEFT_WRIST,
    Landmark.RIGHT_WRIST,
    Landmark.LEFT_HIP,
    Landmark.RIGHT_HIP,
    Landmark.LEFT_KNEE,
    Landmark.RIGHT_KNEE,
    Landmark.LEFT_ANKLE,
    Landmark.RIGHT_ANKLE,
)

LIMBS = ((1, 2), (7, 8), (1, 7), (2, 8), (1, 3), (3, 5), (2, 4), (4, 6), (7, 9), (9, 11), (8, 10), (10, 12))
"""Pairs of indices into `JOINTS`."""

TURN_S = 1.4
"""s from the start of a repetition to its turning point, as the figure shows it."""

_TABLE = {
    "push_up": (
        "-45,-17 -33,-15 -28,-18 -28,4 -25,-2 -30,18 -27,11 -1,-5 -1,-8 24,1 23,-1 50,7 44,4",
        "-50,-3 -37,-4 -34,-8 -25,4 -23,0 -29,18 -26,10 -4,2 -3,-2 22,5 21,2 49,8 44,4",
    ),
    "pull_up": (
        "-0,-21 7,-12 -7,-12 12,-23 -12,-22 16,-37 -16,-37 4,15 -5,15 8,34 -8,34 9,50 -8,50",
        "-0,-50 9,-36 -8,-36 14,-26 -13,-25 16,-37 -16,-37 5,-14 -5,-14 8,5 -8,4 9,21 -9,21",
    ),
    "squat": (
        "-1,-50 9,-40 7,-39 8,-22 7,-21 0,-7 2,-6 9,-5 8,-5 6,22 6,20 8,50 8,43",
        "-7,-13 6,-5 4,-5 -10,-1 -10,-2 -25,-4 -25,-4 25,21 20,18 2,24 0,22 7,50 6,43",
    ),
    "dumbbell_row": (
        "36,-43 11,-45 8,-43 2,-21 4,-12 9,2 7,11 -27,-23 -35,-24 -8,-0 -15,11 -32,12 -29,50",
        "36,-44 13,-43 9,-47 -3,-27 -20,-50 4,-7 -19,-23 -29,-22 -36,-25 -10,5 -18,7 -0,41 -31,49",
    ),
    "reverse_fly": (
        "0,-50 10,-37 -11,-37 14,-33 -16,-32 16,-31 -16,-31 7,-3 -7,-2 10,25 -9,26 11,50 -11,49",
        "-0,-50 11,-36 -11,-36 29,-33 -27,-33 44,-32 -44,-32 7,-2 -7,-1 10,26 -10,26 11,50 -11,50",
    ),
    "doorframe_stretch": (
        "2,-47 -10,-34 14,-33 -26,-33 20,-16 -26,-50 26,-0 -3,2 8,2 -2,26 11,23 2,50 15,45",
    ),
    "squat_stretch": (
        "24,-50 26,-42 -11,-34 45,-26 -39,-31 34,-2 -36,-2 10,0 -12,1 40,12 -40,11 43,50 -45,50",
    ),
    "spine_stretch": (
        "-36,-44 -12,-50 -16,-49 -20,-14 -21,-14 -28,19 -29,17 36,-20 27,-22 -12,-1 -16,-3 -15,50 -18,48",
    ),
}
"""Start and turning point, or the hold, of each exercise, in hundredths of the figure's larger side."""


@functools.cache
def figures(exercise: str) -> tuple[Figure, ...]:
    """Return the start and the turning point of an exercise, or its hold; none of one that is not known."""
    rows = _TABLE.get(exercise, ())
    return tuple(tuple(_pair(pair) for pair in row.split()) for row in rows)


def _pair(text: str) -> tuple[float, float]:
    x, y = text.split(",")
    return float(x), float(y)


def moving(exercise: str, t: float) -> Figure | None:
    """Return an exercise's figure at `t` seconds of a movement that never ends; None of one that is not known."""
    known = figures(exercise)
    if len(known) < 2:  # noqa: PLR2004 - a hold, which has no other end
        return known[0] if known else None
    share = t / TURN_S % 2.0
    share = share if share <= 1.0 else 2.0 - share
    share = share * share * (3.0 - 2.0 * share)
    return tuple((a + share * (c - a), b + share * (d - b)) for (a, b), (c, d) in zip(*known, strict=True))


def figure_of(pose: Pose) -> Figure:
    """Return the figure of a pose, px of its picture."""
    image = pose.image
    return tuple((float(image[mark][0]), float(image[mark][1])) for mark in JOINTS)


def fitted_figures(film: Sequence[Figure], size: float) -> list[Figure]:
    """Return figures moved to (0, 0) and scaled alike, so that all of them fit into a square of `size` px."""
    xs = [x for figure in film for x, _ in figure]
    ys = [y for figure in film for _, y in figure]
    scale = size / max(max(xs) - min(xs), max(ys) - min(ys), 1e-6)
    middle = (max(xs) + min(xs)) / 2.0, (max(ys) + min(ys)) / 2.0
    return [tuple(((x - middle[0]) * scale, (y - middle[1]) * scale) for x, y in figure) for figure in film]


def drawn_figure(figure: Figure, x: float, y: float, canvas: Canvas, ink: Ink, size: float) -> list[Shape]:
    """Return a figure about (x, y), mirrored where the picture is; `size` px is its larger side."""
    way, wide = (-1.0 if canvas.mirrored else 1.0), 0.035 * size
    at = [(x + way * px, y + py) for px, py in figure]
    shapes: list[Shape] = [Line(*at[a], *at[b], wide, ink) for a, b in LIMBS]
    neck = (at[1][0] + at[2][0]) / 2.0, (at[1][1] + at[2][1]) / 2.0
    shapes.append(Line(*neck, *at[0], 0.8 * wide, ink))
    shapes.append(Disc(*at[0], 0.06 * size, ink))
    return shapes
