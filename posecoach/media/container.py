"""Opens video files: only kinds that are videos, the right one of several tracks, and a clock for its frames."""

import contextlib
import itertools
import math
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from posecoach.errors import SourceError
from posecoach.media.options import WHOLE, ReadOptions
from posecoach.types import VideoClock, address

DEMUXERS = (
    *("3dostr", "aac", "ac3", "amv", "apng", "asf", "asf_o", "av1", "avi", "avs2", "avs3", "cavsvideo"),
    *("dhav", "dirac", "dnxhd", "dv", "evc", "flac", "flv", "gif", "gxf", "h261", "h263", "h264", "hevc"),
    *("ipu", "ivf", "kux", "live_flv", "lmlm4", "m4v", "matroska", "mjpeg", "mjpeg_2000", "mov", "mp3"),
    *("mpeg", "mpegts", "mpegtsraw", "mpegvideo", "mpjpeg", "mtv", "mxf", "nsv", "nut", "nuv", "obu", "ogg"),
    *("pva", "rm", "smjpeg", "swf", "ty", "vc1", "vc1test", "vivo", "vvc", "wav", "webp", "wtv"),
    "yuv4mpegpipe",
)
"""FFmpeg's names of the kinds of files that are opened: those that hold what they show.

Playlists (HLS, DASH, concat, SDP) name other files and addresses, and may do so without end.
"""

SAFE = {"format_whitelist": ",".join(DEMUXERS), "protocol_whitelist": "file"}

HEAD_BYTES = 512
"""Bytes of a file's beginning that tell a playlist."""

PLAYLISTS = (b"#EXTM3U", b"ffconcat", b"<MPD", b"v=0", b"[playlist]", b"<smil", b"<ASX")

DEFAULT_FRAME_RATE = Fraction(30)
"""Frames a second where a file does not say."""

MAX_FRAME_RATE = 2000
"""Frames a second above which a file is not believed."""

MOVING_FPS = 4
"""Frames a second below which a track is a preview, where another one moves."""

STILL_S = 0.5
"""s below which a track is a picture rather than a video, where another one lasts."""

INDEX_SAMPLE = 64
"""Entries of a file's index that are looked at to see whether its times rise."""

UNUSABLE_SHARE = 0.5
"""Share of them that do not rise, from which a file's times are not believed."""

MIN_STEP_S = 0.0005
"""s by which times rise at least, to be believed."""

NOT_SHOWN = (
    Disposition.attached_pic | Disposition.timed_thumbnails | Disposition.still_image | Disposition.metadata
)
"""Tracks that are no video: a song's cover, thumbnails, a picture beside a video."""

CAPTURE_RATE_KEYS = ("com.android.capture.fps",)
"""Tags in which a file says how many frames a second were taken, which may be more than it shows."""

SLOW_MOTION_RATIO = 1.5
"""Frames taken for each one shown in the same time, from which a video is in slow motion."""


@dataclass(frozen=True, slots=True)
class OpenVideo:
    """A video file that has been opened.

    Attributes:
        container, stream: FFmpeg's.
        period: s of the file's time from one frame to the next, on average.
        timed: whether the times in the file can be believed.
        speed: s that pass for each second of the file's time; 1 but for slow motion.
        notes: what was chosen.
    """

    container: InputContainer
    stream: VideoStream
    period: float
    timed: bool
    speed: float
    notes: tuple[str, ...]

    def clock(self) -> VideoClock:
        """A clock that tells each frame's moment, s of the file's time from its first frame."""
        return VideoClock(self.period, trusted=self.timed)


def check_file(path: Path) -> None:
    """See that there is an ordinary file: any other, such as a pipe, can be read but once, if ever.

    Raises:
        SourceError: there is none.
    """
    try:
        state = path.stat()
    except FileNotFoundError:
        raise SourceError(f"{path}: no such file") from None
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, RuntimeError):
        raise SourceError(f"{path}: cannot be the name of a file") from None
    if not stat.S_ISREG(state.st_mode):
        raise SourceError(
            f"{path}: is {'a folder' if stat.S_ISDIR(state.st_mode) else 'no ordinary file'}, not a video"
        )
    if state.st_size == 0:
        raise SourceError(f"{path}: is empty")


def open_file(path: Path, **options: str) -> InputContainer:
    """Open a video file with FFmpeg; nothing that it may name is opened.

    Raises:
        SourceError: it is none.
    """
    check_file(path)
    try:
        return av.open(address(path), metadata_errors="replace", container_options=SAFE | options)
    except (av.error.FFmpegError, OSError, ValueError, MemoryError) as error:
        raise SourceError(f"{path}: {_refusal(path, error)}") from None


def _refusal(path: Path, error: Exception) -> str:
    with contextlib.suppress(OSError), path.open("rb") as file:
        head = file.read(HEAD_BYTES).removeprefix(b"\xef\xbb\xbf").lstrip()
        if head.startswith(PLAYLISTS) or b"<MPD" in head:
            return "is a playlist, not a video; give the videos themselves"
        if head.startswith(b"RIFF") and b"WEBPVP8X" in head:
            return "is a WebP picture or animation, which cannot be read; convert it to MP4"
    if isinstance(error, av.error.ArgumentError):
        return "is not a video of a kind that posecoach opens; convert it to MP4"
    return f"is not a video, or a damaged one ({getattr(error, 'strerror', None) or type(error).__name__})"


@contextlib.contextmanager
def opened(path: Path, options: ReadOptions = WHOLE) -> Iterator[OpenVideo]:
    """Open a video, and choose its track.

    Raises:
        SourceError: there is no such file, it is no video, or it has no such track.
    """
    container = open_file(path)
    try:
        stream, notes = chosen_track(path, container, options.track)
        timed = _times_rise(stream)
        if not timed:
            # Without times its edit list means nothing either, and would hide frames.
            container.close()
            container = open_file(path, advanced_editlist="0")
            stream, notes = chosen_track(path, container, options.track)
        speed, slow = _speed(container, stream, options.speed)
        notes = (*notes, slow) if slow else notes
        yield OpenVideo(container, stream, float(1 / rate(stream)), timed, speed, notes)
    finally:
        container.close()


def chosen_track(
    path: Path, container: InputContainer, wanted: int | None
) -> tuple[VideoStream, tuple[str, ...]]:
    """The track that is read, and a note where there was a choice.

    The best one moves, is the file's default, and lasts longest.

    Raises:
        SourceError: there is none, or none of the number wanted.
    """
    tracks = container.streams.video
    if wanted is not None:
        if wanted >= len(tracks):
            there = f"they go from 0 to {len(tracks) - 1}" if tracks else "it has none"
            raise SourceError(f"{path}: there is no video track {wanted}; {there}")
        return tracks[wanted], ()
    shown = [i for i, each in enumerate(tracks) if not each.disposition & NOT_SHOWN]
    if not shown:
        what = "only sound" if container.streams.audio else "no picture"
        raise SourceError(f"{path}: is not a video: there is {what} in it")
    best = max(shown, key=lambda i: _rank(tracks, i))
    if len(shown) == 1:
        return tracks[best], ()
    others = ", ".join(f"--track {i}" for i in shown if i != best)
    note = f"it has {len(shown)} video tracks; track {best} was read ({_described(tracks[best])}), {others} reads another"
    return tracks[best], (note,)


def _rank(tracks: Sequence[VideoStream], i: int) -> tuple[bool, bool, float, int, int]:
    track = tracks[i]
    length = float((track.duration or 0) * (track.time_base or 0))
    moving = rate(track) >= MOVING_FPS and track.frames != 1 and not 0.0 < length < STILL_S
    default = bool(track.disposition & Disposition.default)
    return moving, default, length, track.width * track.height, -i


def _described(track: VideoStream) -> str:
    return f"{track.width}x{track.height}, {float(rate(track)):.3g} frames a second"


def rate(stream: VideoStream) -> Fraction:
    """Frames a second; some files claim a thousand on average, which their times do not bear out."""
    said = [each for each in (stream.average_rate, stream.guessed_rate) if each and each <= MAX_FRAME_RATE]
    coded = stream.codec_context.framerate
    return min(said, default=coded if coded and coded <= MAX_FRAME_RATE else DEFAULT_FRAME_RATE)


def _times_rise(stream: VideoStream) -> bool:
    """Return whether most of a file's times are later than those before them, as far as its index tells."""
    entries = stream.index_entries
    times = [entry.timestamp for entry in entries[: min(INDEX_SAMPLE, len(entries))]]
    steps = [float((b - a) * (stream.time_base or 1)) for a, b in itertools.pairwise(times)]
    return not steps or sum(step < MIN_STEP_S for step in steps) < UNUSABLE_SHARE * len(steps)


def _speed(container: InputContainer, stream: VideoStream, wanted: float | None) -> tuple[float, str]:
    if wanted is not None:
        return wanted, ""
    said = {key.lower(): value for key, value in container.metadata.items()}
    for key in CAPTURE_RATE_KEYS:
        with contextlib.suppress(ValueError):
            taken, shown = float(said.get(key, "nan")), float(rate(stream))
            if math.isfinite(taken) and SLOW_MOTION_RATIO * shown <= taken <= MAX_FRAME_RATE:
                speed = shown / taken
                return speed, f"it is in slow motion: times are real seconds at --speed {speed:.3g}"
    return 1.0, ""


def duration(video: OpenVideo) -> float:
    """Seconds of the picture alone, of the file's own time: sound may begin before it, and go on after it."""
    container, stream = video.container, video.stream
    if not video.timed:
        return stream.frames * video.period if stream.frames else math.nan
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    start = float((stream.start_time or 0) * (stream.time_base or 0))
    # Matroska notes down when each stream ends; else there is only the whole file's length.
    hours, _, rest = stream.metadata.get("DURATION", "").partition(":")
    minutes, _, seconds = rest.partition(":")
    with contextlib.suppress(ValueError):
        return int(hours) * 3600 + int(minutes) * 60 + float(seconds) - start
    if container.duration is None:
        return math.nan
    return ((container.start_time or 0) + container.duration) / av.time_base - start


def lasts_as_picture(video: OpenVideo) -> bool:
    """Tell whether `duration` is that of the picture alone; else the sound may be what lasts so long."""
    own = not video.timed or video.stream.duration is not None or "DURATION" in video.stream.metadata
    return own or not video.container.streams.audio
