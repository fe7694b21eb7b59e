"""A film of what a camera sees, with everything drawn on it, written while it happens."""

import queue
import threading
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.stream import VideoStream

from posecoach.core.session.status import Update
from posecoach.errors import OutputError
from posecoach.media.provenance import PROVENANCE_MARK
from posecoach.types import Frame, Image, address

WRITER_TICKS = 90_000
"""Of the film's clock a second."""

INCOMPLETE = ".incomplete"
"""Part of a film's name, before the ending, until it is whole."""

MAX_PARTS = 100
"""Films of one name that may lie there incomplete, each under a number."""

MAX_WAITING_FRAMES = 8
"""Frames that may wait for the encoder; those that come then are left out, so that nothing else waits."""


Draw = Callable[[Image, Update], None]
"""Draws what belongs to a moment onto its picture."""


class VideoWriter:
    """Writes an MP4 film in a thread of its own.

    Until it is whole it lies beside its place, as `film.incomplete.mp4`, and can be played from its first seconds on.

    Attributes:
        dropped: frames that were left out.

    Args:
        path: the file.
        draw: draws a moment onto its picture.
    """

    def __init__(self, path: Path, draw: Draw) -> None:
        self.dropped = 0
        self._path, self._part, self._draw = path, incomplete(path), draw
        self._begun = False
        self._frames: queue.Queue[tuple[Frame, Update] | None] = queue.Queue(MAX_WAITING_FRAMES)
        self._failure: Exception | None = None
        self._thread = threading.Thread(target=self._write, name="film", daemon=True)
        self._thread.start()

    def write(self, frame: Frame, update: Update) -> None:
        """Take one frame and what followed from it; never waits."""
        try:
            self._frames.put_nowait((frame, update))
        except queue.Full:
            self.dropped += 1

    def close(self) -> None:
        """Write what is still waiting.

        Raises:
            OutputError: the film could not be written.
        """
        if self._thread.is_alive():
            self._frames.put(None)
        self._thread.join()
        if self._failure is None:
            self._failure = self._put_in_place()
        if self._failure is not None:
            reason = getattr(self._failure, "strerror", None) or str(self._failure)
            kept = f"; what there is of it is in {self._part.name}" if self._part.exists() else ""
            raise OutputError(f"{self._path}: cannot be written: {reason}{kept}")

    def _put_in_place(self) -> OSError | None:
        try:
            if self._begun:
                self._part.replace(self._path)
            else:
                self._part.unlink(missing_ok=True)
        except OSError as error:
            return error
        return None

    def _write(self) -> None:
        try:
            self._encode()
        except (av.error.FFmpegError, OSError, ValueError) as error:
            self._failure = error
            while self._frames.get() is not None:
                pass

    def _encode(self) -> None:
        # In pieces, each of which stands for itself: what is there can be played after a power cut.
        options = {"movflags": "+frag_keyframe+empty_moov+default_base_moof"}
        with av.open(address(self._part), "w", format="mp4", options=options) as film:
            film.metadata["comment"] = PROVENANCE_MARK
            out: VideoStream | None = None
            last = -1
            while (given := self._frames.get()) is not None:
                frame, update = given
                image = even(frame.image)
                self._draw(image, update)
                if out is None:
                    self._begun = True
                    out = film.add_stream("libx264", rate=30)
                    out.height, out.width = image.shape[:2]
                    out.pix_fmt = "yuv420p"
                    out.codec_context.time_base = Fraction(1, WRITER_TICKS)
                    out.options = {"preset": "ultrafast", "crf": "23", "tune": "zerolatency"}
                    out.codec_context.gop_size = 60
                made = av.VideoFrame.from_ndarray(image, format="rgb24")
                last = max(last + 1, round(frame.t * WRITER_TICKS))
                made.pts, made.time_base = last, Fraction(1, WRITER_TICKS)
                film.mux(out.encode(made))
            if out is not None:
                film.mux(out.encode())


def incomplete(path: Path) -> Path:
    """Return the place of a film until it is whole: one at which there is nothing yet, such as an earlier film's part."""
    parts = (path.with_suffix(f"{INCOMPLETE}{number}{path.suffix}") for number in ("", *range(2, MAX_PARTS)))
    return next((part for part in parts if not part.exists()), path.with_suffix(INCOMPLETE + path.suffix))


def even(image: Image) -> Image:
    """A copy with even sides, as H.264 has them: the last row or column goes twice where they are odd."""
    height, width = image.shape[:2]
    return np.ascontiguousarray(np.pad(image, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge"))
