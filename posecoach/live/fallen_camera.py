"""A camera that moves or falls in the middle of a set: it is told at once, and no rest begins for it."""

import math

from posecoach.core.events import Event, Rep, Verdict
from posecoach.core.form.picture_check import orientation
from posecoach.core.pose.body import Body
from posecoach.core.session.status import Update
from posecoach.live.announcements import Announcement, Priority, Say
from posecoach.words import Words

TURNED_S = 1.5
"""s for which a body must look as in a turned picture: a movement passes through many postures."""

OUT_S, IDLE_S = 1.0, 4.0
"""s out of position, and s without a repetition or a hold, from which the set does not go on: under a camera that is
carried along it may. A tipped picture may show what looks like the position, and nothing in it moves as it should."""

AGAIN_S = 10.0
"""s after which it is said again."""


class FallenCamera:
    """Notices that a set cannot go on because the picture is another one, and says so.

    Attributes:
        down: True while the camera is not where the set began.
    """

    def __init__(self, words: Words) -> None:
        self.down = False
        self._words = words
        self._key, self._turned, self._turned_since = "", "", math.nan
        self._said_at = self._in_position_at = self._done_at = -math.inf

    def step(self, update: Update, body: Body | None, *, moved: bool) -> None:
        """Take an update, the body in it, None where nobody is seen, and whether the camera is elsewhere."""
        t, status = update.t, update.status
        if status.in_position is True:
            self._in_position_at = t
        if status.held > 0.0 or any(_is_done(event) for event in update.events):
            self._done_at = t
        turned = orientation(body) if body is not None else ""
        if turned != self._turned:
            self._turned, self._turned_since = turned, t
        # By itself a posture tells nothing: who lies on the floor for a breath looks the same.
        steady = turned if turned and t - self._turned_since >= TURNED_S else ""
        goes_on = t - self._in_position_at < OUT_S and t - self._done_at < IDLE_S
        self.down = moved and not goes_on
        self._key = f"advice.{steady}" if steady else "say.camera_moved"

    def announced(self, t: float) -> list[Announcement]:
        """Return what is said of it in a set; again while it goes on."""
        if not self.down or t - self._said_at < AGAIN_S:
            return []
        self._said_at = t
        return ["alert", Say(self.text, Priority.NOW)]

    @property
    def text(self) -> str:
        """The advice; empty while nothing is wrong."""
        return self._words(self._key) if self.down else ""


def _is_done(event: Event) -> bool:
    return isinstance(event, Rep) and event.verdict is not Verdict.REJECTED
