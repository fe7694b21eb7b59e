import numpy as np
import pytest

from posecoach.core.events import Verdict
from posecoach.core.pose.landmarks import Pose
from posecoach.core.session.status import Update
from posecoach.overlay import Text, layout
from posecoach.sinks import annotate_frame
from tests.landmarks import figure
from tests.records import NAN, movement, status

SIZE = (800, 700)


def update(t=0.0, events=(), pose=None):
    return Update(t, pose, {}, status(reps=3, partial=1, set_number=1), tuple(events))


def athlete():
    return Pose(figure(0.3), np.full((33, 3), NAN), np.full(33, 0.99))


def edges(image):
    """The colours of the picture's middle left edge and of its middle upper edge."""
    height, width = image.shape[:2]
    return tuple(image[height // 2, 1].tolist()), tuple(image[1, width // 2].tolist())


def drawn(draw, moment, size=SIZE):
    image = np.zeros((size[1], size[0], 3), np.uint8)
    draw(image, moment)
    return image


def test_a_counted_repetition_lights_up_and_goes_out():
    draw = annotate_frame.films(SIZE)
    assert edges(drawn(draw, update(0.0))) == ((0, 0, 0), (0, 0, 0))
    left, top = edges(drawn(draw, update(1.0, [movement(0.0)])))
    assert left == top
    assert left[1] > left[0], "green"
    assert edges(drawn(draw, update(1.3))) != ((0, 0, 0), (0, 0, 0))
    assert edges(drawn(draw, update(1.6))) == ((0, 0, 0), (0, 0, 0))


def test_a_partial_one_otherwise():
    draw = annotate_frame.films(SIZE)
    left, top = edges(drawn(draw, update(1.0, [movement(0.0, verdict=Verdict.PARTIAL, why="too shallow")])))
    assert left[0] > left[1] > left[2], "amber"
    assert top == (0, 0, 0)


def test_what_is_no_repetition_does_not_light_up():
    draw = annotate_frame.films(SIZE)
    moment = update(1.0, [movement(0.0, verdict=Verdict.REJECTED, why="the hands moved")])
    assert edges(drawn(draw, moment)) == ((0, 0, 0), (0, 0, 0))


def test_why_it_was_partial_is_said(monkeypatch):
    said = []
    monkeypatch.setattr("posecoach.sinks.annotate_frame.paint", lambda _image, shapes: said.append(shapes))
    draw = annotate_frame.films(SIZE)
    for t, events in (
        (1.0, [movement(0.0, verdict=Verdict.PARTIAL, why="too shallow")]),
        (2.0, []),
        (3.0, []),
    ):
        drawn(draw, update(t, events))
    words = [" ".join(shape.words for shape in shapes if isinstance(shape, Text)) for shapes in said]
    assert ["Partial: too shallow" in each for each in words] == [True, True, False]


def test_what_is_said_gives_way_to_a_body_at_the_bottom(monkeypatch):
    said = []
    monkeypatch.setattr("posecoach.sinks.annotate_frame.paint", lambda _image, shapes: said.append(shapes))
    low = athlete()
    low.image[:, 1] = SIZE[1] - 60.0 + low.image[:, 1] / 20.0
    for pose in (None, low):
        drawn(
            annotate_frame.films(SIZE),
            update(1.0, [movement(0.0, verdict=Verdict.PARTIAL, why="too shallow")], pose=pose),
        )
    usual, raised = (
        next(shape.y for shape in shapes if isinstance(shape, Text) and "Partial" in shape.words)
        for shapes in said
    )
    assert raised < SIZE[1] / 2 < usual


def test_the_film_shows_what_the_window_would():
    plain = update(pose=athlete())
    expected = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)
    from posecoach.sinks.paint import paint

    paint(expected, layout(plain, *SIZE, size=SIZE))
    assert np.array_equal(drawn(annotate_frame.films(SIZE), plain), expected)


@pytest.mark.parametrize("scale", [1.0, 0.3, 2.0])
def test_stills_of_any_size_have_the_body_where_it_is(scale):
    size = (round(SIZE[0] * scale), round(SIZE[1] * scale))
    image = drawn(annotate_frame.stills(SIZE), update(pose=athlete()), size)
    elbow = figure(0.3)[13] * scale
    assert image[round(elbow[1]), round(elbow[0])].max() > 100
    assert image[5, 5].max() == 0


def test_a_still_without_a_body_is_left_alone():
    assert drawn(annotate_frame.stills(SIZE), update()).max() == 0
