import hashlib
import shutil
import zipfile

import pytest

from posecoach.errors import TrackerError
from posecoach.tracking import model
from posecoach.tracking.model import checked_model, default_model


def test_the_bundle_is_found_and_is_the_one_that_was_assembled():
    content = checked_model(default_model())
    assert hashlib.sha256(content).hexdigest() == model.SHA256


def test_papers_name_the_bundle():
    papers = (default_model().parent / "README.md").read_text()
    assert model.SHA256 in papers
    with zipfile.ZipFile(default_model()) as bundle:
        assert bundle.namelist() == list(model.MODEL_PARTS)
        for name in model.MODEL_PARTS:
            assert hashlib.sha256(bundle.read(name)).hexdigest() in papers


def test_an_installation_without_it_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(model, "__file__", str(tmp_path / "posecoach" / "tracking" / "model.py"))
    with pytest.raises(TrackerError, match="install posecoach again"):
        default_model()


def bad(folder, kind):
    path = folder / "x.task"
    match kind:
        case "folder":
            path.mkdir()
        case "text":
            path.write_text("hello")
        case "empty":
            path.touch()
        case "cut off":
            path.write_bytes(default_model().read_bytes()[:5_000_000])
        case "flipped bit":
            content = bytearray(default_model().read_bytes())
            content[4_000_000] ^= 1
            path.write_bytes(content)
        case "other zip":
            with zipfile.ZipFile(path, "w") as bundle:
                bundle.writestr("hand_landmarker.tflite", b"1234TFL3")
        case "no model":
            with zipfile.ZipFile(path, "w") as bundle:
                for name in model.MODEL_PARTS:
                    bundle.writestr(name, b"nothing")
    return path


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("missing", "no such model file"),
        ("folder", "is a folder"),
        ("text", "damaged"),
        ("empty", "damaged"),
        ("cut off", "damaged"),
        ("flipped bit", "damaged"),
        ("other zip", "pose_detector.tflite is not in it"),
        ("no model", "no TensorFlow Lite model"),
    ],
)
def test_what_is_no_model_is_refused_in_one_line(tmp_path, kind, says):
    path = bad(tmp_path, kind)
    with pytest.raises(TrackerError) as error:
        checked_model(path)
    assert says in str(error.value)
    assert str(error.value).startswith(f"{path}: ")
    assert "\n" not in str(error.value)


def test_any_name_will_do(tmp_path):
    path = tmp_path / "modèle à moi"
    shutil.copy(default_model(), path)
    assert checked_model(path)
