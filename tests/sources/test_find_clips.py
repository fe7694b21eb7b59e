import pytest

from posecoach.errors import SourceError
from posecoach.sources import find_clips


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
