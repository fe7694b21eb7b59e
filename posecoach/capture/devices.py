"""Lists the cameras of this machine."""

import contextlib
import errno
import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2

SYSFS = Path("/sys/class/video4linux")

DEV = Path("/dev")

IN_USE = "another program may be using it: close that one"

PERMISSION = {
    "Darwin": "allow your terminal to use it in System Settings, Privacy & Security, Camera",
    "Windows": "allow desktop apps to use it in Settings, Privacy & security, Camera",
}
"""The way to the permission for cameras, by system."""

BACKENDS = {"Darwin": cv2.CAP_AVFOUNDATION, "Windows": cv2.CAP_DSHOW}
"""OpenCV's way to a camera by system: it numbers the cameras and opens them; elsewhere whichever OpenCV takes.

DirectShow, as Windows' Media Foundation takes many seconds to open a camera.
"""

MAX_TRIED = 4
"""Numbers that are tried where the system does not list its cameras."""


@dataclass(frozen=True, slots=True)
class Device:
    """A camera: the number it is opened by, and its name."""

    index: int
    name: str


def devices(folder: Path = SYSFS) -> list[Device]:
    """The cameras, by their numbers."""
    if platform.system() == "Linux":
        return _listed(folder)
    with contextlib.suppress(Exception):  # its own errors, or the system's, are no reason to find no camera
        return _named(backend())
    return [Device(index, f"camera {index}") for index in range(MAX_TRIED) if _opens(index)]


def backend() -> int:
    """Return OpenCV's way to the cameras of this system."""
    return BACKENDS.get(platform.system(), cv2.CAP_ANY)


def refusal(index: int, folder: Path = DEV) -> str:
    """Tell why a camera does not open, and the way out."""
    system = platform.system()
    if system in PERMISSION:
        return f"cannot be opened; {PERMISSION[system]}, and see: posecoach cameras"
    node = folder / f"video{index}"
    try:
        os.close(os.open(node, os.O_RDWR | os.O_NONBLOCK))
    except FileNotFoundError:
        known = ", ".join(f"{each.index} ({each.name})" for each in devices())
        if not known:
            return "there is no camera here; use a phone's: --source http://..., or a video: --source FILE"
        return f"there is none of this number; cameras here: {known}"
    except PermissionError:
        return f"you may not use {node}: run `sudo usermod -aG video $USER`, and log in again"
    except OSError as error:
        return IN_USE if error.errno == errno.EBUSY else f"cannot be opened: {error.strerror}"
    return f"cannot be opened; {IN_USE}, or it only tells about another one: see posecoach cameras"


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


def _named(way: int) -> list[Device]:
    """Return the cameras as the system lists them, in OpenCV's order."""
    from cv2_enumerate_cameras import enumerate_cameras  # noqa: PLC0415 - on Windows and macOS alone

    return [Device(int(each.index), str(each.name)) for each in enumerate_cameras(way)]


def _opens(index: int) -> bool:
    with quiet_opencv():
        camera = cv2.VideoCapture(index, backend())
    try:
        return camera.isOpened()
    finally:
        camera.release()
