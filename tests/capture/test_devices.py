import platform
import sys
from types import SimpleNamespace

import pytest

from posecoach.capture.devices import Device, backend, devices, refusal

pytestmark = pytest.mark.skipif(platform.system() != "Linux", reason="only Linux lists its cameras in files")


def node(folder, name, title, index="0"):
    (folder / name).mkdir()
    (folder / name / "name").write_text(title + "\n")
    (folder / name / "index").write_text(index + "\n")


def test_cameras_are_listed_by_number_without_their_second_nodes(tmp_path):
    node(tmp_path, "video10", "Phone")
    node(tmp_path, "video0", "Integrated Camera")
    node(tmp_path, "video1", "Integrated Camera", index="1")
    node(tmp_path, "v4l-subdev0", "Sensor")
    assert devices(tmp_path) == [Device(0, "Integrated Camera"), Device(10, "Phone")]


def test_a_machine_without_cameras(tmp_path):
    assert devices(tmp_path) == []
    assert devices(tmp_path / "none") == []


def test_why_a_camera_does_not_open_is_said_with_the_way_out(monkeypatch, stranger):
    monkeypatch.setattr("platform.system", lambda: "Linux")
    monkeypatch.setattr("posecoach.capture.devices.devices", lambda: [Device(0, "Webcam")])
    assert refusal(3, stranger) == "there is none of this number; cameras here: 0 (Webcam)"
    monkeypatch.setattr("posecoach.capture.devices.devices", list)
    assert refusal(0, stranger).endswith("use a phone's: --source http://..., or a video: --source FILE")
    (stranger / "video0").touch()
    (stranger / "video0").chmod(0o000)
    assert "usermod -aG video" in refusal(0, stranger)
    (stranger / "video1").touch()
    assert "another program may be using it" in refusal(1, stranger)
    monkeypatch.setattr("platform.system", lambda: "Darwin")
    assert "System Settings" in refusal(0, stranger)


@pytest.mark.parametrize(("system", "way"), [("Darwin", 1200), ("Windows", 700)])
def test_elsewhere_cameras_have_the_names_that_the_system_has(monkeypatch, system, way):
    """The library that asks the system is installed there alone: here stands one like it."""
    asked = []

    def enumerate_cameras(backend):
        asked.append(backend)
        return [
            SimpleNamespace(index=0, name="FaceTime HD"),
            SimpleNamespace(index=1, name="OBS Virtual Camera"),
        ]

    library = SimpleNamespace(enumerate_cameras=enumerate_cameras)
    monkeypatch.setitem(sys.modules, "cv2_enumerate_cameras", library)
    monkeypatch.setattr("platform.system", lambda: system)
    assert devices() == [Device(0, "FaceTime HD"), Device(1, "OBS Virtual Camera")]
    assert asked == [way] == [backend()], "cameras are opened as they were numbered"


@pytest.mark.parametrize("broken", [ImportError("no DLL"), OSError("COM")])
def test_where_the_system_does_not_tell_numbers_are_tried(monkeypatch, broken):
    def enumerate_cameras(_backend):
        raise broken

    library = SimpleNamespace(enumerate_cameras=enumerate_cameras)
    monkeypatch.setitem(sys.modules, "cv2_enumerate_cameras", library)
    monkeypatch.setattr("platform.system", lambda: "Darwin")
    monkeypatch.setattr("posecoach.capture.devices._opens", lambda index: index == 1)
    assert devices() == [Device(1, "camera 1")]
