"""Clips for tests of many: recordings of a puppet at push-ups, and films of nobody."""

import numpy as np

from posecoach.tracking.landmarks_io import TrackBuilder, save
from tests import puppet
from tests.films import card, film


def recording(path, reps):
    """So many push-ups, as landmarks."""
    bend, duration = puppet.repeated(170.0, 80.0, reps=reps)
    poses = puppet.film(lambda t: puppet.push_up(bend(t)), duration, rate=12)
    builder = TrackBuilder((1280, 960))
    for t, pose in poses:
        builder.add(t, pose)
    save(builder.build(), path)
    return path


def empty_film(path, seconds, fps=5):
    """A film with nobody in it; each picture is another."""
    count = round(seconds * fps)
    pictures = (np.roll(card(), i, axis=1) for i in range(count))
    return film(path, pictures, [i / fps for i in range(count)])
