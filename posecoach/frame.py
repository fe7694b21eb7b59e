"""One picture and its moment."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """An image and when it was taken.

    Attributes:
        t: seconds from the source's own zero.
        image: (h, w, 3) red, green, blue; as the camera saw it, never mirrored.
        size: width and height, in pixels, of the source's picture, of which `image` may be a smaller
            copy; poses are in its pixels. The image's own, where it is not given.
    """

    t: float
    image: Image
    size: tuple[int, int] = (0, 0)

    def __post_init__(self) -> None:
        if self.size == (0, 0):
            height, width = self.image.shape[:2]
            object.__setattr__(self, "size", (width, height))
