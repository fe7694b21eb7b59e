import os
import subprocess
import sys
import tempfile
import threading

import pytest

from posecoach.tracking.stderr_filter import NOISE, filtered_stderr

SAYS = b"""\
W0000 00:00:1795370184.286626    8637 inference_feedback_manager.cc:121] Feedback manager requires a model
I0000 00:00:1795370184.286626    8637 gl_context.cc:369] GL version: 3.2
E1122 17:00:00.286626    8637 something.cc:1] oh
WARNING: Logging before InitGoogle() is written to STDERR
WARNING: All log messages before absl::InitializeLog() is called are written to STDERR
INFO: Created TensorFlow Lite XNNPACK delegate for CPU.
INFO: [environment.cc:36] Creating LiteRT environment with options
WARNING: [model_load.cc:402] Sparsity tensors may not yet be fully supported.
"""


@pytest.mark.parametrize("line", SAYS.splitlines())
def test_noise_is_known(line):
    assert NOISE.match(line)


@pytest.mark.parametrize(
    "line",
    [
        b"Traceback (most recent call last):",
        b"W",
        b"WARNING: the disk is full",
        b"INFO: done",
        b"I0 am",
        b"",
        b"ERROR: [compiled_model.cc:1022] no such model",
    ],
)
def test_words_are_not_noise(line):
    assert not NOISE.match(line)


def test_only_the_noise_is_lost(capfd):
    with filtered_stderr():
        os.write(2, b"before\n" + SAYS + b"after\n")
        assert capfd.readouterr().err == ""
    os.write(2, b"later\n")
    assert capfd.readouterr().err == "before\nafter\nlater\n"


def test_an_error_inside_restores_it(capfd):
    with pytest.raises(ZeroDivisionError), filtered_stderr():
        os.write(2, b"before\n" * (1 // 0 or 1))
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "after\n"


def test_one_inside_another(capfd):
    with filtered_stderr():
        with filtered_stderr():
            os.write(2, b"one\n" + SAYS)
        os.write(2, b"two\n")
    assert capfd.readouterr().err == "one\ntwo\n"


def test_two_threads_hold_it_back_side_by_side(capfd):
    """Neither waits for the other, and all comes out when the last one has left."""
    inside, leave = threading.Barrier(3, timeout=5.0), threading.Event()

    def other():
        with filtered_stderr():
            inside.wait()
            leave.wait(5.0)

    threads = [threading.Thread(target=other) for _ in range(2)]
    for thread in threads:
        thread.start()
    inside.wait()
    os.write(2, b"one\n" + SAYS)
    assert capfd.readouterr().err == ""
    leave.set()
    for thread in threads:
        thread.join()
    os.write(2, b"two\n")
    assert capfd.readouterr().err == "one\ntwo\n"


def test_no_descriptor_is_left_open():
    before = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0  # noqa: PTH112, PTH208
    for _ in range(5):
        with filtered_stderr():
            pass
    after = len(os.listdir("/proc/self/fd")) if before else 0  # noqa: PTH208
    assert after == before


def test_without_a_standard_error():
    code = "import os; os.close(2)\nfrom posecoach.tracking.stderr_filter import filtered_stderr\nwith filtered_stderr(): print('in')\nprint('out')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "in\nout\n"


def test_without_a_place_to_keep_it_nothing_is_kept_back(capfd, monkeypatch):
    def nowhere():
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "TemporaryFile", nowhere)
    with filtered_stderr():
        os.write(2, SAYS)
    assert capfd.readouterr().err.encode() == SAYS
