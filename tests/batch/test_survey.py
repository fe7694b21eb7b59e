"""A survey looks at a few pictures of a video, and at more only where somebody asks for them."""

import pytest

from posecoach.batch import survey
from posecoach.errors import TrackerError
from posecoach.media.video import Video
from tests.batch.clips import empty_film


@pytest.fixture
def searched(monkeypatch):
    """The moments of the pictures that were searched, and "opened" for each time that the video was."""
    happened = []

    def opened(*args):
        happened.append("opened")
        return Video(*args)

    monkeypatch.setattr(survey, "Video", opened)
    monkeypatch.setattr(survey.people_search, "poses", lambda frame, *_: happened.append(frame.t) or [])
    return happened


def test_four_pictures_come_first_and_the_others_when_they_are_asked_for(searched, tmp_path):
    path = empty_film(tmp_path / "a.mp4", 20.0)
    looks = survey.first_looks(path, None)
    assert [t for t, _ in looks] == searched[1:] == [3.0, 7.0, 13.0, 17.0]
    assert survey.everybody(path, None) == ()
    assert searched == ["opened", 3.0, 7.0, 13.0, 17.0, 1.0, 5.0, 9.0, 11.0, 15.0, 19.0]
    survey.everybody(path, None)
    survey.first_looks(path, None)
    assert len(searched) == 11


def test_where_everybody_is_asked_for_the_video_is_read_through_once(searched, tmp_path):
    path = empty_film(tmp_path / "a.mp4", 20.0)
    survey.everybody(path, None)
    assert searched == ["opened", *(1.0 + 2.0 * i for i in range(10))]


def test_a_search_that_failed_is_made_again(searched, tmp_path, monkeypatch):
    path = empty_film(tmp_path / "a.mp4", 4.0)

    def fails(*_):
        raise TrackerError("no model")

    with monkeypatch.context() as broken:
        broken.setattr(survey.people_search, "poses", fails)
        with pytest.raises(TrackerError):
            survey.first_looks(path, None)
    assert [t for t, _ in survey.first_looks(path, None)] == searched[1:] != []


def test_a_video_that_ends_early_is_searched_as_far_as_it_goes(searched, tmp_path, monkeypatch):
    path = empty_film(tmp_path / "a.mp4", 4.0)
    monkeypatch.setattr(survey, "_moments", lambda _video: [0.0, 2.0, 9.0])
    assert [t for t, _ in survey.first_looks(path, None)] == [0.0, 2.0]
    survey.everybody(path, None)
    assert searched == ["opened", 0.0, 2.0]


def test_a_survey_tells_how_far_it_has_come(searched, tmp_path):
    path, reached = empty_film(tmp_path / "a.mp4", 20.0), []
    survey.first_looks(path, None, on_progress=reached.append)
    assert reached == searched[1:] == [3.0, 7.0, 13.0, 17.0]
    survey.everybody(path, None, on_progress=reached.append)
    assert reached == searched[1:]
    assert len(reached) == 10
