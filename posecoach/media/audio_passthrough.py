"""Carries over what a film takes from the clip it is made of: the times of its frames, and its sound."""

import contextlib
import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import av
from av.audio.codeccontext import AudioCodecContext
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from posecoach.media.container import rate
from posecoach.media.video import DECODE_ERRORS
from posecoach.types import VideoClock

CARRIED = frozenset({"aac", "mp3", "ac3", "eac3", "alac", "opus", "flac"})
"""Sound that an MP4 file holds as it is; any other is made AAC."""

DEFAULT_AAC_RATE = 48_000
"""Samples a second of the AAC made of sound that has a number of them which AAC does not know."""

FINEST = 1_000_000
"""Ticks a second up to which a clip's own clock is kept."""

FALLBACK_TICKS = 90_000
"""Ticks a second where it is not: what broadcasting uses."""

Warn = Callable[[str], None]
"""Told what the user should know of how a film was made."""


class TimestampMapper:
    """Reads a frame's moment, s from the first one's, and its stamp in the film's own ticks."""

    def __init__(self, shot: VideoStream, clock: VideoClock) -> None:
        self._tick = ticks(shot)
        self._scale = (shot.time_base or self._tick) / self._tick
        self._clock = clock
        self._period = max(1, round(1 / rate(shot) / self._tick))
        start = shot.start_time or 0
        self._zero = round(start * self._scale)
        self._last: int | None = None
        known = shot.start_time is not None and shot.duration is not None
        self._end = round((start + (shot.duration or 0)) * self._scale) if known else math.inf

    def read(self, frame: VideoFrame) -> tuple[float, int]:
        """The moment is the one that the tracker was told; the stamps go on from the clip's own first one."""
        t = self._clock.read(frame.time)
        if self._last is None and frame.pts is not None:
            self._zero = round(frame.pts * self._scale)
        stamp = self._zero + round(t / self._tick)
        self._last = stamp if self._last is None else max(stamp, self._last + 1)
        return t, self._last

    def length(self, frame: VideoFrame) -> int:
        """Return the ticks for which the frame read last stands, no longer than the clip."""
        length = round(frame.duration * self._scale) or self._period
        left = self._end - (self._last or 0)
        return int(min(length, left)) if left >= 1 else length


class AudioPassthrough:
    """The clip's sound, carried over as it is where an MP4 file can hold it.

    What cannot be carried over is left out, and said.

    Attributes:
        part: s of the clip's own time from and to which its sound is carried over; the film begins there.
    """

    def __init__(self, clip: InputContainer, film: OutputContainer, warn: Warn) -> None:
        self.streams: list[AudioStream] = [each for each in clip.streams.audio if _known(each)][:1]
        self.part = (-math.inf, math.inf)
        self._film, self._warn = film, warn
        self._copied = False
        self._waiting: list[Packet[Any]] | None = []
        self._out: AudioStream | None = None
        self._last = self._next = -math.inf
        self._shift = 0
        if self.streams:
            self._out = self._taken_over(self.streams[0])
        elif clip.streams.audio:
            warn("the annotated video is without sound: it is of a kind that is not known here")

    def _taken_over(self, heard: AudioStream) -> AudioStream:
        context = heard.codec_context
        self._copied = context.name in CARRIED
        if self._copied:
            return self._film.add_stream_from_template(heard)
        fits = context.sample_rate in (av.Codec("aac", "w").audio_rates or [])
        return self._film.add_stream("aac", rate=context.sample_rate if fits else DEFAULT_AAC_RATE)

    def start(self, part: tuple[float, float] = (-math.inf, math.inf)) -> None:
        """The film has its picture: what waited for that can go in, if it is of this part of the clip."""
        self.part = part
        waiting, self._waiting = self._waiting or [], None
        for packet in waiting:
            self.take(packet)

    def take(self, packet: "Packet[Any]") -> None:
        """Carry one packet over."""
        start, end = self.part
        if self._waiting is not None:
            self._waiting.append(packet)
        elif packet.pts is not None and not start <= float(packet.pts * (packet.time_base or 1)) < end:
            pass  # it is of another part of the clip
        elif self._out is not None:
            try:
                self._carry(packet, self._out)
            except ValueError as error:
                self._give_up(error)

    def finish(self) -> None:
        """No more packets."""
        if self._out is not None and not self._copied:
            try:
                self._film.mux(self._out.encode())
            except ValueError as error:
                self._give_up(error)

    @property
    def _begin(self) -> float:
        """Moment of the clip's own time at which the film begins, s; 0 where it begins as the clip does."""
        return max(self.part[0], 0.0)

    def _carry(self, packet: "Packet[Any]", out: AudioStream) -> None:
        if not self._copied:
            for frame in decoded(packet):
                if frame.pts is not None and frame.time_base is not None:
                    # Counted in samples: the ticks of a clip may be longer than a piece of AAC.
                    stamp = round((frame.pts * frame.time_base - self._begin) * frame.sample_rate)
                    frame.pts = stamp + self._moved(stamp, frame.samples)
                    frame.time_base = Fraction(1, frame.sample_rate)
                self._film.mux(out.encode(frame))
        elif packet.dts is not None:
            if self._begin and packet.time_base:
                begin = round(self._begin / packet.time_base)
                packet.dts, packet.pts = (
                    packet.dts - begin,
                    None if packet.pts is None else packet.pts - begin,
                )
            moved = self._moved(packet.dts, packet.duration or 0)
            packet.dts += moved
            packet.pts = None if packet.pts is None else packet.pts + moved
            packet.stream = out
            self._film.mux(packet)

    def _moved(self, stamp: int, length: int) -> int:
        """By how many ticks a piece is moved, so that it follows the one before where time steps back."""
        if not stamp + self._shift > self._last:
            self._shift = round(self._next) - stamp
        self._last = stamp + self._shift
        self._next = self._last + max(1, length)
        return self._shift

    def _give_up(self, error: ValueError) -> None:
        self._out = None
        reason = getattr(error, "strerror", None) or str(error)
        self._warn(
            f"the annotated video lacks some of the sound, which is damaged or changes its form ({reason})"
        )


def _known(heard: AudioStream) -> bool:
    """Return whether a stream is of a kind that FFmpeg knows, and says what it needs to: PyAV's types do not tell."""
    context: Any = heard.codec_context
    return isinstance(context, AudioCodecContext) and context.sample_rate > 0


def packets(clip: InputContainer, streams: "list[VideoStream | AudioStream]") -> "Iterator[Packet[Any]]":
    """A clip's packets, as far as it can be read."""
    with contextlib.suppress(*DECODE_ERRORS):
        yield from clip.demux(streams)


def decoded(packet: "Packet[Any]") -> list[Any]:
    """A packet's frames; none where it is damaged."""
    try:
        return list(packet.decode())
    except DECODE_ERRORS:
        return []


def ticks(shot: VideoStream) -> Fraction:
    """Seconds a tick of the film's clock: the clip's own, unless that is too fine."""
    base = shot.time_base
    return Fraction(1, base.denominator if base and base.denominator <= FINEST else FALLBACK_TICKS)
