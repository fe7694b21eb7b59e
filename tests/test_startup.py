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
