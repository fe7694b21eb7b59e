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
    """

    t: float
    image: Image
