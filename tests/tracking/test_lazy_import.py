"""Imports that are put off until they are wanted."""

import subprocess
import sys

import pytest

from posecoach.tracking.lazy_import import lazy_import

PACKAGE = "put_off_package"


@pytest.fixture(autouse=True)
def package(tmp_path, monkeypatch):
    """A package with a module in it, and one that imports it."""
    (tmp_path / PACKAGE).mkdir()
    (tmp_path / PACKAGE / "__init__.py").write_text("loaded = True\n")
    (tmp_path / PACKAGE / "inner.py").write_text("value = 42\n")
    (tmp_path / "user_of_it.py").write_text(f"import {PACKAGE}.inner as inner\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield
    for name in ("user_of_it", PACKAGE, f"{PACKAGE}.inner"):
        sys.modules.pop(name, None)


def test_what_is_put_off_is_imported_when_it_is_used():
    with lazy_import(PACKAGE, f"{PACKAGE}.inner"):
        import user_of_it
    assert PACKAGE not in sys.modules
    assert user_of_it.inner.value == 42
    assert sys.modules[f"{PACKAGE}.inner"].value == 42


def test_whoever_imports_it_afterwards_gets_the_module_itself():
    with lazy_import(PACKAGE, f"{PACKAGE}.inner"):
        import user_of_it  # noqa: F401 - imported for what it imports
    import put_off_package

    assert put_off_package.__file__
    assert put_off_package.loaded


def test_what_is_imported_already_stays():
    import put_off_package

    with lazy_import(PACKAGE):
        assert sys.modules[PACKAGE] is put_off_package
    assert sys.modules[PACKAGE] is put_off_package


def test_a_name_that_is_not_there_is_an_attribute_error():
    with lazy_import(PACKAGE, f"{PACKAGE}.inner"):
        import user_of_it
    with pytest.raises(AttributeError, match="nothing_like_it"):
        _ = user_of_it.inner.nothing_like_it


def test_the_tracker_is_imported_without_plots_drawing_and_sound():
    code = (
        "import sys, posecoach.tracking.mediapipe; print({'matplotlib', 'cv2', 'sounddevice'} & set(sys.modules));"
        "from mediapipe.tasks.python.audio import AudioClassifier; print(AudioClassifier.__name__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["set()", "AudioClassifier"]
