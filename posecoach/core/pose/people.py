"""Those who are in the picture, as a live session shows them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """Somebody in the picture.

    Attributes:
        left, top, right, bottom: the box around them, px of the source's picture.
        followed: whether it is the one who is coached.
    """

    left: float
    top: float
    right: float
    bottom: float
    followed: bool = False
