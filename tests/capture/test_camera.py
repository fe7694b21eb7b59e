"""Cameras, scripted: the newest picture wins, clocks run on, what has gone may come back."""

import http.server
import itertools
import threading
import time

import av
import cv2
import numpy as np
import pytest

from posecoach.capture import camera
from posecoach.capture.camera import (
    Camera,
    FastFileSource,
    RealtimeFileSource,
    open_camera,
)
from posecoach.capture.shots import stream, turned, without_password
from posecoach.errors import SourceError
from posecoach.media.options import ReadOptions
from posecoach.types import Frame

SOON = 5.0
"""s within which something that is to happen must."""


def picture(value=0, size=(64, 48)):
    return np.full((size[1], size[0], 3), value, np.uint8)


def taken(source, count, *, patience=SOON):
    """So many frames of a source, and how often there was none in between."""
    frames, nothing, until = [], 0, time.monotonic() + patience
    stream = source.frames()
    try:
        for frame in stream:
            if frame is None:
                nothing += 1
            else:
                frames.append(frame)
            if len(frames) >= count or time.monotonic() > until:
                break
    finally:
        stream.close()
    return frames, nothing


def names():
    return {thread.name for thread in threading.enumerate()}


def test_moments_are_counted_from_the_first_picture_and_rise():
    ticks = itertools.count(100.0, 0.5)

    def shots():
        for value in range(5):
            yield picture(value)
            time.sleep(0.03)

    frames, _ = taken(Camera(shots, clock=lambda: next(ticks)), 4)
    assert frames[0].t == 0.0
    assert all(a.t < b.t for a, b in itertools.pairwise(frames))


def test_the_newest_picture_wins_and_the_others_are_counted():
    begun, go, done = threading.Event(), threading.Event(), threading.Event()

    def shots():
        yield picture(0)
        begun.wait(SOON)
        for value in range(1, 10):
            yield picture(value)
        go.set()
        done.wait(SOON)

    source = Camera(shots)
    frames = source.frames()
    assert next(f for f in frames if f).image[0, 0, 0] == 0
    begun.set()
    assert go.wait(SOON)
    assert next(f for f in frames if f).image[0, 0, 0] == 9
    assert source.dropped == 8
    done.set()
    frames.close()


def test_one_who_waits_is_given_a_turn_and_told_that_the_camera_is_silent(monkeypatch):
    monkeypatch.setattr(camera, "STALLED", 0.2)
    silent, done = threading.Event(), threading.Event()

    def shots():
        yield picture()
        silent.wait(SOON)
        yield picture()
        done.wait(SOON)

    source = Camera(shots)
    frames = source.frames()
    assert next(f for f in frames if f) is not None
    assert source.lost == ""
    for _ in range(20):
        assert next(frames) is None
        if source.lost:
            break
    assert source.lost == "the camera is silent"
    before = source.now()
    assert next(frames) is None
    assert source.now() > before, "its clock runs on"
    silent.set()
    assert next(f for f in frames if f) is not None
    assert source.lost == ""
    done.set()
    frames.close()


def test_a_camera_that_has_gone_is_asked_for_again_and_time_goes_on():
    attempts = []

    def shots():
        attempts.append(time.monotonic())
        if len(attempts) in (2, 3):
            raise SourceError("camera 0: cannot be opened")
        yield picture(len(attempts))

    source = Camera(shots, "camera 0", retry=0.15)
    stream, frames, lost = source.frames(), [], set()
    for frame in stream:
        lost.add(source.lost)
        if frame is not None:
            frames.append(frame)
        if len(frames) == 2:
            break
    stream.close()
    assert [frame.image[0, 0, 0] for frame in frames] == [1, 4]
    assert frames[1].t >= 0.45
    assert {"camera 0 has gone", "camera 0: cannot be opened"} <= lost
    assert len(attempts) == 4


def test_a_camera_that_cannot_be_opened_at_all_is_an_error():
    def shots():
        raise SourceError("camera 7: cannot be opened")
        yield

    with pytest.raises(SourceError, match="camera 7"):
        next(Camera(shots).frames())
    with pytest.raises(SourceError, match="gives no picture"):
        taken(Camera(lambda: iter(())), 1)


def test_a_defect_in_the_thread_comes_out_where_frames_are_asked_for():
    def shots():
        yield picture()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        taken(Camera(shots), 5)


def test_leaving_early_lets_the_camera_go():
    released = threading.Event()

    def shots():
        try:
            while True:
                yield picture()
                time.sleep(0.01)
        finally:
            released.set()

    taken(Camera(shots), 2)
    assert released.wait(SOON)
    assert "camera" not in names()


def film(count=10, period=0.04):
    return lambda: (Frame(i * period, picture(i)) for i in range(count))


def test_a_rehearsal_takes_as_long_as_the_film_and_keeps_its_times():
    began = time.monotonic()
    frames, _ = taken(RealtimeFileSource(film()), 100)
    assert time.monotonic() - began >= 9 * 0.04
    assert [frame.t for frame in frames] == [frame.image[0, 0, 0] * 0.04 for frame in frames]
    assert frames[-1].image[0, 0, 0] == 9, "the last picture is not lost"


def test_a_rehearsal_drops_what_nobody_has_time_for():
    source, seen = RealtimeFileSource(film(20, 0.02)), []
    for frame in source.frames():
        if frame is not None:
            seen.append(frame)
            time.sleep(0.1)
    assert len(seen) + source.dropped == 20
    assert source.dropped > 5


def test_a_broken_film_is_an_error():
    def broken():
        yield Frame(0.0, picture())
        raise SourceError("clip.mp4: is damaged")

    with pytest.raises(SourceError, match="damaged"):
        taken(RealtimeFileSource(broken), 5)


def test_fast_gives_every_frame_and_its_own_time():
    source = FastFileSource(film(7))
    frames = list(source.frames())
    assert [frame.t for frame in frames] == [i * 0.04 for i in range(7)]
    assert source.now() == 6 * 0.04


class Phone(http.server.BaseHTTPRequestHandler):
    """Gives MJPEG, as phones do; what it does is in its server's `script`, one entry a connection."""

    def do_GET(self):
        script = self.server.script
        pictures, then = script.pop(0) if len(script) > 1 else script[0]
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        self.end_headers()
        for value in range(pictures):
            _, jpeg = cv2.imencode(".jpg", picture(value % 256, (160, 120)))
            head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
            try:
                self.wfile.write(head.encode() + jpeg.tobytes() + b"\r\n")
            except OSError:
                return
            time.sleep(0.03)
        if then == "stall":
            self.server.awake.wait(20.0)

    def log_message(self, *args):
        pass


@pytest.fixture
def phone():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Phone)
    server.awake = threading.Event()
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.awake.set()
    server.shutdown()
    server.server_close()


def url(server):
    return f"http://127.0.0.1:{server.server_port}/video"


def test_a_phone_in_the_network(phone):
    phone.script = [(200, "end")]
    frames, _ = taken(Camera(stream(url(phone)), "phone"), 10)
    assert len(frames) == 10
    assert frames[0].image.shape == (120, 160, 3)


def test_a_phone_that_stalls_drops_and_comes_back(phone):
    phone.script = [(40, "end"), (40, "stall"), (10_000, "end")]
    source = Camera(stream(url(phone), patience=1.0), "phone", retry=0.1)
    stream_, frames, lost, until = source.frames(), [], set(), time.monotonic() + 20.0
    for frame in stream_:
        lost.add(source.lost.partition(" (")[0])
        if frame is not None:
            frames.append(frame)
        if len(frames) > 100 or time.monotonic() > until:
            break
    stream_.close()
    assert len(frames) > 100
    assert all(a.t < b.t for a, b in itertools.pairwise(frames)), "one session, one time"
    assert len(lost - {""}) >= 1


def test_a_phone_that_says_nothing_more_is_told_so(phone):
    phone.script = [(40, "stall")]
    with pytest.raises(SourceError, match="nothing has come from it for 1 s"):
        list(stream(url(phone), patience=1.0)())


class Doorbell(http.server.BaseHTTPRequestHandler):
    """Gives a transport stream as fast as it was taken, 4 kB of it at a time."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "video/mp2t")
        self.end_headers()
        film, seconds = self.server.film
        step = 4 * 1316
        for i in range(0, len(film), step):
            try:
                self.wfile.write(film[i : i + step])
            except OSError:
                return
            time.sleep(seconds * step / len(film))

    def log_message(self, *args):
        pass


def test_a_stream_begins_with_its_first_key_picture(tmp_path):
    """The next one may be ten seconds away."""
    path, seconds = tmp_path / "a.ts", 12.0
    with av.open(str(path), "w") as made:
        out = made.add_stream("libx264", rate=25, options={"bf": "0", "sc_threshold": "0"})
        out.width, out.height, out.pix_fmt, out.codec_context.gop_size = 320, 240, "yuv420p", 250
        noise = np.random.default_rng(3)
        for _ in range(int(25 * seconds)):
            image = noise.integers(0, 255, (240, 320, 3), np.uint8)
            made.mux(out.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        made.mux(out.encode())
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Doorbell)
    server.film, server.daemon_threads = (path.read_bytes(), seconds), True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    began = time.monotonic()
    try:
        next(iter(stream(url(server))()))
        assert time.monotonic() - began < 5.0
    finally:
        server.shutdown()
        server.server_close()


def test_nobody_there_is_an_error_that_names_the_url():
    with pytest.raises(SourceError, match=r"http://127\.0\.0\.1:9/video"):
        taken(Camera(stream("http://127.0.0.1:9/video")), 1)


def test_what_a_source_is_called(tmp_path):
    path = tmp_path / "clip.mp4"
    with av.open(str(path), "w") as container:
        out = container.add_stream("libx264", rate=25)
        out.width, out.height, out.pix_fmt = 64, 48, "yuv420p"
        for value in range(5):
            container.mux(out.encode(av.VideoFrame.from_ndarray(picture(value), format="rgb24")))
        container.mux(out.encode())
    assert isinstance(open_camera(str(path)), RealtimeFileSource)
    assert isinstance(open_camera(str(path), fast=True), FastFileSource)
    assert type(open_camera("0")) is Camera
    assert type(open_camera("/dev/video42")) is Camera
    (tmp_path / "usb-cam").symlink_to("/dev/video42")
    assert type(open_camera(str(tmp_path / "usb-cam"))) is Camera
    assert type(open_camera("rtsp://10.0.0.1/live")) is Camera
    with pytest.raises(SourceError, match=r"no such thing: neither a file nor a camera; cameras here: "):
        open_camera("no such thing")


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("rtsp://me:secret@10.0.0.2:554/live", "rtsp://10.0.0.2:554/live"),
        ("http://me:a@b@phone.local/video", "http://phone.local/video"),
        ("http://phone.local/video?to=me@home", "http://phone.local/video?to=me@home"),
        ("set@home.mp4", "set@home.mp4"),
        ("0", "0"),
    ],
)
def test_a_password_is_neither_shown_nor_kept(source, kept):
    assert without_password(source) == kept


def test_a_camera_that_cannot_be_read_is_named_without_its_password():
    with pytest.raises(SourceError) as told:
        list(stream("http://me:secret@127.0.0.1:9/video", patience=0.5)())
    assert "127.0.0.1" in str(told.value)
    assert "secret" not in str(told.value)


def test_a_picture_that_changes_its_size_keeps_its_shape_in_that_of_the_first():
    def shots():
        for size in ((64, 48), (32, 24), (48, 64)):
            yield picture(200, size)
            while source._slot is not None:
                time.sleep(0.01)

    source = Camera(shots, retry=9.0)
    (first, half, tall), _ = taken(source, 3)
    assert first.size == half.size == tall.size == (64, 48)
    assert half.image.min() == 200, "it fills the picture"
    lit = np.flatnonzero(tall.image[24, :, 0])
    assert (lit[0], lit[-1]) == (14, 49), "black bars stand beside it"


def test_a_camera_is_turned_and_put_right_as_the_user_says():
    left_half = picture()
    left_half[:, :32] = 255

    def shots():
        yield left_half

    (image,) = turned(shots, ReadOptions(mirror=True))()
    assert (image[0, 0, 0], image[0, -1, 0]) == (0, 255)
    (image,) = turned(shots, ReadOptions(rotate=90))()
    assert image.shape == (64, 48, 3)
    assert (image[0, 0, 0], image[-1, 0, 0]) == (255, 0)
    assert turned(shots, ReadOptions()) is shots
