"""Checks that a machine has what posecoach needs, and says how to get it."""

import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from posecoach.errors import first_line

PYTHON = (3, 11), (3, 15)
"""The first version that works, and the first that has not been tried."""

PORTAUDIO = "libportaudio.so.2"

DEBIAN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLESv2.so.2": "libgles2",
    "libICE.so.6": "libice6",
    "libSM.so.6": "libsm6",
    "libX11.so.6": "libx11-6",
    "libXext.so.6": "libxext6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    PORTAUDIO: "libportaudio2",
    "libstdc++.so.6": "libstdc++6",
    "libxcb.so.1": "libxcb1",
}
"""The package with each shared library that the wheels link against and do not bring, as `ldd` shows them."""

PACKAGES = {"cv2": "opencv-python", "PIL": "pillow"}
"""Names of packages where they differ from the module's."""

LINKED = ("cv2/*.so", "mediapipe/tasks/c/*.so", "av/_core*.so")
"""Files that link against them. OpenCV and MediaPipe do not load without theirs."""

LINKED_FOR_WINDOWS = ("cv2/qt/plugins/platforms/*.so",)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One check and its result.

    Attributes:
        name: the thing checked.
        ok: True where it is as it should be.
        detail: what was found.
        remedy: the way out; empty where none is needed.
        needed: False for what only live coaching uses: recorded videos are counted without it.
    """

    name: str
    ok: bool
    detail: str
    remedy: str = ""
    needed: bool = True


def checks() -> list[Requirement]:
    """Return the results of all checks, in the order in which one thing needs another."""
    libraries = shared_libraries()
    return [
        python(),
        system(),
        libraries,
        imported("cv2"),
        imported("mediapipe"),
        opencv_pair(),
        model(),
        inference(),
        data_folder(),
        cameras(),
        display(),
        sound(),
    ]


def python() -> Requirement:
    """Check the version of Python."""
    first, beyond = PYTHON
    ok = first <= sys.version_info[:2] < beyond
    wanted = f"install Python {first[0]}.{first[1]} to {beyond[0]}.{beyond[1] - 1}"
    return Requirement("Python", ok, platform.python_version(), "" if ok else wanted)


def system() -> Requirement:
    """Check the system and processor: MediaPipe has wheels for these alone."""
    name, machine = platform.system(), platform.machine()
    ok = machine.lower() in ("x86_64", "amd64", "arm64", "aarch64")
    remedy = "" if ok else "use a 64-bit Intel, AMD or ARM machine: MediaPipe is made for no other"
    return Requirement("system", ok, f"{name} {platform.release()}, {machine}", remedy)


def shared_libraries() -> Requirement:
    """Check the libraries that OpenCV and MediaPipe link against; slim Linux images lack some."""
    name = "shared libraries"
    if platform.system() != "Linux":
        return Requirement(name, ok=True, detail="come with the wheels on this system")
    if not shutil.which("ldd"):
        return Requirement(name, ok=True, detail="not checked: there is no ldd here")
    missing = missing_libraries(_linked(LINKED))
    if missing:
        return Requirement(name, ok=False, detail=f"missing: {', '.join(missing)}", remedy=_install(missing))
    return Requirement(name, ok=True, detail="all there")


def missing_libraries(files: Sequence[Path]) -> list[str]:
    """Return the libraries that files link against and that are not installed."""
    if not files:
        return []
    told = subprocess.run(  # noqa: S603 - files of our own environment
        [shutil.which("ldd") or "ldd", *map(str, files)], capture_output=True, text=True, check=False
    )
    lines = told.stdout.splitlines()
    return sorted({line.split("=>")[0].strip() for line in lines if line.rstrip().endswith("=> not found")})


def imported(name: str) -> Requirement:
    """Check that a library loads; a missing Python package is told from a missing shared library."""
    try:
        module = importlib.import_module(name)
        version = getattr(module, "__version__", "") or metadata.version(name)
    except ModuleNotFoundError as error:
        package = PACKAGES.get(error.name or name, error.name or name)
        detail = f"the Python package {package} is missing"
        return Requirement(name, ok=False, detail=detail, remedy=f"pip install {package}")
    except Exception as error:  # noqa: BLE001 - a broken install may raise anything, and each is its finding
        remedy = "see shared libraries, or install posecoach again"
        return Requirement(name, ok=False, detail=first_line(error), remedy=remedy)
    return Requirement(name, ok=True, detail=version)


def opencv_pair() -> Requirement:
    """Check for opencv-python, alone or with opencv-contrib-python of its version: they share one folder."""
    pair = {package: _version(package) for package in ("opencv-python", "opencv-contrib-python")}
    others = {
        package: _version(package) for package in ("opencv-python-headless", "opencv-contrib-python-headless")
    }
    others = {package: version for package, version in others.items() if version}
    detail = ", ".join(f"{package} {version or 'none'}" for package, version in (pair | others).items())
    if others:
        remedy = f"pip uninstall {' '.join(others)}, then install posecoach again: they fill one folder"
    elif not pair["opencv-python"] or len({version for version in pair.values() if version}) > 1:
        remedy = "install posecoach again: they fill one folder, and must be of one version"
    else:
        remedy = ""
    return Requirement("OpenCV packages", not remedy, detail, remedy)


def model() -> Requirement:
    """Check that the pose model is there and whole."""
    from posecoach.errors import TrackerError
    from posecoach.tracking.model import SHA256, checked_model, default_model

    try:
        path = default_model()
        whole = hashlib.sha256(checked_model(path)).hexdigest() == SHA256
    except TrackerError as error:
        return Requirement("pose model", ok=False, detail=str(error), remedy="install posecoach again")
    detail = f"{path.name}, {'whole' if whole else 'not the one that posecoach came with'}"
    return Requirement("pose model", whole, detail, "" if whole else "install posecoach again")


def inference() -> Requirement:
    """Run the model on one grey picture."""
    import numpy as np

    from posecoach.types import Frame

    try:
        from posecoach.tracking.mediapipe import MediaPipeTracker

        with MediaPipeTracker() as tracker:
            tracker.find(Frame(0.0, np.full((240, 320, 3), 128, np.uint8)))
    except Exception as error:  # noqa: BLE001 - a broken install may raise anything, and each is its finding
        return Requirement(
            "tracking", ok=False, detail=first_line(error), remedy="fix what is named above first"
        )
    return Requirement("tracking", ok=True, detail="the model runs")


def data_folder() -> Requirement:
    """Check that the history can be kept in the user's data folder."""
    from platformdirs import user_data_path

    folder = user_data_path("posecoach", appauthor=False)
    there = folder
    while not there.exists() and there != there.parent:
        there = there.parent
    ok = there.is_dir() and os.access(there, os.W_OK)
    return Requirement(
        "data folder", ok, str(folder), "" if ok else f"make {there} writable, for the history"
    )


def cameras() -> Requirement:
    """Look for cameras."""
    name = "camera"
    if platform.system() == "Linux":
        folder = Path("/sys/class/video4linux")
        found = sorted(folder.iterdir()) if folder.is_dir() else []
        if found:
            named = (f"{each.name}: {(each / 'name').read_text().strip()}" for each in found)
            return Requirement(name, ok=True, detail=", ".join(named), needed=False)
    elif _opens(0):
        return Requirement(name, ok=True, detail="camera 0 opens", needed=False)
    return Requirement(name, ok=False, detail="none", remedy="plug one in to train live", needed=False)


def display() -> Requirement:
    """Check that a window can be opened."""
    name = "display"
    if platform.system() != "Linux":
        return Requirement(name, ok=True, detail=platform.system(), needed=False)
    found = [each for each in ("WAYLAND_DISPLAY", "DISPLAY") if os.environ.get(each)]
    if not found:
        remedy = "train live where there is a screen, or write a video"
        return Requirement(
            name, ok=False, detail="neither DISPLAY nor WAYLAND_DISPLAY is set", remedy=remedy, needed=False
        )
    missing = missing_libraries(_linked(LINKED_FOR_WINDOWS)) if shutil.which("ldd") else []
    if missing:
        detail = f"missing: {', '.join(missing)}"
        return Requirement(name, ok=False, detail=detail, remedy=_install(missing), needed=False)
    return Requirement(name, ok=True, detail=f"{found[0]}={os.environ[found[0]]}", needed=False)


def sound() -> Requirement:
    """Check that there is a sound output."""
    name = "sound"
    try:
        import sounddevice
    except ImportError:
        detail = "the Python package sounddevice is missing"
        return Requirement(name, ok=False, detail=detail, remedy="pip install sounddevice", needed=False)
    except OSError:  # the package is there, the library it wraps is not
        remedy = _install([PORTAUDIO]) if platform.system() == "Linux" else "install PortAudio"
        return Requirement(name, ok=False, detail="PortAudio is not installed", remedy=remedy, needed=False)
    try:
        device = sounddevice.query_devices(kind="output")
    except (ValueError, sounddevice.PortAudioError):
        return Requirement(name, ok=False, detail="no device", remedy="plug in a loudspeaker", needed=False)
    return Requirement(name, ok=True, detail=str(device["name"]), needed=False)


def _linked(patterns: Sequence[str]) -> list[Path]:
    found: list[Path] = []
    for pattern in patterns:
        package, rest = pattern.split("/", 1)
        spec = importlib.util.find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            found += sorted(Path(folder).glob(rest))
    return found


def _install(libraries: Sequence[str]) -> str:
    packages = sorted({DEBIAN[each] for each in libraries if each in DEBIAN})
    unknown = [each for each in libraries if each not in DEBIAN]
    parts = [f"apt-get install {' '.join(packages)} (Debian, Ubuntu)"] if packages else []
    parts += [f"install what has {', '.join(unknown)}"] if unknown else []
    return "; ".join(parts)


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _opens(number: int) -> bool:
    try:
        import cv2
    except ImportError:
        return False
    camera = cv2.VideoCapture(number)
    try:
        return camera.isOpened()
    finally:
        camera.release()
