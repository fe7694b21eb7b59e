"""Darkness in a set: nobody is seen, and yet nobody has left."""

import math

from posecoach.core.form.picture_check import DARK
from posecoach.core.form.setup_check import LIGHT_S
from posecoach.live.announcements import Announcement, Priority, Say
from posecoach.words import Words


class Blackout:
    """Notices that it is too dark to see anybody, and says so once.

    Attributes:
        dark: True while the picture is too dark and nobody is seen in it.
        told: True once that has been said, until it is light again.
    """

    def __init__(self, words: Words) -> None:
        self.dark = self.told = False
        self._words = words
        self._since = math.nan

    def step(self, t: float, brightness: float, *, seen: bool) -> None:
        """Take a picture's mean brightness, 0 to 255, NaN where unknown, and whether somebody is seen in it."""
        self.dark = not seen and brightness < DARK
        if not self.dark:
            self.told, self._since = False, math.nan
        elif math.isnan(self._since):
            self._since = t

    def announced(self, t: float) -> list[Announcement]:
        """Return what is said once it has been dark for long enough: one black frame is no dark room."""
        if self.told or not t - self._since >= LIGHT_S:
            return []
        self.told = True
        return ["alert", Say(self.text, Priority.NOW)]

    @property
    def text(self) -> str:
        """The advice against the darkness."""
        return self._words("advice.too_dark")
