"""Cameras: which there are, and the frames they give."""
