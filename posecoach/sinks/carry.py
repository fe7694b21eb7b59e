"""What a film takes over from the clip it is made of: the times of its frames, and its sound."""

import math
from fractions import Fraction
from typing import Any

import av
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

CARRIED = frozenset({"aac", "mp3", "ac3", "eac3", "alac", "opus", "flac"})
"""Sound that an MP4 file holds as it is; any other is made AAC."""

FINEST = 1_000_000
"""Ticks a second up to which a clip's own clock is kept."""

TICKS = 90_000
"""Ticks a second where it is not: what broadcasting uses."""

RATE = 30
"""Frames a second where a file does not say."""


class Clock:
    """Reads a frame's moment, s from the first one's, and its stamp in the film's own ticks."""

    def __init__(self, shot: VideoStream) -> None:
        self._tick = ticks(shot)
        self._scale = (shot.time_base or self._tick) / self._tick
        self._period = round(1 / (shot.average_rate or RATE) / self._tick)
        self._zero: int | None = None
        self._last = -math.inf
        known = shot.start_time is not None and shot.duration is not None
        self._end = (
            round(((shot.start_time or 0) + (shot.duration or 0)) * self._scale) if known else math.inf
        )

    def read(self, frame: VideoFrame) -> tuple[float, int]:
        """A frame without a stamp, or with one that is not later than the last, follows by one tick."""
        if frame.pts is not None:
            stamp = round(frame.pts * self._scale)
        else:
            stamp = 0 if math.isinf(self._last) else int(self._last) + self._period
        if not stamp > self._last:
            stamp = int(self._last) + 1
        self._zero = stamp if self._zero is None else self._zero
        self._last = stamp
        return float((stamp - self._zero) * self._tick), stamp

    def length(self, frame: VideoFrame) -> int:
        """How long a frame stands, in ticks; the last one no longer than the clip."""
        length = round(frame.duration * self._scale) or self._period
        return int(max(1, min(length, self._end - self._last)))


class Sound:
    """The clip's sound, carried over as it is where an MP4 file can hold it."""

    def __init__(self, clip: InputContainer, film: OutputContainer) -> None:
        self.streams: list[AudioStream] = list(clip.streams.audio)[:1]
        self._film = film
        self._copied = bool(self.streams) and self.streams[0].codec_context.name in CARRIED
        self._waiting: list[Packet[Any]] | None = []
        self._out: AudioStream | None = None
        if self._copied:
            self._out = film.add_stream_from_template(self.streams[0])
        elif self.streams:
            self._out = film.add_stream("aac", rate=self.streams[0].codec_context.sample_rate)

    def start(self) -> None:
        """The film has its picture: what waited for that can go in."""
        waiting, self._waiting = self._waiting or [], None
        for packet in waiting:
            self.take(packet)

    def take(self, packet: "Packet[Any]") -> None:
        """Carry one packet over."""
        if self._out is None:
            return
        if self._waiting is not None:
            self._waiting.append(packet)
            return
        if not self._copied:
            for frame in decoded(packet):
                self._film.mux(self._out.encode(frame))
        elif packet.dts is not None:
            packet.stream = self._out
            self._film.mux(packet)

    def finish(self) -> None:
        """No more packets."""
        if self._out is not None and not self._copied:
            self._film.mux(self._out.encode())


def decoded(packet: "Packet[Any]") -> list[Any]:
    """A packet's frames; none where it is damaged."""
    try:
        return list(packet.decode())
    except av.error.FFmpegError:
        return []


def ticks(shot: VideoStream) -> Fraction:
    """Seconds a tick of the film's clock: the clip's own, unless that is too fine."""
    base = shot.time_base
    return Fraction(1, base.denominator if base and base.denominator <= FINEST else TICKS)
