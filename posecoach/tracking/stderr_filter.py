"""Keeps the log lines that MediaPipe's C++ parts write past Python away from the user."""

import contextlib
import os
import re
import tempfile
import threading
from collections.abc import Iterator

STDERR = 2
NOISE = re.compile(
    rb"^(?:[IWEF]\d{4} \d|(?:VERBOSE|DEBUG|INFO|WARNING): "
    rb"(?:\[[\w.]+:\d+\] |Created TensorFlow|Logging before|All log messages))"
)
"""A line of absl, LiteRT or TensorFlow Lite, errors of the latter two apart: `W0000 00:00:17.. file.cc:121] ..`,
`WARNING: [file.cc:402] ..`, `INFO: Created TensorFlow Lite ..`.

Environment variables (`GLOG_minloglevel`, `TF_CPP_MIN_LOG_LEVEL`) do not silence them in MediaPipe 1.2.
"""

_one_at_a_time = threading.RLock()


@contextlib.contextmanager
def filtered_stderr() -> Iterator[None]:
    """Hold back what is written to file descriptor 2 during the block, then pass on all but the noise.

    Nothing of Python's is lost: a traceback or another thread's progress bar comes out a moment later.
    """
    with _one_at_a_time, contextlib.ExitStack() as undo:
        try:
            kept = os.dup(STDERR)
        except OSError:  # there is no standard error to keep clean
            yield
            return
        undo.callback(os.close, kept)
        try:
            waiting = undo.enter_context(tempfile.TemporaryFile())
        except OSError:  # nowhere to keep it meanwhile: noise is better than nothing
            yield
            return
        os.dup2(waiting.fileno(), STDERR)
        try:
            yield
        finally:
            os.dup2(kept, STDERR)
            waiting.seek(0)
            with contextlib.suppress(OSError):
                for line in waiting:
                    if not NOISE.match(line):
                        os.write(kept, line)
