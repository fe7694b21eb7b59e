import subprocess
import sys

import pytest

HEAVY = {
    "av",
    "cv2",
    "distributed",
    "matplotlib",
    "mediapipe",
    "multiprocessing",
    "numpy",
    "posecoach.core.session.coach",
}


@pytest.mark.parametrize("words", [["--help"], ["analyze", "--help"], ["live", "--help"]])
def test_help_brings_nothing_that_it_does_not_need(words):
    code = (
        "import sys, posecoach.cli.app\n"
        f"sys.argv = ['posecoach', *{words!r}]\n"
        "try:\n    posecoach.cli.app.main()\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        f"print('BROUGHT', *sorted({HEAVY!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "BROUGHT"


def test_the_workers_imports_begin_before_numpy_is_loaded(tmp_path):
    """They are loaded by another process meanwhile: what comes before them makes everybody wait."""
    code = (
        "import sys, posecoach.cli.app\n"
        "from posecoach.batch import preload\n"
        "preload.warm_up = lambda jobs: sys.exit('numpy' in sys.modules)\n"
        f"sys.argv = ['posecoach', 'analyze', {str(tmp_path / 'squat.mp4')!r}]\n"
        "posecoach.cli.app.main()\n"
    )
    (tmp_path / "squat.mp4").touch()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
