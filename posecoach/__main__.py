"""The entry point of `posecoach` and `python -m posecoach`.

Workers go through the module that a program began with, so this one imports nothing before it is called.
"""


def main() -> None:
    """Run a command."""
    _replace_closed_stderr()
    from posecoach.cli.app import main as run

    run()


def _replace_closed_stderr() -> None:
    """Give a program without standard error one that goes nowhere.

    So it is in a service, with pythonw, or after `2>&-`. Otherwise the next file that is opened would be in
    its place, and get what libraries write there.
    """
    import os
    import sys

    if sys.stderr is None:
        nowhere, number = os.open(os.devnull, os.O_WRONLY), 2
        if nowhere != number:
            os.dup2(nowhere, number)
            os.close(nowhere)
        sys.stderr = os.fdopen(number, "w", closefd=False)


if __name__ == "__main__":
    main()
