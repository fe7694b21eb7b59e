"""Keeps the log lines that MediaPipe's C++ parts write past Python away from the user."""

import contextlib
import os
import re
import tempfile
import threading
from collections.abc import Iterator
from typing import IO

STDERR = 2
NOISE = re.compile(
    rb"^(?:[IWEF]\d{4} \d|(?:VERBOSE|DEBUG|INFO|WARNING): "
    rb"(?:\[[\w.]+:\d+\] |Created TensorFlow|Logging before|All log messages))"
)
"""A line of absl, LiteRT or TensorFlow Lite, errors of the latter two apart: `W0000 00:00:17.. file.cc:121] ..`,
`WARNING: [file.cc:402] ..`, `INFO: Created TensorFlow Lite ..`.

Environment variables (`GLOG_minloglevel`, `TF_CPP_MIN_LOG_LEVEL`) do not silence them in MediaPipe 1.2.
"""


class _Held:
    """Holds back file descriptor 2 for as long as anybody wants that."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = 0
        self._stderr = -1
        self._waiting: IO[bytes] | None = None

    def hold(self) -> None:
        """Hold it back, if that is not so already."""
        with self._lock:
            self._users += 1
            if self._users == 1:
                self._begin()

    def release(self) -> None:
        """Pass on all but the noise, where nobody else wants it held back."""
        with self._lock:
            self._users -= 1
            if self._users == 0 and self._waiting is not None:
                self._end(self._waiting)

    def _begin(self) -> None:
        try:
            self._stderr = os.dup(STDERR)
        except OSError:  # there is no standard error to keep clean
            return
        try:
            self._waiting = tempfile.TemporaryFile()  # noqa: SIM115 - `_end` closes it
        except OSError:  # nowhere to keep it meanwhile: noise is better than nothing
            os.close(self._stderr)
            return
        os.dup2(self._waiting.fileno(), STDERR)

    def _end(self, waiting: IO[bytes]) -> None:
        os.dup2(self._stderr, STDERR)
        self._waiting = None
        with waiting, contextlib.suppress(OSError):
            waiting.seek(0)
            for line in waiting:
                if not NOISE.match(line):
                    os.write(self._stderr, line)
        os.close(self._stderr)


_held = _Held()


@contextlib.contextmanager
def filtered_stderr() -> Iterator[None]:
    """Hold back what is written to file descriptor 2 during the block, then pass on all but the noise.

    Nothing of Python's is lost: a traceback or another thread's progress bar comes out a moment later, when
    the last of several threads has left its block. It takes 0.1 ms.
    """
    _held.hold()
    try:
        yield
    finally:
        _held.release()
