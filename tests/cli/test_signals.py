"""The first request to end is heeded, and none disturbs what is kept then."""

import os
import signal

import pytest

from posecoach.cli.signals import SIGNALS, single_interrupt

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are sent the Unix way")


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


def test_what_was_to_be_passed_over_stays_so():
    """As `nohup` asks for."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with single_interrupt():
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)
