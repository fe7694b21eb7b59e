"""The live loop: pictures are tracked in one thread and shown in another, the program's first.

Tracking takes most of a core, and OpenCV's windows may only be touched by the first thread. What was
tracked waits for nobody; every update reaches the controller, and the newest picture is the one that is shown.
"""

import math
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from posecoach.core.session.status import Update
from posecoach.live.announcements import Announcement, Priority, Say
from posecoach.live.controller import LiveController
from posecoach.live.output import LiveOutput
from posecoach.live.tracking_thread import FrameResult, Source, TrackingThread
from posecoach.live.view import to_come
from posecoach.overlay.live_view import Show
from posecoach.types import Frame

REDRAW_S = 0.1
"""s after which the screen is drawn anew without a new frame: a countdown goes on."""

LAST = 10_000
"""Pictures of which the delay is kept."""


class Screen(Protocol):
    """A screen with keys."""

    def show(self, frame: Frame, update: Update, show: Show) -> None:
        """Show one moment."""

    def key(self) -> str:
        """The key that was pressed; empty where none was."""

    @property
    def closed(self) -> bool:
        """True once the user has closed it."""


class Speaker(Protocol):
    """A voice."""

    def say(self, words: str, priority: Priority = Priority.CUE) -> None:
        """Have words said."""


class Player(Protocol):
    """A player of tones."""

    def play(self, name: str) -> None:
        """Play a call."""


@dataclass(slots=True)
class Timing:
    """Delays from taking a picture to showing it, s, of the last `LAST`, and how many were shown."""

    shown: int = 0
    began: float = 0.0
    ended: float = 0.0
    delays: deque[float] = field(default_factory=lambda: deque(maxlen=LAST))

    def note(self, delay: float) -> None:
        """One more picture is on the screen."""
        self.ended = time.monotonic()
        self.began = self.began or self.ended
        self.shown += 1
        self.delays.append(delay)


@dataclass(slots=True)
class LiveApp:
    """The live session in the program's first thread, while another one tracks.

    Attributes:
        tracking: the thread that tracks; it is started here, and stopped however this ends.
        source: where its frames come from.
        controller: says what is to be shown and called out.
        screen: shows it.
        player: plays the tones.
        speaker: says the words.
        skip: gives up the planned set under way or to come.
        end_set: ends the set under way.
        turn: turns the picture so many degrees clockwise.
        toggles: what other keys do.
        linger: s for which the summary stays when the source has ended.
        timing: how long everything took.
    """

    tracking: TrackingThread
    source: Source
    controller: LiveController
    screen: Screen
    player: Player | None = None
    speaker: Speaker | None = None
    skip: Callable[[], None] = lambda: None
    end_set: Callable[[], None] = lambda: None
    turn: Callable[[int], None] = lambda _degrees: None
    toggles: Mapping[str, Callable[[], None]] = field(default_factory=dict)
    linger: float = 6.0
    timing: Timing = field(default_factory=Timing)
    _last: FrameResult | None = None
    _drawn: float = -math.inf
    _ended: float = math.nan

    def run(self) -> None:
        """Show and call out what happens until it ends: the source, the plan, a `q`, a closed window.

        Raises:
            PosecoachError: the source or the tracker failed.
        """
        self.tracking.start()
        try:
            while self._turn():
                pass
        finally:
            self.tracking.stop()
        if self.tracking.failure is not None:
            raise self.tracking.failure

    def _turn(self) -> bool:
        """One look at the results, the clock and the keys; False where this was the last."""
        finished = self.tracking.over  # asked first, so that what came last is not passed over
        fresh = self.tracking.take_results()
        moments = [self._step(each) for each in fresh]
        if fresh:
            self._last = fresh[-1]
        now = time.monotonic()
        over = finished and not fresh
        due = now - self._drawn >= REDRAW_S or (over and math.isnan(self._ended))
        if not fresh and self._last is not None and due:
            moments.append(self.controller.tick(self._now()))
        self._act_on(moments)
        if not over and self._last is not None:
            self._call_out(self.controller.trouble(self.source.lost))
        if moments and self._last is not None:
            show = moments[-1].show
            if over:
                summary = self.controller.summary(self._last.update.t, self.tracking.record.sets)
                show = Show(summary=summary, words=self.controller.words)
            update = to_come(self._last.update, show) if moments[-1].ahead else self._last.update
            self.screen.show(self._last.frame, update, show)
            self._drawn = now
        if over:
            self._ended = now if math.isnan(self._ended) else self._ended
            if self._last is None or self.tracking.failure is not None or now - self._ended >= self.linger:
                return False
        if self.screen.closed or any(moment.over for moment in moments):
            return False
        goes_on = self._take_key()  # windows draw what they were given when they are asked for keys
        if fresh:
            self.timing.note(self.source.now() - fresh[-1].frame.t)
        return goes_on

    def _step(self, each: FrameResult) -> LiveOutput:
        return self.controller.step(
            each.update,
            each.frame.size,
            each.position,
            each.brightness,
            each.sets,
            unplanned=each.unplanned,
            camera_moved=each.camera_moved,
            people=each.people,
            turned=each.turned,
        )

    def _now(self) -> float:
        return max(self.source.now(), self._last.update.t if self._last else 0.0)

    def _take_key(self) -> bool:
        """Take a key; False where it ends the session."""
        key = self.screen.key().lower()
        if key in self.toggles:
            self.toggles[key]()
        elif key and key != "q" and self.controller.press(self._now(), key):
            self.skip()
        return key != "q"

    def _act_on(self, moments: Sequence[LiveOutput]) -> None:
        """Tell the coach, and call out, what is to be."""
        if any(moment.set_over for moment in moments):
            self.end_set()
        if any(moment.skip for moment in moments):
            self.skip()
        for moment in moments:
            if moment.turn:
                self.turn(moment.turn)
        self._call_out([call for moment in moments for call in moment.announcements])

    def _call_out(self, announcements: Sequence[Announcement]) -> None:
        for call in announcements:
            if isinstance(call, Say):
                if self.speaker is not None:
                    self.speaker.say(call.words, call.priority)
            elif self.player is not None:
                self.player.play(call)
