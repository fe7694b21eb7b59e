import subprocess
import sys
import types

import pytest

from posecoach import doctor
from posecoach.doctor import Requirement

LDD = """\
cv2/cv2.abi3.so:
\tlinux-vdso.so.1 (0x00007ffd)
\tlibGL.so.1 => not found
\tlibz.so.1 => /lib/x86_64-linux-gnu/libz.so.1 (0x00007f)
\tlibgthread-2.0.so.0 => not found
libmediapipe.so:
\tlibEGL.so.1 => not found
\tlibGL.so.1 => not found
\tlibodd.so.9 => not found
"""


@pytest.fixture
def linux(monkeypatch):
    monkeypatch.setattr(doctor.platform, "system", lambda: "Linux")
    monkeypatch.setattr(doctor.shutil, "which", lambda name: f"/usr/bin/{name}")


def ldd_says(monkeypatch, text):
    told = types.SimpleNamespace(stdout=text)
    monkeypatch.setattr(doctor.subprocess, "run", lambda *_args, **_kwargs: told)


@pytest.mark.usefixtures("linux")
def test_missing_libraries_come_with_the_packages_that_have_them(monkeypatch):
    ldd_says(monkeypatch, LDD)
    assert doctor.shared_libraries() == Requirement(
        "shared libraries",
        ok=False,
        detail="missing: libEGL.so.1, libGL.so.1, libgthread-2.0.so.0, libodd.so.9",
        remedy="apt-get install libegl1 libgl1 libglib2.0-0 (Debian, Ubuntu); install what has libodd.so.9",
    )


@pytest.mark.usefixtures("linux")
def test_nothing_missing(monkeypatch):
    ldd_says(monkeypatch, "\tlibz.so.1 => /lib/libz.so.1 (0x00007f)\n")
    assert doctor.shared_libraries() == Requirement("shared libraries", ok=True, detail="all there")


@pytest.mark.skipif(sys.platform != "linux", reason="ldd is Linux's")
def test_what_is_looked_at_is_there():
    looked_at = [path.name for path in doctor._linked(doctor.LINKED)]
    assert {"cv2.abi3.so", "libmediapipe.so"} <= set(looked_at)


def versions(monkeypatch, **found):
    def version(package):
        try:
            return found[package.replace("-", "_")]
        except KeyError:
            raise doctor.metadata.PackageNotFoundError(package) from None

    monkeypatch.setattr(doctor.metadata, "version", version)


@pytest.mark.parametrize(
    ("found", "ok", "detail"),
    [
        (
            {"opencv_python": "5.0", "opencv_contrib_python": "5.0"},
            True,
            "opencv-python 5.0, opencv-contrib-python 5.0",
        ),
        (
            {"opencv_python": "4.9", "opencv_contrib_python": "5.0"},
            False,
            "opencv-python 4.9, opencv-contrib-python 5.0",
        ),
        ({"opencv_contrib_python": "5.0"}, False, "opencv-python none, opencv-contrib-python 5.0"),
        ({"opencv_python": "5.0"}, True, "opencv-python 5.0, opencv-contrib-python none"),
        ({}, False, "opencv-python none, opencv-contrib-python none"),
        (
            {"opencv_python": "5.0", "opencv_contrib_python": "5.0", "opencv_python_headless": "5.0"},
            False,
            "opencv-python 5.0, opencv-contrib-python 5.0, opencv-python-headless 5.0",
        ),
    ],
)
def test_two_opencv_packages_of_one_version(monkeypatch, found, ok, detail):
    versions(monkeypatch, **found)
    check = doctor.opencv_pair()
    assert (check.ok, check.detail) == (ok, detail)
    assert bool(check.remedy) is not ok


@pytest.mark.parametrize(
    ("version", "ok"), [((3, 10), False), ((3, 11), True), ((3, 14), True), ((3, 15), False)]
)
def test_python(monkeypatch, version, ok):
    monkeypatch.setattr(doctor.sys, "version_info", (*version, 1))
    check = doctor.python()
    assert check.ok is ok
    assert check.remedy == ("" if ok else "install Python 3.11 to 3.14")


def test_a_library_that_does_not_load():
    check = doctor.imported("no_such_library")
    assert check == Requirement(
        "no_such_library",
        ok=False,
        detail="the Python package no_such_library is missing",
        remedy="pip install no_such_library",
    )


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (ModuleNotFoundError("No module named 'matplotlib'", name="matplotlib"), "pip install matplotlib"),
        (ModuleNotFoundError("No module named 'cv2'", name="cv2"), "pip install opencv-python"),
        (ImportError("libGL.so.1: cannot open shared object file"), "see shared libraries"),
        (AttributeError("half imported"), "see shared libraries"),
    ],
)
def test_a_missing_package_is_told_from_a_missing_library(monkeypatch, error, remedy):
    def broken(_name):
        raise error

    monkeypatch.setattr(doctor.importlib, "import_module", broken)
    assert doctor.imported("mediapipe").remedy.startswith(remedy)


def test_tracking_that_fails_in_any_way_is_a_finding(monkeypatch):
    from posecoach.tracking import mediapipe

    def broken(*_args, **_named):
        raise AttributeError("module 'matplotlib' has no attribute 'pyplot'")

    monkeypatch.setattr(mediapipe, "MediaPipeTracker", broken)
    check = doctor.inference()
    assert (check.ok, check.detail) == (False, "module 'matplotlib' has no attribute 'pyplot'")


def test_sound_without_its_package_or_its_library(monkeypatch):
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    assert doctor.sound().remedy == "pip install sounddevice"


def test_a_model_that_is_not_ours(monkeypatch, tmp_path):
    from posecoach.tracking import model

    assert doctor.model().ok
    monkeypatch.setattr(model, "SHA256", "0")
    assert doctor.model() == Requirement(
        "pose model",
        ok=False,
        detail="pose_landmarker_full.task, not the one that posecoach came with",
        remedy="install posecoach again",
    )
    monkeypatch.setattr(model, "__file__", str(tmp_path / "a" / "b" / "c.py"))
    assert "is missing" in doctor.model().detail


@pytest.mark.usefixtures("linux")
def test_display(monkeypatch):
    ldd_says(monkeypatch, "")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not doctor.display().ok
    monkeypatch.setenv("DISPLAY", ":0")
    assert doctor.display() == Requirement("display", ok=True, detail="DISPLAY=:0", needed=False)
    ldd_says(monkeypatch, "\tlibSM.so.6 => not found\n")
    assert doctor.display().remedy == "apt-get install libsm6 (Debian, Ubuntu)"


def test_a_data_folder_that_cannot_be(monkeypatch, tmp_path):
    import platformdirs

    monkeypatch.setattr(
        platformdirs, "user_data_path", lambda *_args, **_kwargs: tmp_path / "deep" / "posecoach"
    )
    assert doctor.data_folder().ok
    assert not (tmp_path / "deep").exists(), "asking makes nothing"
    (tmp_path / "deep").write_text("a file where the folder should be")
    assert not doctor.data_folder().ok


def test_the_model_runs_here():
    assert doctor.inference() == Requirement("tracking", ok=True, detail="the model runs")


def test_every_check_has_a_name_and_each_lack_a_remedy():
    found = doctor.checks()
    assert len({each.name for each in found}) == len(found) == 12
    for each in found:
        assert each.ok is not bool(each.remedy), each


def test_command():
    code = "import typer; from posecoach.cli.doctor import doctor; typer.run(doctor)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == (0 if all(each.ok for each in doctor.checks() if each.needed) else 1)
    assert "pose_landmarker_full.task, whole" in done.stdout
