"""A scene file: who does what, where, filmed from where. The one door where its table is checked."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sample_videos.studio.camera import Camera
from sample_videos.studio.outfit import Look
from sample_videos.studio.space import vec

FOLDER = Path(__file__).with_name("scenes")


class SceneError(Exception):
    """A scene file that cannot be filmed; the message names file and key."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One film to be made."""

    name: str
    says: str
    exercise: str
    variant: str
    view: str
    body: str
    room: str
    seed: int
    fps: int
    camera: Camera
    move: dict[str, Any]
    """Parameters of the exercise: its move's keyword arguments."""
    run: dict[str, Any]
    """The course: repetitions or holds, and their tempo."""
    look: Look | None = None
    """The person, where it is nobody in `bodies.toml`."""
    exposure: float = 1.0
    """Brightness, as a factor on the room's own."""
    grain: float = 1.6
    """The sensor's noise, in grey levels."""
    draft: bool = False
    """Filmed in a plainer and cheaper way."""


def read_scene(path: Path) -> Scene:
    """The scene in a TOML file.

    Raises:
        SceneError: A key is missing, unknown or of the wrong kind.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        lens = table.pop("camera")
        scene = Scene(
            name=path.stem,
            camera=read_camera(lens),
            fps=table.pop("fps", 25),
            move=table.pop("move", {}),
            run=table.pop("run"),
            **table,
        )
    except (KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        message = f"{path.name}: {error}"
        raise SceneError(message) from error
    return scene


def read_camera(table: dict[str, Any]) -> Camera:
    """A camera from where it stands around its target: azimuth 0 is in front, + goes to the person's left."""
    around = np.radians(table["azimuth"])
    target = vec(*table["target"])
    far = table["distance"]
    position = vec(target[0] + far * np.sin(around), target[1] - far * np.cos(around), table["height"])
    return Camera(position, target, table.get("field_of_view", 50.0), tuple(table.get("size", (640, 480))))


def all_scenes() -> list[Path]:
    """The scene files of the sample videos, by name."""
    return sorted(FOLDER.glob("*.toml"))
