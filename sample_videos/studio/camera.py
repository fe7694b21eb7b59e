"""A pinhole camera anywhere in the room."""

from dataclasses import dataclass

import numpy as np

from sample_videos.studio.space import Array, Z, turn, unit


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera: where it stands, what it looks at, how wide it sees and how large its picture is."""

    position: Array
    target: Array
    field_of_view: float
    """Over the picture's width, degrees."""
    size: tuple[int, int]
    """Width and height, pixels."""
    roll: float = 0.0
    """The turn about the line of sight, clockwise, degrees."""

    @property
    def axes(self) -> Array:
        """Rows: right, up and backwards, in the room."""
        ahead = unit(self.target - self.position)
        level = unit(np.cross(ahead, Z))
        right = turn(ahead, self.roll) @ level
        return np.stack([right, np.cross(right, ahead), -ahead])

    @property
    def focal(self) -> float:
        """The focal length, pixels."""
        return float(self.size[0] / 2 / np.tan(np.radians(self.field_of_view / 2)))

    def project(self, points: Array) -> Array:
        """Pixels (n, 2) of points (n, 3), x right and y down; it takes points in front of the camera."""
        seen = (points - self.position) @ self.axes.T
        width, height = self.size
        return np.stack(
            [
                width / 2 - self.focal * seen[:, 0] / seen[:, 2],
                height / 2 + self.focal * seen[:, 1] / seen[:, 2],
            ],
            axis=1,
        )

    def matrix(self, near: float = 0.15, far: float = 30.0) -> Array:
        """Room to clip space (4, 4), as OpenGL wants it."""
        view = np.eye(4)
        view[:3, :3] = self.axes
        view[:3, 3] = -self.axes @ self.position
        width, height = self.size
        lens = np.zeros((4, 4))
        lens[0, 0], lens[1, 1] = 2 * self.focal / width, 2 * self.focal / height
        lens[2, 2:] = -(far + near) / (far - near), -2 * far * near / (far - near)
        lens[3, 2] = -1
        return np.asarray(lens @ view)
