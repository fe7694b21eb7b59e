"""Figures that show how to stand and how it went."""

import pytest

from posecoach import exercises
from posecoach.overlay import Canvas, Rest, Show, Text, layout
from posecoach.overlay.figures import LIMBS, TURN_S, drawn_figure, figures, fitted_figures, moving
from posecoach.overlay.live_view import Review
from posecoach.overlay.rest_screen import looks_back
from posecoach.overlay.shapes import Disc, Line
from tests.overlay.test_layout import SIZES, update


@pytest.mark.parametrize("name", exercises.names())
def test_every_exercise_has_its_figures(name):
    known = figures(name)
    assert len(known) == (1 if exercises.load(name).kind == "hold" else 2)
    assert {len(figure) for figure in known} == {13}


def test_a_figure_moves_from_the_start_to_the_turning_point_and_back():
    start, turn = figures("squat")
    assert moving("squat", 0.0) == start
    assert moving("squat", TURN_S) == turn
    there, back = moving("squat", 0.7 * TURN_S), moving("squat", 1.3 * TURN_S)
    assert all(a == pytest.approx(b) for a, b in zip(there, back, strict=True))
    assert moving("spine_stretch", 5.0) == figures("spine_stretch")[0]
    assert moving("pistol", 5.0) is None


def test_figures_of_one_film_are_scaled_alike():
    start, turn = fitted_figures(figures("squat"), 50.0)
    xs, ys = ([value[axis] for figure in (start, turn) for value in figure] for axis in (0, 1))
    assert max(max(xs) - min(xs), max(ys) - min(ys)) == pytest.approx(50.0)


def test_a_figure_is_mirrored_with_the_picture():
    plain, mirrored = (
        drawn_figure(figures("push_up")[0], 100.0, 0.0, Canvas(200, 200, (200, 200), flip), "text", 50.0)
        for flip in (False, True)
    )
    heads = [next(s.x for s in shapes if isinstance(s, Disc)) for shapes in (plain, mirrored)]
    assert heads[0] - 100.0 == pytest.approx(100.0 - heads[1])


FILM = tuple(figures("push_up"))
REVIEW = Review(("8 of 10 clean", "Next time: lower"), FILM, FILM)


def rest_shapes(left, width=1280, height=720, review=REVIEW):
    rest = Rest(left, 60.0, next_up="Push-up", detail="set 2 of 3", exercise="push_up", t=1.0, review=review)
    return layout(update(), width, height, size=(640, 480), show=Show(rest=rest, elapsed=60.0)), rest


def words_of(shapes):
    return [shape.words for shape in shapes if isinstance(shape, Text)]


def test_a_rest_looks_back_first_and_then_ahead():
    early, rest = rest_shapes(55.0)
    assert looks_back(rest)
    assert "8 of 10 clean" in words_of(early)
    assert "Push-up" not in words_of(early)
    late, _ = rest_shapes(30.0)
    assert "Push-up" in words_of(late)
    assert "8 of 10 clean" not in words_of(late)
    without, _ = rest_shapes(55.0, review=None)
    assert "Push-up" in words_of(without)


SHORT = Review(("3 of 3 clean",), FILM[::-1], FILM)
"""Two figures beside a line that takes less room than they do."""


@pytest.mark.parametrize(("width", "height"), [*SIZES, (1280, 800)])
@pytest.mark.parametrize("left", [55.0, 30.0])
@pytest.mark.parametrize("review", [REVIEW, SHORT])
def test_figures_stay_on_the_screen(width, height, left, review):
    shapes, _ = rest_shapes(left, width, height, review)
    for line in (shape for shape in shapes if isinstance(shape, Line)):
        assert min(line.x1, line.x2) >= -1.0
        assert max(line.x1, line.x2) <= width + 1.0
        assert min(line.y1, line.y2) >= -1.0
        assert max(line.y1, line.y2) <= height + 1.0


def test_figures_shown_again_are_named_and_one_that_is_both_stands_alone():
    shapes, _ = rest_shapes(55.0, review=SHORT)
    names = {s.words: s.ink for s in shapes if isinstance(s, Text) and s.words in ("last", "best")}
    assert names == {"last": "text", "best": "accent"}
    shapes, _ = rest_shapes(55.0)
    assert "last" not in words_of(shapes)
    assert "best" in words_of(shapes)


def test_there_are_as_many_bones_as_limbs():
    shapes = drawn_figure(figures("squat")[0], 0.0, 0.0, Canvas(9, 9, (9, 9)), "text", 50.0)
    assert sum(isinstance(shape, Line) for shape in shapes) == len(LIMBS) + 1
