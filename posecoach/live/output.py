"""Output of a live session: what is shown and called out, and what the coach is asked to do."""

from dataclasses import dataclass

from posecoach.live.announcements import Announcement
from posecoach.overlay.live_view import Show


@dataclass(frozen=True, slots=True)
class LiveOutput:
    """Output of one moment: the screen, the calls, and what the coach is asked to do.

    Attributes:
        set_over: whether the coach is to end the set under way.
        skip: whether it is to give up the planned set to come.
        over: whether the session is done and its summary has been up long enough.
        ahead: whether the set whose number is shown is still to come, and nothing of it is done yet.
        turn: degrees by which the source's picture is to be turned clockwise from now on.
    """

    show: Show
    announcements: tuple[Announcement, ...] = ()
    set_over: bool = False
    skip: bool = False
    over: bool = False
    ahead: bool = False
    turn: int = 0


@dataclass(slots=True)
class Requests:
    """Requests to the coach. Each is made once: it takes some frames until its answer is here.

    Attributes:
        set_over: whether the coach is to end the set under way.
        skip: whether it is to give up the planned set to come.
    """

    set_over: bool = False
    skip: bool = False
    _asked: bool = False

    def set_changed(self) -> None:
        """Take note that a set has begun or ended: what was asked for the one before is done."""
        self.set_over = self._asked = False

    def take(self) -> tuple[bool, bool]:
        """Return whether the set is to end now, and whether one is to be skipped."""
        ask, skip = self.set_over and not self._asked, self.skip
        self._asked, self.skip = self._asked or ask, False
        return ask, skip
