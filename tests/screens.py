"""A screen that nobody sees, for tests of the window: Xvfb, with xdotool for a hand on keys and mouse."""

import contextlib
import os
import shutil
import subprocess
import time

import pytest

NEEDED = ("Xvfb", "xdotool")
missing = [each for each in NEEDED if not shutil.which(each)]
needs_a_screen = pytest.mark.skipif(bool(missing), reason=f"without {', '.join(missing)}")


@contextlib.contextmanager
def xvfb(size="1280x960"):
    """While there is a screen; gives the environment of programs that use it."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        try:
            with os.fdopen(read) as told:
                number = told.readline().strip()
            yield os.environ | {"DISPLAY": f":{number}"}
        finally:
            server.terminate()


def hand(env, *words):
    """Do something at the screen; what xdotool says of it."""
    done = subprocess.run(
        ["xdotool", *words], env=env, capture_output=True, text=True, check=False, timeout=10
    )
    return done.stdout.strip()


def until(true, patience=60.0):
    """Wait until something is true, and give it."""
    end = time.monotonic() + patience
    while not (found := true()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)
    return found
