import os

import pytest

from posecoach.errors import SourceError
from posecoach.media.clips import find_clips
from posecoach.sinks.annotate_video import annotate
from tests.films import card, film


@pytest.fixture
def folder(tmp_path):
    for name in (
        "b.mp4",
        "a.MOV",
        "deep/er/c.npz",
        "notes.txt",
        ".hidden.mp4",
        ".cache/d.mp4",
        "deep/e.json",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path


def names(clips, folder):
    return [str(clip.relative_to(folder)) for clip in clips]


def test_a_folder_is_walked_in_order_past_the_hidden(folder):
    assert names(find_clips([folder]), folder) == ["a.MOV", "b.mp4", "deep/er/c.npz"]


def test_named_files_come_as_named_and_once(folder):
    asked = [folder / "notes.txt", folder / "b.mp4", folder, folder / "deep" / ".." / "b.mp4"]
    assert names(find_clips(asked), folder) == ["notes.txt", "b.mp4", "a.MOV", "deep/er/c.npz"]


def test_a_missing_file_is_left_to_whoever_opens_it(tmp_path):
    assert find_clips([tmp_path / "nope.mp4"]) == [tmp_path / "nope.mp4"]


def test_a_folder_without_clips_says_so(tmp_path):
    with pytest.raises(SourceError, match="no video and no recording in this folder"):
        find_clips([tmp_path])


def test_a_folder_called_like_a_film_is_walked(tmp_path):
    (tmp_path / "x.mp4").mkdir()
    (tmp_path / "x.mp4" / "y.mp4").touch()
    assert names(find_clips([tmp_path]), tmp_path) == ["x.mp4/y.mp4"]


def test_what_was_made_of_a_clip_is_no_clip_of_its_own(tmp_path):
    for name in ("day/set.mp4", "day/set.npz", "day/marks/set.npz", "set.landmarks.npz", "set.annotated.mp4"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert names(find_clips([tmp_path]), tmp_path) == ["day/set.mp4"]


def test_clips_of_the_same_name_in_two_folders_are_two(tmp_path):
    for name in ("set.mp4", "more/set.mp4", "more/other.mp4", "marks/other.npz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = names(find_clips([tmp_path]), tmp_path)
    assert found == ["marks/other.npz", "more/other.mp4", "more/set.mp4", "set.mp4"]


def test_a_link_that_leads_to_itself_is_left_to_whoever_opens_it(tmp_path):
    (tmp_path / "loop.mp4").symlink_to(tmp_path / "loop.mp4")
    (tmp_path / "set.mp4").touch()
    assert names(find_clips([tmp_path]), tmp_path) == ["set.mp4"]
    assert find_clips([tmp_path / "loop.mp4"]) == [tmp_path / "loop.mp4"]
    assert len(find_clips([tmp_path / ("a" * 300 + ".mp4"), tmp_path / "set.mp4"])) == 2


def touched(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def test_what_was_made_of_two_clips_of_one_name_is_known_by_its_number(tmp_path):
    touched(tmp_path, "mon/set.mp4", "tue/Set.webm", "out/Set-2.annotated.mp4", "out/Set-2.landmarks.npz")
    touched(tmp_path, "set.mov", "marks/set-3.npz")
    assert names(find_clips([tmp_path]), tmp_path) == ["mon/set.mp4", "set.mov", "tue/Set.webm"]


def test_a_number_alone_makes_no_recording_ours(tmp_path):
    touched(tmp_path, "set.mp4", "set.npz", "set-2.npz", "set-3.landmarks.npz")
    assert names(find_clips([tmp_path]), tmp_path) == ["set-2.npz", "set-3.landmarks.npz", "set.mp4"]


def test_a_film_that_posecoach_made_is_known_whatever_it_is_called(tmp_path):
    clip = film(tmp_path / "set.mp4", [card()] * 3)
    (tmp_path / "more").mkdir()
    ours = tmp_path / "more" / "out.mp4"
    assert list(annotate(clip, ours, lambda t: t, lambda _ground, _update: None))
    assert names(find_clips([tmp_path]), tmp_path) == ["set.mp4"]
    with pytest.raises(SourceError, match="but what posecoach made"):
        find_clips([ours.parent])
    assert find_clips([ours]) == [ours]


def test_a_folder_that_cannot_be_read_is_told_and_the_others_are_walked(tmp_path, monkeypatch):
    touched(tmp_path, "locked/a.mp4", "open/b.mp4")
    scandir = os.scandir

    def guarded(path):
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    told = []
    assert names(find_clips([tmp_path], told.append), tmp_path) == ["open/b.mp4"]
    assert [str(each) for each in told] == [f"{tmp_path / 'locked'}: cannot be read: Permission denied"]
    with pytest.raises(SourceError, match="locked: cannot be read: Permission denied"):
        find_clips([tmp_path / "locked"])


def test_a_video_is_known_by_how_it_begins_where_its_name_does_not_tell(tmp_path):
    content = film(tmp_path / "set.mp4", [card()] * 3).read_bytes()
    (tmp_path / "IMG_0001").write_bytes(content)
    (tmp_path / "clip.bin").write_bytes(content)
    (tmp_path / "tape.vob").touch()
    (tmp_path / "song.m4a").write_bytes(content)
    (tmp_path / "data.bin").write_bytes(b"\x00\x01" * 900)
    said = []
    found = names(find_clips([tmp_path], note=said.append), tmp_path)
    assert found == ["IMG_0001", "clip.bin", "set.mp4", "tape.vob"]
    assert said in (
        [f"{tmp_path}: passed over 2 files (.bin, .m4a)"],
        [f"{tmp_path}: passed over 2 files (.m4a, .bin)"],
    )


def test_transport_streams_are_known_by_their_packets(tmp_path):
    film(tmp_path / "a.ts", [card()] * 20).rename(tmp_path / "a")
    assert names(find_clips([tmp_path]), tmp_path) == ["a"]


def test_two_names_of_one_file_are_one_clip(tmp_path):
    (tmp_path / "a.mp4").touch()
    os.link(tmp_path / "a.mp4", tmp_path / "b.mp4")
    assert names(find_clips([tmp_path]), tmp_path) == ["a.mp4"]
