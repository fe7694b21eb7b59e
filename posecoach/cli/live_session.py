"""A live session as a command runs it: its screen, its sound, its threads."""

import contextlib
import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from posecoach.errors import PosecoachError

if TYPE_CHECKING:
    from posecoach.capture.camera import Camera, FastFileSource
    from posecoach.cli.live_outputs import Files
    from posecoach.core.session.coach import Coach
    from posecoach.core.session.record import Record
    from posecoach.core.session.routine_runner import RoutineRunner
    from posecoach.core.session.status import Update
    from posecoach.live.app import LiveApp
    from posecoach.live.controller import LiveController
    from posecoach.overlay.live_view import Show
    from posecoach.pipeline import Sink
    from posecoach.sinks.voice import Voice
    from posecoach.tracking.mediapipe import MediaPipeTracker
    from posecoach.types import Frame

MAX_PEOPLE = 9
"""People who can be chosen by a key."""

FORGOTTEN = 1.0
"""s that a voice is given to come to its end."""


@dataclass(frozen=True, slots=True)
class Look:
    """Settings of the screen; `share` is the address that its page listens on, empty for no page."""

    window: bool
    mirrored: bool
    fullscreen: bool
    share: str = ""


@dataclass(frozen=True, slots=True)
class Ears:
    """Settings of sound and voice."""

    sound: bool
    voice: bool
    named: str


def trained(
    camera: "Camera | FastFileSource",
    coach: "Coach | RoutineRunner",
    controller: "LiveController",
    files: "Files",
    look: Look,
    ears: Ears,
    model: Path | None,
    enough: Callable[[], None],
    *,
    quick: bool,
) -> "tuple[Record, PosecoachError | None]":
    """Run the session; return its record, and what ended it before its time, if anything did.

    `enough` is called when it has ended, before voice and tracker are let go, which takes a while.
    """
    from posecoach.tracking.mediapipe import MediaPipeTracker

    failure: PosecoachError | None = None
    with MediaPipeTracker(model) as tracker, contextlib.ExitStack() as stack:
        if not quick:
            tracker.prepare()
        training = _app(tracker, camera, coach, controller, files, model)
        if quick or not (look.window or look.share):
            training.linger = 0.0
        try:
            _furnish(training, stack, look)
            if look.share:
                _share(training, stack, look)
            if ears.sound:
                _sound(training, stack, ears)
            training.run()
        except KeyboardInterrupt:
            pass  # it is one way to end it
        except PosecoachError as error:
            failure = error
        finally:
            enough()
    record = training.tracking.record
    record.warnings += camera.warnings
    if camera.dropped:
        record.notes.append(dropped_note(camera.dropped, record.frames))
    return record, failure


def _app(
    tracker: "MediaPipeTracker",
    camera: "Camera | FastFileSource",
    coach: "Coach | RoutineRunner",
    controller: "LiveController",
    files: "Files",
    model: Path | None,
) -> "LiveApp":
    """Return the session without its screen and its sound."""
    from posecoach.capture.turnable import TurnableSource
    from posecoach.live.app import LiveApp
    from posecoach.live.tracking_thread import TrackingThread
    from posecoach.tracking.live_people import LivePeople
    from posecoach.tracking.live_turn import LiveTurn

    source, lies = TurnableSource(camera), LiveTurn(model=model)
    people = LivePeople(tracker, list(controller.exercises.values()), model=model)
    sinks: list[Sink] = [people, lies, *files.sinks]
    tracking = TrackingThread(source, tracker, coach, sinks, people.people, lambda: lies.needed)
    app = LiveApp(tracking, source, controller, NullScreen(), end_set=coach.end_set)
    app.skip = getattr(coach, "skip", _nothing)

    def turn(degrees: int = 90) -> None:
        source.turn(degrees)
        lies.forget()

    app.turn = turn
    app.toggles = {"r": turn, **{f"{n}": functools.partial(people.pick, n) for n in range(1, MAX_PEOPLE + 1)}}
    return app


MISSING_SHARE = 0.7
"""Share of frames that were skipped from which a camera's 30 a second leave too few for quick repetitions."""


def dropped_note(dropped: int, seen: int) -> str:
    """Return what is said of frames that were skipped, beside those that were looked at."""
    note = f"{dropped} of {dropped + seen} frames were skipped"
    if dropped < MISSING_SHARE * (dropped + seen):
        return f"{note}, to keep up"
    return f"{note}: this computer was too busy to count quick repetitions; close other programs"


class NullScreen:
    """A screen that shows nothing."""

    closed = False

    def show(self, frame: "Frame", update: "Update", show: "Show") -> None:
        """Show nothing."""

    def key(self) -> str:
        """No key."""
        return ""


def _furnish(training: "LiveApp", stack: contextlib.ExitStack, look: Look) -> None:
    """Give a training its screen: the window opens with the first frame, whose shape it takes."""
    if not look.window:
        from posecoach.cli.terminal import Terminal

        training.screen = terminal = stack.enter_context(Terminal(words=training.controller.words))
        training.toggles = {**training.toggles, "h": terminal.tell_keys}
        return
    from posecoach.sinks.window import LazyWindow

    shown = LazyWindow(mirrored=look.mirrored, fullscreen=look.fullscreen)
    stack.callback(shown.close)
    training.screen = shown
    training.toggles = {**training.toggles, "f": shown.toggle_fullscreen}


def _share(training: "LiveApp", stack: contextlib.ExitStack, look: Look) -> None:
    """Mirror a training's screen on a page, and say where that is.

    Raises:
        OutputError: nothing can listen on the address.
    """
    from posecoach.cli import console
    from posecoach.cli.shared_screen import SharedScreen
    from posecoach.sinks.share import SharePage

    page = SharePage(look.share, mirrored=look.mirrored)
    stack.callback(page.close)
    training.screen = SharedScreen(training.screen, page)
    console.err.print(f"shared at {page.url}", markup=False, highlight=False, soft_wrap=True)


def _sound(training: "LiveApp", stack: contextlib.ExitStack, ears: Ears) -> None:
    """Give a training its tones and, where there is one, its voice."""
    from posecoach.cli import console
    from posecoach.sinks.sound import Sound

    tones = Sound()
    stack.callback(tones.close)
    training.player = tones
    if tones.silent:
        console.err.print(f"no sound: {tones.silent}", style="dim", markup=False, highlight=False)
    speaker = None
    if ears.voice and tones.has_card:
        from posecoach.sinks.voice import Voice

        speaker = Voice(name=ears.named, language=training.controller.words.language)
        stack.callback(_hush, speaker)
        training.speaker = speaker

    def mute() -> None:
        tones.on = not tones.on
        if speaker is not None:
            speaker.on = tones.on

    training.toggles = {**training.toggles, "m": mute}


def _hush(speaker: "Voice") -> None:
    """Let the voice go, and say why there was none."""
    from posecoach.cli import console

    speaker.close(FORGOTTEN)
    if speaker.silent:
        console.err.print(f"no voice: {speaker.silent}", style="dim", markup=False, highlight=False)


def _nothing() -> None:
    pass
