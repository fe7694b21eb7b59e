"""Where `posecoach` and `python -m posecoach` begin.

Workers go through the module that a program began with, so this one imports nothing before it is called.
"""


def main() -> None:
    """Run a command."""
    from posecoach.cli.app import main as run

    run()


if __name__ == "__main__":
    main()
