"""The window, in front of an eye that nobody has: on a screen in memory."""

import contextlib
import dataclasses
import subprocess
import sys
import textwrap
import time

import cv2
import numpy as np
import pytest

from posecoach.core.session.coach import Coach
from posecoach.errors import OutputError
from posecoach.exercises import load
from posecoach.overlay import Canvas, Cue, Show, Text
from posecoach.sinks import window
from posecoach.sinks.qt_workarounds import WindowWatchdog
from posecoach.sinks.window import PLUGINS, check_display, composed, key_of
from posecoach.types import Frame
from tests import puppet
from tests.screens import ask_to_close, hand, needs_a_screen, pixel, until, xvfb


def picture(width=64, height=48):
    image = np.zeros((height, width, 3), np.uint8)
    image[:, : width // 2] = (200, 0, 0)
    image[:, width // 2 :] = (0, 0, 200)
    return image


def test_a_mirror_shows_the_left_side_at_the_right():
    plain = composed(picture(), Canvas(64, 48, (64, 48)))
    mirror = composed(picture(), Canvas(64, 48, (64, 48), mirrored=True))
    assert plain[24, 4].tolist() == [200, 0, 0]
    assert mirror[24, 4].tolist() == [0, 0, 200]


@pytest.mark.parametrize("size", [(640, 480), (1920, 1080), (480, 640), (333, 777), (100, 40)])
def test_a_picture_is_fitted_and_the_rest_is_filled_dimly(size):
    made = composed(picture(), Canvas(*size, (64, 48)))
    assert made.shape == (size[1], size[0], 3)
    assert made[size[1] // 2, size[0] // 2].max() > 60, "the picture itself"
    corner = made[0, 0].max() if (size[0] / size[1]) != (64 / 48) else 50
    assert 10 < corner < 120, "dim, and not black"


@pytest.mark.parametrize(
    ("code", "key"),
    [
        (-1, ""),
        (ord("q"), "q"),
        (0x100000 + ord("s"), "s"),
        (0x20, " "),
        (0xFF51, ""),
        (0xFF53, ""),
        (0x250000, ""),
        (0xFFAB, "+"),
        (0x1B, "q"),
    ],
)
def test_an_arrow_is_no_letter(code, key):
    """Its code's lowest byte is that of `Q` or `S`."""
    assert key_of(code) == key


def test_the_camera_s_picture_is_left_as_it_was():
    image = picture()
    before = image.copy()
    composed(image, Canvas(640, 480, (64, 48), mirrored=True))[:] = 0
    assert (image == before).all()


@pytest.fixture
def linux(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("platform.system", lambda: "Linux")
    return monkeypatch


needs_qt = pytest.mark.skipif(not any(PLUGINS.glob("*.so")), reason="OpenCV's window is not of Qt here")


@needs_qt
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "there is no display here"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "there is no display here"),
        ({"DISPLAY": ":4242"}, "the display :4242 does not answer"),
        ({"DISPLAY": "nonsense"}, "the display nonsense does not answer"),
        ({"DISPLAY": ":4242", "QT_QPA_PLATFORM": "wayland"}, "QT_QPA_PLATFORM is wayland"),
        ({"DISPLAY": ":4242", "QT_QPA_PLATFORM": "wayland;xcb"}, "the display :4242 does not answer"),
    ],
)
def test_without_a_display_it_is_said_before_opencv_ends_everything(linux, given, said):
    for name, value in given.items():
        linux.setenv(name, value)
    with pytest.raises(OutputError, match=said) as error:
        check_display()
    assert "--no-window" in str(error.value)
    linux.setattr("platform.system", lambda: "Darwin")
    check_display()


@needs_a_screen
@pytest.mark.parametrize("wish", ["", "xcb", "wayland;xcb"])
def test_a_display_that_is_there_is_found(linux, wish):
    with xvfb() as env:
        linux.setenv("DISPLAY", env["DISPLAY"])
        linux.setenv("QT_QPA_PLATFORM", wish)
        check_display()


class Nowhere:
    """In place of the window: takes what it is given."""

    closed = False

    def __init__(self, size, **_):
        self.size, self.shapes = size, []

    def canvas(self, size):
        return Canvas(*self.size, size)

    def show(self, *shown):
        self.shapes.append(shown[-1])


def test_a_cue_does_not_jump_from_picture_to_picture(monkeypatch):
    monkeypatch.setattr(window, "Window", Nowhere)
    pose = puppet.seen(puppet.push_up(), puppet.SIDE, size=(640, 480), metre=150.0)
    coach, shown = Coach([load("push_up")]), window.LazyWindow(mirrored=False)
    for t, up in ((0.0, 0.0), (0.1, 250.0)):
        where = dataclasses.replace(pose, image=pose.image - np.array([0.0, up]))
        update = dataclasses.replace(coach.step(t, pose), pose=where)
        shown.show(Frame(t, np.zeros((480, 640, 3), np.uint8)), update, Show(cue=Cue("Hips down")))
    first, second = (
        [shape for shape in shapes if isinstance(shape, Text) and shape.words == "Hips down"]
        for shapes in shown._window.shapes
    )
    assert first
    assert first == second


def test_a_window_that_would_stay_white_is_opened_anew(monkeypatch):
    done = []
    for name in ("namedWindow", "resizeWindow", "setWindowProperty", "imshow", "destroyWindow"):
        monkeypatch.setattr(cv2, name, lambda *_, name=name: done.append(name))
    monkeypatch.setattr(cv2, "getWindowImageRect", lambda _: (300, 20, 960, 720))
    looked = iter([False, True, False])
    monkeypatch.setattr(WindowWatchdog, "step", lambda _, _t, x, y: (x, y) == (780, 380) and next(looked))
    monkeypatch.setattr(WindowWatchdog, "__init__", lambda self: setattr(self, "well", False))
    monkeypatch.setattr(WindowWatchdog, "asks_for_clicks", True)
    shown = window.Window((640, 480), fullscreen=True)
    opening = ["namedWindow", "resizeWindow", "setWindowProperty"]
    assert done == opening
    for _ in range(3):
        shown.show(picture(), Canvas(64, 48, (64, 48)), [])
    assert done == [*opening, "imshow", "imshow", "destroyWindow", *opening, "imshow"]


PROGRAM = textwrap.dedent("""
    import time
    import numpy as np
    from posecoach.core.pose.people import PersonSeen
    from posecoach.core.session.coach import Coach
    from posecoach.exercises import load
    from posecoach.types import Frame
    from posecoach.overlay import Show
    from posecoach.sinks.window import LazyWindow
    people = PersonSeen(20, 240, 180, 460), PersonSeen(420, 240, 580, 460, followed=True)
    window, coach, t = LazyWindow(), Coach([load("push_up")]), 0.0
    while not window.closed:
        window.show(Frame(t, np.full((480, 640, 3), 90, np.uint8)), coach.step(t, None), Show(people=people))
        key, t = window.key(), t + 0.05
        if key:
            print("key", repr(key), flush=True)
        if window.closed:
            break
        canvas = window._window.canvas((640, 480))
        print("canvas", int(canvas.width), int(canvas.height), flush=True)
        time.sleep(0.05)
    print("closed" if window.closed else "open", flush=True)
    window.close()
""")


@contextlib.contextmanager
def shown():
    """While the program shows its window: its screen, the window, what waits for its words, and itself."""
    with (
        xvfb() as env,
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM], env=env, stdout=subprocess.PIPE, text=True
        ) as process,
    ):
        try:
            number = until(lambda: hand(env, "search", "--name", "^posecoach$")).splitlines()[0]

            def said(words):
                """Wait for them; no key may be told before but those that are meant."""

                def found():
                    told = process.stdout.readline().strip()
                    assert told == words or not told.startswith("key"), told
                    return told == words

                until(found)

            yield env, number, said, process
        finally:
            process.kill()


@needs_a_screen
def test_keys_sizes_and_closing():
    with shown() as (env, number, said, process):
        said("canvas 960 720")
        hand(env, "windowsize", number, "500", "700")
        said("canvas 500 700")
        hand(env, "windowfocus", number)
        for key in ("Left", "Right", "Up", "Home", "F1"):
            hand(env, "key", "--window", number, key)
            time.sleep(0.2)  # of two keys between two looks OpenCV tells the second
        for key, told in (("plus", "+"), ("KP_Subtract", "-"), ("Escape", "q"), ("space", " ")):
            hand(env, "key", "--window", number, key)
            said(f"key '{told}'")
        ask_to_close(env, number)
        said("closed")
        assert process.wait(30) == 0


@needs_qt
@needs_a_screen
def test_a_wheel_turned_over_it_leaves_the_picture_as_it_is():
    """OpenCV's Qt would zoom, and so take what is at the edges off the screen."""
    with shown() as (env, number, said, _):
        said("canvas 960 720")
        place = dict(
            line.split("=") for line in hand(env, "getwindowgeometry", "--shell", number).splitlines()
        )
        left, top = int(place["X"]), int(place["Y"])
        title = left + 32, top + 40
        until(lambda: max(pixel(env, *title)) < 60)
        hand(env, "mousemove", str(left + 800), str(top + 360), "click", "4", "click", "4", "click", "4")
        hand(env, "windowsize", number, "962", "720")
        said("canvas 962 720")  # what came before has been seen to
        said("canvas 962 720")
        assert max(pixel(env, *title)) < 60


@needs_a_screen
def test_a_click_on_somebody_is_the_key_of_their_number():
    """As in a mirror the first from the left in the camera's picture is at the right."""
    with shown() as (env, number, said, _):
        said("canvas 960 720")
        for width, height in ((960, 720), (500, 700)):
            hand(env, "windowsize", number, str(width), str(height))
            said(f"canvas {width} {height}")
            place = dict(
                line.split("=") for line in hand(env, "getwindowgeometry", "--shell", number).splitlines()
            )
            high = 0.75 * width
            for x, told in ((0.84, "1"), (0.22, "2")):
                across = int(place["X"]) + round(x * width)
                down = int(place["Y"]) + round((height - high) / 2.0 + 0.75 * high)
                hand(env, "mousemove", str(across), str(down), "mousedown", "1")
                said(f"key '{told}'")
                hand(env, "mouseup", "1")
                time.sleep(0.3)  # as with keys: it is asked for now and then
