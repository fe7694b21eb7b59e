"""Fixtures that hold for all tests."""

import os
import signal
import tempfile
from pathlib import Path

import pytest

from posecoach.cli.signals import SIGNALS

NOBODY = 65534
"""The number of the user who owns nothing."""

LONGEST = (
    "test_truth.py",
    "cli/test_live.py",
    "test_docs_run.py",
    "cli/test_app.py",
    "batch/test_scheduler.py",
    "tracking/test_mediapipe.py",
    "test_cuts.py",
    "live/test_rehearsal.py",
    "goldens/test_goldens.py",
)
"""Files that take longest, the longest first. A new file belongs here where it takes more than half a minute."""


def pytest_configure(config):
    """Have the workers take the files in the order of collection, not by their number of tests."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(config, items):
    """Put the longest files first in a parallel run, so that no worker is left alone with one at the end."""
    if hasattr(config, "workerinput"):
        tests = Path(__file__).parent
        ranks = {tests / name: rank for rank, name in enumerate(LONGEST)}
        items.sort(key=lambda item: ranks.get(item.path, len(ranks)))


@pytest.fixture(autouse=True, scope="session")
def signals():
    """Have signals end a process again: `nohup` and a shell's background make it, and its children, ignore them."""
    for number in SIGNALS:
        if signal.getsignal(number) == signal.SIG_IGN:
            handler = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
            signal.signal(number, handler)


@pytest.fixture(autouse=True, scope="session")
def config(tmp_path_factory):
    """Keep the developer's own defaults, in `posecoach.toml`, out of the tests."""
    os.environ["XDG_CONFIG_HOME"] = str(tmp_path_factory.mktemp("config"))


@pytest.fixture
def stranger():
    """Yield a folder of a user without privileges, whom the test runs as: to root nothing is forbidden."""
    if os.name == "nt":
        pytest.skip("Windows has other permissions")
    with tempfile.TemporaryDirectory() as name:
        own = Path(name) / "own"
        own.mkdir()
        if os.geteuid() != 0:
            yield own
            own.chmod(0o700)
            return
        Path(name).chmod(0o711)
        os.chown(own, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, 0)
        try:
            yield own
        finally:
            os.setresuid(0, 0, 0)
