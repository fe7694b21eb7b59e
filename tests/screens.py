"""A screen that nobody sees, for tests of the window: Xvfb, with xdotool for a hand on keys and mouse."""

import contextlib
import ctypes
import ctypes.util
import os
import shutil
import subprocess
import time

import pytest

NEEDED = ("Xvfb", "xdotool")
missing = [each for each in NEEDED if not shutil.which(each)]
needs_a_screen = pytest.mark.skipif(bool(missing), reason=f"without {', '.join(missing)}")


@contextlib.contextmanager
def xvfb(size="1280x960"):
    """While there is a screen; gives the environment of programs that use it."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
    command.append("-noreset")  # else it turns programs away for a moment when its last one has gone
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        try:
            with os.fdopen(read) as told:
                number = told.readline().strip()
            yield os.environ | {"DISPLAY": f":{number}"}
        finally:
            server.terminate()


def hand(env, *words):
    """Do something at the screen; what xdotool says of it."""
    done = subprocess.run(
        ["xdotool", *words], env=env, capture_output=True, text=True, check=False, timeout=10
    )
    return done.stdout.strip()


class Message(ctypes.Structure):
    """Xlib's XClientMessageEvent."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("room", ctypes.c_long * 12),
    )


def ask_to_close(env, window):
    """Ask a window to close itself, as a click on its cross does."""
    x11 = ctypes.CDLL(ctypes.util.find_library("X11"))
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x11.XOpenDisplay(env["DISPLAY"].encode()))
    protocols, delete = (x11.XInternAtom(display, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW"))
    message = Message(type=33, window=int(window), message_type=protocols, format=32)
    message.data[0] = delete
    x11.XSendEvent(display, ctypes.c_ulong(int(window)), 0, ctypes.c_long(0), ctypes.byref(message))
    x11.XCloseDisplay(display)


def pixel(env, x, y):
    """Red, green and blue at a point of the screen."""
    x11 = ctypes.CDLL(ctypes.util.find_library("X11"))
    x11.XOpenDisplay.restype = x11.XGetImage.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.restype = x11.XGetPixel.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x11.XOpenDisplay(env["DISPLAY"].encode()))
    root, planes, z_pixmap = x11.XDefaultRootWindow(display), ctypes.c_ulong(0xFFFFFF), 2
    image = ctypes.c_void_p(
        x11.XGetImage(display, ctypes.c_ulong(root), int(x), int(y), 1, 1, planes, z_pixmap)
    )
    value = x11.XGetPixel(image, 0, 0)
    x11.XDestroyImage(image)
    x11.XCloseDisplay(display)
    return value >> 16 & 255, value >> 8 & 255, value & 255


def until(true, patience=60.0):
    """Wait until something is true, and give it."""
    end = time.monotonic() + patience
    while not (found := true()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)
    return found
