"""Lets `python -m posecoach` stand for `posecoach`."""

from posecoach.cli import main

main()
