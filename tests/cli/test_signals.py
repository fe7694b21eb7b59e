"""The first request to end is heeded, and none disturbs what is kept then."""

import os
import signal
import subprocess
import sys

import pytest

from posecoach.cli.signals import SIGNALS, single_interrupt

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are sent the Unix way")

EARLY = """
import os, signal, sys
from posecoach import __main__
from posecoach.cli import app
app.main = lambda: os.kill(os.getpid(), signal.SIGINT)
sys.argv = ["posecoach", "analyze", sys.argv[1]]
__main__.main()
"""


@pytest.mark.parametrize("number", SIGNALS)
def test_only_the_first_one_is_heeded(number):
    before = [signal.getsignal(each) for each in SIGNALS]
    with single_interrupt():
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), number)
        for each in SIGNALS:
            os.kill(os.getpid(), each)
    assert [signal.getsignal(each) for each in SIGNALS] == before


def test_what_is_being_kept_is_not_disturbed():
    with single_interrupt() as enough:
        enough()
        for each in SIGNALS:
            os.kill(os.getpid(), each)


def test_before_the_work_has_begun_a_command_ends_without_a_word(tmp_path):
    (tmp_path / "a.mp4").touch()
    told = subprocess.run(
        [sys.executable, "-c", EARLY, str(tmp_path / "a.mp4")], capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stdout, told.stderr) == (-signal.SIGINT, "", "")


def test_what_was_to_be_passed_over_stays_so():
    """As `nohup` asks for."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with single_interrupt():
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)
