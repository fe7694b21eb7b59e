"""Commands of posecoach, run within the test's own process: a process of its own takes a second to start."""

import contextlib
import io
import os
import subprocess
import sys
from unittest import mock

from posecoach.cli.app import main


class _Kept(io.BytesIO):
    """Bytes that can be read once the command has closed its output."""

    def close(self):
        pass


def command(*arguments, folder=None, answer=""):
    """Run `posecoach` with these arguments; gives its exit code and what it wrote, as of a process.

    Args:
        folder: the current one while it runs.
        answer: its standard input.
    """
    argv = ["posecoach", *map(str, arguments)]
    written = {name: _Kept() for name in ("stdout", "stderr")}
    streams = {
        name: io.TextIOWrapper(kept, encoding="utf-8", write_through=True) for name, kept in written.items()
    }
    stdin = io.TextIOWrapper(io.BytesIO(answer.encode()), encoding="utf-8")
    code = 0
    with (
        mock.patch.multiple(sys, argv=argv, stdin=stdin, **streams),
        contextlib.chdir(folder or os.curdir),
    ):
        try:
            main()
        except SystemExit as ended:
            code = ended.code or 0
    texts = (written[name].getvalue().decode() for name in ("stdout", "stderr"))
    return subprocess.CompletedProcess(argv, code, *texts)
