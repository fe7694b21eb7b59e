"""Which cameras this machine has."""

import contextlib
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2

SYSFS = Path("/sys/class/video4linux")

MAX_TRIED = 4
"""How many numbers are tried where the system does not list its cameras."""


@dataclass(frozen=True, slots=True)
class Device:
    """A camera: the number it is opened by, and its name."""

    index: int
    name: str


def devices(folder: Path = SYSFS) -> list[Device]:
    """The cameras, by their numbers."""
    if platform.system() == "Linux":
        return _listed(folder)
    return [Device(index, f"camera {index}") for index in range(MAX_TRIED) if _opens(index)]


@contextlib.contextmanager
def quiet_opencv() -> Iterator[None]:
    """While OpenCV says nothing on stderr, as it does of every number that is no camera."""
    log: Any = cv2.utils.logging
    level = log.getLogLevel()
    log.setLogLevel(log.LOG_LEVEL_SILENT)
    try:
        yield
    finally:
        log.setLogLevel(level)


def _listed(folder: Path) -> list[Device]:
    found = []
    for each in folder.iterdir() if folder.is_dir() else ():
        number = each.name.removeprefix("video")
        if not number.isdecimal():
            continue
        # A camera has a second node, which gives no pictures but facts about them.
        index = each / "index"
        if index.exists() and index.read_text(encoding="utf-8").strip() != "0":
            continue
        name = (each / "name").read_text(encoding="utf-8", errors="replace").strip()
        found.append(Device(int(number), name))
    return sorted(found, key=lambda device: device.index)


def _opens(index: int) -> bool:
    with quiet_opencv():
        camera = cv2.VideoCapture(index)
    try:
        return camera.isOpened()
    finally:
        camera.release()
