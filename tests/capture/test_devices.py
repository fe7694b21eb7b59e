import platform

import pytest

from posecoach.capture.devices import Device, devices

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
