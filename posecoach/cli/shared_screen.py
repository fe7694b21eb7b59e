"""A live session's screen that is shared on a page, too."""

from posecoach.core.session.status import Update
from posecoach.live.app import Screen
from posecoach.overlay import Show
from posecoach.sinks.share import SharePage
from posecoach.types import Frame


class SharedScreen:
    """A screen whose moments are shared too.

    Args:
        screen: the user's own, which has the keys.
        page: mirrors it.
    """

    def __init__(self, screen: Screen, page: SharePage) -> None:
        self._screen, self._page = screen, page

    def show(self, frame: Frame, update: Update, show: Show) -> None:
        """Show one moment on both."""
        self._page.offer(frame, update, show)
        self._screen.show(frame, update, show)

    def key(self) -> str:
        """The key that was pressed; empty where none was."""
        return self._screen.key()

    @property
    def closed(self) -> bool:
        """True once the user has closed it."""
        return self._screen.closed
