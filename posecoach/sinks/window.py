"""The window. OpenCV's may only be touched by the program's first thread."""

import ctypes
import os
import platform
import time
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from posecoach.core.pose.people import PersonSeen
from posecoach.core.session.status import Update
from posecoach.errors import OutputError
from posecoach.overlay import Canvas, Placement, Shape, Show
from posecoach.overlay.people import number_at
from posecoach.sinks.annotate_frame import live_shapes
from posecoach.sinks.paint import paint
from posecoach.sinks.qt_workarounds import WindowWatchdog
from posecoach.types import Frame, Image

TITLE = "posecoach"

PLUGINS = Path(cv2.__file__).parent / "qt" / "plugins" / "platforms"
"""Platforms that OpenCV's own Qt can draw windows on; absent where OpenCV was built in another way."""

ADVICE = "--no-window trains in the terminal, with sound"

DEFAULT_SIZE = (960, 720)
"""Pixels of the window when it opens, for a picture of 4:3."""

MAX_CANVAS = 1920, 1080
"""Pixels of the canvas at most: what a larger window shows is stretched."""

DIM = 0.35
"""Brightness of the picture that fills the space beside the real one."""


def check_display() -> None:
    """See that a window can be opened, since where none can Qt ends the whole program.

    Raises:
        OutputError: there is no screen, or none of the kind that OpenCV can draw on.
    """
    kinds = {each.stem.removeprefix("libq") for each in PLUGINS.glob("libq*.so")}
    if platform.system() != "Linux" or not kinds:
        return
    wish = os.environ.get("QT_QPA_PLATFORM") or "xcb"
    kind = next((name for each in wish.split(";") if (name := each.partition(":")[0]) in kinds), None)
    if kind is None:
        raise OutputError(
            f"QT_QPA_PLATFORM is {wish}, of which OpenCV opens no window: unset it, or {ADVICE}"
        )
    if kind == "xcb" and not _answers():
        where = os.environ.get("DISPLAY")
        raise OutputError(
            f"the display {where} does not answer; {ADVICE}"
            if where
            else f"there is no display here; {ADVICE}"
        )


def _answers() -> bool:
    """Return whether the X server that the environment names lets us in; by Xlib's own library, which Qt asks too."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    link = ctypes.c_void_p(xcb.xcb_connect(None, None))
    broken = xcb.xcb_connection_has_error(link)
    xcb.xcb_disconnect(link)
    return not broken


class LazyWindow:
    """A window that opens with the first picture, whose shape it takes; until then nothing is shown.

    Args:
        mirrored: whether left and right change sides, as in a mirror.
        fullscreen: whether it fills the screen.
    """

    def __init__(self, *, mirrored: bool = True, fullscreen: bool = False) -> None:
        self._mirrored, self._fullscreen = mirrored, fullscreen
        self._window: Window | None = None
        self._places = Placement()
        self._people: Sequence[PersonSeen] = ()
        self._canvas: Canvas | None = None

    def show(self, frame: Frame, update: Update, show: Show) -> None:
        """Show a moment of a live session."""
        if self._window is None:
            self._window = Window(frame.size, mirrored=self._mirrored, fullscreen=self._fullscreen)
        elif self._window.closed:
            return  # to show something would open it again
        canvas = self._window.canvas(frame.size)
        self._people, self._canvas = show.people, canvas
        self._window.show(frame.image, canvas, live_shapes(canvas, update, show, self._places))

    def key(self) -> str:
        """The key that was pressed; empty where none was. A click on somebody is the key of their number."""
        if self._window is None:
            return ""
        key, click = self._window.key(), self._window.take_click()
        if click is None or self._canvas is None:
            return key
        number = number_at(self._people, self._canvas, *click)
        return f"{number}" if number else key

    @property
    def closed(self) -> bool:
        """True once the user has closed it."""
        return self._window is not None and self._window.closed

    def toggle_fullscreen(self) -> None:
        """Fill the screen, or do so no longer."""
        if self._window is not None:
            self._window.toggle_fullscreen()

    def close(self) -> None:
        """Take it away."""
        if self._window is not None:
            self._window.close()


class Window:
    """Shows pictures with shapes on them, as in a mirror.

    Args:
        size: width and height of the camera's picture, px.
        mirrored: whether left and right change sides, as in a mirror.
        fullscreen: whether it fills the screen from the start.
    """

    def __init__(self, size: tuple[int, int], *, mirrored: bool = True, fullscreen: bool = False) -> None:
        self.mirrored = mirrored
        self._full = fullscreen
        self._tended = WindowWatchdog()
        scale = min(DEFAULT_SIZE[0] / size[0], DEFAULT_SIZE[1] / size[1])
        self._canvas_size = round(size[0] * scale), round(size[1] * scale)
        self._click: tuple[float, float] | None = None
        self._open()

    def _open(self) -> None:
        cv2.namedWindow(TITLE, cv2.WINDOW_NORMAL | cv2.WINDOW_GUI_NORMAL | cv2.WINDOW_FREERATIO)
        cv2.resizeWindow(TITLE, *self._canvas_size)
        if self._full:
            cv2.setWindowProperty(TITLE, cv2.WND_PROP_FULLSCREEN, cv2.WINDOW_FULLSCREEN)
        if not self._tended.asks_for_clicks:
            cv2.setMouseCallback(TITLE, self._on_mouse)

    def _on_mouse(self, event: int, x: int, y: int, _flags: int, _param: object) -> None:
        if event == cv2.EVENT_LBUTTONDOWN:
            self._click = float(x), float(y)

    def take_click(self) -> tuple[float, float] | None:
        """The point of the canvas that was clicked since this was last asked; None where none was."""
        click, self._click = self._click, None
        pressed = self._tended.click()
        if pressed is None:
            return click
        x, y, width, height = cv2.getWindowImageRect(TITLE)
        across, down = (pressed[0] - x) / max(width, 1), (pressed[1] - y) / max(height, 1)
        return across * self._canvas_size[0], down * self._canvas_size[1]

    def canvas(self, size: tuple[int, int]) -> Canvas:
        """Return the canvas of now, for a camera's picture of this size."""
        _, _, width, height = cv2.getWindowImageRect(TITLE)
        if width > 1 and height > 1:
            scale = min(1.0, MAX_CANVAS[0] / width, MAX_CANVAS[1] / height)
            self._canvas_size = round(width * scale), round(height * scale)
        return Canvas(*self._canvas_size, size, self.mirrored)

    def show(self, image: Image, canvas: Canvas, shapes: list[Shape]) -> None:
        """Show a camera's picture, fitted into the canvas, with shapes on it."""
        picture = composed(image, canvas)
        paint(picture, shapes)
        cv2.imshow(TITLE, cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
        if not self._tended.well:
            x, y, width, height = cv2.getWindowImageRect(TITLE)
            if self._tended.step(time.monotonic(), x + width // 2, y + height // 2):
                cv2.destroyWindow(TITLE)
                self._open()

    def key(self, wait_ms: int = 1) -> str:
        """The key that was pressed; empty where none was. The window lives by being asked."""
        return key_of(cv2.waitKeyEx(max(1, wait_ms)))

    @property
    def closed(self) -> bool:
        """True once the user has closed it."""
        try:
            return cv2.getWindowProperty(TITLE, cv2.WND_PROP_VISIBLE) < 1.0
        except cv2.error:
            return True

    def toggle_fullscreen(self) -> None:
        """Fill the screen, or do so no longer."""
        self._full = not self._full
        mode = cv2.WINDOW_FULLSCREEN if self._full else cv2.WINDOW_NORMAL
        cv2.setWindowProperty(TITLE, cv2.WND_PROP_FULLSCREEN, mode)

    def close(self) -> None:
        """Take it away."""
        if not self.closed:
            cv2.destroyWindow(TITLE)
        cv2.waitKey(1)


KEYSYM = 0xFFFF
"""Bits of a key's code that name it; above are the keys that were held meanwhile."""

ASCII = range(0x20, 0x7F)
NAMED = {0x1B: "q", 0xFF1B: "q", 0xFFAB: "+", 0xFFAD: "-"}
"""Escape, and the number pad's; whatever else is no letter, such as an arrow, is no key of ours."""


def key_of(code: int) -> str:
    """The key that OpenCV means by a code; empty for none, and for one that has no letter."""
    if code < 0:
        return ""
    code &= KEYSYM
    return chr(code) if code in ASCII else NAMED.get(code, "")


def composed(image: Image, canvas: Canvas) -> Image:
    """A camera's picture in the middle of the canvas, mirrored where it is to be, (height, width, 3)."""
    width, height = int(canvas.width), int(canvas.height)
    x, y, wide, high = (round(part) for part in canvas.picture)
    x2, y2 = min(width, x + wide), min(height, y + high)
    picture: Image = cv2.flip(image, 1) if canvas.mirrored else image  # type: ignore[assignment]
    bare = x > 0 or y > 0
    made = _backdrop(picture, width, height) if bare else np.empty((height, width, 3), np.uint8)
    made[y:y2, x:x2] = cv2.resize(picture, (x2 - x, y2 - y), interpolation=cv2.INTER_LINEAR)
    return made


def _backdrop(picture: Image, width: int, height: int) -> Image:
    """The picture itself, blurred, dim and without its borders, to fill what would be black."""
    high, wide = picture.shape[:2]
    scale = max(width / wide, height / high)
    cut_wide, cut_high = round(width / scale), round(height / scale)
    left, top = (wide - cut_wide) // 2, (high - cut_high) // 2
    cut = picture[top : top + cut_high, left : left + cut_wide]
    small = cv2.resize(cut, (24, max(1, round(24 * height / width))), interpolation=cv2.INTER_AREA)
    dim = cv2.convertScaleAbs(cv2.GaussianBlur(small, (0, 0), 2.0), alpha=DIM)
    made: Image = cv2.resize(dim, (width, height), interpolation=cv2.INTER_LINEAR)  # type: ignore[assignment]
    return made
