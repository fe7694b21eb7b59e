"""A page on the network that mirrors the live screen, for a phone or a TV.

A moment is drawn and encoded only when a browser asks for it, in that browser's thread: the live loop
leaves each moment in one slot and waits for nobody.
"""

import hmac
import json
import math
import secrets
import socket
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import cv2

from posecoach.core.session.status import Update
from posecoach.errors import OutputError
from posecoach.overlay import Canvas, Placement, Show
from posecoach.sinks.annotate_frame import live_shapes
from posecoach.sinks.paint import paint
from posecoach.sinks.share_page import PAGE
from posecoach.sinks.window import composed
from posecoach.types import Frame

LOOPBACK = "127.0.0.1"
"""The address that only this computer reaches."""

SIDE_PX = 1280
"""Pixels of the picture's longer side at most: what a phone shows, and a TV from three metres."""

QUALITY = 75
"""Of the JPEG, of 100: some 100 kB a picture."""

INTERVAL_S = 0.15
"""s between two pictures at least, however many browsers ask: one costs some 20 ms of a core."""

PATIENCE_S = 10.0
"""s after which a browser that sends nothing is let go."""

CODE_BYTES = 9
"""Random bytes in the page's address: 72 bits, which nobody guesses."""

CONNECTIONS = 16
"""Browsers' connections that are served at once; further ones are closed."""

Moment = tuple[Frame, Update, Show]


class SharePage:
    """Serves the page until it is closed.

    Args:
        address: the address to listen on, with a port after a colon where it is not to be any free one.
        mirrored: whether left and right change sides, as in a mirror.

    Attributes:
        url: where the page is, with its code.
        drawn: pictures that were drawn and encoded.

    Raises:
        OutputError: nothing can listen there.
    """

    def __init__(self, address: str = LOOPBACK, *, mirrored: bool = True) -> None:
        host, port = _host_and_port(address)
        self._code = secrets.token_urlsafe(CODE_BYTES)
        self._mirrored = mirrored
        self._places = Placement()
        self._moment: Moment | None = None
        self._jpeg, self._jpeg_at = b"", -math.inf
        self._jpeg_of: Moment | None = None
        self._drawing = threading.Lock()
        self.drawn = 0
        try:
            self._server = _Server((host, port), self)
        except (OSError, OverflowError) as error:
            why = getattr(error, "strerror", None) or error
            raise OutputError(
                f"--share-at {address}: cannot listen there ({why}); name an address of this computer"
            ) from None
        shown = _own_address() if host == "0.0.0.0" else host  # noqa: S104 - asked for by name
        self.url = f"http://{shown}:{self._server.server_address[1]}/{self._code}/"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.1,), name="share", daemon=True
        )
        self._thread.start()

    def offer(self, frame: Frame, update: Update, show: Show) -> None:
        """Keep a moment for whoever asks next."""
        self._moment = frame, update, show

    def close(self) -> None:
        """Serve no longer."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, path: str) -> tuple[str, bytes] | None:
        """Return the kind and the content of a path; None where there is nothing for this visitor."""
        code, _, name = path.removeprefix("/").partition("?")[0].partition("/")
        if not hmac.compare_digest(code.encode(), self._code.encode()):
            return None
        if name == "":
            return "text/html; charset=utf-8", PAGE
        if name == "state.json":
            return "application/json", json.dumps(_state(self._moment)).encode()
        jpeg = self._picture() if name == "screen.jpg" else b""
        return ("image/jpeg", jpeg) if jpeg else None

    def _picture(self) -> bytes:
        """The newest moment's JPEG; empty before the first."""
        with self._drawing:
            moment, now = self._moment, time.monotonic()
            if moment is not None and moment is not self._jpeg_of and now - self._jpeg_at >= INTERVAL_S:
                self._jpeg, self._jpeg_of, self._jpeg_at = self._drawn(*moment), moment, now
                self.drawn += 1
            return self._jpeg

    def _drawn(self, frame: Frame, update: Update, show: Show) -> bytes:
        scale = SIDE_PX / max(frame.size)
        width, height = (round(side * scale) for side in frame.size)
        canvas = Canvas(width, height, frame.size, self._mirrored)
        picture = composed(frame.image, canvas)
        paint(picture, live_shapes(canvas, update, show, self._places))
        _, jpeg = cv2.imencode(
            ".jpg", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, QUALITY]
        )
        return jpeg.tobytes()


def _state(moment: Moment | None) -> dict[str, str]:
    """Return what the page says in words, for those who cannot see the picture; `lost` for when it hears no more."""
    if moment is None:
        return {"title": "", "count": "", "cue": "", "lost": ""}
    _, update, show = moment
    status = update.status
    count = f"{status.held:.0f} s" if status.held > 0.0 else str(status.reps)
    if show.rest is not None:
        left = max(0, math.ceil(show.rest.left))
        count = f"{left // 60}:{left % 60:02d}"
    elif show.goal > 0.0:
        count += f" / {show.goal:g}"
    cue = show.cue.words if show.cue is not None else next(iter(status.cues), "")
    advice = show.setup.advice if show.setup is not None else ""
    total = show.summary.total if show.summary is not None else ""
    said, lost = total or show.notice or advice or cue, show.words("screen.share_lost")
    if show.summary is not None:
        return {"title": show.words("screen.well_done"), "count": "", "cue": said, "lost": lost}
    return {"title": show.title, "count": count, "cue": said, "lost": lost}


def _host_and_port(address: str) -> tuple[str, int]:
    """Return an address's parts; port 0, any free one, where none is named.

    Raises:
        OutputError: it is none.
    """
    host, colon, port = address.partition(":")
    if not host or (colon and not (port.isascii() and port.isdigit())):
        raise OutputError(
            f"--share-at {address}: is not an address; say 0.0.0.0, or one such as 192.168.1.5:8000"
        )
    return host, int(port or 0)


def _own_address() -> str:
    """The address by which the local network reaches this computer; to look it up sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address of nobody's, kept for documentation (RFC 5737)
        except OSError:
            return LOOPBACK
        return str(probe.getsockname()[0])


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, place: tuple[str, int], page: SharePage) -> None:
        self.page = page
        self.places = threading.BoundedSemaphore(CONNECTIONS)
        super().__init__(place, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the midst is no news."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = PATIENCE_S
    server_version, sys_version = "posecoach", ""

    def handle(self) -> None:
        """Serve one connection, where there is still a place."""
        if self.server.places.acquire(blocking=False):
            try:
                super().handle()
            finally:
                self.server.places.release()

    def do_GET(self) -> None:
        """Answer one request."""
        answer = self.server.page.answer(self.path)
        kind, content = answer or ("text/plain", b"")
        self.send_response(HTTPStatus.OK if answer else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("X-Frame-Options", "DENY")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that it overrides
        """Say nothing: the terminal is the training's."""
