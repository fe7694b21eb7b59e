"""What holds for all tests."""

import signal

import pytest

from posecoach.commands.endings import SIGNALS


@pytest.fixture(autouse=True, scope="session")
def signals():
    """A request to end is one, though the tests were started in the background or with `nohup`."""
    for each in SIGNALS:
        if signal.getsignal(each) == signal.SIG_IGN:
            signal.signal(each, signal.default_int_handler if each == signal.SIGINT else signal.SIG_DFL)
