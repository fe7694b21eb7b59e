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
    "cli/test_output_plan.py",
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
    """A request to end is one, though the tests were started in the background or with `nohup`."""
    for each in SIGNALS:
        if signal.getsignal(each) == signal.SIG_IGN:
            signal.signal(each, signal.default_int_handler if each == signal.SIGINT else signal.SIG_DFL)


@pytest.fixture(autouse=True, scope="session")
def config(tmp_path_factory):
    """The developer's own defaults are not those of the tests."""
    os.environ["XDG_CONFIG_HOME"] = str(tmp_path_factory.mktemp("config"))


@pytest.fixture
def stranger():
    """A folder of one's own, while what a folder's or a file's rights forbid is forbidden: to root nothing is."""
    if os.name == "nt":
        pytest.skip("Windows keeps rights otherwise")
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
