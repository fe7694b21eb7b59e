"""Short tones. A machine without sound is silent, and that is no error."""

import contextlib
import ctypes
import os
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecoach.errors import first_line

SAMPLE_RATE = 44_100
"""Samples a second."""

Tones = tuple[tuple[float, float], ...]

TONES: dict[str, Tones] = {
    "rep": ((880.0, 0.09),),
    "partial": ((330.0, 0.16),),
    "beep": ((660.0, 0.12),),
    "go": ((990.0, 0.45),),
    "done": ((660.0, 0.12), (880.0, 0.12), (1100.0, 0.22)),
    "alert": ((440.0, 0.18), (330.0, 0.28)),
    "tick": ((520.0, 0.04),),
    "turn": ((780.0, 0.06),),
    "inhale": ((392.0, 0.15), (494.0, 0.2)),
    "exhale": ((494.0, 0.15), (392.0, 0.25)),
}
"""Hertz and seconds of what is played for each call, one after the other."""

QUIET: dict[str, float] = dict.fromkeys(("tick", "turn", "inhale", "exhale"), 0.3)
"""Loudness of those that are heard all the time, beside the others."""

LOUD = 0.5
SOFT = 0.012
"""Of full scale; s in which a tone swells and fades, since an abrupt one clicks."""


def tone(name: str) -> NDArray[np.float32]:
    """The samples of one call, (n,), -1 to 1."""
    samples = np.concatenate([_note(pitch, length) for pitch, length in TONES[name]])
    return samples * np.float32(QUIET.get(name, 1.0))


def _note(pitch: float, length: float) -> NDArray[np.float32]:
    t = np.arange(round(length * SAMPLE_RATE)) / SAMPLE_RATE
    # A little of the octave above makes a sine carry through a room.
    wave = 0.8 * np.sin(2.0 * np.pi * pitch * t) + 0.2 * np.sin(4.0 * np.pi * pitch * t)
    swell = np.minimum(1.0, np.minimum(t, t[-1] - t) / SOFT) if len(t) > 1 else np.ones_like(t)
    return (LOUD * wave * swell).astype(np.float32)


class Sound:
    """Plays calls; a new one cuts the last one off.

    Attributes:
        on: whether it is to be heard.
        silent: why there is no sound; empty where there is.
        has_card: whether there is a loudspeaker, as far as that is known.
    """

    def __init__(self, *, on: bool = True) -> None:
        self.on = on
        self.silent = ""
        self.has_card = True
        self._device: Any = None
        self._samples = {name: tone(name) for name in TONES}
        if not on:
            return
        # The package is there with MediaPipe; the library that it wraps, or a loudspeaker, may not be.
        try:
            with quiet_stderr():
                import sounddevice  # noqa: PLC0415 - see above

                sounddevice.query_devices(kind="output")
            self._device = sounddevice
        except Exception as error:  # noqa: BLE001 - PortAudio's own kinds, and OSError; all mean silence
            reason = first_line(error)
            self.has_card = isinstance(error, (OSError, ImportError))  # then only the library is missing
            self.silent = reason if self.has_card else f"no loudspeaker answers ({reason})"

    def play(self, name: str) -> None:
        """Play a call and come back at once."""
        if self._device is None or not self.on:
            return
        try:
            self._device.play(self._samples[name], SAMPLE_RATE)
        except Exception as error:  # noqa: BLE001 - a headset that has been unplugged
            self._device, self.silent = None, str(error)

    def close(self) -> None:
        """No more sound."""
        if self._device is not None:
            with contextlib.suppress(Exception):
                self._device.stop()


@contextlib.contextmanager
def quiet_stderr() -> Iterator[None]:
    """Keep the sound libraries' own complaints off the terminal; those of ALSA for good."""
    _silence_alsa()
    try:
        handle = sys.stderr.fileno()
        kept = os.dup(handle)
    except (AttributeError, OSError, ValueError):  # no terminal behind it
        yield
        return
    nothing = os.open(os.devnull, os.O_WRONLY)
    try:
        sys.stderr.flush()
        os.dup2(nothing, handle)
        yield
    finally:
        os.dup2(kept, handle)
        os.close(kept)
        os.close(nothing)


_ALSA_HANDLER = ctypes.CFUNCTYPE(
    None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p
)(lambda *_: None)
"""Kept for as long as the program runs, since ALSA calls it."""


def _silence_alsa() -> None:
    if not sys.platform.startswith("linux"):
        return
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_ALSA_HANDLER)
