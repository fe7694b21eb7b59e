import threading

import av
import numpy as np
import pytest

from posecoach.errors import OutputError
from posecoach.media.video_writer import VideoWriter, even
from posecoach.types import Frame


def picture(value, size=(160, 120)):
    return np.full((size[1], size[0], 3), value, np.uint8)


def filmed(path, frames, draw=None):
    film = VideoWriter(path, draw or nothing)
    for frame in frames:
        while film._frames.full():
            pass
        film.write(frame, frame.t)
    film.close()
    return film


def nothing(*_):
    """Draw nothing."""


def moments(path):
    with av.open(str(path)) as container:
        return [
            (round(frame.time, 3), frame.to_ndarray(format="rgb24")) for frame in container.decode(video=0)
        ]


def test_a_film_keeps_the_times_and_what_was_drawn(tmp_path):
    def draw(image, update):
        image[:, :] = round(update * 100)

    times = [0.0, 0.033, 0.1, 0.5, 0.51]
    filmed(tmp_path / "a.mp4", [Frame(t, picture(200)) for t in times], draw)
    told = moments(tmp_path / "a.mp4")
    assert [t for t, _ in told] == pytest.approx(times, abs=0.002)
    assert [int(image.mean()) for _, image in told] == pytest.approx([t * 100 for t in times], abs=4)


def test_the_camera_s_own_picture_is_left_as_it_was(tmp_path):
    image = picture(10)
    filmed(tmp_path / "a.mp4", [Frame(0.0, image)], lambda drawn, _: drawn.fill(255))
    assert (image == 10).all()


def test_an_odd_picture_becomes_even(tmp_path):
    assert even(picture(1, (161, 121))).shape == (122, 162, 3)
    filmed(tmp_path / "a.mp4", [Frame(0.0, picture(9, (161, 121)))])
    assert moments(tmp_path / "a.mp4")[0][1].shape == (122, 162, 3)


def test_a_film_that_is_cut_off_can_be_played(tmp_path):
    path = tmp_path / "a.mp4"
    filmed(path, [Frame(i / 30, picture(i)) for i in range(200)])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 3 // 4])
    with av.open(str(path)) as container:
        count = 0
        try:
            for _ in container.decode(video=0):
                count += 1
        except av.error.FFmpegError:
            pass
    assert count >= 60


def test_a_slow_disk_costs_frames_and_not_the_session(tmp_path):
    go = threading.Event()
    film = VideoWriter(tmp_path / "a.mp4", lambda *_: go.wait(5.0))
    for i in range(50):
        film.write(Frame(i / 30, picture(i)), None)
    assert film.dropped >= 40
    go.set()
    film.close()


def test_a_place_that_cannot_be_written_is_an_error_at_the_end(tmp_path):
    film = VideoWriter(tmp_path / "none" / "a.mp4", nothing)
    for i in range(50):
        film.write(Frame(i / 30, picture(i)), None)
    with pytest.raises(OutputError, match="cannot be written"):
        film.close()


def test_a_film_without_a_frame_is_no_error(tmp_path):
    VideoWriter(tmp_path / "a.mp4", nothing).close()
    assert not list(tmp_path.iterdir())


def test_a_film_has_its_name_when_it_is_whole(tmp_path):
    (tmp_path / "a.incomplete.mp4").write_text("what a power cut has left")
    film = VideoWriter(tmp_path / "a.mp4", nothing)
    for i in range(5):
        film.write(Frame(i / 30, picture(i)), None)
    assert not (tmp_path / "a.mp4").exists()
    film.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.incomplete.mp4", "a.mp4"]
    assert (tmp_path / "a.incomplete.mp4").read_text() == "what a power cut has left"
