"""Short films, made for a test."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from posecoach.media.video import Video

SAMPLES = Path(__file__).parents[1] / "sample_videos"
PERSON = SAMPLES / "push_up_standard_side.mp4"


def card(width=64, height=48):
    """A picture that tells which way up it is: red, green, blue and white quarters, clockwise."""
    image = np.zeros((height, width, 3), np.uint8)
    y, x = height // 2, width // 2
    image[:y, :x], image[:y, x:], image[y:, x:], image[y:, :x] = (
        (255, 0, 0),
        (0, 255, 0),
        (0, 0, 255),
        (255, 255, 255),
    )
    return image


def quarters(image):
    """The colours of a picture's quarters, clockwise from the upper left, as letters."""
    height, width = image.shape[:2]
    names = []
    for y, x in ((0.25, 0.25), (0.25, 0.75), (0.75, 0.75), (0.75, 0.25)):
        bits = tuple(bool(each > 128) for each in image[int(y * height), int(x * width)])
        names.append(
            {(True, False, False): "r", (False, True, False): "g", (False, False, True): "b"}.get(bits, "w")
        )
    return "".join(names)


def numbered(number, width=64, height=48):
    """A picture that tells its number, 0 to 255: upright bars, one for each bit."""
    bits = [255 * (number >> bit & 1) for bit in range(8)]
    return np.tile(np.repeat(np.array(bits, np.uint8), width // 8)[None, :, None], (height, 1, 3))


def number(image):
    """The number that a picture tells."""
    height, width = image.shape[:2]
    return sum(bool(image[height // 2, width * (2 * bit + 1) // 16].mean() > 128) << bit for bit in range(8))


def film(
    path: Path,
    images: Iterable[np.ndarray],
    moments: Sequence[float] | None = None,
    turned: int = 0,
    aspect: Fraction | None = None,
) -> Path:
    """Write pictures as a film, at 25 a second or at the given moments; `turned` goes into its metadata."""
    images = list(images)
    moments = moments or [n / 25 for n in range(len(images))]
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=25, options={"g": "5", "bf": "0"})
        stream.height, stream.width = images[0].shape[:2]
        stream.pix_fmt = "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, 1000)
        if aspect:
            stream.codec_context.sample_aspect_ratio = aspect
        if turned:
            stream.set_display_rotation(turned)
        for t, image in zip(moments, images, strict=True):
            frame = av.VideoFrame.from_ndarray(image, format="rgb24")
            frame.pts, frame.time_base = round(t * 1000), Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def thinned(path: Path, source: Path, each: int = 2) -> Path:
    """Write a film with but every second frame of another, at its moment: it takes half the time to track."""
    frames = [frame for n, frame in enumerate(Video(source).frames()) if n % each == 0]
    return film(path, (frame.image for frame in frames), [frame.t for frame in frames])


def song(path: Path) -> Path:
    """Write a file with nothing but sound."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44100)
        silence = av.AudioFrame.from_ndarray(np.zeros((1, 4096), np.float32), format="fltp", layout="mono")
        silence.sample_rate = 44100
        container.mux(stream.encode(silence))
        container.mux(stream.encode())
    return path
