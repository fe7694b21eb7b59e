"""Chooses one of several people by their place."""

from collections.abc import Sequence

from posecoach.tracking.person_lock import SHARED, SMALL, Box

Tile = tuple[float, float, float, float]
"""Part of a picture: left, top, right and bottom, in shares of its width and height."""

WHOLE_PICTURE: Tile = (0.0, 0.0, 1.0, 1.0)

TILES: tuple[Tile, ...] = (WHOLE_PICTURE, (0.0, 0.0, 0.6, 1.0), (0.4, 0.0, 1.0, 1.0))
"""Parts of the picture that are searched each by itself.

MediaPipe's detector often finds but the largest of two people in a whole picture.
"""

RETRY_S, PATIENCE_S = 0.5, 5.0
"""s between two searches, and after which whoever was found is taken, though there should be more."""


def distinct(bodies: Sequence[Box]) -> list[Box]:
    """Return every body once, from left to right, without those that are far smaller than the largest."""
    found: list[Box] = []
    for body in sorted(bodies, key=lambda each: -each.length):
        if all(body.shared(each) < SHARED for each in found) and body.length > SMALL * max(
            (each.length for each in found), default=0.0
        ):
            found.append(body)
    return sorted(found, key=lambda each: each.left + each.right)


def pick(who: str, bodies: Sequence[Box], *, last_chance: bool = False) -> Box | None:
    """Return the one who is meant; None where too few are there for that.

    Args:
        who: "left", "middle", "right", or a number from the left, "1" for the first.
        bodies: those found, from left to right.
        last_chance: take the nearest to it of those that are there.
    """
    if not bodies:
        return None
    place = (
        int(who) - 1 if who.isdecimal() else {"left": 0, "right": len(bodies) - 1}.get(who, len(bodies) // 2)
    )
    needed = place + 1 if who.isdecimal() else 3 if who == "middle" else 2
    if len(bodies) < needed and not last_chance:
        return None
    return bodies[min(place, len(bodies) - 1)]
