"""Opens a camera for a few seconds, and says what a coach would see through it."""

import contextlib
from dataclasses import dataclass, field

import numpy as np

from posecoach.capture.camera import open_camera
from posecoach.core.form.picture_check import BRIGHT, DARK
from posecoach.core.pose.landmarks import Pose
from posecoach.doctor import Requirement
from posecoach.errors import SourceError
from posecoach.pipeline import Tracker
from posecoach.types import Frame

LOOK_S = 3.0
"""s for which a camera is looked through, from its first picture."""

PATIENCE = 400
"""Turns without a picture, of 0.05 s, after which a camera is said to give none."""

SLOW = 12.0
"""Pictures a second below which fast repetitions are missed."""

SMALL = 240
"""Pixels of the shorter side below which joints are guessed."""

BACKLIGHT = 0.5
"""Brightness of a person, as a share of the whole picture's, below which the light is behind them."""

OFTEN = 0.5
"""Share of the pictures in which a person is to be seen."""


@dataclass(slots=True)
class _Seen:
    """The pictures of a camera so far."""

    pictures: int = 0
    looked_at: int = 0
    people: int = 0
    last: float = 0.0
    size: tuple[int, int] = (0, 0)
    brightness: list[float] = field(default_factory=list)
    person: list[float] = field(default_factory=list)

    def add(self, frame: Frame, pose: Pose | None) -> None:
        """Take a picture, and who was seen in it."""
        self.looked_at += 1
        self.last, self.size = frame.t, frame.size
        self.brightness.append(float(frame.image.mean()))
        if pose is None:
            return
        self.people += 1
        height, width = frame.image.shape[:2]
        points = np.clip(pose.image / frame.size, 0.0, 1.0) * (width - 1, height - 1)
        (left, top), (right, bottom) = points.min(axis=0).astype(int), points.max(axis=0).astype(int)
        self.person.append(float(frame.image[top : bottom + 1, left : right + 1].mean()))


def look_through(source: str, tracker: Tracker, seconds: float = LOOK_S) -> list[Requirement]:
    """Return what was found: the camera itself, the light, and whether a person is seen.

    Args:
        source: a camera's number or name, or an address, as `posecoach live --source` takes it.
        tracker: finds people.
        seconds: s to look, from the first picture.
    """
    seen, silent = _Seen(), 0
    try:
        camera = open_camera(source)
        with contextlib.closing(camera.frames()) as frames:
            for frame in frames:
                silent = silent + 1 if frame is None else 0
                if frame is not None:
                    seen.add(frame, tracker.find(frame))
                if seen.last >= seconds or silent > PATIENCE:
                    break
        seen.pictures = seen.looked_at + camera.dropped
    except SourceError as error:
        return [Requirement("camera", ok=False, detail="does not open", remedy=str(error), needed=False)]
    if not seen.looked_at:
        remedy = "close other programs that may be using it"
        return [Requirement("camera", ok=False, detail="gives no picture", remedy=remedy, needed=False)]
    return [_camera(seen), _light(seen), _person(seen)]


def _camera(seen: _Seen) -> Requirement:
    rate = (seen.pictures - 1) / seen.last if seen.last > 0.0 else 0.0
    detail = f"{seen.size[0]}x{seen.size[1]}, {rate:.0f} pictures a second, {seen.looked_at} looked at"
    remedy = ""
    if min(seen.size) < SMALL:
        remedy = "its pictures are small: choose a larger size in the camera's own program"
    elif rate < SLOW:
        remedy = "it is slow: give it more light, or another USB port"
    return Requirement("camera", not remedy, detail, remedy, needed=False)


def _light(seen: _Seen) -> Requirement:
    brightness = float(np.mean(seen.brightness)) if seen.brightness else 0.0
    person = float(np.mean(seen.person)) if seen.person else brightness
    remedy = ""
    if brightness < DARK:
        remedy = "it is too dark: switch on more light"
    elif brightness > BRIGHT:
        remedy = "it is too bright: turn the camera away from the lamp or the window"
    elif person < BACKLIGHT * brightness:
        remedy = "the light is behind you: move the lamp, or the camera to the window's side"
    return Requirement("light", not remedy, f"{brightness / 2.55:.0f} % bright", remedy, needed=False)


def _person(seen: _Seen) -> Requirement:
    share = seen.people / max(seen.looked_at, 1)
    remedy = "" if share >= OFTEN else "step into the picture, head to feet, and run this again"
    return Requirement("person", not remedy, f"seen in {share:.0%} of the pictures", remedy, needed=False)
