import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecoach.core.pose.landmarks import Pose
from posecoach.errors import OutputError, SourceError
from posecoach.tracking.landmarks_io import Track, TrackBuilder, load, save


def made(count=4, seed=0):
    random = np.random.default_rng(seed)
    builder = TrackBuilder((640, 480))
    for n in range(count):
        arrays = (random.normal(size=shape) for shape in ((33, 2), (33, 3), (33,)))
        pose = Pose(*(each.astype(np.float32).astype(np.float64) for each in arrays))
        builder.add(n / 30, pose if n % 3 else None)
    return builder.build()


def equal(one, other):
    return one.size == other.size and all(
        np.array_equal(getattr(one, key), getattr(other, key), equal_nan=True)
        for key in ("t", "image", "world", "visibility")
    )


def test_what_is_saved_is_loaded(tmp_path):
    track = made()
    save(track, tmp_path / "a.npz")
    assert equal(load(tmp_path / "a.npz"), track)
    assert [path.name for path in tmp_path.iterdir()] == ["a.npz"]


def test_poses_are_those_that_were_added(tmp_path):
    random = np.random.default_rng(1)
    pose = Pose(
        *(random.normal(size=s).astype(np.float32).astype(np.float64) for s in ((33, 2), (33, 3), (33,)))
    )
    builder = TrackBuilder((64, 48))
    builder.add(0.1, None)
    builder.add(0.3, pose)
    save(builder.build(), tmp_path / "a.npz")
    (first, nobody), (second, somebody) = load(tmp_path / "a.npz").poses()
    assert (first, nobody, second) == (0.1, None, 0.3)
    assert np.array_equal(somebody.image, pose.image)
    assert np.array_equal(somebody.world, pose.world)
    assert np.array_equal(somebody.visibility, pose.visibility)


def test_a_body_without_world_points_is_still_a_body():
    track = made(3)
    flat = dataclasses.replace(track, world=np.full_like(track.world, np.nan))
    assert [pose is None for _, pose in flat.poses()] == [True, False, False]


def test_time_must_rise():
    builder = TrackBuilder((64, 48))
    builder.add(1.0, None)
    with pytest.raises(ValueError, match="does not come after"):
        builder.add(1.0, None)


def test_saving_twice_gives_the_same_bytes(tmp_path):
    save(made(), tmp_path / "a.npz")
    save(made(), tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_an_unwritable_place_says_so_and_leaves_nothing(tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        save(made(), tmp_path / "nowhere" / "a.npz")
    (tmp_path / "a.npz").mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        save(made(), tmp_path / "a.npz")
    assert [path.name for path in tmp_path.iterdir()] == ["a.npz"]


def write(path, **changes):
    track = made()
    arrays = dataclasses.asdict(track) | {"size": np.array(track.size), "version": np.array(1)} | changes
    np.savez(path, **{key: value for key, value in arrays.items() if value is not None})


def test_doubles_and_pixels_as_floats_are_read(tmp_path):
    track = made()
    write(tmp_path / "a.npz", image=track.image.astype(np.float64), size=np.array([640.0, 480.0]))
    assert equal(load(tmp_path / "a.npz"), track)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"world": None}, "there is no world in it"),
        ({"version": None}, "there is no version in it"),
        ({"version": np.array(2)}, "of version 2"),
        ({"version": np.array([1])}, "of version"),
        ({"t": np.array([0, 0.1, 0.1, 0.2])}, "t does not rise"),
        ({"t": np.array([0, 0.1, np.nan, 0.2])}, "t does not rise"),
        ({"t": np.array([0, 0.2, 0.1, 0.3])}, "t does not rise"),
        ({"t": np.array([0, 0.2, 0.3, np.inf])}, "t does not rise"),
        ({"t": np.zeros(0)}, "empty"),
        ({"t": np.zeros((4, 1))}, "not a list of moments"),
        ({"t": np.array(["a", "b", "c", "d"])}, "not a list of moments"),
        (
            {"t": np.arange(5.0)},
            "image should be numbers of shape (5, 33, 2), not float32 of shape (4, 33, 2)",
        ),
        ({"image": np.zeros((4, 17, 2))}, "image should be"),
        ({"visibility": np.zeros((4, 33, 1))}, "visibility should be"),
        ({"t": np.array([0.0, 0.1, 0.2, 1e200])}, "t goes from 0 to 1e+200 s, which no clip does"),
        ({"world": np.full((4, 33, 3), "x")}, "world should be numbers"),
        ({"visibility": np.ones((4, 33), bool)}, "numbers of shape (4, 33), not bool of shape (4, 33)"),
        ({"size": np.array([640])}, "size should be"),
        ({"size": np.array([640, np.nan])}, "size should be"),
        ({"size": np.array([0, 480])}, "size should be"),
        ({"image": np.full((4, 33, 2), None)}, "damaged"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_cannot_be_is_refused_in_one_line(tmp_path, changes, says):
    path = tmp_path / "a.npz"
    write(path, **changes)
    with pytest.raises(SourceError) as error:
        load(path)
    assert says in str(error.value)
    assert str(error.value).startswith(f"{path}: ")
    assert "\n" not in str(error.value)


def test_what_is_no_recording(tmp_path):
    save(made(), tmp_path / "good.npz")
    for name, content in (("text", b"hello\n"), ("empty", b""), ("zip", b"PK\x03\x04" + bytes(50))):
        path = tmp_path / f"{name}.npz"
        path.write_bytes(content)
        with pytest.raises(SourceError, match="not a landmark recording"):
            load(path)
    np.save(tmp_path / "array.npy", np.zeros(3))
    (tmp_path / "array.npy").rename(tmp_path / "array.npz")
    with pytest.raises(SourceError, match="not a landmark recording"):
        load(tmp_path / "array.npz")
    with pytest.raises(SourceError, match="no such file"):
        load(tmp_path / "missing.npz")
    with pytest.raises(SourceError, match="is a folder"):
        load(tmp_path)


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    path = tmp_path_factory.mktemp("good") / "a.npz"
    save(made(), path)
    return path.read_bytes()


@given(data=st.data())
def test_a_damaged_recording_is_refused_or_still_whole(tmp_path_factory, good, data):
    content = bytearray(good)
    if data.draw(st.booleans()):
        content = content[: data.draw(st.integers(0, len(good) - 1))]
    else:
        for at in data.draw(st.lists(st.integers(0, len(good) - 1), min_size=1, max_size=5)):
            content[at] ^= data.draw(st.integers(1, 255))
    path = tmp_path_factory.mktemp("bad") / "a.npz"
    path.write_bytes(content)
    try:
        track = load(path)
    except SourceError as error:
        assert "\n" not in str(error)  # noqa: PT017
    else:
        assert isinstance(track, Track)
        assert len(track.t) == len(track.image) == 4


def test_a_link_stays_one(tmp_path):
    (tmp_path / "link.npz").symlink_to(tmp_path / "real.npz")
    builder = TrackBuilder((640, 480))
    builder.add(0.0, None)
    save(builder.build(), tmp_path / "link.npz")
    assert (tmp_path / "link.npz").is_symlink()
    assert load(tmp_path / "real.npz").size == (640, 480)


def test_a_folder_that_may_not_be_entered(stranger):
    (stranger / "locked").mkdir(mode=0o000)
    with pytest.raises(SourceError, match=r"a\.npz: cannot be read: Permission denied"):
        load(stranger / "locked" / "a.npz")
