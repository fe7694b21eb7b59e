"""Workarounds for OpenCV's own window on Linux, in the Qt that draws it.

Its turns of the wheel zoom, which takes the count off the screen, and there is neither a setting against it nor
a way back; where they are taken from it, so are clicks, which are then asked for. And on a busy computer it happens that Qt loses the news that the window is on the screen: then it
stays white for good.
"""

import ctypes
import math
import os
from pathlib import Path

import cv2

WIDGETS = tuple(Path(cv2.__file__).parents[1].glob("opencv_*.libs/libQt5Widgets-*.so*"))
"""OpenCV's own Qt, which may be there twice: MediaPipe brings another package of OpenCV."""

QT = "14QtOpenCVPython"
"""The name space of OpenCV's Qt, as its libraries spell it."""

TRANSPARENT_FOR_MOUSE, ON = 51, ctypes.c_bool(1)
"""Qt::WA_TransparentForMouseEvents, and that it is to be so."""

MAP_TIMEOUT_S = 1.5
"""s after which the news that the window is on the screen does not come any more."""

LEFT_BUTTON = 1
"""Qt::LeftButton."""

TRIES = 3
"""Times that the window is opened anew at most: it may just be beneath another one."""


class Qt:
    """The functions of OpenCV's Qt that are needed, by the names that they have in its libraries.

    Raises:
        AttributeError: it has no such function.
    """

    def __init__(self, library: ctypes.CDLL) -> None:
        self.widget_at = library[f"_ZN{QT}12QApplication8widgetAtERKNS_6QPointE"]
        self.window = library[f"_ZNK{QT}7QWidget6windowEv"]
        self.handle = library[f"_ZNK{QT}7QWidget12windowHandleEv"]
        for each in (self.widget_at, self.window, self.handle):
            each.restype = ctypes.c_void_p
        self.is_exposed = library[f"_ZNK{QT}7QWindow9isExposedEv"]
        self.is_exposed.restype = ctypes.c_bool
        self.set_attribute = library[f"_ZN{QT}7QWidget12setAttributeENS_2Qt15WidgetAttributeEb"]
        self.mouse_buttons = library[f"_ZN{QT}15QGuiApplication12mouseButtonsEv"]
        self.pointer = library[f"_ZN{QT}7QCursor3posEv"]
        self.pointer.restype = ctypes.c_uint64


class WindowWatchdog:
    """Looks after the window until all is well with it.

    Attributes:
        well: whether nothing is left to be done; so, too, where OpenCV's Qt is another one than we know.
    """

    def __init__(self) -> None:
        self._qt = _loaded()
        self.well = self._qt is None
        self._since = math.nan
        self._tries = 0
        self._pressed = False

    @property
    def asks_for_clicks(self) -> bool:
        """True where the window itself hears of no click."""
        return self._qt is not None

    def click(self) -> tuple[int, int] | None:
        """The place on the screen at which the left button has just been pressed over the window; None for none."""
        qt = self._qt
        if qt is None:
            return None
        before, self._pressed = self._pressed, bool(qt.mouse_buttons() & LEFT_BUTTON)
        if before or not self._pressed:
            return None
        point = (ctypes.c_int * 2).from_buffer_copy(ctypes.c_uint64(qt.pointer()))
        return (point[0], point[1]) if qt.widget_at(point) is not None else None

    def step(self, t: float, x: int, y: int) -> bool:
        """Look at what is on the screen at (x, y), the middle of the window, at `t` seconds.

        Returns:
            Whether the window is to be opened anew, since Qt does not know that it is there.
        """
        qt = self._qt
        found = qt.widget_at((ctypes.c_int * 2)(x, y)) if qt else None
        if qt and found is not None:
            widget = ctypes.c_void_p(found)
            qt.set_attribute(widget, TRANSPARENT_FOR_MOUSE, ON)
            window = ctypes.c_void_p(qt.window(widget))
            handle = qt.handle(window)
            self.well = handle is not None and qt.is_exposed(ctypes.c_void_p(handle))
        self._since = t if math.isnan(self._since) else self._since
        if self.well or self._tries >= TRIES or not t - self._since > MAP_TIMEOUT_S:
            return False
        self._since, self._tries = math.nan, self._tries + 1
        return True


def _loaded() -> Qt | None:
    """OpenCV's Qt, if the program has it and it is as we know it."""
    for path in WIDGETS:
        try:
            return Qt(ctypes.CDLL(str(path), mode=os.RTLD_NOLOAD | os.RTLD_LAZY))
        except (OSError, AttributeError):
            continue
    return None
